"""Asking the gold questions. What is kept of a reply is the contract, for that is what others build on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from banfa.assistant import Assistant
from banfa.contract import reply_object
from banfa.corpus import Corpus
from banfa.locator import article_of
from evals.gold import Cite, GoldQuestion


@dataclass(frozen=True)
class Trial:
    """One question, the law it is about, the reply as `banfa.contract` shows it, or the error that came instead."""

    question: GoldQuestion
    corpus: Corpus
    reply: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""

    @property
    def status(self) -> str:
        """The kind of reply that came."""
        return "crash" if self.error else str(self.reply.get("status", ""))

    @property
    def ranked(self) -> tuple[str, ...]:
        """The articles found, best first."""
        return tuple(f"{p['instrument']}:{article_of(p['locator'])}" for p in self.reply.get("passages", ()))

    @property
    def cited(self) -> tuple[Cite, ...]:
        """What the reply cites."""
        return tuple(Cite(c["instrument"], c["locator"]) for c in self.reply.get("citations", ()))


def ask_all(assistant: Assistant, questions: Iterable[GoldQuestion]) -> Iterator[Trial]:
    """A trial of each question, in order. An exception is the result of that question and stops nothing."""
    for question in questions:
        try:
            reply = assistant.ask(question.question, question.as_of, earlier=question.earlier)
            yield Trial(question, assistant.corpus, reply_object(reply, assistant.corpus, question.id))
        except Exception as error:
            yield Trial(question, assistant.corpus, error=f"{type(error).__name__}: {error}")
