"""Locators: the address of a provision inside an instrument, in the Akoma Ntoso manner.

``art_17`` is an article, ``art_14__para_2`` a paragraph, ``art_4__item_1`` an item of an article that is one paragraph
with a list, ``art_17__para_1__item_3`` an item of a paragraph, ``annex_iii__point_5__b`` a point of an annex,
``cl_5_6`` a clause of a standard.
"""

from __future__ import annotations

import re

_VALID = re.compile(r"(?:art_\d+[a-z]?|annex_[ivx]+|cl_\d+(?:_\d+)*)(?:__(?:para|item|point)_\d+[a-z]?|__[a-z]{1,2})*", re.ASCII)
_DIGITS = "零一二三四五六七八九"
_ZH_VALUE = {c: i for i, c in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_ZH_UNIT = {"十": 10, "百": 100, "千": 1000}
_ZH_NAME = {"art": "条", "para": "款", "item": "项", "point": "点"}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def is_locator(text: str) -> bool:
    """Whether ``text`` has the form of a locator (not whether such a provision exists)."""
    return bool(_VALID.fullmatch(text))


def make(article: str, paragraph: int | str | None = None, item: int | None = None) -> str:
    """The locator of an article, of its paragraph, or of an item: ``make("17", 1, 3)`` → ``art_17__para_1__item_3``."""
    parts = [f"art_{article}"]
    if paragraph is not None:
        parts.append(f"para_{paragraph}")
    if item is not None:
        parts.append(f"item_{item}")
    return "__".join(parts)


def clause(number: str) -> str:
    """The locator of a clause of a standard: ``5.6`` → ``cl_5_6``."""
    return "cl_" + number.replace(".", "_")


def article_of(locator: str) -> str:
    """The article (or annex) that a locator lies in: ``art_17__para_1`` → ``art_17``."""
    return locator.split("__", 1)[0]


def article_number(locator: str) -> str:
    """The bare number: ``art_17__para_1`` → ``17``, ``annex_iii`` → ``III``, ``cl_5_6`` → ``5.6``."""
    head = article_of(locator).split("_", 1)[1].replace("_", ".")
    return head.upper() if locator.startswith("annex") else head


def parent_of(locator: str) -> str | None:
    """One level up, or None for an article: ``art_17__para_1__item_3`` → ``art_17__para_1``."""
    head, _, _ = locator.rpartition("__")
    return head or None


def within(locator: str, container: str) -> bool:
    """Whether ``locator`` is ``container`` or lies inside it."""
    return locator == container or locator.startswith(container + "__")


def pinpoint(locator: str, language: str = "en") -> str:
    """The locator as lawyers write it: ``art 17 para 1 item 3`` or ``第十七条第一款第三项``."""
    words: list[str] = []
    for part in locator.split("__"):
        kind, _, number = part.partition("_")
        if kind == "annex":
            words.append(f"附件{number.upper()}" if language == "zh" else f"Annex {number.upper()}")
        elif kind == "cl":
            words.append(f"第{number.replace('_', '.')}条" if language == "zh" else f"cl {number.replace('_', '.')}")
        elif not number:
            words.append(f"({kind})")
        elif language == "zh":
            words.append(f"第{_zh_ordinal(number)}{_ZH_NAME[kind]}")
        else:
            words.append(f"{kind} {number}")
    return ("" if language == "zh" else " ").join(words)


def _zh_ordinal(number: str) -> str:
    match = re.match(r"(\d+)([a-z]?)", number)
    assert match is not None
    return to_chinese(int(match[1])) + match[2]


def to_chinese(number: int) -> str:
    """An integer from 0 to 9999 in Chinese numerals, as used in article numbers: 24 → 二十四."""
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is outside 0 to 9999.")
    if number < 10:
        return _DIGITS[number]
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + name
            gap = False
        elif text:
            gap = True
    return text[1:] if text.startswith("一十") else text


def from_chinese(text: str) -> int | None:
    """The value of Chinese, full-width or ASCII numerals below ten thousand, or None: 二十四, ２４ and 24 → 24."""
    text = text.translate(_FULL_WIDTH)
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _ZH_VALUE and c not in _ZH_UNIT for c in text):
        return None
    total, digit = 0, None
    for char in text:
        if char in _ZH_UNIT:
            total += (1 if digit is None else digit) * _ZH_UNIT[char]
            digit = None
        else:
            digit = _ZH_VALUE[char] if digit is None else digit * 10 + _ZH_VALUE[char]
    return total + (digit or 0)
