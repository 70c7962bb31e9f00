"""The points on which a chat model judges a reply: what it is asked of each, what the scorer says, what the repeats came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from banfa.adapters.langchain import inert
from evals.statements import makes
from evals.trial import Trial

FAMILIES = {
    "key_points": "key point is made",
    "must_nots": "must-not is said",
    "status": "kind of reply is right",
}
"""The scorers that a judge is held beside, and what *yes* says of a point of each."""


@dataclass(frozen=True)
class Point:
    """One thing that is true or not of a reply; ``scored`` is what the deterministic scorer says of it."""

    question: str
    scorer: str
    key: str
    asked: str
    scored: bool


@dataclass(frozen=True)
class Vote:
    """What one repeat said of a point: yes, no, or None with the reason why there is no verdict."""

    said: bool | None
    why: str
    words: str = ""


@dataclass(frozen=True)
class JudgedPoint:
    """A point and what each repeat said of it."""

    point: Point
    votes: tuple[Vote, ...]

    @property
    def verdict(self) -> bool | None:
        """What more than half of all repeats say. A repeat that failed is a vote for nothing, so it can prevent a verdict."""
        for side in (True, False):
            if 2 * self.count(side) > len(self.votes):
                return side
        return None

    @property
    def complete(self) -> bool:
        """Whether every repeat gave a verdict."""
        return all(vote.said is not None for vote in self.votes)

    @property
    def differs(self) -> bool:
        """Whether the judge says the opposite of the scorer."""
        return self.verdict is not None and self.verdict != self.point.scored

    @property
    def speaker(self) -> Vote | None:
        """The first repeat that said what the verdict is."""
        return next((vote for vote in self.votes if vote.said is self.verdict), None) if self.verdict is not None else None

    def count(self, said: bool | None) -> int:
        """How many repeats said so."""
        return sum(vote.said is said for vote in self.votes)


def points_of(trial: Trial) -> tuple[Point, ...]:
    """Every key point, every must-not and the kind of reply."""
    question, answer = trial.question, trial.reply["answer"]
    keyed = [
        Point(question.id, "key_points", f"K{n}", " or ".join(f"`{phrase.pattern}`" for phrase in point), makes(answer, point))
        for n, point in enumerate(question.key_points, 1)
    ]
    banned = [
        Point(question.id, "must_nots", f"M{n}", f"`{pattern.pattern}`", makes(answer, (pattern,)))
        for n, pattern in enumerate(question.must_not, 1)
    ]
    wanted = question.status.value
    return (*keyed, *banned, Point(question.id, "status", "KIND", f"`{wanted}`", trial.status == wanted))


def data_of(trial: Trial, points: Sequence[Point]) -> str:
    """The question, the reply and the points as a judge is sent them: fenced, with nothing in them that could close a fence.

    What the scorers say is not among it, nor what kind the reply says of itself, nor who wrote it.
    """
    turns = "\n".join([*trial.question.earlier, trial.question.question])
    lines = "\n".join(f"{point.key}: {point.asked}" for point in points)
    blocks = {"question": turns, "reply": trial.reply["answer"], "points": lines}
    return "\n\n".join(f"<{name}>\n{inert(text)}\n</{name}>" for name, text in blocks.items())
