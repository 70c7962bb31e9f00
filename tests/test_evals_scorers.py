"""The scorers judge as they say they do."""

from __future__ import annotations

from dataclasses import replace
from math import log2

import pytest

from banfa.answer import Status
from banfa.corpus import Corpus
from evals.gold import Cite
from evals.ranking import ndcg, recall_at, reciprocal_rank
from evals.scorers import SCORERS, score
from evals.trial import Trial
from tests.gold_desk import FILING, MEASURES, QUESTION, SCOPE, Desk


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

    @pytest.mark.parametrize(
        ("ranked", "expected"),
        [
            (["cn-genai-measures:art_17", "cn-genai-measures:art_2"], 1.0),
            (["cn-genai-measures:art_2", "cn-deep-synthesis:art_19"], 1 / (1 + 1 / log2(3))),
            (["cn-genai-measures:art_9", "cn-genai-measures:art_17"], (1 / log2(3)) / (1 + 1 / log2(3))),
            ([], 0.0),
        ],
    )
    def test_ndcg_counts_a_need_once_wherever_it_is_first_met(self, ranked: list[str], expected: float) -> None:
        assert ndcg(ranked, QUESTION)[0] == pytest.approx(expected)

    def test_recall_in_characters_is_what_is_quoted_of_the_gold_units(self, desk: Desk) -> None:
        filing, scope = len(desk.text(FILING)), len(desk.text(SCOPE))
        assert desk.value("character_recall", desk.trial("", FILING, Cite(MEASURES, "art_2"))) == 1.0
        other = len(desk.text(Cite("cn-deep-synthesis", "art_19")))
        assert desk.value("character_recall", desk.trial("", FILING)) in {filing / (filing + scope), filing / (filing + other)}
        half = {**desk.trial("", FILING).reply["citations"][0]}
        half["quote"] = half["quote"][: filing // 2].strip()
        part = desk.value("character_recall", desk.trial("", FILING, citations=[half]))
        assert 0 < part < filing / (filing + scope)

    @pytest.mark.parametrize(("status", "expected"), [("answered", -1.0), ("unsettled", 0.0), ("crash", 0.0)])
    def test_a_wrong_answer_is_worse_than_none(self, desk: Desk, status: str, expected: float) -> None:
        trial = desk.trial("File.", status=status) if status != "crash" else Trial(QUESTION, desk.corpus, error="x")
        assert desk.value("truthfulness", trial) == expected

    def test_a_right_answer_is_true(self, desk: Desk) -> None:
        assert desk.value("truthfulness", desk.trial("Open to the public: file within ten working days.", FILING)) == 1.0

    def test_the_language_is_that_of_the_question(self, desk: Desk) -> None:
        chinese = replace(QUESTION, id="zh-x-01", language="zh")
        assert desk.value("language", desk.trial("应当备案。", FILING)) == 0.0
        assert desk.value("language", desk.trial("应当备案。", FILING, question=chinese)) == 1.0

    def test_length_counts_words_and_chinese_characters(self, desk: Desk) -> None:
        assert desk.value("words", desk.trial("File it: 应当备案 (art 17).")) == 8

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
        assert {found.scorer: found.value for found in score(trial)} == {
            "status": 1.0,
            "right": 1.0,
            "truthfulness": 1.0,
            "language": 1.0,
            "words": 3.0,
        }

    def test_a_crash_is_zero_everywhere_with_its_message(self, corpus: Corpus) -> None:
        scores = score(Trial(QUESTION, corpus, error="ValueError: boom"))
        assert {found.scorer for found in scores} == {scorer.name for scorer in SCORERS}
        assert {(found.value, found.explanation) for found in scores} == {(0.0, "ValueError: boom")}

    def test_a_reply_that_breaks_the_contract_is_zero(self, desk: Desk) -> None:
        assert desk.value("claims_cited", desk.trial("Yes.", claims=[{"text": "Yes."}])) == 0.0
