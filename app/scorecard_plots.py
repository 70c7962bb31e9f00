"""The pictures of the scorecard. Each stands beside a sentence or a table with the same figures."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import streamlit as st

from app.wording import label
from banfa.scorecard_bins import Bin

_BAR, _LINE, _SPAN = "#23786c", "#4f7fb5", "#d0622f"
"""Of one lightness, so that they suit a light and a dark page; white words on a bar have a contrast of more than 5:1."""
_ROW, _AXIS = 26, 40
_ROOM, _BESIDE = 0.15, "#7a7a7a"
"""On a bar shorter than this there is no room for its figure, which then stands beside it, in a grey that both pages bear."""


def bars(rows: Sequence[dict[str, object]], key: str, title: str) -> None:
    """A bar a group with its interval. Rows have ``group``, ``value``, ``share`` and ``said`` in words,
    and ``low`` and ``high`` where they are known."""
    order, values = [str(row["group"]) for row in rows], [_number(row["value"]) for row in rows]
    base = alt.Chart({"values": list(rows)}).encode(
        y=alt.Y("group:N", title=None, sort=order, axis=alt.Axis(labelLimit=150, labelOverlap=False, labelFlush=False))
    )
    scale = alt.Scale(domain=[min(0.0, *values), max(1.0, *values)])
    tips = [alt.Tooltip("group:N", title=" "), alt.Tooltip("said:N", title=title)]
    layers = [
        base.mark_bar(height=16, cornerRadius=3, color=_BAR).encode(x=alt.X("value:Q", title=None, scale=scale), tooltip=tips),
        base.transform_filter("isValid(datum.low)")
        .mark_rule(size=2, color=_SPAN)
        .encode(x=alt.X("low:Q", title=None), x2="high:Q", tooltip=tips),
        base.transform_filter(f"datum.value >= {_ROOM}")
        .mark_text(align="left", dx=5, color="#ffffff", fontSize=11)
        .encode(x=alt.datum(0), text="share:N"),
        base.transform_filter(f"datum.value < {_ROOM}")
        .mark_text(align="left", dx=5, color=_BESIDE, fontSize=11)
        .encode(x=alt.X("value:Q", title=None), text="share:N"),
    ]
    chart = alt.layer(*layers).properties(height=_ROW * len(rows) + _AXIS, description=title)
    st.altair_chart(chart, width="stretch", key=key)


def cumulative(times: Sequence[float], marks: Sequence[float], language: str) -> None:
    """How large a share of the replies came within a time (milliseconds); a dashed line at each mark."""
    ordered = sorted(times)
    points = [{"ms": value, "share": (n + 1) / len(ordered)} for n, value in enumerate(ordered)]
    line = (
        alt.Chart({"values": points})
        .mark_line(color=_LINE, interpolate="step-after")
        .encode(
            x=alt.X("ms:Q", title=label("score_within", language), axis=alt.Axis(format=",.0f"), scale=alt.Scale(zero=True)),
            y=alt.Y("share:Q", title=label("score_share", language), axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
        )
    )
    rules = alt.Chart({"values": [{"ms": mark} for mark in marks]}).mark_rule(strokeDash=[4, 3], size=2, color=_SPAN)
    chart = (line + rules.encode(x="ms:Q")).properties(height=240, description=label("score_latency", language))
    st.altair_chart(chart, width="stretch", key="score-latency")


def reliability(found: Sequence[Bin], language: str) -> None:
    """The share right over the confidence, a dot a bin, and the line on which both agree."""
    rows = [{"confidence": b.confidence, "right": b.right, "n": b.n} for b in found]
    share = alt.Scale(domain=[0, 1])
    dots = (
        alt.Chart({"values": rows})
        .mark_circle(size=120, color=_BAR, opacity=1)
        .encode(
            x=alt.X("confidence:Q", title=label("score_confidence", language), scale=share),
            y=alt.Y("right:Q", title=label("score_right", language), scale=share),
            tooltip=["confidence:Q", "right:Q", "n:Q"],
        )
    )
    line = (
        alt.Chart({"values": [{"confidence": 0, "right": 0}, {"confidence": 1, "right": 1}]})
        .mark_line(strokeDash=[4, 3], color=_SPAN)
        .encode(x="confidence:Q", y="right:Q")
    )
    chart = (line + dots).properties(height=300, description=label("score_reliability", language))
    st.altair_chart(chart, width="stretch", key="score-reliability")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
