"""What gives way to a newer rule is never shown alone: what holds in its place stands behind it, checked like any claim."""

from __future__ import annotations

from datetime import date

import pytest
from typer.testing import CliRunner

from banfa.answer import Claim
from banfa.assistant import Assistant
from banfa.cli import app
from banfa.corpus import Corpus
from banfa.embedded import with_what_displaces
from banfa.law import Citation
from banfa.locator import article_of
from banfa.verify import objection

BEFORE, TODAY = date(2023, 6, 1), date(2026, 11, 22)
OLD, NEW = "cn-export-assessment", "cn-cross-border-data"


def cited(assistant: Assistant, text: str, on: date) -> list[tuple[str, str]]:
    return [(c.instrument, article_of(c.locator)) for claim in assistant.ask(text, on).claims for c in claim.citations]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("What does article 4 of the Measures for the Security Assessment of Data Exports say?", "art_7"),
        ("What does article 14 of the Measures for the Security Assessment of Data Exports say?", "art_9"),
        ("数据出境安全评估办法第四条规定了什么？", "art_7"),
    ],
)
def test_a_displaced_article_is_answered_with_what_holds_in_its_place(assistant: Assistant, text: str, article: str) -> None:
    assert (NEW, article) in cited(assistant, text, TODAY)
    assert all(instrument == OLD for instrument, _ in cited(assistant, text, BEFORE)), "then it was still the law"


def test_an_article_that_is_not_displaced_stands_alone(assistant: Assistant) -> None:
    text = "What does article 12 of the Measures for the Security Assessment of Data Exports say?"
    assert {instrument for instrument, _ in cited(assistant, text, TODAY)} == {OLD}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_holds_instead_is_carried_by_the_newer_law(corpus: Corpus, language: str) -> None:
    seen = 0
    for card in corpus.instruments.values():
        for displaced in card.displaced:
            old = corpus.provision(card.id, displaced.locator, TODAY)
            quoted = Claim("what the old rule said", (Citation(card.id, displaced.locator, old.text_at(displaced.locator)),))
            _, *instead = with_what_displaces([quoted], corpus, language, TODAY)
            assert instead
            assert [objection(claim, corpus, TODAY) for claim in instead] == [None] * len(instead)
            seen += 1
    assert seen


@pytest.mark.parametrize(("locator", "held"), [("art_4", True), ("art_14", True), ("art_14__para_2", True), ("art_12", False)])
def test_the_command_says_so_too(locator: str, held: bool) -> None:
    shown = CliRunner().invoke(app, ["law", "show", OLD, locator, "--as-of", "2026-11-22"]).stdout
    assert ("Gives way to another provision since 2024-03-22" in shown) is held
    before = CliRunner().invoke(app, ["law", "show", OLD, locator, "--as-of", "2023-06-01"]).stdout
    assert "Gives way" not in before
