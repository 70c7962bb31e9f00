"""How often replies are right that are so sure of themselves, over equal bins (Guo et al., ICML 2017)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ENOUGH = 30
"""The fewest replies that a diagram is drawn of."""


@dataclass(frozen=True)
class Bin:
    """The replies of one bin: their mean confidence, the share that was right, how many."""

    confidence: float
    right: float
    n: int


def bins(sure: Iterable[tuple[float, bool]], number: int = 5) -> tuple[Bin, ...]:
    """The bins that have any reply, the least sure first; ``sure``: a confidence from 0 to 1, and whether the reply was right."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in sure:
        groups.setdefault(min(int(confidence * number), number - 1), []).append((confidence, right))
    return tuple(
        Bin(sum(c for c, _ in own) / len(own), sum(r for _, r in own) / len(own), len(own)) for _, own in sorted(groups.items())
    )


def calibration_error(found: Iterable[Bin]) -> float:
    """The expected calibration error: the mean distance of confidence and share right, weighted by n; 0 where there is no bin."""
    own = tuple(found)
    total = sum(b.n for b in own)
    return sum(b.n * abs(b.confidence - b.right) for b in own) / total if total else 0.0
