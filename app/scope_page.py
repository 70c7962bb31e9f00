"""The scope check: a description or at most ten questions in, a verdict for every set of rules out."""

from __future__ import annotations

import streamlit as st

from app import cases, frame, navigation, scope_ask, scope_result
from app.scope_downloads import downloads
from app.wording import label
from banfa.corpus import Corpus


def draw(corpus: Corpus, language: str) -> None:
    """The page from top to bottom."""
    st.markdown(label("scope_lead", language))
    case = cases.case_file()
    checker, check = cases.checker_of(corpus), cases.checked(corpus)
    case.interview = case.interview.advance(checker, check)
    scope_ask.describe(case, corpus, language)
    if case.proposed:
        scope_ask.proposed(case, corpus, language)
    if not case.proposed or case.interview.editing:  # else it would ask again what waits above to be confirmed
        scope_ask.question(case, checker, corpus, language)
    scope_result.main(checker, check, corpus, language)
    if case.interview.answers:
        navigation.link("duties", label("to_duties", language, n=len(check.duties_that(True))), language)
    downloads(checker, check, corpus, language)
    scope_result.answers(case, checker, check, language)
    scope_result.regimes(checker, check, corpus, language)


frame.page("scope", draw)
