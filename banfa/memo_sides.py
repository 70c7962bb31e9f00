"""On which side of a figure a text speaks (more than a million, 不满十四周岁), and the ranges that the figures make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import inf

from banfa.duties import is_chinese
from banfa.quantities import quantities

NUMBER = (
    r"(?:RMB |CNY )?(?<!\d)(?<!\d[,.])\d[\d,.]*(?: (?:thousand|million|billion))?|(?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten|twenty|thirty|half)\b"
)
_ZH_NUMBER = r"(?<![\d零一二三四五六七八九十百千两〇,.])[\d零一二三四五六七八九十百千两〇,.]+\s*(?:百万|千万|万|亿)?"
_ZH_UNIT = r"(?:\s*(?:个?工作日|小时|个月|元|名|人|天|日|年|级|周岁))?(?:的?(?:个人信息|敏感个人信息|罚款))?"
_UP_EN = (
    r"more than|over|exceed(?:s|ing)?|above|at least|from|upwards of|no (?:less|fewer) than|not (?:less"
    r"|fewer) than|reach(?:es|ing)?|minimum of"
)
_DOWN_EN = (
    r"fewer than|less than|under|below|up to|at most|no more than|not more than|maximum of|short of"
    r"|does not reach|not exceed(?:ing)?"
)
_SIDES = (
    (re.compile(rf"(?<!not )(?<!no )\b(?:{_DOWN_EN})\s+(?:the |a |some )?(?P<n>{NUMBER})", re.IGNORECASE), "down"),
    (re.compile(rf"(?<!not )(?<!no )\b(?:{_UP_EN})\s+(?:the |a |some )?(?P<n>{NUMBER})", re.IGNORECASE), "up"),
    (re.compile(rf"(?P<n>{NUMBER})[\w %]{{0,24}}? or (?:more|above|over)\b", re.IGNORECASE), "up"),
    (re.compile(rf"(?P<n>{NUMBER})[\w %]{{0,24}}? or (?:less|fewer|below|under)\b", re.IGNORECASE), "down"),
    (
        re.compile(
            rf"(?:不满|不足|(?<![不得])(?:少|低|短)于|不得?(?:超过|高于|多于|长于)|未满|未达|不到|最高|上限(?:为|是)?|至多|最多)\s*(?P<n>{_ZH_NUMBER})"
        ),
        "down",
    ),
    (re.compile(rf"(?:(?<![不得])(?:超过|达到|高于)|不得?(?:少|低|短)于|至少)\s*(?P<n>{_ZH_NUMBER})"), "up"),
    (re.compile(rf"(?<![不未])(?P<n>{_ZH_NUMBER}){_ZH_UNIT}(?:及?以上)"), "up"),
    (re.compile(rf"(?P<n>{_ZH_NUMBER}){_ZH_UNIT}(?:以下|以内)"), "down"),
)
_NEXT = 60
"""How far the two ends of a range may stand from each other."""


@lru_cache(maxsize=8192)
def sides(text: str) -> dict[float, frozenset[str]]:
    """On which side of each figure a text speaks."""
    found: dict[float, frozenset[str]] = {}
    for pattern, side in _SIDES:
        for match in pattern.finditer(text):
            for value in values(match["n"]):
                found[value] = found.get(value, frozenset()) | {side}
    return found


def ranges(text: str) -> Iterator[tuple[float, float]]:
    """The ranges that the figures of a text make: from the first up to, but not including, the second."""
    ends = sorted((m.start(), m.end(), side, v) for p, side in _SIDES for m in p.finditer(text) for v in values(m["n"]))
    for n, (_, end, side, value) in enumerate(ends):
        after = [e for e in ends[n + 1 :] if e[0] - end < _NEXT and e[2] == "down" and e[3] > value]
        if side == "up":
            yield value, after[0][3] if after else inf
        elif not any(e[2] == "up" and e[3] < value and ends[n][0] - e[1] < _NEXT for e in ends[:n]):
            yield 0.0, value


def values(number: str) -> Iterable[float]:
    """The value of a figure, in digits or words."""
    text = number.strip() + ("人" if is_chinese(number) or re.search(r"[万亿]", number) else "")
    return [value for value, _ in quantities(text, words=True)]


def side_shown(value: float, on: frozenset[str]) -> str:
    """A figure with its side, to be read."""
    return " / ".join(f"{'≥' if side == 'up' else '<'} {value:,.0f}" for side in sorted(on))
