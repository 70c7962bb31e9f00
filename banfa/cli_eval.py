"""The command ``banfa eval``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from banfa.programs import program
from banfa.settings import Settings

EXAMPLES = "Examples:  banfa eval    banfa eval --report eval.md --report eval.html    banfa eval --url http://127.0.0.1:8000"

Dataset = Annotated[Path | None, typer.Option("--dataset", help="An outside set: passages.jsonl, queries.jsonl, qrels.tsv.")]
Baselines = Annotated[bool, typer.Option("--baselines/--no-baselines", help="Score the naive baselines beside ours.")]
Limit = Annotated[
    int | None,
    typer.Option("--limit", min=1, help="Only the first so many questions of an outside set; so many replies for --judge."),
]
Report = Annotated[
    list[Path] | None, typer.Option("--report", help="Write a report: .json, .xml (JUnit), .md or .html; may stand often.")
]
Only = Annotated[list[str] | None, typer.Option("--only", help="Ask this gold question alone; may stand often.")]
Url = Annotated[str, typer.Option("--url", help="Ask this assistant instead: POST <url>/ask, replies as the JSON contract.")]
Gates = Annotated[Path | None, typer.Option("--gates", help="The thresholds; default evals/gates.toml.")]
Baseline = Annotated[Path | None, typer.Option("--baseline", help="Fail on what was right there; default evals/baseline.json.")]
Against = Annotated[Path | None, typer.Option("--against", help="Show gains and losses against this baseline instead.")]
Hold = Annotated[bool, typer.Option("--hold/--no-hold", help="Fail on what was right in the baseline and is not now.")]
Write = Annotated[bool, typer.Option("--write-baseline", help="Write evals/baseline.json anew from this run.")]
Coverage = Annotated[bool, typer.Option("--coverage", help="Print how many questions each instrument has in each slice.")]
Twice = Annotated[bool, typer.Option("--twice", help="Ask again in another process; fail where a reply differs.")]
Corruptions = Annotated[bool, typer.Option("--corruptions", help="Make true sentences false; print how many pass the check.")]
Entailment = Annotated[
    Path | None,
    typer.Option("--entailment", help="Hold the check against an outside set with answers.jsonl."),
]
Calibrate = Annotated[bool, typer.Option("--calibrate", help="Fit banfa/confidence.toml to development questions; show it.")]
Ablation = Annotated[bool, typer.Option("--ablation", help="Leave out each part of the retrieval in turn; show what it costs.")]

Judge = Annotated[
    str, typer.Option("--judge", help="A chat model (as in BANFA_WRITER) judges the replies too; no gate looks at it.")
]
JudgeTimes = Annotated[
    int, typer.Option("--judge-times", min=1, help="How often --judge judges each reply; most of them decide.")
]


def evaluate(
    dataset: Dataset = None,
    baselines: Baselines = True,
    limit: Limit = None,
    report: Report = None,
    only: Only = None,
    url: Url = "",
    gates: Gates = None,
    baseline: Baseline = None,
    against: Against = None,
    hold: Hold = True,
    write_baseline: Write = False,
    coverage: Coverage = False,
    twice: Twice = False,
    corruptions: Corruptions = False,
    entailment: Entailment = None,
    calibrate: Calibrate = False,
    ablation: Ablation = False,
    judge: Judge = "",
    judge_times: JudgeTimes = 3,
) -> None:
    """Score the gold questions; exit 1 below the gates. With --dataset, score the retriever on an outside set."""
    evals = program("evals")
    given: dict[str, Any] = {} if gates is None else {"gates": gates}
    wanted = evals.Wanted(
        dataset=dataset,
        baselines=baselines,
        limit=limit,
        report=report or (),
        only=only or (),
        url=url,
        baseline=baseline,
        against=against,
        hold=hold,
        write_baseline=write_baseline,
        coverage=coverage,
        twice=twice,
        corruptions=corruptions,
        entailment=entailment,
        calibrate=calibrate,
        ablation=ablation,
        judge=judge,
        judge_times=judge_times,
        **given,
    )
    raise typer.Exit(0 if evals.run(Settings.from_environment(), wanted) else 1)
