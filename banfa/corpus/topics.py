"""Read the standing matrix China ↔ EU (``topics.toml``): topic by topic, words of the law on both sides, and our reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from banfa.corpus.comparisons import TEXTS, Contrast
from banfa.corpus.facts import known_keys
from banfa.corpus.knowledge import address, entries
from banfa.corpus.regimes import HOME, parts
from banfa.corpus.tables import Fields
from banfa.law import Statement

SIDES = {"china": HOME, "eu": "EU"}
"""The two sides of a topic, and the jurisdiction whose law is quoted there."""


@dataclass(frozen=True)
class Said:
    """Our sentence on a provision, in both languages, and the words of it, verbatim, that carry the sentence."""

    statement: Statement
    quote: str


@dataclass(frozen=True)
class Topic(Contrast):
    """One topic of the standing matrix: what the law of either side says of it."""

    china: tuple[Said, ...]
    eu: tuple[Said, ...]

    def side(self, name: str) -> tuple[Said, ...]:
        """What the law says on a side, ``china`` or ``eu``."""
        return self.china if name == "china" else self.eu

    @property
    def said(self) -> tuple[Said, ...]:
        """What the law says on both sides."""
        return (*self.china, *self.eu)


def read_topics(files: list[Path], jurisdictions: dict[str, str]) -> tuple[Topic, ...]:
    """The topics of all ``topics.toml`` files, in their order.

    Args:
        files: the files.
        jurisdictions: the jurisdiction of each instrument held.

    Raises:
        CorpusError: a malformed entry, an id used twice, a side without words of the law or with those of the other side.
    """
    found: dict[str, Topic] = {}
    for f in (f for file in files for f in entries(file, "topic")):
        topic = _topic(f, jurisdictions)
        if topic.id in found:
            raise f.fail("there are two topics of that id.", "Give one of them another id.")
        found[topic.id] = topic
    return tuple(found.values())


def _topic(f: Fields, jurisdictions: dict[str, str]) -> Topic:
    known_keys(f, {*TEXTS, *SIDES})
    texts = {name: f.text(name) for name in TEXTS}
    return Topic(**texts, **{side: tuple(_side(f, side, jurisdictions)) for side in SIDES})  # type: ignore[arg-type]


def _side(f: Fields, side: str, jurisdictions: dict[str, str]) -> Iterator[Said]:
    rows = parts(f, side)
    if not rows:
        raise f.fail(f"no words of the law for {side}.", f"Give it a [[topic.{side}]] with cite, quote, en and zh.")
    for row in rows:
        known_keys(row, {"cite", "quote", "en", "zh"})
        instrument, locator = address(row, row.text("cite"))
        if jurisdictions.get(instrument, SIDES[side]) != SIDES[side]:
            raise row.fail(f"{instrument} is not of the side {side!r}.", "Move it to the other side.")
        yield Said(Statement(instrument, locator, row.text("en"), row.text("zh")), row.text("quote"))
