"""Which kind of thing lies near a question: the law, a note of ours, an instrument we do not hold, or something outside?

A small multinomial logistic model over the cosines of the nearest rows, kind by kind. It is learnt when the index is built, from
the index itself (each known way of asking is held out in turn): it needs no question of the gold set and follows the corpus as it
grows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from banfa.errors import IndexUnusable

GROUP = {"open_point": "note", "misbelief": "note", "practice": "note", "greeting": "outside"}
GROUPS = ("provision", "note", "known", "outside", "improper")
_DEEPEST = 8


@dataclass(frozen=True)
class KindModel:
    """Weights of the model: ``scale`` and ``shift`` standardise the features, ``weights`` has one row per group."""

    shift: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def probabilities(self, kinds: Sequence[str], cosines: Sequence[float]) -> dict[str, float]:
        """The probability of each group, given the kinds and cosines of the nearest rows (best first)."""
        x = (features(kinds, cosines) - self.shift) / self.scale
        logits = self.weights @ x + self.bias
        weights = np.exp(logits - logits.max())
        return dict(zip(GROUPS, (weights / weights.sum()).tolist(), strict=True))


def write_kinds(file: Path, model: KindModel) -> None:
    """Write a model as JSON."""
    file.write_text(json.dumps({name: np.round(values, 6).tolist() for name, values in asdict(model).items()}), encoding="utf-8")


def read_kinds(file: Path) -> KindModel | None:
    """The model of an index, or None where none was learnt.

    Raises:
        IndexUnusable: the file is damaged.
    """
    if not file.exists():
        return None
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        return KindModel(**{name: np.array(values, dtype=np.float64) for name, values in table.items()})
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexUnusable(f"The model in {file} is damaged: {error}. Run `banfa ingest --rebuild`.") from error


def features(kinds: Sequence[str], cosines: Sequence[float]) -> NDArray[np.float64]:
    """Best, mean of three and mean of eight cosines per group, less their mean (e5's cosines mean nothing in themselves)."""
    floor = cosines[-1] if len(cosines) else 0.0
    near: dict[str, list[float]] = {group: [] for group in GROUPS}
    for kind, cosine in zip(kinds, cosines, strict=True):
        own = near[GROUP.get(kind, kind)]
        if len(own) < _DEEPEST:
            own.append(cosine)
    row: list[float] = []
    for group in GROUPS:
        best = near[group] + [floor] * (_DEEPEST - len(near[group]))
        row += [best[0], sum(best[:3]) / 3, sum(best) / _DEEPEST]
    values = np.array(row, dtype=np.float64)
    centred: NDArray[np.float64] = values - values.mean()
    return centred
