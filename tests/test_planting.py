"""Faults are planted, judged and pulled out again; here in a toy corpus, and ours are proved to fit the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from banfa.assistant import Assistant
from banfa.corpus import read_corpus
from banfa.errors import CorpusError, UsageError
from evals.committed import Committed, Verdict
from evals.drill import drill
from evals.faults import Edit, Fault, read_faults
from evals.planting import Caught, Ended, Field, as_lines, choose, require
from tests.gold_desk import QUESTION
from tests.toy_corpus import LAW, write_toy_corpus

ROOT = Path(__file__).resolve().parent.parent
TEXT = f"corpus/{LAW}/2020-03-01.md"
DROP = Fault("drop", "an article is missing", (Edit(TEXT, cut_from="### Article 2.", cut_until="### Article 3."),), index=True)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A checkout that holds a toy corpus and an index of nothing."""
    write_toy_corpus(tmp_path / "house" / "corpus")
    build = tmp_path / "house" / ".banfa" / "builds" / "a"
    build.mkdir(parents=True)
    (tmp_path / "house" / ".banfa" / "current").write_text("a", encoding="utf-8")
    return tmp_path / "house"


class Bench:
    """Runs what is wanted without a process: proves the corpus for ``ingest``, and says what it is told to for ``evals``."""

    def __init__(self, evals: Ended) -> None:
        self.evals = evals
        self.ran: list[Sequence[str]] = []

    def __call__(self, folder: Path, arguments: Sequence[str]) -> Ended:
        self.ran.append(arguments)
        if arguments[0] == "evals":
            return self.evals
        try:
            read_corpus(folder / "corpus")
        except CorpusError as error:
            return Ended(1, f"banfa: {error}")
        (folder / ".banfa" / "builds" / "b").mkdir()
        (folder / ".banfa" / "current").write_text("b", encoding="utf-8")
        return Ended(0, "")


class TestPlanting:
    def test_a_missing_article_is_caught_by_the_proof_and_put_back(self, house: Path, tmp_path: Path) -> None:
        field = Field(house, tmp_path / "copy", Bench(Ended(0, "")))
        caught = field.plant(DROP, ["en-x-01"])
        assert caught.by == "ingest"
        assert "banfa: " in caught.reason
        assert (tmp_path / "copy" / TEXT).read_text(encoding="utf-8") == (house / TEXT).read_text(encoding="utf-8")

    def test_what_the_gate_says_is_the_reason(self, house: Path, tmp_path: Path) -> None:
        fault = Fault("fee", "another fee", (Edit(TEXT, before="50 yuan", after="90 yuan"),), index=True)
        bench = Bench(Ended(1, "a table\nturned wrong: en-x-01 answered\n"))
        caught = Field(house, tmp_path / "copy", bench).plant(fault, ["en-x-01"])
        assert (caught.by, caught.reason, caught.asked) == ("gate", "turned wrong: en-x-01 answered", 1)
        assert bench.ran == [["ingest"], ["evals", "--no-baselines", "--only", "en-x-01"]]
        assert (tmp_path / "copy" / ".banfa" / "current").read_text(encoding="utf-8") == "a"
        assert not (tmp_path / "copy" / ".banfa" / "builds" / "b").exists()

    def test_what_passes_is_not_caught(self, house: Path, tmp_path: Path) -> None:
        caught = Field(house, tmp_path / "copy", Bench(Ended(0, "fine"))).plant(replace(DROP, index=False), [])
        assert "1 of 2 caught. Not caught: drop. Improve the gate." in as_lines([caught, Caught(DROP, "gate", "x", 3)])

    def test_a_clean_copy_that_fails_proves_nothing(self) -> None:
        with pytest.raises(UsageError, match="without any fault"):
            require(Ended(1, "below the gate"), "The clean copy")

    def test_only_what_was_right_is_asked_and_what_the_fault_touches_first(self) -> None:
        asked = [replace(QUESTION, id=f"en-x-{n:02}", language="zh" if n % 2 else "en") for n in range(40)]
        verdicts = {q.id: Verdict(n > 3, "answered", 0, "") for n, q in enumerate(asked)}
        ids = choose(Fault("f", "w", (), language="zh"), asked, Committed("", "", "", {}, verdicts))
        assert len(ids) == 20
        assert all(int(id[-2:]) > 3 for id in ids)
        assert sum(int(id[-2:]) % 2 for id in ids) == 12


class TestEdits:
    def test_two_texts_are_swapped(self) -> None:
        assert Edit("f", swap=("one", "two")).apply("one, two.") == "two, one."

    def test_an_edit_that_does_not_fit_names_the_file_and_the_words(self) -> None:
        with pytest.raises(UsageError, match=r"f does not hold 'x' exactly once"):
            Edit("f", before="x", after="y").apply("x x")

    def test_ours_fit_the_tree_and_change_it(self) -> None:
        faults = read_faults()
        assert len({fault.id for fault in faults}) == len(faults) >= 25
        for fault in faults:
            texts: dict[str, str] = {}
            for edit in fault.edits:
                before = texts.get(edit.file) or (ROOT / edit.file).read_text(encoding="utf-8")
                texts[edit.file] = edit.apply(before)
                assert texts[edit.file] != before, fault.id


ASKED = replace(QUESTION, question="Which label must generated audio carry?")


class TestDrill:
    def test_every_lie_is_withheld(self, assistant: Assistant) -> None:
        found = drill(assistant, [ASKED])
        assert found.told >= 4
        assert found.released == []
        assert [gate.passed for gate in found.gate()] == [True]

    def test_without_the_check_the_lies_come_through(self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("banfa.assistant.verify", lambda claims, *_: (tuple(claims), ()))
        found = drill(assistant, [ASKED])
        assert len(found.released) == found.told
        assert [gate.passed for gate in found.gate()] == [False]
