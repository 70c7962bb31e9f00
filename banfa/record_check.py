"""Whether a record of a scope check still holds: untouched, its quotes still the law, its facts leading to the same result."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.quotes_now import places, stands
from banfa.scope_answers import read_answers
from banfa.scope_check import ScopeChecker
from banfa.scope_compare import eu_checker
from banfa.scope_record import FORMAT, seal


class Standing(Enum):
    """What became of a record."""

    STILL_VALID = "still valid"
    LAW_CHANGED = "law changed"
    QUOTE_MOVED = "quote moved"
    TAMPERED = "tampered"


@dataclass(frozen=True)
class Checked:
    """The standing of a record, and a line for each thing that is not as it was."""

    standing: Standing
    because: tuple[str, ...] = ()


def read_record(text: str) -> dict[str, Any]:
    """The record that a JSON text holds.

    Raises:
        UsageError: it is not JSON, or not a record of ``banfa scope --export``.
    """
    try:
        record = json.loads(text)
    except ValueError as error:
        raise UsageError(f"It is not JSON ({error}). Give a file that `banfa scope --export FILE.json` wrote.") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT or "seal" not in record:
        raise UsageError(f"It is no record of the format {FORMAT}. Give a file that `banfa scope --export FILE.json` wrote.")
    return record


def check_record(record: Mapping[str, Any], corpus: Corpus, today: date) -> Checked:
    """What became of a record, by its seal and by the corpus as it is now.

    A record that rests on this very corpus, and still quotes other words or reports another result, was changed and sealed anew.
    """
    if seal(record) != record["seal"]:
        return Checked(Standing.TAMPERED, ("the content does not fit its seal",))
    try:
        if record["corpus"] == corpus.hash and (wrong := _differences(record, corpus, date.fromisoformat(record["as_of"]))):
            return Checked(Standing.TAMPERED, wrong)
        moved, gone = _quotes(record, corpus, today)
        other = tuple(_results(record, corpus))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return Checked(Standing.TAMPERED, (f"the content is not as it was written ({error!r})",))
    if gone or other:
        return Checked(Standing.LAW_CHANGED, (*gone, *other, *moved))
    return Checked(Standing.QUOTE_MOVED, moved) if moved else Checked(Standing.STILL_VALID)


def _differences(record: Mapping[str, Any], corpus: Corpus, day: date) -> tuple[str, ...]:
    moved, gone = _quotes(record, corpus, day)
    return (*gone, *moved, *_results(record, corpus))


def _quotes(record: Mapping[str, Any], corpus: Corpus, today: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The quotes that stand elsewhere in their instrument now, and those that stand nowhere in it."""
    moved: dict[str, None] = {}
    gone: dict[str, None] = {}
    for words in _words(record):
        instrument, locator, quote = words["instrument"], words["locator"], words["quote"]
        if not isinstance(quote, str) or not quote.strip():
            raise ValueError(f"{words['cite']} has no quote")
        if stands(corpus, instrument, locator, quote, today):
            continue
        if found := places(corpus, instrument, quote, today):
            moved[f"{words['cite']}: the quote stands in {', '.join(found)} now"] = None
        else:
            gone[f"{words['cite']}: the quote is no longer in the text: “{quote}”"] = None
    return tuple(moved), tuple(gone)


def _words(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for quoting in (*record["findings"], *record["rows"]):
        yield from quoting["words"]
    for duty in (*record["duties"], *record["duties_if"]):
        yield duty["words"]


def _results(record: Mapping[str, Any], corpus: Corpus) -> Iterator[str]:
    """Where the same answers lead to another result now."""
    try:
        stated = read_answers(record["stated"], corpus.scope.known)
    except UsageError as error:
        yield f"the facts are asked otherwise now: {error}"
        return
    check = ScopeChecker(corpus.scope, corpus.obligations).check(stated)
    abroad = eu_checker(corpus.scope).check(stated)
    now = {f.regime.id: f.verdict.value for f in (*check.findings, *abroad.findings)}
    if record["verdict"] != check.verdict.value:
        yield f"the verdict was {record['verdict']}, it is {check.verdict.value} now"
    for finding in record["findings"]:
        if now.get(finding["id"]) != finding["verdict"]:
            yield f"{finding['id']}: it was {finding['verdict']}, it is {now.get(finding['id'], 'gone')} now"
    for name, applies in (("duties", True), ("duties_if", None)):
        then = {duty["id"] for duty in record[name]}
        here = {duty.obligation.id for duty in check.duties_that(applies)}
        yield from (f"{name}: {id} is no longer among them" for id in sorted(then - here))
        yield from (f"{name}: {id} is new among them" for id in sorted(here - then))
