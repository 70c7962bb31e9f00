"""Laws that a memo names by no name that the corpus knows: a title put a little differently, or a law that is not held."""

from __future__ import annotations

import re
from collections.abc import Iterable

from banfa.clauses import stems
from banfa.corpus import Corpus
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
    return [(start, end, name) for start, end, name in found if not any(s < end and start < e for s, e in taken)]


def instrument_like(name: str, corpus: Corpus) -> str | None:
    """The instrument whose title says nearly the same as a name, or None."""
    words = stems(name) - _GENERIC
    best: tuple[float, str] = (0.0, "")
    for card in corpus.instruments.values():
        for title in (card.title_en, card.short_en, *card.aliases):
            known = stems(title) - _GENERIC
            if words and known:
                best = max(best, (len(words & known) / len(words | known), card.id))
    return best[1] if best[0] >= _ALIKE else None
