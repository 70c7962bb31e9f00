"""Exact search: every vector in memory, a multiplication for each search.

At the size of our law this is faster than a graph of neighbours and misses nothing: what is found does not depend on the order in
which rows were added. It needs 1.5 kB a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from banfa.seams import Vectors

MOST_ROWS = 200_000
"""Up to so many rows an index is searched like this; beyond, the vector store searches by its graph."""


class ExactStore:
    """A `VectorStore` in memory."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        """``vectors`` has the rows in the order of ``ids``; they are of unit length."""
        self._ids = np.array(ids, dtype=object)
        self._vectors = vectors
        self._place = {row: n for n, row in enumerate(ids)}
        self._places = lru_cache(maxsize=16)(self._places_of)

    def __len__(self) -> int:
        return len(self._place)

    def nearest(self, query: Vectors, k: int, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The ``k`` nearest row ids (of those in ``among``) with their cosine, best first; of equals the first added."""
        places = None if among is None else self._places(tuple(among))
        cosine = self._vectors @ query.reshape(-1)
        cosine = cosine if places is None else cosine[places]
        near = np.flatnonzero(cosine >= np.partition(cosine, -k)[-k]) if k < len(cosine) else np.arange(len(cosine))
        best = near[np.argsort(-cosine[near], kind="stable")][:k]
        rows = best if places is None else places[best]
        return list(zip(self._ids[rows].tolist(), cosine[best].tolist(), strict=True))

    def vectors(self, ids: Sequence[str]) -> Mapping[str, Vectors]:
        """The stored vectors of those ids that are there."""
        return {row: self._vectors[self._place[row]] for row in ids if row in self._place}

    def _places_of(self, among: tuple[str, ...]) -> NDArray[np.intp]:
        return np.array([self._place[row] for row in among if row in self._place], dtype=np.intp)
