"""What ``banfa eval`` and ``python -m evals`` do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import track

from banfa.corpus import Corpus, read_corpus
from banfa.errors import UsageError
from banfa.prompts import fingerprint
from banfa.settings import Settings
from banfa.wiring import make_assistant, make_embedder
from evals import ablation, calibration, committed, corruptions, gates
from evals.ablation_table import put_into
from evals.baselines import rank_all
from evals.coverage import coverage
from evals.dataset_run import run_dataset
from evals.drill import drill
from evals.entailment import agreement, read_pairs
from evals.gold import GoldQuestion, read_gold
from evals.judge import PROMPT, Judge, Repeat
from evals.outcome import Outcome, write_json
from evals.ranking import DEPTH
from evals.repeat import differences
from evals.report import console, show
from evals.reports import check_names, write_reports
from evals.scorers import score
from evals.trial import Trial, ask_all


@dataclass(frozen=True)
class Wanted:
    """What a run is to do (the options of ``banfa eval``)."""

    dataset: Path | None = None
    baselines: bool = True
    limit: int | None = None
    report: Sequence[Path] = ()
    only: Sequence[str] = ()
    url: str = ""
    gates: Path = gates.FILE
    baseline: Path | None = None
    against: Path | None = None
    hold: bool = True
    write_baseline: bool = False
    coverage: bool = False
    twice: bool = False
    corruptions: bool = False
    entailment: Path | None = None
    calibrate: bool = False
    ablation: bool = False
    judge: str = ""
    judge_times: int = 3

    @property
    def only_gold(self) -> bool:
        """Whether it is nothing but a run over the gold questions."""
        other = (self.dataset, self.entailment, self.corruptions, self.calibrate, self.ablation, self.coverage)
        return not any(other)


def run(settings: Settings, wanted: Wanted) -> bool:
    """Score the gold questions, or the retriever on an outside set; print the figures and write them as they are wanted.

    Returns:
        Whether every gate is passed (an outside set has none).

    Raises:
        BanfaError: the corpus, the questions, the index or the set is not usable; the message says what to do.
    """
    check_names(wanted.report)
    if wanted.judge and not wanted.only_gold:
        raise UsageError("--judge judges replies to gold questions. Leave it out, or what asks for something else.")
    if wanted.limit is not None and wanted.dataset is None and not wanted.judge:
        raise UsageError(
            "--limit is for an outside set or a judge; the gates look at all gold questions. Add --dataset DIR, or leave it out."
        )
    if wanted.write_baseline and (wanted.only or wanted.url):
        raise UsageError("--write-baseline keeps the verdict of every question on this assistant. Leave out --only and --url.")
    screen = console()
    if wanted.ablation:
        _ablation(settings, wanted, screen)
        return True
    if wanted.dataset is not None:
        content = run_dataset(settings, make_embedder(settings), wanted.dataset, wanted.limit, screen)
        for file in (settings.data / "eval" / f"{wanted.dataset.resolve().name}.json", *wanted.report):
            write_json(file, content)
        return True
    if wanted.corruptions:
        print(corruptions.table(corruptions.corrupt(read_corpus(settings.corpus), date.today())), end="")
        return True
    if wanted.entailment is not None:
        print(agreement(read_pairs(wanted.entailment), read_corpus(settings.corpus)), end="")
        return True
    if wanted.calibrate:
        assistant = make_assistant(settings)
        questions = read_gold(assistant.corpus, settings.gold)
        told = calibration.run(assistant, questions)
        print(told)
        for file in _pages(wanted.report):
            put_into(file, "calibration", told)
        return True
    if wanted.coverage:
        corpus = read_corpus(settings.corpus)
        print(coverage(corpus, read_gold(corpus, settings.gold)), end="")
        return True
    return _gold(settings, wanted, screen)


def _pages(reports: Sequence[Path]) -> Sequence[Path]:
    if other := [str(file) for file in reports if file.suffix != ".md"]:
        raise UsageError(f"A calibration is written into a page (.md), not as {', '.join(other)}.")
    return reports


def _ablation(settings: Settings, wanted: Wanted, screen: Console) -> None:
    """Print the table; write it as JSON, and into each page that is named as a report."""
    if other := [str(file) for file in wanted.report if file.suffix not in (".json", ".md")]:
        raise UsageError(f"An ablation is written as .json or into a page (.md), not as {', '.join(other)}.")
    of = wanted.dataset
    found = ablation.on_gold(settings, screen) if of is None else ablation.on_dataset(settings, of, wanted.limit, screen)
    name = "ablation" if of is None else f"ablation of {of.resolve().name}"
    for file in (settings.data / "eval" / f"{name.replace(' ', '-')}.json", *wanted.report):
        if file.suffix == ".md":
            put_into(file, name, found.table())
        else:
            write_json(file, found.as_object())


def _gold(settings: Settings, wanted: Wanted, screen: Console) -> bool:
    judge = Judge.from_settings(settings, wanted.judge, wanted.judge_times) if wanted.judge else None
    outcome = _over_http(settings, wanted) if wanted.url else _ask(settings, wanted)
    if wanted.write_baseline:
        committed.write_committed(outcome.run, committed.FILE)
        screen.print(f"The baseline of {len(outcome.trials)} questions is in {committed.FILE}.")
    outcome = _judged(outcome, wanted)
    if judge is not None:  # after the gates, which have no way to look at it
        outcome = replace(outcome, judgement=judge.judge(outcome.trials, wanted.limit, _judging))
    show(outcome, screen)
    write_reports(outcome, (settings.data / "eval" / "latest.json", *wanted.report))
    return outcome.passed and (not wanted.twice or _same_again(outcome, wanted, screen))


def _judged(outcome: Outcome, wanted: Wanted) -> Outcome:
    """The outcome held against the gates and the baseline. Somebody else's assistant has the baseline that is named, or none."""
    file = wanted.baseline or (None if wanted.url or not committed.FILE.exists() else committed.FILE)
    against = committed.compare(committed.read_committed(file), outcome.run, whole=not wanted.only) if file else None
    held_to = against if wanted.hold else None
    if wanted.against is not None:
        against = committed.compare(committed.read_committed(wanted.against), outcome.run, whole=not wanted.only)
    judged = gates.judge(outcome.figures, wanted.gates)
    if wanted.only:
        judged = gates.judge_some(outcome.figures)
    return replace(outcome, gates=(*judged, *outcome.gates), held_to=held_to, against=against)


