"""What happens between the box and the answer: too many questions wait, and what should not leave the house is shown first."""

from __future__ import annotations

import math
from dataclasses import dataclass

import streamlit as st

from app import conversation
from app.plain import plain
from app.wording import label
from banfa.adapters.http_api.limits import Rates
from banfa.confidential import Sensitive, sensitive
from banfa.outside import goes_outside
from banfa.settings import Settings

_HELD, _RATES, _EDITED = "held", "rates", "held-text"


@dataclass(frozen=True)
class Held:
    """A question that was not asked yet, and why: what was found in it, or how many seconds to wait."""

    question: str
    found: tuple[Sensitive, ...] = ()
    wait: int = 0


def ask(question: str | None, *, sure: bool = False) -> None:
    """Put a question, or hold it until the person has decided."""
    if not question:
        return
    st.session_state.pop(_HELD, None)
    settings = Settings.from_environment()
    if not sure and goes_outside(settings.writer, settings.writer_url) and (found := sensitive(question)):
        _hold(Held(question, found))
    elif wait := _rates(settings.page_rate).wait("session"):
        _hold(Held(question, wait=math.ceil(wait)))
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
            st.button(label("held_send", language), key="held-send", type="primary", on_click=_send)
            if held.found:
                st.button(label("held_anyway", language), key="held-anyway", on_click=_send, kwargs={"sure": True})
            st.button(label("held_drop", language), key="held-drop", type="tertiary", on_click=_drop)


def _told(held: Held, language: str) -> str:
    """What was found, by kind, each with enough of it to be known again."""
    kinds: dict[str, list[str]] = {}
    for one in held.found:
        kinds.setdefault(one.kind, []).append(plain(one.masked))
    lines = "\n".join(f"- {label(f'held_{kind}', language)}: {', '.join(dict.fromkeys(shown))}" for kind, shown in kinds.items())
    model = plain(Settings.from_environment().writer)
    return f"{label('held_why', language, model=model)}\n\n{lines}"


def _hold(held: Held) -> None:
    st.session_state[_HELD], st.session_state[_EDITED] = held, held.question


def _send(*, sure: bool = False) -> None:
    ask(st.session_state.get(_EDITED), sure=sure)


def _drop() -> None:
    st.session_state.pop(_HELD, None)


def _rates(per_minute: int) -> Rates:
    found = st.session_state.get(_RATES)
    if not isinstance(found, tuple) or found[0] != per_minute:
        found = st.session_state[_RATES] = (per_minute, Rates(max(0, per_minute)))
    rates: Rates = found[1]
    return rates
