"""The desk behind every door: what can be asked of the engine, and the objects of the contract that come back."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from banfa.assistant import Assistant
from banfa.contract import law_object, provision_object, reply_object, retrieval_object
from banfa.errors import UsageError
from banfa.filters import Wanted, read_filters
from banfa.lookup import look_up
from banfa.memo_desk import MemoDesk
from banfa.question import readable
from banfa.scope_desk import ScopeDesk

CLOSED = "The engine cannot be used at the moment. Whoever runs this service finds the reason in its log."
"""What is told to whoever asks while the engine is not usable; the reason may name files of the server and stays there."""


@dataclass(frozen=True)
class Desk:
    """One engine. Each method takes plain values and gives what JSON can hold; ``as_of`` is today where it is not given."""

    assistant: Assistant
    _opening: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    def ask(
        self,
        question: str,
        as_of: date | None = None,
        id: str = "",
        filters: Wanted | None = None,
        earlier: Sequence[str] | None = None,
    ) -> dict[str, Any]:
        """The object of ``banfa ask --json``; ``filters`` say which provisions may be found (see `banfa.filters.NAMES`).

        ``earlier``: what the same person asked before it, oldest first; a question that leans on these is read with them.

        Raises:
            UsageError: there is no question in ``question``, or a filter has a value that no provision has.
        """
        corpus = self.assistant.corpus
        before = [readable(turn) for turn in earlier or ()]
        reply = self.assistant.ask(readable(question), as_of, read_filters(corpus, filters or {}), before)
        return reply_object(reply, corpus, readable(id))

    def retrieve(
        self, question: str, k: int = 10, as_of: date | None = None, id: str = "", filters: Wanted | None = None
    ) -> dict[str, Any]:
        """The object of ``banfa retrieve --json``: at most ``k`` provisions, best first.

        Raises:
            UsageError: there is no question in ``question``, or a filter has a value that no provision has.
        """
        asked = self.assistant.understand(readable(question), as_of, read_filters(self.assistant.corpus, filters or {}))
        passages, sure = self.assistant.retriever.found_surely(asked, k, asked.as_of)
        return retrieval_object(passages, readable(id), asked.filters, sure)

    def scope(
        self,
        facts: Mapping[str, object] | None = None,
        text: str | None = None,
        *,
        assume_proposed: bool = False,
        as_of: date | None = None,
        id: str = "",
    ) -> dict[str, Any]:
        """The object of ``banfa scope --batch``, for stated facts, a description of a product, or both.

        Raises:
            UnfitFacts: a name that is no fact, or a value that does not fit it.
            UsageError: neither is given, there is too much, or the rules do not stand for the day.
        """
        return self._scope.check(facts, text, assume_proposed=assume_proposed, as_of=as_of, id=readable(id))

    def check(self, claim: str | None = None, text: str | None = None, as_of: date | None = None, id: str = "") -> dict[str, Any]:
        """For a claim, the object of ``banfa check --batch``; for a text, a list ``claims`` of such objects, and ``skipped``.

        Raises:
            UsageError: not one of the two is given, it is empty, or it is too long.
        """
        if (claim is None) == (text is None):
            raise UsageError("Give either claim (one claim) or text (a memo, whose claims are found).")
        memo, on, name = self._memo(), as_of or date.today(), readable(id)
        return memo.judge(claim, on, name) if claim is not None else memo.check(text or "", on, name)

    @cached_property
    def _scope(self) -> ScopeDesk:
        return ScopeDesk(self.assistant.corpus)

    def _memo(self) -> MemoDesk:
        """The memo check, opened by the first who needs it; it stands on the index that is open already."""
        with self._opening:
            return self._checks

    @cached_property
    def _checks(self) -> MemoDesk:
        return MemoDesk(self.assistant.corpus, self.assistant.retriever.finder)

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
