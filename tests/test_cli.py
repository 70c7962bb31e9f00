"""The command: its help, its exit codes, what it prints, and what it says when something is amiss.

The engine is the real one over a toy corpus, so that a model is really loaded; what needs the index of the whole corpus is slow.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from banfa.cli import app
from banfa.corpus import read_corpus
from banfa.errors import IndexUnusable, UsageError
from banfa.settings import Settings
from ingest.command import run as ingest
from tests.test_assistant import CITATION, CONTRACT, PASSAGE, assert_keeps
from tests.toy_corpus import LAW, write_toy_corpus

ROOT = Path(__file__).resolve().parent.parent
FINE = "How much is the fine for an unregistered kite?"
BALLOONS = "What do the Balloon Rules say?"
PROGRAM = "from banfa.cli import main; main()"


class House:
    """A folder with a corpus, and with its index where one was built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(corpus=write_toy_corpus(folder / "corpus"), data=folder / "data")

    @property
    def environment(self) -> dict[str, str]:
        return {"BANFA_CORPUS": str(self.settings.corpus), "BANFA_DATA": str(self.settings.data)}

    def run(self, *arguments: str, stdin: str | None = None) -> Result:
        """The command in this process; an error of Banfa is the result's exception."""
        return CliRunner().invoke(app, list(arguments), input=stdin, env=self.environment)

    def json(self, *arguments: str) -> list[dict[str, Any]]:
        """The JSON objects that the command prints, one a line."""
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    def batch(self, *lines: str) -> str:
        """The path of a batch file with these lines."""
        file = self.folder / "batch.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        return str(file)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with an index, built by the real embedder."""
    made = House(tmp_path_factory.mktemp("house"))
    ingest(made.settings)
    return made


@pytest.fixture
def empty(tmp_path: Path) -> House:
    """A house without an index."""
    return House(tmp_path)


