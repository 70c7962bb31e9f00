"""The result of a scope check: each verdict in words and an icon, with the law, both sides, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app import cases, chips
from app.cases import CaseFile
from app.plain import plain
from app.reading import Reading
from app.wording import label
from banfa.case import Source
from banfa.corpus import Corpus
from banfa.corpus.regimes import Arguable, Ground
from banfa.phrases import phrase
from banfa.scope_check import Check, Finding, ScopeChecker, Verdict
from banfa.scope_words import Because, answer_words, because, fact_name

_SIGNS = {
    Verdict.IN_SCOPE: (":material/check_circle:", "orange"),
    Verdict.UNDETERMINED: (":material/help:", "blue"),
    Verdict.OUT_OF_SCOPE: (":material/do_not_disturb_on:", "gray"),
}
_FROM = {Source.STATED: "from_stated", Source.IMPLIED: "from_implied", Source.DERIVED: "from_derived", None: "from_nobody"}


def main(checker: ScopeChecker, check: Check, corpus: Corpus, language: str) -> None:
    """The finding on the Interim Measures in full, with the contradictions, which count as unknown."""
    finding = check.main
    with st.container(border=True, key="verdict"):
        st.caption(label("so_far", language))
        st.header(plain(finding.regime.title(language)), anchor=False)
        st.markdown(badge(finding.verdict, language))
        pairs = {frozenset((c.because_yes, c.because_no)): c for c in reversed(check.contradictions)}
        for contradiction in pairs.values():
            _contradiction(contradiction.fact, contradiction.because_yes, contradiction.because_no, checker, language)
        _finding(finding, check, checker, corpus, language)
        _missing(finding, checker, language)
        _flips(finding, check, checker, language)
    if check.case.stated and check.presumed:
        with st.expander(label("presumed", language), icon=":material/rule_folder:", type="compact"):
            for name in check.presumed:
                value = answer_words(checker.scope.known.presumed[name], language)
                _fact_line(checker, name, value, language, f"presumed-{name}")


def regimes(checker: ScopeChecker, check: Check, corpus: Corpus, language: str) -> None:
    """Every other set of rules, those that apply first."""
    rest = check.findings[1:]
    st.header(label("regimes", language), anchor=False)
    if not check.case.stated:
        st.caption(label("regimes_wait", language, n=len(rest)))
        return
    for verdict in (Verdict.IN_SCOPE, Verdict.UNDETERMINED, Verdict.OUT_OF_SCOPE):
        own = [finding for finding in rest if finding.verdict is verdict]
        if own:
            st.markdown(f"{badge(verdict, language)} :small[{len(own)}]")
        for finding in own:
            title = finding.regime.title(language)
            with st.expander(plain(title), icon=_SIGNS[verdict][0], type="compact", key=f"regime-{finding.regime.id}"):
                st.markdown(badge(verdict, language))
                _finding(finding, check, checker, corpus, language)
                _missing(finding, checker, language)


def answers(case: CaseFile, checker: ScopeChecker, check: Check, language: str) -> None:
    """What was answered, to change; what follows from it; what was skipped."""
    given = case.interview.answers
    if not (given or case.interview.skipped):
        return
    with st.expander(label("answers", language, n=len(given)), icon=":material/person_edit:", key="given", expanded=False):
        for name, value in given.items():
            _fact_line(checker, name, answer_words(value, language), language, f"edit-{name}")
        follows = [name for name in check.case.values if name not in given]
        if follows:
            st.markdown(f"**{label('follows', language, n=len(follows))}**")
            for name in follows:
                st.markdown(
                    f"- {plain(fact_name(checker.scope, name, language))} **{answer_words(check.case.values[name], language)}**"
                )
        if case.interview.skipped:
            st.markdown(f"**{label('skipped', language, n=len(case.interview.skipped))}**")
            for name in case.interview.skipped:
                _fact_line(checker, name, answer_words(None, language), language, f"edit-{name}")
    st.button(
        label("restart", language), key="restart", icon=":material/restart_alt:", type="tertiary", on_click=cases.start_over
    )


def badge(verdict: Verdict, language: str) -> str:
    """A verdict in words with its icon and colour."""
    icon, color = _SIGNS[verdict]
    return f":{color}-badge[{icon} {phrase(f'scope_{verdict.value}', language)}]"


def _finding(finding: Finding, check: Check, checker: ScopeChecker, corpus: Corpus, language: str) -> None:
    """Why: the facts, the words of the law, both sides while it is open."""
    reasons = list(because(finding.reason, check.case))
    if finding.verdict is not Verdict.UNDETERMINED and reasons:
        st.caption(label("because", language))
        st.markdown("\n".join(f"- {reason_line(reason, checker, language)}" for reason in reasons))
    if finding.regime.practice:
        said = finding.regime.practice_zh if language == "zh" else finding.regime.practice_en
        st.markdown(f":violet-badge[:material/work_history: {label('practice_only', language)}] :small[{plain(said)}]")
    if finding.grounds:
        st.caption(label("law_says", language))
    for n, ground in enumerate(finding.grounds):
        _ground(ground, corpus, f"{finding.regime.id}-{n}", language)
    for arguable in finding.arguable:
        _arguable(arguable, corpus, language)


def reason_line(reason: Because, checker: ScopeChecker, language: str) -> str:
    """A fact on which a verdict rests, its value, and where that came from."""
    parent = fact_name(checker.scope, reason.parent, language) if reason.parent else ""
    source = label(_FROM[reason.source], language, fact=parent)
    name = fact_name(checker.scope, reason.fact, language)
    aside = label("aside", language, text=plain(source))
    return f"{plain(name)} **{answer_words(reason.value, language)}** :small[:gray[{aside}]]"


def _ground(ground: Ground, corpus: Corpus, key: str, language: str) -> None:
    where = ground.statement
    with st.container(gap="xxsmall"):
        st.markdown(f"{plain(where.text(language))}  \n:small[:gray[“{plain(ground.quote)}”]]")
        chips.row([Reading(where.instrument, where.locator, (ground.quote,), language)], corpus, f"ground-{key}")


def _arguable(arguable: Arguable, corpus: Corpus, language: str) -> None:
    point = next(p for p in corpus.open_points if p.id == arguable.point)
    title = point.title_zh if language == "zh" else point.title_en
    st.markdown(f":material/balance: **{plain(label('arguable', language, point=title))}**")
    for place, side in zip(st.columns(2), ("in", "out"), strict=True):
        place.markdown(f"**{label(f'for_{side}', language)}**  \n{plain(arguable.argument(side, language))}")


def _missing(finding: Finding, checker: ScopeChecker, language: str) -> None:
    if not finding.missing:
        return
    st.caption(f"{label('missing', language)} · {label('missing_hint', language)}")
    _questions(finding.missing, checker, finding.regime.id, language)


def _questions(names: Sequence[str], checker: ScopeChecker, key: str, language: str) -> None:
    for name in names:
        st.button(
            plain(fact_name(checker.scope, name, language)),
            key=f"missing-{key}-{name}",
            icon=":material/help:",
            type="tertiary",
            on_click=_edit,
            args=(name,),
        )


def _flips(finding: Finding, check: Check, checker: ScopeChecker, language: str) -> None:
    flips = checker.flips(finding, check.case)
    if not flips:
        return
    with st.expander(label("flips", language), icon=":material/swap_horiz:", type="compact"):
        for flip in flips:
            changes = [
                label(
                    "flip_to",
                    language,
                    fact=plain(fact_name(checker.scope, n, language)),
                    value=f"**{answer_words(v, language)}**",
                )
                for n, v in flip.changes.items()
            ]
            verdict = Verdict.IN_SCOPE if flip.value else Verdict.OUT_OF_SCOPE
            said = label("flip_and", language).join(changes)
            st.markdown(f"- {badge(verdict, language)} {label('flip_if', language, changes=said)}")


def _contradiction(fact: str, yes: str, no: str, checker: ScopeChecker, language: str) -> None:
    names = [f"“{fact_name(checker.scope, name, language)}”" for name in (fact, yes, no)]
    said = phrase("scope_contradiction", language, fact=names[0], yes=names[1], no=names[2])
    with st.container(key=f"contradiction-{fact}"):
        st.warning(plain(said), icon=":material/sync_problem:")
        for name in dict.fromkeys((yes, no)):
            named = plain(label("correct_one", language, fact=fact_name(checker.scope, name, language)))
            st.button(named, key=f"correct-{fact}-{name}", icon=":material/edit:", type="tertiary", on_click=_edit, args=(name,))


def _fact_line(checker: ScopeChecker, name: str, value: str, language: str, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{plain(fact_name(checker.scope, name, language))} **{value}**", width="stretch")
        st.button(label("change", language), key=key, icon=":material/edit:", type="tertiary", on_click=_edit, args=(name,))


def _edit(name: str) -> None:
    case = cases.case_file()
    case.interview = case.interview.edit(name)
