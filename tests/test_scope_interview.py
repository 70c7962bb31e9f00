"""Going through the questions of a scope check, and what is shown of facts, duties and holdings: the library behind the pages."""

from __future__ import annotations

import csv
import random
from datetime import date

import pytest

from banfa.case import Answer
from banfa.corpus import Corpus
from banfa.duty_list import DutyFilter, by_stage, choices, duties_csv, duties_markdown
from banfa.duty_words import _WORDS, duty_word, kind_word
from banfa.holdings import counted, holdings, matching
from banfa.memo_report import memo_markdown, memo_record, verdict_words
from banfa.memo_verdict import Judged, Verdict
from banfa.scope_check import ScopeChecker
from banfa.scope_interview import Interview
from banfa.scope_words import answer_words, fact_name

DAY = date(2026, 11, 22)
PUBLIC = "offered_to_public_in_mainland"


@pytest.fixture(scope="module")
def checker(corpus: Corpus) -> ScopeChecker:
    """The scope check without duties, which is quick."""
    return ScopeChecker(corpus.scope)


def advanced(interview: Interview, checker: ScopeChecker) -> Interview:
    """With the next question in hand."""
    known = {name: value for name, value in interview.answers.items() if value is not None}
    return interview.advance(checker, checker.check(known))


class TestInterview:
    def test_an_answer_brings_the_next_question_and_back_keeps_it(self, checker: ScopeChecker) -> None:
        one = advanced(Interview(), checker)
        assert one.in_hand == PUBLIC
        two = advanced(one.answer(True), checker)
        assert two.in_hand not in (None, PUBLIC)
        again = two.back()
        assert (again.in_hand, again.answers) == (PUBLIC, {PUBLIC: True})
        assert advanced(again.skip(), checker).in_hand == two.in_hand

    def test_a_correction_leaves_the_question_in_hand(self, checker: ScopeChecker) -> None:
        interview = advanced(advanced(Interview(), checker).answer(True), checker)
        corrected = interview.edit(PUBLIC).answer(False)
        assert corrected.answers[PUBLIC] is False
        assert corrected.in_hand == interview.in_hand

    def test_it_ends_after_ten_and_goes_on_when_asked_to(self, checker: ScopeChecker) -> None:
        interview = Interview()
        for _ in range(12):
            interview = advanced(interview, checker).answer(None)
        assert len(interview.asked) == 10
        assert advanced(interview, checker).in_hand is None
        assert advanced(interview.ask_more(), checker).in_hand is not None

    def test_facts_confirmed_elsewhere_are_not_asked_again(self, checker: ScopeChecker) -> None:
        interview = advanced(Interview(), checker).confirm({PUBLIC: True})
        assert advanced(interview, checker).in_hand == "generates_content"


def test_the_quick_way_to_values_agrees_with_the_full_one(checker: ScopeChecker) -> None:
    chance, names = random.Random(7), list(checker.scope.facts)
    counts = (0, 1, 99_999, 100_000, 1_000_000, 60_000_000, None)
    for _ in range(300):
        stated: dict[str, Answer] = {
            name: chance.choice(counts) if checker.logic.is_number(name) else chance.choice((True, False, None))
            for name in chance.sample(names, chance.randint(0, 8))
        }
        case = checker.logic.settle(stated)
        assert checker.logic.values(stated) == (None if case.contradictions else dict(case.values))


class TestWords:
    def test_every_fact_has_a_name_that_people_read(self, corpus: Corpus) -> None:
        for name in (*corpus.scope.facts, *corpus.scope.derived):
            for language in ("en", "zh"):
                assert fact_name(corpus.scope, name, language)
                assert "_" not in fact_name(corpus.scope, name, language)
        assert fact_name(corpus.scope, PUBLIC, "zh") == corpus.scope.facts[PUBLIC].title_zh

    def test_answers_are_words_or_numbers(self) -> None:
        assert [answer_words(v, "en") for v in (True, False, None, 1_000_000)] == ["yes", "no", "not known", "1,000,000"]

    def test_every_word_of_the_register_is_there_in_both_languages(self, corpus: Corpus) -> None:
        for o in corpus.obligations:
            assert {o.who, o.stage, o.modality, o.kind} <= set(_WORDS)
        assert (kind_word("incident", "en"), duty_word("incident", "en")) == ("incidents", "When something happens")


class TestDutyList:
    def test_filters_narrow_and_stages_come_in_order(self, corpus: Corpus) -> None:
        wanted = DutyFilter(who="platform", stage="operate")
        found = [o for o in corpus.obligations if wanted.wants(o)]
        assert found
        assert {(o.who, o.stage) for o in found} == {("platform", "operate")}
        assert choices(corpus.obligations).stages == ("train", "launch", "operate", "incident", "leave")
        assert choices(()).who == ()
        assert by_stage(corpus.obligations)[0].stage == "train"

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_the_table_says_as_of_when_from_which_corpus_and_that_it_is_no_advice(self, corpus: Corpus, language: str) -> None:
        rows = list(csv.reader(duties_csv(corpus.obligations, corpus, language, DAY).removeprefix("\ufeff").splitlines()))
        assert len(rows) == len(corpus.obligations) + 1
        assert all(len(row) == len(rows[0]) for row in rows)
        assert rows[1][-3:-1] == ["2026-11-22", corpus.hash[:12]]
        assert rows[1][-1]

    def test_the_list_in_markdown_cites_and_has_a_heading_for_each_stage(self, corpus: Corpus) -> None:
        text = duties_markdown(corpus.obligations, corpus, "en", DAY)
        for wanted in (
            "# Obligations",
            "## Train and prepare",
            "Law as of 22 Nov 2026",
            corpus.hash[:12],
            "[Interim Measures art",
        ):
            assert wanted in text


class TestHoldings:
    def test_wordings_follow_one_another(self, corpus: Corpus) -> None:
        held = {h.card.id: h for h in holdings(corpus)}
        assert len(held) == len(corpus.instruments)
        csl = held["cn-csl"].wordings
        assert [w.effective for w in csl] == [date(2017, 6, 1), date(2026, 1, 1)]
        assert [w.until for w in csl] == [date(2026, 1, 1), None]

    def test_they_are_found_by_any_name_and_by_what_they_are(self, corpus: Corpus) -> None:
        held = holdings(corpus)
        assert [h.card.id for h in matching(held, "暂行办法 生成式")] == ["cn-genai-measures"]
        assert all(h.card.text_basis == "restatement" for h in matching(held, basis="restatement"))
        assert counted(held, "text_basis") == ("translation", "restatement")


def test_the_verdicts_on_a_memo_are_told_in_words_with_the_provision(corpus: Corpus) -> None:
    judged = [Judged("They fine.", Verdict.WRONG, (("cn-genai-measures", "art_21"),), "No.", "Words\nof the law")]
    text = memo_markdown(judged, corpus, "en", DAY)
    for wanted in ("Not what the law says", "Interim Measures art 21", "> Words\n> of the law", "22 Nov 2026"):
        assert wanted in text
    assert memo_record(judged, 3, corpus, DAY)["claims"][0]["verdict"] == "wrong"
    assert all(verdict_words(v, language) for v in Verdict for language in ("en", "zh"))
