"""The language of the interface: English or Chinese, chosen in the side bar, kept for the visit; at first that of the browser."""

from __future__ import annotations

import streamlit as st

_KEY, _GIVEN = "language", "language_given"
_NAMES = {"en": "English", "zh": "中文"}


def switch() -> None:
    """The switch. It changes words only: what was answered or pasted stays.

    The language of the browser is the default of the switch itself: one that is only put into the session reaches the browser
    after the switch is drawn, and whoever clicks in between is back in English.
    """
    given = st.session_state.setdefault(_GIVEN, _KEY in st.session_state)
    first = None if given else _of_browser()
    st.segmented_control("Language · 语言", list(_NAMES), default=first, format_func=_NAMES.__getitem__, key=_KEY, required=True)


def chosen() -> str:
    """``en`` or ``zh``."""
    return "zh" if st.session_state.get(_KEY) == "zh" else "en"


def _of_browser() -> str:
    return "zh" if str(st.context.locale or "").lower().startswith("zh") else "en"
