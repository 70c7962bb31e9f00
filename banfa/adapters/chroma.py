"""Chroma as a `VectorStore`, in the process on a folder. Vectors are always ours; Chroma embeds nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
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
DATABASE = "chroma.sqlite3"
_TABLES = ("collections", "segments", "embeddings", "embeddings_queue", "max_seq_id")
"""What of Chroma's database a search reads; other tables change whenever a store is opened."""
# Wide enough that two builds of the same texts agree on .9998 of the nearest 1,500 of 32,408 rows (.994 at a width of 400): an
# answer does not depend on the order in which rows were added. It costs 21 ms a search instead of 13 on two cores.
SPACE: Any = {"hnsw": {"space": "cosine", "ef_search": 6000, "ef_construction": 200, "max_neighbors": 32}}
# Chroma lists a store as open before it is started, and two threads that open the same folder at once get one that is not.
_OPENING = Lock()


def quiet() -> ChromaSettings:
    """Chroma's settings with everything off that sends anything, whatever the environment says."""
    return ChromaSettings(anonymized_telemetry=False, chroma_otel_collection_endpoint="", chroma_otel_granularity="none")


def contents(folder: Path) -> str:
    """A digest of what a search reads of the database of a store; the files beside it are not in it.

    Raises:
        IndexUnusable: it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with sqlite3.connect(f"{(folder / DATABASE).resolve().as_uri()}?mode=ro&immutable=1", uri=True) as database:
            for table in _TABLES:
                for row in database.execute(f"SELECT * FROM {table} ORDER BY rowid"):
                    digest.update(repr(row).encode())
        database.close()
    except (sqlite3.Error, OSError, UnicodeError) as error:
        raise IndexUnusable(f"The vector store in {folder} is damaged: {error}. Run `banfa ingest`.") from error
    return digest.hexdigest()


class ChromaStore:
    """Rows of one index build, in a folder of their own."""

    _size: int | None = None
    """Counted once: counting takes a fifth of a search."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._where = f"in {folder}"
        self._remedy = "Run `banfa ingest --rebuild`."
        self._batch = _BATCH
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        try:
            with _OPENING:
                client = chromadb.PersistentClient(str(self._writable(folder)), settings=quiet())
            if create:
                self._rows = client.create_collection(_COLLECTION, configuration=SPACE, embedding_function=None)
            else:
                self._rows = client.get_collection(_COLLECTION, embedding_function=None)
        except Exception as error:
            raise IndexUnusable(f"The vector store {self._where} does not open: {error}. {self._remedy}") from error

    def _writable(self, folder: Path) -> Path:
        """The folder; where it cannot be written to, a stand-in with a copy of the database: Chroma notes in it who opens it."""
        if not (folder / DATABASE).exists() or (os.access(folder / DATABASE, os.W_OK) and os.access(folder, os.W_OK)):
            return folder
        self._copy = tempfile.TemporaryDirectory(prefix="banfa-", ignore_cleanup_errors=True)
        for entry in folder.iterdir():
            if entry.name == DATABASE:
                shutil.copyfile(entry, Path(self._copy.name) / entry.name)
            else:
                (Path(self._copy.name) / entry.name).symlink_to(entry.resolve())
        return Path(self._copy.name)

    def __len__(self) -> int:
        """How many rows there are.

        Raises:
            IndexUnusable: the store does not answer.
        """
        if self._size is None:
            self._size = int(self._call(self._rows.count))
        return self._size

    def add(
        self, ids: Sequence[str], vectors: Vectors, documents: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> None:
        """Put rows in; ids are new.

        Raises:
            IndexUnusable: they cannot be stored.
        """
        for start in range(0, len(ids), self._batch):
            part = slice(start, start + self._batch)
            self._call(self._rows.add, ids=list(ids[part]), embeddings=vectors[part], documents=list(documents[part]))
            if progress is not None:
                progress(len(ids[part]))
        self._size = None

    def nearest(self, query: Vectors, k: int, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The ``k`` nearest row ids (of those in ``among``) with their cosine, best first.

        Raises:
            IndexUnusable: the store does not answer.
        """
        if among is not None and not among:
            return []
        size = len(self) if among is None else len(among)
        rows = None if among is None else list(among)
        wanted = {"ids": rows, "n_results": min(k, max(1, size)), "include": ["distances"]}
        found = self._call(self._rows.query, query_embeddings=query.reshape(1, -1), **wanted)
        distances = found["distances"] or [[]]
        return [(row, 1.0 - float(d)) for row, d in zip(found["ids"][0], distances[0], strict=True)]

    def vectors(self, ids: Sequence[str]) -> Mapping[str, Vectors]:
        """The stored vectors of those ids that are there.

        Raises:
            IndexUnusable: the store does not answer.
        """
        table: dict[str, Vectors] = {}
        for start in range(0, len(ids), self._batch):
            found = self._call(self._rows.get, ids=list(ids[start : start + self._batch]), include=["embeddings"])
            embeddings = found["embeddings"]
            if embeddings is not None:
                table.update({row: np.asarray(v, dtype=np.float32) for row, v in zip(found["ids"], embeddings, strict=True)})
        return table

    def _call(self, what: Callable[..., Any], **arguments: Any) -> Any:
        try:
            return what(**arguments)
        except Exception as error:
            reason = str(error).partition("\n")[0]
            raise IndexUnusable(f"The vector store {self._where} does not answer: {reason}. {self._remedy}") from error
