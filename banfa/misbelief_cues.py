"""The words that betray a popular error in a question, and the questions that ask for a number instead of stating one."""

from __future__ import annotations

import re
from functools import cache

from banfa.corpus import Misbelief
from banfa.quantities import backed, quantities
from banfa.question import Question


def cues_met(belief: Misbelief, question: Question) -> float:
    """The share of a misbelief's groups of cues of which the question has a word."""
    cues = belief.cues_zh if question.language == "zh" else belief.cues_en
    lowered = question.text.lower()
    return sum(any(_has(lowered, word) for word in group) for group in cues) / len(cues) if cues else 0.0


_ONE = (1, "")
"""No figure: "a light one", "one of them"."""


def asks_the_number(question: Question, belief: Misbelief) -> bool:
    """Whether the mistake lies in a number and the question asks for one instead of stating one of that kind."""
    mistaken = {unit for _, unit in quantities(belief.wrong_en)}
    return bool(mistaken) and not mistaken & {unit for _, unit in quantities(question.topic)}


def has_right_figures(belief: Misbelief, text: str) -> bool:
    """Whether the error lies in figures, and those of a text are the ones of the correction."""
    said = {figure for figure in quantities(text, words=True) if figure != _ONE}
    mistaken = quantities(belief.wrong_en, words=True)
    if not said or not mistaken:
        return False
    return said <= backed(said, quantities(belief.right_en, words=True)) and not said <= backed(said, mistaken)


def _has(text: str, word: str) -> bool:
    return _whole(word).search(text) is not None if word.isascii() else word in text


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])")
