"""The evals hold together: asking, crashes, figures, gates, and what is written of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from rich.console import Console

from banfa.answer import Status
from banfa.assistant import Assistant
from banfa.corpus import Corpus
from banfa.errors import CorpusError
from evals.figures import confusion, means, retrieval_figures
from evals.gates import judge, judge_some
from evals.outcome import Outcome, write_json
from evals.report import show
from evals.scorers import Score, score
from evals.trial import Trial, ask_all
from tests.fakes import fake_assistant
from tests.gold_desk import FILING, QUESTION, Desk


@pytest.fixture(scope="module")
def desk(corpus: Corpus) -> Desk:
    return Desk(corpus)


class TestAsking:
    def test_an_exception_is_the_result_of_that_question(self, corpus: Corpus) -> None:
        class Broken:
            def __init__(self) -> None:
                self.corpus = corpus

            def ask(self, text: str, as_of: date | None = None, **_: object) -> None:
                raise RuntimeError(f"no answer to {text} on {as_of}")

        trials = list(ask_all(cast(Assistant, Broken()), [QUESTION, QUESTION]))
        assert [trial.status for trial in trials] == ["crash", "crash"]
        assert trials[0].error == "RuntimeError: no answer to Must we file? on None"

    def test_the_contract_is_what_is_kept(self, corpus: Corpus) -> None:
        (trial,) = ask_all(fake_assistant(corpus), [QUESTION])
        assert (trial.reply["id"], trial.reply["question"]) == (QUESTION.id, QUESTION.question)
        assert trial.status in {status.value for status in Status}
        assert len(trial.ranked) == len(trial.reply["passages"]) == 10
        assert [str(cite) for cite in trial.cited] == [f"{c['instrument']}:{c['locator']}" for c in trial.reply["citations"]]


class TestGates:
    @pytest.fixture
    def gates(self, tmp_path: Path) -> Callable[[str], Path]:
        def write(text: str) -> Path:
            (tmp_path / "gates.toml").write_text(text, encoding="utf-8")
            return tmp_path / "gates.toml"

        return write

    def test_a_figure_below_its_gate_fails_the_run_and_is_named(self, desk: Desk, gates: Callable[[str], Path]) -> None:
        trials = [desk.trial("File.", FILING)]
        scores = [found for trial in trials for found in score(trial)]
        outcome = Outcome(trials, scores, {}, "0" * 64, "hash:512", "embedded")
        judged = judge(outcome.figures, gates('[all]\nquote_validity = 1.0\nright = 0.5\n[zh]\n"recall@5" = 0.1\n'))
        outcome = replace(outcome, gates=judged)
        assert [gate.passed for gate in judged] == [True, False, False]
        assert not outcome.passed
        screen = Console(record=True, width=300)
        show(outcome, screen)
        page = screen.export_text()
        assert "below the gate: right (all) is 0.000; the gate is 0.5" in page
        assert "recall@5 (zh) was not measured" in page

    def test_what_is_reached_passes(self, gates: Callable[[str], Path]) -> None:
        assert all(gate.passed for gate in judge({"all": {"right": 0.5}}, gates("[all]\nright = 0.5\n")))

    def test_ours_never_tolerate_a_wrong_quote(self) -> None:
        ours = {(gate.group, gate.figure): gate.at_least for gate in judge({})}
        assert ours["all", "quote_validity"] == ours["all", "claims_cited"] == 1.0

    def test_a_file_that_lets_invalid_quotes_through_is_refused(self, gates: Callable[[str], Path]) -> None:
        with pytest.raises(CorpusError, match="tolerates nothing"):
            judge({}, gates("[all]\nquote_validity = 0.99\n"))

    def test_some_questions_are_held_to_what_tolerates_nothing(self) -> None:
        judged = judge_some({"all": {"quote_validity": 0.9, "right": 0.0}})
        assert [(gate.figure, gate.passed) for gate in judged] == [("quote_validity", False)]

    def test_a_broken_file_says_so(self, gates: Callable[[str], Path]) -> None:
        with pytest.raises(CorpusError, match="Write gates as"):
            judge({}, gates("right = 0.5"))


class TestFigures:
    def test_means_by_group(self) -> None:
        other = replace(QUESTION, id="zh-x-01", language="zh", lay=False)
        figures = means([QUESTION, other], [Score("en-x-01", "right", 1.0), Score("zh-x-01", "right", 0.0)])
        assert figures["all"] == {"n": 2, "right": 0.5}
        assert (figures["en"]["right"], figures["zh"]["right"], figures["slice obligation"]["n"]) == (1.0, 0.0, 2)

    def test_a_ranking_that_did_not_arrive_is_zero(self) -> None:
        assert retrieval_figures([QUESTION], {})["all"]["mrr@10"] == 0.0

    def test_confusion(self, desk: Desk) -> None:
        trials = [desk.trial("", status="unsettled"), desk.trial(""), Trial(QUESTION, desk.corpus, error="x")]
        assert confusion(trials) == {"answered": {"unsettled": 1, "answered": 1, "crash": 1}}

    def test_the_report_is_json(self, desk: Desk, tmp_path: Path) -> None:
        trial = desk.trial("File.", FILING)
        outcome = Outcome([trial], score(trial), {"BM25": {"en-x-01": (FILING.article,)}}, "0" * 64, "hash:512", "embedded")
        write_json(tmp_path / "eval" / "latest.json", outcome.as_object())
        content = json.loads((tmp_path / "eval" / "latest.json").read_text(encoding="utf-8"))
        assert content["baselines"]["BM25"]["all"]["mrr@10"] == 1.0
        assert content["rows"][0]["why"]["key_points"].startswith("not said")
