"""From which event a period runs: from the date of providing the service is not from the date of the change."""

from __future__ import annotations

import re

_EVENT = re.compile(
    r"\b(?:from|after|since|of) the (?:date|day)s? (?:of|on which|when|that) (?P<what>[^,.;:()]{3,70}?)"
    r"(?=[,.;:()]|\b(?:must|may|and|submit|complete|notify|report)\b|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{4,}")
_SMALL = frozenset(["they", "their", "which", "that", "with", "from", "this", "these", "date", "days", "when", "your"])
_STEM = 5


def events(text: str) -> frozenset[str]:
    """Stems of the words that tell from what the periods of an English text run; none where it does not tell."""
    told = " ".join(m["what"] for m in _EVENT.finditer(text)).casefold()
    return frozenset(word[:_STEM] for word in _WORD.findall(told) if word not in _SMALL)


def counts_from_another(claim: str, law: str) -> bool:
    """Whether a claim and a provision both tell from what a period runs, and it is not the same."""
    said, there = events(claim), events(law)
    return bool(said) and bool(there) and said.isdisjoint(there)
