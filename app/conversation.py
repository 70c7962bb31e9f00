"""The conversation of one visit: its turns, kept in the session and nowhere else."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from app import filter_box
from app.engine import Engine
from app.wording import label
from banfa.answer import Reply
from banfa.errors import BanfaError
from banfa.filters import read_filters
from banfa.question import language_of

_log = logging.getLogger(__name__)


@dataclass
class Turn:
    """A question and what became of it: a reply, or trouble told in plain words."""

    question: str
    language: str
    filters: dict[str, list[str]] = field(default_factory=dict)
    as_of: date | None = None
    reply: Reply | None = None
    trouble: str = ""
    shown: bool = False
    rated: bool = False
    unsaved: str = ""

    @property
    def open(self) -> bool:
        """Whether it still waits for its reply."""
        return self.reply is None and not self.trouble


def turns() -> list[Turn]:
    """The turns of this visit, oldest first."""
    kept: list[Turn] = st.session_state.setdefault("turns", [])
    return kept


def ask(question: str | None) -> None:
    """Put a question; it is answered when the page is drawn."""
    if question:
        turns().append(Turn(question, language_of(question), filter_box.wanted(), filter_box.day()))


def start_over() -> None:
    """Forget the conversation."""
    turns().clear()


def answer(turn: Turn, engine: Engine) -> None:
    """Get the reply to a turn. Trouble is told, not raised: what Banfa explains in its words, anything else in general ones."""
    try:
        turn.reply = engine.ask(turn.question, turn.as_of, read_filters(engine.corpus, turn.filters))
        turn.language = turn.reply.language
    except BanfaError as error:
        turn.trouble = str(error)
    except Exception:  # the last door before a person: no traceback on the page, the whole of it in the log
        _log.exception("A question could not be answered.")
        turn.trouble = label("failed", turn.language)
