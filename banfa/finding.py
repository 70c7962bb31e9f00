"""Score everything that a question can find: meaning (nearest views) and words (BM25 over fields), as a sum of standard scores.

Why a sum of standardised scores and not rank fusion: on regulation text BM25 is strong, and rank fusion throws away by how much.
A question told at length is also read sentence by sentence, so that no detail drowns the sentence that asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from banfa import locator as loc
from banfa.companions import Companions
from banfa.index import Listing, Row, Spread
from banfa.kinds import KindModel
from banfa.leads import Leads
from banfa.nearness import Nearest, Rows
from banfa.other_language import OtherLanguage
from banfa.seams import Embedder, LexicalIndex, Vectors, VectorStore
from banfa.weights import Weights

Scores = NDArray[np.float32]
_SENTENCE = re.compile(r"(?<=[.?!;。？！；])\s*")
_SHORTEST, _MOST_SENTENCES = 9, 4
_NOT_THE_LAW = -1000.0
"""The score of a provision that is not in force on the day asked about."""

Span = tuple[date, date | None]


@dataclass(frozen=True)
class Found:
    """The scores of everything for one question, in the order of the listing.

    ``score`` is the sum of the parts, each less its mean over everything; ``own`` the same without what a text beside the law
    lends to the law, without the other language and without what it is cited with, for telling kinds of things apart;
    ``cosine`` the best of any view; ``gists`` the cosine of each gist that came near; ``kinds`` the probability of each kind of
    thing to be what the question is about (empty without a model); ``vector`` the question's.
    """

    score: Scores
    own: Scores
    parts: Mapping[str, Scores]
    cosine: Scores
    gists: Mapping[int, Mapping[str, float]]
    kinds: Mapping[str, float]
    vector: Vectors

    def level_with(self, other: Found) -> Found:
        """The same with scores that count another finding as much as this one."""
        scores: Scores = ((self.score + other.score) / 2).astype(np.float32)
        return replace(self, score=scores)


class Finder:
    """One index, opened."""

    def __init__(
        self,
        listing: Listing,
        embedder: Embedder,
        store: VectorStore,
        words: LexicalIndex,
        spread: Spread,
        weights: Weights,
        expand: Callable[[str], str],
        kinds: KindModel | None = None,
        spans: Mapping[str, Span] | None = None,
        leads: Leads | None = None,
        other: OtherLanguage | None = None,
        companions: Companions | None = None,
    ) -> None:
        """``spans``: from when until when what has that key is the law; what has none can be found on any day.

        ``leads``: from what we wrote beside the law to the law. ``other``: the views by language, where there are two languages.
        ``companions``: which provisions are cited together.
        """
        self.listing = listing
        self.weights = weights
        self.embedder = embedder
        self._store = store
        self._words = words
        self._spread = spread
        self._expand = expand
        self._kinds = kinds
        self._leads = leads or Leads({})
        self._other = other
        self._companions = companions or Companions({})
        self._of_kind = {kind: np.flatnonzero(np.array(listing.kinds) == kind) for kind in set(listing.kinds)}
        self._prior = self._prior_of(weights)
        found = [(spans or {}).get(key, (date.min, None)) for key in listing.keys]
        self._effective = np.array([start.toordinal() for start, _ in found])
        self._until = np.array([(end or date.max).toordinal() for _, end in found])
        self._unit_rows: dict[int, list[Row]] = {}
        for row in listing.rows:
            if row.role == "gist" or (row.role == "ask" and row.pinpoint != loc.article_of(row.pinpoint)):
                self._unit_rows.setdefault(row.findable, []).append(row)
        self._unit_vectors = lru_cache(maxsize=2048)(self._unit_vectors_of)
        self._rows = Rows(listing)
        self._hits, self._among = lru_cache(maxsize=512)(self._hits_of), lru_cache(maxsize=16)(self._among_of)

    def varied(self, weights: Weights, expand: Callable[[str], str], leads: Leads) -> Finder:
        """The same index searched with other weights; both share what either has searched for already."""
        other = copy(self)
        other.weights, other._expand, other._leads, other._prior = weights, expand, leads, other._prior_of(weights)
        return other

    def for_statements(self) -> Finder:
        """The same index for a text that states, and does not ask: what stands beside the law gains nothing on the law."""
        return self.varied(replace(self.weights, beside={}), self._expand, self._leads)

    def find(self, text: str, on: date | None = None, only: NDArray[np.bool_] | None = None) -> Found:
        """Scores of every findable for a question; of the law, what is in force on a day (without a day: everything).

        ``only``: which findables may be found at all; the others are not looked at, and shift no mean.
        """
        w = self.weights
        live = self._live(on) if only is None else self._live(on) & only
        among = None if only is None else live.tobytes()
        near, meaning = self._nearest(text, live, among)
        by_sentence = [self._nearest(sentence, live, among)[1] for sentence in sentences_of(text)] or [meaning]
        parts = {"meaning": w.whole * meaning, "sentences": w.sentences * np.mean(by_sentence, axis=0)}
        plain = self._lexical(text, w.fields) + self._lexical(text, w.pairs)
        extra = w.expansion * self._lexical(added, w.fields) if (added := self._expand(text)) else np.zeros_like(plain)
        words = w.words * _standard(plain + extra, live)
        share = np.divide(extra, plain + extra, out=np.zeros_like(extra), where=(plain + extra) > 0)
        parts["words"], parts["glossary"] = words * (1 - share), np.minimum(words * share, w.expansion_most)
        parts["prior"] = self._prior
        parts = {name: _centred(part, live) for name, part in parts.items()}
        law = self.positions("provision")
        own: Scores = np.where(live, np.sum(list(parts.values()), axis=0), _NOT_THE_LAW).astype(np.float32)
        parts["beside"] = self._leads.lift(own, law[live[law]], w.leads)
        parts["other_language"] = _centred(self._in_the_other(text), live)
        score = own + parts["beside"] + parts["other_language"]
        parts["together"] = self._companions.lift(score, law[live[law]], w.together)
        score = score + parts["together"]
        cosine, gists, vector = self._rows.best(near, live), self._rows.gists(near), self._hits(text)[0].reshape(-1)
        return Found(score, own, parts, cosine=cosine, gists=gists, kinds=self._kinds_near(near), vector=vector)

    def units(self, found: Found, position: int) -> dict[str, float]:
        """How near the question is to each unit of one findable that has a gist, those far off too, as a cosine.

        It is the cosine of the gist, the better of its languages; of a paragraph or an item for which people ask in ways of
        its own, the mean of that and of the best of these, brought to the same scale.
        """
        rows, vectors = self._unit_vectors(position)
        near: dict[str, float] = {}
        asks: dict[str, list[float]] = {}
        for row, cosine in zip(rows, (vectors @ found.vector).tolist(), strict=True):
            if row.role == "gist":
                near[row.pinpoint] = max(near.get(row.pinpoint, -1.0), cosine)
            else:
                asks.setdefault(row.pinpoint, []).append(cosine)
        w = self.weights.units
        for unit in near.keys() & asks.keys():
            best = sorted(asks[unit], reverse=True)[: int(w["best"])]
            near[unit] += w["asks"] * (sum(best) / len(best) - w["nearer"] - near[unit])
        return near

    def _unit_vectors_of(self, position: int) -> tuple[tuple[Row, ...], Vectors]:
        rows = self._unit_rows.get(position, [])
        stored = self._store.vectors([row.id for row in rows])
        here = [row for row in rows if row.id in stored]
        vectors: Vectors = np.array([stored[row.id] for row in here], dtype=np.float32).reshape(-1, len(self._spread.mean))
        return tuple(here), vectors

    def best(self, found: Found, kind: str) -> tuple[int, float]:
        """The nearest findable of a kind and its cosine; (-1, -1.0) when there is none of that kind."""
        positions = self.positions(kind)
        if not len(positions):
            return -1, -1.0
        nearest = int(positions[int(np.argmax(found.cosine[positions]))])
        return nearest, float(found.cosine[nearest])

    def positions(self, kind: str) -> NDArray[np.intp]:
        """Where the findables of a kind stand in the listing."""
        return self._of_kind.get(kind, np.empty(0, dtype=np.intp))

    def word_scores(self, text: str, fields: Sequence[str]) -> Scores:
        """The plain word scores of every findable over some fields."""
        total: Scores = np.sum([self._words.scores(text, name) for name in fields], axis=0, dtype=np.float32)
        return total

    def _in_the_other(self, text: str) -> Scores:
        size = len(self.listing.keys)
        if self._other is None:
            return np.zeros(size, dtype=np.float32)
        return self.weights.other_language * self._other.standard(text, self._hits(text)[0], size)

    def _prior_of(self, weights: Weights) -> Scores:
        by = {**weights.prior, **weights.beside}
        return np.array([by.get(key.partition(":")[0], 0.0) for key in self.listing.keys], dtype=np.float32)

    def _live(self, on: date | None) -> NDArray[np.bool_]:
        if on is None:
            return np.ones(len(self.listing.keys), dtype=np.bool_)
        day = on.toordinal()
        live: NDArray[np.bool_] = (self._effective <= day) & (day < self._until)
        return live

    def _hits_of(self, text: str, only: bytes | None = None) -> tuple[Vectors, list[tuple[str, float]]]:
        vector: Vectors = self.embedder.queries([text])[0] if only is None else self._hits(text)[0]
        return vector, self._store.nearest(vector, self.weights.candidates, None if only is None else self._among(only))

    def _among_of(self, only: bytes) -> tuple[str, ...]:
        return self._rows.ids(np.frombuffer(only, dtype=np.bool_))

    def _nearest(self, text: str, live: NDArray[np.bool_], among: bytes | None) -> tuple[Nearest, Scores]:
        """The rows nearest to a text, and what they say of the meaning of every findable."""
        vector, hits = self._hits(text, among) if among else self._hits(text)
        near = self._rows.nearest(hits, live)
        return near, self._rows.meaning(near, vector, self._spread, self.weights.views)

    def _kinds_near(self, near: Nearest) -> dict[str, float]:
        if self._kinds is None or not len(near.rows):
            return {}
        return self._kinds.probabilities(self._rows.kinds(near), near.cosines.tolist())

    def _lexical(self, text: str, fields: Mapping[str, float]) -> Scores:
        total = np.zeros(len(self.listing.keys), dtype=np.float32)
        for name, weight in fields.items():
            if weight:
                total += weight * self._words.scores(text, name)
        return total


def sentences_of(text: str) -> Sequence[str]:
    """The sentences of a question that has several (the last few of a very long one); empty for a single sentence."""
    found = [s.strip() for s in _SENTENCE.split(text) if len(s.strip()) >= _SHORTEST]
    return found[-_MOST_SENTENCES:] if len(found) > 1 else []


def _centred(values: Scores, live: NDArray[np.bool_]) -> Scores:
    return values - values[live].mean() if live.any() else values


def _standard(values: Scores, live: NDArray[np.bool_]) -> Scores:
    """The values less the mean of those that count, in units of their spread."""
    counted = values[live]
    spread = float(counted.std()) if len(counted) else 0.0
    return (values - counted.mean()) / spread if spread > 0 else np.zeros_like(values)
