"""The kept threads behind the page: opened once for all visitors; trouble with them is told, and never stops the conversation."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TypeVar

import streamlit as st

from app import account
from app.conversation import Turn
from banfa.answer import Reply
from banfa.corpus import Corpus
from banfa.errors import BanfaError, HistoryDamaged, HistoryUnusable, UnknownThread
from banfa.seams import Threads
from banfa.settings import Settings
from banfa.threads import Kept, Thread, title_of
from banfa.turn_record import Asked, asked_of, kept

THREAD = "thread"
"""The name of the open thread's id, in the session and in the address."""
_TITLE, _TROUBLE = "thread-title", "thread-trouble"
_REST = 15.0
"""Seconds for which a history that failed is left alone, so that pages do not wait for it at every click."""
_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class Shelf:
    """The threads for some settings; opened at first use, anew when their file was found damaged."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._lock = settings, Lock()
        self._threads: Threads | None = None
        self._opened, self._failed, self._why = False, float("-inf"), ""

    def use(self, wish: Callable[[Threads], _T]) -> _T | None:
        """What a wish gives; None where no history is kept.

        Raises:
            HistoryUnusable: it cannot be had at the moment.
            UnknownThread: the wish names a thread that is not there.
        """
        try:
            threads = self._open()
            return None if threads is None else wish(threads)
        except HistoryDamaged:
            with self._lock:
                self._opened = False
            threads = self._open()  # the damaged file is set aside now, and a new one begun
            return None if threads is None else wish(threads)
        except HistoryUnusable as error:
            self._failed, self._why = time.monotonic(), str(error)
            raise

    def _open(self) -> Threads | None:
        with self._lock:
            if time.monotonic() - self._failed < _REST:
                raise HistoryUnusable(self._why)
            if not self._opened:
                from banfa.wiring import make_threads

                self._threads, self._opened = make_threads(self._settings), True
            return self._threads


def use(wish: Callable[[Threads, str], _T]) -> _T | None:
    """What a wish gives for the visitor; None for a guest, where no history is kept, and (told in `trouble`) where it fails.

    Raises:
        UnknownThread: the wish names a thread that is not there.
    """
    owner = account.owner()
    if owner is None:
        return None
    settings = Settings.from_environment()
    try:
        found = _shelf(settings.history, settings.data).use(lambda threads: wish(threads, owner))
        st.session_state.pop(_TROUBLE, None)
    except HistoryUnusable as error:
        st.session_state[_TROUBLE] = str(error)
        return None
    return found


def trouble() -> str:
    """What was wrong with the history when it was used last; empty when nothing was."""
    return str(st.session_state.get(_TROUBLE, ""))


def kept_here() -> bool:
    """Whether the visitor's threads are kept."""
    return account.owner() is not None and Settings.from_environment().history != "off"


def current() -> str | None:
    """The id of the open thread."""
    found: str | None = st.session_state.get(THREAD)
    return found


def title() -> str:
    """The title of the open thread."""
    return str(st.session_state.get(_TITLE, ""))


def keep(turns: Sequence[Turn], corpus: Corpus) -> None:
    """Keep the turns that are finished and not kept yet, in order; what cannot be kept now is tried again at the next."""
    for turn in turns:
        if turn.kept or turn.open:
            continue
        asked = Asked(turn.question, turn.language, turn.asked, turn.filters, turn.as_of)
        try:
            outcome: Reply | str = turn.reply if turn.reply is not None else turn.trouble
            if not _put(kept(asked, outcome, corpus), turn.question):
                return
        except BanfaError as error:
            _log.warning("A turn could not be kept: %s", type(error).__name__)
            return
        turn.kept = True


def _put(turn: Kept, question: str) -> bool:
    thread = current()
    if thread is not None:
        try:
            return use(lambda threads, owner: _added(threads, owner, thread, turn)) is not None
        except UnknownThread:
            leave()  # it was deleted elsewhere: what follows is a new thread
    begun = use(lambda threads, owner: threads.begin(owner, title_of(question), turn))
    if begun is not None:
        _enter(begun, title_of(question))
    return begun is not None


def _added(threads: Threads, owner: str, thread: str, turn: Kept) -> bool:
    threads.add(owner, thread, turn)
    return True


def open_thread(thread: str) -> list[Turn] | None:
    """Make a thread the open one; gives its turns, or None where the history cannot be used.

    Raises:
        UnknownThread: it is not there for the visitor.
    """
    found = use(lambda threads, owner: threads.read(owner, thread))
    if found is None:
        if not trouble():
            raise UnknownThread("There is no such thread here.")
        return None
    _enter(thread, found.card.title)
    return [_turn(found, number) for number in range(len(found.turns))]


def leave() -> None:
    """Close the open thread; it stays kept."""
    st.session_state.pop(THREAD, None)
    st.session_state.pop(_TITLE, None)
    st.query_params.pop(THREAD, None)


def rename(title: str) -> None:
    """Give the open thread another title."""
    thread, title = current(), title_of(title)
    if thread is not None and title:
        use(lambda threads, owner: threads.rename(owner, thread, title))
        st.session_state[_TITLE] = title


def _enter(thread: str, title: str) -> None:
    st.session_state[THREAD], st.session_state[_TITLE] = thread, title
    st.query_params[THREAD] = thread


def _turn(thread: Thread, number: int) -> Turn:
    own = thread.turns[number]
    try:
        asked = asked_of(own.record)
    except (KeyError, TypeError, ValueError):
        asked = Asked(own.question, own.language, own.asked)
    return Turn(
        asked.question, own.language, dict(asked.filters), asked.as_of, shown=True, asked=own.asked, stored=own.record, kept=True
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _shelf(history: str, data: Path) -> Shelf:
    return Shelf(Settings(history=history, data=data))
