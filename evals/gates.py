"""The gates: figures that a run must reach, in ``gates.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from banfa.errors import CorpusError
from evals.figures import Figures

FILE = Path(__file__).parent / "gates.toml"
ZERO_TOLERANCE = ("quote_validity", "claims_cited")
"""Figures of which anything below 1 is a defect, whatever the file says."""


@dataclass(frozen=True)
class Gate:
    """The least that a figure of a group must be, and what it was; a figure that did not arrive does not pass."""

    group: str
    figure: str
    at_least: float
    measured: float | None = None

    @property
    def passed(self) -> bool:
        """Whether it was reached."""
        return self.measured is not None and self.measured >= self.at_least

    def __str__(self) -> str:
        measured = "was not measured" if self.measured is None else f"is {self.measured:.3f}"
        return f"{self.figure} ({self.group}) {measured}; the gate is {self.at_least}"


def judge(figures: Figures, file: Path = FILE) -> tuple[Gate, ...]:
    """Every gate of a file, held against the figures.

    Raises:
        CorpusError: the file is not readable, or asks less than 1 of what tolerates nothing.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        wanted = {(group, name): float(least) for group, row in table.items() for name, least in row.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise CorpusError(
            file, 1, f"not readable: {error}.", 'Write gates as [group] and figure = least, as in "recall@5" = 0.8.'
        ) from error
    for name in ZERO_TOLERANCE:
        if wanted.get(("all", name), 1.0) < 1.0:
            raise CorpusError(file, 1, f"{name} below 1 is let through.", "Make it 1.0: it tolerates nothing.")
    return tuple(Gate(group, name, least, figures.get(group, {}).get(name)) for (group, name), least in wanted.items())


def judge_some(figures: Figures) -> tuple[Gate, ...]:
    """What holds for any question, for a run over some of them: thresholds over all questions say nothing there."""
    found = figures.get("all", {})
    return tuple(Gate("all", name, 1.0, found[name]) for name in ZERO_TOLERANCE if name in found)
