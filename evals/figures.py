"""From scores to figures: means by language, by slice and by wording, what became of each kind of question, how long it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.baselines import Rankings
from evals.gold import GoldQuestion
from evals.ranking import CUTS, ndcg, recall_at, reciprocal_rank
from evals.scorers import Score
from evals.trial import Trial

Figures = Mapping[str, Mapping[str, float]]
"""Group → figure → mean over the questions of the group that have it; ``n`` is how many questions the group has."""


@dataclass(frozen=True)
class Latency:
    """Milliseconds from question to checked reply, over the replies that came."""

    p50: float
    p95: float


def groups_of(question: GoldQuestion) -> tuple[str, ...]:
    """The groups that a question counts in."""
    held = ("held",) if question.held else ()
    slices = (f"slice {name}" for name in question.slices)
    return ("all", question.split, *held, question.language, "lay" if question.lay else "in terms", *slices)


def means(questions: Iterable[GoldQuestion], scores: Iterable[Score]) -> Figures:
    """The mean of each scorer in each group."""
    groups = {question.id: groups_of(question) for question in questions}
    values: dict[str, dict[str, list[float]]] = {}
    for score in scores:
        for group in groups[score.question]:
            values.setdefault(group, {}).setdefault(score.scorer, []).append(score.value)
    sizes = {group: sum(group in own for own in groups.values()) for group in values}
    return {
        group: {"n": sizes[group], **{name: float(np.mean(v)) for name, v in found.items()}} for group, found in values.items()
    }


def retrieval_figures(questions: Iterable[GoldQuestion], rankings: Rankings) -> Figures:
    """The figures of a ranking; a question that it does not have scores zero."""
    asked = [question for question in questions if question.gold]
    scores = []
    for question in asked:
        ranked = rankings.get(question.id, ())
        scores += [Score(question.id, f"recall@{k}", *recall_at(k, ranked, question)) for k in CUTS]
        scores.append(Score(question.id, "mrr@10", *reciprocal_rank(ranked, question)))
        scores.append(Score(question.id, "ndcg@10", *ndcg(ranked, question)))
    return means(asked, scores)


def confusion(trials: Iterable[Trial]) -> dict[str, dict[str, int]]:
    """How many questions of each status got which."""
    table: dict[str, dict[str, int]] = {}
    for trial in trials:
        row = table.setdefault(trial.question.status.value, {})
        row[trial.status] = row.get(trial.status, 0) + 1
    return table


def latency(trials: Sequence[Trial]) -> Latency:
    """The median and the 95th percentile."""
    took = [trial.reply["elapsed_ms"] for trial in trials if not trial.error] or [0.0]
    return Latency(*(round(float(value), 1) for value in np.percentile(took, (50, 95))))
