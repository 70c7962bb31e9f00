"""Write the files of an index: embed what is new, store the vectors, build the word index, and say what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from banfa.adapters.bm25 import Bm25Index
from banfa.adapters.kind_learning import learn
from banfa.adapters.stores import Stores
from banfa.adapters.sums import write_sums
from banfa.index import Listing, Manifest, Row, Spread, write_listing, write_manifest, write_spread, write_vectors
from banfa.kinds import write_kinds
from banfa.other_language import OtherLanguage
from banfa.passage import Findable
from banfa.seams import Embedder, Vectors, VectorStore
from banfa.weights import Weights

Progress = Callable[[str, int, int], None]
"""Called with (step, done so far, of how many)."""

FIELDS = ("heading", "gist", "asks", "terms", "text")


def write_build(
    folder: Path,
    found: Sequence[Findable],
    embedder: Embedder,
    manifest: Manifest,
    progress: Progress,
    old: VectorStore | None,
    stores: Stores | None = None,
) -> tuple[int, int]:
    """Write every file of a build into ``folder``, the manifest last; returns (rows, how many of them were embedded anew)."""
    rows, texts = rows_of(found)
    vectors, embedded = _embed(rows, texts, embedder, old, progress)
    store = (stores or Stores()).create(folder)
    done = 0

    def stored(count: int) -> None:
        nonlocal done
        done += count
        progress("storing", done, len(rows))

    store.add([row.id for row in rows], vectors, texts, stored)
    Bm25Index.build({field: [f.fields.get(field, "") for f in found] for field in FIELDS}).save(folder / "words")
    write_vectors(folder, vectors)
    write_spread(folder, Spread.of(vectors))
    OtherLanguage.of(rows, texts, vectors).write(folder)
    write_listing(folder, Listing(tuple(f.key for f in found), tuple(f.kind for f in found), tuple(rows)))
    kinds = [found[row.findable].kind for row in rows]
    model = learn(kinds, [row.role for row in rows], vectors, Weights.read().candidates)
    if model is not None:
        write_kinds(folder / "kinds.json", model)
    write_sums(folder)
    write_manifest(folder, manifest)
    return len(rows), embedded


def rows_of(found: Iterable[Findable]) -> tuple[list[Row], list[str]]:
    """The rows to be embedded, each once, and their texts."""
    rows: list[Row] = []
    texts: list[str] = []
    seen: set[str] = set()
    for position, findable in enumerate(found):
        for view in findable.views:
            address = "\0".join((findable.key, view.pinpoint, view.role, view.text))
            row = hashlib.sha256(address.encode()).hexdigest()[:24]
            if row not in seen:
                seen.add(row)
                rows.append(Row(row, position, view.pinpoint, view.role))
                texts.append(view.text)
    return rows, texts


def _embed(
    rows: list[Row], texts: list[str], embedder: Embedder, old: VectorStore | None, progress: Progress
) -> tuple[Vectors, int]:
    kept = {} if old is None else old.vectors([row.id for row in rows])
    missing = list(dict.fromkeys(text for row, text in zip(rows, texts, strict=True) if row.id not in kept))
    done = 0

    def embedded(count: int) -> None:
        nonlocal done
        done += count
        progress("embedding", done, len(missing))

    new = embedder.passages(missing, embedded)
    fresh = dict(zip(missing, new, strict=True))
    vectors = [kept[row.id] if row.id in kept else fresh[text] for row, text in zip(rows, texts, strict=True)]
    return np.stack(vectors).astype(np.float32), len(missing)
