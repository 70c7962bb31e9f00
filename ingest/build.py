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

from banfa.adapters.chroma import ChromaStore
from banfa.adapters.index_writer import Progress, write_build
from banfa.errors import IndexUnusable
from banfa.index import Manifest, current_build, read_manifest
from banfa.passage import Findable
from banfa.seams import Embedder

_OLD_ENOUGH = 3600.0


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
    data: Path, found: Sequence[Findable], embedder: Embedder, manifest: Manifest, progress: Progress, *, fresh: bool = False
) -> Built:
    """Build an index for ``found`` and let it serve. Texts that the serving index has already embedded are not embedded again.

    Args:
        data: the data folder.
        fresh: embed everything again, whatever the old index holds.
    """
    started = time.monotonic()
    name = f"{date.today():%Y%m%d}-{manifest.corpus_hash[:10]}-{os.getpid()}-{time.time_ns() % 1_000_000:06d}"
    partial = data / "builds" / f".{name}.partial"
    _sweep(data)
    partial.mkdir(parents=True)
    try:
        old = None if fresh else _reusable(data, manifest)
        rows, embedded = write_build(partial, found, embedder, manifest, progress, old)
        final = data / "builds" / name
        with alone(data):
            partial.rename(final)
            before = current_build(data)
            _point(data, name)
            _drop_others(data, keep={final, before})
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return Built(final, len(found), rows, embedded, rows - embedded, time.monotonic() - started)


def _reusable(data: Path, manifest: Manifest) -> ChromaStore | None:
    build = current_build(data)
    if build is None:
        return None
    try:
        same = read_manifest(build).embedder == manifest.embedder
        return ChromaStore(build / "chroma") if same else None
    except IndexUnusable:
        return None


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """One process at a time: otherwise one build's sweep could take away another's between its last rename and its serving."""
    with (data / "builds" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _point(data: Path, name: str) -> None:
    temporary = data / f".current.{os.getpid()}"
    temporary.write_text(name, encoding="utf-8")
    temporary.replace(data / "current")


def _sweep(data: Path) -> None:
    """Remove what a killed build left, once nobody can be working on it any more."""
    for leftover in (data / "builds").glob(".*.partial"):
        if time.time() - leftover.stat().st_mtime > _OLD_ENOUGH:
            shutil.rmtree(leftover, ignore_errors=True)


def _drop_others(data: Path, keep: set[Path | None]) -> None:
    """Keep the build that serves and the one before it, which a running app may still be reading."""
    for folder in (data / "builds").iterdir():
        if not folder.name.startswith(".") and folder not in keep:
            shutil.rmtree(folder, ignore_errors=True)
