"""Official texts: the articles that a sheet holds, whether they are all of an instrument, and how they lie beside ours. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from banfa import locator as loc
from banfa.law import Provision, Unit


@dataclass(frozen=True)
class OfficialArticle:
    """An article as the official page has it: its paragraphs and items, one a line."""

    locator: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class OfficialText:
    """The official wording of an instrument: where it came from, when, and its articles.

    ``language`` is that of the text: ``zh`` or ``en``. ``fetched`` is in UTC.
    """

    instrument: str
    effective: date
    language: str
    address: str
    fetched: datetime
    articles: tuple[OfficialArticle, ...]

    @cached_property
    def sha256(self) -> str:
        """The hash (hex) of the text alone: locators and lines."""
        whole = "\n\n".join(f"{article.locator}\n{article.text}" for article in self.articles)
        return hashlib.sha256(whole.encode()).hexdigest()

    @cached_property
    def _by_locator(self) -> Mapping[str, OfficialArticle]:
        return {article.locator: article for article in self.articles}

    def article(self, locator: str) -> OfficialArticle | None:
        """The article that a locator lies in, or None where the text has none such."""
        return self._by_locator.get(loc.article_of(locator))


Officials = Mapping[tuple[str, date], OfficialText]
"""The official texts at hand, by instrument and effective date."""


def official_article(officials: Officials, provision: Provision) -> OfficialArticle | None:
    """The official wording of one of our provisions, if it is at hand."""
    text = officials.get((provision.instrument, provision.effective))
    return text.article(provision.locator) if text else None


def aligned(provision: Provision, article: OfficialArticle) -> bool:
    """Whether the lines of the article are those of ours one for one, so that they can be shown in pairs."""
    return len(article.lines) == len(provision.units)


def in_official_words(provision: Provision, article: OfficialArticle) -> Provision:
    """Our provision with the official words in the place of ours; under the article's own locator where they do not pair."""
    ours = [unit.locator for unit in provision.units]
    where = ours if aligned(provision, article) else [provision.locator] * len(article.lines)
    return replace(provision, units=tuple(map(Unit, where, article.lines)))


def digest(officials: Officials) -> str:
    """One hash (hex) for all official texts at hand; empty when there is none."""
    if not officials:
        return ""
    rows = sorted(f"{instrument}@{day}:{text.sha256}" for (instrument, day), text in officials.items())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
