"""What a run over the gold questions came to, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evals.baselines import Rankings
from evals.figures import Figures, confusion, latency, means, retrieval_figures
from evals.gates import Gate
from evals.scorers import Score
from evals.trial import Trial


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

    @property
    def passed(self) -> bool:
        """Whether every gate was reached."""
        return all(gate.passed for gate in self.gates)

    @property
    def figures(self) -> Figures:
        """Every figure of every group."""
        return means((trial.question for trial in self.trials), self.scores)

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
            "questions": len(self.trials),
            "passed": self.passed,
            "figures": self.figures,
            "baselines": self.baseline_figures,
            "status": confusion(self.trials),
            "latency_ms": asdict(latency(self.trials)),
            "gates": [{**asdict(gate), "passed": gate.passed} for gate in self.gates],
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
            "error": trial.error,
            "baselines": {name: list(ranking.get(question.id, ()))[:10] for name, ranking in self.baselines.items()},
        }


def write_json(file: Path, content: Mapping[str, Any]) -> None:
    """Write a report, with its folder where that is missing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
