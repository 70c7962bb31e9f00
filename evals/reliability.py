"""Whether a probability means what it says: the Brier score, the calibration error, and how often it held, by how sure it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from banfa.confidence import SHOWN
from evals.figures import groups_of
from evals.gold import LANGUAGES, SPLITS, GoldQuestion
from evals.ranking import recall_at
from evals.trial import Trial
from evals.uncertainty import Interval, interval

BINS = 5
GROUPS = ("all", *SPLITS, "held", *LANGUAGES)


@dataclass(frozen=True)
class Bin:
    """The questions of one range of probability: how many, the mean probability, how often it held."""

    n: int
    said: float
    held: float


@dataclass(frozen=True)
class Reliability:
    """How far a probability can be believed, over ``n`` questions.

    ``brier``: the mean square of what it said less what was (Brier 1950), beside ``brier_of_rate``, that of always saying the
    rate. ``error``: the expected calibration error over equal ranges (Guo et al., ICML 2017). ``order``: of pairs of which one
    held, the share in which it said more of that one (the area under the ROC curve); None without such a pair.
    """

    n: int
    said: float
    rate: float
    brier: float
    brier_ends: Interval | None
    brier_of_rate: float
    error: float
    order: float | None
    bins: tuple[Bin, ...]


def reliability(said: Sequence[float], held: Sequence[bool], bins: int = BINS) -> Reliability:
    """What probabilities said against what was; both are of the same questions, at least one."""
    p, y = np.asarray(said, dtype=float), np.asarray(held, dtype=float)
    place = np.clip((p * bins).astype(int), 0, bins - 1)
    found = [Bin(int(own.sum()), float(p[own].mean()), float(y[own].mean())) for b in range(bins) if (own := place == b).any()]
    squares = ((p - y) ** 2).tolist()
    return Reliability(
        n=len(p),
        said=float(p.mean()),
        rate=float(y.mean()),
        brier=float(np.mean(squares)),
        brier_ends=interval(squares),
        brier_of_rate=float(y.var()),
        error=sum(b.n * abs(b.said - b.held) for b in found) / len(p),
        order=_order(p[y == 1], p[y == 0]),
        bins=tuple(found),
    )


def _order(of_held: NDArray[np.float64], of_others: NDArray[np.float64]) -> float | None:
    if not len(of_held) or not len(of_others):
        return None
    ahead = np.sign(of_held[:, None] - of_others[None, :])
    return float((ahead.mean() + 1) / 2)


def needs_met(question: GoldQuestion, ranked: Sequence[str]) -> float:
    """The share of the needs that the first five articles meet; 0 where no provision that we hold answers the question."""
    return recall_at(SHOWN, ranked, question)[0] if question.gold else 0.0


def by_group(questions: Iterable[GoldQuestion], said: Mapping[str, float], held: Mapping[str, bool]) -> dict[str, Reliability]:
    """Group → how far the probabilities of its questions can be believed; ``said`` and ``held`` are by id."""
    ids: dict[str, list[str]] = {}
    for question in questions:
        if question.id in said:
            for group in groups_of(question):
                ids.setdefault(group, []).append(question.id)
    return {g: reliability([said[id] for id in ids[g]], [held[id] for id in ids[g]]) for g in GROUPS if g in ids}


def of_trials(trials: Sequence[Trial]) -> dict[str, Reliability]:
    """What replies say of their own finding (``confidence``), against whether every need is among their first five passages."""
    sure = {t.question.id: float(t.reply["confidence"]) for t in trials if _is_share(t.reply.get("confidence"))}
    met = {t.question.id: needs_met(t.question, t.ranked) == 1 for t in trials}
    return by_group((t.question for t in trials), sure, met)


def table(groups: Mapping[str, Reliability]) -> str:
    """The figures as a table in Markdown."""
    columns = ("group", "n", "said", "was", "Brier (95 %)", "Brier of the rate", "calibration error", "pairs in order")
    head = [f"| {' | '.join(columns)} |", "|---" + "|---:" * (len(columns) - 1) + "|"]
    return "\n".join([*head, *(_line(group, found) for group, found in groups.items())])


def _line(group: str, found: Reliability) -> str:
    ends = f" ({found.brier_ends.low:.3f}–{found.brier_ends.high:.3f})" if found.brier_ends else ""
    figures = f"{found.said:.3f} | {found.rate:.3f} | {found.brier:.3f}{ends} | {found.brier_of_rate:.3f} | {found.error:.3f}"
    order = "–" if found.order is None else f"{found.order:.3f}"
    return f"| {group} | {found.n} | {figures} | {order} |"


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
