"""The search at a size: made-up passages, random vectors, the finder of the product, one store or the other."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from banfa.adapters.bm25 import Bm25Index
from banfa.adapters.chroma import ChromaStore
from banfa.adapters.index_writer import FIELDS, rows_of
from banfa.exact import ExactStore
from banfa.finding import Finder
from banfa.index import Listing, Spread
from banfa.seams import Embedder, Vectors, VectorStore
from banfa.weights import Weights
from benchmarks.synthetic import findables, texts, unit_vectors
from benchmarks.timing import Took, megabytes, seconds, time_calls

_DIMENSIONS, _PASSAGE, _QUESTION = 384, 60, 12
CALLERS = (1, 8)


class Instant:
    """Gives each question a random vector at once: what is left is the search."""

    fingerprint = "random"

    def queries(self, found: list[str]) -> Vectors:
        """Vectors of questions."""
        return unit_vectors(len(found), _DIMENSIONS, sum(map(len, found)) + len(found))

    def passages(self, found: list[str], progress: object = None) -> Vectors:  # noqa: ARG002
        """Vectors of texts to be found."""
        return self.queries(found)


def at_size(passages: int, store: str, questions: int, embedder: Embedder | None) -> dict[str, Any]:
    """The finder over so many passages; with an embedder, the question's embedding counts too.

    ``store``: ``exact`` or ``chroma``.
    """
    made = findables(texts(passages, _PASSAGE, seed=1))
    rows, words = rows_of(made)
    vectors = unit_vectors(len(rows), _DIMENSIONS, seed=2)
    listing = Listing(tuple(f.key for f in made), ("provision",) * len(made), tuple(rows))
    index = Bm25Index.build({field: [f.fields.get(field, "") for f in made] for field in FIELDS})
    with tempfile.TemporaryDirectory() as folder:
        opened: list[VectorStore] = []
        build = seconds(lambda: opened.append(_store(store, Path(folder), [row.id for row in rows], vectors, words)))
        ways: dict[str, Embedder] = {"search alone": Instant()}  # type: ignore[dict-item]
        if embedder is not None:
            ways["with the embedding"] = embedder
        took: dict[str, list[Took]] = {}
        for name, own in ways.items():
            for callers in CALLERS:  # a finder of its own for each, so that no answer is remembered
                finder = Finder(listing, own, opened[0], index, Spread.of(vectors), Weights.read(), lambda _: "")
                asked = texts(questions, _QUESTION, seed=3 + callers)
                finder.find("once before the clock runs")
                took.setdefault(name, []).append(time_calls(finder.find, asked, callers))
    return {"passages": passages, "store": store, "store_seconds": round(build, 2), "rss_mb": megabytes(), "took": took}


def _store(name: str, folder: Path, ids: list[str], vectors: Vectors, words: list[str]) -> VectorStore:
    if name == "exact":
        return ExactStore(ids, vectors)
    store = ChromaStore(folder, create=True)
    store.add(ids, vectors, words)
    return store
