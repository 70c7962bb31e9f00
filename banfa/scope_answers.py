"""Answers of a person: from TOML, JSON or a keyboard to values, with names and values checked; and answers proposed by a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from banfa.audience import Proposal
from banfa.case import Answer
from banfa.corpus.facts import Facts
from banfa.errors import UsageError

_YES = {"yes", "y", "true", "是", "有", "对"}
_NO = {"no", "n", "false", "否", "没有", "无", "不"}
_LARGEST = 10**12
_SHOWN = 80
_UNKNOWN = {"unknown", "?", "", "null", "不知道", "未知", "不清楚"}


@dataclass(frozen=True)
class Proposed:
    """What a text suggests for a fact: the answer (None where it says both), and the words."""

    fact: str
    value: Answer
    words: tuple[str, ...]


def read_answers(raw: Mapping[str, object], facts: Facts) -> dict[str, Answer]:
    """The answers of a table of names and values.

    Raises:
        UsageError: a name that is no fact that is asked, or a value that does not fit its kind.
    """
    return {name: read_answer(name, value, facts) for name, value in raw.items()}


def read_answer(name: str, value: object, facts: Facts) -> Answer:
    """One answer: yes, no, unknown, or a whole number that is not negative.

    Raises:
        UsageError: the fact is not there, or the value does not fit it.
    """
    if name not in facts.asked:
        near = get_close_matches(name[:_SHOWN], facts.asked, 1)
        if name in facts.derived:
            numbers = ", ".join(dict.fromkeys(t.number for t in facts.derived[name].thresholds))
            raise UsageError(f"{name} is derived. Give {numbers} instead.")
        raise UsageError(
            f"There is no fact {_shown(name)}. " + (f"Did you mean {near[0]!r}?" if near else "`banfa scope --list` lists them.")
        )
    text = str(value).strip().lower() if isinstance(value, str | bool) else None
    if value is None or text in _UNKNOWN:
        return None
    if facts.asked[name].kind == "number":
        return _number(name, value)
    if text in _YES or text in _NO:
        return text in _YES
    raise UsageError(f"{name} is {_shown(value)}. Write yes, no or unknown.")


def _number(name: str, value: object) -> int:
    digits = value.strip().replace(",", "").replace("_", "") if isinstance(value, str) else value
    if isinstance(digits, str) and digits.isascii() and digits.isdigit() and len(digits) <= len(str(_LARGEST)):
        digits = int(digits)
    if not isinstance(digits, int) or isinstance(digits, bool) or not 0 <= digits <= _LARGEST:
        raise UsageError(f"{name} is {_shown(value)}. Write a whole number up to {_LARGEST:,}, or unknown.")
    return digits


def _shown(value: object) -> str:
    if not isinstance(value, str | int | float):
        return "a list or an object"
    shown = repr(value) if not isinstance(value, int) or abs(value) <= _LARGEST else "too large a number"
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"


def gathered(proposals: Iterable[Proposal]) -> dict[str, Proposed]:
    """The proposals of a text, one for each fact; where the text says both, the answer is open and both words are kept."""
    found: dict[str, Proposed] = {}
    for proposal in proposals:
        before = found.get(proposal.fact)
        if before is None:
            found[proposal.fact] = Proposed(proposal.fact, proposal.value, (proposal.words,))
        elif before.value != proposal.value:
            found[proposal.fact] = Proposed(proposal.fact, None, (*before.words, proposal.words))
    return found


def with_assumed(stated: Mapping[str, Answer], proposed: Mapping[str, Proposed]) -> dict[str, Answer]:
    """The stated answers, and the proposed ones for what is not stated, as if somebody had confirmed them."""
    return {name: p.value for name, p in proposed.items() if p.value is not None} | dict(stated)
