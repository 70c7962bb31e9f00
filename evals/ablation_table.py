"""What leaving out each part of the retrieval costs: the figures, as a table and for a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from banfa.errors import UsageError
from evals.uncertainty import Interval, interval

_GROUPS = ("all", "development", "test", "held", "en", "zh")


@dataclass(frozen=True)
class Answered:
    """What became of one question: the groups it counts in, the share of its needs among five, one over the first rank."""

    groups: tuple[str, ...]
    recall: float
    reciprocal: float


@dataclass(frozen=True)
class Line:
    """The retrieval without a part: R@5 and n by group, MRR@10, and what R@5 loses or gains on the same questions."""

    name: str
    recall: Mapping[str, float]
    n: Mapping[str, int]
    mrr: float
    difference: float
    ends: Interval | None


@dataclass(frozen=True)
class Ablation:
    """What was asked, when, of what; ``found``: part → question → what became of it. The first part is all of them."""

    of: str
    on: date
    made_of: str
    found: Mapping[str, Mapping[str, Answered]]

    @property
    def lines(self) -> list[Line]:
        """A line for each part; the difference is paired: each question against itself with every part in place."""
        base = next(iter(self.found.values()))
        return [_line(name, base, own) for name, own in self.found.items()]

    @property
    def groups(self) -> list[str]:
        """The groups of questions, those of our gold set first."""
        found = dict.fromkeys(g for own in self.found.values() for row in own.values() for g in row.groups)
        return [g for g in _GROUPS if g in found] + [g for g in found if g not in _GROUPS]

    def table(self) -> str:
        """As Markdown."""
        lines, groups = self.lines, self.groups
        sizes = ", ".join(f"{group} {lines[0].n[group]}" for group in groups)
        head = ["part left out", *(f"R@5 {group}" for group in groups), "MRR@10", "R@5 less that of all parts (95 %)"]
        rows = [head, ["---", *("---:" for _ in head[1:])], *(_cells(line, groups) for line in lines)]
        said = f"{self.of}, {self.on} ({self.made_of}); n: {sizes}."
        return "\n".join([said, "", *(f"| {' | '.join(row)} |" for row in rows)])

    def as_object(self) -> dict[str, Any]:
        """For a machine."""
        return {
            "of": self.of,
            "on": self.on.isoformat(),
            "made_of": self.made_of,
            "parts": [
                {
                    "part_left_out": line.name,
                    "recall@5": dict(line.recall),
                    "n": dict(line.n),
                    "mrr@10": line.mrr,
                    "difference": line.difference,
                    "interval": list(line.ends[:2]) if line.ends else None,
                }
                for line in self.lines
            ],
        }


def _line(name: str, base: Mapping[str, Answered], own: Mapping[str, Answered]) -> Line:
    values: dict[str, list[float]] = {}
    for row in own.values():
        for group in row.groups:
            values.setdefault(group, []).append(row.recall)
    changes = [row.recall - base[id].recall for id, row in own.items()]
    mrr = float(np.mean([row.reciprocal for row in own.values()]))
    recall = {group: float(np.mean(found)) for group, found in values.items()}
    sizes = {group: len(found) for group, found in values.items()}
    return Line(name, recall, sizes, mrr, float(np.mean(changes)), interval(changes))


def _cells(line: Line, groups: Sequence[str]) -> list[str]:
    ends = f" ({line.ends.low:+.3f} to {line.ends.high:+.3f})" if line.ends else ""
    figures = [*(line.recall[group] for group in groups), line.mrr]
    return [line.name, *(f"{value:.3f}" for value in figures), f"{line.difference:+.3f}{ends}"]


def put_into(page: Path, name: str, table: str) -> None:
    """Put a table in the place of the one of that name, between its marks, in a page; a page that is not there is made of it.

    Raises:
        UsageError: the page has no such place.
    """
    opening, closing = f"<!-- {name} -->", f"<!-- end of {name} -->"
    placed = f"{opening}\n{table}\n{closing}"
    if not page.exists():
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(placed + "\n", encoding="utf-8")
        return
    text = page.read_text(encoding="utf-8")
    before, mark, rest = text.partition(opening)
    _, end, after = rest.partition(closing)
    if not mark or not end:
        raise UsageError(f"{page} has no place for the table. Put the lines {opening} and {closing} into it, or name a new file.")
    page.write_text(before + placed + after, encoding="utf-8")
