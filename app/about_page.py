"""About: what Banfa is, how it is verified, what it cannot do. The figures come from the corpus."""

from __future__ import annotations

from datetime import date

import streamlit as st

from app import frame
from app.wording import label
from banfa.corpus import Corpus
from banfa.render import day

_PARTS = ("what", "how", "texts", "limits", "private")


def draw(corpus: Corpus, language: str) -> None:
    """The page from top to bottom."""
    cards = corpus.instruments.values()
    figures = {
        "n": len(corpus.instruments),
        "m": sum(p.until is None for p in corpus.provisions),
        "d": len(corpus.obligations),
        "f": len(corpus.scope.facts),
        "t": sum(card.text_basis == "translation" for card in cards),
        "r": sum(card.text_basis == "restatement" for card in cards),
        "k": len(corpus.known),
    }
    for part in _PARTS:
        st.header(label(f"about_{part}", language), anchor=False)
        st.markdown(label(f"about_{part}_text", language, **figures))
    st.caption(label("about_data", language, hash=corpus.hash[:12], date=day(date.today(), language)))


frame.page("about", draw)
