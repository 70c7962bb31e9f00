"""The matrix China ↔ EU as text: verdicts with the words of the law on both sides, how they differ, what not to infer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from banfa.export_blocks import reading
from banfa.phrases import phrase
from banfa.scope_record import FindingLine, Record


def compare_text(record: Record) -> str:
    """The matrix of a record that has one, row by row, in its language."""
    lines = ["", phrase("scope_compare", record.language)]
    for row in record.rows:
        lines += ["", f"## {row.title}"]
        lines += _side("side_china", [record.finding(id) for id in row.china], record.language)
        lines += _side("side_eu", [record.finding(id) for id in row.eu], record.language)
        lines += [f"      [{words.cite}] “{words.quote}”" for words in row.words]
        lines += [f"  {text}" for text in reading(row, record.language)]
    return "\n".join((*lines, "", *record.notices[1:]))


def _side(side: str, findings: Iterable[FindingLine], language: str) -> Iterator[str]:
    for finding in findings:
        yield f"  {phrase(side, language)} - {finding.title}: {phrase(f'scope_{finding.verdict}', language)}"
        yield from (f"      [{words.cite}] “{words.quote}”" for words in finding.words)
        if finding.missing:
            yield f"      {phrase('scope_missing', language, facts='; '.join(finding.missing))}"
