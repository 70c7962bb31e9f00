"""Read ``readings.toml``: the words by which a description of a product tells its facts. Words, not law."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from banfa.corpus.facts import compiled, known_keys
from banfa.corpus.knowledge import sections
from banfa.corpus.tables import Fields

CLAUSES = ("instruction", "conclusion", "other", "aside", "supposed", "undecided", "doubt", "past", "planned", "question")
"""The kinds of clause that do not tell a fact, or only weakly."""


Classes: TypeAlias = dict[str, Fields]
"""Classes of words by their name: ``{staff}`` in a pattern stands for any word of the class ``staff`` in that language."""
_LATIN = re.compile("[A-Za-z]{2}")
_CLASS = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Words:
    """A pattern for English and one for Chinese, compiled when they are first used.

    Raises:
        CorpusError: on first use, a malformed pattern, or a class of words that is not there.
    """

    source: Fields
    classes: Classes

    @cached_property
    def en(self) -> re.Pattern[str]:
        """The English pattern."""
        return self._compiled("en")

    @cached_property
    def zh(self) -> re.Pattern[str]:
        """The Chinese pattern."""
        return self._compiled("zh")

    def _compiled(self, name: str) -> re.Pattern[str]:
        pattern = "|".join(f"(?:{pattern})" for pattern in self.source.texts(name)) or r"(?!)"
        return compiled(self.source, name, _CLASS.sub(lambda match: self._class(match[1], name), pattern))

    def _class(self, name: str, language: str) -> str:
        if name not in self.classes:
            raise self.source.fail(f"there is no class of words {name!r}.", "Add a [[class]], or correct the name.")
        return "(?:" + "|".join(self.classes[name].texts(language)) + ")"

    def find(self, text: str) -> list[re.Match[str]]:
        """Every match, in the order of the text; Chinese patterns do not match inside an English word (AI in "training")."""
        found = [*self.en.finditer(text), *(m for m in self.zh.finditer(text) if _whole(m))]
        return sorted((m for m in found if m.group()), key=lambda match: match.start())

    def search(self, text: str) -> bool:
        """Whether there is a match."""
        return bool(self.en.search(text)) or any(_whole(m) for m in self.zh.finditer(text))


@dataclass(frozen=True)
class Cue:
    """Words that propose a fact.

    ``negatable``: in a clause that denies them they propose the contrary. ``over_sentence``: they reach over the clauses of a
    sentence.
    """

    fact: str
    words: Words
    negatable: bool
    over_sentence: bool


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
    classes: Classes = {}
    for file in files:
        tables = sections(file, "class", "clause", "mask", "near", "signal", "cue")
        classes |= {f.text("id"): f for f in tables["class"]}
        for f in tables["clause"]:
            known_keys(f, {"kind", "en", "zh"})
            if f.text("kind") not in CLAUSES:
                raise f.fail(f"kind is {f.text('kind')!r}.", f"Use {', '.join(CLAUSES)}.")
            clauses[f.text("kind")] = _words(f, classes)
        masks += [_words(f, classes) for f in tables["mask"]]
        near |= {f.text("id"): _words(f, classes) for f in tables["near"]}
        signals |= {f.text("id"): _words(f, classes) for f in tables["signal"]}
        cues += [_cue(f, facts, classes) for f in tables["cue"]]
    return Readings(clauses, tuple(masks), near, signals, tuple(cues))


def _whole(match: re.Match[str]) -> bool:
    """Whether a match neither begins nor ends in the middle of a word in Latin letters."""
    return not any(_LATIN.fullmatch(match.string[max(0, at - 1) : at + 1]) for at in match.span())


def _cue(f: Fields, facts: Collection[str], classes: Classes) -> Cue:
    known_keys(f, {"fact", "en", "zh", "negated", "over"})
    if f.text("fact") not in facts:
        raise f.fail(f"there is no fact {f.text('fact')!r}.", "Add it to a scope.toml, or correct the name.")
    if f.text("negated", "flip") not in ("flip", "drop"):
        raise f.fail("negated is neither flip nor drop.", "Leave it out, or write drop.")
    if f.text("over", "clause") not in ("clause", "sentence"):
        raise f.fail("over is neither clause nor sentence.", "Leave it out, or write sentence.")
    return Cue(f.text("fact"), _words(f, classes), f.text("negated", "flip") == "flip", f.text("over", "clause") == "sentence")


def _words(f: Fields, classes: Classes) -> Words:
    if not f.texts("en") and not f.texts("zh"):
        raise f.fail("no words.", 'Write en = ["…"] or zh = ["…"].')
    return Words(f, classes)
