"""What a run over the gold questions came to, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from evals.baselines import Rankings
from evals.committed import Committed, Comparison, verdicts_of
from evals.figures import Figures, confusion, latency, means, retrieval_figures
from evals.gates import Gate
from evals.judgement import Judgement
from evals.reliability import Reliability, of_trials
from evals.scorers import Score
from evals.trial import Trial
from evals.uncertainty import Gap, Interval, gaps, intervals


@dataclass(frozen=True)
class Outcome:
    """Trials and scores, and what they were made with."""

    trials: Sequence[Trial]
    scores: Sequence[Score]
    baselines: Mapping[str, Rankings]
    corpus_hash: str
    embedder: str
    writer: str
    gates: Sequence[Gate] = ()
    prompts: Mapping[str, str] = field(default_factory=dict)
    held_to: Comparison | None = None
    """Against the baseline that the gate holds it to."""
    against: Comparison | None = None
    """Against the baseline whose gains and losses are shown: that of the base branch, or else the same."""
    judgement: Judgement | None = None
    """What a chat model says of the replies, if one was asked. Advice: nothing here that passes or fails looks at it."""

    @property
    def passed(self) -> bool:
        """Whether every gate was reached and nothing that was right turned wrong."""
        return all(gate.passed for gate in self.gates) and (self.held_to is None or self.held_to.passed)

    @property
    def run(self) -> Committed:
        """The verdicts, as a baseline keeps them."""
        return Committed(self.corpus_hash, self.embedder, self.writer, self.prompts, verdicts_of(self.trials, self.scores))

    @cached_property
    def figures(self) -> Figures:
        """Every figure of every group."""
        return means((trial.question for trial in self.trials), self.scores)

    @cached_property
    def intervals(self) -> Mapping[str, Mapping[str, Interval]]:
        """The bootstrap interval of every figure."""
        return intervals((trial.question for trial in self.trials), self.scores)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What is right on development questions less what is right on test questions."""
        return gaps((trial.question for trial in self.trials), self.scores)

    @cached_property
    def reliability(self) -> Mapping[str, Reliability]:
        """How far the confidence of the replies can be believed, by group; empty where they tell none."""
        return of_trials(self.trials)

    @property
    def made_with(self) -> str:
        """What answered, in one line."""
        prompts = "".join(f", prompt {name} {hash}" for name, hash in self.prompts.items())
        return f"corpus {self.corpus_hash[:12]}, embedder {self.embedder}, writer {self.writer}{prompts}"

    @property
    def baseline_figures(self) -> dict[str, Figures]:
        """The retrieval figures of each baseline."""
        return {name: retrieval_figures((t.question for t in self.trials), ranking) for name, ranking in self.baselines.items()}

    @property
    def not_right(self) -> list[tuple[Trial, str]]:
        """The trials that are not right, with the reason."""
        why = {score.question: score.explanation for score in self.scores if score.scorer == "right" and score.value < 1}
        return [(trial, why[trial.question.id]) for trial in self.trials if trial.question.id in why]

    def as_object(self) -> dict[str, Any]:
        """All of it, for a machine."""
        return {
            "asked_on": date.today().isoformat(),
            "corpus_hash": self.corpus_hash,
            "embedder": self.embedder,
            "writer": self.writer,
            "prompts": self.prompts,
            "questions": len(self.trials),
            "passed": self.passed,
            "figures": self.figures,
            "intervals": self.intervals,
            "gaps": [{**asdict(gap), "overfitted": gap.overfitted} for gap in self.gaps],
            "against_baseline": _turns(self.against),
            "baselines": self.baseline_figures,
            "status": confusion(self.trials),
            "reliability": {group: asdict(found) for group, found in self.reliability.items()},
            "latency_ms": asdict(latency(self.trials)),
            "gates": [{**asdict(gate), "passed": gate.passed} for gate in self.gates],
            "judge": self.judgement.as_object() if self.judgement else None,
            "rows": [self._row(trial) for trial in self.trials],
        }

    def _row(self, trial: Trial) -> dict[str, Any]:
        question = trial.question
        own = [score for score in self.scores if score.question == question.id]
        return {
            "id": question.id,
            "question": question.question,
            "language": question.language,
            "slice": question.slice,
            "slices": question.slices,
            "split": question.split,
            "lay": question.lay,
            "wanted": question.status.value,
            "got": trial.status,
            "gold": [[str(cite) for cite in need] for need in question.gold],
            "cited": [str(cite) for cite in trial.cited],
            "found": list(trial.ranked),
            "scores": {score.scorer: score.value for score in own},
            "why": {score.scorer: score.explanation for score in own if score.explanation and score.value < 1},
            "withheld": trial.reply.get("withheld", []),
            "elapsed_ms": trial.reply.get("elapsed_ms"),
            "confidence": trial.reply.get("confidence"),
            "error": trial.error,
            "answer": trial.reply.get("answer", ""),
            "baselines": {name: list(ranking.get(question.id, ()))[:10] for name, ranking in self.baselines.items()},
        }


def _turns(comparison: Comparison | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    return {
        "corpus_hash": comparison.base.corpus_hash,
        "embedder": comparison.base.embedder,
        "writer": comparison.base.writer,
        "binding": comparison.binding,
        "paired": asdict(comparison.paired) if comparison.paired else None,
        "gained": [turn.id for turn in comparison.gained],
        "lost": [turn.id for turn in comparison.lost],
        "silenced": [turn.id for turn in comparison.silenced],
        "new": comparison.new,
        "prompts": comparison.prompts,
    }


def as_json(outcome: Outcome) -> str:
    """A run as JSON."""
    return _json(outcome.as_object())


def write_json(file: Path, content: Mapping[str, Any]) -> None:
    """Write a report, with its folder where that is missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_json(content), encoding="utf-8")


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
