"""Numbers with their units in English and Chinese text, brought to one form so that they can be compared across languages."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from banfa import locator as loc

Quantity = tuple[float, str]

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS = ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_WORDS = _ONES + _TEENS
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORD_VALUE = {word: value for value, word in enumerate(_WORDS)} | _TENS
_WORD_VALUE |= {f"{tens}-{_ONES[n]}": value + n for tens, value in _TENS.items() for n in range(1, 10)}
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "万": 1e4, "亿": 1e8, "百万": 1e6, "千万": 1e7}
_WORD_EN = "|".join(sorted(_WORD_VALUE, key=len, reverse=True))
_NUMBER_EN = rf"(?:\d[\d,]*(?:\.\d+)?|{_WORD_EN})(?:\s+(?:thousand|million|billion))?"
_UNIT_EN = {
    "working day": "working_day",
    "business day": "working_day",
    "calendar day": "day",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "hour": "hour",
    "minute": "minute",
    "second": "second",
    "time": "times",
    "person": "person",
    "people": "person",
    "individual": "person",
    "per cent": "percent",
    "percent": "percent",
    "%": "percent",
}
_EN = re.compile(
    rf"(?<![\w.])(?<![a-z]-)(?P<money>(?:RMB|CNY|¥)\s*)?(?P<number>{_NUMBER_EN})"
    r"(?:[\s-]*(?P<unit>(?:working|business|calendar)?\s?(?:days?)|weeks?|months?|years?|hours?|minutes?|seconds?"
    r"|(?<=\s)times?|persons?|people|individuals|per\s?cent|%|yuan|RMB)(?![a-z]))?",
    re.IGNORECASE,
)
_UNIT_ZH = {
    "个工作日": "working_day",
    "工作日": "working_day",
    "日": "day",
    "天": "day",
    "周": "week",
    "个月": "month",
    "月": "month",
    "年": "year",
    "周岁": "year",
    "小时": "hour",
    "分钟": "minute",
    "秒": "second",
    "倍": "times",
    "人": "person",
    "名": "person",
    "级": "level",
    "元": "money",
    "%": "percent",
    "％": "percent",
}
_NUMBER_ZH = r"(?:\d[\d,]*(?:\.\d+)?|[零一二三四五六七八九十百千两〇]+)"
_SCALE_ZH = r"(?:百万|千万|万|亿)"
_MEASURE_ZH = r"(?:个?工作日|小时|分钟|个月|周岁|元|日|天|周|年|秒|倍|人(?![民工])|名|级|[%％])"
_ZH = re.compile(
    rf"(?P<number>{_NUMBER_ZH})\s*(?:(?P<scale>{_SCALE_ZH})?\s*[余多]?(?P<unit>{_MEASURE_ZH})|(?P<alone>{_SCALE_ZH})(?![不别一]))"
)
_RANGE_ZH = re.compile(rf"({_NUMBER_ZH})({_SCALE_ZH}?)\s*(?:至|到|—|–|-|~)+\s*({_NUMBER_ZH})({_SCALE_ZH}?)({_MEASURE_ZH})")
_IDIOM_ZH = re.compile(r"一级|一人|一名|第[一二三四五六七八九十]人")
_TWICE = re.compile(r"\btwice\b", re.IGNORECASE)
_LEVEL = re.compile(rf"\blevel\s+(\d+|{_WORD_EN})\b", re.IGNORECASE)
_FIGURE = re.compile(r"[\d零一二三四五六七八九十百千两〇]")
_PERCENT_ZH = re.compile(rf"百分之({_NUMBER_ZH})")
_ADDRESSED = r"articles?|arts?\b\.?|paragraphs?|paras?\.?|items?|order(?:\s+no\.?)?|no\.|chapters?|sections?|§"
_NOT_A_QUANTITY = re.compile(
    rf"(?:{_ADDRESSED})\s*\(?\d+[a-z]?\)?(?:\(\d+\))*(?:(?:\s*(?:,|and|or|to|–|-)\s*)+\(?\d+\)?)*"
    r"|第?\s*[一二三四五六七八九十百零〇两\d]+\s*[条款项章号]|[上前]一?年度|本年度|(?:GB/?T?|TC260-)\s*[\d-]+|\[\d{4}\]|〔\d{4}〕|\(\d+\)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NO_FIGURES = {(1.0, "person")}
_YEAR = r"(?P<y>\d{4})"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})\b\.?(?:,?\s+{_YEAR})?",
        rf"\b(?!(?-i:may))(?P<m>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?",
        rf"\b(?P<m>{_MONTH})\b\.?\s+{_YEAR}",
        r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?",
        r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b",
    )
)


@lru_cache(maxsize=8192)
def quantities(text: str, *, words: bool = False) -> frozenset[Quantity]:
    """The quantities in a text as (value, unit); a bare number has the unit ``""``; a date is (yyyymmdd, ``date``).

    What a date leaves out is zero: August 2023 is 20230800, 15 August is 815. Article numbers, order numbers and item marks are
    not quantities; a bare number in words is one only with ``words``.
    """
    found: set[Quantity] = set()
    rest = _TWICE.sub("2 times", text)
    if _FIGURE.search(rest):
        found, rest = _dates(rest)
        rest = _RANGE_ZH.sub(lambda m: f"{m[1]}{m[2] or m[4]}{m[5]} {m[3]}{m[4]}{m[5]}", _NOT_A_QUANTITY.sub(" ", rest))
        rest = _PERCENT_ZH.sub(r"\1%", _IDIOM_ZH.sub(" ", rest))
        for match in _ZH.finditer(rest):
            value = _value_zh(match["number"], match["scale"] or match["alone"])
            if value is not None:
                found.add((value, _UNIT_ZH.get(match["unit"], "")))
        rest = _ZH.sub(" ", rest)
    found |= {(_value_en(match[1]), "level") for match in _LEVEL.finditer(rest)}
    for match in _EN.finditer(_LEVEL.sub(" ", rest)):
        unit = _unit_en(match["unit"], bool(match["money"]))
        if words or unit or match["number"][0].isdigit():
            found.add((_value_en(match["number"]), unit))
    return frozenset(found - _NO_FIGURES)


def backed(said: AbstractSet[Quantity], quoted: AbstractSet[Quantity]) -> set[Quantity]:
    """Those of ``said`` that ``quoted`` backs: the same, a bare number with any unit, persons by a bare one, a part of a date."""
    days = [int(value) for value, unit in quoted if unit == "date"]
    parts = {(float(part), "date") for day in days for part in (day, day - day % 100, day % 10000)}
    years = {(float(day // 10000), unit) for day in days for unit in ("", "year")}
    persons = {(value, "person") for value, unit in quoted if not unit}
    values = {value for value, _ in quoted}
    known = quoted | parts | years | persons
    return {(value, unit) for value, unit in said if (value, unit) in known or (not unit and value in values)}


def _dates(text: str) -> tuple[set[Quantity], str]:
    found: set[Quantity] = set()
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = int(parts["m"]) if parts["m"].isdigit() else _MONTHS.index(parts["m"].lower()[:3]) + 1
            found.add((int(parts["y"] or 0) * 10000 + month * 100 + int(parts.get("d") or 0), "date"))
        text = pattern.sub(" ", text)
    return found, text


def _unit_en(unit: str | None, money: bool) -> str:
    if money:
        return "money"
    if unit is None:
        return ""
    bare = re.sub(r"\s+", " ", unit.lower())
    if bare in {"yuan", "rmb"}:
        return "money"
    return _UNIT_EN.get(bare, _UNIT_EN.get(bare.removesuffix("s"), ""))


def _value_en(text: str) -> float:
    number, _, scale = text.lower().partition(" ")
    value = float(_WORD_VALUE[number]) if number in _WORD_VALUE else float(number.replace(",", "").rstrip("."))
    return value * _SCALE.get(scale.strip(), 1.0)


def _value_zh(number: str, scale: str | None) -> float | None:
    if number[0].isdigit():
        value: float | None = float(number.replace(",", "").rstrip("."))
    else:
        found = loc.from_chinese(number)
        value = None if found is None else float(found)
    return None if value is None else value * _SCALE.get(scale or "", 1.0)
