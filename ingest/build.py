"""Build an index aside and publish it in one step; a build killed half-way leaves the old index serving."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from banfa.adapters.index_writer import Progress, write_build
from banfa.adapters.stores import Stores
from banfa.adapters.sums import check_sums
from banfa.errors import IndexUnusable
from banfa.exact import ExactStore
from banfa.index import Manifest, current_build, read_listing, read_manifest, read_vectors
from banfa.passage import Findable
from banfa.seams import Embedder, VectorStore


@dataclass(frozen=True)
class Built:
    """What a build did."""

    folder: Path
    findables: int
    rows: int
    embedded: int
    reused: int
    seconds: float


def publish(
    data: Path,
    found: Sequence[Findable],
    embedder: Embedder,
    manifest: Manifest,
    progress: Progress,
    *,
    fresh: bool = False,
    stores: Stores | None = None,
) -> Built:
    """Build an index for ``found`` and let it serve. Texts that the serving index has already embedded are not embedded again.

    Args:
        data: the data folder.
        fresh: embed everything again, whatever the old index holds.
        stores: where the vectors are kept; by default with the build.

    Raises:
        IndexUnusable: it cannot be written; what served before still serves.
    """
    stores = stores or Stores()
    started = time.monotonic()
    name = f"{date.today():%Y%m%d}-{manifest.corpus_hash[:10]}-{os.getpid()}-{time.time_ns() % 1_000_000:06d}"
    partial = data / "builds" / f".{name}.partial"
    try:
        (data / "builds").mkdir(parents=True, exist_ok=True)
        _sweep(data, stores)
        with _working(partial):
            old = None if fresh else _reusable(data, manifest)
            rows, embedded = write_build(partial, found, embedder, manifest, progress, old, stores)
            _flush(partial)
            final = data / "builds" / name
            with alone(data):
                partial.rename(final)
                before = current_build(data)
                _point(data, name)
                _drop_others(data, {final, before}, stores)
    except BaseException as error:
        stores.drop(partial)
        shutil.rmtree(partial, ignore_errors=True)
        if isinstance(error, OSError | IndexUnusable):
            reason = (getattr(error, "strerror", None) or str(error)).partition(". Run `")[0].rstrip(".")
            remedy = "Make room or give BANFA_DATA a folder that can be written to, and run `banfa ingest` again."
            unharmed = "" if current_build(data) is None else "What served before still serves. "
            raise IndexUnusable(f"The index cannot be written in {data}: {reason}. {unharmed}{remedy}") from error
        raise
    return Built(final, len(found), rows, embedded, rows - embedded, time.monotonic() - started)


def _reusable(data: Path, manifest: Manifest) -> VectorStore | None:
    """The vectors of the build that serves, if they are of the same embedder and as they were written, wherever its store is."""
    build = current_build(data)
    if build is None:
        return None
    try:
        before = read_manifest(build)
        if before.embedder != manifest.embedder:
            return None
        if before.layout == manifest.layout:
            check_sums(build, "beside the store")
        rows = read_listing(build).rows
        return ExactStore([row.id for row in rows], read_vectors(build, len(rows)))
    except IndexUnusable:
        return None


@contextmanager
def alone(data: Path, name: str = ".lock") -> Iterator[None]:
    """One process at a time: otherwise one build's sweep could take away another's between its last rename and its serving."""
    with (data / "builds" / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _working(partial: Path) -> Iterator[None]:
    """Make the folder of a build and hold it for as long as this process works on it."""
    with alone(partial.parent.parent, ".sweeping"):
        partial.mkdir()
        lock = (partial / ".lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
    with lock:
        yield


def _flush(partial: Path) -> None:
    """See to it that the files of a build are on the disk before anything points at them."""
    for file in sorted(partial.rglob("*")):
        if file.is_file():
            with file.open("rb") as stream:
                os.fsync(stream.fileno())


def _point(data: Path, name: str) -> None:
    temporary = data / ".current"  # one at a time, so a killed one's is written over
    with temporary.open("w", encoding="utf-8") as stream:
        stream.write(name)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(data / "current")


def _sweep(data: Path, stores: Stores) -> None:
    """Remove what killed builds left: the folders that nobody holds."""
    with alone(data, ".sweeping"):
        for leftover in (data / "builds").glob(".*.partial"):
            if _abandoned(leftover):
                stores.drop(leftover)
                shutil.rmtree(leftover, ignore_errors=True)


def _abandoned(partial: Path) -> bool:
    """Whether no process works on a half build any more; one that ends, however it ends, lets go of its lock."""
    try:
        with (partial / ".lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _drop_others(data: Path, keep: set[Path | None], stores: Stores) -> None:
    """Keep the build that serves and the one before it, which a running app may still be reading."""
    for folder in (data / "builds").iterdir():
        if not folder.name.startswith(".") and folder not in keep:
            stores.drop(folder)
            shutil.rmtree(folder, ignore_errors=True)
