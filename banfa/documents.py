"""The numbers of documents and of paragraphs as people write them: ``GB/T 45654-2025``, ``Order No. 15``, 第十五号令, 第二款."""

from __future__ import annotations

import re

from banfa import locator as loc

_STANDARD = re.compile(
    r"(?<![a-z\d])GB(?:/?T)?\s?(?P<number>\d{4,6}(?:\.\d+)?(?:\s?[-—–]\s?\d{4})?)(?!\d)|(?<![a-z\d])TC260[-—–](?P<tc>\d+)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\border\s+no\.?\s*(?P<en>\d+)|第\s*(?P<zh>[一二三四五六七八九十百零〇\d]+)\s*号令|令\s*第\s*(?P<after>\d+)\s*号",
    re.IGNORECASE,
)
_UNION = re.compile(r"(?<![\d/])(?P<number>(?:19|20)\d{2}/\d{1,4})(?![\d])")

_PARAGRAPHS = re.compile(
    r"\bparagraphs?\s+(?P<en>\d+(?:(?:,\s*|\s+and\s+|\s+or\s+|\s+to\s+)\d+)*)|第\s*(?P<zh>[一二三四五六七八九十\d]+)\s*款",
    re.IGNORECASE,
)


def documents(text: str) -> frozenset[str]:
    """The numbers of documents in a text, each in one spelling in either language."""
    found = {
        f"TC260-{m['tc']}" if m["tc"] else "GB " + re.sub(r"\s?[-—–]\s?", "-", m["number"]) for m in _STANDARD.finditer(text)
    }
    orders = (m["en"] or m["zh"] or m["after"] for m in _ORDER.finditer(text))
    found |= {f"Order No. {number}" for order in orders if (number := loc.from_chinese(order)) is not None}
    return frozenset(found | {m["number"] for m in _UNION.finditer(text)})


def unknown(said: frozenset[str], known: frozenset[str]) -> list[str]:
    """Those said that are not known; the year of a standard may be left out."""
    return sorted(number for number in said - known if not any(k.startswith(f"{number}-") for k in known))


def paragraphs(text: str) -> frozenset[int]:
    """The paragraphs named in a text, alone or after an article: ``paragraphs 4 and 5``, 第四款."""
    listed = [number for m in _PARAGRAPHS.finditer(text) for number in re.findall(r"\d+", m["en"] or "")]
    listed += [m["zh"] for m in _PARAGRAPHS.finditer(text) if m["zh"]]
    return frozenset(number for n in listed if (number := loc.from_chinese(n)) is not None)
