"""``banfa check``: every claim of a memo against the law. Exit codes: 0 all supported, 1 error, 2 wrong usage, 3 not all."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from banfa.batch import json_line, read_batch
from banfa.errors import UsageError
from banfa.question import readable
from banfa.settings import Settings

if TYPE_CHECKING:
    from banfa.memo import MemoChecker
    from banfa.memo_verdict import Judged

_NOT_ALL_SUPPORTED = 3


class _Row(NamedTuple):
    """A line of a batch: one claim, or a text that may have several."""

    id: str
    claim: str | None
    text: str | None
    as_of: date | None


def check(
    file: Annotated[
        str | None, typer.Argument(help="A memo, English or Chinese, plain text or Markdown; - reads standard input.")
    ] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help='A file of {"id", "claim" or "text", "as_of"?} lines; JSON lines come out.')
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day whose law is asked about; default today.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per claim.")] = False,
) -> None:
    """Check what a memo says about the law: each claim gets a verdict, the provision it rests on, and why."""
    if (file is None) == (batch is None):
        raise UsageError("Give one file (or - for standard input), or --batch FILE.")
    rows = _batch(batch) if batch is not None else [_Row("", None, _read(file or "-"), None)]
    from banfa.memo_contract import judged_object, judged_objects
    from banfa.wiring import make_checker

    checker = make_checker(Settings.from_environment())
    default = as_of.date() if as_of else date.today()
    found: list[Judged] = []
    skipped = 0
    for row in rows:
        judged, left_out = _judged(checker, row, row.as_of or default)
        found += judged
        skipped += left_out
        lines = [judged_object(judged[0], row.id)] if row.claim is not None else judged_objects(judged, row.id)
        for line, one in zip(lines, judged, strict=True):
            typer.echo(json_line(line) if as_json or batch is not None else _table_row(line["id"], one))
    if not as_json and batch is None:
        typer.echo(_summary(found, skipped))
    if any(one.verdict.value != "supported" for one in found):
        raise typer.Exit(_NOT_ALL_SUPPORTED)


def _judged(checker: MemoChecker, row: _Row, on: date) -> tuple[list[Judged], int]:
    return ([checker.judge(readable(row.claim), on)], 0) if row.claim is not None else checker.check(readable(row.text or ""), on)


def _read(file: str) -> str:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}.") from error
    if not re.search(r"\w", text):
        raise UsageError(f"{'Standard input' if file == '-' else file} has no text to check.")
    return readable(text)


def _batch(batch: Path) -> list[_Row]:
    return [row for _, row in read_batch(batch, '"id", "claim" or "text", "as_of"?', _row)]


def _row(line: Mapping[str, Any]) -> _Row:
    """A line of a batch."""
    day = date.fromisoformat(line["as_of"]) if line.get("as_of") else None
    found = _Row(readable(str(line["id"])), line.get("claim"), line.get("text"), day)
    said = found.text if found.claim is None else found.claim
    if not isinstance(said, str) or not re.search(r"\w", said):
        raise UsageError('give "claim" (one claim) or "text", not empty.')
    claim, text = (part if part is None else readable(part) for part in (found.claim, found.text))
    return found._replace(claim=claim, text=text)


def _table_row(name: str, one: Judged) -> str:
    where = ", ".join(f"{instrument} {locator}" for instrument, locator in one.correct)
    lines = [
        f"{name:>3}  {one.verdict.value:15}  {one.claim}",
        f"     {'':15}  {where}" if where else "",
        f"     {'':15}  {one.why}",
    ]
    quote = one.passage.replace("\n", f"\n     {'':15}  > ")
    return "\n".join(line for line in [*lines, f"     {'':15}  > {quote}" if quote else ""] if line.strip())


def _summary(found: list[Judged], skipped: int) -> str:
    counts: dict[str, int] = {}
    for one in found:
        counts[one.verdict.value] = counts.get(one.verdict.value, 0) + 1
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items(), key=lambda item: -item[1]))
    return f"\n{len(found)} claims: {verdicts or 'none'}; {skipped} sentences make no claim on the law."
