"""Citation chips: a button with the address of a provision; its words show on hover, a click opens the reading room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import streamlit as st

from app import room
from app.plain import plain, short
from app.reading import Reading
from banfa.corpus import Corpus


def chip(reading: Reading, corpus: Corpus, key: str) -> None:
    """One chip."""
    quote = " … ".join(reading.quotes)
    st.button(
        corpus.instruments[reading.instrument].cite_on(reading.locator, reading.language, reading.as_of or date.today()),
        key=key,
        icon=":material/article:",
        help=f"“{plain(short(quote, 300))}”" if quote else None,
        on_click=room.show,
        args=(reading,),
    )


def row(readings: Iterable[Reading], corpus: Corpus, key: str) -> None:
    """Chips beside one another."""
    with st.container(horizontal=True, gap="xxsmall", key=f"chips-{key}"):
        for n, reading in enumerate(readings):
            chip(reading, corpus, f"chip-{key}-{n}")
