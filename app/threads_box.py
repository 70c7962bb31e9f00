"""The kept threads in the side bar, with a search; and what can be done with the open one: rename, export, delete."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import streamlit as st

from app import conversation, history, room
from app.plain import plain, short
from app.wording import label
from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.errors import BanfaError, UnknownThread
from banfa.thread_search import read_search
from banfa.threads import ThreadCard, ThreadSearch

_PAGE = 20
_NAME = 48
_SOUGHT, _SHOWN, _GONE, _LOST = "thread-search", "threads-shown", "thread-deleted", "thread-lost"
_FORMATS = (
    ("md", "Markdown", "text/markdown"),
    ("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("json", "JSON", "application/json"),
)


def follow_address() -> None:
    """Open the thread that the address names (``?thread=``); an open thread puts itself into the address."""
    wanted, current = st.query_params.get(history.THREAD), history.current()
    if wanted == current:
        return
    if wanted is None:
        st.query_params[history.THREAD] = current or ""
        return
    _open(wanted)
    if history.current() != wanted:
        st.query_params.pop(history.THREAD, None)


def start_over() -> None:
    """A new conversation; the old one stays kept."""
    conversation.turns().clear()
    history.leave()


def draw(corpus: Callable[[], Corpus], language: str) -> None:
    """The list. ``corpus`` is asked for only when somebody searches."""
    if not history.kept_here():
        st.caption(label("threads_not_kept", language))
        return
    st.text_input(
        label("threads_find", language),
        key=_SOUGHT,
        icon=":material/search:",
        placeholder=label("threads_find_like", language),
        max_chars=200,
        persist_state="session",
    )
    shown = int(st.session_state.get(_SHOWN, _PAGE))
    search = _search(corpus)
    cards = history.use(lambda threads, owner: threads.find(owner, search, shown + 1)) or []
    with st.container(gap="xxsmall"):
        for card in cards[:shown]:
            _row(card)
    if len(cards) > shown:
        st.button(
            label("threads_more", language), key="threads-more", type="tertiary", on_click=_more, icon=":material/expand_more:"
        )
    if not cards and not history.trouble():
        st.caption(label("threads_none_found" if search else "threads_none", language))
    _state(language)


def told(language: str) -> None:
    """What is to be told once: an address that led nowhere, a thread that was deleted."""
    if st.session_state.pop(_LOST, False):
        st.warning(label("thread_unknown", language), icon=":material/link_off:")
    if st.session_state.pop(_GONE, False):
        st.toast(label("thread_gone", language), icon=":material/delete:")


def menu(language: str) -> None:
    """What can be done with the open thread."""
    thread = history.current()
    if thread is None:
        return
    with st.popover(label("thread", language), icon=":material/more_horiz:", type="tertiary", key="thread-menu"):
        st.text_input(
            label("thread_name", language),
            value=history.title(),
            key=f"rename-{thread}",
            max_chars=80,
            on_change=lambda: history.rename(st.session_state[f"rename-{thread}"]),
        )
        st.caption(label("thread_take", language))
        with st.container(horizontal=True, gap="xsmall"):
            for suffix, name, mime in _FORMATS:
                st.download_button(
                    name,
                    partial(_file, thread, f".{suffix}", language),
                    f"banfa-thread-{thread[:8]}.{suffix}",
                    mime,
                    key=f"thread-{suffix}",
                    icon=":material/download:",
                    on_click="ignore",
                )
        delete = st.button(label("thread_delete", language), key="thread-delete", icon=":material/delete:", on_click=room.close)
    if delete:
        st.dialog(label("thread_delete", language), icon=":material/delete:")(_confirm)(thread, language)


def _confirm(thread: str, language: str) -> None:
    st.markdown(label("thread_delete_sure", language, title=plain(history.title())))
    with st.container(horizontal=True):
        yes = label("thread_delete_yes", language)
        if st.button(yes, key="thread-delete-yes", type="primary", on_click=_delete, args=(thread,)) and not history.trouble():
            st.rerun()
        if st.button(label("thread_delete_no", language), key="thread-delete-no"):
            st.rerun()
    if trouble := history.trouble():
        st.error(plain(trouble), icon=":material/error:")


def _delete(thread: str) -> None:
    with suppress(UnknownThread):  # somebody was quicker
        history.use(lambda threads, owner: threads.delete(owner, thread))
    if not history.trouble():
        start_over()
        st.session_state[_GONE] = True


def _row(card: ThreadCard) -> None:
    chosen = card.id == history.current()
    st.button(
        plain(short(card.title, _NAME)),
        key=f"open-thread-{card.id}",
        type="secondary" if chosen else "tertiary",
        icon=":material/chat_bubble:" if chosen else ":material/chat_bubble_outline:",
        help=card.updated.strftime("%Y-%m-%d %H:%M UTC"),
        on_click=_chosen,
        args=(card.id,),
    )


def _chosen(thread: str) -> None:
    """A thread chosen from the list: what was open beside another goes; an address may name an article beside its thread."""
    room.close()
    _open(thread)


def _open(thread: str) -> None:
    try:
        loaded = history.open_thread(thread)
    except UnknownThread:
        st.session_state[_LOST] = True
        return
    if loaded is not None:
        conversation.replace_by(loaded)


def _more() -> None:
    st.session_state[_SHOWN] = int(st.session_state.get(_SHOWN, _PAGE)) + _PAGE


def _search(corpus: Callable[[], Corpus]) -> ThreadSearch:
    typed = str(st.session_state.get(_SOUGHT) or "").strip()
    if not typed:
        return ThreadSearch()
    try:
        held = corpus()
    except BanfaError:
        return ThreadSearch(tuple(typed.split()))
    return read_search(typed, held, _citator(held, held.hash))


def _state(language: str) -> None:
    """What is wrong with the history, if anything is."""
    if trouble := history.trouble():
        st.warning(label("threads_trouble", language, why=plain(trouble)), icon=":material/history_toggle_off:")
    elif aside := history.use(lambda threads, _: threads.notice):
        st.warning(label("threads_aside", language, file=f"`{aside}`"), icon=":material/history_toggle_off:")


def _file(thread: str, suffix: str, language: str) -> bytes:
    from banfa.thread_export import exported

    found = history.use(lambda threads, owner: threads.read(owner, thread))
    return exported(found, suffix, language) if found is not None else b""


@st.cache_resource(show_spinner=False, max_entries=1)
def _citator(_corpus: Corpus, digest: str) -> Citator:  # noqa: ARG001  (a changed corpus is a new key)
    return Citator(_corpus)
