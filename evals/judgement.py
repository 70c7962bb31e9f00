"""What a chat model as a judge came to: how far it agrees with itself, and how far with the deterministic scorers.

A repeat without a verdict (no reply, not in the form asked for, unclear) is counted as that and as nothing else: it is neither
agreement nor disagreement, with itself or with a scorer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from evals.judge_points import FAMILIES, JudgedPoint


@dataclass(frozen=True)
class WithItself:
    """Over the ``n`` points of which every repeat gave a verdict; ``incomplete`` are the others. ``kappa``: Fleiss (1971)."""

    n: int
    incomplete: int
    unanimous: int
    kappa: float | None


@dataclass(frozen=True)
class WithScorer:
    """Over the ``n`` points on which there is a verdict; ``no_verdict`` are the others. ``kappa``: Cohen (1960)."""

    n: int
    no_verdict: int
    both_yes: int
    judge_alone: int
    scorer_alone: int
    both_no: int
    kappa: float | None

    @property
    def agree(self) -> float | None:
        """The share of the verdicts that are the scorer's."""
        return (self.both_yes + self.both_no) / self.n if self.n else None


@dataclass(frozen=True)
class Judgement:
    """Every point that was put to a judge, ``times`` times each. It is advice: nothing that passes or fails looks at it."""

    model: str
    prompt: str
    times: int
    replies: int
    """How many replies were judged, of ``of``."""
    of: int
    points: Sequence[JudgedPoint]
    strays: int = 0
    """Verdicts on points that it was not asked about."""

    @cached_property
    def with_itself(self) -> Mapping[str, WithItself]:
        """Scorer → the agreement of the repeats with one another."""
        return {name: _with_itself(own) for name, own in self._families().items()}

    @cached_property
    def with_scorers(self) -> Mapping[str, WithScorer]:
        """Scorer → the agreement of the verdicts with it."""
        return {name: _with_scorer(own) for name, own in self._families().items()}

    @property
    def differences(self) -> list[JudgedPoint]:
        """The points on which the judge says the opposite of the scorer."""
        return [judged for judged in self.points if judged.differs]

    @property
    def missing(self) -> Mapping[str, int]:
        """Why repeats gave no verdict on a point, most frequent first."""
        reasons = Counter(vote.why for judged in self.points for vote in judged.votes if vote.said is None)
        return dict(reasons.most_common())

    def as_object(self) -> dict[str, Any]:
        """All of it, for a machine."""
        return {
            "advisory": True,
            "model": self.model,
            "prompt": self.prompt,
            "times": self.times,
            "replies": self.replies,
            "of": self.of,
            "no_verdict": self.missing,
            "strays": self.strays,
            "with_itself": {name: asdict(found) for name, found in self.with_itself.items()},
            "with_scorers": {name: {**asdict(found), "agree": found.agree} for name, found in self.with_scorers.items()},
            "differences": [_row(judged) for judged in self.differences],
            "points": [{**_row(judged), "votes": [asdict(vote) for vote in judged.votes]} for judged in self.points],
        }

    def _families(self) -> dict[str, list[JudgedPoint]]:
        found = {name: [judged for judged in self.points if judged.point.scorer == name] for name in FAMILIES}
        return {name: own for name, own in found.items() if own}


def fleiss(counts: Sequence[tuple[int, int]]) -> float | None:
    """Fleiss' kappa of (yes, no) counts, an item each, all of as many votes; None where chance alone would agree on everything.

    Like Cohen's it is agreement beyond chance; unlike it, it does not ask which repeat said what, for they are interchangeable.
    """
    votes = sum(counts[0]) if counts else 0
    if votes < 2:
        return None
    alike = sum(yes * (yes - 1) + no * (no - 1) for yes, no in counts) / (len(counts) * votes * (votes - 1))
    share = sum(yes for yes, _ in counts) / (len(counts) * votes)
    chance = share**2 + (1 - share) ** 2
    return (alike - chance) / (1 - chance) if chance < 1 else None


def cohen(ones: Sequence[bool], others: Sequence[bool]) -> float | None:
    """Cohen's kappa of two raters; None where both say the same one thing of everything, or where there is nothing."""
    if len({*ones, *others}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(ones, others))


def _with_itself(points: Sequence[JudgedPoint]) -> WithItself:
    counts = [(judged.count(True), judged.count(False)) for judged in points if judged.complete]
    repeated = all(len(judged.votes) > 1 for judged in points)
    unanimous = sum(0 in pair for pair in counts) if repeated else 0
    return WithItself(len(counts) if repeated else 0, len(points) - len(counts), unanimous, fleiss(counts))


def _with_scorer(points: Sequence[JudgedPoint]) -> WithScorer:
    pairs = [(judged.verdict, judged.point.scored) for judged in points if judged.verdict is not None]
    table = Counter(pairs)
    return WithScorer(
        n=len(pairs),
        no_verdict=len(points) - len(pairs),
        both_yes=table[True, True],
        judge_alone=table[True, False],
        scorer_alone=table[False, True],
        both_no=table[False, False],
        kappa=cohen([bool(verdict) for verdict, _ in pairs], [scored for _, scored in pairs]),
    )


def _row(judged: JudgedPoint) -> dict[str, Any]:
    speaker = judged.speaker
    return {
        "question": judged.point.question,
        "scorer": judged.point.scorer,
        "point": judged.point.key,
        "asked": judged.point.asked,
        "judge": judged.verdict,
        "scored": judged.point.scored,
        "yes": judged.count(True),
        "no": judged.count(False),
        "none": judged.count(None),
        "words": speaker.words if speaker else "",
        "why": speaker.why if speaker else "",
    }
