"""A record as Markdown, as JSON, and as a CSV file of tasks that Jira imports."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from banfa.export_blocks import Block, Heading, Line, Quote, about, blocks, details, reading, side_text
from banfa.phrases import phrase
from banfa.scope_record import DutyLine, FindingLine, Record

JIRA = ("Summary", "Issue Type", "Description", "Due Date", "Labels", "Labels", "External ID")
"""The columns of a Jira import; Jira reads several columns of one name as several labels. Due dates are ISO 8601."""
_SUMMARY = 250
_STARTS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def markdown(record: Record) -> bytes:
    """The record as Markdown (UTF-8). Nothing in it becomes markup of its own."""
    return ("\n\n".join(block_markdown(block) for block in blocks(record)) + "\n").encode()


def json_record(record: Record) -> bytes:
    """The record as JSON (UTF-8) with its seal, for ``banfa verify``."""
    return safe_json(record.object())


def safe_json(content: Mapping[str, Any]) -> bytes:
    """An object as JSON (UTF-8), without characters that some programs take for the end of a line."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return (_LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", text) + "\n").encode()


def jira_csv(record: Record) -> bytes:
    """The record as CSV (UTF-8): one task for the check itself, then one for each regime that is not out of scope,
    each row of the comparison, each duty that applies."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(JIRA)
    writer.writerows([inert(cell) for cell in row] for row in _tasks(record))
    return table.getvalue().encode()


def inert(cell: str) -> str:
    """A cell that no program of tables takes for a formula: an apostrophe goes before what could start one."""
    return f"'{cell}" if cell.lstrip(" \n\xa0\u3000").startswith(_STARTS_FORMULA) or cell.startswith(_STARTS_FORMULA) else cell


def _tasks(record: Record) -> Iterator[tuple[str, ...]]:
    say, end = record.language, about(record)
    facts = "\n".join(f"{fact.title}: {fact.value} ({fact.source})" for fact in record.facts)
    found = "\n".join(side_text(record, [finding.id]) for finding in record.findings)
    yield (phrase("export_title", say), "Task", f"{facts}\n\n{found}\n\n{end}", "", "banfa", "scope-check", "scope-check")
    for finding in record.findings:
        if finding.verdict != "out_of_scope":
            title = phrase(f"export_{finding.verdict}", say, regime=finding.title)
            label = f"scope-{finding.verdict.replace('_', '-')}"
            yield (_short(title), "Task", f"{_finding(finding, say)}\n\n{end}", "", "banfa", label, finding.id)
    for row in record.rows:
        quotes = (f"“{words.quote}” [{words.cite}]" for words in row.words)
        text = "\n".join((side_text(record, row.china), side_text(record, row.eu), *quotes, *reading(row, say), "", end))
        yield (
            _short(f"{phrase('export_compare', say)}: {row.title}"),
            "Task",
            text,
            "",
            "banfa",
            "china-eu",
            f"compare-{row.id}",
        )
    due = {id: line.on[:10] for line in record.dates for id in line.duties}
    for duty in record.duties:
        text = f"{_duty(duty, say)}\n\n{end}"
        yield (_short(duty.what), "Task", text, due.get(duty.id, ""), "banfa", f"stage-{duty.stage}", duty.id)


def _finding(finding: FindingLine, language: str) -> str:
    lines = [f"{finding.title}: {phrase(f'scope_{finding.verdict}', language)}"]
    lines += [f"{words.says} [{words.cite}]\n“{words.quote}”" for words in finding.words]
    if finding.missing:
        lines.append(phrase("scope_missing", language, facts="; ".join(finding.missing)))
    return "\n".join(lines)


def _duty(duty: DutyLine, language: str) -> str:
    lines = (f"{duty.what} [{', '.join(duty.cites)}]", f"“{duty.words.quote}”", *details(duty, language))
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _SUMMARY else text[: _SUMMARY - 1] + "…"


def block_markdown(block: Block) -> str:
    """A block as Markdown; nothing in it becomes markup of its own."""
    if isinstance(block, Heading):
        return f"{'#' * block.level} {one_line(block.text)}"
    if isinstance(block, Line):
        return f"- {one_line(block.text)}" if block.bullet else one_line(block.text)
    if isinstance(block, Quote):
        return f"> {one_line(block.text)}"
    lines = [block.header, tuple("---" for _ in block.header), *(tuple(map(one_line, row)) for row in block.rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def one_line(text: str) -> str:
    """The text in one line, with no character that Markdown or HTML reads as more than itself."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
