"""The conversation of one visit: its turns, kept in the session; `app.history` keeps them beyond it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from typing import Any

import streamlit as st

from app import filter_box
from app.engine import Engine
from app.wording import label
from banfa.answer import Reply
from banfa.corpus import Corpus
from banfa.errors import BanfaError, UsageError
from banfa.filters import read_filters
from banfa.question import language_of
from banfa.threads import now
from banfa.turn_record import answer_of, reply_of

_log = logging.getLogger(__name__)


@dataclass
class Turn:
    """A question and what became of it: a reply, or trouble told in plain words.

    ``stored`` is the record of a turn of an earlier visit, from which the reply is brought back; empty where that is damaged.
    """

    question: str
    language: str
    filters: dict[str, list[str]] = field(default_factory=dict)
    as_of: date | None = None
    reply: Reply | None = None
    trouble: str = ""
    shown: bool = False
    rated: bool = False
    unsaved: str = ""
    asked: datetime = field(default_factory=now)
    stored: Mapping[str, Any] | None = None
    kept: bool = False

    @property
    def open(self) -> bool:
        """Whether it still waits for its reply."""
        return self.reply is None and not self.trouble and self.stored is None


def turns() -> list[Turn]:
    """The turns of this visit, oldest first."""
    kept: list[Turn] = st.session_state.setdefault("turns", [])
    return kept


def put(question: str) -> None:
    """Put a question; it is answered when the page is drawn."""
    turns().append(Turn(question, language_of(question), filter_box.wanted(), filter_box.day()))


def replace_by(loaded: list[Turn]) -> None:
    """Put another conversation in the place of this one."""
    turns()[:] = loaded


def answer(turn: Turn, engine: Engine) -> None:
    """Get the reply to a turn. Trouble is told, not raised: what Banfa explains in its words, anything else in general ones."""
    earlier = [before.question for before in takewhile(lambda one: one is not turn, turns())]
    try:
        turn.reply = engine.ask(turn.question, turn.as_of, read_filters(engine.corpus, turn.filters), earlier)
        turn.language = turn.reply.language
    except BanfaError as error:
        turn.trouble = str(error)
        turn.kept = isinstance(error, UsageError)  # what cannot be asked is not worth keeping
    except Exception:  # the last door before a person: no traceback on the page, the whole of it (but the question) in the log
        _log.error("A question could not be answered.\n%s", without(turn.question, traceback.format_exc()))
        turn.trouble = label("failed", turn.language)


def revive(turn: Turn, corpus: Corpus) -> None:
    """Bring back the reply of a turn of an earlier visit; where that cannot be, what it said as plain text."""
    if turn.stored is None or turn.reply is not None or turn.trouble:
        return
    turn.reply = reply_of(turn.stored, corpus)
    if turn.reply is None:
        turn.trouble = answer_of(turn.stored) if turn.stored else label("turn_lost", turn.language)


def without(question: str, text: str) -> str:
    """A text for the log, with the question taken out wherever it stands."""
    spellings = {question, question.strip(), repr(question)[1:-1]}
    for spelling in sorted(spellings, key=len, reverse=True):
        text = text.replace(spelling, "(the question)") if spelling else text
    return text
