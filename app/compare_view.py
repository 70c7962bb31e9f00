"""How a comparison is drawn: verdicts with chips on both sides, why, how the sides differ, what must not be inferred."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from app import cases, chips
from app.plain import plain
from app.reading import Reading
from app.scope_result import badge, reason_line
from app.wording import label
from banfa.corpus import Corpus
from banfa.corpus.notes import Note
from banfa.corpus.topics import SIDES, Topic
from banfa.law import Statement
from banfa.phrases import phrase
from banfa.render import day
from banfa.scope_check import Check, Finding, ScopeChecker, Verdict
from banfa.scope_compare import Row
from banfa.scope_words import because, fact_name

_NOTES = "eu-comparison"


def case(rows: Sequence[Row], corpus: Corpus, check: Check, language: str) -> None:
    """The matrix for a case, row by row."""
    checker = cases.checker_of(corpus)
    for row in rows:
        c = row.comparison
        with st.container(border=True, key=f"row-{c.id}"):
            st.header(plain(c.title(language)), anchor=False)
            for place, side, findings in zip(st.columns(2), SIDES, (row.china, row.eu), strict=True):
                with place:
                    st.markdown(f"**{phrase(f'side_{side}', language)}**")
                    for finding in findings:
                        _finding(finding, corpus, f"{c.id}-{finding.regime.id}", language)
            _not_inferred(c.not_inferred(language), language)
            with st.expander(label("compare_why", language), icon=":material/format_quote:", type="compact"):
                for finding in (*row.china, *row.eu):
                    _why(finding, check, checker, language)
                for ground in c.words:
                    _sentence(ground.statement, ground.quote, language)
                _differs(c.differs(language), language)
                chips.row([Reading(*where, (), language) for where in c.rests_on], corpus, f"reading-{c.id}")


def topics(corpus: Corpus, language: str) -> None:
    """The standing matrix, all of it or one topic, and our notes below it."""
    st.markdown(label("compare_topic_lead", language))
    by_id = {topic.id: topic for topic in corpus.topics}
    chosen = st.pills(
        label("compare_topic", language),
        list(by_id),
        format_func=lambda name: by_id[name].title(language),
        key="compare-topic",
        wrap=True,
    )
    for topic in [by_id[chosen]] if chosen else corpus.topics:
        _topic(topic, corpus, language)
    notes = [note for note in corpus.notes if note.id.startswith(_NOTES)]
    with st.expander(label("compare_notes", language, n=len(notes)), icon=":material/sticky_note_2:", key="compare-notes"):
        for note in notes:
            _note(note, corpus, language)


def _finding(finding: Finding, corpus: Corpus, key: str, language: str) -> None:
    regime = finding.regime
    with st.container(gap="xxsmall"):
        st.markdown(f"{badge(finding.verdict, language)} {plain(regime.title(language))}")
        if regime.practice:
            st.markdown(f":violet-badge[:material/work_history: {label('practice_only', language)}]")
        quotes: dict[tuple[str, str], dict[str, None]] = {}
        for ground in finding.grounds:
            where = (ground.statement.instrument, ground.statement.locator)
            quotes.setdefault(where, {})[ground.quote] = None
        chips.row([Reading(*where, tuple(words), language) for where, words in quotes.items()], corpus, f"side-{key}")


def _why(finding: Finding, check: Check, checker: ScopeChecker, language: str) -> None:
    """The facts behind a verdict, or those that are missing, then the words of the law."""
    side = "eu" if finding.regime.jurisdiction == SIDES["eu"] else "china"
    title = f"{phrase(f'side_{side}', language)} · {finding.regime.title(language)}"
    st.markdown(f"**{plain(title)}** {badge(finding.verdict, language)}")
    reasons = list(because(finding.reason, check.case))
    if finding.verdict is not Verdict.UNDETERMINED and reasons:
        st.markdown("\n".join(f"- {reason_line(reason, checker, language)}" for reason in reasons))
    if finding.missing:
        facts = "; ".join(fact_name(checker.scope, name, language) for name in finding.missing)
        st.markdown(f":material/help: {plain(phrase('scope_missing', language, facts=facts))}")
    if finding.regime.practice:
        st.markdown(plain(finding.regime.practice_zh if language == "zh" else finding.regime.practice_en))
    for ground in finding.grounds:
        _sentence(ground.statement, ground.quote, language)


def _sentence(statement: Statement, quote: str, language: str) -> None:
    st.markdown(f"- {plain(statement.text(language))}  \n  :small[:gray[“{plain(quote)}”]]")


def _topic(topic: Topic, corpus: Corpus, language: str) -> None:
    with st.container(border=True, key=f"topic-{topic.id}"):
        st.header(plain(topic.title(language)), anchor=False)
        for place, side in zip(st.columns(2), SIDES, strict=True):
            with place:
                st.markdown(f"**{phrase(f'side_{side}', language)}**")
                for n, said in enumerate(topic.side(side)):
                    where = said.statement
                    with st.container(gap="xxsmall"):
                        st.markdown(plain(where.text(language)))
                        reading = Reading(where.instrument, where.locator, (said.quote,), language)
                        chips.row([reading], corpus, f"topic-{topic.id}-{side}-{n}")
        _differs(topic.differs(language), language)
        _not_inferred(topic.not_inferred(language), language)


def _differs(text: str, language: str) -> None:
    st.markdown(f":material/compare_arrows: **{label('compare_differs', language)}**{label('colon', language)}{plain(text)}")


def _not_inferred(text: str, language: str) -> None:
    st.markdown(f":material/warning: **{label('compare_not_inferred', language)}**{label('colon', language)}{plain(text)}")


def _note(note: Note, corpus: Corpus, language: str) -> None:
    st.markdown(f"**{plain(note.title_zh if language == 'zh' else note.title_en)}**")
    sure = label(note.confidence, language)
    st.caption(label("compare_note_of", language, date=day(note.as_of, language), confidence=sure))
    for n, line in enumerate(note.lines):
        with st.container(gap="xxsmall"):
            practice = "" if isinstance(line, Statement) else ":material/work_history: "
            st.markdown(f"{practice}{plain(line.text(language))}")
            if isinstance(line, Statement):
                chips.row(_readings(line.cites, language), corpus, f"note-{note.id}-{n}")


def _readings(cites: Iterable[tuple[str, str]], language: str) -> list[Reading]:
    return [Reading(*where, (), language) for where in cites]
