"""The engine behind the pages: opened once, shared by every visitor, opened anew when the index or the corpus is replaced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import streamlit as st

from banfa.answer import Reply
from banfa.corpus import Corpus, hash_of, read_corpus
from banfa.errors import IndexUnusable
from banfa.filters import Filters
from banfa.index import current_build
from banfa.memo_verdict import Judged
from banfa.settings import Settings

SESSION_KEY, MEMO_KEY = "engine", "memo_checker"
"""What is already in the session under these names is used as it is; tests put theirs there."""


class Engine(Protocol):
    """All that the page asks of an assistant."""

    @property
    def corpus(self) -> Corpus:
        """The law that it answers from."""

    def ask(self, text: str, as_of: date | None = None, filters: Filters | None = None, earlier: Sequence[str] = ()) -> Reply:
        """The checked reply to a question from provisions that pass the filters; ``earlier``: what was asked before it."""


class Checker(Protocol):
    """All that the page asks of what checks memos."""

    def check(self, text: str, on: date) -> tuple[list[Judged], int]:
        """The verdicts on all claims of a text, and how many sentences make none."""


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


def library() -> Corpus:
    """The corpus, for pages that need no index.

    Raises:
        BanfaError: the corpus is not usable; the message says what to do.
    """
    given: Engine | None = st.session_state.get(SESSION_KEY)
    if given is not None:
        return given.corpus
    settings = Settings.from_environment()
    return _read(settings.corpus, hash_of(settings.corpus))


def memo_checker() -> Checker:
    """What checks memos, over the index of the engine.

    Raises:
        BanfaError: the corpus, the index or a model is not usable; the message says what to do.
    """
    given: Checker | None = st.session_state.get(MEMO_KEY)
    if given is not None:
        return given
    from banfa.assistant import Assistant
    from banfa.citing import Citator
    from banfa.memo_desk import make_memo_checker
    from banfa.retrieval import HybridRetriever

    assistant = load()
    if not isinstance(assistant, Assistant) or not isinstance(assistant.retriever, HybridRetriever):
        raise IndexUnusable("The memo check needs the engine with its own index. Run `banfa ingest` and reload the page.")
    return make_memo_checker(assistant.corpus, Citator(assistant.corpus), assistant.retriever.finder)


@st.cache_resource(show_spinner=False, max_entries=1)
def _read(folder: Path, digest: str) -> Corpus:  # noqa: ARG001  (a changed file is a new key)
    return read_corpus(folder)


@st.cache_resource(show_spinner=False, max_entries=1)
def _open(settings: Settings, build: Path | None) -> Engine:  # noqa: ARG001  (a new build is a new key)
    from banfa.wiring import make_assistant

    assistant = make_assistant(settings)
    assistant.retriever.finder.find("algorithm filing")  # the first search loads the model: now, not in the first answer
    return assistant
