"""Which formal step a text asks for: a security assessment is no standard contract, an audit no impact assessment."""

from __future__ import annotations

import re
from functools import lru_cache

_STEP = {
    "security assessment": r"security (?:self-)?assessments?|安全评估|申报评估",
    "impact assessment": r"impact assessments?|\bPIPIA\b|影响评估",
    "risk assessment": r"risk (?:self-)?assessments?|风险评估|风险自评估",
    "compliance audit": r"(?:compliance )?audit(?:s|ed)?\b|合规审计|审计",
    "standard contract": r"standard (?:contract\w*|clauses)|\bSCCs?\b|标准合同",
    "certification": r"certif(?:ication|ied|y)|认证",
    "security review": r"security review|安全审查",
}
_STEPS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _STEP.items()}


@lru_cache(maxsize=8192)
def steps(text: str) -> frozenset[str]:
    """The steps named in a text."""
    return frozenset(name for name, pattern in _STEPS.items() if pattern.search(text))
