"""A picture of what is in force when: one bar per wording of each instrument, a line at today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt
import streamlit as st

from app.wording import label
from banfa.holdings import Holding
from banfa.render import day

_ROW = 20
_LEGEND = 150
"""Pixels for the years and the list of kinds, one below the other, so that nothing of it is cut off on a phone."""
_MARGIN = timedelta(days=200)
_COLORS = ["#2c8b7c", "#4f7fb5", "#c9953b", "#8a6bb0", "#7f8b52", "#b0616b"]
"""Of one lightness, so that they suit a light and a dark page; each kind stands in words on its card, too."""


def draw(held: Sequence[Holding], today: date, language: str) -> None:
    """The picture; the same facts stand in words on the cards above it."""
    rows = [row for h in held for row in _rows(h, today, language)]
    end = max([today, *(h.card.in_force for h in held)]) + _MARGIN
    order = [h.card.short(language) for h in sorted(held, key=lambda h: h.wordings[0].effective)]
    bars = (
        alt.Chart({"values": [row | {"end": row["end"] or end.isoformat()} for row in rows]})
        .mark_bar(height=11, cornerRadius=3, stroke="#88888888", strokeWidth=1)
        .encode(
            x=alt.X(
                "start:T",
                title=None,
                scale=alt.Scale(domainMax=alt.DateTime(year=end.year, month=end.month, date=end.day)),
                axis=alt.Axis(format="%Y", tickCount="year"),
            ),
            x2="end:T",
            y=alt.Y("name:N", title=None, sort=order, axis=alt.Axis(labelLimit=180, labelOverlap=False, labelFlush=False)),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(range=_COLORS),
                legend=alt.Legend(title=None, orient="bottom", columns=1, labelLimit=200),
            ),
            tooltip=[alt.Tooltip("title:N", title=" "), alt.Tooltip("when:N", title=label("in_force_from", language))],
        )
    )
    now = alt.Chart({"values": [{"today": today.isoformat()}]}).mark_rule(strokeDash=[4, 3], size=2, color="#c2572b")
    chart = (bars + now.encode(x="today:T")).properties(height=_ROW * len(order) + _LEGEND)
    st.altair_chart(chart, width="stretch", key="timeline")


def _rows(h: Holding, today: date, language: str) -> list[dict[str, str | None]]:
    return [
        {
            "name": h.card.short(language),
            "title": h.card.title(language),
            "kind": label(h.card.kind, language),
            "start": wording.effective.isoformat(),
            "end": wording.until.isoformat() if wording.until else None,
            "when": f"{day(wording.effective, language)} – "
            + (
                day(wording.until, language)
                if wording.until
                else label("still" if wording.effective <= today else "upcoming", language)
            ),
        }
        for wording in h.wordings
    ]
