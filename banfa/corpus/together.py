"""Read ``together/*.toml``: which provisions one good answer cites together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from banfa.corpus.citations import Address
from banfa.corpus.knowledge import entries
from banfa.corpus.situations import cites_of


@dataclass(frozen=True)
class Bundle:
    """One problem and the provisions that an answer to it needs, the leading one first. ``file``: where it stands.

    It tells the search what goes with what; its words are neither searched nor quoted.
    """

    problem: str
    cites: tuple[Address, ...]
    file: str


def read_bundles(files: Iterable[Path]) -> tuple[Bundle, ...]:
    """The ``[[together]]`` tables of the files.

    Raises:
        CorpusError: one names no problem or fewer than two provisions.
    """
    found = []
    for file in files:
        for f in entries(file, "together"):
            bundle = Bundle(f.text("problem"), cites_of(f), f"together/{file.name}")
            if len(set(bundle.cites)) < 2:
                raise f.fail("cites names fewer than two provisions.", "Name all that the answer needs, or take it out.")
            found.append(bundle)
    return tuple(found)
