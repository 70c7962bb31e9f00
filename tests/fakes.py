"""Fakes that the whole test suite shares: they fill the seams, give the same result every time, and take no time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from zlib import crc32

import numpy as np

from banfa.adapters.bm25 import Bm25Index, tokenise
from banfa.assistant import Assistant
from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.embedded import EmbeddedWriter
from banfa.expansion import Glossary
from banfa.finding import Finder
from banfa.index import Listing, Row, Spread
from banfa.kinds import KindModel
from banfa.other_language import OtherLanguage
from banfa.passage import findables, key_of
from banfa.retrieval import HybridRetriever
from banfa.seams import AnswerWriter, Vectors
from banfa.weights import Weights

_DIMENSIONS = 512
_CHUNK = 400
_FIELDS = ("heading", "gist", "asks", "terms", "text")


class HashEmbedder:
    """Each word adds to one of 512 dimensions, chosen by its checksum; texts are near when they share words."""

    fingerprint = "hash:512"

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return self.passages(texts)

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of texts to be found."""
        rows = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            np.add.at(row, [crc32(word.encode()) % _DIMENSIONS for word in tokenise(text)] or [0], 1.0)
        if progress is not None:
            progress(len(texts))
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


class MemoryStore:
    """A vector store in memory."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        self._ids = list(ids)
        self._vectors = vectors
        self._of = dict(zip(ids, vectors, strict=True))

    def nearest(self, query: Vectors, k: int, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The ``k`` nearest row ids (of those in ``among``) with their cosine, best first."""
        cosine, wanted = self._vectors @ query.reshape(-1), None if among is None else set(among)
        best = (i for i in np.argsort(-cosine, kind="stable") if wanted is None or self._ids[i] in wanted)
        return [(self._ids[i], float(cosine[i])) for i in islice(best, k)]

    def vectors(self, ids: Sequence[str]) -> Mapping[str, Vectors]:
        """The stored vectors of those ids that are there."""
        return {row: self._of[row] for row in ids if row in self._of}


def fake_retriever(corpus: Corpus, kinds: KindModel | None = None) -> HybridRetriever:
    """The real retriever over the whole corpus, with the fake embedder and store. About a second; share it between tests."""
    found = findables(corpus, corpus.provisions, _CHUNK, lambda text: len(text) // 4)
    views = [(position, view) for position, findable in enumerate(found) for view in findable.views]
    rows = tuple(Row(str(n), position, view.pinpoint, view.role) for n, (position, view) in enumerate(views))
    listing = Listing(tuple(f.key for f in found), tuple(f.kind for f in found), rows)
    embedder = HashEmbedder()
    vectors = embedder.passages([view.text for _, view in views])
    store = MemoryStore([row.id for row in rows], vectors)
    words = Bm25Index.build({field: [f.fields.get(field, "") for f in found] for field in _FIELDS})
    expand, spans = Glossary(corpus.glossary).expand, {key_of(p): (p.effective, p.until) for p in corpus.provisions}
    other = OtherLanguage.of(rows, [view.text for _, view in views], vectors)
    finder = Finder(listing, embedder, store, words, Spread.of(vectors), Weights.read(), expand, kinds, spans, other=other)
    return HybridRetriever(corpus, finder)


def fake_assistant(corpus: Corpus, writer: AnswerWriter | None = None, retriever: HybridRetriever | None = None) -> Assistant:
    """An assistant over a corpus in memory. Give it a retriever that is already there where speed counts."""
    retriever = retriever or fake_retriever(corpus)
    return Assistant(corpus, Citator(corpus), retriever, EmbeddedWriter(corpus, retriever.finder.weights), writer)
