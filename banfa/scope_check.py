"""The scope check: the facts of a case in, a finding for every regime and the duties out. The unknown puts no case outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from pathlib import Path

from banfa.case import Answer, Case, Contradiction, Logic, make_logic
from banfa.changes_of_facts import Flip, base_facts, flips, missing
from banfa.corpus.obligations import Obligation
from banfa.corpus.regimes import HOME, Arguable, Ground, Regime
from banfa.corpus.scope import Scope
from banfa.rules import Place, Reason, Rule, Value, evaluate, explain, facts_of, parse


class Verdict(Enum):
    """Whether a regime applies to a case."""

    IN_SCOPE = "in_scope"
    OUT_OF_SCOPE = "out_of_scope"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Finding:
    """What a regime says of a case: the verdict, the words of the law (both sides while it is open), why, what is missing."""

    regime: Regime
    verdict: Verdict
    grounds: tuple[Ground, ...]
    reason: Reason
    missing: tuple[str, ...]
    arguable: tuple[Arguable, ...] = ()


@dataclass(frozen=True)
class Duty:
    """An obligation in a case: whether it applies, why, the open facts it turns on while that is not known, what was presumed."""

    obligation: Obligation
    applies: Value
    reason: Reason
    missing: tuple[str, ...] = ()
    presumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """The whole result for a case."""

    case: Case
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]

    @property
    def main(self) -> Finding:
        """The finding of the main regime: of China, the Interim Measures."""
        return self.findings[0]

    @property
    def verdict(self) -> Verdict:
        """The verdict of the main regime."""
        return self.main.verdict

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The facts that count as unknown because the answers disagree on them."""
        return self.case.contradictions

    @property
    def presumed(self) -> tuple[str, ...]:
        """The facts that some duty takes for granted while nobody says otherwise."""
        return tuple(dict.fromkeys(name for duty in self.duties for name in duty.presumed))

    def duties_that(self, applies: Value) -> tuple[Duty, ...]:
        """The duties that apply (True), do not (False), or turn on open facts (None)."""
        return tuple(duty for duty in self.duties if duty.applies is applies)


@dataclass(frozen=True)
class ScopeChecker:
    """The facts, regimes of one jurisdiction, and obligations of a corpus, ready to check cases."""

    scope: Scope
    obligations: tuple[Obligation, ...] = ()
    jurisdiction: str = HOME

    @cached_property
    def regimes(self) -> tuple[Regime, ...]:
        """The regimes that are checked, the main one first."""
        return tuple(regime for regime in self.scope.regimes if regime.jurisdiction == self.jurisdiction)

    @cached_property
    def logic(self) -> Logic:
        """What follows from which answer."""
        return make_logic(self.scope.known)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rule of each obligation.

        Raises:
            CorpusError: a rule names a fact that is not there, or is malformed.
        """
        known = self.scope.known.yes_no
        return {
            o.id: parse(o.when, known, Place(Path(o.instrument) / "obligations.toml", 1, f"[[obligation]] {o.id}"))
            for o in self.obligations
        }

    def check(self, stated: Mapping[str, Answer]) -> Check:
        """The findings and duties for some answers; an answer that is not there, or None, is unknown."""
        case = self.logic.settle(stated)
        findings = tuple(self._finding(regime, case) for regime in self.regimes)
        turns_on = cache(lambda rule: missing(rule, case, self.logic))  # many duties share a rule
        return Check(case, findings, tuple(self._duty(o, case, turns_on) for o in self.obligations))

    def flips(self, finding: Finding, case: Case) -> tuple[Flip, ...]:
        """The smallest changes of answers that would turn a finding."""
        return flips(finding.regime.in_scope, case, self.logic)

    def turns_on(self, rule: Rule) -> tuple[str, ...]:
        """The answers that a rule comes from."""
        return base_facts(rule, self.logic)

    def _finding(self, regime: Regime, case: Case) -> Finding:
        reason = explain(regime.in_scope, case.values)
        verdict = _verdict(reason.value)
        return Finding(
            regime=regime,
            verdict=verdict,
            grounds=tuple(_grounds(regime, verdict, case)),
            reason=reason,
            missing=missing(regime.in_scope, case, self.logic),
            arguable=tuple(a for a in regime.arguable if evaluate(a.when, case.values)),
        )

    def _duty(self, obligation: Obligation, case: Case, turns_on: Callable[[Rule], tuple[str, ...]]) -> Duty:
        rule = self.rules[obligation.id]
        reason = explain(rule, case.values)
        if reason.value is not None:
            return Duty(obligation, reason.value, reason)
        presumed = {n: v for n, v in self.scope.known.presumed.items() if case.values.get(n) is None and n in facts_of(rule)}
        reason = explain(rule, {**presumed, **{n: v for n, v in case.values.items() if v is not None}})
        return Duty(obligation, reason.value, reason, turns_on(rule), tuple(presumed) if reason.value else ())


def _verdict(value: Value) -> Verdict:
    if value is None:
        return Verdict.UNDETERMINED
    return Verdict.IN_SCOPE if value else Verdict.OUT_OF_SCOPE


def _grounds(regime: Regime, verdict: Verdict, case: Case) -> Iterable[Ground]:
    """The words for the verdict; where the law has none of their own for being outside, those whose test is not met."""
    held = [g for g in regime.grounds if evaluate(g.when, case.values)]
    if verdict is Verdict.UNDETERMINED:
        return held
    side = "in" if verdict is Verdict.IN_SCOPE else "out"
    own = [g for g in held if g.side == side] or [g for g in held if g.side == "in"]
    return own + [g for g in held if g.side == "note"]
