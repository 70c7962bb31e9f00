"""A comparison to take away as Word, Excel or Markdown."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from app import cases
from app.wording import label
from banfa.compare_export import comparison_file, topic_lines
from banfa.corpus import Corpus
from banfa.scope_check import Check
from banfa.scope_compare import Row
from banfa.scope_recording import make_record

_FORMATS = (
    ("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("md", "Markdown", "text/markdown"),
)


def downloads(rows: tuple[Row, ...], corpus: Corpus, check: Check, language: str) -> None:
    """The formats as buttons; a file is made when its button is pressed."""
    today = date.today()
    with st.expander(label("take_away", language), icon=":material/download:", key="compare-take-away"):
        st.caption(label("compare_take_what", language))
        with st.container(horizontal=True):
            for suffix, title, mime in _FORMATS:
                st.download_button(
                    title,
                    partial(_file, rows, corpus, check, language, today, f".{suffix}"),
                    f"banfa-china-eu-{today.isoformat()}.{suffix}",
                    mime,
                    key=f"compare-{suffix}",
                    icon=":material/download:",
                    on_click="ignore",
                )


def _file(rows: tuple[Row, ...], corpus: Corpus, check: Check, language: str, today: date, suffix: str) -> bytes:
    record = make_record(corpus, cases.checker_of(corpus), check, language, today, rows=rows)
    return comparison_file(record, topic_lines(corpus, language), suffix)
