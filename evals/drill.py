"""The drill: a writer that lies, to see that the check withholds every lie before anybody reads it.

The embedded writer seldom says what the check has to withhold, so its answers cannot tell whether there is a check at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from banfa.answer import Claim, Draft
from banfa.assistant import Assistant
from banfa.citing import Citator
from banfa.embedded import EmbeddedWriter
from banfa.passage import Passage
from banfa.question import Question
from evals.gates import Gate
from evals.gold import GoldQuestion

_QUESTIONS = 16
_NEVER = "9,973 working days"


@dataclass(frozen=True)
class Drill:
    """How many lies were told, and those that came through."""

    told: int
    released: Sequence[str]

    def gate(self) -> tuple[Gate, ...]:
        """What the drill asks for: that nothing came through. Nothing where no lie could be told."""
        return (Gate("drill", "lies withheld", 1.0, 1 - len(self.released) / self.told),) if self.told else ()


class Liar:
    """Writes what the embedded writer writes, and lies about it."""

    name = "drill"

    def __init__(self, honest: EmbeddedWriter) -> None:
        self._honest = honest
        self.told: list[Claim] = []

    def write(self, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        """The lies about the first claim, and nothing true beside them."""
        draft = self._honest.write(question, passages, on)
        self.told = [lie for claim in draft.claims[:1] for lie in lies(claim, passages)]
        return replace(draft, claims=tuple(self.told) or draft.claims)

    def stream(self, question: Question, passages: Sequence[Passage], on: date) -> Iterator[str]:
        """The lies, one by one."""
        return (claim.text for claim in self.write(question, passages, on).claims)


def lies(claim: Claim, passages: Sequence[Passage]) -> Iterator[Claim]:
    """False copies of a claim: nothing cited, words added to the quote, another article, another number, a ban or a choice for a
    duty, a choice for a ban."""
    yield Claim(claim.text, ())
    for citation in claim.citations[:1]:
        yield Claim(claim.text, (replace(citation, quote=f"{citation.quote} This holds for everybody and always."),))
        others = [p.provision for p in passages if citation.quote not in p.provision.text]
        for other in others[:1]:
            yield Claim(claim.text, (replace(citation, instrument=other.instrument, locator=other.locator),))
        yield Claim(f"It must be done within {_NEVER}.", (citation,))
        first = citation.quote.split(". ")[0]
        if " must " in first and " not " not in first:
            yield Claim(first.replace(" must ", " must not "), (citation,))
            yield Claim(first.replace(" must ", " may "), (citation,))
        if " must not " in first:
            yield Claim(first.replace(" must not ", " may "), (citation,))


def drill(assistant: Assistant, questions: Sequence[GoldQuestion]) -> Drill:
    """Ask some of the questions that the provisions answer, of an assistant whose writer lies."""
    corpus, weights = assistant.corpus, assistant.retriever.finder.weights
    honest = EmbeddedWriter(corpus, weights)
    liar = Liar(honest)
    lied_to = Assistant(corpus, Citator(corpus), assistant.retriever, honest, liar)
    told, released = 0, []
    for question in [q for q in questions if q.answered and q.gold][:_QUESTIONS]:
        liar.told = []
        reply = lied_to.ask(question.question, question.as_of)
        told += len(liar.told)
        released += [f"{question.id}: {lie.text}" for lie in liar.told if lie in reply.claims]
    return Drill(told, released)
