"""Figures of the case in hand: "with 120,000 stored faces we must file" states no figure of the law, and is read against one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import inf

from banfa.memo_sides import ranges, sides
from banfa.quantities import Quantity

_LARGE = 1000
_CLIENT = re.compile(
    r"\b(?:we|our|us|my|you|your)\b|\b(?:the|this) client\b|\bthe (?:company|app|product|start-?up|group|firm|business)\b"
    r"|我司|贵司|贵公司|我们|我公司|本公司|该公司|客户|该(?:App|应用|产品)",
    re.IGNORECASE,
)
_SO_FAR = re.compile(
    r"\b(?:having|has|have) (?:already |so far |now )?(?:sent|exported|stored|collected|handled|processed|registered|reached)\b"
    r"|\b(?:currently|so far|already|to date)\b|目前|现有|去年|今年以来|已经?(?=[向存收处达超])",
    re.IGNORECASE,
)


def of_a_client(claim: str) -> bool:
    """Whether a claim speaks of somebody's own case: ours, the client's."""
    return bool(_CLIENT.search(claim))


def figures_of_case(claim: str, strange: Iterable[Quantity]) -> frozenset[Quantity]:
    """Those of the figures that the law does not have which tell how large a case is; none in a claim that tells of no case."""
    client, on_sides = _CLIENT.search(claim), sides(claim)
    if not client and not _SO_FAR.search(claim):
        return frozenset()
    large = [(value, unit) for value, unit in strange if unit in ("", "person") and value >= _LARGE]
    return frozenset((value, unit) for value, unit in large if client or value not in on_sides)


def within(figures: Iterable[Quantity], law: str) -> bool | None:
    """Whether each figure of a case lies in one of the ranges of the law; None where the law sets none of that size."""
    spans = [(low, high) for low, high in ranges(law) if max(low, high if high < inf else low) >= _LARGE]
    return all(any(low <= value < high for low, high in spans) for value, _ in figures) if spans else None
