"""Scorecard: the newest report of the evals with plots, the gates, and the committed floor. No figure stands in this file."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import streamlit as st

from app import frame, scorecard_plots
from app.plain import plain
from app.scorecard_words import cell, figure_name, gate_line, gate_name, group_name, kind_name, measured, percent, span_words
from app.wording import label
from banfa import scorecard
from banfa.corpus import Corpus
from banfa.render import day
from banfa.scorecard import Floor, Scorecard
from banfa.scorecard_bins import ENOUGH, bins, calibration_error
from banfa.settings import Settings

_TOP = ("right", "recall@5", "citation_recall", "quote_validity")
_HASH = 12


def draw(corpus: Corpus, language: str) -> None:
    """The page from top to bottom."""
    st.markdown(label("score_lead", language))
    settings = Settings.from_environment()
    files = tuple((str(file), file.stat().st_mtime_ns) for file in scorecard.candidates(settings.data))
    card, floor = _latest(settings.data, files), scorecard.floor(settings.gold)
    if card is None:
        st.info(label("score_none", language), icon=":material/info:")
        st.code("banfa eval", language=None)
        st.caption(label("score_none_then", language))
    else:
        _made(card, floor, corpus, language)
        _top(card, language)
        _gates(card, language)
        _quality(card, language)
        _gaps(card, language)
        _kinds(card, language)
        _latency(card, language)
        _reliability(card, language)
        _table(card, language)
    if floor is not None:
        _floor(floor, language)


@st.cache_resource(show_spinner=False, max_entries=1)
def _latest(data: Path, files: tuple[tuple[str, int], ...]) -> Scorecard | None:  # noqa: ARG001  (a new report is a new key)
    return scorecard.latest(data)


def _made(card: Scorecard, floor: Floor | None, corpus: Corpus, language: str) -> None:
    """What the run is, of which day, on which corpus, over how many questions; and what to know before relying on it."""
    made = {"writer": card.writer, "embedder": card.embedder, "hash": card.corpus_hash[:_HASH]}
    st.markdown(plain(label("score_of", language, date=day(card.asked_on, language), n=card.n, **made)))
    gates_held = all(gate.passed for gate in card.gates)
    failed = "score_lost" if card.gates and gates_held else "score_failed"
    color, icon, said = ("green", "check_circle", "score_passed") if card.passed else ("red", "cancel", failed)
    st.markdown(f":{color}-badge[:material/{icon}: {label(said, language)}]")
    if card.corpus_hash != corpus.hash:
        hashes = {"then": card.corpus_hash[:_HASH], "now": corpus.hash[:_HASH]}
        st.warning(label("score_other_corpus", language, **hashes), icon=":material/history:")
    if floor is not None and card.n < floor.groups["all"][0]:
        st.warning(label("score_some", language, n=card.n, m=floor.groups["all"][0]), icon=":material/data_thresholding:")
    if card.turned is not None:
        st.caption(label("score_turned", language, gained=card.turned[0], lost=card.turned[1]))


def _top(card: Scorecard, language: str) -> None:
    for place, name in zip(cycle(st.columns(2)), [name for name in _TOP if card.figure("all", name) is not None], strict=False):
        share, span = percent(card.figures["all"][name]), span_words(card, "all", name, language)
        place.metric(figure_name(name, language), share, help=span, border=True)


def _gates(card: Scorecard, language: str) -> None:
    if not card.gates:
        return
    passed = sum(gate.passed for gate in card.gates)
    title = label("score_gates", language, passed=passed, n=len(card.gates))
    icon = ":material/verified:" if passed == len(card.gates) else ":material/gpp_bad:"
    for gate in card.gates:
        if not gate.passed:
            st.error(gate_line(gate, language), icon=":material/gpp_bad:")
    with st.expander(title, icon=icon, key="score-gates"):
        st.caption(label("score_gates_what", language))
        rows = [
            {
                label("score_gate", language): gate_name(gate, language),
                label("score_least", language): f"{gate.at_least:.2f}",
                label("score_measured", language): measured(gate, language),
                label("score_result", language): label("score_pass" if gate.passed else "score_fail", language),
            }
            for gate in sorted(card.gates, key=lambda gate: gate.passed)
        ]
        st.table(rows, border="horizontal")


def _quality(card: Scorecard, language: str) -> None:
    st.header(label("score_quality", language), anchor=False)
    name = st.selectbox(
        label("score_figure", language),
        card.names,
        index=card.names.index("right") if "right" in card.names else 0,
        format_func=lambda figure: figure_name(figure, language),
        key="score-figure",
        persist_state="session",
    )
    st.caption(label("score_plot_what", language))
    slices = [group for group in card.groups if group.startswith("slice ")]
    others = [group for group in card.groups if not group.startswith("slice ")]
    for title, key, groups in (("score_by_group", "score-groups", others), ("score_by_slice", "score-slices", slices)):
        rows = [_bar(card, group, name, language) for group in groups if card.figure(group, name) is not None]
        if rows:
            st.markdown(f"**{label(title, language)}**")
            scorecard_plots.bars(rows, key, f"{figure_name(name, language)}: {label(title, language)}")


def _bar(card: Scorecard, group: str, name: str, language: str) -> dict[str, object]:
    span, value = card.spans.get(group, {}).get(name), card.figure(group, name)
    n = span[2] if span else int(card.figures[group].get("n", 0))
    row: dict[str, object] = {"group": f"{group_name(group, language)} ({n})", "value": value, "share": cell(value)}
    if span is None:
        return row | {"said": f"{value:.3f}"}
    return row | {"low": span[0], "high": span[1], "said": f"{value:.3f} ({span[0]:.2f}–{span[1]:.2f})"}


def _gaps(card: Scorecard, language: str) -> None:
    if not card.gaps:
        return
    st.header(label("score_held", language), anchor=False)
    for gap in card.gaps:
        values = {name: f"{getattr(gap, name):+.3f}" for name in ("difference", "low", "high")}
        against, n, m = group_name(gap.against, language), *gap.n
        said = label("score_gap", language, figure=figure_name(gap.figure, language), against=against, n=n, m=m, **values)
        icon = ":material/warning:" if gap.more_than_chance else ":material/check:"
        why = label("score_gap_real" if gap.more_than_chance else "score_gap_chance", language)
        st.markdown(f"{icon} {plain(said)}{label('between', language)}{why}")


def _kinds(card: Scorecard, language: str) -> None:
    """The confusion matrix; what is on the diagonal is right."""
    if not card.kinds:
        return
    st.header(label("score_kinds", language), anchor=False)
    got = [*card.kinds, *sorted({kind for row in card.kinds.values() for kind in row} - set(card.kinds))]
    rows = []
    for wanted, row in card.kinds.items():
        cells = {kind_name(kind, language): _count(row.get(kind, 0), right=kind == wanted) for kind in got}
        rows.append({label("score_wanted", language): f"**{kind_name(wanted, language)}**", **cells})
    st.table(rows, border="horizontal")


def _count(n: int, *, right: bool) -> str:
    if not n:
        return "·"
    return f":green-badge[✓ {n}]" if right else f":orange-badge[✗ {n}]"


def _latency(card: Scorecard, language: str) -> None:
    if not card.times or card.median_ms is None or card.slow_ms is None:
        return
    st.header(label("score_latency", language), anchor=False)
    p50, p95 = f"{card.median_ms:.0f}", f"{card.slow_ms:.0f}"
    st.caption(label("score_latency_what", language, p50=p50, p95=p95, n=len(card.times)))
    scorecard_plots.cumulative(card.times, (card.median_ms, card.slow_ms), language)


def _reliability(card: Scorecard, language: str) -> None:
    st.header(label("score_reliability", language), anchor=False)
    if len(card.sure) < ENOUGH:
        st.caption(label("score_reliability_none", language, n=len(card.sure), enough=ENOUGH))
        return
    found = bins(card.sure)
    st.caption(label("score_reliability_what", language, error=f"{calibration_error(found):.3f}", n=len(card.sure)))
    scorecard_plots.reliability(found, language)


def _table(card: Scorecard, language: str) -> None:
    """Every figure of every group, for whoever cannot see a plot or wants the number."""
    with st.expander(label("score_table", language), icon=":material/table_chart:", type="compact", key="score-table"):
        rows = [
            {
                label("score_group", language): group_name(group, language),
                "n": f"{card.figures[group].get('n', 0):.0f}",
                **{figure_name(name, language): cell(card.figure(group, name)) for name in card.names},
            }
            for group in card.groups
        ]
        st.table(rows, border="horizontal")
    st.caption(plain(label("score_file", language, file=card.file.name)))


def _floor(floor: Floor, language: str) -> None:
    st.header(label("score_floor", language), anchor=False)
    n, right = floor.groups["all"]
    values = {"n": n, "right": right, "share": percent(floor.share("all")), "hash": floor.corpus_hash[:_HASH]}
    st.markdown(plain(label("score_floor_what", language, **values)))
    lines = [
        label(
            "score_floor_group",
            language,
            group=group_name(group, language),
            n=n,
            right=right,
            share=percent(floor.share(group)),
        )
        for group, (n, right) in floor.groups.items()
        if group != "all"
    ]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    st.caption(plain(label("score_file", language, file=floor.file.name)))


frame.page("scorecard", draw)