def _ask(settings: Settings, wanted: Wanted) -> Outcome:
    assistant = make_assistant(replace(settings, top_k=max(DEPTH, settings.top_k)))
    questions = _chosen(assistant.corpus, settings, wanted.only)
    aside = Console(stderr=True)
    trials = list(track(ask_all(assistant, questions), "asking", len(questions), console=aside, transient=True))
    embedder = make_embedder(settings)
    rankings = {}
    if wanted.baselines:
        with aside.status("asking the baselines"):
            rankings = rank_all(assistant.corpus, embedder, [q for q in questions if q.gold], settings.data / "eval" / "baseline")
    scores = [found for trial in trials for found in score(trial)]
    lied_to = drill(assistant, questions).gate()
    made_of = assistant.corpus.hash, embedder.fingerprint, settings.writer
    return Outcome(trials, scores, rankings, *made_of, gates=lied_to, prompts=_prompts(settings))


def _over_http(settings: Settings, wanted: Wanted) -> Outcome:
    from evals.asking_http import ask_over_http, shown

    corpus = read_corpus(settings.corpus)
    questions = _chosen(corpus, settings, wanted.only)
    asking = ask_over_http(wanted.url, corpus, questions)
    trials: list[Trial] = list(track(asking, "asking", len(questions), console=Console(stderr=True), transient=True))
    scores = [found for trial in trials for found in score(trial)]
    return Outcome(trials, scores, {}, corpus.hash, "its own", shown(wanted.url))


def _chosen(corpus: Corpus, settings: Settings, only: Sequence[str]) -> Sequence[GoldQuestion]:
    questions = read_gold(corpus, settings.gold)
    if unknown := set(only) - {question.id for question in questions}:
        raise UsageError(f"There is no gold question {', '.join(sorted(unknown))}. Take ids from {settings.gold}.")
    return [question for question in questions if not only or question.id in only]


def _judging(repeats: Iterable[Repeat], total: int) -> Iterable[Repeat]:
    return track(repeats, "judging", total, console=Console(stderr=True), transient=True)


def _prompts(settings: Settings) -> dict[str, str]:
    """The fingerprint of each prompt that a reply can come from, by its name; that of the judge is told with what it said."""
    files = sorted(file for file in settings.prompts.glob("*.md") if file.stem not in ("README", PROMPT))
    return {file.stem: fingerprint(file) for file in files}


def _same_again(outcome: Outcome, wanted: Wanted, screen: Console) -> bool:
    chosen = [argument for id in wanted.only for argument in ("--only", id)]
    found = differences(outcome, [*chosen, *(("--url", wanted.url) if wanted.url else ())])
    for line in found:
        screen.print(f"[bold red]another reply the second time:[/] {line}")
    if not found:
        screen.print(f"A/A: {len(outcome.trials)} questions asked again by another process, no reply differs.")
    return not found
