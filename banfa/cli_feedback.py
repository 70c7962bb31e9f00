"""``banfa feedback``: what maintainers learn from use. Drafts of gold questions from thumbs; the questions that got no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from banfa.errors import UsageError
from banfa.gold_drafts import drafts, read_feedback
from banfa.question import readable
from banfa.settings import Settings
from banfa.threads import FAILED

_FILE = "feedback.jsonl"
_NO_ANSWER = ("not_in_corpus", FAILED, "unsettled", "needs_fact", "out_of_field")


def feedback(
    draft: Annotated[
        Path | None, typer.Option("--draft", help="Write drafts of gold questions to this new file, unreviewed; - prints them.")
    ] = None,
    unanswered: Annotated[bool, typer.Option("--unanswered", help="List the kept questions that got no answer.")] = False,
    status: Annotated[
        list[str] | None, typer.Option("--status", help="With --unanswered: only this kind of reply; may stand often.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="With --unanswered: at most so many questions.")] = 100,
) -> None:
    """Turn readers' thumbs into drafts of gold questions, or list the questions that got no answer."""
    if (draft is None) == (not unanswered):
        raise UsageError("Give --draft FILE, or --unanswered.")
    settings = Settings.from_environment()
    if draft is not None:
        _draft(settings.data / _FILE, draft)
    else:
        _list(settings, tuple(status or _NO_ANSWER), limit)


def _draft(source: Path, target: Path) -> None:
    rows, lost = read_feedback(source)
    text = drafts(rows)
    if str(target) == "-":
        typer.echo(text, nl=False)
    else:
        try:
            with target.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            raise UsageError(f"{target} is there already, perhaps with somebody's review in it. Give a new file.") from None
        except OSError as error:
            raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
        typer.echo(f"{text.splitlines().count('[[question]]')} drafts in {target}, unreviewed.")
    if lost:
        typer.echo(f"banfa: {lost} lines of {source} could not be read and were left out.", err=True)


def _list(settings: Settings, statuses: tuple[str, ...], limit: int) -> None:
    from banfa.wiring import make_threads

    if unknown := set(statuses) - {*_NO_ANSWER}:
        raise UsageError(f"There is no status {min(unknown)!r} of a question without an answer. Use {', '.join(_NO_ANSWER)}.")
    threads = make_threads(settings)
    if threads is None:
        raise UsageError("No history is kept (BANFA_HISTORY is off), so there is nothing to list.")
    rows = threads.unanswered(statuses, limit)
    for row in rows:
        line = " ".join(readable(row.question).split())
        typer.echo(f"{row.times:4}  {row.last.date().isoformat()}  {row.status:<13}  {line}")
    if not rows:
        typer.echo("No kept question is without an answer.", err=True)
