"""``banfa scope``: does it apply, and what must be done? By questions, from facts, from a description, or for a batch."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from banfa.batch import json_line, read_batch
from banfa.case import Answer
from banfa.cli_scope_interview import interview
from banfa.corpus import Corpus, read_corpus
from banfa.deadlines import dues, read_event
from banfa.errors import UsageError
from banfa.fact_reading import read_facts
from banfa.product_text import language_of
from banfa.question import readable
from banfa.reading_facts import propose
from banfa.render_compare import compare_text
from banfa.render_scope import scope_text
from banfa.scope_answers import Proposed, gathered, read_answer, read_answers, with_assumed
from banfa.scope_check import ScopeChecker, Verdict
from banfa.scope_compare import EU, compare, eu_checker
from banfa.scope_contract import scope_object
from banfa.scope_export import check_suffix, export
from banfa.scope_recording import make_record
from banfa.settings import Settings
from banfa.wiring import make_fact_reader


class _Line(NamedTuple):
    """One case of a batch."""

    id: str
    stated: dict[str, Answer]
    text: str
    ignored: dict[str, str]


class _Case(NamedTuple):
    """One case: the language to answer in, the answers, and what its text proposes."""

    language: str
    stated: dict[str, Answer]
    proposed: dict[str, Proposed]


def scope(
    facts: Annotated[Path | None, typer.Option("--facts", help='A TOML file: fact = true, false, a number or "unknown".')] = None,
    text: Annotated[
        str | None, typer.Option("--text", help="A description of the product; - reads it from standard input.")
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", help='A file of {"id", "scenario" | "facts"} lines; one JSON object per line comes out.'),
    ] = None,
    assume_proposed: Annotated[
        bool, typer.Option("--assume-proposed", help="Count what the text suggests as confirmed (for evaluation).")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 when the verdict is undetermined.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List the facts with their questions.")] = False,
    chinese: Annotated[bool, typer.Option("--zh", help="Ask and answer in Chinese.")] = False,
    duties: Annotated[bool, typer.Option("--duties", help="List the duties in full.")] = False,
    comparing: Annotated[bool, typer.Option("--compare", help="Set the EU AI Act beside it, row by row.")] = False,
    files: Annotated[
        list[Path] | None, typer.Option("--export", help="Write a file: .md, .docx, .xlsx, .csv (Jira), .ics, .json.")
    ] = None,
    days: Annotated[
        list[str] | None, typer.Option("--date", help="A day that deadlines run from: 2027-01-04 (start), change=2027-01-04.")
    ] = None,
) -> None:
    """Check whether China's generative-AI rules apply to a product, and what follows. Without options it asks."""
    if sum((facts is not None, text is not None, batch is not None, listing)) > 1:
        raise UsageError("Give one of --facts, --text, --batch, --list; or none of them, to be asked.")
    if (batch is not None and (files or days or duties or comparing)) or (listing and (files or days or duties)):
        raise UsageError("--export, --date, --duties and --compare are for one case. Give --facts or --text, or be asked.")
    events = dict(read_event(day) for day in days or [])
    for file in files or []:
        check_suffix(file)
    corpus = read_corpus(Settings.from_environment().corpus)
    checker = ScopeChecker(corpus.scope, corpus.obligations)
    if listing:
        _list(corpus, "zh" if chinese else "en", comparing)
        return
    if batch is not None:
        _leave(_batch(batch, corpus, checker, assume_proposed) and strict)
        return
    case = _case(facts, text, corpus, checker, chinese=chinese, comparing=comparing, assume=assume_proposed)
    check = checker.check(case.stated)
    record = make_record(
        corpus,
        checker,
        check,
        case.language,
        date.today(),
        proposed=case.proposed,
        due=dues(check.duties, events),
        rows=compare(corpus.scope, case.stated) if comparing else (),
    )
    for file in files or []:
        export(record, file)
    if as_json:
        matrix = {"comparison": record.matrix()} if comparing else {}
        typer.echo(json_line(scope_object(checker, check, "", case.proposed) | matrix, 1))
    else:
        typer.echo(scope_text(corpus, checker, check, case.language, case.proposed, in_full=duties))
        typer.echo(compare_text(record) if comparing else "", nl=comparing)
    _leave(strict and check.verdict is Verdict.UNDETERMINED)


