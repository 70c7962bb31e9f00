"""Read the report of a run of the evals (the JSON of ``banfa eval``), as plain data: the newest one, and the committed floor.

The library does not know the evals program; the file is the contract between them. What a report does not carry is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from banfa.errors import UsageError

BASELINE = "baseline.json"
"""The committed verdicts, beside the folder of the gold questions."""
_HELD = "-held-"
_FIRST = ("all", "development", "test", "held", "en", "zh", "lay", "in terms")


@dataclass(frozen=True)
class Gate:
    """The least that a figure of a group must be, and what it was; ``measured`` is None where the figure did not arrive."""

    group: str
    figure: str
    at_least: float
    measured: float | None
    passed: bool


@dataclass(frozen=True)
class Gap:
    """How much higher a figure is on development questions than on others, with its interval and both numbers of questions."""

    figure: str
    against: str
    difference: float
    low: float
    high: float
    n: tuple[int, int]
    more_than_chance: bool


@dataclass(frozen=True)
class Scorecard:
    """One run. Figures are means between 0 and 1 (``words``: a number, ``truthfulness``: from -1 to 1), by group.

    ``spans``: the 95 % interval (low, high, n) of a figure of a group. ``kinds``: how many questions that wanted a kind of reply
    got which. ``times``: milliseconds of every reply. ``sure``: how sure each reply was of itself, and whether it was right.
    ``turned``: questions gained and lost against the baseline that it was held to.
    """

    file: Path
    asked_on: date
    corpus_hash: str
    embedder: str
    writer: str
    n: int
    passed: bool
    figures: Mapping[str, Mapping[str, float]]
    spans: Mapping[str, Mapping[str, tuple[float, float, int]]]
    gates: tuple[Gate, ...]
    gaps: tuple[Gap, ...]
    kinds: Mapping[str, Mapping[str, int]]
    median_ms: float | None
    slow_ms: float | None
    times: tuple[float, ...]
    sure: tuple[tuple[float, bool], ...]
    turned: tuple[int, int] | None

    def figure(self, group: str, name: str) -> float | None:
        """A figure of a group, None where the report has none."""
        return self.figures.get(group, {}).get(name)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups: all, the splits, the languages, the wordings, then others (the slices) by name."""
        return tuple(sorted(self.figures, key=lambda group: (_FIRST.index(group) if group in _FIRST else len(_FIRST), group)))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the figures, in the order of the report."""
        return tuple(dict.fromkeys(name for row in self.figures.values() for name in row if name != "n"))


@dataclass(frozen=True)
class Floor:
    """The verdicts that a run is held to: n and how many were right, in all, by language, and of the questions held out."""

    file: Path
    corpus_hash: str
    embedder: str
    writer: str
    groups: Mapping[str, tuple[int, int]]

    def share(self, group: str) -> float:
        """How large a share of the questions of a group was right."""
        n, right = self.groups[group]
        return right / n


def candidates(data: Path) -> tuple[Path, ...]:
    """The files of the data folder that may be reports (``eval/*.json``, ``reports/*.json``), the newest first."""
    files = [file for place in ("eval", "reports") for file in (data / place).glob("*.json")]
    return tuple(sorted(files, key=lambda f: f.stat().st_mtime_ns, reverse=True))


def latest(data: Path) -> Scorecard | None:
    """The newest report of a run over gold questions; None where there is none.

    Raises:
        UsageError: the newest file that looks like a report cannot be read.
    """
    for file in candidates(data):
        content = _json(file)
        if isinstance(content, dict) and {"asked_on", "figures", "rows"} <= content.keys():
            return _scorecard(file, content)
    return None


def floor(gold: Path) -> Floor | None:
    """The committed baseline beside the gold questions; None where it is not there.

    Raises:
        UsageError: it cannot be read.
    """
    file = gold.parent / BASELINE
    if not file.exists():
        return None
    content = _json(file)
    try:
        counts: dict[str, tuple[int, int]] = {}
        for name, verdict in content["questions"].items():
            for group in _groups(name):
                n, right = counts.get(group, (0, 0))
                counts[group] = (n + 1, right + bool(verdict["right"]))
        return Floor(file, content["corpus_hash"], content["embedder"], content["writer"], counts)
    except (KeyError, TypeError, AttributeError) as error:
        raise _unreadable(file, error) from error


def _groups(name: str) -> Iterator[str]:
    yield "all"
    yield "held" if _HELD in name else "development and test"
    if (language := name.split("-", 1)[0]) in ("en", "zh"):
        yield language


def _scorecard(file: Path, content: dict[str, Any]) -> Scorecard:
    try:
        rows, took, turned = content["rows"], content.get("latency_ms") or {}, content.get("against_baseline")
        return Scorecard(
            file=file,
            asked_on=date.fromisoformat(content["asked_on"]),
            corpus_hash=content["corpus_hash"],
            embedder=content["embedder"],
            writer=content["writer"],
            n=int(content["questions"]),
            passed=bool(content["passed"]),
            figures=content["figures"],
            spans={g: {k: (v[0], v[1], v[2]) for k, v in row.items()} for g, row in content.get("intervals", {}).items()},
            gates=tuple(Gate(g["group"], g["figure"], g["at_least"], g["measured"], g["passed"]) for g in content["gates"]),
            gaps=tuple(map(_gap, content.get("gaps", ()))),
            kinds=content.get("status", {}),
            median_ms=took.get("p50"),
            slow_ms=took.get("p95"),
            times=tuple(float(row["elapsed_ms"]) for row in rows if row.get("elapsed_ms")),
            sure=tuple(
                (float(row["confidence"]), row["scores"]["right"] == 1) for row in rows if _is_share(row.get("confidence"))
            ),
            turned=(len(turned["gained"]), len(turned["lost"])) if turned else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise _unreadable(file, error) from error


def _gap(row: dict[str, Any]) -> Gap:
    n = (int(row["n"][0]), int(row["n"][1]))
    return Gap(row["figure"], row["against"], row["difference"], row["low"], row["high"], n, bool(row["overfitted"]))


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: Exception) -> UsageError:
    what = f"it has no {error}" if isinstance(error, KeyError) else str(error)
    return UsageError(f"{file} is no report that can be read ({what}). Run `banfa eval`, which writes it anew.")
