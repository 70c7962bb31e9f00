"""The A/A test: the same questions asked by a second process must get the same replies.

By another process and not twice by this one: what depends on the order of a set, or on something kept from the question before,
shows only there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from banfa.errors import BanfaError
from evals.outcome import Outcome

_ROOT = Path(__file__).resolve().parent.parent
_COMPARED = ("got", "answer", "cited", "found")


def differences(outcome: Outcome, arguments: Sequence[str]) -> list[str]:
    """What another process answers otherwise, as ``id: what``; ``arguments`` choose the same questions.

    Raises:
        BanfaError: the other process did not come to an end; the message has its last words.
    """
    with TemporaryDirectory() as folder:
        report = Path(folder) / "again.json"
        command = [sys.executable, "-m", "evals", "--no-baselines", "--report", str(report), *arguments]
        ended = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
        if not report.exists():
            raise BanfaError(f"The second run ended without a report:\n{ended.stderr[-2000:]}")
        again = json.loads(report.read_text(encoding="utf-8"))
    return flips(outcome.as_object(), again)


def flips(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Which questions two reports tell otherwise, and in what."""
    rows = {row["id"]: row for row in other["rows"]}
    found = []
    for row in one["rows"]:
        twin = rows.get(row["id"])
        if twin is None:
            found.append(f"{row['id']}: not asked again")
            continue
        unlike = [name for name in _COMPARED if row[name] != twin[name]]
        unlike += ["right"] if row["scores"]["right"] != twin["scores"]["right"] else []
        found += [f"{row['id']}: {', '.join(unlike)}"] if unlike else []
    return found
