"""What we wrote beside the law leads to it: a note, an open point or a popular error points to what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from banfa import locator as loc
from banfa.corpus import Corpus
from banfa.index import Listing

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Leads:
    """For each text beside the law, by its place in the listing: its kind, and where the provisions stand that it rests on."""

    to: Mapping[int, tuple[str, NDArray[np.intp]]]

    @classmethod
    def of(cls, corpus: Corpus, listing: Listing) -> Leads:
        """The leads of everything beside the law in a listing."""
        places: dict[str, list[int]] = {}
        for place, key in enumerate(listing.keys):
            places.setdefault(key.partition("@")[0], []).append(place)
        to: dict[int, tuple[str, NDArray[np.intp]]] = {}
        for place, key in enumerate(listing.keys):
            articles = {f"{law}:{loc.article_of(at)}" for s in corpus.beside.get(key, ()) for law, at in s.cites}
            if law := sorted(n for article in articles for n in places.get(article, ())):
                to[place] = (listing.kinds[place], np.array(law))
        return cls(to)

    def lift(self, score: Scores, law: NDArray[np.intp], weights: Mapping[str, float]) -> Scores:
        """What each provision gains from the best text that rests on it and lies near, in the units of the score.

        A text counts by how far its score exceeds that of the best provision less ``within``; ``most`` bounds what it gives.
        """
        gain = np.zeros_like(score)
        floor = float(score[law].max()) - weights["within"] if len(law) else 0.0
        for place, (kind, provisions) in self.to.items():
            near = float(score[place]) - floor
            if near > 0:
                lift = min(weights["most"], weights["share"] * near * weights[kind])
                gain[provisions] = np.maximum(gain[provisions], lift)
        return gain
