"""The thumbs under an answer: drawn on their own, so that a thumb does not redraw the page."""

from __future__ import annotations

import streamlit as st

from app import feedback
from app.conversation import Turn
from app.wording import label
from banfa.settings import Settings


@st.fragment
def draw(turn: Turn, number: int) -> None:
    """Thumbs, then a reason, then thanks. Nothing is stored before it is sent."""
    if turn.rated:
        st.caption(f":material/check: {label('thanks', turn.language)}")
        return
    choice = st.feedback("thumbs", key=f"thumbs-{number}")
    if choice is None:
        return
    file = Settings.from_environment().data / feedback.FILE
    with st.form(f"feedback-{number}"):
        st.text_input(label("reason_good" if choice else "reason_bad", turn.language), max_chars=2000, key=f"reason-{number}")
        st.caption(label("stays", turn.language, file=f"`{file}`"))
        st.form_submit_button(label("send", turn.language), on_click=_store, args=(turn, number))
    if turn.unsaved:
        st.error(label("unsaved", turn.language, why=turn.unsaved), icon=":material/error:")


def _store(turn: Turn, number: int) -> None:
    if turn.reply is None:
        return
    thumb = "up" if st.session_state[f"thumbs-{number}"] else "down"
    line = feedback.entry(turn.reply, thumb, st.session_state[f"reason-{number}"])
    try:
        feedback.append(Settings.from_environment().data, line)
        turn.rated = True
    except OSError as error:
        turn.unsaved = str(error)
