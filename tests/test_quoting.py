"""The words that are quoted carry the claim: they hold what it says, not only what does not contradict it."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.answer import Claim
from banfa.corpus import Corpus
from banfa.law import Citation, Provision
from banfa.quoting import supported, with_items

DAY = date(2026, 11, 23)
MEASURES = "cn-genai-measures"


def of(corpus: Corpus, instrument: str, locator: str) -> Provision:
    return corpus.provision(instrument, locator, DAY)


def test_a_short_article_is_quoted_whole(corpus: Corpus) -> None:
    article = of(corpus, MEASURES, "art_10")
    [quoted] = supported(article.about().gist_en, article, "art_10", corpus, DAY).citations
    assert quoted.quote == article.text


def told(corpus: Corpus, locator: str, language: str) -> str:
    """All that is quoted for our gist of a place in the Measures."""
    article = of(corpus, MEASURES, locator)
    claim = supported(article.about(locator).gist(language), article, locator, corpus, DAY)
    return " ".join(citation.quote for citation in with_items(claim, article, locator, corpus, DAY).citations)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sentence_on_every_item_of_a_long_list_quotes_the_list(corpus: Corpus, language: str) -> None:
    for what in ("lawful sources", "intellectual property", "consent"):
        assert what in told(corpus, "art_7", language)


def test_a_sentence_on_a_unit_that_quotes_it_is_left_as_it_is(corpus: Corpus) -> None:
    article = of(corpus, MEASURES, "art_7")
    claim = Claim("x", (Citation(MEASURES, "art_7__item_3", article.text_at("art_7__item_3")),))
    assert with_items(claim, article, "art_7__item_3", corpus, DAY) is claim


def test_a_sentence_on_a_whole_article_that_quotes_one_unit_of_it_quotes_what_else_it_tells_of(corpus: Corpus) -> None:
    article = of(corpus, MEASURES, "art_21")
    second = article.units[-1]
    claim = Claim(article.about().gist_en, (Citation(MEASURES, second.locator, second.text),))
    quoted = " ".join(c.quote for c in with_items(claim, article, "art_21", corpus, DAY).citations)
    assert "give a warning, give public criticism" in quoted


def test_a_sentence_that_the_check_would_object_to_with_more_quoted_is_left_as_it_is(corpus: Corpus) -> None:
    article = of(corpus, MEASURES, "art_7")
    claim = Claim("Providers may train on 99 sources.", (Citation(MEASURES, "art_7__para_1", article.units[0].text),))
    assert with_items(claim, article, "art_7", corpus, DAY) is claim
