"""The command ``banfa``. Exit codes: 0 answered or done, 1 error, 2 wrong usage, 3 abstained (with ``--strict``)
or not all supported (``check``); of ``verify`` 3 law changed or quote moved, 1 tampered."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from banfa.batch import json_line, read_batch
from banfa.cli_check import check
from banfa.cli_doors import api, mcp
from banfa.cli_eval import EXAMPLES, evaluate
from banfa.cli_feedback import feedback
from banfa.cli_fetch import fetch
from banfa.cli_filters import FIELDS, Actor, Force, Instrument, Topic
from banfa.cli_law import app as law
from banfa.cli_scope import scope
from banfa.cli_verify import verify
from banfa.errors import BanfaError, UsageError
from banfa.filters import NAMES, Wanted, read_filters
from banfa.programs import program
from banfa.question import readable
from banfa.settings import Settings, keep_offline

if TYPE_CHECKING:
    from banfa.assistant import Assistant

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="China's generative-AI rules, answered with pinpoint citations that the program checked.",
    epilog='Example:  banfa ask "Do the Interim Measures apply to an internal tool?"',
)
app.add_typer(law, name="law")
app.command(epilog="Examples:  banfa fetch    banfa fetch cn-labelling --check    banfa fetch --from-dir saved-pages")(fetch)
app.command(
    epilog='Examples:  banfa scope    banfa scope --facts product.toml --strict    banfa scope --text "…" --export scope.docx'
)(scope)
app.command(epilog="Examples:  banfa verify scope.json    banfa verify thread.json")(verify)
app.command(epilog="Examples:  banfa feedback --draft drafts.toml    banfa feedback --unanswered --status not_in_corpus")(
    feedback
)
app.command(epilog="Examples:  banfa check memo.md    banfa check - --json < memo.txt    banfa check --batch claims.jsonl")(check)
app.command(epilog="Examples:  banfa api    banfa api --port 8700    BANFA_API_KEYS=… banfa api --host 0.0.0.0")(api)
app.command(epilog="Examples:  banfa mcp    banfa mcp --http --port 8701")(mcp)
app.command("eval", epilog=EXAMPLES)(evaluate)

AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day whose law is asked about; default today.")
]
Batch = Annotated[
    Path | None,
    typer.Option(
        "--batch", help=f'A file of {{"id", "question", "as_of"?, "earlier"?}} lines, also with {FIELDS}; JSON lines come out.'
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the JSON contract instead of text.")]
_ANSWERED = {"answered", "premise_corrected"}


class _Asked(NamedTuple):
    """A question as it came in."""

    id: str
    question: str
    as_of: date | None
    filters: Wanted
    earlier: tuple[str, ...] = ()


@app.command(epilog="Examples:  banfa ingest    banfa ingest --check    banfa ingest --rebuild")
def ingest(
    check: Annotated[bool, typer.Option("--check", help="Prove the corpus and compare the index; change nothing.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Embed everything again.")] = False,
) -> None:
    """Prove the corpus and build the index if it is missing or stale."""
    program("ingest").run(Settings.from_environment(), check=check, rebuild=rebuild)


@app.command(
    epilog='Examples:  banfa ask "什么时候办算法备案?"   banfa ask --as-of 2024-01-01 --topic minors "…"   banfa ask --batch q'
)
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question, in English or Chinese; - reads it from standard input.")
    ] = None,
    as_json: AsJson = False,
    batch: Batch = None,
    as_of: AsOf = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 when the reply is an abstention.")] = False,
    quotes: Annotated[bool, typer.Option("--quotes/--no-quotes", help="Show the words of the law below the answer.")] = True,
    after: Annotated[
        list[str] | None,
        typer.Option("--after", help="What was asked before, for a question that leans on it; repeat it for more, oldest first."),
    ] = None,
    instrument: Instrument = None,
    legal_force: Force = None,
    actor: Actor = None,
    topic: Topic = None,
) -> None:
    """Answer a question with checked citations."""
    from banfa.contract import reply_object
    from banfa.render import markdown

    given: Wanted = {"instrument": instrument, "legal_force": legal_force, "actor": actor, "topic": topic}
    lines = _questions(question, batch)
    assistant = _assistant()
    abstained = False
    for line in lines:
        filters = read_filters(assistant.corpus, {**given, **line.filters})
        earlier = line.earlier or tuple(map(readable, after or ()))
        reply = assistant.ask(line.question, line.as_of or (as_of.date() if as_of else None), filters, earlier)
        abstained = abstained or reply.status.value not in _ANSWERED
        if as_json or batch is not None:
            indent = None if batch is not None else 1
            typer.echo(json_line(reply_object(reply, assistant.corpus, line.id), indent))
        else:
            typer.echo(markdown(reply, assistant.corpus, quotes=quotes))
    if strict and abstained:
        raise typer.Exit(3)


@app.command(epilog='Examples:  banfa retrieve "who labels deepfakes?" -k 5    banfa retrieve --batch questions.jsonl -k 10')
def retrieve(
    question: Annotated[str | None, typer.Argument(help="The question; - reads it from standard input.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="How many passages.")] = 10,
    as_json: AsJson = False,
    batch: Batch = None,
    as_of: AsOf = None,
    instrument: Instrument = None,
    legal_force: Force = None,
    actor: Actor = None,
    topic: Topic = None,
) -> None:
    """Show the provisions found for a question, with what made the score."""
    from banfa.contract import retrieval_object

    given: Wanted = {"instrument": instrument, "legal_force": legal_force, "actor": actor, "topic": topic}
    lines = _questions(question, batch)
    assistant = _assistant()
    for line in lines:
        filters = read_filters(assistant.corpus, {**given, **line.filters})
        asked = assistant.understand(line.question, line.as_of or (as_of.date() if as_of else None), filters)
        passages, sure = assistant.retriever.found_surely(asked, k, asked.as_of)
        if as_json or batch is not None:
            typer.echo(json_line(retrieval_object(passages, line.id, filters, sure)))
            continue
        if not passages:
            typer.echo("No provision in force that day passes the filters.", err=True)
        for passage in passages:
            card = assistant.corpus.instruments[passage.provision.instrument]
            why = ", ".join(f"{name} {value:+.2f}" for name, value in passage.why.items())
            typer.echo(
                f"{passage.score:6.2f}  {card.cite(passage.pinpoint, asked.language)}: {passage.provision.heading}  ({why})"
            )


@app.command(epilog="Example:  banfa serve --port 8600")
def serve(port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port of the chat page.")] = 8501) -> None:
    """Open the chat page (on this machine only)."""
    page = Path(__file__).resolve().parent.parent / "app" / "chat.py"
    if not page.exists():
        raise UsageError(f"There is no chat page at {page}. Run from a checkout of the repository.")
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port), "--server.address", "127.0.0.1"]
    raise typer.Exit(subprocess.run(command, cwd=page.parent.parent, check=False).returncode)


def main() -> None:
    """The console script."""
    try:
        keep_offline(Settings.from_environment())
        app()
    except UsageError as error:
        typer.echo(f"banfa: {error}", err=True)
        sys.exit(2)
    except BanfaError as error:
        typer.echo(f"banfa: {error}", err=True)
        sys.exit(1)


def _assistant() -> Assistant:
    from banfa.wiring import make_assistant

    return make_assistant(Settings.from_environment())


def _questions(question: str | None, batch: Path | None) -> list[_Asked]:
    if (question is None) == (batch is None):
        raise UsageError("Give one question, or --batch FILE.")
    if batch is not None:
        return [asked for _, asked in read_batch(batch, f'"id", "question", "as_of"?, {FIELDS}', _question)]
    text = sys.stdin.read() if question == "-" else question
    return [_Asked("", readable(text or ""), None, {})]


def _question(row: Mapping[str, Any]) -> _Asked:
    """A line of a batch."""
    filters = {name: row[name] for name in NAMES if row.get(name)}
    found = _Asked(str(row["id"]), readable(str(row["question"])), _day(row.get("as_of")), filters, _turns(row.get("earlier")))
    if not re.search(r"\w", found.question):
        raise UsageError("the question is empty.")
    return found


def _turns(rows: object) -> tuple[str, ...]:
    if not isinstance(rows, list | None) or not all(isinstance(turn, str) for turn in rows or ()):
        raise UsageError(f"earlier is {rows!r}; write a list of questions, oldest first.")
    return tuple(readable(turn) for turn in rows or ())


def _day(text: object) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise UsageError(f"as_of is {text!r}; write it as 2026-01-31.") from None
