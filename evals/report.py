"""The report in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.figures import Figures, confusion, latency
from evals.gold import LANGUAGES, SLICES
from evals.outcome import Outcome

_WIDTH = 150
_RETRIEVAL = ("recall@1", "recall@5", "recall@10", "mrr@10")
_COLUMNS = {
    **{name: name.replace("recall", "R").replace("mrr", "MRR") for name in _RETRIEVAL},
    "citation_precision": "cite P",
    "citation_recall": "cite R",
    "article_recall": "(article)",
    "quote_validity": "quotes",
    "claims_cited": "cited",
    "status": "status",
    "key_points": "points",
    "must_nots": "not said",
    "right": "right",
}


def console() -> Console:
    """The terminal, or a page wide enough where there is none."""
    found = Console(highlight=False)
    return found if found.is_terminal else Console(width=_WIDTH, highlight=False)


def show(outcome: Outcome, screen: Console) -> None:
    """Print everything about a run."""
    figures = outcome.figures
    screen.print(_figures(figures))
    screen.print(_retrieval({"Banfa": figures, **outcome.baseline_figures}, sum(bool(t.question.gold) for t in outcome.trials)))
    screen.print(_confusion(confusion(outcome.trials)))
    if outcome.not_right:
        screen.print(_not_right(outcome))
    took = latency(outcome.trials)
    screen.print(
        f"{len(outcome.trials)} questions; a reply takes {took.p50:.0f} ms (median), {took.p95:.0f} ms (95th percentile)."
    )
    screen.print(f"corpus {outcome.corpus_hash[:12]}, embedder {outcome.embedder}, writer {outcome.writer}")
    missed = [gate for gate in outcome.gates if not gate.passed]
    for gate in missed:
        screen.print(f"[bold red]below the gate:[/] {escape(str(gate))}")
    if not missed:
        screen.print(f"[bold green]All {len(outcome.gates)} gates are passed.[/]")


def _figures(figures: Figures) -> Table:
    table = _table("Figures (means; – where no question has it)", "group", ["n", *_COLUMNS.values()])
    order = ["all", *LANGUAGES, "lay", "in terms", *(f"slice {name}" for name in SLICES)]
    for group in (group for group in order if group in figures):
        row = figures[group]
        table.add_row(
            group.removeprefix("slice "),
            f"{row['n']:.0f}",
            *_cells(row, _COLUMNS),
            end_section=group in ("all", "zh", "in terms"),
        )
    return table


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


def _table(title: str, first: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first, no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right")
    return table


def _cells(row: Mapping[str, float], names: Iterable[str]) -> list[str]:
    return [f"{row[name]:.3f}" if name in row else "–" for name in names]
