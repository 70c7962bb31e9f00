"""From the rows nearest to a text to how near each findable is to it.

All of it in arrays: a search returns 1,500 rows, and a question told at length is searched with five texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from banfa.index import Listing, Spread

Scores = NDArray[np.float32]
Hits = Sequence[tuple[str, float]]
"""Row ids with their cosine, best first."""

_TOP_VIEWS = 3
_WEIGHED = ("gist", "text", "heading")


@dataclass(frozen=True)
class Nearest:
    """The rows found for one text that may be found, best first: their places in the listing and their cosines."""

    rows: NDArray[np.intp]
    cosines: Scores

    @property
    def floor(self) -> float:
        """The cosine of the last of them: no row that was not found is nearer."""
        return float(self.cosines[-1]) if len(self.cosines) else 0.0


class Rows:
    """The rows of a listing, as arrays."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._place = {row.id: n for n, row in enumerate(listing.rows)}
        self._findable = np.array([row.findable for row in listing.rows], dtype=np.intp)
        self._role = np.array([row.role for row in listing.rows], dtype=np.str_)
        self._size = len(listing.keys)
        views = np.bincount(self._findable[self._role != "text"], minlength=self._size)
        self._views = np.clip(views, 1, _TOP_VIEWS).astype(np.float32)

    def ids(self, allowed: NDArray[np.bool_]) -> tuple[str, ...]:
        """The ids of the rows of those findables that are allowed."""
        return tuple(self._listing.rows[int(n)].id for n in np.flatnonzero(allowed[self._findable]))

    def nearest(self, hits: Hits, live: NDArray[np.bool_]) -> Nearest:
        """What a search gave, without the rows of what is not the law on the day."""
        rows = np.array([self._place[row] for row, _ in hits], dtype=np.intp)
        cosines = np.array([value for _, value in hits], dtype=np.float32)
        kept = live[self._findable[rows]]
        return Nearest(rows[kept], cosines[kept])

    def best(self, near: Nearest, live: NDArray[np.bool_]) -> Scores:
        """Per findable the cosine of its best view; -1 for what is not the law on the day."""
        return np.where(live, self._best(near, np.ones(len(near.rows), dtype=np.bool_)), np.float32(-1.0))

    def meaning(self, near: Nearest, vector: NDArray[np.float32], spread: Spread, weights: Mapping[str, float]) -> Scores:
        """Per findable the weighted sum of its views of each kind, each in deviations above the mean cosine of all rows."""
        total: Scores = weights["best"] * spread.standard(vector, self._mean_of_best(near))
        for role in _WEIGHED:
            total = total + weights[role] * spread.standard(vector, self._best(near, self._role[near.rows] == role))
        return total

    def gists(self, near: Nearest) -> dict[int, dict[str, float]]:
        """The cosine of each gist that came near, by findable and by the unit that it is about."""
        found: dict[int, dict[str, float]] = {}
        for n in np.flatnonzero(self._role[near.rows] == "gist"):
            row = self._listing.rows[int(near.rows[n])]
            found.setdefault(row.findable, {}).setdefault(row.pinpoint, float(near.cosines[n]))
        return found

    def kinds(self, near: Nearest) -> list[str]:
        """The kind of thing that each row belongs to."""
        return [self._listing.kinds[n] for n in self._findable[near.rows].tolist()]

    def _best(self, near: Nearest, counted: NDArray[np.bool_]) -> Scores:
        best = np.full(self._size, near.floor, dtype=np.float32)
        np.maximum.at(best, self._findable[near.rows[counted]], near.cosines[counted])
        return best

    def _mean_of_best(self, near: Nearest) -> Scores:
        """The mean of the best three views that are not the plain text; of as many as it has, where it has fewer."""
        counted = self._role[near.rows] != "text"
        owner, cosines = self._findable[near.rows[counted]], near.cosines[counted]
        order = np.argsort(owner, kind="stable")
        owner, cosines = owner[order], cosines[order]
        rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
        first = rank < _TOP_VIEWS
        top = np.full((self._size, _TOP_VIEWS), near.floor, dtype=np.float32)
        top[owner[first], rank[first]] = cosines[first]
        mean: Scores = (top.sum(axis=1) - near.floor * (_TOP_VIEWS - self._views)) / self._views
        return mean
