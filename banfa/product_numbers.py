"""Counts of people in a description: how many users, how many people's data, how many people's data sent abroad this year.

A count that is only near a threshold of the law stays out: "nearly 100,000" is one less, "about 100,000" is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from banfa.audience import Proposal
from banfa.corpus.readings import Readings
from banfa.product_text import ProductClause, Weight

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9}
_SCALES |= {"thousand": 1e3, "hundred thousand": 1e5, "million": 1e6, "billion": 1e9}
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS_EN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: float(value) for value, word in enumerate(_ONES, 1)} | {"a": 1.0, "half a": 0.5}
_WORDS |= {word: 10.0 * ten for ten, word in enumerate(_TENS_EN, 2)}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALE_EN = r"hundred thousand|thousand|million|billion"
_FIGURE = re.compile(
    r"(?<![A-Za-z0-9.,-])(?P<digits>\d{1,3}(?:[,，\s]\d{3})+|\d+(?:\.\d+)?)"
    rf"\s?(?P<scale>{_SCALE_EN}|mn|bn|[km](?![a-z])|十万|百万|千万|千|万|亿)?"
    rf"|\b(?P<words>{_WORD})\s(?P<named>{_SCALE_EN})\b"
    r"|(?P<chinese>[一二三四五六七八九两十百千]+)[多余几]?(?P<unit>千万|百万|十万|万|亿)?"
    r"(?=[多余几]?(?:个|名|位|人|家|用户|万|亿|患者|会员|学员|车主))",
    re.IGNORECASE,
)
_THRESHOLDS = {10_000, 100_000, 1_000_000, 10_000_000, 50_000_000}
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|some|circa|perhaps|an estimated|~)|约|大约|大概|差不多|估计)\W{0,3}(?:有)?$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:\b(?:nearly|almost|just under|under|below|less than|fewer than|not quite)|不到|近|将近|接近|不足|少于|未满)\s?$",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(r"^[^，。；,.]{0,6}?(?:左右|上下|以内|以下|or so\b)", re.IGNORECASE)
_AGE = re.compile(
    r"(?:\b(?:under|over|below|above|aged?|age of|older than|younger than|born after|grade)|[满未超]|大于|小于|不足)\s?$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"^\s?(?:to \d|[-–—~至到]\s?\d|year|周?岁|years? old)", re.IGNORECASE)
_OLDEST = 120
_PLAIN, _SENSITIVE = "people_exported_this_year", "sensitive_people_exported_this_year"
_CLOSE = 60
"""Characters on either side of a figure in which its clause says what it counts."""


@dataclass(frozen=True)
class Figure:
    """A count in a clause, with where it stands; None where words beside it leave open on which side of a threshold it lies."""

    value: int | None
    start: int
    end: int


def counted(text: str, clauses: Sequence[ProductClause], readings: Readings, least: Weight) -> Iterator[Proposal]:
    """The numbers that a description tells, each with its words; two different numbers for one fact are both proposed."""
    before: ProductClause | None = None
    exported: dict[str, ProductClause] = {}
    for clause in clauses:
        if clause.weight < least:
            continue
        yield from _remainder(text, clause, exported, readings)
        found = list(figures(clause.full))
        for figure, left, right in zip(found, [0, *(f.end for f in found)], [*(f.start for f in found[1:]), None], strict=False):
            own = goes_abroad(clause, readings)
            carried = before is not None and before.sentence == clause.sentence and goes_abroad(before, readings)
            fact = _counts(clause, before, figure, slice(left, right), readings, own, carried)
            if fact and figure.value is not None:
                if fact in (_PLAIN, _SENSITIVE):
                    exported[fact] = clause
                start, end = _words_of(clause, figure)
                yield Proposal(fact, figure.value, text[clause.start + start : clause.start + end].strip(), clause.start + start)
        before = clause


def _remainder(text: str, clause: ProductClause, exported: dict[str, ProductClause], readings: Readings) -> Iterator[Proposal]:
    """That beside the people counted just before there are no others: "… of 5,000 buyers, none of it sensitive"."""
    for own, other, words in ((_PLAIN, _SENSITIVE, "not_sensitive"), (_SENSITIVE, _PLAIN, "nothing_else_exported")):
        told = exported.get(own)
        if told is None or other in exported or clause.sentence - told.sentence > 1:
            continue
        found = readings.near[words].find(clause.full)
        if found:
            exported[other] = clause
            start, end = clause.start + found[0].start(), clause.start + found[0].end()
            yield Proposal(other, 0, text[start:end].strip(), start)


def goes_abroad(clause: ProductClause, readings: Readings) -> re.Match[str] | None:
    """The words of a clause by which data go to another place than the mainland; None where it does not say so, or denies it."""
    near, signals = readings.near, readings.signals
    found = near["exported"].find(clause.full)
    places = (signals["abroad"], signals["hong_kong_macau_taiwan"], near["abroad_for_data"])
    if not (found and any(place.search(clause.full) for place in places)):
        return None
    return next(
        (m for m in found if not near["cue_denied_before"].search(clause.plain[max(0, m.start() - 60) : m.start()])), None
    )


def figures(text: str) -> Iterable[Figure]:
    """The counts in a text: digits, digits with a scale, and numbers in words in both languages."""
    for match in _FIGURE.finditer(text):
        value = _value(match)
        before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 8]
        if _BELOW.search(before):
            yield Figure(value - 1, match.start(), match.end())
        elif value in _THRESHOLDS and (_ABOUT.search(before) or _ABOUT_AFTER.search(after)):
            yield Figure(None, match.start(), match.end())
        else:
            yield Figure(value, match.start(), match.end())


def _value(match: re.Match[str]) -> int:
    if match["digits"]:
        return round(float(re.sub(r"[,，\s]", "", match["digits"])) * _SCALES.get((match["scale"] or "").lower(), 1))
    if match["words"]:
        return round(_WORDS[match["words"].lower()] * _SCALES[match["named"].lower()])
    return round(_chinese(match["chinese"]) * _SCALES.get(match["unit"] or "", 1))


def _chinese(text: str) -> int:
    """A Chinese numeral below ten thousand: 二百三十 is 230."""
    total = digit = 0
    for sign in text:
        if sign in _TENS:
            total, digit = total + (digit or 1) * _TENS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def _counts(
    clause: ProductClause,
    previous: ProductClause | None,
    figure: Figure,
    between: slice,
    readings: Readings,
    own: object,
    carried: object,
) -> str | None:
    """The fact whose people a figure counts, by the words around it; None where it counts something else.

    ``between``: from the figure before it in the clause to the one after it. ``own``: the clause itself tells of an export;
    ``carried``: the clause ``previous`` to it in the sentence does.
    """
    near = readings.near
    before = clause.full[max(between.start, figure.start - _CLOSE) : figure.start]
    after = clause.full[figure.end : between.stop][:_CLOSE]
    around = f"{before}{clause.full[figure.start : figure.end]}{after}"
    if _is_age(figure, before, after) or not (near["people_after"].search(after) or near["people_before"].search(before)):
        return None
    if own:
        return _exported(clause, around, readings)
    if near["monthly_count"].search(around):
        return "monthly_active_users"
    if near["registered_count"].search(around):
        return "registered_users"
    if carried:
        return _exported(clause, around, readings)
    told = f"{previous.full} {around}" if previous is not None and previous.sentence == clause.sentence else around
    return "people_handled" if near["handled_count"].search(told) else None


def _is_age(figure: Figure, before: str, after: str) -> bool:
    """Whether a figure is how old people are: "under 18", "aged 7 to 12", "14岁"."""
    small = figure.value is not None and figure.value <= _OLDEST
    return small and bool(_AGE.search(before) or _AGE_AFTER.search(after))


def _exported(clause: ProductClause, around: str, readings: Readings) -> str | None:
    """The count of exports that a figure belongs to; None where it is that of another year or of a month."""
    near = readings.near
    if near["other_year"].search(clause.full) and not near["this_year"].search(clause.full):
        return None
    sensitive = near["sensitive_count"].search(around) and not near["not_sensitive"].search(around)
    return _SENSITIVE if sensitive else _PLAIN


def _words_of(clause: ProductClause, figure: Figure) -> tuple[int, int]:
    """The figure with the words up to the end of what it counts."""
    after = re.match(r"[^,，。；;.、]{0,30}", clause.full[figure.end :])
    return figure.start, figure.end + (after.end() if after else 0)
