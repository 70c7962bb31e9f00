"""Articles, paragraphs and items as people write them: ``Articles 16 to 18``, ``第十七条第一款第（三）项``. Forms only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from banfa import locator as loc

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ONES = "one two three four five six seven eight nine"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: n for n, word in enumerate(f"{_ONES} {_TEENS}".split(), 1)}
_WORDS |= {f"{tens}-{ones}": 10 * t + o for t, tens in enumerate(_TENS.split(), 2) for o, ones in enumerate(_ONES.split(), 1)}
_WORDS |= {tens: 10 * t for t, tens in enumerate(_TENS.split(), 2)}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUM = rf"(?:\d+[a-z]?\b|[０-９]+|(?:{_WORD})\b)"
_BEFORE_EN = (
    rf"(?:\b(?:items?|points?)\s*\(?(?P<item0>{_NUM})\)?,?\s*(?:of|in)\s+(?:the\s+)?)?"
    rf"(?:\b(?:paragraphs?|paras?\.?)\s*\(?(?P<para0>{_NUM})\)?,?\s*(?:of|in)\s+(?:the\s+)?)?"
)
_SUB_EN = (
    rf"(?:\s*\((?P<par>\d+[a-z]?)\)(?:\((?P<sub>\d+)\)|\((?P<letter>[a-z]{{1,2}})\))?|\((?P<alone>[a-z]{{1,2}})\))?"
    rf"(?:,?\s*(?:(?P<paras>paragraphs|paras\.?)|paragraph|para\.?|sub-?paragraph)\s*\(?(?P<para>{_NUM})\)?)?"
    rf"(?:,?\s*(?:(?P<items>items|points)|item|point|sub-?item)\s*\(?(?P<item>{_NUM})\)?)?"
)
_ARTICLE_EN = re.compile(rf"{_BEFORE_EN}(?:\b(?:articles?|arts?\.?)\s*|§+\s*)(?P<art>{_NUM}){_SUB_EN}", re.IGNORECASE)
_MORE_EN = re.compile(
    r"(?:\s*\((?!\d|[a-z]{1,2}\))[^()]{3,60}\))?"
    rf"\s*(?P<join>,\s*(?:and|or)?|and|or|&|to|through|–|-|~)\s*(?P<again>articles?\s+|arts?\.?\s*)?\(?(?P<art>{_NUM})\)?{_SUB_EN}"
    r"(?!,?\d|\s*(?:working|days?|months?|years?|users?|persons?|hours?|%))",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(?:\bpoints?\s*\(?(?P<point0>\d+(?:\s*(?:,|and|or|&)\s*\d+)*)\)?(?:\s*\((?P<letter0>[a-z]{1,2})\))?,?\s*(?:of|in)\s+(?:the\s+)?)?"
    r"(?:\bannex(?:es)?\s*|附件|附录)(?P<annex>[IVX]+|[ivx]+|[一二三四五六七八九十]+)(?![A-Za-z])"
    r"(?:,?\s*(?:points?|para(?:graph)?s?\.?|第)?\s*\(?(?P<point>\d+|[一二三四五六七八九十]+)\)?\s*点?(?:\s*[（(](?P<letter>[a-z]{1,2})[）)])?)?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:\b(?:clauses?|cl\.?)\s*(?=\d)|(?:\b(?:sections?|sec\.?)\s*|第\s*)(?=\d+\.\d))(?P<number>\d+(?:\.\d+)*)(?:\s*条)?",
    re.IGNORECASE,
)
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII"
_ROMAN = {roman: n for n, roman in enumerate(_ROMANS.split(), 1)}
_DIGIT_ZH = "一二三四五六七八九十百千零〇两0-9０-９"
_ZH_NUM = f"[{_DIGIT_ZH}]+"
_JOIN_ZH = r"\s*[、，,和及与至到—–~-]\s*"
_LIST_ZH = rf"{_ZH_NUM}(?:{_JOIN_ZH}第?\s*{_ZH_NUM}){{0,40}}"
_ITEM_ZH = rf"(?:[（(]{_ZH_NUM}[）)]|{_ZH_NUM})"
_ITEMS_ZH = rf"{_ITEM_ZH}(?:(?:{_JOIN_ZH})?第?\s*[（(]{_ZH_NUM}[）)]|{_JOIN_ZH}第?\s*{_ZH_NUM})*"
_NOT_ARTICLES = r"(?!\s*条\s*(?:建议|意见|措施|消息|评论|内容|数据))"
_ARTICLE_ZH = re.compile(
    rf"(?:第\s*(?P<art>{_LIST_ZH})|(?<![{_DIGIT_ZH}共有.])(?P<bare>\d+(?:{_JOIN_ZH}\d+){{0,40}}){_NOT_ARTICLES}"
    rf"|(?<=[条款项][、，,和及与至到])(?P<more>{_ZH_NUM}){_NOT_ARTICLES})\s*条(?:之[一二三])?"
    rf"(?:\s*第?\s*(?P<para>{_LIST_ZH})\s*款)?(?:\s*第?\s*(?P<item>{_ITEMS_ZH})\s*项)?"
)
_MORE_ZH = re.compile(rf"(?P<join>{_JOIN_ZH})第?\s*[（(]?(?P<number>{_ZH_NUM})[）)]?\s*(?P<kind>[款项])")
_NUMBERS_ZH = re.compile(rf"(?P<join>{_JOIN_ZH})?第?\s*[（(]?(?P<number>{_ZH_NUM})[）)]?")
_SAME_ZH = re.compile(
    rf"(?:该|同一?|本|此|这一?|上述)条(?:的|中)?\s*(?:第?\s*(?P<para>{_ZH_NUM})\s*款)?(?:\s*第?\s*[（(]?(?P<item>{_ZH_NUM})[）)]?\s*项)?"
)
_SAME_EN = re.compile(
    rf"(?:\bitems?\s*\(?(?P<item0>{_NUM})\)?,?\s*(?:of|in)\s+)?\b(?:paragraphs?|paras?\.?)\s*\(?(?P<para0>{_NUM})\)?,?"
    r"\s*(?:(?:of|in)\s+(?:that|this|the same|the said)\s+article\b|thereof\b)(?!\s*\d)"
    rf"|\b(?:that|this|the same|the said)\s+article,?\s*(?:paragraph|para\.?)\s*\(?(?P<para>{_NUM})\)?",
    re.IGNORECASE,
)
SAME = "same"
"""How the locator begins of a paragraph or item of the article that was cited last: ``same__para_2``."""
_KIND_ZH = {"款": "para", "项": "item"}
_RANGE = {"to", "through", "–", "-", "—", "~", "至", "到"}
_WIDE_RANGES = (range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B), (0xFF0D, 0xFF0E, 0xFF5E))
_WIDE = {wide: wide - 0xFEE0 for some in _WIDE_RANGES for wide in some}
_JOINED = re.compile(rf"{_JOIN_ZH}|\s*(?:,|,?\s*(?:and|or)|&|to|through)\s*(?:articles?|arts?\.?)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Pinpoint:
    """An address found in a text, and the span of the list it stands in ("Articles 7, 9 and 17" is one list)."""

    start: int
    end: int
    locator: str
    bracketed: bool = False
    plural: str = ""
    listed: tuple[int, int] = (0, 0)


def pinpoints(text: str, *, same: bool = False) -> list[Pinpoint]:
    """The addresses in a text, in order. Those between the ends of a range have no text of their own.

    ``same``: also those that point back to the article cited last (该条第二款); their locators begin with `SAME`.
    """
    text = plain_width(text)
    found = [*_english(text), *_chinese(text), *_annexes(text), *_clauses(text), *(_same(text) if same else ())]
    found.sort(key=lambda p: p.start)
    lists: list[list[Pinpoint]] = []
    for pinpoint in found:
        if lists and (pinpoint.start <= (end := lists[-1][-1].end) or _JOINED.fullmatch(text, end, pinpoint.start)):
            lists[-1].append(pinpoint)
        else:
            lists.append([pinpoint])
    return [replace(p, listed=(listed[0].start, listed[-1].end)) for listed in lists for p in listed]


@lru_cache(maxsize=512)
def articles_named(text: str) -> frozenset[str]:
    """The articles that a provision names, as locators."""
    return frozenset(loc.article_of(p.locator) for p in pinpoints(text))


def plain_width(text: str) -> str:
    """The text with full-width digits, letters, dots, hyphens and tildes made plain; every character keeps its place."""
    return text.translate(_WIDE)


def _same(text: str) -> Iterator[Pinpoint]:
    for match in (*_SAME_ZH.finditer(text), *_SAME_EN.finditer(text)):
        named = match.groupdict()
        para, item = (_number(named.get(name) or named.get(f"{name}0")) for name in ("para", "item"))
        place = "".join(f"__{kind}_{n}" for kind, n in (("para", para), ("item", item)) if n)
        if place:
            yield Pinpoint(match.start(), match.end(), SAME + place)


def _english(text: str) -> list[Pinpoint]:
    found: list[Pinpoint] = []
    for match in _ARTICLE_EN.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        found.append(_raw_en(match, match.start()))
        while (more := _MORE_EN.match(text, found[-1].end)) is not None:
            last, through = found[-1], more["join"].strip().lower() in _RANGE
            if last.plural and not more["again"]:
                found += _within(last, last.plural, _number(more["art"]) or 0, more.start("art"), more.end(), through=through)
                continue
            if through:
                found += _between(last, _number(more["art"]) or 0)
            found.append(_raw_en(more, more.start("art")))
    return found


def _chinese(text: str) -> list[Pinpoint]:
    found: list[Pinpoint] = []
    for match in _ARTICLE_ZH.finditer(text):
        listed = re.split(rf"({_JOIN_ZH})", match["art"] or match["bare"] or match["more"])
        numbers = [_number(number.strip("第 ")) or 0 for number in listed[::2]]
        joins = [text[found[-1].end : match.start()] if found else "", *listed[1::2]]
        for number, join in zip(numbers[:-1], joins, strict=False):
            found += _between(found[-1], number) if found and join.strip() in _RANGE else []
            found.append(Pinpoint(match.start(), match.start(), loc.make(str(number))))
        if found and joins[-1].strip() in _RANGE:
            found += _between(found[-1], numbers[-1])
        found += _units_zh(match, loc.make(str(numbers[-1])))
        while "__" in found[-1].locator and (more := _MORE_ZH.match(text, found[-1].end)) is not None:
            kind, number = _KIND_ZH[more["kind"]], _number(more["number"]) or 0
            found += _within(found[-1], kind, number, more.end("join"), more.end(), through=more["join"].strip() in _RANGE)
    return found


def _units_zh(match: re.Match[str], article: str) -> list[Pinpoint]:
    """The paragraphs or items listed behind the last number of an article, or the article itself."""
    paras, items = (list(_NUMBERS_ZH.finditer(match[name] or "")) for name in ("para", "item"))
    first = "".join(f"__{kind}_{_number(listed[0]['number'])}" for kind, listed in (("para", paras), ("item", items)) if listed)
    found = [Pinpoint(match.start(), match.end(), article + first)]
    kind, listed = ("item", items) if items else ("para", paras)
    for more in listed[1:]:
        through = (more["join"] or "").strip() in _RANGE
        found += _within(found[-1], kind, _number(more["number"]) or 0, match.end(), match.end(), through=through)
    return found


def _annexes(text: str) -> list[Pinpoint]:
    return [Pinpoint(m.start(), m.end(), _annex(m, point)) for m in _ANNEX.finditer(text) for point in _points(m)]


def _points(match: re.Match[str]) -> list[int | None]:
    """The points of an annex, those listed before it included; [None] for the whole annex."""
    return [_number(point) for point in re.findall(r"\d+", match["point0"] or "")] or [_number(match["point"])]


def _annex(match: re.Match[str], point: int | None) -> str:
    number = _ROMAN.get(match["annex"].upper()) or _number(match["annex"])
    roman = next((name for name, value in _ROMAN.items() if value == number), match["annex"]).lower()
    of = match["letter"] or match["letter0"]
    letter = f"__{of.lower()}" if of else ""
    return f"annex_{roman}" + (f"__point_{point}{letter}" if point else "")


def _clauses(text: str) -> list[Pinpoint]:
    return [Pinpoint(m.start(), m.end(), loc.clause(m["number"])) for m in _CLAUSE.finditer(text)]


def _raw_en(match: re.Match[str], start: int) -> Pinpoint:
    word, named = match["art"].lower(), match.groupdict()
    article = str(_WORDS.get(word) or loc.from_chinese(word) or word)
    paragraph = match["para"] or match["par"] or named.get("para0")
    if paragraph and not re.fullmatch(r"\d+[a-z]", paragraph):
        paragraph = str(_number(paragraph))
    item = _number(match["item"] or match["sub"] or named.get("item0"))
    letter = match["letter"] or match["alone"]
    bracketed = match["par"] is not None and match["sub"] is None
    plural = "item" if match["items"] else "para" if match["paras"] and item is None else ""
    locator = loc.make(article, paragraph, item) + (f"__{letter.lower()}" if letter else "")
    return Pinpoint(start, match.end(), locator, bracketed, plural)


def _between(first: Pinpoint, last: int) -> list[Pinpoint]:
    """The articles between the first and the last of a range."""
    start = int(re.sub(r"\D", "", loc.article_number(first.locator)))
    return [Pinpoint(first.end, first.end, loc.make(str(n))) for n in range(start + 1, min(last, start + 60))]


def _within(first: Pinpoint, kind: str, last: int, start: int, end: int, *, through: bool) -> list[Pinpoint]:
    """A further paragraph or item of the same article, and those on the way to it."""
    parent = loc.article_of(first.locator) if kind == "para" else re.sub(r"__item_\d+$", "", first.locator)
    own = re.search(rf"__{kind}_(\d+)$", first.locator)
    between = range(int(own[1]) + 1, min(last, int(own[1]) + 60)) if own and through else ()
    passed = [Pinpoint(first.end, first.end, f"{parent}__{kind}_{n}") for n in between]
    return [*passed, Pinpoint(start, end, f"{parent}__{kind}_{last}", plural=first.plural)]


def _number(text: str | None) -> int | None:
    return None if text is None else _WORDS.get(text.lower()) or loc.from_chinese(text)
