"""The pages over the real corpus with the fake embedder: what the browser tests open. They need no index.

A question that holds the words of `TRIPS` makes the engine fail in a way that nobody foresaw.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import streamlit as st

TRIPS = "trip over this"
ROOT = Path(__file__).resolve().parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


@st.cache_resource(show_spinner=False)
def _engine() -> object:
    from banfa.corpus import read_corpus
    from banfa.settings import Settings
    from tests.fakes import fake_assistant

    assistant = fake_assistant(read_corpus(Settings().corpus))
    answer = assistant.ask

    def ask(text: str, *more: object) -> object:
        if TRIPS in text:
            raise RuntimeError("a secret detail")
        return answer(text, *more)  # type: ignore[arg-type]

    assistant.ask = ask  # type: ignore[assignment,method-assign]
    return assistant


st.session_state["engine"] = _engine()
runpy.run_path(str(ROOT / "app" / "chat.py"), run_name="__main__")
