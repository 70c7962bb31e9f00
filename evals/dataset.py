"""An outside set of questions and passages, read from a folder.

passages.jsonl   {"id", "text", "title"?, "doc"?}
queries.jsonl    {"id", "text", "doc"?, "style"?}    where a query has a doc, its passages alone compete; figures by style
qrels.tsv        query, passage, relevance           a query without any is unanswerable, and left out of the averages
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from banfa.errors import UsageError

Qrels = dict[str, dict[str, int]]
"""Query → passage → relevance, above zero only."""


@dataclass(frozen=True)
class Entry:
    """A passage or a query."""

    id: str
    text: str
    title: str = ""
    doc: str = ""
    style: str = ""


@dataclass(frozen=True)
class Dataset:
    """Passages, the queries taken, and what answers them."""

    name: str
    passages: tuple[Entry, ...]
    queries: tuple[Entry, ...]
    qrels: Qrels

    @cached_property
    def hash(self) -> str:
        """The SHA-256 (hex) of the passages: two sets with equal passages share an index."""
        digest = hashlib.sha256()
        for p in self.passages:
            digest.update(json.dumps([p.id, p.title, p.text]).encode())
        return digest.hexdigest()

    @property
    def answerable(self) -> tuple[Entry, ...]:
        """The queries that some passage answers."""
        return tuple(query for query in self.queries if query.id in self.qrels)


def read_dataset(folder: Path, limit: int | None = None) -> Dataset:
    """Read a set; with ``limit``, only its first so many queries.

    Raises:
        UsageError: a file is missing or malformed; the message names the file and the line.
    """
    passages = tuple(_entries(folder / "passages.jsonl"))
    queries = tuple(_entries(folder / "queries.jsonl"))[:limit]
    if not passages or not queries:
        raise UsageError(f"{folder} has no passages or no queries. An outside set needs both, one JSON object a line.")
    return Dataset(folder.resolve().name, passages, queries, _qrels(folder / "qrels.tsv", {query.id for query in queries}))


def _entries(file: Path) -> Iterator[Entry]:
    seen: set[str] = set()
    for number, line in _lines(file):
        try:
            row: dict[str, Any] = json.loads(line)
            entry = Entry(str(row["id"]), str(row["text"]), *(str(row.get(name) or "") for name in ("title", "doc", "style")))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(f'{file}, line {number}: not {{"id", "text"}} as JSON ({error}). Correct the line.') from error
        if entry.id in seen:
            raise UsageError(f"{file}, line {number}: the id {entry.id!r} stands twice. Give each line an id of its own.")
        seen.add(entry.id)
        yield entry


def _qrels(file: Path, queries: set[str]) -> Qrels:
    table: Qrels = {}
    for number, line in _lines(file):
        try:
            query, passage, relevance = line.split("\t")
            value = int(relevance)
        except ValueError as error:
            raise UsageError(
                f"{file}, line {number}: not query, passage and relevance between tabs ({error}). Correct it."
            ) from error
        if value > 0 and query in queries:
            table.setdefault(query, {})[passage] = value
    return table


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file} cannot be read: {error}. An outside set is passages.jsonl, queries.jsonl and qrels.tsv."
        ) from error
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield number, line.rstrip("\r")
