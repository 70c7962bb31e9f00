"""How sure a figure is: bootstrap intervals, the gap between development and test, and base against head on the same questions.

Everything is drawn with one fixed seed, so that a report of the same replies is the same report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from evals.figures import groups_of
from evals.gold import GoldQuestion
from evals.scorers import Score

_SEED = 20231115
_DRAWS = 1000
_LEVEL = 0.95


class Interval(NamedTuple):
    """The lower and the upper end of a mean, at 95 %, and over how many values it is."""

    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Gap:
    """A figure on development questions less the same on test questions; ``against`` names the group of test questions."""

    figure: str
    against: str
    difference: float
    low: float
    high: float
    n: tuple[int, int]

    @property
    def overfitted(self) -> bool:
        """Whether development is better by more than chance."""
        return self.low > 0

    def __str__(self) -> str:
        beyond = "overfitting, or harder questions" if self.against == "held" else "overfitting"
        said = beyond if self.overfitted else "within chance" if self.high >= 0 else "development is worse"
        span = f"[{self.low:+.3f}, {self.high:+.3f}]"
        return (
            f"{self.figure}, development less {self.against}: {self.difference:+.3f} {span}, n = {self.n[0]}, {self.n[1]}: {said}"
        )


@dataclass(frozen=True)
class Paired:
    """Two runs on the same questions: how many turned right, how many wrong, and whether that is more than chance."""

    n: int
    gained: int
    lost: int
    p: float
    difference: float
    low: float
    high: float

    def __str__(self) -> str:
        change = f"{self.difference:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"
        turned = f"{self.gained} gained, {self.lost} lost; McNemar exact p = {self.p:.3f}"
        return f"right {change} on {self.n} questions in both; {turned}"


def interval(values: Sequence[float]) -> Interval | None:
    """The percentile bootstrap of a mean (Efron 1979); None where there are fewer than two values."""
    if len(values) < 2:
        return None
    low, high = _bootstrap([values])
    return Interval(low, high, len(values))


def intervals(questions: Iterable[GoldQuestion], scores: Iterable[Score]) -> Mapping[str, Mapping[str, Interval]]:
    """Group → figure → interval, for every figure of every group that has two values."""
    groups = {question.id: groups_of(question) for question in questions}
    values: dict[str, dict[str, list[float]]] = {}
    for score in scores:
        for group in groups[score.question]:
            values.setdefault(group, {}).setdefault(score.scorer, []).append(score.value)
    return {
        group: {name: found for name, own in row.items() if (found := interval(own)) is not None} for group, row in values.items()
    }


def gaps(questions: Iterable[GoldQuestion], scores: Iterable[Score], figure: str = "right") -> tuple[Gap, ...]:
    """Development against the test questions that the hash drew, which are alike, and those held out, written by others."""
    asked = {question.id: question for question in questions}
    values: dict[str, list[float]] = {"development": [], "test": [], "held": []}
    for score in scores:
        if score.scorer == figure:
            question = asked[score.question]
            values["held" if question.held else question.split].append(score.value)
    ours = values.pop("development")
    return tuple(_gap(figure, name, ours, own) for name, own in values.items() if len(own) > 1 and len(ours) > 1)


def paired(base: Mapping[str, bool], head: Mapping[str, bool]) -> Paired | None:
    """Base against head on the questions of both: McNemar's exact test (1947) and a paired bootstrap; None without any."""
    both = sorted(base.keys() & head.keys())
    if not both:
        return None
    changes = [float(head[id]) - float(base[id]) for id in both]
    gained, lost = changes.count(1.0), changes.count(-1.0)
    p = float(stats.binomtest(gained, gained + lost, 0.5).pvalue) if gained + lost else 1.0
    low, high = _bootstrap([changes])
    return Paired(len(both), gained, lost, p, float(np.mean(changes)), low, high)


def _gap(figure: str, name: str, ours: Sequence[float], theirs: Sequence[float]) -> Gap:
    low, high = _bootstrap([ours, theirs])
    difference = float(np.mean(ours) - np.mean(theirs))
    return Gap(figure, name, difference, low, high, (len(ours), len(theirs)))


def _bootstrap(samples: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The interval of a mean, or of the first mean less the second."""
    if all(len(set(own)) == 1 for own in samples):
        value = samples[0][0] - (samples[1][0] if len(samples) > 1 else 0.0)
        return value, value
    found = stats.bootstrap(
        [np.array(own) for own in samples],
        _difference if len(samples) > 1 else np.mean,
        n_resamples=_DRAWS,
        confidence_level=_LEVEL,
        method="percentile",
        rng=np.random.default_rng(_SEED),
        vectorized=True,
    )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def _difference(ours: NDArray[np.float64], theirs: NDArray[np.float64], axis: int = -1) -> NDArray[np.float64]:
    return np.asarray(ours.mean(axis=axis) - theirs.mean(axis=axis))
