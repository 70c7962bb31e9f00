"""Whether a command of the pages names a program, a file, an option, a setting that exists. Nothing is run but ``--help``."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import typer
from mkdocs.__main__ import cli as mkdocs
from streamlit import config as streamlit_config

from banfa.cli import app
from banfa.settings import Settings
from benchmarks.__main__ import options as benchmark_options
from evals import plant_faults
from scripts import dependencies
from tests.doc_commands import ROOT, Command

Check = Callable[[Sequence[str]], str]
"""What is wrong with some arguments; empty where nothing is."""
SETTINGS = {f"BANFA_{name.upper()}" for name in Settings.__dataclass_fields__} | {"BANFA_TORCH", "BANFA_PYTHON"}


def complaint(command: Command, *, whole: bool = True) -> str:
    """What is wrong with a command; empty where nothing is. One that is only named (``not whole``) may lack arguments."""
    wrong = [name for each in command.set if (name := each.partition("=")[0]).startswith("BANFA_") and name not in SETTINGS]
    if wrong:
        return f"{wrong[0]} is no setting"
    if command.program == "export":
        return ""
    if command.program == "banfa":
        return _click(typer.main.get_command(app), command.arguments, whole=whole)
    if command.program.startswith("sh ") and not (ROOT / command.program[3:]).is_file():
        return f"there is no {command.program[3:]}"
    check = PROGRAMS.get(command.program)
    return f"nobody knows the program {command.program!r}" if check is None else check(command.arguments)


def _click(command: Any, arguments: Sequence[str], *, whole: bool) -> str:
    rest = list(arguments)
    while rest and rest[0] in (below := getattr(command, "commands", {})):
        command = below[rest.pop(0)]
    if rest and not rest[0].startswith("-") and getattr(command, "commands", {}):
        return f"there is no command {rest[0]!r}"
    known = {"--help", *(name for option in command.params for name in (*option.opts, *option.secondary_opts))}
    unknown = [word for word in rest if re.match(r"--?[A-Za-z]", word) and word.partition("=")[0] not in known]
    if unknown:
        return f"{command.name} has no option {unknown[0]}"
    try:
        command.make_context(command.name, rest, resilient_parsing=not whole)
    except Exception as error:  # click and what typer ships of it have classes of their own
        return error.format_message() if hasattr(error, "format_message") else str(error)
    return ""


def _banfa(arguments: Sequence[str]) -> str:
    """Of a program that takes a command of ``banfa``."""
    return _click(typer.main.get_command(app), arguments, whole=True)


def _argparse(parse: Callable[[list[str]], object]) -> Check:
    def check(arguments: Sequence[str]) -> str:
        said = StringIO()
        try:
            with redirect_stderr(said):
                parse(list(arguments))
        except SystemExit:
            return said.getvalue().strip().splitlines()[-1]
        return ""

    return check


def _helped(*program: str) -> Check:
    """Options that the program's own ``--help`` names."""

    @cache
    def told() -> str:
        return subprocess.run([*program, "--help"], capture_output=True, text=True, check=True).stdout

    def check(arguments: Sequence[str]) -> str:
        options = [word.partition("=")[0] for word in arguments if word.startswith("-")]
        unknown = [word for word in options if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", told())]
        return f"{Path(program[0]).name} has no option {unknown[0]}" if unknown else ""

    return check


def _streamlit(arguments: Sequence[str]) -> str:
    if list(arguments[:1]) == ["run"]:
        if not (ROOT / arguments[1]).is_file():
            return f"there is no {arguments[1]}"
        arguments = arguments[2:]
    known = streamlit_config.get_config_options()
    unknown = [word for word in arguments if word.startswith("--") and word[2:] not in known]
    return f"streamlit has no option {unknown[0]}" if unknown else ""


def _there(arguments: Sequence[str]) -> str:
    """Of files that have to be there, and options that need no check."""
    missing = [word for word in arguments if not word.startswith("-") and not (ROOT / word.partition("::")[0]).exists()]
    return f"there is no {missing[0]}" if missing else ""


def _only(*options: str) -> Check:
    def check(arguments: Sequence[str]) -> str:
        unknown = [word for word in arguments if word.startswith("-") and word not in options]
        return f"{unknown[0]} is none of {', '.join(options) or 'no options'}" if unknown else ""

    return check


def _faults(arguments: Sequence[str]) -> str:
    made = typer.Typer()
    made.command()(plant_faults.main)
    return _click(typer.main.get_command(made), arguments, whole=True)


def _compose(arguments: Sequence[str]) -> str:
    files = [arguments[n + 1] for n, word in enumerate(arguments) if word == "--file"]
    return _there(files) or _only("--file", "--build", "--detach")(arguments)


def _evals(arguments: Sequence[str]) -> str:
    return _click(typer.main.get_command(app), ["eval", *arguments], whole=True)


def _memo_claims(names: Sequence[str]) -> str:
    return _there([f"evals/memo/{name}.toml" for name in names])


_PYTHON = str(Path(sys.executable))
PROGRAMS: dict[str, Check] = {
    "cp": lambda arguments: _there(arguments[:-1]),
    "curl": _only("-s", "-N", "-sN", "-H", "-d"),
    "docker": _compose,
    "pre-commit": _only(),
    "pytest": _there,
    "python -m benchmarks": _argparse(benchmark_options),
    "python -m benchmarks.load": _helped(sys.executable, "-m", "benchmarks.load"),
    "python -m benchmarks.page": _helped(sys.executable, "-m", "benchmarks.page"),
    "python -m evals.sealed": _banfa,
    "python -m tests.trials.faults": _helped(sys.executable, "-m", "tests.trials.faults"),
    "python -m tests.trials.questions": _helped(sys.executable, "-m", "tests.trials.questions"),
    "python -m evals.memo_claims": _memo_claims,
    "python -m http.server": _helped(_PYTHON, "-m", "http.server"),
    "sh scripts/audit": _argparse(dependencies.options),
    "sh scripts/axe": _only(),
    "sh scripts/chat": _streamlit,
    "sh scripts/check": _only(),
    "sh scripts/evals": _evals,
    "sh scripts/hostile_api": _only("--max-time", "--seed"),
    "sh scripts/pin": _only("--upgrade", "-P"),
    "sh scripts/plant_faults": _faults,
    "sh scripts/setup": _only("--dev"),
    "sh scripts/site": lambda arguments: _click(mkdocs, ["build", *arguments], whole=True),
    "streamlit": _streamlit,
    "uv": _helped(str(Path(_PYTHON).with_name("uv")), "pip", "install"),
}
