"""What the scope check asks: a description to read, facts to confirm, one question at a time. No drawing of results."""

from __future__ import annotations

import streamlit as st

from app import cases, chips, private
from app.cases import CaseFile
from app.plain import plain, short
from app.reading import Reading
from app.wording import label
from banfa.case import Answer
from banfa.corpus import Corpus
from banfa.corpus.facts import Fact
from banfa.scope_answers import Proposed
from banfa.scope_check import ScopeChecker
from banfa.scope_interview import Interview
from banfa.scope_words import answer_words

_ANSWERS: dict[str, Answer] = {"yes": True, "no": False, "unknown": None}
_ICONS = {"yes": ":material/check:", "no": ":material/close:", "unknown": ":material/question_mark:"}


def describe(case: CaseFile, corpus: Corpus, language: str) -> None:
    """The box for a description."""

    reader = cases.fact_reader(corpus)

    def read(*, sure: bool = False) -> None:
        case.read(str(st.session_state["description"] or ""), corpus, reader, language, sure=sure)

    begun = bool(case.interview.answers or case.proposed) and not (case.held or case.wait)
    with st.expander(label("describe", language), icon=":material/edit_note:", expanded=not begun):
        st.text_area(
            label("describe", language),
            value=case.description,
            max_chars=cases.LONGEST,
            key="description",
            height=110,
            placeholder=label("describe_hint", language),
            label_visibility="collapsed",
        )
        st.button(label("describe_read", language), key="read", icon=":material/manage_search:", on_click=read)
        if reader is None:
            st.caption(f":material/lock: {label('describe_stays', language)}")
        else:
            st.caption(plain(label("describe_sent", language, model=reader.name)))
            if case.held:
                why = label("describe_held", language, model=plain(reader.name))
                st.warning(f"{why}\n\n{private.listed(case.held, language)}", icon=":material/shield_lock:")
                st.button(label("held_anyway", language), key="read-anyway", on_click=read, kwargs={"sure": True})
        if case.wait:
            st.info(label("too_fast_describe", language, n=case.wait), icon=":material/hourglass:")
        if case.notice:
            st.info(plain(case.notice), icon=":material/info:")
        if case.nothing_read:
            st.info(label("describe_none", language), icon=":material/info:")


def proposed(case: CaseFile, corpus: Corpus, language: str) -> None:
    """The facts read from the description, each with its words, to confirm or correct before anything counts."""

    def confirm() -> None:
        case.confirm({name: _confirmed(st.session_state[f"proposed-{name}"]) for name in case.proposed})

    with st.form("proposed"):
        st.markdown(f"**{label('proposed', language)}** :small[{label('proposed_why', language)}]")
        for suggestion in case.proposed.values():
            with st.container(gap=None):
                _suggestion(suggestion, corpus.scope.facts[suggestion.fact], language)
        with st.container(horizontal=True):
            st.form_submit_button(
                label("confirm", language), key="confirm", icon=":material/check:", type="primary", on_click=confirm
            )
            st.form_submit_button(label("discard", language), key="discard", on_click=case.proposed.clear)


def _confirmed(chosen: str | int | None) -> Answer:
    return _ANSWERS[chosen] if isinstance(chosen, str) else chosen


def _suggestion(suggestion: Proposed, fact: Fact, language: str) -> None:
    words = " … ".join(f"“{plain(short(part, 160))}”" for part in suggestion.words)
    if fact.kind == "number":
        count = suggestion.value if isinstance(suggestion.value, int) else None
        st.number_input(plain(fact.ask(language)), min_value=0, value=count, step=1, key=f"proposed-{suggestion.fact}")
    else:
        _choice(suggestion, fact, language)
    st.caption(label("proposed_words" if suggestion.value is not None else "proposed_both", language, words=words))


def _choice(suggestion: Proposed, fact: Fact, language: str) -> None:
    chosen = next(word for word, value in _ANSWERS.items() if value is suggestion.value)
    st.radio(
        plain(fact.ask(language)),
        list(_ANSWERS),
        index=list(_ANSWERS).index(chosen),
        format_func=lambda word: label(word, language),
        horizontal=True,
        key=f"proposed-{suggestion.fact}",
    )


def question(case: CaseFile, checker: ScopeChecker, corpus: Corpus, language: str) -> None:
    """The question in hand with why it is asked, or that there is none left."""
    name = case.interview.in_hand
    with st.container(border=True, key="question"):
        if name is None:
            _none_left(case, language)
            return
        fact = checker.scope.facts[name]
        _progress(case.interview, language)
        st.header(plain(fact.ask(language)), anchor=False)
        if name in case.interview.answers:
            value = answer_words(case.interview.answers[name], language)
            st.markdown(f":blue-badge[:material/history: {label('answered', language, value=value)}]")
        _answer_buttons(case, fact, language)
        st.caption(plain(label("fact_why_asked", language, why=fact.why(language))))
        st.caption(plain(label("settles", language, evidence=fact.evidence(language))))
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.caption(label("rests_on", language), width="content")
            chips.row([Reading(*fact.rests_on, (), language)], corpus, f"question-{name}")
        _steps(case, language)


def _progress(interview: Interview, language: str) -> None:
    if interview.editing:
        st.caption(f":material/edit: {label('question_edit', language)}")
    else:
        said = label("question_n", language, n=interview.at + 1, most=interview.most)
        st.progress(interview.at / interview.most, text=said)


def _answer_buttons(case: CaseFile, fact: Fact, language: str) -> None:
    def put(value: Answer) -> None:
        case.interview = case.interview.answer(value)

    if fact.kind == "number":
        before = case.interview.answers.get(fact.name)
        with st.form(f"number-{fact.name}", border=False):
            st.number_input(
                label("number_label", language), min_value=0, value=before, step=1, format="%d", key=f"count-{fact.name}"
            )
            used = st.form_submit_button(label("use_number", language), key="use_number", type="primary")
        if used and st.session_state[f"count-{fact.name}"] is not None:
            put(int(st.session_state[f"count-{fact.name}"]))
            st.rerun()
        st.button(label("unknown", language), key="say-unknown", icon=_ICONS["unknown"], on_click=put, args=(None,))
        return
    with st.container(horizontal=True, key="answers"):
        for word, value in _ANSWERS.items():
            st.button(label(word, language), key=f"say-{word}", icon=_ICONS[word], on_click=put, args=(value,))


def _steps(case: CaseFile, language: str) -> None:
    def skip() -> None:
        case.interview = case.interview.skip()

    def back() -> None:
        case.interview = case.interview.back()

    editing, first = bool(case.interview.editing), case.interview.at == 0
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button(
            label("back", language),
            key="back",
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=back,
            disabled=first and not editing,
        )
        st.button(
            label("keep" if editing else "skip", language),
            key="skip",
            icon=":material/skip_next:",
            type="tertiary",
            on_click=skip,
        )


def _none_left(case: CaseFile, language: str) -> None:
    def more() -> None:
        case.interview = case.interview.ask_more()

    def back() -> None:
        case.interview = case.interview.back()

    full = case.interview.full
    st.markdown(f":material/task_alt: {label('enough' if full else 'done', language)}")
    with st.container(horizontal=True):
        if full:
            st.button(label("more", language), key="more", icon=":material/add:", on_click=more)
        if case.interview.asked:
            st.button(label("back", language), key="back", icon=":material/arrow_back:", type="tertiary", on_click=back)
