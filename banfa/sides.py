"""The two sides that a question sets against each other: instruments that it names, or China and the European Union."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from banfa.answer import Claim
from banfa.asked import sets_against
from banfa.corpus import Corpus
from banfa.phrases import phrase
from banfa.question import Question

_HOME, _UNION = "CN", "EU"
_NAMES = {_HOME: "china", _UNION: "eu"}


@dataclass(frozen=True)
class Side:
    """One side: an instrument (``name`` is its id), ``china`` or ``eu``, with the instruments that are of it."""

    name: str
    instruments: frozenset[str]

    def title(self, corpus: Corpus, language: str) -> str:
        """What it is called in ``en`` or ``zh``."""
        card = corpus.instruments.get(self.name)
        return card.short(language) if card else phrase(f"side_{self.name}", language)


def sides_of(question: Question, corpus: Corpus) -> tuple[Side, ...]:
    """The sides that a question holds against each other, two at least, in the order of naming; else none."""
    if not sets_against(question):
        return ()
    named = list(dict.fromkeys(m.instrument for m in sorted(question.mentions, key=lambda m: m.start) if m.held))
    of = {name: corpus.instruments[name].jurisdiction for name in named}
    if len(named) > 1 and len(set(of.values())) == 1:
        return tuple(Side(name, frozenset({name})) for name in named)
    text, field = question.text, corpus.field
    home, union = field.home.search(text) or _HOME in of.values(), field.union.search(text) or _UNION in of.values()
    return (_jurisdiction(_HOME, of, corpus), _jurisdiction(_UNION, of, corpus)) if home and union else ()


def _jurisdiction(name: str, named: dict[str, str], corpus: Corpus) -> Side:
    """A jurisdiction by the instruments of it that are named, or else by all of it."""
    own = {instrument for instrument, of in named.items() if of == name}
    return Side(_NAMES[name], frozenset(own or {card.id for card in corpus.instruments.values() if card.jurisdiction == name}))


def side_by_side(sides: Sequence[Side], corpus: Corpus, language: str, without: Sequence[Side] = ()) -> str:
    """What opens an answer that sets sides against each other, and on which of them (``without``) nothing near was found; empty
    without sides."""
    names = [side.title(corpus, language) for side in sides]
    if not names:
        return ""
    joined = "、".join(names) if language == "zh" else f"{', '.join(names[:-1])} and {names[-1]}"
    told = [phrase("side_by_side", language, sides=joined)]
    told += [phrase("side_without", language, side=side.title(corpus, language)) for side in without]
    return ("" if language == "zh" else " ").join(told)


def of_each_side(
    claims: Sequence[Claim], sides: Sequence[Side], corpus: Corpus, language: str, relating: Collection[str] = ()
) -> tuple[Claim, ...]:
    """The claims by side, in the order of naming, each under the name of its side; first those that are on no one side alone, or
    whose text is in ``relating``: on how the sides stand to each other."""
    if not sides:
        return tuple(claims)
    whose = [
        [side for side in sides if claim.text not in relating and any(c.instrument in side.instruments for c in claim.citations)]
        for claim in claims
    ]
    between = [claim for claim, of in zip(claims, whose, strict=True) if len(of) != 1]
    named = [
        replace(claim, on=side.title(corpus, language))
        for side in sides
        for claim, of in zip(claims, whose, strict=True)
        if of == [side]
    ]
    return (*between, *named)
