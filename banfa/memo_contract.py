"""The JSON of a memo check, the same for every door."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from banfa.memo_verdict import Judged


def judged_object(one: Judged, id: str = "") -> dict[str, Any]:
    """A claim with its verdict, as a line of ``banfa check --batch``."""
    return {
        "id": id,
        "claim": one.claim,
        "verdict": one.verdict.value,
        "correct": [{"instrument": instrument, "locator": locator} for instrument, locator in one.correct],
        "why": one.why,
    }


def judged_objects(judged: Sequence[Judged], id: str = "") -> list[dict[str, Any]]:
    """The claims of a text in their order; each has the id of the text with its number, or the number alone."""
    return [judged_object(one, f"{id}-{number}" if id else str(number)) for number, one in enumerate(judged, 1)]


def memo_object(judged: Sequence[Judged], skipped: int, id: str = "") -> dict[str, Any]:
    """A text: its claims, and how many of its sentences make none on the law."""
    return {"id": id, "claims": judged_objects(judged, id), "skipped": skipped}
