"""Every command on the pages is run here, or stands in tests/doc_not_run.py with the reason; all its options exist."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from banfa.adapters.http_api.application import make_app
from banfa.adapters.http_api.limits import Limits
from banfa.assistant import Assistant
from banfa.cli import app
from banfa.desk import Desk
from banfa.errors import IndexUnusable
from banfa.memo_desk import make_memo_checker
from banfa.settings import Settings
from banfa.wiring import make_assistant
from tests import doc_commands
from tests.doc_commands import ROOT, Code, Command
from tests.doc_not_run import NOT_RUN
from tests.doc_options import complaint
from tests.doors import OpenEngine

NEEDS_THE_INDEX = ("banfa ingest --check", "banfa eval --only en-obl-07 --no-baselines")
ENDS_WITH = {"banfa check memo.md": 3}
"""Exit codes other than 0, as the pages say: the memo below has a claim that is not supported."""
MEMO = "Article 9 of the Labelling Measures requires logs to be kept for three years.\n"
PRODUCT = "offered_to_public_in_mainland = true\ngenerates_content = true\n"
QUESTIONS = {"id": "q-1", "question": "Which label does an AI video need?", "topic": ["labelling"]}

COMMANDS = list({command.typed: command for command in doc_commands.commands()}.values())
TYPED = [c for c in COMMANDS if c.program == "banfa" and c.typed not in NOT_RUN and c.typed not in NEEDS_THE_INDEX]
CURLS = [c for c in COMMANDS if c.program == "curl"]
QUICK = [
    c for c in doc_commands.commands() if c.page == "docs/index.md" and c.arguments[:1] in (("ask",), ("scope",), ("check",))
]
PYTHON = [code for code in doc_commands.python() if "StdioServerParameters" not in code.text]


def run(command: Command) -> Result:
    """A command of ours in this process."""
    return CliRunner().invoke(app, list(command.arguments))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the pages speak of."""
    made = tmp_path_factory.mktemp("files")
    (made / "memo.md").write_text(MEMO, encoding="utf-8")
    (made / "product.toml").write_text(PRODUCT, encoding="utf-8")
    (made / "questions.jsonl").write_text(json.dumps(QUESTIONS) + "\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["scope", "--facts", str(made / "product.toml"), "--export", str(made / "scope.json")])
    assert done.exit_code == 0, done.output
    return made


@pytest.fixture
def folder(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of these files; commands are run beside them, with a data folder of their own."""
    monkeypatch.chdir(shutil.copytree(files, tmp_path, dirs_exist_ok=True))
    monkeypatch.setenv("BANFA_DATA", str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def faked(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake engine over the whole corpus, wherever a command or a piece of Python makes itself one."""
    checker = make_memo_checker(assistant.corpus, assistant._citator, assistant.retriever.finder)
    monkeypatch.setattr("banfa.wiring.make_assistant", lambda _: assistant)
    monkeypatch.setattr("banfa.wiring.make_checker", lambda _: checker)


@pytest.fixture(scope="module")
def api(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(make_app(OpenEngine(Desk(assistant)), Limits(per_minute=0))) as client:
        yield client


@pytest.fixture(scope="module")
def real() -> Assistant:
    """The engine over the index of the checkout."""
    try:
        return make_assistant(Settings())
    except IndexUnusable as error:
        pytest.skip(str(error))


class TestCommands:
    @pytest.mark.parametrize("command", doc_commands.commands(), ids=str)
    def test_its_program_its_options_and_its_files_exist(self, command: Command) -> None:
        assert complaint(command) == ""

    @pytest.mark.parametrize("command", doc_commands.named(), ids=str)
    def test_what_the_text_names_exists_too(self, command: Command) -> None:
        if command.typed != "docker buildx imagetools inspect NAME":
            assert complaint(command, whole=False) == ""

    def test_each_is_run_or_stands_in_the_table_with_a_reason(self) -> None:
        tried = {c.typed for c in (*TYPED, *CURLS)} | {*NEEDS_THE_INDEX, "export"}
        assert [str(c) for c in COMMANDS if c.typed not in tried and c.typed not in NOT_RUN] == []

    def test_the_table_holds_nothing_that_no_page_says(self) -> None:
        assert {*NOT_RUN, *NEEDS_THE_INDEX, *ENDS_WITH} - {c.typed for c in COMMANDS} == set()

    @pytest.mark.usefixtures("faked", "folder")
    @pytest.mark.parametrize("command", TYPED, ids=str)
    def test_it_ends_as_the_page_says(self, command: Command) -> None:
        done = run(command)
        assert done.exit_code == ENDS_WITH.get(command.typed, 0), (done.output, done.exception)
        assert done.stdout.strip()

    @pytest.mark.usefixtures("faked")
    def test_what_is_to_be_exported_is_there(self, folder: Path) -> None:
        (command,) = [c for c in TYPED if "scope.docx" in c.arguments]
        assert run(command).exit_code == 0
        assert (folder / "scope.docx").stat().st_size > 1000

    @pytest.mark.parametrize("command", CURLS, ids=str)
    def test_each_curl_is_answered(self, api: TestClient, command: Command) -> None:
        response = asked(api, command)
        assert response.status_code == 200, response.text
        assert "event: problem" not in response.text


def asked(api: TestClient, command: Command) -> Any:
    """What the API answers to a curl."""
    words, url, body, headers = iter(command.arguments), "", None, {}
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words)
        elif not word.startswith("-"):
            url = word
    where = urlsplit(url)
    path = where.path + (f"?{where.query}" if where.query else "")
    return api.request("POST" if body else "GET", path, content=body and body.encode(), headers=headers)


class TestPython:
    @pytest.mark.usefixtures("faked")
    @pytest.mark.parametrize("code", PYTHON, ids=lambda code: f"{code.page}:{code.line}")
    def test_each_piece_runs_and_says_something_of_the_law(self, code: Code, capsys: pytest.CaptureFixture[str]) -> None:
        exec(compile(code.text, code.page, "exec"), {})
        said = capsys.readouterr().out
        assert "Labelling Measures art" in said or said.strip() == "wrong"

    @pytest.mark.slow
    @pytest.mark.usefixtures("real")
    def test_the_client_of_the_page_on_mcp_reaches_the_server(self) -> None:
        (code,) = [code for code in doc_commands.python() if code not in PYTHON]
        done = subprocess.run([sys.executable, "-c", code.text], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "check_citations" in done.stdout
        assert "Interim Measures art 17" in done.stdout


@pytest.mark.slow
class TestTheQuickstartOnTheRealIndex:
    @pytest.mark.usefixtures("folder")
    @pytest.mark.parametrize("command", QUICK, ids=str)
    def test_it_is_answered(self, command: Command, real: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
        checker = make_memo_checker(real.corpus, real._citator, real.retriever.finder)
        monkeypatch.setattr("banfa.wiring.make_assistant", lambda _: real)
        monkeypatch.setattr("banfa.wiring.make_checker", lambda _: checker)
        done = run(command)
        assert done.exit_code == ENDS_WITH.get(command.typed, 0), done.output
        assert "art" in done.stdout or "条" in done.stdout

    @pytest.mark.usefixtures("real")
    def test_the_index_is_checked_and_a_gold_question_is_scored(self) -> None:
        checked, scored = (run(next(c for c in COMMANDS if c.typed == typed)) for typed in NEEDS_THE_INDEX)
        assert checked.exit_code == 0, checked.output
        assert scored.exit_code in (0, 1), scored.exception  # whether the gate is passed is for scripts/evals to say
        assert "gates are passed" in scored.output


class TestThatItBites:
    @pytest.mark.parametrize(
        ("page", "wrong"),
        [
            ("```sh\nbanfa ask --nonsense x\n```", "no option --nonsense"),
            ("```console\n$ .venv/bin/banfa eval --tables\n```", "no option --tables"),
            ("    .venv/bin/banfa aks x\n", "no command 'aks'"),
            ("```sh\nbanfa retrieve x -k 0\n```", "greater than or equal to 1"),
            ("```sh\nbanfa law show\n```", "Missing"),
            ("```sh\nbanfa mcp && banfa mcp --https\n```", "no option --https"),
            ("```sh\nsh scripts/nothing\n```", "no scripts/nothing"),
            ("```sh\nsh scripts/evals --nothing\n```", "no option --nothing"),
            ("```sh\nsh scripts/site --nothing\n```", "no option --nothing"),
            ("```sh\nsh scripts/chat --server.nothing 1\n```", "no option --server.nothing"),
            ("```sh\npython -m benchmarks warm \\\n  --nothing 3\n```", "unrecognized arguments: --nothing"),
            ("```sh\nfrobnicate all\n```", "nobody knows the program 'frobnicate'"),
            ("```sh\nexport BANFA_NOTHING=1\n```", "BANFA_NOTHING is no setting"),
            ("```sh\nBANFA_NOTHING=1 banfa law\n```", "BANFA_NOTHING is no setting"),
            ("```sh\npytest tests/test_nothing.py\n```", "no tests/test_nothing.py"),
        ],
    )
    def test_a_command_that_is_wrong_is_found(self, page: str, wrong: str) -> None:
        told = [complaint(command) for command in doc_commands.commands_of(page, "page")]
        assert any(wrong in what for what in told), told

    def test_a_command_that_nobody_listed_would_fail(self) -> None:
        (command,) = doc_commands.commands_of("```sh\nbanfa eval --no-hold\n```", "page")
        assert complaint(command) == ""
        assert command.typed not in NOT_RUN

    def test_a_curl_that_the_api_refuses_is_noticed(self, api: TestClient) -> None:
        line = """curl -s http://127.0.0.1:8700/ask -H 'Content-Type: application/json' -d '{"questoin": "x"}'"""
        assert asked(api, next(doc_commands.simple(line, "page", 1))).status_code == 422

    def test_the_pages_are_really_read(self) -> None:
        assert {"docs/index.md", "docs/api.md", "README.md", "CONTRIBUTING.md"} <= {c.page for c in doc_commands.commands()}
        assert len(TYPED) > 20
        assert len(CURLS) > 10
        assert len(QUICK) >= 4
