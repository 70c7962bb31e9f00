"""Whether what was read is the text of an instrument: its title, its count, its numbering; and of which of its wordings. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from banfa import locator as loc
from banfa.law import Instrument
from banfa.official import OfficialArticle
from banfa.official_reading import ReadText
from banfa.sheets import Sheet

BY_CLAUSE = "we hold it by clauses, beside which no article of a page can be laid."
_FIRST_LINES = 6
_BRACKETED = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")
_QUOTES = re.compile(r"[\s《》〈〉“”\"'‘’]")
_SITE = re.compile(r"[_|]|\s[-—–]+\s?|[-—–]+(?=[^-—–]{2,12}$)")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ITEM = re.compile(r"[（(]([一二三四五六七八九十]+)[)）]")
_EXTRACT = re.compile(r"节选|摘录|extract|selected articles", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10}


def titled(card: Instrument, sheet: Sheet, text: ReadText) -> bool:
    """Whether one of the titles or first lines of a sheet IS the title of an instrument.

    A bracketed addition, quotation marks, 中华人民共和国 and the name of a site behind the title do not count.
    """
    wanted = _bare(card.title_zh if text.language == "zh" else card.title_en)
    parts = [part for title in sheet.titles for part in (title, *_SITE.split(title))]
    return any(_bare(part) == wanted for part in (*parts, *text.head[:_FIRST_LINES])) or _numbered(card, sheet, text)


def named(card: Instrument, sheet: Sheet, text: ReadText) -> bool:
    """Whether a sheet names an instrument in its titles or anywhere before the first article."""
    wanted = _bare(card.title_zh if text.language == "zh" else card.title_en)
    return wanted in _QUOTES.sub("", "".join((*sheet.titles, *text.head))).casefold() or _numbered(card, sheet, text)


def _numbered(card: Instrument, sheet: Sheet, text: ReadText) -> bool:
    """Union acts go by their number: Regulation (EU) 2024/1689."""
    head = " ".join((*sheet.titles, *text.head[:_FIRST_LINES])).casefold()
    return text.language == "en" and bool(re.search(r"\d/\d", card.number)) and card.number.casefold() in head


def _bare(title: str) -> str:
    return _QUOTES.sub("", _BRACKETED.sub("", title)).removeprefix("中华人民共和国").casefold()


def by_article(card: Instrument) -> bool:
    """Whether we hold articles of an instrument, and not only clauses, beside which no article of a page can be laid."""
    return not card.articles_held or not all(locator.startswith("cl_") for locator in card.articles_held)


def settle(card: Instrument, days: Sequence[date], text: ReadText) -> tuple[date, str]:
    """Of which wording of an instrument a text is, and what is wrong with it as such (empty where nothing is).

    The count of articles decides; where it fits several wordings, the one whose day is nearest to the last date in the head.

    Args:
        days: the days of the wordings, oldest first.
    """
    faults = {day: fault(card, card.articles_at.get(day, card.articles), text) for day in days}
    fitting = [day for day in days if not faults[day]]
    if not fitting:
        return days[-1], faults[days[-1]]
    last = last_date(text)
    return (min(reversed(fitting), key=lambda day: abs(day - last)) if last else fitting[-1]), ""


def last_date(text: ReadText) -> date | None:
    """The latest date in the head of a text, or None where it has none."""
    found = []
    for match in _DAY.finditer(unicodedata.normalize("NFKC", "".join(text.head)).replace(" ", "")):
        try:
            found.append(date(*map(int, match.groups())))
        except ValueError:
            continue
    return max(found, default=None)


def fault(card: Instrument, count: int, text: ReadText) -> str:
    """What is wrong with a text of an instrument that has ``count`` articles, in a sentence; empty where nothing is.

    Chinese annexes, which are often files of their own, may be missing.
    """
    if not by_article(card):
        return BY_CLAUSE
    if not text.articles:
        return "no article was found in it."
    held = [locator for locator in card.articles_held if text.language == "en" or locator.startswith("art_")]
    wanted = held or [f"art_{n}" for n in range(1, count + 1)]
    return _numbering(text, wanted, count, extract=bool(card.articles_held)) or _content(text, wanted)


def _numbering(text: ReadText, wanted: Sequence[str], count: int, *, extract: bool) -> str:
    found = [article.locator for article in text.articles]
    for before, after in pairwise(found):
        if _place(after) <= _place(before):
            return f"{loc.pinpoint(after)} stands behind {loc.pinpoint(before)}."
    expected = f"{count} articles" if len(wanted) == count else f"{len(wanted)} of {count} articles"
    extent = f"it has {len(found)} articles, up to {loc.pinpoint(found[-1])}, where {expected} are expected."
    if missing := [locator for locator in wanted if locator not in found]:
        return f"{loc.pinpoint(missing[0])} is not in it: {extent}"
    if not extract and len(found) > count:
        return extent
    numbers = [_place(locator)[1] for locator in found if locator.startswith("art_")]
    whole = numbers[:1] == [1] and all(after - before <= 1 for before, after in pairwise(numbers))
    if extract and whole and numbers[-1] != count and not _EXTRACT.search(" ".join(text.head[:_FIRST_LINES])):
        return f"it goes from art 1 to art {numbers[-1]} where the whole has {count} articles."
    return ""


def _content(text: ReadText, wanted: Sequence[str]) -> str:
    for article in text.articles:
        where = loc.pinpoint(article.locator)
        if not article.lines and (article.locator in wanted or article is text.articles[-1]):
            return f"{where} is empty or cut off."
        if "\ufffd" in article.text:
            return f"{where} has characters that cannot be read in any known encoding."
        if jump := _jump(article):
            return f"the items of {where} jump {jump}."
    return ""


def _jump(article: OfficialArticle) -> str:
    """From which to which number the Chinese items of an article jump; empty where each counts on or begins anew."""
    last = 0
    for line in article.lines:
        match = _ITEM.match(line)
        number = loc.from_chinese(match[1]) if match else None
        if number is not None and number not in {last + 1, 1}:
            return f"from ({last}) to ({number})"
        last = number or last
    return ""


def _place(locator: str) -> tuple[int, int, str]:
    """The order of articles and annexes."""
    kind, _, number = locator.partition("_")
    if kind == "annex":
        values = [_ROMAN[c] for c in number]
        return 1, sum(-a if a < b else a for a, b in pairwise([*values, 0])), ""
    match = re.fullmatch(r"(\d+)([a-z]?)", number)
    return (0, int(match[1]), match[2]) if match else (2, 0, number)
