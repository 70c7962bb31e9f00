"""The figures, groups, kinds and gates of a scorecard in words."""

from __future__ import annotations

from app.plain import plain
from app.wording import label
from banfa.scorecard import Gate, Scorecard


def span_words(card: Scorecard, group: str, name: str, language: str) -> str | None:
    """The interval of a figure of a group in words, None where the report has none."""
    span = card.spans.get(group, {}).get(name)
    return None if span is None else label("score_span", language, low=percent(span[0]), high=percent(span[1]), n=span[2])


def percent(share: float) -> str:
    """A share as a percentage."""
    return f"{share:.1%}"


def cell(value: float | None) -> str:
    """A figure in a table."""
    return "–" if value is None else f"{value:.3f}" if abs(value) <= 1 else f"{value:.0f}"


def figure_name(name: str, language: str) -> str:
    """The name of a figure; one that is not ours stands for itself."""
    return label(f"figure_{name}", language).removeprefix("figure_")


def group_name(name: str, language: str) -> str:
    """The name of a group of questions; one that is not ours stands for itself."""
    return label(f"group_{name}", language).removeprefix("group_").removeprefix("slice ")


def kind_name(name: str, language: str) -> str:
    """The name of a kind of reply."""
    return label("kind_answered" if name == "answered" else name, language)


def gate_name(gate: Gate, language: str) -> str:
    """Which figure of which group a gate is on."""
    return f"{figure_name(gate.figure, language)} · {group_name(gate.group, language)}"


def measured(gate: Gate, language: str) -> str:
    """What a gate measured."""
    return label("score_missing", language) if gate.measured is None else f"{gate.measured:.3f}"


def gate_line(gate: Gate, language: str) -> str:
    """A gate that was not reached, in a sentence."""
    name, least = gate_name(gate, language), f"{gate.at_least:.2f}"
    return plain(label("score_below", language, name=name, measured=measured(gate, language), least=least))
