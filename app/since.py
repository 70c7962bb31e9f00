"""The banner on an old thread: which of the provisions it cites have changed since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from app.conversation import Turn
from app.plain import plain
from app.wording import label
from banfa.corpus import Corpus
from banfa.render import day
from banfa.thread_check import Change, Since, changed_since

_MOST = 12


def draw(turns: Sequence[Turn], corpus: Corpus, language: str) -> None:
    """The banner, where there is something to tell."""
    changes: tuple[Since, ...] = ()
    for turn in turns:
        if turn.stored:
            try:
                changes += changed_since([turn.stored], corpus, date.today())
            except (KeyError, TypeError, ValueError, AttributeError):
                continue  # its own place in the thread says that it is damaged
    changes = tuple({(c.instrument, c.locator, c.change): c for c in changes}.values())
    if not changes:
        return
    colon = label("colon", language)
    lines = [
        f"- **{plain(_name(c, corpus, language))}**{colon}{label(f'since_{c.change.value}', language, **_values(c, language))}"
        for c in changes
    ]
    if len(lines) > _MOST:
        lines = [*lines[:_MOST], f"- … +{len(lines) - _MOST}"]
    st.warning("\n".join((label("since", language), "", *lines, "", label("since_do", language))), icon=":material/update:")


def _name(since: Since, corpus: Corpus, language: str) -> str:
    card = corpus.instruments.get(since.instrument)
    return card.cite(since.locator, language) if card else since.cite


def _values(since: Since, language: str) -> dict[str, str]:
    if since.change is Change.MOVED:
        return {"where": plain(since.detail)}
    return {"date": day(date.fromisoformat(since.detail), language) if since.detail else "?"}
