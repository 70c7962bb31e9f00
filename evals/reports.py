"""The report as a file: what it is, its ending says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from banfa.errors import UsageError
from evals.junit import junit
from evals.markdown import markdown
from evals.outcome import Outcome, as_json
from evals.page import page

_KINDS: Mapping[str, Callable[[Outcome], str]] = {".json": as_json, ".xml": junit, ".md": markdown, ".html": page}


def check_names(files: Sequence[Path]) -> None:
    """See before anything is asked that every report can be written.

    Raises:
        UsageError: one has another ending.
    """
    for file in files:
        if file.suffix not in _KINDS:
            raise UsageError(f"{file} ends in none of {', '.join(_KINDS)}. The ending of a report says what it is to be.")


def write_reports(outcome: Outcome, files: Sequence[Path]) -> None:
    """Write each report, with its folder where that is missing."""
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_KINDS[file.suffix](outcome), encoding="utf-8")
