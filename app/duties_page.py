"""The register of duties: all of it, or sorted by the facts of the scope check; to filter, to read in the law, to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from app import cases, duty_view, frame, navigation
from app.wording import label
from banfa.corpus import Corpus
from banfa.duty_list import DutyFilter, by_stage, choices, duties_csv, duties_markdown
from banfa.duty_words import duty_word, kind_word
from banfa.rules import Value
from banfa.scope_check import Check, Duty

_PER_PAGE, _FILTER_WIDTH = 15, 152
_VIEWS: dict[str, Value] = {"yes": True, "if": None, "no": False}
_VIEW_ICONS = {"yes": ":material/check_circle:", "if": ":material/help:", "no": ":material/do_not_disturb_on:"}


def draw(corpus: Corpus, language: str) -> None:
    """The page from top to bottom."""
    st.markdown(label("duties_lead", language))
    answered = bool(cases.case_file().interview.answers)
    check = cases.checked(corpus)
    _source(check, answered, language)
    wanted = _filter(corpus, language)
    filtered = [duty for duty in check.duties if wanted.wants(duty.obligation)]
    shown = _view(filtered, language) if answered else filtered
    _downloads(shown, corpus, language)
    _list(shown, corpus, check, answered, language)


def _source(check: Check, answered: bool, language: str) -> None:
    if answered:
        st.caption(label("duties_case", language, n=len(check.case.stated)))
    else:
        st.caption(label("duties_all", language, n=len(check.duties)))
    navigation.link("scope", label("to_scope_again" if answered else "to_scope", language), language)


def _filter(corpus: Corpus, language: str) -> DutyFilter:
    """The four filters; their options are those of the whole register, so that a choice never vanishes."""
    offered = choices(corpus.obligations)
    options = {"stage": offered.stages, "who": offered.who, "instrument": offered.instruments, "kind": offered.kinds}
    chosen: dict[str, str | None] = {}

    names: dict[str, Callable[[str], str]] = {
        "instrument": lambda value: corpus.instruments[value].short(language),
        "kind": lambda value: kind_word(value, language),
    }
    filters = st.expander(label("filter", language), icon=":material/filter_list:", expanded=True, key="filters")
    with filters.container(horizontal=True):
        for name, values in options.items():
            chosen[name] = st.selectbox(
                label(name, language),
                values,
                index=None,
                format_func=names.get(name, lambda value: duty_word(value, language)),
                placeholder=label("any", language),
                key=f"duties-{name}",
                persist_state="session",
                width=_FILTER_WIDTH,
            )
    return DutyFilter(**chosen)


def _view(duties: Sequence[Duty], language: str) -> list[Duty]:
    """Those that apply, that turn on a fact, or that do not apply, as chosen."""
    groups = {name: [duty for duty in duties if duty.applies is value] for name, value in _VIEWS.items()}
    chosen = st.segmented_control(
        label("view", language),
        list(_VIEWS),
        default="yes",
        required=True,
        format_func=lambda name: f"{_VIEW_ICONS[name]} {label(f'view_{name}', language, n=len(groups[name]))}",
        key="duties-view",
        label_visibility="collapsed",
    )
    return groups[chosen or "yes"]


def _downloads(duties: Sequence[Duty], corpus: Corpus, language: str) -> None:
    if not duties:
        st.info(label("none_here", language), icon=":material/filter_list_off:")
        return
    own, today = by_stage(duty.obligation for duty in duties), date.today()
    st.caption(label("download_what", language, n=len(own)))
    with st.container(horizontal=True):
        for name, write, mime in (("csv", duties_csv, "text/csv"), ("md", duties_markdown, "text/markdown")):
            st.download_button(
                label(name, language),
                partial(write, own, corpus, language, today),
                f"banfa-obligations-{today.isoformat()}.{name}",
                mime,
                key=f"download-{name}",
                icon=":material/download:",
                on_click="ignore",
            )


def _list(duties: Sequence[Duty], corpus: Corpus, check: Check, answered: bool, language: str) -> None:
    """A page of the duties under the headings of their stages."""
    place = {duty.obligation.id: duty for duty in duties}
    rows = [place[o.id] for o in by_stage(duty.obligation for duty in duties)]
    pages = -(-len(rows) // _PER_PAGE)
    page = min(st.session_state.get("duties-page") or 1, max(pages, 1))
    stage = ""
    for duty in rows[(page - 1) * _PER_PAGE : page * _PER_PAGE]:
        if duty.obligation.stage != stage:
            stage = duty.obligation.stage
            st.header(duty_word(stage, language), anchor=False)
        duty_view.draw(duty, corpus, check, answered, language)
    if pages > 1:
        st.pagination(pages, key="duties-page")


frame.page("duties", draw)
