"""The committed baseline: of each gold question whether the reply was right, its kind, what was withheld, and how it began.

It lies in ``baseline.json``, a line a question. What was right there and is not right now fails a run. So does a reply of which
more is withheld, for then a text of ours no longer agrees with the law. Whoever means it writes the file anew in the same change:
a reviewer sees there every line that turned.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from banfa.errors import UsageError
from evals.scorers import Score
from evals.trial import Trial
from evals.uncertainty import Paired, paired

FILE = Path(__file__).parent / "baseline.json"
_BEGINNING = 280
"""Characters kept of an answer."""


@dataclass(frozen=True)
class Verdict:
    """What became of one question."""

    right: bool
    got: str
    withheld: int
    answer: str


@dataclass(frozen=True)
class Committed:
    """The verdicts of a run, and what made them."""

    corpus_hash: str
    embedder: str
    writer: str
    prompts: Mapping[str, str]
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True)
class Turn:
    """One question in two runs; ``after`` is None where it was not asked again."""

    id: str
    before: Verdict
    after: Verdict | None


@dataclass(frozen=True)
class Comparison:
    """A run held against an earlier one."""

    base: Committed
    gained: Sequence[Turn]
    lost: Sequence[Turn]
    silenced: Sequence[Turn]
    """Where more claims are withheld than were."""
    new: Sequence[str]
    paired: Paired | None
    prompts: Sequence[str]
    """Prompts that are not those of the base. The embedded writer reads none, so its answers cannot tell whether they work."""
    binding: bool
    """Whether a loss fails the run: not where another writer answered, for then it is another product."""

    @property
    def passed(self) -> bool:
        """Whether nothing that was right turned wrong or went missing, no more is withheld, and no prompt changed unseen."""
        return not (self.binding and (self.lost or self.silenced or self.prompts))


def verdicts_of(trials: Sequence[Trial], scores: Sequence[Score]) -> dict[str, Verdict]:
    """What became of each question of a run."""
    right = {score.question: score.value == 1 for score in scores if score.scorer == "right"}
    return {
        trial.question.id: Verdict(right[trial.question.id], trial.status, len(trial.reply.get("withheld", ())), beginning(trial))
        for trial in trials
    }


def beginning(trial: Trial) -> str:
    """The first claims of a reply, or its first words where it claims nothing, or the error."""
    claims = " ".join(claim["text"] for claim in trial.reply.get("claims", ()))
    text = " ".join((trial.error or claims or str(trial.reply.get("answer", ""))).split())
    return text if len(text) <= _BEGINNING else f"{text[: _BEGINNING - 1]}…"


def compare(base: Committed, head: Committed, *, whole: bool = True) -> Comparison:
    """What turned between two runs; with ``whole``, a question of the base that the head did not ask is lost if it was right."""
    gained, lost = [], []
    for id, before in base.verdicts.items():
        after = head.verdicts.get(id)
        if before.right and not (after.right if after else not whole):
            lost.append(Turn(id, before, after))
        elif after and after.right and not before.right:
            gained.append(Turn(id, before, after))
    kept = [(id, before, head.verdicts[id]) for id, before in base.verdicts.items() if id in head.verdicts]
    silenced = [Turn(id, before, after) for id, before, after in kept if after.withheld > before.withheld]
    new = [id for id in head.verdicts if id not in base.verdicts]
    found = paired({id: v.right for id, v in base.verdicts.items()}, {id: v.right for id, v in head.verdicts.items()})
    prompts = sorted({name for name, _ in base.prompts.items() ^ head.prompts.items()})
    return Comparison(base, gained, lost, silenced, new, found, prompts, base.writer == head.writer)


def read_committed(file: Path) -> Committed:
    """The run that a file holds.

    Raises:
        UsageError: it is missing or not such a file.
    """
    try:
        table = json.loads(file.read_text(encoding="utf-8"))
        verdicts = {id: Verdict(**row) for id, row in table["questions"].items()}
        return Committed(table["corpus_hash"], table["embedder"], table["writer"], table["prompts"], verdicts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file} is no baseline ({error}). Write it with `banfa eval --write-baseline`.") from error


def write_committed(run: Committed, file: Path) -> None:
    """Write a run, a line a question in the order of the ids, so that a change of it reads as what turned."""
    head = {"corpus_hash": run.corpus_hash, "embedder": run.embedder, "writer": run.writer, "prompts": run.prompts}
    lines = [f"  {_json(id)}: {_json(asdict(run.verdicts[id]))}" for id in sorted(run.verdicts)]
    top = ",\n".join(f" {_json(name)}: {_json(value)}" for name, value in head.items())
    file.write_text("{\n" + top + ',\n "questions": {\n' + ",\n".join(lines) + "\n }\n}\n", encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
