"""Read ``situations/*.toml``: how people tell what happened to them, each with the provisions that answer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from banfa.corpus.citations import Address
from banfa.corpus.knowledge import entries
from banfa.corpus.tables import Fields


@dataclass(frozen=True)
class Situation:
    """A question as somebody would tell it, in words that the law does not use; found in the language in which it is told.

    ``cites``: the instrument and locator of each provision that answers it, the best first. ``file``: where it stands.
    It helps the search and is never quoted.
    """

    text: str
    cites: tuple[Address, ...]
    file: str


def read_situations(files: Iterable[Path]) -> tuple[Situation, ...]:
    """The ``[[situation]]`` tables of the files.

    Raises:
        CorpusError: one has no text or cites nothing.
    """
    return tuple(_situation(f, file) for file in files for f in entries(file, "situation"))


def _situation(f: Fields, file: Path) -> Situation:
    return Situation(f.text("text"), cites_of(f), f"situations/{file.name}")


def cites_of(f: Fields) -> tuple[Address, ...]:
    """The instrument and locator of each provision in ``cites``.

    Raises:
        CorpusError: there is none, or one is no address.
    """
    addresses = [cite.partition(":") for cite in f.texts("cites")]
    if not addresses or not all(instrument and locator for instrument, _, locator in addresses):
        raise f.fail("cites is missing or names no provision.", 'Write cites = ["cn-genai-measures:art_17"].')
    return tuple((instrument, locator) for instrument, _, locator in addresses)
