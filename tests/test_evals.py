"""The evals judge as they say they do: scorers, crashes, figures, gates, and the report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from rich.console import Console

from banfa.answer import Status
from banfa.assistant import Assistant
from banfa.corpus import Corpus, read_corpus
from banfa.errors import CorpusError
from banfa.settings import Settings
from evals.figures import confusion, means, retrieval_figures
from evals.gates import judge
from evals.gold import Cite, GoldQuestion
from evals.outcome import Outcome, write_json
from evals.report import show
from evals.scorers import SCORERS, Score, recall_at, reciprocal_rank, score
from evals.trial import Trial, ask_all
from tests.fakes import fake_assistant

MEASURES = "cn-genai-measures"
FILING = Cite(MEASURES, "art_17")
SCOPE = Cite(MEASURES, "art_2__para_3")
QUESTION = GoldQuestion(
    id="en-x-01",
    question="Must we file?",
    language="en",
    slice="obligation",
    lay=True,
    status=Status.ANSWERED,
    gold=((FILING,), (SCOPE, Cite("cn-deep-synthesis", "art_19"))),
    key_points=((re.compile("10 working days", re.I), re.compile("ten working days", re.I)), (re.compile("public", re.I),)),
    must_not=(re.compile("before launch", re.I),),
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(Settings().corpus)


class Desk:
    """Makes replies by hand, in the form of the contract."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def trial(self, answer: str = "", *cites: Cite, question: GoldQuestion = QUESTION, **over: Any) -> Trial:
        """A trial whose reply says ``answer`` and quotes each citation word for word."""
        citations = [{"instrument": c.instrument, "locator": c.locator, "quote": self.text(c)} for c in cites]
        reply = {
            "as_of": "2026-11-22",
            "status": "answered",
            "answer": answer,
            "claims": [{"text": answer, "citations": list(range(len(cites)))}],
            "citations": citations,
            "passages": [{"instrument": c.instrument, "locator": c.locator} for c in cites],
            "elapsed_ms": 5.0,
            **over,
        }
        return Trial(question, self.corpus, reply)

    def text(self, cite: Cite) -> str:
        return self.corpus.provision(cite.instrument, cite.locator).text_at(cite.locator)

    def value(self, name: str, trial: Trial) -> float:
        """What one scorer gives."""
        return next(found.value for found in score(trial) if found.scorer == name)

    def why(self, name: str, trial: Trial) -> str:
        """What one scorer says."""
        return next(found.explanation for found in score(trial) if found.scorer == name)


@pytest.fixture(scope="module")
def desk(corpus: Corpus) -> Desk:
    return Desk(corpus)


