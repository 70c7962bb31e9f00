"""What ``banfa eval`` and ``python -m evals`` do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import track

from banfa.errors import UsageError
from banfa.settings import Settings
from banfa.wiring import make_assistant, make_embedder
from evals.baselines import rank_all
from evals.dataset_run import run_dataset
from evals.gates import judge
from evals.gold import read_gold
from evals.outcome import Outcome, write_json
from evals.report import console, show
from evals.scorers import DEPTH, score
from evals.trial import ask_all


def run(
    settings: Settings,
    *,
    dataset: Path | None = None,
    baselines: bool = True,
    limit: int | None = None,
    report: Path | None = None,
) -> bool:
    """Score the gold questions, or the retriever on an outside set; print the figures and write them as JSON.

    Returns:
        Whether every gate is passed (an outside set has none).

    Raises:
        BanfaError: the corpus, the questions, the index or the set is not usable; the message says what to do.
    """
    screen = console()
    if dataset is not None:
        content = run_dataset(settings, make_embedder(settings), dataset, limit, screen)
        _write(settings, f"{dataset.resolve().name}.json", content, report)
        return True
    if limit is not None:
        raise UsageError("--limit is for an outside set; the gates judge all gold questions. Add --dataset DIR, or leave it out.")
    outcome = _ask(settings, baselines=baselines)
    outcome = replace(outcome, gates=judge(outcome.figures))
    show(outcome, screen)
    _write(settings, "latest.json", outcome.as_object(), report)
    return outcome.passed


def _ask(settings: Settings, *, baselines: bool) -> Outcome:
    assistant = make_assistant(replace(settings, top_k=max(DEPTH, settings.top_k)))
    questions = read_gold(assistant.corpus)
    aside = Console(stderr=True)
    trials = list(track(ask_all(assistant, questions), "asking", len(questions), console=aside, transient=True))
    embedder = make_embedder(settings)
    rankings = {}
    if baselines:
        with aside.status("asking the baselines"):
            rankings = rank_all(assistant.corpus, embedder, [q for q in questions if q.gold], settings.data / "eval" / "baseline")
    scores = [found for trial in trials for found in score(trial)]
    return Outcome(trials, scores, rankings, assistant.corpus.hash, embedder.fingerprint, settings.writer)


def _write(settings: Settings, name: str, content: dict[str, object], report: Path | None) -> None:
    for file in (settings.data / "eval" / name, report):
        if file is not None:
            write_json(file, content)
