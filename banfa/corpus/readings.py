"""Read ``readings.toml``: the words by which a description of a product tells its facts. Words, not law."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from banfa.corpus.facts import compiled, known_keys
from banfa.corpus.knowledge import sections
from banfa.corpus.tables import Fields

CLAUSES = ("instruction", "conclusion", "other", "supposed", "undecided", "past", "planned", "question")
"""The kinds of clause that do not tell a fact, or only weakly."""


@dataclass(frozen=True)
class Words:
    """A pattern for English and one for Chinese, compiled when they are first used.

    Raises:
        CorpusError: on first use, a malformed pattern.
    """

    source: Fields

    @cached_property
    def en(self) -> re.Pattern[str]:
        """The English pattern."""
        return self._compiled("en")

    @cached_property
    def zh(self) -> re.Pattern[str]:
        """The Chinese pattern."""
        return self._compiled("zh")

    def _compiled(self, name: str) -> re.Pattern[str]:
        return compiled(self.source, name, "|".join(f"(?:{pattern})" for pattern in self.source.texts(name)) or r"(?!)")

    def find(self, text: str) -> list[re.Match[str]]:
        """Every match, in the order of the text."""
        found = [*self.en.finditer(text), *self.zh.finditer(text)]
        return sorted((m for m in found if m.group()), key=lambda match: match.start())

    def search(self, text: str) -> bool:
        """Whether there is a match."""
        return bool(self.en.search(text) or self.zh.search(text))


@dataclass(frozen=True)
class Cue:
    """Words that propose a fact; ``negatable``: in a clause that denies them they propose the contrary."""

    fact: str
    words: Words
    negatable: bool


@dataclass(frozen=True)
class Readings:
    """How to read a description: kinds of clause, words to hide, what changes a mention, signals of who and where, and cues."""

    clauses: dict[str, Words]
    masks: tuple[Words, ...]
    near: dict[str, Words]
    signals: dict[str, Words]
    cues: tuple[Cue, ...]


def read_readings(files: list[Path], facts: Collection[str]) -> Readings:
    """The readings of all ``readings.toml`` files.

    Raises:
        CorpusError: a malformed entry, an unknown kind of clause, a cue for a fact that is not there.
    """
    clauses: dict[str, Words] = {}
    near: dict[str, Words] = {}
    signals: dict[str, Words] = {}
    masks: list[Words] = []
    cues: list[Cue] = []
    for file in files:
        tables = sections(file, "clause", "mask", "near", "signal", "cue")
        for f in tables["clause"]:
            known_keys(f, {"kind", "en", "zh"})
            if f.text("kind") not in CLAUSES:
                raise f.fail(f"kind is {f.text('kind')!r}.", f"Use {', '.join(CLAUSES)}.")
            clauses[f.text("kind")] = _words(f)
        masks += [_words(f) for f in tables["mask"]]
        near |= {f.text("id"): _words(f) for f in tables["near"]}
        signals |= {f.text("id"): _words(f) for f in tables["signal"]}
        cues += [_cue(f, facts) for f in tables["cue"]]
    return Readings(clauses, tuple(masks), near, signals, tuple(cues))


def _cue(f: Fields, facts: Collection[str]) -> Cue:
    known_keys(f, {"fact", "en", "zh", "negated"})
    if f.text("fact") not in facts:
        raise f.fail(f"there is no fact {f.text('fact')!r}.", "Add it to a scope.toml, or correct the name.")
    if f.text("negated", "flip") not in ("flip", "drop"):
        raise f.fail("negated is neither flip nor drop.", "Leave it out, or write drop.")
    return Cue(f.text("fact"), _words(f), f.text("negated", "flip") == "flip")


def _words(f: Fields) -> Words:
    if not f.texts("en") and not f.texts("zh"):
        raise f.fail("no words.", 'Write en = ["…"] or zh = ["…"].')
    return Words(f)
