"""The record of a scope check: everything an export shows, as plain text in one language, sealed against later changes.

The seal is a SHA-256 over the record's own content. It shows that a record was changed; it does not show who made it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "banfa-scope-record/1"
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True)
class Words:
    """Words of the law: where, our sentence on them, and the quote; ``side`` is in, out or note."""

    instrument: str
    locator: str
    cite: str
    side: str
    says: str
    quote: str


@dataclass(frozen=True)
class FactLine:
    """A fact: its value as written, and where it came from."""

    id: str
    title: str
    value: str
    source: str


@dataclass(frozen=True)
class FindingLine:
    """The verdict on one regime, the words of the law for it, and what is missing."""

    id: str
    title: str
    jurisdiction: str
    verdict: str
    practice: str
    words: tuple[Words, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class DutyLine:
    """A duty with the words that carry it; ``missing`` are the open facts it turns on, ``presumed`` those taken not to be so."""

    id: str
    stage: str
    modality: str
    what: str
    deadline: str
    evidence: str
    practice: bool
    cites: tuple[str, ...]
    words: Words
    missing: tuple[str, ...]
    presumed: tuple[str, ...]


@dataclass(frozen=True)
class DateLine:
    """A day on which duties of one kind fall due; ``on`` is ISO 8601."""

    on: str
    kind: str
    events: tuple[str, ...]
    duties: tuple[str, ...]
    says: tuple[str, ...]
    cites: tuple[str, ...]
    caution: str


@dataclass(frozen=True)
class RowLine:
    """A row of the matrix China ↔ EU: the ids of the findings on either side, and our reading."""

    id: str
    title: str
    china: tuple[str, ...]
    eu: tuple[str, ...]
    differs: str
    not_inferred: str
    cites: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Record:
    """A whole check, ready to be written in any format. ``corpus`` is the hash of the law it rests on."""

    as_of: str
    corpus: str
    language: str
    notices: tuple[str, ...]
    verdict: str
    stated: Mapping[str, str | int]
    facts: tuple[FactLine, ...]
    findings: tuple[FindingLine, ...]
    contradictions: tuple[str, ...]
    duties: tuple[DutyLine, ...]
    duties_if: tuple[DutyLine, ...]
    dates: tuple[DateLine, ...] = ()
    rows: tuple[RowLine, ...] = ()

    def finding(self, id: str) -> FindingLine:
        """The finding on one regime."""
        return next(finding for finding in self.findings if finding.id == id)

    def matrix(self) -> list[dict[str, Any]]:
        """The matrix China ↔ EU as JSON values: on each side the findings with their words of the law."""
        sides = [
            {side: [asdict(self.finding(id)) for id in ids] for side, ids in (("china", r.china), ("eu", r.eu))}
            for r in self.rows
        ]
        return [asdict(row) | found for row, found in zip(self.rows, sides, strict=True)]

    def object(self) -> dict[str, Any]:
        """The record as plain JSON values, sealed."""
        content = {"format": FORMAT, **json.loads(json.dumps(asdict(self)))}
        return {**content, "seal": seal(content)}


def seal(content: Mapping[str, Any]) -> str:
    """The SHA-256 (hex) of a record without its seal, in a spelling that does not depend on order or spacing."""
    rest = {name: value for name, value in content.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def printable(text: str) -> str:
    """The text without what no file of XML can carry and without marks that turn the direction of writing."""
    return _UNPRINTABLE.sub("", text)
