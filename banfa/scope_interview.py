"""The questions of a scope check as a person goes through them: answer, skip, go back, correct, and lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from banfa.case import Answer
from banfa.scope_check import Check, ScopeChecker
from banfa.scope_questions import MOST_QUESTIONS, next_question


@dataclass(frozen=True)
class Interview:
    """Where a person stands. Every step gives a new interview.

    ``answers``: what was said (None: "I don't know"). ``asked``: the questions put, in order; one that has no answer was skipped.
    ``at``: the place of the question in hand; behind the last of ``asked`` the next one is still to be chosen. ``editing``: an
    answer that is being corrected, whatever question is in hand. ``most``: how many questions are put at most.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    at: int = 0
    editing: str = ""
    most: int = MOST_QUESTIONS

    @property
    def in_hand(self) -> str | None:
        """The question in hand, None where the next is still to be chosen or none is left."""
        return self.editing or (self.asked[self.at] if self.at < len(self.asked) else None)

    @property
    def skipped(self) -> tuple[str, ...]:
        """The questions passed over without an answer."""
        return tuple(name for name in self.asked[: self.at] if name not in self.answers)

    @property
    def full(self) -> bool:
        """Whether as many questions were put as were to be put."""
        return self.at >= self.most

    def advance(self, checker: ScopeChecker, check: Check) -> Interview:
        """With the most decisive open question in hand, if none is; the same where nothing is left to ask or enough was asked."""
        if self.in_hand is not None or self.full:
            return self
        name = next_question(checker, check, {*self.asked, *self.answers})
        return self if name is None else replace(self, asked=(*self.asked, name))

    def answer(self, value: Answer) -> Interview:
        """With an answer to the question in hand (None: "I don't know")."""
        name = self.in_hand
        if name is None:
            return self
        return replace(self.skip(), answers={**self.answers, name: value})

    def skip(self) -> Interview:
        """With the question in hand passed over; an answer that it has is kept."""
        if self.editing:
            return replace(self, editing="")
        return replace(self, at=min(self.at + 1, len(self.asked)))

    def back(self) -> Interview:
        """With the question before in hand again; all answers are kept."""
        return replace(self, editing="") if self.editing else replace(self, at=max(self.at - 1, 0))

    def edit(self, name: str) -> Interview:
        """With a fact in hand for correction, asked before or not."""
        return replace(self, editing=name)

    def confirm(self, answers: Mapping[str, Answer]) -> Interview:
        """With facts that a person confirmed from a description or answered elsewhere; the question in hand is chosen anew."""
        return replace(self, answers={**self.answers, **answers}, asked=self.asked[: self.at])

    def ask_more(self) -> Interview:
        """With as many questions again."""
        return replace(self, most=self.at + MOST_QUESTIONS)
