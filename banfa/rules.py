"""Rules as data: a fact, or all / any / not of rules; evaluated with three values, explained, never executed as code.

A rule in TOML is the name of a fact, ``{ all = [rules] }``, ``{ any = [rules] }`` or ``{ not = rule }``. Values are ``True``
(yes), ``False`` (no) and ``None`` (unknown), combined as Kleene does: what is unknown stays unknown unless the rest decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

from banfa.errors import CorpusError

Value: TypeAlias = bool | None


@dataclass(frozen=True)
class Holds:
    """That a fact is so."""

    fact: str


@dataclass(frozen=True)
class All:
    """That every one of some rules holds."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class AnyOf:
    """That at least one of some rules holds."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Not:
    """That a rule does not hold."""

    rule: Rule


Rule: TypeAlias = Holds | All | AnyOf | Not
ALWAYS: Rule = All(())
"""The rule that holds whatever the facts are."""


@dataclass(frozen=True)
class Reason:
    """Why a rule has its value: the parts of it that made it so, and no others."""

    rule: Rule
    value: Value
    because: tuple[Reason, ...] = ()

    def facts(self) -> Iterator[tuple[str, Value]]:
        """The facts at the ends of the tree, each with the value it had there."""
        if isinstance(self.rule, Holds):
            yield self.rule.fact, self.value
        for part in self.because:
            yield from part.facts()


@dataclass(frozen=True)
class Place:
    """Where a rule stands: for messages."""

    file: Path
    line: int
    entry: str

    def fail(self, what: str, remedy: str) -> CorpusError:
        """An error at this rule."""
        return CorpusError(self.file, self.line, f"{self.entry}: {what}", remedy)


def parse(raw: object, known: Collection[str], place: Place) -> Rule:
    """The rule that a piece of TOML spells.

    Args:
        raw: a string, or a table with exactly one of ``all``, ``any``, ``not``.
        known: the names that a rule may use.
        place: where the rule stands.

    Raises:
        CorpusError: an unknown fact or key, a list where a rule belongs, an empty list.
    """
    if isinstance(raw, str):
        if raw not in known:
            near = get_close_matches(raw, known, 1)
            raise place.fail(f"there is no fact {raw!r}.", f"Did you mean {near[0]!r}?" if near else "Add it to a scope.toml.")
        return Holds(raw)
    if not isinstance(raw, Mapping) or len(raw) != 1:
        raise place.fail(f"{raw!r} is no rule.", 'Write "fact", { all = […] }, { any = […] } or { not = … }.')
    [(word, inner)] = raw.items()
    if word == "not":
        return Not(parse(inner, known, place))
    if word not in ("all", "any"):
        raise place.fail(f"a rule has no key {word!r}.", "Use all, any or not.")
    if not isinstance(inner, list) or not inner:
        raise place.fail(f"{word} needs a list with at least one rule.", f'Write {{ {word} = ["…", "…"] }}.')
    parts = tuple(parse(part, known, place) for part in inner)
    return All(parts) if word == "all" else AnyOf(parts)


def evaluate(rule: Rule, facts: Mapping[str, Value]) -> Value:
    """The value of a rule under some facts; a fact that is not there is unknown."""
    match rule:
        case Holds(fact):
            return facts.get(fact)
        case Not(inner):
            value = evaluate(inner, facts)
            return None if value is None else not value
        case All(parts):
            return _join((evaluate(part, facts) for part in parts), decisive=False)
        case AnyOf(parts):
            return _join((evaluate(part, facts) for part in parts), decisive=True)


def _join(values: Iterator[Value], *, decisive: bool) -> Value:
    unknown = False
    for value in values:
        if value is decisive:
            return decisive
        unknown = unknown or value is None
    return None if unknown else not decisive


def explain(rule: Rule, facts: Mapping[str, Value]) -> Reason:
    """The value of a rule as a tree of what made it so.

    Where one part decided alone, only such parts are named; where the value is unknown, only the parts that left it open.
    """
    match rule:
        case Holds(fact):
            return Reason(rule, facts.get(fact))
        case Not(inner):
            return Reason(rule, evaluate(rule, facts), (explain(inner, facts),))
        case All(parts) | AnyOf(parts):
            value = evaluate(rule, facts)
            reasons = [explain(part, facts) for part in parts]
            return Reason(rule, value, tuple(r for r in reasons if r.value is value))


def facts_of(rule: Rule) -> frozenset[str]:
    """The facts that a rule names."""
    match rule:
        case Holds(fact):
            return frozenset({fact})
        case Not(inner):
            return facts_of(inner)
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(facts_of(part) for part in parts))
