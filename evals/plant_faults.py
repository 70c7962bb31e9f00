"""The program of ``sh scripts/plant_faults``."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from banfa.corpus import read_corpus
from banfa.errors import BanfaError, UsageError
from banfa.settings import Settings
from evals import committed
from evals.faults import Fault, read_faults
from evals.gold import read_gold
from evals.planting import Caught, Field, as_lines, choose, require, write_json

ROOT = Path(__file__).resolve().parent.parent


def main(
    fault: Annotated[list[str] | None, typer.Argument(help="Plant these alone; default all.")] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Ask every question that was right at once, not some of them first.")
    ] = False,
    listing: Annotated[bool, typer.Option("--list", help="Name the faults and do nothing.")] = False,
    report: Annotated[Path | None, typer.Option("--report", help="Write the result: .md or .json.")] = None,
) -> None:
    """Plant faults one at a time in a copy of this checkout and show which are caught; exit 1 where one is not."""
    try:
        faults = _chosen(fault or ())
        if listing:
            typer.echo("\n".join(f"{f.id}: {f.what}" for f in faults))
            return
        with TemporaryDirectory(prefix="banfa-faults-") as folder:
            found = _plant_all(faults, Path(folder), full=full)
    except BanfaError as error:
        typer.echo(f"plant_faults: {error}", err=True)
        sys.exit(2)
    typer.echo(as_lines(found))
    if report is not None and report.suffix == ".json":
        write_json(found, report)
    elif report is not None:
        report.write_text(as_lines(found), encoding="utf-8")
    sys.exit(0 if all(caught.by for caught in found) else 1)


def _plant_all(faults: list[Fault], folder: Path, *, full: bool) -> list[Caught]:
    settings = Settings.from_environment()
    if (settings.corpus, settings.data, settings.gold) != (Settings().corpus, Settings().data, Settings().gold):
        raise UsageError("BANFA_CORPUS, BANFA_DATA or BANFA_GOLD is set, and would lead out of the copy. Unset them.")
    field = Field(ROOT, folder)
    if not (folder / "evals" / committed.FILE.name).exists():
        typer.echo("no baseline yet: asking every question of the clean copy first", err=True)
        require(field.prepare(), "The clean copy")
    base = committed.read_committed(folder / "evals" / committed.FILE.name)
    questions = read_gold(read_corpus(settings.corpus), settings.gold)
    asked = {fault.id: choose(fault, questions, base, everything=full) for fault in faults}
    require(field.control(sorted({id for ids in asked.values() for id in ids})), "The clean copy")
    found = []
    for fault in faults:
        caught = field.plant(fault, asked[fault.id])
        if not caught.by and not full:
            typer.echo(f"{fault.id}: not by {caught.asked} questions; asking all, as the gate does", err=True)
            caught = field.plant(fault, choose(fault, questions, base, everything=True))
        found.append(caught)
        typer.echo(f"{fault.id}: {found[-1].by or 'NOT CAUGHT'} {found[-1].reason}", err=True)
    return found


def _chosen(names: list[str] | tuple[()]) -> list[Fault]:
    faults = read_faults()
    if unknown := set(names) - {fault.id for fault in faults}:
        raise UsageError(f"There is no fault {', '.join(sorted(unknown))}. --list names them.")
    return [fault for fault in faults if not names or fault.id in names]


if __name__ == "__main__":
    typer.run(main)
