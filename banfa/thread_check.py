"""Whether the provisions that an old thread cites still read as they did: new wordings, what gives way, our text corrected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.law import Provision
from banfa.quotes_now import places, stands
from banfa.record_check import Checked, Standing
from banfa.scope_record import seal

FORMAT = "banfa-thread/1"
"""What a thread exported as JSON calls itself."""


class Change(Enum):
    """What became of a cited provision since it was cited."""

    NEW_WORDING = "new_wording"
    REPEALED = "repealed"
    GIVES_WAY = "gives_way"
    TEXT_CORRECTED = "text_corrected"
    MOVED = "moved"
    NOT_HELD = "not_held"


@dataclass(frozen=True)
class Since:
    """A change to a provision since a thread cited it. ``detail`` is a day (ISO 8601), or the articles where the words stand."""

    instrument: str
    locator: str
    cite: str
    change: Change
    detail: str = ""


def changed_since(records: Iterable[Mapping[str, Any]], corpus: Corpus, today: date) -> tuple[Since, ...]:
    """What changed in the provisions that turns cite, in the order in which they are cited, each once.

    Raises:
        KeyError, TypeError, ValueError: a record is not as it was written.
    """
    found: dict[tuple[str, str, Change], Since] = {}
    for record in records:
        asked = datetime.fromisoformat(record["asked"]).date()
        for row in record.get("reply", {}).get("citations", ()):
            since = _since(row, date.fromisoformat(record["reply"]["as_of"]), asked, corpus, today)
            if since is not None:
                found.setdefault((since.instrument, since.locator, since.change), since)
    return tuple(found.values())


def check_thread(record: Mapping[str, Any], corpus: Corpus, today: date) -> Checked:
    """What became of an exported thread, by its seal and by the corpus as it is now."""
    if seal(record) != record.get("seal"):
        return Checked(Standing.TAMPERED, ("the content does not fit its seal",))
    try:
        changes = changed_since(record["turns"], corpus, today)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return Checked(Standing.TAMPERED, (f"the content is not as it was written ({error!r})",))
    if not changes:
        return Checked(Standing.STILL_VALID)
    lines = tuple(f"{c.cite}: {c.change.value.replace('_', ' ')}{f' ({c.detail})' if c.detail else ''}" for c in changes)
    moved = all(c.change is Change.MOVED for c in changes)
    return Checked(Standing.QUOTE_MOVED if moved else Standing.LAW_CHANGED, lines)


def read_thread(text: str) -> dict[str, Any]:
    """The exported thread that a JSON text holds.

    Raises:
        UsageError: it is not one.
    """
    try:
        record = json.loads(text)
    except ValueError as error:
        raise UsageError(f"It is not JSON ({error}). Give a thread that the page exported as JSON.") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise UsageError(f"It is no record of the format {FORMAT}. Give a thread that the page exported as JSON.")
    return record


def _since(row: Mapping[str, Any], as_of: date, asked: date, corpus: Corpus, today: date) -> Since | None:
    instrument, locator, quote = row["instrument"], row["locator"], row["quote"]

    def told(change: Change, detail: str = "") -> Since:
        return Since(instrument, locator, row["cite"], change, detail)

    wording = _wording(corpus, instrument, locator, row["effective"])
    if wording is None:
        return told(Change.NOT_HELD)
    if _ended(wording, row["until"], asked, today):
        ended = wording.until.isoformat() if wording.until else ""
        later = [p for p in corpus.wordings(instrument, locator) if p.in_force(today)]
        return told(Change.NEW_WORDING if later else Change.REPEALED, ended)
    given_way = [d.since for d in corpus.instruments[instrument].displacements(locator, today)]
    if fresh := sorted(day.isoformat() for day in given_way if day.isoformat() not in row["displaced"]):
        return told(Change.GIVES_WAY, fresh[0])
    if wording.resolve(locator) is not None and quote in wording.text_at(locator):
        return None
    if stands(corpus, instrument, locator, quote, as_of):
        return None
    elsewhere = places(corpus, instrument, quote, today)
    return told(Change.MOVED, ", ".join(elsewhere)) if elsewhere else told(Change.TEXT_CORRECTED)


def _wording(corpus: Corpus, instrument: str, locator: str, effective: str) -> Provision | None:
    """The wording that was cited; where it is dated otherwise by now, the last one."""
    if instrument not in corpus.instruments:
        return None
    wordings = corpus.wordings(instrument, locator)
    return next((p for p in wordings if p.effective.isoformat() == effective), wordings[-1] if wordings else None)


def _ended(wording: Provision, until: str | None, asked: date, today: date) -> bool:
    """Whether a wording stopped being the law since it was cited, or is known only now to have stopped."""
    if wording.until is None or wording.until > today:
        return False
    return until is None or date.fromisoformat(until) > asked
