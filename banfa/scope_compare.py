"""The same facts on both sides: each row sets the findings of China beside those of the EU, with what must not be inferred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from banfa.case import Answer
from banfa.corpus.comparisons import Comparison
from banfa.corpus.scope import Scope
from banfa.scope_check import Finding, ScopeChecker

EU = "EU"
"""The jurisdiction that China is compared with."""


@dataclass(frozen=True)
class Row:
    """One row of the matrix: our reading, and the findings for the case on either side."""

    comparison: Comparison
    china: tuple[Finding, ...]
    eu: tuple[Finding, ...]


def compare(scope: Scope, stated: Mapping[str, Answer]) -> tuple[Row, ...]:
    """The matrix for some answers, row by row; a fact that nobody stated is unknown on either side."""
    china = {f.regime.id: f for f in ScopeChecker(scope).check(stated).findings}
    eu = {f.regime.id: f for f in eu_checker(scope).check(stated).findings}
    return tuple(Row(c, tuple(china[id] for id in c.china), tuple(eu[id] for id in c.eu)) for c in scope.comparisons)


def eu_checker(scope: Scope) -> ScopeChecker:
    """What checks a case under the EU AI Act, without duties; what is missing there is asked as for China."""
    return ScopeChecker(scope, (), EU)


def open_facts(rows: Iterable[Row], scope: Scope) -> tuple[str, ...]:
    """The yes/no facts that are missing on either side, those first on which most findings turn."""
    turns = Counter(name for row in rows for finding in (*row.china, *row.eu) for name in finding.missing)
    return tuple(name for name, _ in turns.most_common() if scope.facts[name].kind == "yes_no")
