"""From a description to proposed facts, by the embedded reader or by a chat model behind a gate; a failure is told plainly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from banfa.corpus import Corpus
from banfa.errors import WriterError
from banfa.fact_gate import Suggestion, gate
from banfa.phrases import phrase
from banfa.reading_facts import propose
from banfa.scope_answers import Proposed, gathered


class FactReader(Protocol):
    """A chat model that reads descriptions. Nothing that it says is trusted."""

    @property
    def name(self) -> str:
        """What the settings call it."""

    def suggest(self, text: str) -> Sequence[Suggestion]:
        """What it takes from a description.

        Raises:
            WriterError: nothing usable came.
        """


@dataclass(frozen=True)
class FactsRead:
    """The proposed facts of a description, how many suggestions were dropped for which reason, and what a person should know."""

    proposed: dict[str, Proposed]
    dropped: Mapping[str, int] = field(default_factory=dict)
    notice: str = ""


def read_facts(text: str, corpus: Corpus, reader: FactReader | None, language: str) -> FactsRead:
    """The facts that a description suggests; the embedded reader steps in where the model fails or nothing of it passes."""
    if reader is None:
        return FactsRead(gathered(propose(text, corpus.readings)))
    try:
        gated = gate(text, reader.suggest(text), corpus.scope.known, corpus.readings)
    except WriterError as error:
        notice = phrase("reader_failed", language, model=reader.name, why=str(error))
        return FactsRead(gathered(propose(text, corpus.readings)), {}, notice)
    lost = sum(gated.dropped.values())
    if not gated.proposals and lost:
        notice = phrase("reader_unproved", language, model=reader.name, n=lost)
        return FactsRead(gathered(propose(text, corpus.readings)), gated.dropped, notice)
    notice = phrase("reader_dropped", language, model=reader.name, n=lost) if lost else ""
    return FactsRead(gathered(gated.proposals), gated.dropped, notice)
