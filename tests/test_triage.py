"""What lies nearest decides the kind of reply: made-up scores, so that each rule is tried by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from banfa.assistant import Assistant
from banfa.corpus import Corpus
from banfa.finding import Finder, Found
from banfa.routes import InLaw, Noted, NotHeld, Open, Route
from banfa.triage import Triage

DAY = date(2026, 11, 23)
TEXT = "Our assistant writes texts for customers; what about it is to be minded?"


@pytest.fixture(scope="module")
def finder(assistant: Assistant) -> Finder:
    return assistant.retriever.finder


@pytest.fixture(scope="module")
def triage(corpus: Corpus, finder: Finder) -> Triage:
    return Triage(corpus, finder)


def scored(finder: Finder, own: Mapping[str, float], kinds: Mapping[str, float]) -> Found:
    """Scores of one thing of each kind that is named, by the key of its listing or by its kind; everything else lies far off."""
    found = finder.find(TEXT, DAY)
    values, cosines = np.full_like(found.own, -5.0), np.full_like(found.cosine, 0.5)
    for name, score in own.items():
        place = finder.listing.keys.index(name) if ":" in name else int(finder.positions(name)[0])
        values[place], cosines[place] = score, 0.9
    return replace(found, own=values, score=values, cosine=cosines, kinds={"note": 0.0, "known": 0.0, "outside": 0.0, **kinds})


class TestWhatIsNotHeld:
    @pytest.mark.parametrize(("score", "near"), [(7.0, 0.8), (9.0, 0.3)])
    def test_leads_where_it_is_likely_and_near_or_far_ahead(
        self, triage: Triage, finder: Finder, assistant: Assistant, score: float, near: float
    ) -> None:
        assert isinstance(route(triage, assistant, scored(finder, {**LAW, "known": score}, {"known": near})), NotHeld)

    @pytest.mark.parametrize(("score", "near"), [(3.0, 0.9), (7.0, 0.3)])
    def test_does_not_where_the_law_leads_it_or_it_is_unlikely(
        self, triage: Triage, finder: Finder, assistant: Assistant, score: float, near: float
    ) -> None:
        assert isinstance(route(triage, assistant, scored(finder, {**LAW, "known": score}, {"known": near})), InLaw)

    @pytest.mark.parametrize(("score", "named"), [(7.5, True), (6.5, False)])
    def test_is_named_beside_an_answer_only_where_it_leads_the_law(
        self, triage: Triage, finder: Finder, score: float, named: bool
    ) -> None:
        assert (triage.see_also(scored(finder, {**LAW, "known": score}, {"known": 0.9})) is not None) is named

    def test_a_draft_answers_nothing_unless_it_is_named(
        self, triage: Triage, finder: Finder, assistant: Assistant, corpus: Corpus
    ) -> None:
        draft = next(k for k in corpus.known if k.draft)
        found = scored(finder, {**LAW, f"known:{draft.id}": 12.0}, {"known": 0.99})
        assert isinstance(route(triage, assistant, found), InLaw)
        named = assistant.understand(f"What does the {draft.title_en} say of texts?", DAY)
        assert isinstance(triage.route(named, found), NotHeld)


class TestWhatIsOpen:
    @pytest.mark.parametrize(("point", "kind"), [(9.5, Open), (8.5, InLaw)])
    def test_leads_even_clear_law_where_it_leads_by_far(
        self, triage: Triage, finder: Finder, assistant: Assistant, point: float, kind: type[Route]
    ) -> None:
        clear = {"cn-genai-measures:art_9": 7.0, "cn-genai-measures:art_10": 1.0}
        found = scored(finder, {**clear, "open_point": point}, {"note": 0.9})
        assert isinstance(route(triage, assistant, found), kind)

    @pytest.mark.parametrize(("point", "kind"), [(8.7, Open), (8.0, Noted)])
    def test_goes_before_a_note_that_is_hardly_nearer(
        self, triage: Triage, finder: Finder, assistant: Assistant, point: float, kind: type[Route]
    ) -> None:
        found = scored(finder, {**LAW, "open_point": point, "practice": 9.0}, {"note": 0.9})
        assert isinstance(route(triage, assistant, found), kind)


class TestANote:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [(TEXT, Noted), ("Our assistant writes texts for customers; how much could the boss have to pay for a slip?", InLaw)],
    )
    def test_that_tells_of_no_sanction_does_not_answer_what_a_breach_costs(
        self, triage: Triage, finder: Finder, assistant: Assistant, corpus: Corpus, text: str, kind: type[Route]
    ) -> None:
        note = next(n for n in corpus.notes if n.id == "pi-numbers")
        found = scored(finder, {**LAW, f"note:{note.id}": 9.0}, {"note": 0.9})
        assert isinstance(triage.route(assistant.understand(text, DAY), found), kind)


LAW = {"cn-genai-measures:art_9": 7.0, "cn-genai-measures:art_10": 6.5}


def route(triage: Triage, assistant: Assistant, found: Found) -> Route:
    return triage.route(assistant.understand(TEXT, DAY), found)
