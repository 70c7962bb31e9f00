"""What the reading room shows: which article, which of its words are marked, what stands before and after. No drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.plain import plain
from banfa import locator as loc
from banfa.corpus import Corpus
from banfa.errors import UnknownProvision
from banfa.law import Citation, Provision
from banfa.official import OfficialArticle, aligned

Span = tuple[int, int]

_MARK = (":material/format_quote: :color[", ']{background="rgba(234, 179, 8, 0.28)"}')
"""Around marked words: a sign and a ground, which is see-through so that it suits a light and a dark page."""


@dataclass(frozen=True)
class Reading:
    """What a reader opened: a pinpoint, the words cited there, the language and the day of the question."""

    instrument: str
    locator: str
    quotes: tuple[str, ...] = ()
    language: str = "en"
    as_of: date | None = None

    @property
    def address(self) -> str:
        """``cn-genai-measures:art_17``: the form in which it stands in a link."""
        return f"{self.instrument}:{self.locator}"

    @classmethod
    def at(cls, address: str, language: str = "en", as_of: date | None = None) -> Reading:
        """The reading at an address, with nothing marked but its pinpoint.

        Raises:
            UnknownProvision: the text is not an address.
        """
        instrument, _, locator = address.partition(":")
        if not loc.is_locator(locator):
            raise UnknownProvision(f"{address!r} is no address of a provision. Write it as cn-genai-measures:art_17.")
        return cls(instrument, locator, (), language, as_of)


def readings(citations: Iterable[Citation], language: str, as_of: date) -> list[Reading]:
    """One reading per provision cited, in order of first use, each with all the words cited there."""
    quotes: dict[tuple[str, str], dict[str, None]] = {}
    for citation in citations:
        quotes.setdefault((citation.instrument, citation.locator), {})[citation.quote] = None
    return [Reading(instrument, locator, tuple(words), language, as_of) for (instrument, locator), words in quotes.items()]


def neighbours(provision: Provision, corpus: Corpus, on: date) -> tuple[Provision | None, Provision | None]:
    """The articles before and after, as they read on a day."""
    row = [p for p in corpus.in_force(on) if p.instrument == provision.instrument]
    if provision not in row:
        return None, None
    place = row.index(provision)
    return (row[place - 1] if place else None), (row[place + 1] if place + 1 < len(row) else None)


def marked_text(provision: Provision, reading: Reading) -> str:
    """The article as Markdown, one paragraph or item a paragraph, with the cited words on a coloured ground."""
    return "\n\n".join(_marked_lines(provision, reading))


def side_by_side(provision: Provision, reading: Reading, official: OfficialArticle) -> list[tuple[str, str]]:
    """The article as pairs of Markdown, ours (marked) and the official words.

    A pair for each paragraph or item; where the two are not cut alike, one pair of the whole article.
    """
    ours, theirs = _marked_lines(provision, reading), [plain(line) for line in official.lines]
    if aligned(provision, official):
        return list(zip(ours, theirs, strict=True))
    return [("\n\n".join(ours), "\n\n".join(theirs))]


def _marked_lines(provision: Provision, reading: Reading) -> list[str]:
    spans = _spans(provision, reading)
    lines, start = [], 0
    for unit in provision.units:
        end = start + len(unit.text)
        lines.append(_mark(unit.text, [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]))
        start = end + 1
    return lines


def _spans(provision: Provision, reading: Reading) -> list[Span]:
    """Where the marked words stand in the text of the article, in order, without overlap."""
    place = provision.resolve(reading.locator) or provision.locator
    within = provision.text_at(place)
    base = max(provision.text.find(within), 0)
    if reading.quotes:
        found = [span for quote in reading.quotes if (span := _find(quote, provision.text, base)) is not None]
    else:
        found = [(base, base + len(within))] if place != provision.locator else []
    return _merged(found)


def _find(quote: str, text: str, base: int) -> Span | None:
    """Where ``quote`` stands, whatever its white space and case; from ``base`` on if it can be."""
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())), re.IGNORECASE)
    match = pattern.search(text, base) or pattern.search(text)
    return match.span() if match and quote.strip() else None


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _mark(text: str, spans: list[Span]) -> str:
    parts, done = [], 0
    for start, end in spans:
        parts += [plain(text[done:start]), f"{_MARK[0]}{plain(text[start:end])}{_MARK[1]}"]
        done = end
    return "".join([*parts, plain(text[done:])])
