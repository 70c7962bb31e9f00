"""What would change a verdict: the unknown facts it still hangs on, and the smallest changes of facts that flip it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from banfa.case import Answer, Case, Logic
from banfa.rules import Rule, Value, evaluate, facts_of

LARGEST = 3
"""How many facts a change may touch."""
MOST = 6
"""How many changes are shown for one verdict."""


@dataclass(frozen=True)
class Flip:
    """A smallest change of answers, and the value that the rule has after it."""

    changes: Mapping[str, Answer]
    value: bool


def base_facts(rule: Rule, logic: Logic) -> tuple[str, ...]:
    """The answers that the facts of a rule come from, in the order of asking; numbers stand for the facts derived from them."""
    wanted: set[str] = set()
    for name in facts_of(rule):
        derived = logic.facts.derived.get(name)
        wanted |= {t.number for t in derived.thresholds} if derived else {name}
    return tuple(name for name in logic.facts.asked if name in wanted)


def missing(rule: Rule, case: Case, logic: Logic) -> tuple[str, ...]:
    """The unknown answers that can still change the value of a rule that has none; empty where the value is known.

    An answer can, if there are answers to the other open questions with which the value depends on this one. Where the answers
    that are there leave only one value, and do not yet say so, all open questions are named.
    """
    if evaluate(rule, case.values) is not None:
        return ()
    disputed = {c.fact for c in case.contradictions}
    open_ = [name for name in base_facts(rule, logic) if not _known(name, case)]
    outcomes: dict[tuple[Answer, ...], Value] = {}
    for answers in product(*(_answers(name, rule, logic) for name in open_)):
        stated = {n: v for n, v in case.stated.items() if n not in open_ and n not in disputed} | dict(
            zip(open_, answers, strict=True)
        )
        values = logic.values(stated)
        if values is not None:
            outcomes[answers] = evaluate(rule, values)
    return tuple(name for place, name in enumerate(open_) if _matters(place, outcomes)) or tuple(open_)


def _known(name: str, case: Case) -> bool:
    return case.values.get(name) is not None or name in case.numbers


def _matters(place: int, outcomes: Mapping[tuple[Answer, ...], Value]) -> bool:
    """Whether two sets of answers that differ in one place only lead to different values."""
    seen: dict[tuple[Answer, ...], set[Value]] = {}
    for answers, value in outcomes.items():
        seen.setdefault(answers[:place] + answers[place + 1 :], set()).add(value)
    return any(len(values) > 1 for values in seen.values())


def flips(rule: Rule, case: Case, logic: Logic) -> tuple[Flip, ...]:
    """The smallest sets of changed answers that give the rule another (a known) value, fewest changes first.

    No part of a set does so by itself; no set contradicts the answers that stay. At most ``LARGEST`` facts are changed,
    and at most ``MOST`` sets are given for each value.
    """
    now = evaluate(rule, case.values)
    names = [*base_facts(rule, logic)]
    names += [name for name in _causes(rule, case, logic) if name not in names]
    return tuple(flip for value in (True, False) if value is not now for flip in _flips_to(value, rule, case, logic, names))


def _causes(rule: Rule, case: Case, logic: Logic) -> Iterator[str]:
    """The stated answers from which the facts of the rule, or contradictions over them, came."""
    touched = facts_of(rule)
    for name in case.stated:
        if case.stated[name] is None:
            continue
        alone = logic.settle({name: case.stated[name]})
        if touched & alone.values.keys():
            yield name


def _flips_to(value: bool, rule: Rule, case: Case, logic: Logic, names: list[str]) -> list[Flip]:
    found: list[Flip] = []
    for size in range(1, LARGEST + 1):
        for chosen in combinations(names, size):
            options = [[v for v in _answers(name, rule, logic) if v != _now(name, case)] for name in chosen]
            for answers in product(*options):
                changes = dict(zip(chosen, answers, strict=True))
                if any(flip.changes.items() <= changes.items() for flip in found):
                    continue
                settled = logic.settle({**case.stated, **changes})
                if evaluate(rule, settled.values) is value and not _disputed(settled, rule, chosen):
                    found.append(Flip(changes, value))
                    if len(found) == MOST:
                        return found
    return found


def _disputed(settled: Case, rule: Rule, chosen: tuple[str, ...]) -> bool:
    """Whether a contradiction touches the rule or what was changed for it."""
    touched = facts_of(rule) | set(chosen)
    return any(c.fact in touched for c in settled.contradictions)


def _now(name: str, case: Case) -> Answer:
    return case.numbers[name] if name in case.numbers else case.values.get(name)


def _answers(name: str, rule: Rule, logic: Logic) -> list[Answer]:
    """The answers that can make a difference: yes and no, or the lowest number of each span between thresholds of the rule."""
    if not logic.is_number(name):
        return [True, False]
    used = [logic.facts.derived[f] for f in facts_of(rule) if f in logic.facts.derived]
    ends = {0} | {t.at_least for d in used for t in d.thresholds if t.number == name}
    numbers = sorted(ends | {t.below for d in used for t in d.thresholds if t.number == name and t.below is not None})
    return list(numbers)
