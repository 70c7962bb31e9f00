"""The way in: ``streamlit run app/chat.py``. The frame of all pages; each page is a file."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

if (_ROOT := str(Path(__file__).resolve().parent.parent)) not in sys.path:
    sys.path.insert(0, _ROOT)

from app import account, language, navigation


def main() -> None:
    """The frame, then the page that was chosen."""
    st.set_page_config(
        page_title="Banfa 办法 · China's generative-AI rules",
        page_icon=str(Path(__file__).with_name("icon.svg")),
        layout="centered",
    )
    st.html(Path(__file__).with_name("style.css"))
    with st.sidebar:
        language.switch()
    page = navigation.current(language.chosen())
    with st.sidebar:
        account.draw(language.chosen())
    if not account.barred(language.chosen()):
        page.run()


main()
