"""Compare: the same facts under China's rules and under the EU AI Act, and what the texts say on either side by topic."""

from __future__ import annotations

import streamlit as st

from app import cases, compare_facts, compare_view, frame
from app.compare_downloads import downloads
from app.wording import label
from banfa.corpus import Corpus
from banfa.scope_compare import compare

_VIEWS = {"case": ":material/person_pin:", "topic": ":material/table_rows:"}


def draw(corpus: Corpus, language: str) -> None:
    """The page from top to bottom."""
    st.markdown(label("compare_lead", language))
    check = cases.checked(corpus)
    rows = compare(corpus.scope, check.case.stated)
    view = st.segmented_control(
        label("compare_view", language),
        list(_VIEWS),
        default="case",
        required=True,
        format_func=lambda name: f"{_VIEWS[name]} {label(f'compare_by_{name}', language)}",
        key="compare-view",
        label_visibility="collapsed",
    )
    if view == "topic":
        compare_view.topics(corpus, language)
    else:
        compare_facts.draw(rows, corpus, check, language)
        compare_view.case(rows, corpus, check, language)
    downloads(rows, corpus, check, language)


frame.page("compare", draw)