def program(*arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command as a shell runs it."""
    call = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(call, cwd=ROOT, env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False)


def asked(id: str, question: str, **more: object) -> str:
    return json.dumps({"id": id, "question": question, **more}, ensure_ascii=False)


class TestHelp:
    @pytest.mark.parametrize("command", ["ingest", "ask", "retrieve", "serve", "eval"])
    def test_the_help_of_every_command_has_an_example_that_one_can_copy(self, empty: House, command: str) -> None:
        result = empty.run(command, "--help")
        assert result.exit_code == 0
        assert "Example" in result.stdout
        assert f"banfa {command}" in result.stdout.split("Example")[1]

    def test_the_help_lists_every_command(self, empty: House) -> None:
        result = empty.run("--help")
        assert result.exit_code == 0
        for command in ("ingest", "ask", "retrieve", "serve", "eval"):
            assert f"\n  {command} " in result.stdout

    def test_without_a_command_the_help_is_shown(self, empty: House) -> None:
        assert "Commands:" in empty.run().output


class TestExitCodes:
    def test_no_question_is_wrong_usage(self) -> None:
        run = program("ask")
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr == "banfa: Give one question, or --batch FILE.\n"

    def test_no_index_is_an_error_that_says_what_to_run(self, empty: House) -> None:
        run = program("ask", FINE, environment=empty.environment)
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == "banfa: There is no index yet. Run `banfa ingest`.\n"

    def test_the_check_of_a_house_without_an_index_is_an_error_too(self, empty: House) -> None:
        assert isinstance(empty.run("ingest", "--check").exception, IndexUnusable)

    def test_a_setting_that_makes_no_sense_is_wrong_usage_and_is_named(self, empty: House) -> None:
        result = CliRunner().invoke(app, ["ask", FINE], env={**empty.environment, "BANFA_TOP_K": "many"})
        assert isinstance(result.exception, UsageError)
        assert "BANFA_TOP_K is 'many'" in str(result.exception)

    @pytest.mark.parametrize(
        "arguments",
        [
            ("ask", "--nonsense"),
            ("ask", FINE, "--as-of", "yesterday"),
            ("retrieve", FINE, "-k", "0"),
            ("serve", "--port", "99999"),
            ("fly",),
        ],
    )
    def test_wrong_options_are_wrong_usage(self, empty: House, arguments: tuple[str, ...]) -> None:
        assert empty.run(*arguments).exit_code == 2

    def test_a_question_and_a_batch_together_are_wrong_usage(self, empty: House) -> None:
        assert isinstance(empty.run("ask", FINE, "--batch", empty.batch(asked("1", FINE))).exception, UsageError)

    def test_an_answer_is_a_success_for_the_strict_too(self, house: House) -> None:
        assert house.run("ask", "--strict", FINE).exit_code == 0

    def test_an_abstention_is_a_success_unless_strictness_is_asked_for(self, house: House) -> None:
        assert house.run("ask", BALLOONS).exit_code == 0
        assert house.run("ask", "--strict", BALLOONS).exit_code == 3

    def test_one_abstention_in_a_batch_is_enough_for_the_strict(self, house: House) -> None:
        result = house.run("ask", "--strict", "--batch", house.batch(asked("1", BALLOONS), asked("2", FINE)))
        assert result.exit_code == 3
        assert len(result.stdout.splitlines()) == 2


class TestAsk:
    def test_the_answer_is_printed_with_its_law_and_its_caveat(self, house: House) -> None:
        shown = house.run("ask", FINE).stdout
        assert "50 yuan" in shown
        assert "[Kite Rules art 3" in shown
        assert "> **Kite Rules art 3" in shown
        assert "must pay a fine of 50 yuan." in shown
        assert "Unofficial translation" in shown

    def test_the_words_of_the_law_can_be_left_out(self, house: House) -> None:
        shown = house.run("ask", "--no-quotes", FINE).stdout
        assert "50 yuan" in shown
        assert "“" not in shown

    def test_a_question_can_come_from_standard_input(self, house: House) -> None:
        assert "50 yuan" in house.run("ask", "-", stdin=FINE).stdout

    def test_a_chinese_question_is_answered_in_chinese(self, house: House) -> None:
        assert "五十元" in house.run("ask", "没有登记的风筝罚多少钱？").stdout

    def test_json_keeps_the_contract(self, house: House) -> None:
        reply = json.loads(house.run("ask", "--json", FINE).stdout)
        assert_keeps(CONTRACT, reply)
        assert reply["citations"]
        for citation in reply["citations"]:
            assert_keeps(CITATION, citation)
        assert (reply["question"], reply["status"], reply["citations"][0]["instrument"]) == (FINE, "answered", LAW)

    def test_the_day_asked_about_decides_which_law_answers(self, house: House) -> None:
        (before,) = house.json("ask", "--as-of", "2020-02-29", "--batch", house.batch(asked("1", FINE)))
        (since,) = house.json("ask", "--as-of", "2020-03-01", "--batch", house.batch(asked("1", FINE)))
        assert (before["as_of"], before["citations"]) == ("2020-02-29", [])
        assert (since["as_of"], bool(since["citations"])) == ("2020-03-01", True)

    @pytest.mark.parametrize("text", ["", "   ", "?!"])
    def test_an_empty_question_is_wrong_usage(self, house: House, text: str) -> None:
        result = house.run("ask", text)
        assert isinstance(result.exception, UsageError)
        assert "The question is empty" in str(result.exception)


class TestBatch:
    def test_replies_come_in_the_order_of_the_questions_with_their_ids_and_days(self, house: House) -> None:
        lines = [asked("b", FINE), "", asked("a", BALLOONS), asked("7", "风筝什么时候登记？", as_of="2021-05-06"), ""]
        replies = house.json("ask", "--batch", house.batch(*lines))
        assert [reply["id"] for reply in replies] == ["b", "a", "7"]
        assert [reply["language"] for reply in replies] == ["en", "en", "zh"]
        assert replies[2]["as_of"] == "2021-05-06"
        for reply in replies:
            assert_keeps(CONTRACT, reply)

    @pytest.mark.parametrize(
        ("bad", "why"),
        [
            ("{", "as JSON"),
            ('{"id": "2"}', "'question'"),
            ('["2", "what?"]', "as JSON"),
            (asked("2", "What?", as_of="soon"), "2026-01-31"),
            (asked("2", " ?"), "empty"),
        ],
    )
    def test_a_bad_line_is_named_before_anything_is_answered(self, empty: House, bad: str, why: str) -> None:
        result = empty.run("ask", "--batch", empty.batch(asked("1", FINE), bad))
        assert isinstance(result.exception, UsageError)
        assert "batch.jsonl, line 2: " in str(result.exception)
        assert why in str(result.exception)
        assert result.stdout == ""

    def test_a_batch_that_is_not_there_is_named(self, empty: House) -> None:
        result = empty.run("ask", "--batch", str(empty.folder / "none.jsonl"))
        assert isinstance(result.exception, UsageError)
        assert "none.jsonl cannot be read" in str(result.exception)

    def test_an_empty_batch_gives_nothing(self, house: House) -> None:
        assert house.json("ask", "--batch", house.batch()) == []

    def test_odd_characters_in_a_line_do_no_harm(self, house: House) -> None:
        lines = ['{"id": "1", "question": "fine\u2028for a kite \u0085?"}', r'{"id": "2", "question": "fine \ud83d for a kite?"}']
        replies = house.json("ask", "--batch", house.batch("\ufeff" + lines[0], lines[1]))
        assert [reply["id"] for reply in replies] == ["1", "2"]


class TestRetrieve:
    def test_a_batch_gives_the_passages_of_each_question(self, house: House) -> None:
        found = house.json("retrieve", "-k", "2", "--batch", house.batch(asked("x", FINE), asked("y", "where do I register?")))
        assert [row["id"] for row in found] == ["x", "y"]
        for row in found:
            assert set(row) == {"id", "passages", "confidence", "confidence_any"}
            assert len(row["passages"]) == 2
            for passage in row["passages"]:
                assert_keeps(PASSAGE, passage)
        assert found[0]["passages"][0]["locator"] == "art_3"

    def test_for_the_eye_each_line_has_score_pinpoint_and_parts(self, house: House) -> None:
        lines = house.run("retrieve", "-k", "3", FINE).stdout.splitlines()
        assert len(lines) == 3
        assert "Kite Rules art 3" in lines[0]
        assert "words +" in lines[0]


class TestIngest:
    def test_a_current_index_needs_nothing(self, house: House) -> None:
        result = house.run("ingest")
        assert result.exit_code == 0
        assert "Nothing to do" in result.output

    def test_the_same_program_runs_as_a_module(self) -> None:
        run = subprocess.run([sys.executable, "-m", "ingest", "--help"], cwd=ROOT, capture_output=True, text=True, check=True)
        assert "Prove the corpus and build the index" in run.stdout

    def test_the_check_of_a_current_index_is_a_success(self, house: House) -> None:
        result = house.run("ingest", "--check")
        assert result.exit_code == 0
        assert "index is current" in " ".join(result.output.split())

    def test_what_was_built_from_another_law_is_refused(self, house: House, empty: House) -> None:
        result = CliRunner().invoke(app, ["ask", FINE], env={**house.environment, "BANFA_CORPUS": str(changed(empty))})
        assert isinstance(result.exception, IndexUnusable)
        assert "stale: the corpus changed" in str(result.exception)


def changed(house: House) -> Path:
    """The corpus of a house, with one word of the law changed."""
    file = house.settings.corpus / LAW / "2020-03-01.md"
    file.write_text(file.read_text(encoding="utf-8").replace("50 yuan", "60 yuan"), encoding="utf-8")
    return house.settings.corpus


@pytest.fixture(scope="module")
def whole_house() -> None:
    """Skips where the index of the whole corpus is not current; building it would take a minute."""
    check = program("ingest", "--check")
    if check.returncode != 0:
        pytest.skip(f"the index of the corpus is not current: {check.stderr.strip().splitlines()[-1]}")


@pytest.mark.slow
@pytest.mark.usefixtures("whole_house")
class TestWholeCorpus:
    """The real corpus, the real embedder, the command as users run it."""

    ASKED = (
        ("Do the Interim Measures apply to a tool that only our own employees use?", {"answered"}, "art_2"),
        ("What must we do about filing our algorithm? It is a forum with comments.", {"answered"}, ""),
        ("What does article 17 of the Interim Measures say?", {"answered"}, "art_17"),
        ("What does article 4 of the Security Assessment Provisions say?", {"answered"}, "art_4"),
        ("What does article 30 of the Interim Measures say?", {"premise_corrected"}, ""),
        ("What does the Data Security Law say about the classification and grading of data?", {"answered"}, "art_21"),
        ("What does the Copyright Law say about training data?", {"not_in_corpus"}, ""),
        ("Who won the football world cup in 2022?", {"out_of_field"}, ""),
        ("《暂行办法》第十七条说的是什么？", {"answered"}, "art_17"),
        ("红烧肉怎么做才好吃？", {"out_of_field"}, ""),
    )

    def test_questions_of_each_kind_are_answered_as_they_should_be(self, tmp_path: Path) -> None:
        batch = tmp_path / "batch.jsonl"
        batch.write_text("\n".join(asked(str(n), text) for n, (text, _, _) in enumerate(self.ASKED)), encoding="utf-8")
        run = program("ask", "--batch", str(batch))
        assert run.returncode == 0, run.stderr
        replies = [json.loads(line) for line in run.stdout.splitlines()]
        corpus = read_corpus(Settings.from_environment().corpus)
        for reply, (text, statuses, article) in zip(replies, self.ASKED, strict=True):
            assert_keeps(CONTRACT, reply)
            assert reply["status"] in statuses, text
            assert not article or article in {c["locator"].split("__")[0] for c in reply["citations"]}, text
            for citation in reply["citations"]:
                provision = corpus.provision(citation["instrument"], citation["locator"])
                assert citation["quote"] in provision.text_at(citation["locator"])

    def test_the_program_answers_in_a_few_seconds_from_a_cold_start(self) -> None:
        reply = json.loads(program("ask", "--json", "Which label must a generated video carry?").stdout)
        assert reply["status"] == "answered"
        assert "label" in reply["answer"]
