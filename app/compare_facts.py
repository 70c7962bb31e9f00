"""The facts of a comparison: what is known, and a short form for what most rows still turn on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import cases, navigation
from app.plain import plain
from app.wording import label
from banfa.case import Answer
from banfa.corpus import Corpus
from banfa.phrases import phrase
from banfa.scope_check import Check
from banfa.scope_compare import Row, open_facts
from banfa.scope_words import answer_words, fact_name

_AT_ONCE = 5
_ANSWERS: dict[str, Answer] = {"yes": True, "no": False, "unknown": None}


def draw(rows: Sequence[Row], corpus: Corpus, check: Check, language: str) -> None:
    """What is known, what contradicts, and the form."""
    stated = check.case.stated
    if stated:
        st.caption(label("compare_from", language, n=len(stated)))
    else:
        st.info(label("compare_no_facts", language), icon=":material/info:")
    navigation.link("scope", label("compare_to_scope", language), language)
    for contradiction in check.contradictions:
        names = (contradiction.fact, contradiction.because_yes, contradiction.because_no)
        fact, yes, no = (f"“{fact_name(corpus.scope, name, language)}”" for name in names)
        st.warning(plain(phrase("scope_contradiction", language, fact=fact, yes=yes, no=no)), icon=":material/sync_problem:")
    if stated:
        _known(corpus, check, language)
    _form(open_facts(rows, corpus.scope), corpus, language, known=len(stated))


def _known(corpus: Corpus, check: Check, language: str) -> None:
    stated = check.case.stated
    with st.expander(label("compare_known", language, n=len(stated)), icon=":material/person_edit:", key="compare-known"):
        for name, value in stated.items():
            said = fact_name(corpus.scope, name, language)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{plain(said)} **{answer_words(value, language)}**", width="stretch")
                st.button(
                    label("compare_forget", language),
                    key=f"forget-{name}",
                    icon=":material/undo:",
                    type="tertiary",
                    help=plain(label("compare_forget_this", language, fact=said)),
                    on_click=cases.case_file().forget,
                    args=(name,),
                )


def _form(names: Sequence[str], corpus: Corpus, language: str, *, known: int) -> None:
    """The facts on which most rows turn, a few at a time. Once answers were used it folds, so that the rows come into view."""
    if not names:
        st.markdown(f":material/task_alt: {label('compare_all_known', language)}")
        return
    asked = names[:_AT_ONCE]

    def use() -> None:
        given = {name: _ANSWERS[st.session_state[f"compare-{name}"]] for name in asked}
        case = cases.case_file()
        case.interview = case.interview.confirm({name: value for name, value in given.items() if value is not None})

    title = label("compare_ask", language)
    with (
        st.expander(title, icon=":material/help:", expanded=not known, key=f"compare-ask-{known}"),
        st.form("compare-facts", border=False),
    ):
        st.caption(label("compare_more", language, n=len(names)))
        for name in asked:
            fact = corpus.scope.facts[name]
            st.radio(
                plain(fact.ask(language)),
                list(_ANSWERS),
                index=2,
                format_func=lambda word: label(word, language),
                horizontal=True,
                key=f"compare-{name}",
                help=plain(fact.why(language)),
            )
        st.form_submit_button(
            label("compare_use", language), key="compare-use", icon=":material/check:", type="primary", on_click=use
        )
