"""The seams: what the engine asks of a framework, in our own types. Each is filled by one file in ``adapters/``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from banfa.answer import Draft
from banfa.corpus import Misbelief
from banfa.passage import Passage
from banfa.premises import Contradiction
from banfa.question import Question
from banfa.routes import MissingFact, OwnCaseDecided
from banfa.threads import Kept, Thread, ThreadCard, ThreadSearch, Unanswered

Vectors = NDArray[np.float32]
"""Rows of unit length, shape (n, dimensions)."""


class Embedder(Protocol):
    """Text to vectors of unit length."""

    @property
    def fingerprint(self) -> str:
        """What made the vectors: model name and hash of its weights. Vectors of different fingerprints never mix."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of texts to be found; ``progress`` is told how many more are done."""


class VectorStore(Protocol):
    """Vectors by row id, with the nearest to a query."""

    def nearest(self, query: Vectors, k: int, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The ``k`` nearest row ids (of those in ``among``) with their cosine, best first."""

    def vectors(self, ids: Sequence[str]) -> Mapping[str, Vectors]:
        """The stored vectors of those ids that are there."""


class LexicalIndex(Protocol):
    """Word search over the fields of findables."""

    def scores(self, text: str, field: str) -> NDArray[np.float32]:
        """The BM25 score of every findable in one field, in the order of the index."""


class Retriever(Protocol):
    """From a question to the provisions that bear on it, best first."""

    def retrieve(self, question: Question, k: int, on: date) -> list[Passage]:
        """At most ``k`` passages in force on a day."""


class PremiseChecker(Protocol):
    """What a question takes for granted, held against the law."""

    def contradicted(self, question: Question) -> Contradiction | Misbelief | None:
        """The first statement that the law contradicts for sure, a popular error that one repeats, or None."""


class DutyFinder(Protocol):
    """The duties that questions ask about, and the facts that they turn on."""

    def missing_fact(self, question: Question) -> MissingFact | None:
        """The fact that decides whether the asker has the duty asked about; None where it is told or none is asked about."""


class CaseDecider(Protocol):
    """The rules on whom the main regime reaches, held against what questions tell."""

    def decided(self, question: Question) -> OwnCaseDecided | None:
        """The verdict on the asker's own service; None where none is asked for, or the question does not tell enough."""


class Threads(Protocol):
    """Kept threads. Each belongs to one owner, and is not there for anybody else.

    Every method may raise `HistoryUnusable`; those that name a thread raise `UnknownThread` where its owner has none such.
    """

    @property
    def notice(self) -> str:
        """The name of a damaged file that was set aside and still lies there; empty when there is none."""

    def begin(self, owner: str, title: str, turn: Kept) -> str:
        """Keep a new thread with its first turn; returns its id."""

    def add(self, owner: str, thread: str, turn: Kept) -> None:
        """Keep another turn of a thread."""

    def read(self, owner: str, thread: str) -> Thread:
        """A thread with all its turns."""

    def find(self, owner: str, search: ThreadSearch, limit: int) -> list[ThreadCard]:
        """The threads that a search finds (all, where it asks for nothing), the last used first."""

    def rename(self, owner: str, thread: str, title: str) -> None:
        """Give a thread another title."""

    def delete(self, owner: str, thread: str) -> None:
        """Forget a thread with everything in it."""

    def unanswered(self, statuses: Sequence[str], limit: int) -> list[Unanswered]:
        """The questions of everybody that ended with one of these statuses, without saying whose, the most frequent first."""


class AnswerWriter(Protocol):
    """From a question and passages to claims with citations. What it writes is checked before anybody sees it."""

    @property
    def name(self) -> str:
        """What wrote: ``embedded`` or the name of the chat model."""

    def write(self, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        """Claims from these passages.

        Raises:
            WriterError: nothing usable came.
        """

    def stream(self, question: Question, passages: Sequence[Passage], on: date) -> Iterator[str]:
        """The prose as it is written, before the check."""
