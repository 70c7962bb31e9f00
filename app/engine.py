"""The engine behind the page: opened once, shared by every visitor, opened anew when the index is replaced."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

import streamlit as st

from banfa.answer import Reply
from banfa.corpus import Corpus
from banfa.index import current_build
from banfa.settings import Settings

SESSION_KEY = "engine"
"""An engine that is already in the session under this name is used as it is; tests put theirs there."""


class Engine(Protocol):
    """All that the page asks of an assistant."""

    @property
    def corpus(self) -> Corpus:
        """The law that it answers from."""

    def ask(self, text: str, as_of: date | None = None) -> Reply:
        """The checked reply to a question."""


def load() -> Engine:
    """The engine for the settings in force.

    Raises:
        BanfaError: the corpus, the index or a model is not usable; the message says what to do.
    """
    given: Engine | None = st.session_state.get(SESSION_KEY)
    if given is not None:
        return given
    settings = Settings.from_environment()
    return _open(settings, current_build(settings.data))


@st.cache_resource(show_spinner=False, max_entries=1)
def _open(settings: Settings, build: Path | None) -> Engine:  # noqa: ARG001  (a new build is a new key)
    from banfa.wiring import make_assistant

    assistant = make_assistant(settings)
    assistant.retriever.finder.find("algorithm filing")  # the first search loads the model: now, not in the first answer
    return assistant