class TestScorers:
    @pytest.mark.parametrize(
        ("k", "ranked", "expected"),
        [
            (1, ["cn-genai-measures:art_17"], 0.5),
            (1, ["cn-genai-measures:art_9", "cn-genai-measures:art_17"], 0.0),
            (5, ["cn-genai-measures:art_17", "cn-deep-synthesis:art_19"], 1.0),
            (5, [], 0.0),
        ],
    )
    def test_recall_counts_needs_and_any_of_their_articles_meets_one(self, k: int, ranked: list[str], expected: float) -> None:
        assert recall_at(k, ranked, QUESTION)[0] == expected

    @pytest.mark.parametrize(("rank", "expected"), [(1, 1.0), (4, 0.25), (10, 0.1), (11, 0.0)])
    def test_reciprocal_rank_looks_at_the_first_ten(self, rank: int, expected: float) -> None:
        ranked = [f"cn-genai-measures:art_{n}" for n in range(100, 99 + rank)] + ["cn-genai-measures:art_2"]
        assert reciprocal_rank(ranked, QUESTION)[0] == expected

    def test_citation_precision_is_by_article(self, desk: Desk) -> None:
        trial = desk.trial("", Cite(MEASURES, "art_2__para_1"), Cite(MEASURES, "art_9"))
        assert desk.value("citation_precision", trial) == 0.5
        assert "cn-genai-measures:art_9" in desk.why("citation_precision", trial)

    def test_nothing_cited_has_no_precision(self, desk: Desk) -> None:
        assert desk.value("citation_precision", desk.trial("Yes.")) == 0.0

    @pytest.mark.parametrize(
        ("locator", "met"), [("art_2__para_3", True), ("art_2", True), ("art_2__para_1", False), ("art_3", False)]
    )
    def test_a_need_is_met_by_the_unit_or_what_holds_it(self, desk: Desk, locator: str, met: bool) -> None:
        trial = desk.trial("", Cite(MEASURES, locator))
        assert desk.value("citation_recall", trial) == (0.5 if met else 0.0)
        assert desk.value("article_recall", trial) == (0.0 if locator == "art_3" else 0.5)

    def test_a_quote_is_verbatim_or_worth_nothing(self, desk: Desk) -> None:
        good = desk.trial("", FILING, SCOPE)
        assert desk.value("quote_validity", good) == 1.0
        bad = [{**good.reply["citations"][0], "quote": "Providers must file within ten days."}, good.reply["citations"][1]]
        assert desk.value("quote_validity", replace(good, reply={**good.reply, "citations": bad})) == 0.5

    @pytest.mark.parametrize("change", [{"locator": "art_99"}, {"locator": "art_3"}, {"instrument": "nowhere"}, {"quote": " "}])
    def test_a_quote_from_somewhere_else_is_not_valid(self, desk: Desk, change: dict[str, str]) -> None:
        good = desk.trial("", FILING)
        wrong = [{**good.reply["citations"][0], **change}]
        assert desk.value("quote_validity", replace(good, reply={**good.reply, "citations": wrong})) == 0.0

    def test_a_quote_from_law_not_yet_in_force_is_not_valid(self, desk: Desk) -> None:
        assert desk.value("quote_validity", desk.trial("", FILING, as_of="2020-01-01")) == 0.0

    def test_claims_need_citations(self, desk: Desk) -> None:
        assert desk.value("claims_cited", desk.trial("Yes.", claims=[{"text": "Yes.", "citations": []}])) == 0.0

    def test_key_points_are_case_blind_and_any_phrase_makes_one(self, desk: Desk) -> None:
        trial = desk.trial("File within TEN working days.")
        assert desk.value("key_points", trial) == 0.5
        assert desk.why("key_points", trial) == "not said: public"

    def test_right_takes_everything(self, desk: Desk) -> None:
        answer = "Open to the public: file within ten working days."
        assert desk.value("right", desk.trial(answer, FILING)) == 1.0
        wrong = {
            "status": desk.trial(answer, FILING, status="unsettled"),
            "not said": desk.trial("File.", FILING),
            "must not say": desk.trial(f"{answer} Do it before launch.", FILING),
            "not cited": desk.trial(answer, Cite(MEASURES, "art_3")),
        }
        for reason, trial in wrong.items():
            assert desk.value("right", trial) == 0.0
            assert reason in desk.why("right", trial)

    def test_an_abstention_is_right_by_its_status(self, desk: Desk) -> None:
        question = replace(QUESTION, status=Status.OUT_OF_FIELD, gold=(), key_points=(), must_not=())
        trial = desk.trial("Not our field.", question=question, status="out_of_field", claims=[])
        assert {found.scorer: found.value for found in score(trial)} == {"status": 1.0, "right": 1.0}

    def test_a_crash_is_zero_everywhere_with_its_message(self, corpus: Corpus) -> None:
        scores = score(Trial(QUESTION, corpus, error="ValueError: boom"))
        assert {found.scorer for found in scores} == {scorer.name for scorer in SCORERS}
        assert {(found.value, found.explanation) for found in scores} == {(0.0, "ValueError: boom")}

    def test_a_reply_that_breaks_the_contract_is_zero(self, desk: Desk) -> None:
        assert desk.value("claims_cited", desk.trial("Yes.", claims=[{"text": "Yes."}])) == 0.0


class TestAsking:
    def test_an_exception_is_the_result_of_that_question(self, corpus: Corpus) -> None:
        class Broken:
            def __init__(self) -> None:
                self.corpus = corpus

            def ask(self, text: str, as_of: date | None = None) -> None:
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
