"""Laws that a memo names by no name that the corpus knows: a title put a little differently, or a law that is not held."""

from __future__ import annotations

import re
from collections.abc import Iterable

from banfa.clauses import stems
from banfa.corpus import Corpus
from banfa.law import Instrument
from banfa.naming import Mention

_ENGLISH = re.compile(
    r"(?:[A-Z][\w’'-]{0,40}|Export)(?: (?:of|on|for|the|and|in|to|by|with|a|[A-Z][\w’'-]{0,40})){0,24} (?:Law|Measures|Provisions"
    r"|Regulations?|Act|Code|Guidelines?|Directive)\b"
    r"|\b(?:Law|Measures|Provisions|Regulations?|Guidelines?|Rules) (?:on|for|of|governing"
    r"|concerning) (?:the )?[A-Z][\w’'-]{0,40}(?: (?:of|on|for|the|and|in|to|by|with|[A-Z][\w’'-]{0,40})){0,24}"
)
_ACRONYM = re.compile(
    r"\b(?:articles?|arts?\.?|sections?|§+)\s*\d+[\w()]*,? (?:of|in|under) (?:the )?(?P<after>[A-Z]{3,6})\b"
    r"|\b(?P<before>[A-Z]{3,6})(?:['’]s)?,? (?:articles?|arts?\b\.?|§)",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"《(?P<zh>[^》]{2,40})》")
_LEADING = re.compile(
    r"(?:(?:Under|In|By|As|Per|See|Pursuant|According|Unlike|Since|While|Although|Both|For|to|the|The|new|old|current) )+"
)
_HEAD = re.compile(r"\b(?:Law|Measures|Provisions|Regulation|Act|Code|Guideline|Directive|Rule)s?\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\W*$")
_ALIKE = 0.6
_GENERIC = stems(
    "Law Measures Provisions Regulations Act Code Guidelines Directive Rules People Republic China Chinese"
    " administration management"
)


def unheld_names(text: str, mentions: Iterable[Mention]) -> list[tuple[int, int, str]]:
    """Titles of laws in a text, where they stand, that are none of the ``mentions``."""
    taken = [(m.start, m.end) for m in mentions]
    found = [(m.start(), m.end(), m["zh"]) for m in _CHINESE.finditer(text)]
    found += [(*m.span(m.lastgroup or 0), m[m.lastgroup or 0]) for m in _ACRONYM.finditer(text) if m[m.lastgroup or 0].isupper()]
    found += [(m.start(), m.end(), m[0]) for m in _ENGLISH.finditer(text) if stems(m[0]) - _GENERIC]
    found = [(start + len(name) - len(_LEADING.sub("", name)), end, _LEADING.sub("", name)) for start, end, name in found]
    return [(start, end, name) for start, end, name in found if name and not any(s < end and start < e for s, e in taken)]


def year_before(text: str, start: int) -> int | None:
    """The year that stands before a name: "the 2022 Assessment Measures"."""
    match = _YEAR.search(text[max(0, start - 8) : start])
    return int(match[1]) if match else None


def instrument_like(name: str, corpus: Corpus, year: int | None = None) -> str | None:
    """The instrument whose title says nearly the same as a name, or the only one of a ``year`` with all its words, or None."""
    words = stems(name) - _GENERIC
    of_year = [card.id for card in corpus.instruments.values() if _has_all(words, name, card) and year in _years(card)]
    if words and len(of_year) == 1:
        return of_year[0]
    best: tuple[float, str] = (0.0, "")
    for card in corpus.instruments.values():
        for title in (card.title_en, card.short_en, *card.aliases):
            known = stems(title) - _GENERIC
            if words and known:
                best = max(best, (len(words & known) / len(words | known), card.id))
    return best[1] if best[0] >= _ALIKE else None


def _has_all(words: frozenset[str], name: str, card: Instrument) -> bool:
    """Whether a title of an instrument has all words of a name, and is called measures, provisions … as the name is."""
    heads = {match[0].rstrip("s") for match in _HEAD.finditer(name)}
    titles = (card.title_en, card.short_en, *card.aliases)
    return any(words <= stems(title) and heads & {m[0].rstrip("s") for m in _HEAD.finditer(title)} for title in titles)


def _years(card: Instrument) -> frozenset[int]:
    return frozenset(day.year for day in (card.adopted, card.published, card.in_force) if day is not None)
