"""The chat page over the real corpus with the fake embedder: what the browser tests open. It needs no index."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@st.cache_resource(show_spinner=False)
def _engine() -> object:
    from banfa.corpus import read_corpus
    from banfa.settings import Settings
    from tests.fakes import fake_assistant

    return fake_assistant(read_corpus(Settings().corpus))


st.session_state["engine"] = _engine()
runpy.run_path(str(ROOT / "app" / "chat.py"), run_name="__main__")
