"""Plots as inline SVG: figures that need no script, no font and no file beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from evals.reliability import Reliability
from evals.uncertainty import Interval

_ROW, _LABEL, _WIDE, _RIGHT = 22, 170, 420, 150
_SIDE, _PAD = 260, 40


@dataclass(frozen=True)
class Bar:
    """A figure between 0 and 1 and its interval; ``n`` is over how many questions it was taken."""

    label: str
    value: float
    ends: Interval | None
    n: int


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Bars, one below the other, each with its interval as a line and its figures behind it."""
    high = _ROW * (len(rows) + 1)
    parts = [_text(0, 14, title, "title")]
    for number, bar in enumerate(rows, 1):
        y = number * _ROW
        middle, end = y + 8, _LABEL + _WIDE * max(0.0, bar.value)
        parts.append(_text(_LABEL - 8, y + 12, bar.label, "end"))
        parts.append(f'<rect class="bar" x="{_LABEL}" y="{y}" width="{end - _LABEL:.1f}" height="15"/>')
        said = f"{bar.value:.3f}, n = {bar.n}"
        if bar.ends is not None:
            low, top = (_LABEL + _WIDE * value for value in bar.ends[:2])
            parts.append(f'<path class="ends" d="M{low:.1f} {middle}H{top:.1f}M{low:.1f} {y + 4}v8M{top:.1f} {y + 4}v8"/>')
            said = f"{bar.value:.3f} ({bar.ends[0]:.2f}–{bar.ends[1]:.2f}), n = {bar.n}"
        parts.append(_text(_LABEL + _WIDE + 8, y + 12, said, "small"))
    return _svg(_LABEL + _WIDE + _RIGHT, high + 4, title, parts)


def cumulative(title: str, values: Sequence[float], unit: str) -> str:
    """How large a share of the values lies at or below each value."""
    if not values:
        return ""
    ordered = np.sort(np.asarray(values, dtype=float))
    most = float(ordered[-1]) or 1.0
    points = [(v / most, (n + 1) / len(ordered)) for n, v in enumerate(ordered)]
    line = "M" + "L".join(f"{_x(x):.1f} {_y(y):.1f}" for x, y in points)
    marks = [(q, float(np.quantile(ordered, q))) for q in (0.5, 0.95)]
    notes = [_text(_x(v / most) + 4, _y(q) + 12, f"{q:.0%}: {v:.0f} {unit}", "small") for q, v in marks]
    edge = _text(_x(1), _y(0) + 16, f"{most:.0f} {unit}", "end")
    return _svg(_SIDE + 4 * _PAD, _SIDE + 2 * _PAD, title, [_frame(title), f'<path class="line" d="{line}"/>', *notes, edge])


def reliability(title: str, found: Reliability) -> str:
    """How often it held, over equal ranges of probability, beside the line on which both are the same."""
    parts = [_frame(title), f'<path class="grid" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>']
    for group in found.bins:
        x, y = _x(group.said), _y(group.held)
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>' + _text(x + 8, y + 4, f"n = {group.n}", "small"))
    said = f"n = {found.n}, Brier {found.brier:.3f}, expected calibration error {found.error:.3f}"
    parts.append(_text(_x(0), _y(0) + 16, said, "small"))
    return _svg(_SIDE + 2 * _PAD, _SIDE + 2 * _PAD, title, parts)


def _x(share: float) -> float:
    return _PAD + _SIDE * share


def _y(share: float) -> float:
    return _PAD + _SIDE * (1 - share)


def _frame(title: str) -> str:
    return _text(0, 14, title, "title") + f'<rect class="frame" x="{_PAD}" y="{_PAD}" width="{_SIDE}" height="{_SIDE}"/>'


def _text(x: float, y: float, said: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(said)}</text>'


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg {box} role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'
