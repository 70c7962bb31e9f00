"""The scope check to take away: every format, with the EU AI Act set beside it, and the deadlines from the day of launch."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import streamlit as st

from app.wording import label
from banfa.corpus import Corpus
from banfa.deadlines import Due, dues
from banfa.scope_check import Check, ScopeChecker
from banfa.scope_compare import compare
from banfa.scope_export import exported
from banfa.scope_recording import make_record

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = (
    ("docx", "Word", _WORD),
    ("xlsx", "Excel", _EXCEL),
    ("md", "Markdown", "text/markdown"),
    ("csv", "CSV (Jira)", "text/csv"),
    ("json", "JSON", "application/json"),
)


def downloads(checker: ScopeChecker, check: Check, corpus: Corpus, language: str) -> None:
    """The formats as buttons; a file is made when its button is pressed. The calendar is there when a day of launch is given."""
    if not check.case.stated:
        return
    with st.expander(label("take_away", language), icon=":material/download:", key="take-away"):
        st.caption(label("take_away_what", language))
        today = date.today()
        launch = st.date_input(
            label("launch_day", language),
            value=None,
            format="YYYY-MM-DD",
            min_value=today - timedelta(days=3650),
            max_value=today + timedelta(days=3650),
            key="launch-day",
        )
        due = dues(check.duties, {"start_of_service": launch}) if isinstance(launch, date) else ()
        formats = (*_FORMATS, ("ics", label("calendar", language), "text/calendar")) if due else _FORMATS
        with st.container(horizontal=True):
            for suffix, title, mime in formats:
                st.download_button(
                    title,
                    partial(_file, checker, check, corpus, language, today, due, f".{suffix}"),
                    f"banfa-scope-{today.isoformat()}.{suffix}",
                    mime,
                    key=f"take-{suffix}",
                    icon=":material/download:",
                    on_click="ignore",
                )
        if due:
            st.caption(label("calendar_what", language, n=len(due)))


def _file(
    checker: ScopeChecker, check: Check, corpus: Corpus, language: str, today: date, due: tuple[Due, ...], suffix: str
) -> bytes:
    rows = compare(corpus.scope, check.case.stated)
    return exported(make_record(corpus, checker, check, language, today, due=due, rows=rows), suffix)
