"""The index on disk: a manifest that says what it was built from, the list of what can be found, and the rows that were embedded.

<data>/current            the name of the build that serves (replaced in one step)
<data>/builds/<name>/     manifest.json, sums.json, findables.jsonl, rows.jsonl, vectors.npy, spread.npz, languages.npz,
                          kinds.json, chroma/, words/
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from banfa.errors import IndexUnusable

LAYOUT = 7
"""Raised whenever the files of a build or the way texts are cut change meaning."""

_PARTS = ("sums.json", "findables.jsonl", "rows.jsonl", "vectors.npy", "spread.npz", "languages.npz", "chroma", "words")


@dataclass(frozen=True)
class Manifest:
    """What an index was built from. Two indexes with equal manifests are interchangeable."""

    corpus_hash: str
    embedder: str
    chunk_tokens: int
    layout: int = LAYOUT
    official_texts: str = ""
    store: str = ""
    """Where the vectors are: with the build (empty), or on a ``server``."""

    def differs(self, other: Manifest) -> str:
        """What differs, in words; empty when nothing does."""
        names = {
            "corpus_hash": "the corpus",
            "embedder": "the embedder",
            "chunk_tokens": "the chunk size",
            "layout": "the program",
            "official_texts": "the official texts",
            "store": "the kind of vector store",
        }
        return " and ".join(names[k] for k, v in asdict(self).items() if asdict(other)[k] != v)


@dataclass(frozen=True)
class Row:
    """One embedded text: its id in the vector store, which findable it belongs to, the unit it is about, its role."""

    id: str
    findable: int
    pinpoint: str
    role: str


@dataclass(frozen=True)
class Listing:
    """What can be found (key and kind, in the order of the word index) and the rows embedded for it."""

    keys: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Spread:
    """How the embedded rows lie: their mean, shape (dimensions,), and their covariance, shape (dimensions, dimensions).

    From these two the mean and the spread of the cosines of all rows to any query are known without looking at the rows, so that
    a search that returns the nearest few can still say how far out they stand.
    """

    mean: NDArray[np.float32]
    covariance: NDArray[np.float32]

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> Spread:
        """The spread of rows, shape (rows, dimensions)."""
        mean = vectors.mean(axis=0)
        away = vectors - mean
        return cls(mean.astype(np.float32), (away.T @ away / max(1, len(vectors))).astype(np.float32))

    def standard(self, query: NDArray[np.float32], cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosines to a query in standard deviations above the mean over all rows."""
        deviation = float(query @ self.covariance @ query) ** 0.5
        centred: NDArray[np.float32] = cosines - float(query @ self.mean)
        return centred / deviation if deviation > 0 else np.zeros_like(centred)


def write_spread(build: Path, spread: Spread) -> None:
    """Write how the rows lie."""
    np.savez(build / "spread.npz", mean=spread.mean, covariance=spread.covariance)


def read_spread(build: Path) -> Spread:
    """What `write_spread` wrote.

    Raises:
        IndexUnusable: it is missing or malformed.
    """
    try:
        with np.load(build / "spread.npz", allow_pickle=False) as table:
            return Spread(table["mean"], table["covariance"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise IndexUnusable(f"spread.npz in {build} is damaged: {error}. Run `banfa ingest --rebuild`.") from error


def write_vectors(build: Path, vectors: NDArray[np.float32]) -> None:
    """Write the vectors of the rows, in their order; by dimension, which halves the time of a search."""
    np.save(build / "vectors.npy", np.asfortranarray(vectors))


def read_vectors(build: Path, rows: int) -> NDArray[np.float32]:
    """What `write_vectors` wrote, as a view of the file: processes that serve the same index share the memory.

    Raises:
        IndexUnusable: it is malformed, or not the vectors of so many rows.
    """
    try:
        vectors: NDArray[np.float32] = np.load(build / "vectors.npy", mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexUnusable(f"vectors.npy in {build} is damaged: {error}. Run `banfa ingest --rebuild`.") from error
    if vectors.ndim != 2 or len(vectors) != rows:
        what = f"{len(vectors)} vectors for {rows} rows"
        raise IndexUnusable(f"The index in {build} is damaged: {what}. Run `banfa ingest --rebuild`.")
    return vectors


def current_build(data: Path) -> Path | None:
    """The folder of the build that serves, or None when nothing was published."""
    try:
        folder = data / "builds" / (data / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return folder if folder.is_dir() and folder.parent == data / "builds" else None


def read_manifest(build: Path) -> Manifest:
    """The manifest of a build.

    Raises:
        IndexUnusable: it is missing or malformed.
    """
    try:
        return Manifest(**json.loads((build / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusable(f"The index in {build} has no usable manifest: {error}. Run `banfa ingest --rebuild`.") from error


def write_manifest(build: Path, manifest: Manifest) -> None:
    """Write the manifest; done last, so that a build without one is known to be unfinished."""
    (build / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")


def write_listing(build: Path, listing: Listing) -> None:
    """Write what can be found and its rows."""
    with (build / "findables.jsonl").open("w", encoding="utf-8") as stream:
        for key, kind in zip(listing.keys, listing.kinds, strict=True):
            stream.write(json.dumps([key, kind], ensure_ascii=False) + "\n")
    with (build / "rows.jsonl").open("w", encoding="utf-8") as stream:
        for row in listing.rows:
            stream.write(json.dumps([row.id, row.findable, row.pinpoint, row.role]) + "\n")


def read_listing(build: Path) -> Listing:
    """What `write_listing` wrote.

    Raises:
        IndexUnusable: it is missing or malformed.
    """
    try:
        found = [json.loads(line) for line in (build / "findables.jsonl").read_text(encoding="utf-8").splitlines()]
        rows = [Row(*json.loads(line)) for line in (build / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
        return Listing(tuple(key for key, _ in found), tuple(kind for _, kind in found), tuple(rows))
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusable(f"The listing in {build} is damaged: {error}. Run `banfa ingest --rebuild`.") from error


def check_fresh(build: Path | None, wanted: Manifest) -> Path:
    """The build, when it was made from exactly what is wanted and has all its parts.

    Raises:
        IndexUnusable: there is none, it was made from something else, or a part is missing.
    """
    if build is None:
        raise IndexUnusable("There is no index yet. Run `banfa ingest`.")
    if differs := read_manifest(build).differs(wanted):
        raise IndexUnusable(f"The index is stale: {differs} changed since it was built. Run `banfa ingest`.")
    if missing := [part for part in _PARTS if not (build / part).exists()]:
        raise IndexUnusable(f"The index in {build} is damaged: {' and '.join(missing)} missing. Run `banfa ingest --rebuild`.")
    return build
