"""``banfa verify``: whether an exported scope check or thread still holds. Exit codes: 0 still valid, 3 law changed or quote
moved, 1 tampered, 2 wrong usage."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from banfa.corpus import read_corpus
from banfa.errors import UsageError
from banfa.record_check import Standing, check_record, read_record
from banfa.settings import Settings
from banfa.thread_check import FORMAT, check_thread, read_thread

_EXIT = {Standing.STILL_VALID: 0, Standing.LAW_CHANGED: 3, Standing.QUOTE_MOVED: 3, Standing.TAMPERED: 1}


def verify(file: Annotated[Path, typer.Argument(help="A JSON file of banfa scope --export, or of a thread.")]) -> None:
    """Check whether an exported scope check or thread still holds: still valid, law changed, quote moved, or tampered."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}.") from error
    threaded = f'"{FORMAT}"' in text[:200]
    try:
        record = read_thread(text) if threaded else read_record(text)
    except UsageError as error:
        raise UsageError(f"{file}: {error}") from error
    check, day = (check_thread, record.get("updated")) if threaded else (check_record, record.get("as_of"))
    found = check(record, read_corpus(Settings.from_environment().corpus), date.today())
    typer.echo(f"{file}: {found.standing.value} (of {str(day)[:10]})")
    for line in found.because:
        typer.echo(f"  - {line}")
    raise typer.Exit(_EXIT[found.standing])
