"""What the pages beside the chat share: a heading, trouble told in words, the reading room, the caveat at the foot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from app import engine, language, room
from app.plain import plain
from app.wording import label
from banfa.corpus import Corpus
from banfa.errors import BanfaError
from banfa.phrases import phrase
from banfa.render import day


def page(name: str, draw: Callable[[Corpus, str], None]) -> None:
    """A page over the corpus, in the language chosen; an unusable corpus is told in words."""
    chosen = language.chosen()
    st.title(label(f"page_{name}", chosen), anchor=False)
    try:
        with st.spinner(label("opening", chosen)):
            corpus = engine.library()
        draw(corpus, chosen)
    except BanfaError as error:
        st.error(plain(str(error)), icon=":material/build:")
        st.button(label("again", chosen), key="again", icon=":material/refresh:")
        return
    st.divider()
    as_of = phrase("as_of", chosen, date=day(date.today(), chosen))
    st.caption(label("between", chosen).join((as_of, phrase("unofficial", chosen))))
    room.draw(corpus)
