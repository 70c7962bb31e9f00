"""Learn, from an index, which kind of thing lies near a question (see `banfa.kinds`), with scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from banfa.kinds import GROUP, GROUPS, KindModel, features
from banfa.seams import Vectors

_PER_GROUP = 600
_SEED = 7
_AT_ONCE = 128


def learn(kinds: Sequence[str], roles: Sequence[str], vectors: Vectors, nearest: int) -> KindModel | None:
    """A model learnt by holding out each of a sample of known ways of asking in turn; None where there is only one kind.

    Args:
        kinds, roles: of each row.
        vectors: shape (rows, dimensions).
        nearest: how many rows a search returns.
    """
    group = np.array([GROUP.get(kind, kind) for kind in kinds])
    asked = np.flatnonzero(np.array(roles) == "ask")
    if len(set(group[asked])) < 2:
        return None
    from sklearn.linear_model import LogisticRegression

    shuffled = np.random.default_rng(_SEED).permutation(asked)
    sample = np.concatenate([shuffled[group[shuffled] == name][:_PER_GROUP] for name in GROUPS])
    rows = [
        row
        for start in range(0, len(sample), _AT_ONCE)
        for row in _held_out(sample[start : start + _AT_ONCE], kinds, vectors, nearest)
    ]
    x, y = np.stack(rows), group[sample]
    shift, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    fitted = LogisticRegression(max_iter=3000, class_weight="balanced", C=0.3).fit((x - shift) / scale, y)
    return _complete(fitted, shift, scale)


def _held_out(sample: NDArray[np.intp], kinds: Sequence[str], vectors: Vectors, nearest: int) -> list[NDArray[np.float64]]:
    """The features of each sampled row against all others."""
    cosines = vectors[sample] @ vectors.T
    cosines[np.arange(len(sample)), sample] = -1.0
    rows = []
    for own in cosines:
        near = np.argpartition(-own, nearest)[:nearest] if nearest < len(own) else np.arange(len(own))
        best = near[np.lexsort((near, -own[near]))]
        rows.append(features([kinds[i] for i in best], own[best].tolist()))
    return rows


def _complete(fitted: object, shift: NDArray[np.float64], scale: NDArray[np.float64]) -> KindModel:
    """The model with a row for every group; groups that the index does not have get no chance."""
    classes, coef, intercept = (np.asarray(getattr(fitted, name)) for name in ("classes_", "coef_", "intercept_"))
    if len(classes) == 2:
        coef, intercept = np.concatenate([-coef, coef]), np.concatenate([-intercept, intercept])
    weights, bias = np.zeros((len(GROUPS), len(shift))), np.full(len(GROUPS), -50.0)
    for name, row, offset in zip(classes, coef, intercept, strict=True):
        weights[GROUPS.index(str(name))], bias[GROUPS.index(str(name))] = row, offset
    return KindModel(shift, scale, weights, bias)
