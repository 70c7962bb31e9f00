"""Drafts of gold questions from what readers thought of answers. An engineer reviews them before any counts: what has to be
decided is left empty, and the reader of gold questions refuses an entry until it is filled in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from banfa.errors import UsageError
from banfa.threads import folded

_HEAD = """\
# Drafts from readers' feedback, unreviewed. They are no gold questions yet: decide every field that is empty or commented out,
# from the Chinese text, take out what names a person or a client, and move the entry to a file of evals/gold.
"""


def read_feedback(file: Path) -> tuple[list[dict[str, Any]], int]:
    """The lines of a feedback file, and how many could not be read.

    Raises:
        UsageError: there is no such file.
    """
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}. Thumbs on the page write it.") from error
    rows, lost = [], 0
    for line in filter(str.strip, text.split("\n")):
        try:
            row = json.loads(line)
            _ = row["question"], row["thumb"], row["language"]
            rows.append(row)
        except (ValueError, KeyError, TypeError):
            lost += 1
    return rows, lost


def drafts(rows: Iterable[Mapping[str, Any]]) -> str:
    """The drafts as TOML in the form of ``evals/gold``, one for each question, in the order of the first feedback on it."""
    by_question: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_question.setdefault(folded(str(row["question"])), []).append(row)
    return "\n".join([_HEAD, *("\n".join(_entry(same)) + "\n" for same in by_question.values())])


def _entry(rows: list[Mapping[str, Any]]) -> Iterator[str]:
    last = rows[-1]
    good = last["thumb"] == "up"
    digest = hashlib.sha256(folded(str(last["question"])).encode()).hexdigest()[:8]
    language = "zh" if last["language"] == "zh" else "en"
    yield "[[question]]"
    yield f'id = "{language}-feedback-{digest}"'
    yield f"question = {_text(last['question'])}"
    yield f'language = "{language}"'
    yield 'slice = ""  # scope, obligation, lookup, …: evals/gold/README.md'
    yield "# lay = true or false"
    status = str(last.get("status", ""))
    yield f"status = {_text(status if good else '')}" + ("" if good else f"  # the reply was {_remark(status)}")
    yield from _gold(last, good=good)
    yield "key_points = []"
    yield from (f"# was told: {_remark(claim)}" for claim in _list(last, "claims"))
    for row in rows:
        day = _remark(str(row.get("time", ""))[:10])
        yield f"# thumb {_remark(row['thumb'])} on {day}: {_remark(row.get('reason') or 'no reason given')}"
    if (as_of := _as_of(last)) is not None:
        yield f"as_of = {as_of.isoformat()}"
    yield 'source = "reader feedback, unreviewed"'
    yield 'reviewer = ""  # who checked it against the Chinese text'
    yield "# reviewed = the day"


def _gold(row: Mapping[str, Any], *, good: bool) -> Iterator[str]:
    """What was cited: proposed where the reader was content, else only told."""
    cited = dict.fromkeys(f"{c['instrument']}:{c['locator']}" for c in _list(row, "citations") if isinstance(c, Mapping))
    if good and cited:
        yield (
            "gold = [" + ", ".join(f"[{_text(address)}]" for address in cited) + "]  # what the reply cited: keep what is needed"
        )
    else:
        yield "gold = []"
        yield from (f"# cited: {_remark(address)}" for address in cited)


def _list(row: Mapping[str, Any], name: str) -> list[Any]:
    found = row.get(name)
    return found if isinstance(found, list) else []


def _as_of(row: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(row.get("as_of")))
    except ValueError:
        return None


def _text(value: object) -> str:
    """A TOML string: that of JSON, and DEL and halves of characters besides."""
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _remark(value: object) -> str:
    """One line that can stand behind a #."""
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
