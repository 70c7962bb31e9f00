"""Filters: what they let pass, that the search itself keeps to them, and what a reply says where they leave nothing."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.answer import Reply
from banfa.assistant import Assistant
from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.filters import NAMES, NO_FILTERS, Filters, Wanted, choices, read_filters
from banfa.passage import Passage

DAY = date(2026, 11, 22)
EVERYTHING = 10_000
LABELS = "Which label must an AI video carry?"


def ask(assistant: Assistant, text: str, on: date = DAY, **wanted: str | list[str]) -> Reply:
    return assistant.ask(text, on, read_filters(assistant.corpus, wanted))


def found(assistant: Assistant, text: str, k: int = EVERYTHING, on: date = DAY, **wanted: str | list[str]) -> list[Passage]:
    question = assistant.understand(text, on, read_filters(assistant.corpus, wanted))
    return assistant.retriever.retrieve(question, k, on)


class TestReading:
    @pytest.mark.parametrize(
        ("wanted", "expected"),
        [
            ({}, NO_FILTERS),
            ({"instrument": None, "topic": []}, NO_FILTERS),
            ({"instrument": "cn-pipl"}, Filters(instrument=("cn-pipl",))),
            ({"instrument": ["个人信息保护法", "PIPL", "CSL"]}, Filters(instrument=("cn-pipl", "cn-csl"))),
            ({"topic": "Training data", "actor": ["app-store"]}, Filters(topic=("training_data",), actor=("app_store",))),
            (
                {"legal_force": ["Binding", "administrative_regulation"]},
                Filters(legal_force=("binding", "administrative regulation")),
            ),
        ],
    )
    def test_values_are_taken_as_people_write_them(self, corpus: Corpus, wanted: Wanted, expected: Filters) -> None:
        assert read_filters(corpus, wanted) == expected

    @pytest.mark.parametrize(
        ("wanted", "said"),
        [
            ({"topic": "weather"}, "There is no topic 'weather'. Allowed: .*minors"),
            ({"instrument": "the Law of the Sea"}, "There is no instrument .* Allowed: .*cn-pipl"),
            ({"legal_force": ["binding", "strong"]}, "There is no legal_force 'strong'. Allowed: binding, recommended, policy"),
            ({"actor": 7}, "actor is 7; write a name or a list"),
            ({"colour": "red"}, "There is no filter 'colour'. There are instrument, legal_force, actor, topic"),
        ],
    )
    def test_a_value_that_nothing_has_is_refused_with_those_allowed(self, corpus: Corpus, wanted: Wanted, said: str) -> None:
        with pytest.raises(UsageError, match=said):
            read_filters(corpus, wanted)

    def test_every_value_offered_lets_something_pass(self, corpus: Corpus) -> None:
        for name, values in choices(corpus).items():
            for value in values:
                only = read_filters(corpus, {name: value})
                assert any(only.admits(p, corpus.instruments[p.instrument]) for p in corpus.provisions), f"{name}: {value}"
        assert set(choices(corpus)) == set(NAMES)


class TestSearch:
    @pytest.mark.parametrize(
        "wanted",
        [
            {"instrument": "cn-pipl"},
            {"instrument": ["cn-dsl", "cn-csl"], "topic": "penalties"},
            {"legal_force": "administrative regulation", "actor": "provider"},
            {"topic": ["minors", "complaints"]},
        ],
    )
    def test_everything_that_passes_is_found_and_nothing_else(
        self, assistant: Assistant, wanted: dict[str, str | list[str]]
    ) -> None:
        corpus, only = assistant.corpus, read_filters(assistant.corpus, wanted)
        passes = {id(p) for p in corpus.in_force(DAY) if only.admits(p, corpus.instruments[p.instrument])}
        assert {id(p.provision) for p in found(assistant, LABELS, **wanted)} == passes
        assert passes

    def test_the_mask_comes_before_the_ranking(self, assistant: Assistant) -> None:
        """The nearest rows are sought among those that pass: with few candidates, a far law would else have no meaning score."""
        best = found(assistant, "What does a deep synthesis provider do about rumours?", 3, topic="elderly")
        assert len(best) == 3
        assert all("elderly" in {t for e in p.provision.enrichment.values() for t in e.topics} for p in best)
        assert best[0].why["meaning"] != best[1].why["meaning"]

    def test_the_day_counts_too(self, assistant: Assistant) -> None:
        assert found(assistant, LABELS, on=date(2024, 1, 1), instrument="cn-labelling") == []

    def test_without_filters_nothing_changes(self, assistant: Assistant) -> None:
        plain = assistant.retriever.retrieve(assistant.understand(LABELS, DAY), 10, DAY)
        assert found(assistant, LABELS, 10) == plain

    def test_the_parts_still_add_up(self, assistant: Assistant) -> None:
        for passage in found(assistant, LABELS, 10, legal_force="law"):
            assert sum(passage.why.values()) == pytest.approx(passage.score, abs=0.001)


class TestReply:
    def test_every_citation_passes_and_the_reply_says_with_which_filters(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What must we do about children?", legal_force="law", topic="minors")
        assert reply.claims
        assert reply.filters == Filters(legal_force=("law",), topic=("minors",))
        for citation in (c for claim in reply.claims for c in claim.citations):
            assert assistant.corpus.instruments[citation.instrument].kind == "law"

    @pytest.mark.parametrize(("text", "said"), [(LABELS, "leave no provision"), ("AI视频要加什么标识？", "没有有效的条文")])
    def test_where_nothing_is_left_the_reply_says_so(self, assistant: Assistant, text: str, said: str) -> None:
        reply = ask(assistant, text, instrument="cn-security-assessment", topic="minors")
        assert (reply.status.value, reply.claims, reply.passages) == ("not_in_corpus", (), ())
        assert said in reply.opening

    def test_an_article_that_is_cited_and_left_out_is_named(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What does article 17 of the Interim Measures say?", instrument="cn-pipl")
        assert reply.status.value == "not_in_corpus"
        assert [r.text for r in reply.remarks] == [
            "Left aside: Interim Measures art 17, which the question cites, does not pass the filters."
        ]

    def test_an_overview_of_a_law_that_is_left_out_is_not_given(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What are the Interim Measures?", instrument="cn-pipl")
        assert {c.instrument for claim in reply.claims for c in claim.citations} <= {"cn-pipl"}

    @pytest.mark.parametrize(
        "text", ["hello there", "What does article 99 of the PIPL say?", "What does article 24 of the Copyright Law say?"]
    )
    def test_what_the_question_itself_is_told_stays(self, assistant: Assistant, text: str) -> None:
        assert ask(assistant, text, instrument="cn-pipl").status is assistant.ask(text, DAY).status
