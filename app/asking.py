"""What happens between the box and the answer: too many questions wait, and what should not leave the house is shown first."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app import conversation, pace, private, threads_box
from app.plain import plain
from app.wording import label
from banfa.confidential import Sensitive
from banfa.settings import Settings

_HELD, _EDITED, _AGREED = "held", "held-text", "held-agreed"


@dataclass(frozen=True)
class Held:
    """A question that was not asked yet, and why: what was found in it or in those before it, or how many seconds to wait."""

    question: str
    found: tuple[Sensitive, ...] = ()
    before: tuple[Sensitive, ...] = ()
    wait: int = 0


def ask(question: str | None, *, sure: bool = False) -> None:
    """Put a question, or hold it until the person has decided.

    What was asked before it in the thread is looked at too: a follow-up is read along with it, and a thread that was answered
    on this machine may go on with a model elsewhere. What the person agreed to send (``sure``) is not held again.
    """
    if not question:
        return
    st.session_state.pop(_HELD, None)
    settings = Settings.from_environment()
    earlier = [turn.question for turn in conversation.turns()]
    agreed: set[str] = st.session_state.setdefault(_AGREED, set())
    if sure:
        agreed.update((*earlier, question))
    found, *before = (() if text in agreed else private.found(text, settings.writer) for text in (question, *earlier))
    if found or any(before):
        _hold(Held(question, found, tuple(one for some in before for one in some)))
    elif seconds := pace.wait():
        _hold(Held(question, wait=seconds))
    else:
        conversation.put(question)


def draw(language: str) -> None:
    """The question that is held, to edit, to send or to drop; nothing where there is none."""
    held: Held | None = st.session_state.get(_HELD)
    if held is None:
        return
    with st.container(border=True, key="held-box"):
        if held.wait:
            st.info(label("too_fast", language, n=held.wait), icon=":material/hourglass:")
        else:
            st.warning(_told(held, language), icon=":material/shield_lock:")
        st.text_area(label("held_text", language), key=_EDITED, height=120)
        with st.container(horizontal=True):
            if held.found or held.wait:
                st.button(label("held_send", language), key="held-send", type="primary", on_click=_send)
            if held.before:
                st.button(label("held_alone", language), key="held-alone", on_click=_send_alone)
            if not held.wait:
                st.button(label("held_anyway", language), key="held-anyway", on_click=_send, kwargs={"sure": True})
            st.button(label("held_drop", language), key="held-drop", type="tertiary", on_click=_drop)


def _told(held: Held, language: str) -> str:
    """What was found in the question, then what was found in those before it."""
    model = plain(Settings.from_environment().writer)
    told = []
    if held.found:
        told += [label("held_why", language, model=model), private.listed(held.found, language)]
    if held.before:
        told += [label("held_before", language, model=model), private.listed(held.before, language)]
        told += [label("held_before_out", language)]
    return "\n\n".join(told)


def _hold(held: Held) -> None:
    st.session_state[_HELD], st.session_state[_EDITED] = held, held.question


def _send(*, sure: bool = False) -> None:
    ask(st.session_state.get(_EDITED), sure=sure)


def _send_alone() -> None:
    """Ask it in a conversation of its own."""
    text = st.session_state.get(_EDITED)
    threads_box.start_over()
    ask(text)


def _drop() -> None:
    st.session_state.pop(_HELD, None)
