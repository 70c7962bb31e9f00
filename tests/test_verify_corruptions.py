"""Seeded corruptions: every gist of the corpus that passes the check is made false in one place, and most of these are caught.

The floors lie just below what is caught today. Not caught are:

- a figure in the place of another one of the same quote, and a paragraph or item misnamed within the article cited;
- somebody who is named and not addressed: whom to inform, whose data;
- an exception or a condition left out, and a duty invented where the provision has no word of duty at all;
- a modal changed where the quote has both and the clause shares few words with it (in Chinese: few terms of the glossary);
  "must" for "must not" and "must" for "may" are the worst, as the floors show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from banfa import locator as loc
from banfa.answer import Claim
from banfa.corpus import Corpus
from banfa.quoting import supported
from banfa.verify import objection

TODAY = date(2026, 11, 22)
MUST, MUST_NOT, MAY = r"\bmust\b(?! not\b)", r"\bmust not\b", r"\bmay\b|\bha(?:s|ve) the right to\b"


@dataclass(frozen=True)
class Gist:
    """A gist that passes, with its quotes."""

    language: str
    claim: Claim


@pytest.fixture(scope="module")
def gists(corpus: Corpus) -> list[Gist]:
    found = [
        Gist(language, supported(about.gist(language), provision, locator, corpus, TODAY))
        for provision in corpus.provisions
        for locator, about in provision.enrichment.items()
        for language in ("en", "zh")
    ]
    return [gist for gist in found if objection(gist.claim, corpus, TODAY) is None]


def next_figure(text: str) -> Iterator[str]:
    """The first figure, one higher."""
    for match in re.finditer(r"\d+(?=[ ,]| ?[年月日])", text):
        yield text[: match.start()] + str(int(match[0]) + 1) + text[match.end() :]
        return
    for match in re.finditer(r"[一二三四五六七八九十]+(?=个工作日|个月|万元)", text):
        yield text[: match.start()] + loc.to_chinese((loc.from_chinese(match[0]) or 0) + 1) + text[match.end() :]
        return


def swap(pattern: str, other: str) -> Callable[[str], Iterator[str]]:
    """The text with the first match of a pattern replaced."""

    def swapped(text: str) -> Iterator[str]:
        changed = re.sub(pattern, other, text, count=1)
        if changed != text:
            yield changed

    return swapped


def swap_subject(pattern: str, other: str) -> Callable[[str], Iterator[str]]:
    """The text with another one addressed: the last of a kind that is named in the same breath before the first word of duty."""

    def swapped(text: str) -> Iterator[str]:
        subject = re.match(
            rf"(?P<before>[^.;,，。；]*)(?:{pattern})(?=[^.;,，。；]{{0,40}}?(?:\bmust\b|{MAY}|应当|不得|可以|有权))", text
        )
        if subject is not None:
            yield subject["before"] + other + text[subject.end() :]

    return swapped


@dataclass(frozen=True)
class Corruption:
    """One way to make a sentence false, the share of it that must be caught, and how many gists must offer the occasion."""

    name: str
    language: str
    make: Callable[[str], Iterator[str]]
    floor: float
    least: int


CORRUPTIONS = [
    Corruption("a figure one higher", "en", next_figure, 0.9, 15),
    Corruption("a figure one higher", "zh", next_figure, 1.0, 10),
    Corruption("days for working days", "en", swap(r"working days", "days"), 1.0, 5),
    Corruption("days for working days", "zh", swap(r"个工作日", "日"), 1.0, 5),
    Corruption("may for must", "en", swap(MUST, "may"), 0.95, 120),
    Corruption("may for must", "zh", swap(r"应当|必须", "可以"), 0.93, 120),
    Corruption("must not for must", "en", swap(MUST, "must not"), 0.93, 120),
    Corruption("must not for must", "zh", swap(r"应当|必须", "不得"), 0.92, 120),
    Corruption("may for must not", "en", swap(MUST_NOT, "may"), 0.88, 20),
    Corruption("may for must not", "zh", swap(r"不得", "可以"), 0.95, 20),
    Corruption("must for must not", "en", swap(MUST_NOT, "must"), 0.7, 20),
    Corruption("must for must not", "zh", swap(r"不得", "应当"), 0.6, 20),
    Corruption("must for may", "en", swap(MAY, "must"), 0.7, 15),
    Corruption("must for may", "zh", swap(r"可以|有权", "应当"), 0.5, 8),
    Corruption("must not for may", "en", swap(MAY, "must not"), 0.85, 15),
    Corruption("must not for may", "zh", swap(r"可以|有权", "不得"), 0.9, 8),
    Corruption("users for providers", "en", swap_subject(r"\bproviders?\b", "users"), 0.92, 60),
    Corruption("users for providers", "zh", swap_subject(r"提供者", "使用者"), 0.92, 50),
    Corruption("departments for providers", "en", swap_subject(r"\bproviders?\b", "departments"), 0.95, 60),
    Corruption("departments for providers", "zh", swap_subject(r"提供者", "主管部门"), 0.95, 50),
]


class TestCorruptionsAreCaught:
    @pytest.mark.parametrize("corruption", CORRUPTIONS, ids=lambda c: f"{c.name} ({c.language})")
    def test_in_what_the_sentence_says(self, corpus: Corpus, gists: list[Gist], corruption: Corruption) -> None:
        false = [
            replace(gist.claim, text=text)
            for gist in gists
            if gist.language == corruption.language
            for text in corruption.make(gist.claim.text)
        ]
        passed = [claim.text for claim in false if objection(claim, corpus, TODAY) is None]
        assert len(false) >= corruption.least
        assert 1 - len(passed) / len(false) >= corruption.floor, "\n".join(["passed all the same:", *passed])

    def test_every_word_altered_in_a_quote(self, corpus: Corpus, gists: list[Gist]) -> None:
        for gist in gists:
            first, *others = gist.claim.citations
            words = first.quote.split(" ")
            words[len(words) // 2] += "x"
            altered = replace(gist.claim, citations=(replace(first, quote=" ".join(words)), *others))
            assert "the quote is not in" in (objection(altered, corpus, TODAY) or "")

    def test_every_quote_put_under_another_article(self, corpus: Corpus, gists: list[Gist]) -> None:
        alike = 0
        for gist in gists:
            first, *others = gist.claim.citations
            there = next(
                p
                for p in corpus.provisions
                if p.instrument == first.instrument and p.locator not in {loc.article_of(c.locator) for c in gist.claim.citations}
            )
            moved = replace(gist.claim, citations=(replace(first, locator=there.locator), *others))
            alike += objection(moved, corpus, TODAY) is None
        assert alike == 0

    def test_every_answer_about_a_day_on_which_the_law_was_not_in_force(self, corpus: Corpus, gists: list[Gist]) -> None:
        for gist in gists:
            before = corpus.instruments[gist.claim.citations[0].instrument].in_force - timedelta(days=1)
            assert f"was not in force on {before}" in (objection(gist.claim, corpus, before) or "")

    def test_every_other_article_named_in_the_sentence(self, corpus: Corpus, gists: list[Gist]) -> None:
        for gist in gists:
            other = f"{gist.claim.text} See article 99." if gist.language == "en" else f"{gist.claim.text}见第九十九条。"
            why = objection(replace(gist.claim, text=other), corpus, TODAY)
            assert why == "it names art 99, which it neither cites nor quotes"
