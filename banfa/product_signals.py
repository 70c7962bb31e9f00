"""What the clauses of a description signal: who is meant, and where, by their words and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from banfa.corpus.readings import Readings
from banfa.product_text import ProductClause, Weight

_PLACES = ("mainland", "hong_kong_macau_taiwan", "abroad")
_OVER_COMMAS = {"generates_nothing"}
"""Signals that reach over the commas of a sentence: "no text, image or video is generated"."""
_NATIONAL = re.compile(r"^chinese\b", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """Words of the text that signal something: the signal, the words, where they start, and how much their clause tells."""

    signal: str
    words: str
    start: int
    clause: ProductClause


class Signals:
    """What the clauses of a certain weight signal."""

    def __init__(self, text: str, clauses: Sequence[ProductClause], readings: Readings, least: Weight) -> None:
        self.text = text
        self.clauses = [c for c in clauses if c.weight >= least]
        self.sentences = [_joined(list(group)) for _, group in groupby(self.clauses, key=lambda c: c.sentence)]
        self._words, self._near = readings.signals, readings.near

    def of(self, signal: str) -> list[Mention]:
        """The mentions of a signal, in the order of the text."""
        return [
            Mention(signal, self.text[c.start + m.start() : c.start + m.end()], c.start + m.start(), c)
            for c in (self.sentences if signal in _OVER_COMMAS else self.clauses)
            for m in self._words[signal].find(c.text)
        ]

    def affirmed(self, signal: str) -> list[Mention]:
        """The mentions of a signal that their clause does not deny."""
        return [m for m in self.of(signal) if not self._is(m, "denied")]

    def ours(self, mention: Mention) -> bool:
        """Whether the clause of a mention speaks of "us"."""
        return self._near["first_person"].search(mention.clause.text)

    def everyone(self, mention: Mention) -> bool:
        """Whether the words of a mention leave nobody out."""
        return self._near["everyone"].search(mention.words)

    def first(self, *signals: str) -> Mention | None:
        """The first mention of the first signal that is there."""
        return next((found[0] for signal in signals if (found := self.of(signal))), None)

    def public(self) -> list[Mention]:
        """Those to whom it is offered, without the mentions that are denied or are about staff."""
        denied = self.of("no_public")
        found = [*self.of("public_acts"), *self.of("public")]
        inside = self._near["denied_inside"]
        found = [m for m in found if not inside.search(m.words)]
        return [m for m in found if not any(_overlap(m, d) for d in denied) and not self._is(m, "denied")]

    def places(self) -> dict[str, list[Mention]]:
        """Where the people are who use it: places that are neither the seat of a company nor where its machines stand."""
        found = {
            place: [m for m in self.of(place) if not self._is(m, "seat") and not self._is(m, "machine")] for place in _PLACES
        }
        found["mainland"] = [
            m
            for m in found["mainland"]
            if not any(_overlap(m, o) for o in found["abroad"])
            and not self._is(m, "place_denied")
            and not self._of_people_elsewhere(m, found)
        ]
        return found

    def seats(self) -> dict[str, list[Mention]]:
        """Where the company is."""
        return {place: [m for m in self.of(place) if self._is(m, "seat")] for place in _PLACES}

    @staticmethod
    def acts_alone(mentions: Iterable[Mention]) -> bool:
        """Whether those mentioned use it of their own accord: "users can …"."""
        return any(m.signal == "public_acts" for m in mentions)

    def _is(self, mention: Mention, what: str) -> bool:
        """Whether the words before or after a mention make it something else: a ``seat``, a ``machine``, ``denied``."""
        at = mention.start - mention.clause.start
        before, after = mention.clause.text[:at], mention.clause.text[at + len(mention.words) :]
        later = self._near.get(f"{what}_after")
        return self._near[f"{what}_before"].search(before) or (later is not None and later.search(after))

    @staticmethod
    def _of_people_elsewhere(mention: Mention, found: dict[str, list[Mention]]) -> bool:
        """Whether "Chinese …" tells a nationality only, the place being named beside it."""
        elsewhere = [*found["abroad"], *found["hong_kong_macau_taiwan"]]
        return bool(_NATIONAL.match(mention.words)) and any(m.clause.sentence == mention.clause.sentence for m in elsewhere)


def _joined(clauses: Sequence[ProductClause]) -> ProductClause:
    """The clauses of one sentence as one, with blanks for those between them that are left out."""
    text = ""
    for clause in clauses:
        text += " " * (clause.start - clauses[0].start - len(text)) + clause.text
    return ProductClause(text, text, clauses[0].start, clauses[0].sentence, clauses[0].weight)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.start + len(other.words) and other.start < one.start + len(one.words)
