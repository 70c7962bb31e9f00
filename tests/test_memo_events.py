"""From which event a period runs decides which paragraph a claim is held against."""

from __future__ import annotations

import pytest

from banfa.memo_events import counts_from_another, events

FILE = "must, within 10 working days from the date of providing the service, submit the information"
CHANGE = "must complete the change formalities within 10 working days from the date of the change."


def test_the_event_is_read_from_either_form() -> None:
    assert events("within ten working days from the date on which they provide services.") == {"provi", "servi"}
    assert events(CHANGE) == {"chang"}


@pytest.mark.parametrize("text", ["within ten working days", "on the date agreed", "no later than 1 March 2027"])
def test_a_text_that_names_no_event_has_none(text: str) -> None:
    assert events(text) == frozenset()


def test_another_event_is_told_from_the_same_and_from_none() -> None:
    claim = "File within ten working days from the date on which you provide the service."
    assert counts_from_another(claim, CHANGE)
    assert not counts_from_another(claim, FILE)
    assert not counts_from_another("File within ten working days.", CHANGE)
