"""What is cited together: a provision gains from what already leads, where answers that cite the one mostly cite the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from banfa.index import Listing

Scores = NDArray[np.float32]
Article = tuple[str, str]


@dataclass(frozen=True)
class Companions:
    """For each provision, by its place in the listing: how many answers cite it, and where its companions stand, with in how
    many of those answers each of them is cited."""

    of: Mapping[int, tuple[int, NDArray[np.intp], NDArray[np.float64]]]

    @classmethod
    def among(cls, together: Iterable[Sequence[Article]], listing: Listing) -> Companions:
        """Counted over sets of articles that one answer cites together (`Corpus.together`)."""
        alone: Counter[Article] = Counter()
        pairs: dict[Article, Counter[Article]] = {}
        for articles in together:
            alone.update(articles)
            for one, other in permutations(articles, 2):
                pairs.setdefault(one, Counter())[other] += 1
        places: dict[str, list[int]] = {}
        for place, key in enumerate(listing.keys):
            places.setdefault(key.partition("@")[0], []).append(place)
        of = {}
        for one, others in pairs.items():
            found = [(place, times) for other, times in others.items() for place in places.get(":".join(other), ())]
            where = np.array([place for place, _ in found], dtype=np.intp)
            counts = np.array([times for _, times in found], dtype=np.float64)
            of.update(dict.fromkeys(places.get(":".join(one), ()), (alone[one], where, counts)))
        return cls(of)

    def lift(self, score: Scores, law: NDArray[np.intp], weights: Mapping[str, float]) -> Scores:
        """What each provision gains from those of the best that it is cited with, in the units of the score.

        The ``first`` best count by the softmax of their scores; each gives by how large a share of the answers that cite it
        cite the other, too (Laplace-smoothed by ``smooth`` answers that do not); ``weight`` is what it gives where that is all.
        """
        share = np.zeros(len(score), dtype=np.float64)
        best = law[np.argsort(-score[law], kind="stable")[: int(weights["first"])]]
        if len(best):
            parts = np.exp(score[best].astype(np.float64) - float(score[best[0]]))
            for place, part in zip(best.tolist(), (parts / parts.sum()).tolist(), strict=True):
                if place in self.of:
                    answers, where, counts = self.of[place]
                    share[where] += part * counts / (answers + weights["smooth"])
        gain: Scores = (weights["weight"] * np.sqrt(share)).astype(np.float32)
        return gain
