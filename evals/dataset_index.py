"""The index of an outside set: written and searched by the code of the product, kept in ``<data>/datasets/`` for the next run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np

from banfa.adapters.bm25 import Bm25Index
from banfa.adapters.chroma import ChromaStore
from banfa.adapters.index_writer import FIELDS, Progress, write_build
from banfa.errors import IndexUnusable
from banfa.exact import ExactStore
from banfa.finding import Finder, Scores
from banfa.index import Listing, Manifest, Row, Spread, check_fresh, read_listing, read_manifest, read_spread, read_vectors
from banfa.law import Provision, Unit
from banfa.passage import CountTokens, Findable, View, chunks
from banfa.question import clean
from banfa.seams import Embedder
from banfa.weights import Weights
from evals.dataset import Dataset, Entry


@dataclass(frozen=True)
class Shelf:
    """The passages that compete for a query, and three ways to score them."""

    keys: Sequence[str]
    finder: Finder
    words: Bm25Index

    def scores(self, text: str) -> dict[str, Scores]:
        """The product's score of every passage; that of plain BM25 over title and text; the cosine of the best chunk."""
        found = self.finder.find(text)
        return {"Banfa": found.score, "BM25": self.words.scores(text, "all"), "dense": found.cosine}


def findable(entry: Entry, budget: int, count: CountTokens) -> Findable:
    """A passage as the product would index an article of that wording that nobody has enriched."""
    units = tuple(Unit(f"art_1__para_{n}", line) for n, line in enumerate(filter(str.strip, entry.text.splitlines()), 1))
    article = Provision("outside", "art_1", entry.title, "", units, date.min)
    path = f"{entry.title}. " if entry.title else ""
    views = tuple(View(path + chunk.text, chunk.locator, "text") for chunk in chunks(article, budget, count))
    return Findable(entry.id, "provision", {"heading": entry.title, "text": entry.text}, views)


class DatasetIndex:
    """The built index of a set. Where queries name a doc, each doc has a shelf of its own, as if it were the whole set."""

    def __init__(
        self,
        dataset: Dataset,
        folder: Path,
        embedder: Embedder,
        expand: Callable[[str], str],
        weights: Weights | None = None,
        keeps: Callable[[Row], bool] | None = None,
    ) -> None:
        """``weights``: by default those of the product. ``keeps``: which rows are searched; by default all."""
        self._weights = weights or Weights.read()
        self._made_of = dataset, folder, embedder
        self._passages = {passage.id: passage for passage in dataset.passages}
        self._folder = folder
        self._embedder = embedder
        self._expand = expand
        self._listing, self._store = _opened(folder, keeps)
        self._shelves: dict[str, Shelf] = {}

    def shelf(self, doc: str = "") -> Shelf:
        """What competes for a query that names ``doc``; everything, for a query that names none."""
        if doc not in self._shelves:
            self._shelves[doc] = self._of(doc) if doc else self._whole()
        return self._shelves[doc]

    def without(
        self, weights: Callable[[Weights], Weights], keeps: Callable[[Row], bool], expand: Callable[[str], str]
    ) -> DatasetIndex:
        """The same index, searched with other weights, fewer rows, or words widened otherwise."""
        return DatasetIndex(*self._made_of, expand, weights(self._weights), keeps)

    def best(self, query: Entry, k: int) -> list[str]:
        """The ids of the first ``k`` passages for a query, best first."""
        shelf = self.shelf(query.doc)
        scores = shelf.finder.find(clean(query.text)).score
        return [shelf.keys[int(n)] for n in np.argsort(-scores, kind="stable")[:k]]

    def _whole(self) -> Shelf:
        words = Bm25Index.load(self._folder / "words")
        spread = read_spread(self._folder)
        finder = Finder(self._listing, self._embedder, self._store, words, spread, self._weights, self._expand)
        return Shelf(self._listing.keys, finder, self._plain(self._listing.keys))

    def _of(self, doc: str) -> Shelf:
        own = [n for n, key in enumerate(self._listing.keys) if self._passages[key].doc == doc]
        place = {n: position for position, n in enumerate(own)}
        keys = tuple(self._listing.keys[n] for n in own)
        rows = tuple(Row(r.id, place[r.findable], r.pinpoint, r.role) for r in self._listing.rows if r.findable in place)
        passages = [self._passages[key] for key in keys]
        fields = {"heading": [p.title for p in passages], "text": [p.text for p in passages]}
        words = Bm25Index.build({field: fields.get(field, [""] * len(keys)) for field in FIELDS})
        listing = Listing(keys, ("provision",) * len(keys), rows)
        vectors = self._store.vectors([row.id for row in rows])
        matrix = np.array([vectors[row.id] for row in rows], dtype=np.float32)
        store = ExactStore([row.id for row in rows], matrix)
        finder = Finder(listing, self._embedder, store, words, Spread.of(matrix), self._weights, self._expand)
        return Shelf(keys, finder, self._plain(keys))

    def _plain(self, keys: Sequence[str]) -> Bm25Index:
        return Bm25Index.build({"all": [f"{self._passages[key].title}\n{self._passages[key].text}" for key in keys]})


def _opened(folder: Path, keeps: Callable[[Row], bool] | None) -> tuple[Listing, ExactStore]:
    listing = read_listing(folder)
    vectors = read_vectors(folder, len(listing.rows))
    if keeps is not None:
        places = [n for n, row in enumerate(listing.rows) if keeps(row)]
        if len(places) < len(listing.rows):
            listing = Listing(listing.keys, listing.kinds, tuple(listing.rows[n] for n in places))
            vectors = vectors[places]
    return listing, ExactStore([row.id for row in listing.rows], vectors)


def build_index(
    data: Path, dataset: Dataset, embedder: Embedder, chunk_tokens: int, count: CountTokens, progress: Progress
) -> Path:
    """The folder of the set's index, built where it is missing, whole or not at all; nothing is embedded twice."""
    wanted = Manifest(dataset.hash, embedder.fingerprint, chunk_tokens)
    folder = data / "datasets" / sha256(repr(asdict(wanted)).encode()).hexdigest()[:16]
    if folder.is_dir():
        return check_fresh(folder, wanted)
    partial = folder.with_name(f".{folder.name}.{os.getpid()}.partial")
    partial.mkdir(parents=True)
    try:
        found = [findable(p, chunk_tokens, count) for p in dataset.passages]
        write_build(partial, found, embedder, wanted, progress, _embedded_before(folder.parent, wanted))
        with suppress(OSError):  # another run may have put the same index there first
            partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _embedded_before(datasets: Path, wanted: Manifest) -> ChromaStore | None:
    """The vectors of an index of the same set by the same embedder, cut or laid out in another way."""
    for file in sorted(datasets.glob("[!.]*/manifest.json")):
        with suppress(IndexUnusable):
            kept = read_manifest(file.parent)
            if (kept.corpus_hash, kept.embedder) == (wanted.corpus_hash, wanted.embedder):
                return ChromaStore(file.parent / "chroma")
    return None
