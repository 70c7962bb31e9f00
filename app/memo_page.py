"""Check my memo: a text in, a verdict on every statement about the law out."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import date

import streamlit as st

from app import chips, engine, frame, pace
from app.plain import plain
from app.reading import Reading
from app.wording import label
from banfa.corpus import Corpus
from banfa.errors import BanfaError
from banfa.memo_report import memo_markdown, memo_record, verdict_words
from banfa.memo_verdict import Judged, Verdict
from banfa.render import day

_MOST_CHARACTERS = 60_000
_SIGNS = {
    Verdict.SUPPORTED: (":material/check_circle:", "green"),
    Verdict.MISATTRIBUTED: (":material/alt_route:", "orange"),
    Verdict.WRONG: (":material/cancel:", "red"),
    Verdict.RENUMBERED: (":material/tag:", "orange"),
    Verdict.SUPERSEDED: (":material/history:", "orange"),
    Verdict.NOT_IN_CORPUS: (":material/inventory_2:", "gray"),
    Verdict.NO_SUCH_ARTICLE: (":material/search_off:", "red"),
}
_log = logging.getLogger("app.memo")


@dataclass(frozen=True)
class Checked:
    """The verdicts of one check, kept in the session."""

    judged: tuple[Judged, ...]
    skipped: int
    on: date


def draw(corpus: Corpus, language: str) -> None:
    """The page from top to bottom."""
    st.markdown(label("memo_lead", language))
    with st.form("memo"):
        text = st.text_area(label("memo_text", language), key="memo-text", height=220)
        file = st.file_uploader(label("memo_file", language), type=["txt", "md"], max_upload_size=1, key="memo-file")
        on = st.date_input(label("memo_day", language), value=date.today(), key="memo-day", format="YYYY-MM-DD")
        st.caption(f":material/lock: {label('memo_stays', language)}")
        sent = st.form_submit_button(
            label("memo_check", language), key="memo-check", icon=":material/fact_check:", type="primary"
        )
    if sent:
        _check(file.getvalue() if file is not None else text or "", on if isinstance(on, date) else date.today(), language)
    checked: Checked | None = st.session_state.get("memo-checked")
    if checked is not None:
        _result(checked, corpus, language)


def _check(given: str | bytes, on: date, language: str) -> None:
    """Check a text and keep the verdicts; what stands in its way is told. Nothing of the text is logged."""
    st.session_state.pop("memo-checked", None)
    try:
        text = given.decode("utf-8-sig") if isinstance(given, bytes) else given
    except UnicodeDecodeError:
        st.error(label("memo_unreadable", language), icon=":material/error:")
        return
    if not any(character.isalnum() for character in text):
        st.warning(label("memo_empty", language), icon=":material/info:")
        return
    if len(text) > _MOST_CHARACTERS:
        st.error(label("memo_long", language, n=len(text), most=_MOST_CHARACTERS), icon=":material/error:")
        return
    if seconds := pace.wait():
        st.info(label("too_fast_memo", language, n=seconds), icon=":material/hourglass:")
        return
    try:
        with st.spinner(label("memo_busy", language), show_time=True):
            judged, skipped = engine.memo_checker().check(text, on)
    except BanfaError as error:
        st.error(plain(str(error)), icon=":material/build:")
    except Exception as error:  # the last door before a person: no traceback on the page, no text of the memo in the log
        _log.error("A memo could not be checked: %s.", type(error).__name__)
        st.error(label("failed", language), icon=":material/error:")
    else:
        st.session_state["memo-checked"] = Checked(tuple(judged), skipped, on)


def _result(checked: Checked, corpus: Corpus, language: str) -> None:
    if not checked.judged:
        st.info(label("memo_none", language, n=checked.skipped), icon=":material/info:")
        return
    found = "memo_found_one" if len(checked.judged) == 1 else "memo_found"
    st.header(label(found, language, n=len(checked.judged)), anchor=False)
    counts = {v: sum(one.verdict is v for one in checked.judged) for v in Verdict}
    st.markdown(" ".join(f"{_badge(v, language, count)}" for v, count in counts.items() if count))
    told = [label("memo_of_day", language, date=day(checked.on, language)), label("memo_limits", language)]
    if checked.skipped:
        told.insert(0, label("memo_skipped", language, n=checked.skipped))
    st.caption(label("between", language).join(told))
    _downloads(checked, corpus, language)
    for number, one in enumerate(checked.judged):
        _claim(one, number, checked.on, corpus, language)


def _badge(verdict: Verdict, language: str, count: int = 0) -> str:
    icon, color = _SIGNS[verdict]
    told = f"{label('colon', language)}{count}" if count else ""
    return f":{color}-badge[{icon} {verdict_words(verdict, language)}{told}]"


def _claim(one: Judged, number: int, on: date, corpus: Corpus, language: str) -> None:
    with st.container(border=True, gap="xsmall", key=f"claim-{number}"):
        st.markdown(f"{_badge(one.verdict, language)}  \n{plain(one.claim)}")
        st.markdown(f":small[{plain(one.why)}]")
        if one.correct:
            quotes = (one.passage,) if one.passage else ()
            readings = [Reading(i, where, quotes if n == 0 else (), language, on) for n, (i, where) in enumerate(one.correct)]
            chips.row(readings, corpus, f"claim-{number}")
        if one.passage:
            with st.expander(label("memo_passage", language), icon=":material/format_quote:", type="compact"):
                st.markdown("  \n".join(plain(line) for line in one.passage.split("\n")))


def _downloads(checked: Checked, corpus: Corpus, language: str) -> None:
    with st.container(horizontal=True):
        table = json.dumps(memo_record(checked.judged, checked.skipped, corpus, checked.on), ensure_ascii=False, indent=1)
        text = memo_markdown(checked.judged, corpus, language, checked.on)
        for name, data, mime in (("json", table, "application/json"), ("md", text, "text/markdown")):
            st.download_button(
                label(name, language),
                data,
                f"banfa-memo-check.{name}",
                mime,
                key=f"memo-{name}",
                icon=":material/download:",
                on_click="ignore",
            )


frame.page("memo", draw)
