"""Calendar files by icalendar. Nothing else in the project knows icalendar."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from banfa.scope_record import DateLine, Record


def calendar_file(record: Record, about: str, title: str) -> bytes:
    """An ICS file with an event for each day on which duties of a kind fall due; ``about`` closes every description."""
    calendar = Calendar()
    calendar.add("prodid", "-//Banfa//scope check//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for line in record.dates:
        calendar.add_component(_event(line, record, about))
    return bytes(calendar.to_ical())


def _event(line: DateLine, record: Record, about: str) -> Event:
    quotes = [f"“{d.words.quote}” [{d.words.cite}]" for d in record.duties if d.id in line.duties]
    event = Event()
    event.add("uid", hashlib.sha256(f"{line.kind} {line.on} {' '.join(line.duties)}".encode()).hexdigest()[:32] + "@banfa")
    event.add("dtstamp", datetime.fromisoformat(record.as_of).replace(tzinfo=UTC))
    event.add("summary", f"{line.kind}: {'; '.join(dict.fromkeys(line.says))}"[:250])
    event.add("description", "\n".join((*line.says, *quotes, *([line.caution] if line.caution else []), about)))
    if "T" in line.on:
        event.add("dtstart", datetime.fromisoformat(line.on).astimezone(UTC))
        event.add("duration", timedelta(0))
    else:
        day = date.fromisoformat(line.on)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    return event
