"""The desk behind every door: what can be asked of the engine, and the objects of the contract that come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from banfa.assistant import Assistant
from banfa.contract import law_object, provision_object, reply_object, retrieval_object
from banfa.lookup import look_up
from banfa.question import readable

CLOSED = "The engine cannot be used at the moment. Whoever runs this service finds the reason in its log."
"""What is told to whoever asks while the engine is not usable; the reason may name files of the server and stays there."""


@dataclass(frozen=True)
class Desk:
    """One engine. Each method takes plain values and gives what JSON can hold; ``as_of`` is today where it is not given."""

    assistant: Assistant

    def ask(self, question: str, as_of: date | None = None, id: str = "") -> dict[str, Any]:
        """The object of ``banfa ask --json``.

        Raises:
            UsageError: there is no question in ``question``.
        """
        return reply_object(self.assistant.ask(readable(question), as_of), self.assistant.corpus, readable(id))

    def retrieve(self, question: str, k: int = 10, as_of: date | None = None, id: str = "") -> dict[str, Any]:
        """The object of ``banfa retrieve --json``: at most ``k`` provisions, best first.

        Raises:
            UsageError: there is no question in ``question``.
        """
        asked = self.assistant.understand(readable(question), as_of)
        return retrieval_object(self.assistant.retriever.retrieve(asked, k, asked.as_of), readable(id))

    def law(self, *, missing: bool = False) -> list[dict[str, Any]]:
        """The rows of ``banfa law --json``."""
        return law_object(self.assistant.corpus, missing=missing)

    def instrument(self, instrument: str, as_of: date | None = None) -> list[dict[str, Any]]:
        """The rows of ``banfa law show INSTRUMENT --json``: its provisions as they read on a day.

        Raises:
            UnknownProvision: we hold no instrument of that name, or it was not the law on that day.
        """
        return self._shown(instrument, None, as_of)

    def provision(self, instrument: str, provision: str, as_of: date | None = None) -> dict[str, Any]:
        """The one row of ``banfa law show INSTRUMENT PROVISION --json``.

        Raises:
            UnknownProvision: we hold no such provision, or it was not the law on that day.
        """
        return self._shown(instrument, provision, as_of)[0]

    def _shown(self, instrument: str, provision: str | None, as_of: date | None) -> list[dict[str, Any]]:
        corpus = self.assistant.corpus
        found = look_up(corpus, instrument, provision, as_of or date.today())
        return [provision_object(corpus, article, where) for article, where in found]


class Engine(Protocol):
    """What a door holds: the way to the desk, which may have to be opened first."""

    def desk(self) -> Desk:
        """The desk.

        Raises:
            NotReady: it cannot be opened.
        """

    def check(self) -> None:
        """Nothing, when the desk is open and stands on the index of the corpus as it is now.

        Raises:
            NotReady: it cannot be opened, or the index is stale.
        """
