"""A chat model that judges replies point by point, several times each. It is advice beside the scorers and decides no gate.

Nothing that it says is trusted: a verdict on a point that was not given counts for nothing, a yes has to point to words that
stand in the reply, and every failure is a missing verdict with its reason. What is judged travels as fenced data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from banfa.adapters.langchain import connect, structured
from banfa.adapters.tokens import count_tokens
from banfa.errors import WriterError
from banfa.prompts import fingerprint, render
from banfa.settings import Settings
from evals.judge_points import JudgedPoint, Point, Vote, data_of, points_of
from evals.judgement import Judgement
from evals.trial import Trial

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PROMPT = "judge"
AT_ONCE = 4
RETRIES = 2
GIVE_UP = 8
"""After so many failures of the model in a row it is asked no more: a dead one would keep a run for hours."""
_LONGEST = 240
"""Characters kept of what a judge says of a point."""

Repeat = tuple[dict[str, Vote], int]
"""One reply judged once: a vote for each key, and how many verdicts were on no point of it."""
Progress = Callable[[Iterable[Repeat], int], Iterable[Repeat]]
"""Shows how far it is: what comes, and of how much."""


class Verdict(BaseModel):
    """What a judge says of one point."""

    point: str
    words: str
    why: str
    verdict: Literal["yes", "no", "unclear"]


class Verdicts(BaseModel):
    """What a judge says of one reply."""

    verdicts: list[Verdict]


class Judge:
    """Puts replies to a chat model.

    Args:
        name: what the model is called.
        model: the LangChain chat model.
        settings: where the prompt is, and the most tokens of a request.
        times: how often each reply is judged.
        at_once: how many requests are under way together.

    Raises:
        UsageError: the prompt is missing.
    """

    def __init__(self, name: str, model: BaseChatModel, settings: Settings, times: int, at_once: int = AT_ONCE) -> None:
        self._name, self._model, self._times, self._at_once = name, model, times, at_once
        self._budget = settings.prompt_tokens
        self._rules = render(settings.prompts, PROMPT)
        self._fingerprint = fingerprint(settings.prompts / f"{PROMPT}.md")
        self._lock, self._failed = Lock(), 0

    @classmethod
    def from_settings(cls, settings: Settings, name: str, times: int) -> Judge:
        """A judge by the name of its model (as in ``BANFA_WRITER``), at ``BANFA_WRITER_URL`` where that is set.

        Raises:
            UsageError: LangChain cannot set up such a model, or the prompt is missing.
        """
        return cls(name, connect(replace(settings, writer=name), "--judge", RETRIES), settings, times)

    def judge(self, trials: Sequence[Trial], limit: int | None = None, progress: Progress | None = None) -> Judgement:
        """What it says of the replies that came, or of ``limit`` of them.

        Which of them, a hash of the id says, so that they are of every slice and the same in each run.
        """
        chosen = _chosen(trials, limit)
        points = [points_of(trial) for trial in chosen]
        asked = [(trial, own, turn) for trial, own in zip(chosen, points, strict=True) for turn in range(self._times)]
        with ThreadPoolExecutor(self._at_once) as pool:
            found = pool.map(lambda request: self._ask(*request), asked)
            repeats = list(progress(found, len(asked)) if progress else found)
        judged = []
        for number, own in enumerate(points):
            turns = repeats[number * self._times : (number + 1) * self._times]
            judged += [JudgedPoint(point, tuple(votes[point.key] for votes, _ in turns)) for point in own]
        strays = sum(count for _, count in repeats)
        return Judgement(self._name, self._fingerprint, self._times, len(chosen), len(trials), judged, strays)

    def _ask(self, trial: Trial, points: Sequence[Point], turn: int) -> Repeat:
        """One request. Each repeat has the points in another order, so that what depends on the order shows as disagreement."""
        if self._failed >= GIVE_UP:
            return _nothing(points, f"not asked, for the model had failed {GIVE_UP} times in a row"), 0
        start = turn % len(points)
        data = data_of(trial, [*points[start:], *points[:start]])
        if count_tokens(data) > self._budget:
            return _nothing(points, "not asked, for the reply is longer than BANFA_PROMPT_TOKENS"), 0
        try:
            found = structured(self._model, Verdicts, self._rules, data)
        except WriterError as error:
            found = str(error)
        else:
            found = "its reply was not in the form asked for" if isinstance(found, str) else found
        with self._lock:
            self._failed = self._failed + 1 if isinstance(found, str) else 0
        return (_nothing(points, found), 0) if isinstance(found, str) else _votes(found, points, trial.reply["answer"])


def _chosen(trials: Sequence[Trial], limit: int | None) -> list[Trial]:
    """The trials in which a reply came, or so many of them as their ids draw."""
    came = [trial for trial in trials if not trial.error and isinstance(trial.reply.get("answer"), str)]
    drawn = sorted((sha256(trial.question.id.encode()).hexdigest(), trial.question.id) for trial in came)
    ids = {id for _, id in drawn[:limit]}
    return [trial for trial in came if trial.question.id in ids]


def _votes(found: Verdicts, points: Sequence[Point], answer: str) -> Repeat:
    said: dict[str, list[Verdict]] = {}
    for verdict in found.verdicts:
        said.setdefault(verdict.point.strip(" `.:[]").upper(), []).append(verdict)
    votes = {point.key: _vote(point, said.pop(point.key, []), answer) for point in points}
    return votes, sum(map(len, said.values()))


def _vote(point: Point, said: Sequence[Verdict], answer: str) -> Vote:
    """What was said of a point, if it was said once and bears out."""
    if not said:
        return Vote(None, "the point was left out")
    if len({verdict.verdict for verdict in said}) > 1:
        return Vote(None, "the point was judged twice, and otherwise")
    own = said[0]
    words, why = _line(own.words), _line(own.why)
    if own.verdict == "unclear":
        return Vote(None, "unclear to it")
    if own.verdict == "yes" and point.scorer != "status" and not _stands_in(own.words, answer):
        return Vote(None, "it says yes for words that the reply does not have")
    return Vote(own.verdict == "yes", why, words)


def _nothing(points: Sequence[Point], why: str) -> dict[str, Vote]:
    return {point.key: Vote(None, why) for point in points}


def _stands_in(words: str, answer: str) -> bool:
    """Whether words stand in an answer, letter by letter; signs and spaces do not count, for models change them."""
    sought = _letters(words)
    return bool(sought) and sought in _letters(answer)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _line(text: str) -> str:
    """What a model wrote, in one line of signs that can be printed."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
