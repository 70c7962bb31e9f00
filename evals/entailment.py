"""The check on sentences that others wrote: hypotheses against the clauses they rest on: ``banfa eval --entailment DIR``.

A folder as of `evals.dataset`, with answers.jsonl {"id", "answer": "Entailment" | "Contradiction", "citations"}. The check looks
for contradictions in figures, duties and actors; it does not prove entailment, so both figures are given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.law import Provision, Unit
from banfa.quantities import backed, quantities
from banfa.verify import differences


@dataclass(frozen=True)
class Pair:
    """A sentence with the words it rests on, and whether these contradict it."""

    text: str
    quotes: tuple[str, ...]
    contradicted: bool


@dataclass(frozen=True)
class Agreement:
    """Of ``contradicted`` pairs ``let_through`` met no objection; of ``entailed`` ones ``withheld`` did."""

    contradicted: int
    let_through: int
    entailed: int
    withheld: int

    def __str__(self) -> str:
        through = self.let_through / max(1, self.contradicted)
        held = self.withheld / max(1, self.entailed)
        return (
            f"contradicted and let through: {self.let_through} of {self.contradicted} = {through:.3f}\n"
            f"entailed and withheld: {self.withheld} of {self.entailed} = {held:.3f}\n"
        )


def read_pairs(folder: Path) -> tuple[Pair, ...]:
    """The pairs of a folder; what is not mentioned rests on nothing, and is left out.

    Raises:
        UsageError: the folder lacks one of the files.
    """
    try:
        passages = {row["id"]: row["text"] for row in _rows(folder / "passages.jsonl")}
        queries = {row["id"]: row["text"] for row in _rows(folder / "queries.jsonl")}
        answers = list(_rows(folder / "answers.jsonl"))
    except OSError as error:
        raise UsageError(f"{folder} is no such set: {error}. It needs passages.jsonl, queries.jsonl, answers.jsonl.") from error
    return tuple(
        Pair(queries[a["id"]], tuple(passages[c] for c in a["citations"]), a["answer"] == "Contradiction")
        for a in answers
        if a["answer"] in ("Entailment", "Contradiction") and a.get("citations")
    )


def objected(pair: Pair, corpus: Corpus) -> bool:
    """Whether the check objects to a sentence for what it rests on."""
    units = tuple(Unit(f"art_1__para_{n}", quote) for n, quote in enumerate(pair.quotes, 1))
    provision = Provision("outside", "art_1", "", "", units, date.min)
    said, there = quantities(pair.text), quantities("\n".join(pair.quotes), words=True)
    return bool(said - backed(said, there) or differences(pair.text, provision, [unit.locator for unit in units], corpus))


def agreement(pairs: Sequence[Pair], corpus: Corpus) -> Agreement:
    """The figures of a set."""
    false = [objected(pair, corpus) for pair in pairs if pair.contradicted]
    true = [objected(pair, corpus) for pair in pairs if not pair.contradicted]
    return Agreement(len(false), len(false) - sum(false), len(true), sum(true))


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
