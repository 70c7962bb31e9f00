"""An open fact as a question that can be answered where it stands: yes, no, or I don't know."""

from __future__ import annotations

import streamlit as st

from app import cases
from app.plain import plain
from app.wording import label
from banfa.case import Answer
from banfa.corpus.scope import Scope
from banfa.scope_words import fact_name

_ANSWERS: dict[str, bool] = {"yes": True, "no": False}


def draw(name: str, scope: Scope, key: str, language: str) -> None:
    """The question with its answers beside it; a number is asked on the page of the scope check."""
    fact = scope.facts[name]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f":material/help: {plain(fact_name(scope, name, language))}", help=plain(fact.why(language)), width="stretch")
        if fact.kind == "number":
            with st.popover(label("answer", language), key=f"pop-{key}"):
                st.number_input(label("number_label", language), min_value=0, value=None, step=1, key=f"count-{key}")
                st.button(label("use_number", language), key=f"use-{key}", on_click=_put_number, args=(name, f"count-{key}"))
            return
        for word, value in _ANSWERS.items():
            st.button(label(word, language), key=f"say-{word}-{key}", on_click=_put, args=(name, value))


def _put(name: str, value: Answer) -> None:
    case = cases.case_file()
    case.interview = case.interview.confirm({name: value})


def _put_number(name: str, key: str) -> None:
    if st.session_state[key] is not None:
        _put(name, int(st.session_state[key]))
