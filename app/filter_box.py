"""The filters of the Ask page: a popover with what may be found, kept for the visit and in the address (``?topic=minors``)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.plain import plain
from app.wording import label
from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.filter_words import filter_word
from banfa.filters import NAMES, choices, read_filters

_DAY = "as_of"


def wanted() -> dict[str, list[str]]:
    """The filters chosen; before the box was first drawn, those of the address."""
    return {name: list(st.session_state.get(_key(name), st.query_params.get_all(name))) for name in NAMES}


def day() -> date | None:
    """The day chosen, or that of the address; None for today."""
    if _key(_DAY) in st.session_state:
        chosen: date | None = st.session_state[_key(_DAY)]
        return chosen
    try:
        return date.fromisoformat(st.query_params.get(_DAY, ""))
    except ValueError:
        return None


def draw(place: DeltaGenerator, corpus: Corpus, language: str) -> None:
    """The box. A value in the address that nothing has is told in a sentence and dropped."""
    trouble = _from_address(corpus)
    count = sum(map(len, wanted().values())) + (day() is not None)
    name = label("filters_set", language, n=count) if count else label("filter", language)
    with place.popover(name, icon=":material/filter_list:", key="filter-box"):
        for filter_name, options in choices(corpus).items():
            st.multiselect(
                label(f"filter_{filter_name}", language),
                options,
                format_func=_words(filter_name, corpus, language),
                placeholder=label("any", language),
                key=_key(filter_name),
                persist_state="session",
            )
        st.date_input(label("filter_as_of", language), value=None, format="YYYY-MM-DD", key=_key(_DAY), persist_state="session")
    _to_address()
    if trouble:
        place.warning(plain(trouble), icon=":material/filter_list_off:")


def told(chosen: dict[str, list[str]], on: date | None, corpus: Corpus, language: str) -> str:
    """Filters as a line below a question; empty where there are none."""
    words = [_words(name, corpus, language)(value) for name, values in chosen.items() for value in values]
    words += [on.isoformat()] if on else []
    return label("filters_told", language, values=" · ".join(words)) if words else ""


def _key(name: str) -> str:
    return f"filter-{name}"


def _words(name: str, corpus: Corpus, language: str) -> Callable[[str], str]:
    if name == "instrument":
        return lambda value: corpus.instruments[value].short(language) if value in corpus.instruments else value
    if name == "legal_force":
        return lambda value: label(value, language)
    return lambda value: filter_word(value, language)


def _from_address(corpus: Corpus) -> str:
    """Take over what the address says, once a visit; what is wrong with it is returned."""
    trouble = ""
    for name in NAMES:
        if _key(name) in st.session_state:
            continue
        found: list[str] = []
        for value in st.query_params.get_all(name):
            try:
                found += read_filters(corpus, {name: value}).given()[name]
            except UsageError as error:
                trouble = str(error)
        st.session_state[_key(name)] = list(dict.fromkeys(found))
    if _key(_DAY) not in st.session_state:
        st.session_state[_key(_DAY)] = day()
    return trouble


def _to_address() -> None:
    on = day()
    for name, values in {**wanted(), _DAY: [on.isoformat()] if on else []}.items():
        if values and values != st.query_params.get_all(name):
            st.query_params[name] = values
        elif not values and name in st.query_params:
            del st.query_params[name]
