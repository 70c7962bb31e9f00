"""The pages: their files, addresses, names and icons."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app.wording import label

_ICONS = {
    "ask": ":material/chat:",
    "scope": ":material/rule:",
    "duties": ":material/checklist:",
    "library": ":material/library_books:",
    "compare": ":material/compare_arrows:",
    "memo": ":material/fact_check:",
    "scorecard": ":material/monitoring:",
    "about": ":material/info:",
}

NAMES = tuple(_ICONS)
"""The pages, in the order of the side bar."""


def current(language: str) -> st.Page:
    """The page that the address names, with the navigation drawn."""
    return st.navigation([_page(name, language) for name in NAMES], expanded=True)


def link(name: str, words: str, language: str) -> None:
    """A link to another page."""
    st.page_link(_page(name, language), label=words, icon=_ICONS[name])


def _page(name: str, language: str) -> st.Page:
    file = Path(__file__).with_name(f"{name}_page.py")
    return st.Page(file, title=label(f"page_{name}", language), icon=_ICONS[name], url_path=name, default=name == "ask")
