"""The JSON of a scope check, the same for every door: command, batch, page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from banfa.case import Answer, Source
from banfa.changes_of_facts import Flip
from banfa.rules import Value
from banfa.scope_answers import Proposed
from banfa.scope_check import Check, Duty, Finding, ScopeChecker


def scope_object(
    checker: ScopeChecker, check: Check, id: str = "", proposed: Mapping[str, Proposed] | None = None
) -> dict[str, Any]:
    """The result for one case.

    ``verdict`` is that of the Interim Measures. ``duties`` apply; ``duties_if`` turn on the facts in their ``missing``. A fact
    that a text proposed and nobody confirmed has the value ``unknown`` and says in ``proposed`` what the text suggests.
    """
    proposed = proposed or {}
    return {
        "id": id,
        "verdict": check.verdict.value,
        "regimes": [_regime(finding) for finding in check.findings],
        "facts": _facts(check, proposed),
        "duties": [_duty(duty) for duty in check.duties_that(True)],
        "duties_if": [_duty(duty) | {"missing": list(duty.missing)} for duty in check.duties_that(None)],
        "flips": [_flip(flip) for flip in checker.flips(check.main, check.case)],
        "contradictions": _contradictions(check, proposed),
    }


def _regime(finding: Finding) -> dict[str, Any]:
    because = [{"instrument": g.statement.instrument, "locator": g.statement.locator, "quote": g.quote} for g in finding.grounds]
    found: dict[str, Any] = {
        "id": finding.regime.id,
        "verdict": finding.verdict.value,
        "because": because,
        "missing": list(finding.missing),
    }
    if finding.regime.practice:
        found["practice"] = True
    if finding.arguable:
        found["arguable"] = [arguable.point for arguable in finding.arguable]
    return found


def _facts(check: Check, proposed: Mapping[str, Proposed]) -> dict[str, Any]:
    case = check.case
    values: dict[str, Answer] = {**case.values, **case.numbers}
    disputed = {c.fact for c in check.contradictions}
    found: dict[str, Any] = {}
    for name in dict.fromkeys([*case.stated, *values, *proposed]):
        suggestion = proposed.get(name)
        fact: dict[str, Any] = {"value": spelt(values.get(name)), "from": origin(name, check, suggestion)}
        if suggestion is not None and name not in values and name not in disputed:
            fact["proposed"] = spelt(suggestion.value)
        if name in disputed:
            fact["disputed"] = True
        found[name] = fact
    return found


def origin(name: str, check: Check, suggestion: Proposed | None) -> str:
    """The words of the text; or stated; or implied by, derived from which fact."""
    origin = check.case.origins.get(name)
    if suggestion is not None and (origin is None or origin.source is Source.STATED):
        return " | ".join(suggestion.words)
    if origin is None:
        return "stated" if name in check.case.stated else "implied"
    return origin.source.value if origin.source is Source.STATED else f"{origin.source.value}: {origin.name}"


def _duty(duty: Duty) -> dict[str, Any]:
    return {"id": duty.obligation.id, "cites": [f"{instrument}:{locator}" for instrument, locator in duty.obligation.cites]}


def _flip(flip: Flip) -> dict[str, Any]:
    changes = {name: spelt(value) for name, value in flip.changes.items()}
    return {"change": changes, "verdict": "in_scope" if flip.value else "out_of_scope"}


def _contradictions(check: Check, proposed: Mapping[str, Proposed]) -> list[dict[str, str]]:
    found = [{"fact": c.fact, "yes": c.because_yes, "no": c.because_no} for c in check.contradictions]
    both = [p for p in proposed.values() if p.value is None and p.fact not in {c.fact for c in check.contradictions}]
    return found + [{"fact": p.fact, "words": " | ".join(p.words)} for p in both]


def spelt(value: Answer | Value) -> str | int:
    """An answer as it is written: yes, no, unknown, or the number."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
