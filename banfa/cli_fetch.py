"""``banfa fetch``: bring the official texts to this machine, and tell what changed in them since the last time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from banfa import locator as loc
from banfa.changes import versions
from banfa.citing import held_instrument
from banfa.corpus import Corpus, read_corpus
from banfa.fetching import Fetcher, Outcome
from banfa.official_changes import GoldEntry, TextChange, read_gold, touched
from banfa.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

_STORED = {"new", "changed"}


def fetch(
    instruments: Annotated[
        list[str] | None, typer.Argument(help="Ids, or names that people use; without any, all that we hold.")
    ] = None,
    from_dir: Annotated[
        Path | None, typer.Option("--from-dir", help="Read .txt and .html files of this folder instead of the official pages.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 when a text changed.")] = False,
) -> None:
    """Fetch the official texts: shown beside ours, and searched, after the next `banfa ingest`."""
    from rich.console import Console

    from banfa.adapters.markup import read_markup
    from banfa.adapters.pages import Pages

    settings = Settings.from_environment()
    corpus, gold = read_corpus(settings.corpus), read_gold(settings.gold)
    names = list(dict.fromkeys(held_instrument(corpus, name) for name in instruments or ())) or list(corpus.instruments)
    fetcher = Fetcher(corpus, settings.data, Pages(), read_markup, check=check)
    coming = fetcher.from_folder(from_dir, names, each=bool(instruments)) if from_dir else fetcher.from_pages(names)
    outcomes = _watched(coming, names, Console(stderr=True))
    outcomes.sort(key=lambda outcome: outcome.state == "skipped")
    _print_table(outcomes, Console())
    for outcome in outcomes:
        _report(outcome, corpus, gold)
    if not check and any(outcome.state in _STORED for outcome in outcomes):
        typer.echo("The index does not know these texts yet: run `banfa ingest`.")
    bad = {"failed", "changed"} if check else {"failed"}
    raise typer.Exit(1 if any(outcome.state in bad for outcome in outcomes) else 0)


def _watched(coming: Iterator[Outcome], names: Sequence[str], console: Console) -> list[Outcome]:
    """The outcomes, each told as it comes."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    outcomes: list[Outcome] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("official texts", total=len(names))
        for outcome in coming:
            outcomes.append(outcome)
            bar.console.print(f"{outcome.name}: {outcome.state}", markup=False, highlight=False)
            bar.update(task, completed=len({o.name for o in outcomes if o.name in names}))
    return outcomes


def _print_table(outcomes: Sequence[Outcome], console: Console) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="Official texts")
    for heading in ("instrument or file", "wording", "articles", "result"):
        table.add_column(heading, justify="right" if heading == "articles" else "left", overflow="fold")
    for o in outcomes:
        table.add_row(escape(o.name), str(o.effective or ""), str(o.articles or ""), o.state)
    console.print(table)


def _report(outcome: Outcome, corpus: Corpus, gold: Sequence[GoldEntry]) -> None:
    """Why something failed or was skipped; what changed, and what of ours rests on it."""
    if outcome.why:
        typer.echo(f"{outcome.name}: {outcome.state}: {outcome.why}", err=outcome.state == "failed")
    if outcome.change is None or outcome.effective is None:
        return
    heading = "reads otherwise than the text fetched before" if outcome.state == "changed" else "what was read differs in"
    typer.echo(f"{outcome.name}, wording of {outcome.effective}: {heading}:")
    for line in _changed(outcome.change):
        typer.echo(f"  {line}")
    if outcome.kept:
        typer.echo(f"  the text before: {outcome.kept}")
    if outcome.effective != versions(corpus, outcome.name)[-1]:
        return
    for thing in touched(corpus, outcome.name, outcome.change.articles, gold):
        typer.echo(f"  look again at: {thing.kind} {thing.id}")


def _changed(change: TextChange) -> Iterator[str]:
    for name, locators in (("changed", change.changed), ("added", change.added), ("dropped", change.dropped)):
        if locators:
            yield f"{name}: {', '.join(map(loc.pinpoint, locators))}"
