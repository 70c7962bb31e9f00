"""When duties fall due: the days that can be computed from the day of an event, merged by kind of duty and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from banfa.corpus.obligations import Obligation
from banfa.errors import UsageError
from banfa.scope_check import Duty

EVENTS = (
    "start_of_service",
    "change",
    "termination",
    "threshold",
    "audit",
    "assessment_result",
    "rectification",
    "handling_ended",
    "knowledge",
)
"""The events from which a deadline runs. Left out are times for which something is kept or valid, and what is due every year."""
CHINA_TIME = timezone(timedelta(hours=8), "UTC+8")
_SATURDAY = 5


@dataclass(frozen=True)
class Due:
    """The last day for duties of one kind: a date, or an instant where the time runs in hours; the event that it runs from."""

    kind: str
    on: date
    events: tuple[str, ...]
    duties: tuple[Obligation, ...]

    @property
    def in_working_days(self) -> bool:
        """Whether it was counted in working days, and so without the public holidays, which no text here gives."""
        return any(duty.unit == "working_days" for duty in self.duties)


def read_event(text: str) -> tuple[str, date]:
    """``2027-01-04`` (the start of the service), or ``EVENT=2027-01-04``, with ``T09:00`` where the time runs in hours.

    Raises:
        UsageError: no such event, or no day.
    """
    name, equals, day = text.rpartition("=")
    name = name if equals else EVENTS[0]
    if name not in EVENTS:
        raise UsageError(f"There is no event {name!r} that a deadline runs from. Use {', '.join(EVENTS)}.")
    try:
        return name, datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is no day. Write 2027-01-04, or 2027-01-04T09:00.") from None


def dues(duties: Iterable[Duty], given: Mapping[str, date]) -> tuple[Due, ...]:
    """The last days of the duties that apply and run from a given event, earliest first; one for each kind and day.

    Raises:
        UsageError: a time runs in hours and the event has a day only.
    """
    found: dict[tuple[str, date], list[Obligation]] = {}
    for duty in duties:
        o = duty.obligation
        if duty.applies and o.days is not None and o.after in EVENTS and o.after in given:
            found.setdefault((o.kind, last_day(given[o.after], o.days, o.unit)), []).append(o)
    merged = [
        Due(kind, on, tuple(dict.fromkeys(o.after for o in duties_)), tuple(duties_)) for (kind, on), duties_ in found.items()
    ]
    return tuple(sorted(merged, key=lambda due: (str(due.on), due.kind)))


def last_day(event: date, count: int, unit: str) -> date:
    """The last day (or instant) of a time that runs from an event; the day of the event does not count (Civil Code, art 201).

    Working days are Monday to Friday: public holidays make the true day later, working weekends earlier.
    A time that is given without a zone is that of China.

    Raises:
        UsageError: the unit is hours and the event has no time of day.
    """
    if unit == "hours":
        if not isinstance(event, datetime):
            raise UsageError("A time runs in hours from that event. Give its time of day, too: 2027-01-04T09:00.")
        return (event if event.tzinfo else event.replace(tzinfo=CHINA_TIME)) + timedelta(hours=count)
    day = event.date() if isinstance(event, datetime) else event
    if unit == "working_days":
        return _working_day(day, count)
    if unit == "days":
        return day + timedelta(days=count)
    months = day.month - 1 + count * (12 if unit == "years" else 1)
    return _in_month(day.year + months // 12, months % 12 + 1, day.day)


def _working_day(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def _in_month(year: int, month: int, day: int) -> date:
    """That day of a month, or the last one where the month is shorter."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return min(first_of_next - timedelta(days=1), date(year, month, 1) + timedelta(days=day - 1))
