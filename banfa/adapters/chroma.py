"""Chroma, persistent and embedded in the process, as a `VectorStore`. Vectors are always ours; Chroma embeds nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings

from banfa.errors import IndexUnusable
from banfa.seams import Vectors

_COLLECTION = "views"
_BATCH = 5000
# Wide enough that two builds of the same texts agree on .9998 of the nearest 1,500 of 32,408 rows (.994 at a width of 400): an
# answer does not depend on the order in which rows were added. It costs 21 ms a search instead of 13 on two cores.
_SPACE: Any = {"hnsw": {"space": "cosine", "ef_search": 6000, "ef_construction": 200, "max_neighbors": 32}}
# Chroma lists a store as open before it is started, and two threads that open the same folder at once get one that is not.
_OPENING = Lock()


class ChromaStore:
    """Rows of one index build, in a folder of their own."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._folder = folder
        try:
            with _OPENING:
                client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
            if create:
                self._rows = client.create_collection(_COLLECTION, configuration=_SPACE, embedding_function=None)
            else:
                self._rows = client.get_collection(_COLLECTION, embedding_function=None)
        except Exception as error:
            raise IndexUnusable(f"The vector store in {folder} does not open: {error}. Run `banfa ingest --rebuild`.") from error
        self._size: int | None = None  # counted once: counting takes a fifth of a search

    def __len__(self) -> int:
        if self._size is None:
            self._size = self._rows.count()
        return self._size

    def add(
        self, ids: Sequence[str], vectors: Vectors, documents: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> None:
        """Put rows in; ids are new."""
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            self._rows.add(ids=list(ids[part]), embeddings=vectors[part], documents=list(documents[part]))
            if progress is not None:
                progress(len(ids[part]))
        self._size = None

    def nearest(self, query: Vectors, k: int, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The ``k`` nearest row ids (of those in ``among``) with their cosine, best first."""
        if among is not None and not among:
            return []
        size = len(self) if among is None else len(among)
        rows = None if among is None else list(among)
        found = self._rows.query(
            query_embeddings=query.reshape(1, -1), ids=rows, n_results=min(k, max(1, size)), include=["distances"]
        )
        distances = found["distances"] or [[]]
        return [(row, 1.0 - float(d)) for row, d in zip(found["ids"][0], distances[0], strict=True)]

    def vectors(self, ids: Sequence[str]) -> Mapping[str, Vectors]:
        """The stored vectors of those ids that are there."""
        table: dict[str, Vectors] = {}
        for start in range(0, len(ids), _BATCH):
            found = self._rows.get(ids=list(ids[start : start + _BATCH]), include=["embeddings"])
            embeddings = found["embeddings"]
            if embeddings is not None:
                table.update({row: np.asarray(v, dtype=np.float32) for row, v in zip(found["ids"], embeddings, strict=True)})
        return table
