"""Read ``scope.toml``: the facts on which the reach of the rules turns, and the questions that turn on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from banfa.corpus.knowledge import address, entries, statements
from banfa.corpus.tables import Fields
from banfa.law import Statement

REACH = "measures-apply"
"""The gate of questions that ask whether a rule applies at all."""


@dataclass(frozen=True)
class Fact:
    """Something about the asker's case, the provision that it rests on, and the words by which a question tells it."""

    name: str
    ask_en: str
    ask_zh: str
    rests_on: tuple[str, str]
    tells: re.Pattern[str]


@dataclass(frozen=True)
class Gate:
    """A kind of question that turns on one fact."""

    id: str
    fact: str
    asks: re.Pattern[str]
    about: re.Pattern[str]
    claims: tuple[Statement, ...]


@dataclass(frozen=True)
class Scope:
    """The facts and gates of the corpus."""

    facts: dict[str, Fact]
    gates: tuple[Gate, ...]

    def asks_reach(self, text: str) -> bool:
        """Whether a question asks if a rule applies at all."""
        return any(gate.asks.search(text) and gate.about.search(text) for gate in self.gates if gate.id == REACH)

    def missing(self, text: str) -> Gate | None:
        """The gate whose fact a question needs and does not tell, if there is one."""
        for gate in self.gates:
            if gate.asks.search(text) and gate.about.search(text) and not self.facts[gate.fact].tells.search(text):
                return gate
        return None


def read_scope(files: list[Path]) -> Scope:
    """The facts and gates of all ``scope.toml`` files.

    Raises:
        CorpusError: a malformed entry, or a gate on a fact that is not there.
    """
    facts: dict[str, Fact] = {}
    gates: list[Gate] = []
    for file in files:
        for f in entries(file, "fact"):
            rests_on = address(f, f.text("rests_on"))
            facts[f.text("name")] = Fact(f.text("name"), f.text("ask_en"), f.text("ask_zh"), rests_on, _words(f, "tells"))
        gates += [
            Gate(f.text("id"), f.text("fact"), _patterns(f, "asks"), _patterns(f, "about"), statements(f))
            for f in entries(file, "gate")
        ]
        for f, gate in zip(entries(file, "gate"), gates[-len(entries(file, "gate")) :], strict=False):
            if gate.fact not in facts:
                raise f.fail(f"there is no fact {gate.fact!r}.", "Add a [[fact]] of that name above it.")
    return Scope(facts, tuple(gates))


def _words(f: Fields, name: str) -> re.Pattern[str]:
    english = "|".join(f.texts(f"{name}_en"))
    chinese = "|".join(f.texts(f"{name}_zh"))
    return _compile(f, name, rf"\b(?:{english})\b|{chinese}")


def _patterns(f: Fields, name: str) -> re.Pattern[str]:
    return _compile(f, name, "|".join(f"(?:{p})" for p in f.texts(f"{name}_en") + f.texts(f"{name}_zh")))


def _compile(f: Fields, name: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE | re.DOTALL)
    except re.error as error:
        raise f.fail(f"{name} holds a malformed pattern: {error}.", "Mend the regular expression.") from error
