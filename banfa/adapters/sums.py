"""Checksums of a build: a file that was cut short or changed since it was written is found before it is answered from.

Opening an index checks what every answer reads (a tenth of a second for 85 MB). The vector store is checked where it is read,
by a search among more rows than fit into memory, and by every ingest, which makes it anew from the vectors beside it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Literal

from banfa.errors import IndexUnusable

NAME = "sums.json"
_OUTSIDE = {"manifest.json", NAME, ".lock"}
_STORE = "chroma/"

Part = Literal["all", "store", "beside the store"]


def write_sums(build: Path) -> None:
    """Note the checksum of every file of a build but its manifest, which is written after it."""
    (build / NAME).write_text(json.dumps(_sums(build, "all"), indent=0), encoding="utf-8")


def check_sums(build: Path, part: Part = "all") -> None:
    """Nothing, when the files of a build (or of a part of it) are as they were written.

    Raises:
        IndexUnusable: one is not; the message names it.
    """
    try:
        noted = json.loads((build / NAME).read_text(encoding="utf-8"))
        found = _sums(build, part)
        wrong = [name for name, digest in noted.items() if _within(name, part) and found.get(name) != digest]
    except (OSError, ValueError, AttributeError) as error:
        raise IndexUnusable(f"The index in {build} is damaged: {error}. Run `banfa ingest`.") from error
    if wrong:
        what = f"{wrong[0]} is not as it was written" + (f", nor are {len(wrong) - 1} others" if len(wrong) > 1 else "")
        raise IndexUnusable(f"The index in {build} is damaged: {what}. Run `banfa ingest`.")


def _within(name: str, part: Part) -> bool:
    return part == "all" or name.startswith(_STORE) == (part == "store")


def _sums(build: Path, part: Part) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(build.rglob("*")):
        name = file.relative_to(build).as_posix()
        if file.is_file() and name not in _OUTSIDE and _within(name, part) and not _unread(file):
            found[name] = _digest(file)
    return found


def _digest(file: Path) -> str:
    if file.suffix == ".sqlite3":
        from banfa.adapters.chroma import contents  # here: it takes a second to import, and few need it

        return contents(file.parent)
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _unread(file: Path) -> bool:
    """Whether it is of a graph that Chroma has not stored yet: so few rows are in its database, and such files are made anew."""
    return file.suffix == ".bin" and not (file.parent / "index_metadata.pickle").exists()
