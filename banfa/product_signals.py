"""What the clauses of a description signal: who is meant, and where, by their words and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from banfa.corpus.readings import Readings
from banfa.product_text import Doubt, ProductClause, Weight, sentences_of

_PLACES = ("mainland", "hong_kong_macau_taiwan", "abroad")
_OVER_COMMAS = {"generates_nothing"}
"""Signals that reach over the commas of a sentence: "no text, image or video is generated"."""
_DENIALS = {"generates_nothing", "no_public", "mainland_excluded", "not_marketed"}
"""Signals made of a denial: words that only look like one are not read."""
_NEAR = 120
"""Characters before and after a mention that are looked at."""
_NATIONAL = re.compile(r"^chinese\b", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """Words of the text that signal something: the signal, the words, where they start, and how much their clause tells."""

    signal: str
    words: str
    start: int
    clause: ProductClause


class Signals:
    """What the clauses of a certain weight, or more, signal; with the plans among them or without."""

    def __init__(self, text: str, clauses: Sequence[ProductClause], readings: Readings) -> None:
        self.text, self._all, self._readings = text, clauses, readings
        self._least, self._plans = Weight.ASKED, True
        self._words, self._near = readings.signals, readings.near
        self._everywhere: dict[str, list[Mention]] = {}
        self._found: dict[str, list[Mention]] = {}

    def at(self, least: Weight, *, plans: bool = True) -> Signals:
        """The same text, read from another weight on; what was found in a clause is not looked for again."""
        other = Signals(self.text, self._all, self._readings)
        other._least, other._plans, other._everywhere = least, plans, self._everywhere
        return other

    def of(self, signal: str) -> list[Mention]:
        """The mentions of a signal, in the order of the text."""
        if signal not in self._found:
            if signal in _OVER_COMMAS:
                told = sentences_of(c for c in self._all if self._told(c))
                self._found[signal] = self._mentions(signal, told)
            else:
                if signal not in self._everywhere:
                    self._everywhere[signal] = self._mentions(signal, self._all)
                self._found[signal] = [m for m in self._everywhere[signal] if self._told(m.clause)]
        return self._found[signal]

    def _told(self, clause: ProductClause) -> bool:
        return clause.weight >= self._least and (self._plans or not clause.planned)

    def _mentions(self, signal: str, clauses: Iterable[ProductClause]) -> list[Mention]:
        return [
            Mention(signal, self.text[c.start + m.start() : c.start + m.end()], c.start + m.start(), c)
            for c in clauses
            for m in self._words[signal].find(c.plain if signal in _DENIALS else c.text)
        ]

    def affirmed(self, signal: str) -> list[Mention]:
        """The mentions of a signal that their clause does not deny."""
        return [m for m in self.of(signal) if not self._is(m, "denied")]

    def first(self, *signals: str) -> Mention | None:
        """The first mention of the first signal that is there."""
        return next((found[0] for signal in signals if (found := self.of(signal))), None)

    def doubted(self, what: str) -> Doubt:
        """Whether any sentence, of whatever weight, leaves open what the words ``doubt_<what>`` are about.

        A doubt may be about the sentence before: "The supplier calls it generative. Nobody has confirmed that."
        """
        found = set()
        for number, sentence in enumerate(self._whole):
            if sentence.doubt is not Doubt.NONE:
                before = self._whole[number - 1].full if number else ""
                if self._near[f"doubt_{what}"].search(f"{before} {sentence.full}"):
                    found.add(sentence.doubt)
        return next((doubt for doubt in (Doubt.UNKNOWN, Doubt.UNDECIDED) if doubt in found), Doubt.NONE)

    @cached_property
    def speaks_of_mainland(self) -> bool:
        """Whether any clause, of whatever weight, speaks of people or a market in the mainland, be it in doubt."""
        everything = self.at(Weight.NOTHING)
        found, abroad = everything.of("mainland"), everything.of("abroad")
        named = _apart(found, abroad)
        return not all(any(self._is(m, what) for what in ("seat", "machine", "place_denied")) for m in named)

    def near(self, mention: Mention, words: str, *, sentence: bool = False) -> bool:
        """Whether the clause of a mention, or its whole sentence, has some words: ``first_person``, ``own_people``."""
        if not sentence:
            return self._near[words].search(mention.clause.text)
        return any(self._near[words].search(whole.full) for whole in self._whole if whole.sentence == mention.clause.sentence)

    def everyone(self, mention: Mention) -> bool:
        """Whether the words of a mention leave nobody out."""
        return self._near["everyone"].search(mention.words)

    @cached_property
    def public(self) -> list[Mention]:
        """Those to whom it is offered, without the mentions that are denied or are about staff."""
        inside = self._near["denied_inside"]
        found = _apart([*self.of("public_acts"), *self.of("public")], self.of("no_public"))
        return [m for m in found if not inside.search(_plain(m)) and not self._is(m, "denied")]

    @cached_property
    def places(self) -> dict[str, list[Mention]]:
        """Where the people are who use it: no seat of a company, and no place where its machines stand or data go."""
        found = {place: [m for m in self.of(place) if not self._is(m, "seat") and not self._of_data(m)] for place in _PLACES}
        sentences = {m.clause.sentence for m in found["abroad"] + found["hong_kong_macau_taiwan"]}
        found["mainland"] = [
            m
            for m in _apart(found["mainland"], found["abroad"])
            if not self._is(m, "place_denied") and not (_NATIONAL.match(m.words) and m.clause.sentence in sentences)
        ]
        return found

    @cached_property
    def seats(self) -> dict[str, list[Mention]]:
        """Where the company is; where its data go is no seat."""
        return {place: [m for m in self.of(place) if self._is(m, "seat") and not self._of_data(m)] for place in _PLACES}

    def elsewhere_only(self, mention: Mention) -> bool:
        """Whether the sentence of a mention names another place, and not the mainland."""
        named = {place for place in _PLACES for m in self.places[place] if m.clause.sentence == mention.clause.sentence}
        return bool(named) and "mainland" not in named

    @staticmethod
    def acts_alone(mentions: Iterable[Mention]) -> bool:
        """Whether those mentioned use it of their own accord: "users can …"."""
        return any(m.signal == "public_acts" for m in mentions)

    def _is(self, mention: Mention, what: str) -> bool:
        """Whether the words before or after a mention make it something else: a ``seat``, a ``machine``, ``denied``."""
        at = mention.start - mention.clause.start
        end = at + len(mention.words)
        before, after = mention.clause.plain[max(0, at - _NEAR) : at], mention.clause.plain[end : end + _NEAR]
        later = self._near.get(f"{what}_after")
        return self._near[f"{what}_before"].search(before) or (later is not None and later.search(after))

    def _of_data(self, mention: Mention) -> bool:
        """Whether a place is that of machines, or one to which the clause says that data on people go."""
        if self._is(mention, "machine"):
            return True
        clause, at = mention.clause, mention.start - mention.clause.start
        beside = clause.full[max(0, at - 30) : at], clause.full[at + len(mention.words) :][:8]
        if self._near["people_there_before"].search(beside[0]) or self._near["people_there_after"].search(beside[1]):
            return False
        sent = any(m.start() < at for m in self._near["exported"].find(clause.full))
        return sent and self._near["about_people"].search(clause.full)

    @cached_property
    def _whole(self) -> list[ProductClause]:
        return sentences_of(self._all)


def _plain(mention: Mention) -> str:
    """The words of a mention without those that look like a denial and are none."""
    at = mention.start - mention.clause.start
    return mention.clause.plain[at : at + len(mention.words)]


def _apart(mentions: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """The mentions that do not overlap any of the others."""
    by_clause: dict[int, list[Mention]] = {}
    for other in others:
        by_clause.setdefault(other.clause.start, []).append(other)
    return [m for m in mentions if not any(_overlap(m, o) for o in by_clause.get(m.clause.start, ()))]


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.start + len(other.words) and other.start < one.start + len(one.words)
