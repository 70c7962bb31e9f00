"""How well a reply says it: of the right kind, with every point, nothing wrong, in the language of the question."""

from __future__ import annotations

import re

from banfa.answer import Status
from banfa.question import language_of
from evals.citations import uncited_needs
from evals.gold import Patterns
from evals.ranking import Mark, name_needs
from evals.trial import Trial

_WORD = re.compile(r"[㐀-鿿]|[^\W_㐀-鿿]+(?:['’-][^\W_㐀-鿿]+)*")
_ABSTAINS = {status.value for status in Status} - {Status.ANSWERED.value, Status.PREMISE_CORRECTED.value}


def status_right(trial: Trial) -> Mark:
    """Whether the reply is of the right kind."""
    wanted, got = trial.question.status.value, trial.reply.get("status", "")
    return float(wanted == got), "" if wanted == got else f"status {got}, not {wanted}"


def key_points(trial: Trial) -> Mark:
    """The share of the key points that the answer makes."""
    points, answer = trial.question.key_points, trial.reply.get("answer", "")
    missing = [point[0].pattern for point in points if not makes(answer, point)]
    return 1 - len(missing) / len(points), f"not said: {' | '.join(missing)}" if missing else ""


def makes(answer: str, point: Patterns) -> bool:
    """Whether an answer makes a point: any of its phrases stands in it."""
    return any(phrase.search(answer) for phrase in point)


def must_nots(trial: Trial) -> Mark:
    """1 where the answer says nothing that a right one does not say, else 0."""
    hits = [found[0] for pattern in trial.question.must_not if (found := pattern.search(trial.reply.get("answer", "")))]
    return float(not hits), f"must not say: {' | '.join(hits)}" if hits else ""


def right(trial: Trial) -> Mark:
    """Right kind, every key point, nothing that must not be said and, where it answers, a gold need cited."""
    question = trial.question
    marks = [status_right(trial), must_nots(trial)]
    if question.key_points:
        marks.append(key_points(trial))
    if question.answered and question.gold:
        unmet = uncited_needs(trial)
        marks.append((float(len(unmet) < len(question.gold)), name_needs("not cited", unmet)))
    reasons = [why for value, why in marks if value < 1 and why]
    return float(all(value == 1 for value, _ in marks)), "; ".join(reasons)


def truthfulness(trial: Trial) -> Mark:
    """1 for a right reply, 0 for one that abstains, -1 for any other (the score of CRAG: Yang et al., NeurIPS 2024).

    A right answer with a point missing counts as wrong here: a reader of it does not learn what was asked.
    """
    value, why = right(trial)
    if value == 1:
        return 1.0, ""
    return (0.0, f"abstains: {why}") if trial.reply["status"] in _ABSTAINS else (-1.0, why)


def language(trial: Trial) -> Mark:
    """The share of the claims, or without any of the whole reply, that are in the language of the question."""
    said = [claim["text"] for claim in trial.reply.get("claims", ())] or [trial.reply.get("answer", "")]
    other = [text for text in said if language_of(text) != trial.question.language]
    return 1 - len(other) / len(said), f"in another language: {other[0][:80]}" if other else ""


def words(trial: Trial) -> Mark:
    """The length of the answer as it is shown: words, where each Chinese character counts as one."""
    return float(len(_WORD.findall(trial.reply.get("answer", "")))), ""
