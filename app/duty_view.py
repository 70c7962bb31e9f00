"""How one duty is drawn: who and must / must not / may, the sentence, deadline, evidence, chips, and why it applies or not."""

from __future__ import annotations

import streamlit as st

from app import chips, fact_answer
from app.plain import plain
from app.reading import Reading
from app.wording import label
from banfa.corpus import Corpus
from banfa.duty_list import deadline, evidence, what
from banfa.duty_words import duty_word, kind_word
from banfa.scope_check import Check, Duty
from banfa.scope_words import answer_words, because, fact_name

_SIGNS = {
    "must": (":material/priority_high:", "blue"),
    "must_not": (":material/block:", "red"),
    "may": (":material/lock_open_right:", "green"),
}


def draw(duty: Duty, corpus: Corpus, check: Check, answered: bool, language: str) -> None:
    """One duty; ``answered``: facts are known, so that why it applies, or what it turns on, means something."""
    o = duty.obligation
    icon, color = _SIGNS[o.modality]
    with st.container(border=True, gap="xsmall", key=f"duty-{_key(duty)}"):
        badges = [f":gray-badge[{duty_word(o.who, language)}]", f":{color}-badge[{icon} {duty_word(o.modality, language)}]"]
        badges.append(f":gray-badge[{kind_word(o.kind, language)}]")
        if o.practice:
            badges.append(f":violet-badge[:material/work_history: {label('practice_only', language)}]")
        st.markdown(" ".join(badges))
        st.markdown(plain(what(o, language)))
        if o.deadline_en:
            st.markdown(f":material/schedule: **{label('deadline', language)}** {plain(deadline(o, language))}")
        colon = label("colon", language)
        st.markdown(f":small[:material/folder_open: {label('evidence', language)}{colon}{plain(evidence(o, language))}]")
        readings = [Reading(*where, (o.quote,) if n == 0 else (), language) for n, where in enumerate(o.cites)]
        chips.row(readings, corpus, f"duty-{_key(duty)}")
        if answered:
            _why(duty, corpus, check, language)


def _why(duty: Duty, corpus: Corpus, check: Check, language: str) -> None:
    scope = corpus.scope
    if duty.applies is None:
        st.caption(label("turns_on", language))
        for name in duty.missing:
            fact_answer.draw(name, scope, f"{_key(duty)}-{name}", language)
    elif duty.applies is False:
        facts = [
            f"{plain(fact_name(scope, b.fact, language))} **{answer_words(b.value, language)}**"
            for b in because(duty.reason, check.case)
        ]
        st.caption(label("because_no", language))
        st.markdown("\n".join(f"- :small[{fact}]" for fact in facts))
    if duty.presumed:
        presumed = scope.known.presumed
        said = "; ".join(f"{fact_name(scope, name, language)} {answer_words(presumed[name], language)}" for name in duty.presumed)
        st.caption(f"{label('presumed_here', language)}{label('colon', language)}{plain(said)}")


def _key(duty: Duty) -> str:
    return duty.obligation.id.replace(".", "-")
