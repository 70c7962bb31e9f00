"""What readers thought of an answer: one line of JSON each, in the data folder of the machine that runs the page."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from banfa.answer import Reply
from banfa.render import citations

FILE = "feedback.jsonl"


def entry(reply: Reply, thumb: str, reason: str) -> dict[str, Any]:
    """The line for a reply: enough to make a gold question of it."""
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "thumb": thumb,
        "reason": reason.strip(),
        "question": reply.question,
        "language": reply.language,
        "as_of": reply.as_of.isoformat(),
        "status": reply.status.value,
        "claims": [claim.text for claim in reply.claims],
        "citations": [{"instrument": c.instrument, "locator": c.locator} for c in citations(reply)],
        "writer": reply.writer,
        "corpus_hash": reply.corpus_hash,
    }


def append(data: Path, line: dict[str, Any]) -> None:
    """Add a line to ``<data>/feedback.jsonl`` in one write, so that the lines of several visitors never mix.

    Raises:
        OSError: the file cannot be written.
    """
    data.mkdir(parents=True, exist_ok=True)
    stream = os.open(data / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(stream, (json.dumps(line, ensure_ascii=False) + "\n").encode())
    finally:
        os.close(stream)
