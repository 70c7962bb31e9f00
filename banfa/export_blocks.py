"""A record as headings, paragraphs, quotes and tables, in the order of reading: what Markdown and Word files are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from banfa.phrases import phrase
from banfa.scope_record import DutyLine, FindingLine, Record, RowLine, Words


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True)
class Line:
    """A paragraph, or a bullet."""

    text: str
    bullet: bool = False


@dataclass(frozen=True)
class Quote:
    """Words of the law, verbatim."""

    text: str
    cite: str


@dataclass(frozen=True)
class Table:
    """A table with a header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Line | Quote | Table


def about(record: Record) -> str:
    """The line that every export carries: the day, the hash of the law, and the notices."""
    return " ".join((phrase("export_as_of", record.language, day=record.as_of, hash=record.corpus), *record.notices))


def facts(record: Record) -> Iterator[Block]:
    """The facts of a case, each with its value and where it comes from, and where they contradict each other."""
    say = record.language
    yield Heading(2, phrase("export_facts", say))
    header = tuple(phrase(name, say) for name in ("export_fact", "export_value", "export_source"))
    yield Table(header, tuple((f.title, f.value, f.source) for f in record.facts))
    yield from (Line(text, bullet=True) for text in record.contradictions)


def blocks(record: Record) -> Iterator[Block]:
    """The whole record."""
    say = record.language
    yield Heading(1, phrase("export_title", say))
    yield Line(about(record))
    yield from facts(record)
    yield Heading(2, phrase("export_findings", say))
    for finding in record.findings:
        yield from _finding(finding, say)
    yield from _duties(phrase("export_duties", say), record.duties, say)
    yield from _duties(phrase("export_duties_if", say), record.duties_if, say)
    if record.dates:
        yield Heading(2, phrase("export_dates", say))
        for due in record.dates:
            yield Line(f"{due.on}: {due.kind}. {' '.join(due.says)} [{', '.join(due.cites)}] {due.caution}".rstrip(), bullet=True)
    if record.rows:
        yield Heading(2, phrase("export_compare", say))
        yield Table(*matrix(record))
        for row in record.rows:
            yield Heading(3, row.title)
            yield from _words(row.words)
            yield from (Line(text) for text in reading(row, say))


def matrix(record: Record) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The header and the rows of the matrix China ↔ EU: verdicts with citations on both sides."""
    say = record.language
    header = ("", phrase("side_china", say), phrase("side_eu", say))
    return header, tuple((row.title, *(side_text(record, ids) for ids in (row.china, row.eu))) for row in record.rows)


def side_text(record: Record, ids: Iterable[str]) -> str:
    """The verdicts of some regimes in a line, each with its citations and what is missing."""
    return " / ".join(_short(record.finding(id), record.language) for id in ids)


def reading(row: RowLine, language: str) -> tuple[str, str]:
    """How the two sides differ, with citations, and what must not be inferred."""
    differs = phrase("differs", language, text=row.differs, cites=", ".join(row.cites))
    return differs, phrase("not_inferred", language, text=row.not_inferred)


def _short(finding: FindingLine, language: str) -> str:
    cites = ", ".join(dict.fromkeys(words.cite for words in finding.words))
    missing = f" ({phrase('scope_missing', language, facts='; '.join(finding.missing))})" if finding.missing else ""
    return f"{finding.title}: {phrase(f'scope_{finding.verdict}', language)} [{cites}]{missing}"


def _finding(finding: FindingLine, language: str) -> Iterator[Block]:
    yield Heading(3, f"{finding.title}: {phrase(f'scope_{finding.verdict}', language)}")
    if finding.practice and finding.verdict != "out_of_scope":
        yield Line(finding.practice)
    yield from _words(finding.words)
    if finding.missing:
        yield Line(phrase("scope_missing", language, facts="; ".join(finding.missing)))


def _words(words: Iterable[Words]) -> Iterator[Block]:
    for w in words:
        yield Line(f"{w.says} [{w.cite}]")
        yield Quote(w.quote, w.cite)


def _duties(title: str, duties: tuple[DutyLine, ...], language: str) -> Iterator[Block]:
    if not duties:
        return
    yield Heading(2, f"{title} ({len(duties)})")
    for stage in dict.fromkeys(duty.stage for duty in duties):
        of_stage = [duty for duty in duties if duty.stage == stage]
        yield Heading(3, phrase("scope_stage", language, stage=phrase(f"stage_{stage}", language), n=len(of_stage)))
        for duty in of_stage:
            yield Line(f"{duty.what} [{', '.join(duty.cites)}]", bullet=True)
            yield Quote(duty.words.quote, duty.words.cite)
            yield from (Line(text) for text in details(duty, language))


def details(duty: DutyLine, language: str) -> Iterator[str]:
    """What else is to be known of a duty: practice, deadline, evidence, what it depends on, what was presumed."""
    if duty.practice:
        yield phrase("practice_duty", language)
    if duty.deadline:
        yield phrase("export_deadline", language, text=duty.deadline)
    yield phrase("export_evidence", language, text=duty.evidence)
    if duty.missing:
        yield phrase("scope_depends", language, facts="; ".join(duty.missing))
    if duty.presumed:
        yield phrase("export_presumed", language, facts="; ".join(duty.presumed))
