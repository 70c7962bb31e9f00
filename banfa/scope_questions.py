"""Which question to ask next: the one whose answer decides most, the verdict of the Interim Measures first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from banfa.case import Answer, Case
from banfa.rules import Rule, evaluate
from banfa.scope_check import Check, ScopeChecker

MOST_QUESTIONS = 10
"""The most questions that the common case is asked."""
_REGIME, _DUTY = 10, 1


def next_question(checker: ScopeChecker, check: Check, skipped: Collection[str] = ()) -> str | None:
    """The open fact whose answers decide most on average; None where no open fact is left to ask.

    Args:
        checker: the facts and rules.
        check: the result so far.
        skipped: facts that the person does not want to answer.
    """
    rest = {name for finding in check.findings for name in finding.missing}
    rest |= {name for duty in check.duties for name in duty.missing}
    for open_facts in (set(check.main.missing), rest):
        asked = [_first_whether(name, checker, check.case) for name in checker.scope.facts if name in open_facts]
        candidates = [name for name in dict.fromkeys(asked) if name not in skipped]
        if candidates:
            undecided = _undecided(checker, check.case)
            return max(candidates, key=lambda name: _gain(name, checker, check.case.stated, undecided))
    return None


def _first_whether(name: str, checker: ScopeChecker, case: Case) -> str:
    """Before a number, whether there is anything to count."""
    counts = checker.scope.facts[name].counts
    return counts if counts and case.values.get(counts) is None else name


def _gain(name: str, checker: ScopeChecker, stated: Mapping[str, Answer], undecided: Mapping[Rule, float]) -> float:
    """How much more is decided after an answer, on average, and twice that of the answer that decides least.

    Facts that hardly ever hold, and decide much if they do, so come late. An answer against the others decides nothing.
    """
    answers: tuple[Answer, ...] = (True, False)
    if checker.logic.is_number(name):
        spans = [t for fact in checker.scope.derived.values() for t in fact.thresholds if t.number == name]
        answers = (0, *sorted({t.at_least for t in spans}))
    gains = []
    for answer in answers:
        case = checker.logic.settle({**stated, name: answer})
        settled = sum(weight for rule, weight in undecided.items() if evaluate(rule, case.values) is not None)
        gains.append(0.0 if case.contradictions else settled)
    return sum(gains) / len(gains) + 2 * min(gains)


def _undecided(checker: ScopeChecker, case: Case) -> Mapping[Rule, float]:
    """The rules that are still open, with the weight of all that share them. More answers open no rule that is decided."""
    weights: Counter[Rule] = Counter()
    for regime in checker.regimes:
        weights[regime.in_scope] += _REGIME
    for rule in checker.rules.values():
        weights[rule] += _DUTY
    return {rule: float(weight) for rule, weight in weights.items() if evaluate(rule, case.values) is None}
