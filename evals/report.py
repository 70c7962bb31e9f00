"""The report in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals import judge_told
from evals.figures import Figures, confusion, latency
from evals.gold import LANGUAGES, SLICES, SPLITS
from evals.judgement import Judgement
from evals.outcome import Outcome
from evals.reliability import Reliability

_WIDTH = 200
_RETRIEVAL = ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10")
_COLUMNS = {
    **{name: name.replace("recall", "R").replace("mrr", "MRR").replace("ndcg", "nDCG") for name in _RETRIEVAL},
    "citation_precision": "cite P",
    "citation_recall": "cite R",
    "article_recall": "art R",
    "character_recall": "char R",
    "quote_validity": "quotes",
    "claims_cited": "cited",
    "status": "status",
    "key_points": "points",
    "must_nots": "mustn't",
    "language": "lang",
    "words": "words",
    "truthfulness": "truth",
    "right": "right",
}


def console() -> Console:
    """The terminal, or a page wide enough where there is none."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(width=_WIDTH, highlight=False)


def show(outcome: Outcome, screen: Console) -> None:
    """Print everything about a run."""
    figures = outcome.figures
    screen.print(_figures(outcome))
    for gap in outcome.gaps:
        screen.print(escape(str(gap)))
    screen.print(_retrieval({"Banfa": figures, **outcome.baseline_figures}, sum(bool(t.question.gold) for t in outcome.trials)))
    screen.print(_confusion(confusion(outcome.trials)))
    if outcome.reliability:
        screen.print(_reliability(outcome.reliability))
    if outcome.not_right:
        screen.print(_not_right(outcome))
    took = latency(outcome.trials)
    screen.print(
        f"{len(outcome.trials)} questions; a reply takes {took.p50:.0f} ms (median), {took.p95:.0f} ms (95th percentile)."
    )
    screen.print(escape(outcome.made_with))
    _turned(outcome, screen)
    if outcome.judgement:
        _judgement(outcome.judgement, outcome.writer, screen)
    missed = [gate for gate in outcome.gates if not gate.passed]
    for gate in missed:
        screen.print(f"[bold red]below the gate:[/] {escape(str(gate))}")
    if outcome.gates and not missed:
        screen.print(f"[bold green]All {len(outcome.gates)} gates are passed.[/]")
        if not outcome.passed:
            screen.print("[bold red]The run fails all the same:[/] mend what turned, or accept it with --write-baseline.")


def _turned(outcome: Outcome, screen: Console) -> None:
    """What turned since the baseline."""
    comparison = outcome.held_to or outcome.against
    if comparison is None:
        screen.print("No baseline: nothing was held against an earlier run.")
        return
    if comparison.paired is not None:
        screen.print(f"Against the baseline: {escape(str(comparison.paired))}; {len(comparison.new)} new.")
    style = "bold red" if comparison.binding and outcome.held_to else "yellow"
    for turn in comparison.lost:
        became = f"{turn.after.got}: {turn.after.answer}" if turn.after else "was not asked"
        screen.print(f"[{style}]turned wrong:[/] {turn.id} {escape(became)}")
    for turn in comparison.silenced:
        screen.print(f"[{style}]more withheld:[/] {turn.id} {escape(turn.after.answer if turn.after else '')}")
    if comparison.prompts:
        screen.print(
            f"[{style}]prompts changed:[/] {', '.join(comparison.prompts)}; try them with a chat model, then --write-baseline."
        )
    if comparison.lost and not comparison.binding:
        screen.print("Another writer answered than in the baseline; what turned is shown and fails nothing.")


def _figures(outcome: Outcome) -> Table:
    figures = outcome.figures
    table = _table("Figures (means; – where no question has it)", "group", ["n", *_COLUMNS.values(), "right, 95 %"])
    order = ["all", *SPLITS, "held", *LANGUAGES, "lay", "in terms", *(f"slice {name}" for name in SLICES)]
    for group in (group for group in order if group in figures):
        row = figures[group]
        table.add_row(
            group.removeprefix("slice "),
            f"{row['n']:.0f}",
            *_cells(row, _COLUMNS),
            _span(outcome, group),
            end_section=group in ("all", "held", "zh", "in terms"),
        )
    return table


def _span(outcome: Outcome, group: str) -> str:
    found = outcome.intervals.get(group, {}).get("right")
    return f"{found[0]:.2f}–{found[1]:.2f}" if found else "–"


def _retrieval(systems: Mapping[str, Figures], n: int) -> Table:
    groups: Sequence[str] = ("all", *LANGUAGES)
    table = _table(
        f"Retrieval, over the {n} questions that rest on provisions",
        "system",
        [f"{group} {_COLUMNS[name]}" for group in groups for name in _RETRIEVAL],
    )
    for system, figures in systems.items():
        table.add_row(system, *(cell for group in groups for cell in _cells(figures.get(group, {}), _RETRIEVAL)))
    return table


def _reliability(groups: Mapping[str, Reliability]) -> Table:
    title = "Confidence that every need is among the first five passages"
    table = _table(title, "group", ["n", "said", "was", "Brier", "Brier of the rate", "calibration error"])
    for group, found in groups.items():
        figures = (found.said, found.rate, found.brier, found.brier_of_rate, found.error)
        table.add_row(group, str(found.n), *(f"{value:.3f}" for value in figures))
    return table


def _confusion(counts: Mapping[str, Mapping[str, int]]) -> Table:
    got = sorted({status for row in counts.values() for status in row})
    table = _table("Status: wanted (down), got (across)", "wanted", got)
    for wanted, row in counts.items():
        cells = [str(row.get(status, "")) for status in got]
        table.add_row(
            wanted, *(f"[bold]{cell}[/]" if status == wanted else cell for status, cell in zip(got, cells, strict=True))
        )
    return table


def _not_right(outcome: Outcome) -> Table:
    table = Table(title=f"Not right: {len(outcome.not_right)} of {len(outcome.trials)}", title_justify="left")
    table.add_column("id", no_wrap=True)
    table.add_column("why")
    for trial, why in outcome.not_right:
        table.add_row(trial.question.id, escape(why))
    return table


def _judgement(judgement: Judgement, writer: str, screen: Console) -> None:
    """What a chat model says of the replies, all points on which it differs from a scorer among it."""
    table = _table(judge_told.TITLE, judge_told.AGREEMENT[0], judge_told.AGREEMENT[1:])
    for row in judge_told.agreement(judgement):
        table.add_row(*row)
    screen.print(table)
    for sentence in judge_told.sentences(judgement, writer):
        screen.print(escape(sentence))
    if rows := judge_told.differences(judgement):
        table = Table(title=f"Where the judge and a scorer differ: {len(rows)}", title_justify="left")
        for name in judge_told.DIFFERENCE:
            table.add_column(name)
        for row in rows:
            table.add_row(*map(escape, row))
        screen.print(table)


def _table(title: str, first: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first, no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right")
    return table


def _cells(row: Mapping[str, float], names: Iterable[str]) -> list[str]:
    return [(f"{row[name]:.0f}" if name == "words" else f"{row[name]:.3f}") if name in row else "–" for name in names]
