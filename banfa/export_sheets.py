"""A record as sheets of cells: what a spreadsheet file is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from banfa.export_blocks import reading, side_text
from banfa.phrases import phrase
from banfa.scope_record import DutyLine, Record


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name (31 characters at most), the header, the rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_DUTY = ("id", "stage", "modality", "what", "deadline", "evidence", "practice", "cites", "quote", "missing", "presumed")


def sheets(record: Record) -> Iterator[Sheet]:
    """The sheets of a record; those of dates and of the comparison only where there are any."""
    origin = [("verdict", record.verdict), ("as of", record.as_of), ("corpus", record.corpus)]
    notices = [("notice", notice) for notice in (*record.notices, *record.contradictions)]
    yield Sheet("About", ("what", "value"), (*origin, *notices))
    yield Sheet("Facts", ("id", "fact", "value", "from"), tuple((f.id, f.title, f.value, f.source) for f in record.facts))
    yield Sheet(
        "Findings",
        ("id", "regime", "jurisdiction", "verdict", "side", "says", "cite", "quote", "missing", "practice"),
        tuple(
            (f.id, f.title, f.jurisdiction, f.verdict, w.side, w.says, w.cite, w.quote, "; ".join(f.missing), f.practice)
            for f in record.findings
            for w in f.words
        ),
    )
    yield Sheet("Duties", _DUTY, tuple(_duty(d) for d in record.duties))
    yield Sheet("Duties if", _DUTY, tuple(_duty(d) for d in record.duties_if))
    if record.dates:
        dates = tuple(
            (d.on, d.kind, ", ".join(d.events), ", ".join(d.duties), "\n".join(d.says), ", ".join(d.cites), d.caution)
            for d in record.dates
        )
        yield Sheet("Dates", ("date", "kind", "runs from", "duties", "what", "cites", "caution"), dates)
    if record.rows:
        header = (
            "row",
            *(phrase(f"side_{side}", record.language) for side in ("china", "eu")),
            "differs",
            "not inferred",
            "quotes",
        )
        rows = tuple(
            (
                r.title,
                side_text(record, r.china),
                side_text(record, r.eu),
                *reading(r, record.language),
                "\n".join(f"“{w.quote}” [{w.cite}]" for w in r.words),
            )
            for r in record.rows
        )
        yield Sheet("China-EU", header, rows)


def _duty(d: DutyLine) -> tuple[str, ...]:
    practice = "yes" if d.practice else "no"
    lists = ("; ".join(d.missing), "; ".join(d.presumed))
    return (d.id, d.stage, d.modality, d.what, d.deadline, d.evidence, practice, ", ".join(d.cites), d.words.quote, *lists)
