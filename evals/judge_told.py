"""What a judge came to, in sentences and rows: the same words in the terminal, in Markdown and on the page."""

from __future__ import annotations

from evals.judge_points import FAMILIES
from evals.judgement import Judgement

TITLE = "A chat model as a judge (advice; no gate looks at it)"
AGREEMENT = (
    *("yes means", "points", "in every repeat", "unanimous", "Fleiss κ"),
    *("verdicts", "as the scorer", "Cohen κ", "both yes", "judge alone", "scorer alone", "both no", "no verdict"),
)
DIFFERENCE = ("question", "point", "asked", "judge", "scorer", "why")
_WORDS = {True: "yes", False: "no"}


def sentences(judgement: Judgement, writer: str) -> list[str]:
    """Who judged what, what it did not judge and why, and what to make of it."""
    repeats = f"{judgement.times} times" if judgement.times > 1 else "once, so that nothing tells whether it would say it again"
    asked = f"{judgement.model}, prompt {judgement.prompt}, judged {judgement.replies} of {judgement.of} replies {repeats}."
    found = [f"{asked} A verdict is what more than half of the repeats say."]
    votes = judgement.times * len(judgement.points)
    if judgement.missing:
        why = "; ".join(f"{reason}: {count}" for reason, count in judgement.missing.items())
        found.append(f"No verdict {sum(judgement.missing.values())} times of {votes}: {why}.")
    if judgement.strays:
        found.append(f"It judged {judgement.strays} points that it was not asked about; they count for nothing.")
    if judgement.model == writer:
        found.append("It wrote the replies too, and models favour what they wrote.")
    return found


def agreement(judgement: Judgement) -> list[list[str]]:
    """A row a scorer, under ``AGREEMENT``."""
    rows = []
    for name, own in judgement.with_itself.items():
        beside = judgement.with_scorers[name]
        unanimous = own.unanimous / own.n if own.n else None
        itself = [str(beside.n + beside.no_verdict), str(own.n), _share(unanimous), _share(own.kappa)]
        cells = (beside.both_yes, beside.judge_alone, beside.scorer_alone, beside.both_no, beside.no_verdict)
        rows.append([FAMILIES[name], *itself, str(beside.n), _share(beside.agree), _share(beside.kappa), *map(str, cells)])
    return rows


def differences(judgement: Judgement) -> list[list[str]]:
    """A row for each point on which the judge says the opposite of the scorer, under ``DIFFERENCE``."""
    rows = []
    for judged in judgement.differences:
        point, said = judged.point, bool(judged.verdict)
        speaker = judged.speaker
        why = f"{speaker.why} “{speaker.words}”" if speaker and speaker.words else speaker.why if speaker else ""
        votes = f"{_WORDS[said]} ({judged.count(said)} of {len(judged.votes)})"
        rows.append([point.question, point.key, point.asked.replace("`", ""), votes, _WORDS[point.scored], why])
    return rows


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
