"""The scorers: each looks at one reply, as the contract shows it, and says how good one thing about it is.

A value lies between 0 and 1 (truthfulness between -1 and 1, words counts) and explains itself. What does not arrive scores
zero: a crash is a 0 on every scorer that applies to the question, with its message as the explanation. A scorer that has nothing
to look at gives no score.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from evals import citations, statements
from evals.gold import GoldQuestion
from evals.ranking import CUTS, Mark, ndcg, recall_at, reciprocal_rank
from evals.trial import Trial


@dataclass(frozen=True)
class Score:
    """What one scorer found for one question."""

    question: str
    scorer: str
    value: float
    explanation: str = ""


@dataclass(frozen=True)
class Scorer:
    """A measure, and the questions that it can be asked of."""

    name: str
    applies: Callable[[GoldQuestion], bool]
    measure: Callable[[Trial], Mark | None]


def _recall(k: int, trial: Trial) -> Mark:
    return recall_at(k, trial.ranked, trial.question)


def _has_gold(question: GoldQuestion) -> bool:
    return bool(question.gold)


def _any(_: GoldQuestion) -> bool:
    return True


SCORERS = (
    *(Scorer(f"recall@{k}", _has_gold, partial(_recall, k)) for k in CUTS),
    Scorer("mrr@10", _has_gold, lambda trial: reciprocal_rank(trial.ranked, trial.question)),
    Scorer("ndcg@10", _has_gold, lambda trial: ndcg(trial.ranked, trial.question)),
    Scorer("citation_precision", _has_gold, citations.citation_precision),
    Scorer("citation_recall", _has_gold, citations.citation_recall),
    Scorer("article_recall", _has_gold, citations.article_recall),
    Scorer("character_recall", _has_gold, citations.character_recall),
    Scorer("quote_validity", _any, citations.quote_validity),
    Scorer("claims_cited", _any, citations.claims_cited),
    Scorer("status", _any, statements.status_right),
    Scorer("key_points", lambda question: bool(question.key_points), statements.key_points),
    Scorer("must_nots", lambda question: bool(question.must_not), statements.must_nots),
    Scorer("right", _any, statements.right),
    Scorer("truthfulness", _any, statements.truthfulness),
    Scorer("language", _any, statements.language),
    Scorer("words", _any, statements.words),
)


def score(trial: Trial, scorers: Sequence[Scorer] = SCORERS) -> list[Score]:
    """Every score of a trial. A scorer that itself fails on a reply scores 0 as well: the reply is not as the contract says."""
    found = []
    for scorer in scorers:
        if not scorer.applies(trial.question):
            continue
        try:
            mark = (0.0, trial.error) if trial.error else scorer.measure(trial)
        except Exception as error:
            mark = (0.0, f"{type(error).__name__}: {error}")
        if mark is not None:
            found.append(Score(trial.question.id, scorer.name, *mark))
    return found