def _case(
    facts: Path | None,
    text: str | None,
    corpus: Corpus,
    checker: ScopeChecker,
    *,
    chinese: bool,
    comparing: bool,
    assume: bool,
) -> _Case:
    """The answers from a file, from a description, or asked; those on the EU are asked only where it is compared."""
    language = "zh" if chinese else "en"
    if facts is not None:
        return _Case(language, read_answers(_table(facts), corpus.scope.known), {})
    if text is None:
        stated = interview(checker, language)
        return _Case(language, interview(eu_checker(corpus.scope), language, stated) if comparing else stated, {})
    words = readable(sys.stdin.read() if text == "-" else text)
    if not re.search(r"\w", words):
        raise UsageError("The description is empty.")
    language = "zh" if chinese else language_of(words)
    read = read_facts(words, corpus, make_fact_reader(Settings.from_environment(), corpus), language)
    if read.notice:
        typer.echo(read.notice, err=True)
    return _Case(language, with_assumed({}, read.proposed) if assume else {}, read.proposed)


def _list(corpus: Corpus, language: str, comparing: bool) -> None:
    """Every fact with its question; those of the EU only where it is compared."""
    for fact in corpus.scope.facts.values():
        if comparing or corpus.instruments[fact.rests_on[0]].jurisdiction != EU:
            typer.echo(f"{fact.name:40} {fact.ask(language)}")


def _batch(batch: Path, corpus: Corpus, checker: ScopeChecker, assume_proposed: bool) -> bool:
    """A line of JSON for each case of a batch; whether one of them is undetermined."""
    undetermined = False
    lines = list(read_batch(batch, '"id", "scenario" | "facts"', partial(_line, checker=checker)))
    for where, line in lines:
        for name, why in line.ignored.items():
            typer.echo(f"{where}: {name} is ignored. {why}", err=True)
        proposed = gathered(propose(line.text, corpus.readings)) if line.text else {}
        check = checker.check(with_assumed(line.stated, proposed) if assume_proposed else line.stated)
        undetermined = undetermined or check.verdict is Verdict.UNDETERMINED
        found = scope_object(checker, check, line.id, proposed)
        typer.echo(json_line(found | _ignored(line)))
    return undetermined


def _ignored(line: _Line) -> dict[str, object]:
    """What of a case could not be read: an error for its line, and each fact with the reason; the other cases go on."""
    return {"error": " ".join(line.ignored.values()), "ignored": line.ignored} if line.ignored else {}


def _leave(undetermined: bool) -> None:
    if undetermined:
        raise typer.Exit(3)


def _table(file: Path) -> Mapping[str, object]:
    """The facts of a TOML file, at its top or under ``[facts]``."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file} is not valid TOML: {error}.") from error
    inner = table.get("facts", table)
    if not isinstance(inner, dict):
        raise UsageError(f"{file}: facts is not a table. Write fact = true lines, at the top or under [facts].")
    return inner


def _line(row: Mapping[str, Any], checker: ScopeChecker) -> _Line:
    """A case of a batch."""
    facts, text = row.get("facts"), row.get("scenario")
    if not (isinstance(facts, dict) or isinstance(text, str)):
        raise UsageError("neither a scenario (text) nor facts (an object).")
    stated, ignored = _answers(facts or {}, checker)
    return _Line(str(row["id"]), stated, readable(text or ""), ignored)


def _answers(facts: Mapping[str, object], checker: ScopeChecker) -> tuple[dict[str, Answer], dict[str, str]]:
    """The answers that can be read, and for the others why they count as unknown: one bad fact does not spoil a batch."""
    stated: dict[str, Answer] = {}
    ignored: dict[str, str] = {}
    for name, value in facts.items():
        try:
            stated[name] = read_answer(name, value, checker.scope.known)
        except UsageError as error:
            ignored[name] = str(error)
    return stated, ignored
