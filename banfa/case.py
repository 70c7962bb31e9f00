"""The facts of one case: what was stated, what follows from it, and what contradicts what. Unknown stays unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TypeAlias

from banfa.corpus.facts import Facts
from banfa.rules import Value

Answer: TypeAlias = bool | int | None
"""Yes, no, a number, or not known."""
Literal: TypeAlias = tuple[str, bool]
"""A fact, and whether it is so."""


class Source(Enum):
    """Where a value comes from."""

    STATED = "stated"
    IMPLIED = "implied"
    DERIVED = "derived"


@dataclass(frozen=True)
class Origin:
    """How a value was reached: stated, derived from the number ``name``, or implied by the value of the fact ``name``."""

    source: Source
    name: str
    parent: Literal | None = None


@dataclass(frozen=True)
class Contradiction:
    """A fact that some answers make so and others not; it counts as unknown until one of them is corrected."""

    fact: str
    because_yes: str
    because_no: str


@dataclass(frozen=True)
class Case:
    """The settled facts: values of yes/no facts, the numbers, where each value came from, and the contradictions."""

    stated: Mapping[str, Answer]
    values: Mapping[str, Value]
    numbers: Mapping[str, int]
    origins: Mapping[str, Origin]
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(frozen=True)
class Logic:
    """The facts with what follows from each answer, ready to settle many cases."""

    facts: Facts
    follows: Mapping[Literal, tuple[Literal, ...]] = field(repr=False)

    def is_number(self, name: str) -> bool:
        """Whether a fact is answered with a number."""
        return name in self._numbers

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(fact.name for fact in self.facts.asked.values() if fact.kind == "number")

    @cached_property
    def _counting(self) -> tuple[tuple[str, str], ...]:
        """Each number that counts the cases of a yes/no fact, with that fact."""
        return tuple((fact.name, fact.counts) for fact in self.facts.asked.values() if fact.counts)

    def settle(self, stated: Mapping[str, Answer]) -> Case:
        """Everything that follows from the stated answers.

        Facts that the answers make both so and not so are unknown, and nothing is concluded from or through them. The result does
        not depend on the order of the answers.
        """
        numbers = {name: int(v) for name, v in stated.items() if v is not None and self.is_number(name)}
        given = {(n, bool(v)): Origin(Source.STATED, n) for n, v in stated.items() if v is not None and not self.is_number(n)}
        for name, count in numbers.items():
            counted = self.facts.asked[name].counts
            if counted and count > 0:
                given.setdefault((counted, True), Origin(Source.DERIVED, name))
        numbers |= self._zeros(self._reach(given), numbers)
        for fact in self.facts.derived.values():
            value = fact.value(numbers)
            if value is not None:
                used = next(t.number for t in fact.thresholds if t.number in numbers)
                given.setdefault((fact.name, value), Origin(Source.DERIVED, used))
        reached = self._reach(given)
        both = {name for name, value in reached if (name, not value) in reached}
        clean = self._reach({lit: why for lit, why in given.items() if lit[0] not in both}, both) if both else reached
        return Case(
            stated=stated,
            values=dict(clean.keys()),
            numbers=numbers,
            origins={name: origin for (name, _), origin in clean.items()},
            contradictions=tuple(
                Contradiction(name, _root(reached, (name, True)), _root(reached, (name, False))) for name in sorted(both)
            ),
        )

    def values(self, stated: Mapping[str, Answer]) -> dict[str, Value] | None:
        """The values of `settle` without their origins, several times faster; None where the answers contradict one another."""
        numbers = {name: int(v) for name, v in stated.items() if v is not None and self.is_number(name)}
        given = {(n, bool(v)) for n, v in stated.items() if v is not None and not self.is_number(n)}
        given |= {(counted, True) for n, count in numbers.items() if count > 0 and (counted := self.facts.asked[n].counts)}
        reached = set().union(*(self._closures[literal] for literal in given))
        numbers |= self._zeros(reached, numbers)
        derived = ((fact.name, fact.value(numbers)) for fact in self.facts.derived.values() if numbers)
        reached = reached.union(*(self._closures[name, value] for name, value in derived if value is not None))
        return None if any((name, not value) in reached for name, value in reached) else dict(reached)

    @cached_property
    def _closures(self) -> dict[Literal, frozenset[Literal]]:
        """Everything that follows from each literal, itself included."""
        literals = ((name, value) for name in self.facts.yes_no for value in (True, False))
        return {literal: frozenset(self._reach({literal: Origin(Source.STATED, literal[0])})) for literal in literals}

    def _zeros(self, reached: Collection[Literal], numbers: Mapping[str, int]) -> dict[str, int]:
        """The numbers that are 0 because there is nothing to count."""
        return {
            name: 0
            for name, counted in self._counting
            if name not in numbers and (counted, False) in reached and (counted, True) not in reached
        }

    def _reach(self, given: Mapping[Literal, Origin], without: Collection[str] = ()) -> dict[Literal, Origin]:
        reached = dict(given)
        queue = list(given)
        for literal in queue:
            for then in self.follows.get(literal, ()):
                if then not in reached and then[0] not in without:
                    reached[then] = Origin(Source.IMPLIED, literal[0], literal)
                    queue.append(then)
        return reached


def make_logic(facts: Facts) -> Logic:
    """The logic of the facts of a corpus."""
    follows: dict[Literal, list[Literal]] = {}
    for implication in facts.implications:
        follows.setdefault(implication.given, []).append(implication.then)
    return Logic(facts, {literal: tuple(dict.fromkeys(then)) for literal, then in follows.items()})


def _root(reached: Mapping[Literal, Origin], literal: Literal) -> str:
    """The stated fact or the number from which a literal follows."""
    origin = reached[literal]
    while origin.parent is not None:
        origin = reached[origin.parent]
    return origin.name
