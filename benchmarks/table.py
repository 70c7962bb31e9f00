"""What was measured as tables of a page, between two marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from banfa.errors import UsageError

BEGIN, END = "<!-- benchmarks -->", "<!-- end of benchmarks -->"
_TITLES = {
    "warm": "warm: the published index, each question new",
    "cold": "cold: from a new process to its first answer",
    "ingest": "ingest: the build of an index",
    "sizes": "sizes: the search alone and with the question's embedding, over made-up passages",
}


def put_into(page: Path, found: Mapping[str, Any]) -> None:
    """Write what was measured between the marks of a page; the rest of it stays.

    Raises:
        UsageError: the page lacks the marks.
    """
    text = page.read_text(encoding="utf-8")
    if not (match := re.search(f"{re.escape(BEGIN)}\n.*?{re.escape(END)}", text, re.DOTALL)):
        raise UsageError(f"{page} has no lines {BEGIN} and {END}. Put them where the tables are to stand.")
    page.write_text(text[: match.start()] + f"{BEGIN}\n{tables(found)}{END}" + text[match.end() :], encoding="utf-8")


def tables(found: Mapping[str, Any]) -> str:
    """When and on what it was measured, then a table for each kind of measurement."""
    machine = found["machine"]
    told = f"Measured on {found['on'][:10]}, {machine['cores']} cores ({machine['processor']}), Python {machine['python']}.\n"
    kinds = dict.fromkeys(row["what"] for row in found["measured"])
    return told + "".join(
        f"\n**{_TITLES[kind]}**\n\n{_table([r for r in found['measured'] if r['what'] == kind])}" for kind in kinds
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    return _calls(rows) if all("took" in row for row in rows) else _facts(rows)


def _calls(rows: Sequence[Mapping[str, Any]]) -> str:
    """A line for each call that was timed, and for how many callers."""
    told = [
        "| over | what | callers | p50 (ms) | p95 (ms) | a second | n | memory (MB) | load |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        over = f"{row['passages']:,} passages, {row['store']}" if "passages" in row else f"{row['rows']:,} rows"
        for name, times in row["took"].items():
            for took in times:
                figures = f"{took['callers']} | {took['p50']:.0f} | {took['p95']:.0f} | {took['per_second']} | {took['n']}"
                told.append(f"| {over} | {name} | {figures} | {row['rss_mb']:.0f} | {row['load_before']} |")
    return "\n".join(told) + "\n"


def _facts(rows: Sequence[Mapping[str, Any]]) -> str:
    """A line for each thing that is no time of a call."""
    told = ["| what | measured |", "|---|---|"]
    for row in rows:
        names = [name for name in row if name not in ("what", "questions", "count", "took")]
        told += [f"| {name.replace('_', ' ')} | {_said(row[name])} |" for name in names]
    return "\n".join(told) + "\n"


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
