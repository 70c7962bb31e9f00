"""The names of instruments in running text: titles, aliases, orders by number, and lists that share their last word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from banfa import locator as loc
from banfa.corpus import Corpus, KnownInstrument
from banfa.law import Instrument

_JOINT = re.compile(r"[\s‐‑-]+")
_HEADS = ("measures", "provisions", "regulations", "regulation")
_BARE_STEM = re.compile(r"(?:\d{4}|the|china(?:'s)?|chinese|interim|administrative|new|old|\s)*", re.IGNORECASE)
_HEAD_EN = re.compile(r"\b(?P<head>rules|measures|provisions|regulations|laws|acts)\b", re.IGNORECASE)
_SEPARATOR_EN = re.compile(r"(?:\s*,\s*(?:and|or)?|\s+(?:and|or)|\s*[&/])\s*(?:the\s+)?$", re.IGNORECASE)
_WORDS_BEFORE = re.compile(r"(?P<words>\b(?:[\w'’]+[\s‐‑-]+){0,4}[\w'’]+)\s*$")
_WINDOW, _LEAST = 100, 12
"""Characters looked back for words, and for what separates them."""
_HEAD_ZH = re.compile(r"(?:规定|办法|条例|(?<!办)法)$")
_SEPARATOR_ZH = re.compile(r"(?:以及|[和与及、])$")
_MOST_STEM = 12
_ORDER_EN = re.compile(
    r"(?:\b(?P<body>CAC|Cyberspace Administration(?: of China)?|State Council|[A-Z]{3,}|Presidential|Executive"
    r"|(?:Ministry|Commission|Administration|Bureau)(?: (?:of|for|and)| [A-Z]\w+)*)(?:['’]s)?\s+)?"
    r"\b(?:[Oo]rder|[Dd]ecree|ORDER|DECREE)\s*(?:[Nn]o\.?|NO\.?|[Nn]umber|[Nn]r\.?|#)?\s*(?P<number>\d{1,4})\b"
)
_ORDER_ZH = re.compile(
    r"(?P<body>国务院|国家互联网信息办公室|(?:国家)?网信办|[一二三四五六七八九十]{1,4}部[门委]|[㐀-鿿]{1,10}[部委局署行院会])?"
    r"(?:第?\s{0,3}(?P<before>[一二三四五六七八九十百零〇\d]{1,9})\s{0,3}号令"
    r"|令\s{0,3}第?\s{0,3}(?P<after>[一二三四五六七八九十百零〇\d]{1,9})\s{0,3}号)"
)
_OF_COUNCIL = ("State Council", "国务院")
_OF_CAC = re.compile(r"CAC|Cyberspace Administration.*|(?:国家)?网信办|国家互联网信息办公室|.+部[门委]")
_LONGEST_TITLE = 80
_TITLE = re.compile(r"《[^《》]{1,80}》")
_BARE_NAME = re.compile(r"(?:the\s+)?(?:measures|provisions|regulations?|rules|law)", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?:for|on|of|governing|concerning)\s+(?:the\s+)?(?-i:[A-Z])[a-z]")
_AROUND = re.compile(r"(?:中华人民共和国|我国|中国|国家)?|[（(].*|\d{4}年?.*|.*版|草案|\s*")


@dataclass(frozen=True)
class Mention:
    """An instrument named in a text, held or merely known."""

    start: int
    end: int
    instrument: str
    held: bool


class Names:
    """What every instrument of a corpus goes by, compiled once."""

    def __init__(self, corpus: Corpus) -> None:
        self.held = {**{k.id: False for k in corpus.known}, **{card.id: True for card in corpus.instruments.values()}}
        everyone: tuple[Instrument | KnownInstrument, ...] = (*corpus.instruments.values(), *corpus.known)
        self.titles = {each.id: f"{each.title_en} {each.title_zh}" for each in everyone}
        self._names: dict[str, str] = {}
        for each in everyone:
            for name in (each.id, each.title_en, each.title_zh, each.short_en, each.short_zh, *each.aliases):
                self._names.setdefault(_key(name), each.id)
        rules = _as_rules({name: id for name, id in self._names.items() if self.held[id]})
        rules = {name: id for name, id in rules.items() if name not in self._names}
        numbered = [(card.id, card.number) for card in corpus.instruments.values()]
        self._orders = {int(m[1]): (id, "State Council" in n) for id, n in numbered if (m := re.search(r"Order No\. (\d+)$", n))}
        longest = sorted(self._names, key=len, reverse=True)
        latin = "|".join(_bounded(name) for name in longest if name[0].isascii())
        chinese = "|".join(_bounded(name) for name in longest if not name[0].isascii())
        # "the" may stand before any name, so that "the Interim Measures" does not win over their full title.
        pattern = rf"(?:\bthe\s+)?(?P<name>(?<![A-Za-z0-9])(?:{latin or '(?!)'})|{chinese or '(?!)'})"
        by_matter = "|".join(_bounded(name) for name in sorted(rules, key=len, reverse=True))
        self._pattern = re.compile(rf"{pattern}|\bthe\s+(?P<rules>{by_matter or '(?!)'})", re.IGNORECASE)
        self._names |= rules

    def mentions(self, text: str) -> list[Mention]:
        """The instruments named in ``text``, longest name first at each place."""
        orders, foreign = self._by_order(text)
        plain = [
            self._mention(m.start(), m.end(), self._names[_key(m["name"] or m["rules"])]) for m in self._pattern.finditer(text)
        ]
        away = _covered(text, foreign)
        plain = [m for m in plain if not all(away[m.start : m.end]) and not _part_of_title(text, m)]
        taken = _covered(text, ((m.start, m.end) for m in plain))
        found = plain + [m for m in orders if not any(taken[m.start : m.end])]
        taken = _covered(text, ((m.start, m.end) for m in found))
        shared = [m for m in (*self._shared_en(text), *self._shared_zh(text, plain)) if not any(taken[m.start : m.end])]
        return self._meant(text, sorted({*found, *shared}, key=lambda m: m.start))

    def _mention(self, start: int, end: int, instrument: str) -> Mention:
        return Mention(start, end, instrument, self.held[instrument])

    def _meant(self, text: str, found: list[Mention]) -> list[Mention]:
        """ "The Measures" are those that were named before, where other measures were."""
        told: list[Mention] = []
        measures = ""
        for mention in found:
            bare = _key(text[mention.start : mention.end]) == "the measures"
            told.append(self._mention(mention.start, mention.end, measures) if bare and measures else mention)
            measures = told[-1].instrument if "Measures" in self.titles[told[-1].instrument] else measures
        return told

    def _by_order(self, text: str) -> tuple[list[Mention], list[tuple[int, int]]]:
        """Orders by their number; and where orders of somebody else stand, which none of our names may take."""
        ours, foreign = [], []
        for match in (*_ORDER_EN.finditer(text), *_ORDER_ZH.finditer(text)):
            groups = match.groupdict()
            number = loc.from_chinese(groups.get("number") or groups.get("before") or groups.get("after") or "") or 0
            body = (groups["body"] or "").removeprefix("the ")
            instrument, council = self._orders.get(number, ("", False))
            fits = not body or (body in _OF_COUNCIL if council else _OF_CAC.fullmatch(body) is not None)
            if instrument and fits:
                ours.append(self._mention(match.start(), match.end(), instrument))
            elif body:
                foreign.append((match.start(), match.end()))
        return ours, foreign

    def _shared_en(self, text: str) -> Iterator[Mention]:
        """Each of "the algorithm, deep-synthesis and labelling rules"."""
        for head in _HEAD_EN.finditer(text):
            parts: list[Mention] = []
            place = head.start()
            while (part := self._ending(text, place, head["head"])) is not None:
                parts.append(part)
                separator = _SEPARATOR_EN.search(text, max(0, part.start - _LEAST), part.start)
                if separator is None:
                    break
                place = separator.start()
            if len(parts) > 1:
                yield self._mention(parts[0].start, head.end(), parts[0].instrument)
                yield from parts[1:]

    def _ending(self, text: str, end: int, head: str) -> Mention | None:
        """The most words right before a place that are a name together with a last word."""
        words = _WORDS_BEFORE.search(text, max(0, end - _WINDOW), end)
        last = head.lower() if head.lower() in ("rules", *_HEADS) else head.lower().removesuffix("s")
        for word in re.finditer(r"\b[\w'’]+", words["words"]) if words else ():
            instrument = self._names.get(_key(f"{words['words'][word.start() :]} {last}")) if words else None
            if instrument is not None and words is not None:
                return self._mention(words.start() + word.start(), words.end("words"), instrument)
        return None

    def _shared_zh(self, text: str, plain: list[Mention]) -> Iterator[Mention]:
        """The first of 算法推荐和深度合成规定, and so on to the left."""
        for anchor in plain:
            head = _HEAD_ZH.search(text[anchor.start : anchor.end])
            place = anchor.start
            while head is not None and (separator := _SEPARATOR_ZH.search(text, max(0, place - _LEAST), place)) is not None:
                end = separator.start()
                starts = range(max(0, end - _MOST_STEM), end - 1)
                start = next((s for s in starts if text[s:end].lower() + head[0] in self._names), None)
                if start is None:
                    break
                yield self._mention(start, end, self._names[text[start:end].lower() + head[0]])
                place = start


def _key(name: str) -> str:
    return _JOINT.sub(" ", name).lower()


def _as_rules(names: dict[str, str]) -> dict[str, str]:
    """What is called measures, provisions or regulations is called rules too, where no other law is called so."""
    found: dict[str, set[str]] = {}
    for name, instrument in names.items():
        stem, _, head = name.rpartition(" ")
        if head in ("rules", *_HEADS) and not _BARE_STEM.fullmatch(stem):
            found.setdefault(f"{stem} rules", set()).add(instrument)
    longer = {name: {o for other, owners in found.items() if f" {other}".endswith(f" {name}") for o in owners} for name in found}
    return {name: min(owners) for name, owners in longer.items() if len(owners) == 1}


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """For each character of a text, 1 where it lies in one of the spans."""
    marks = bytearray(len(text))
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _part_of_title(text: str, mention: Mention) -> bool:
    """Whether a name is but a part of a longer title: in 《》, or "the Measures for …", which are not simply the Measures."""
    opened = text.rfind("《", max(0, mention.start - _LONGEST_TITLE), mention.start)
    if _BARE_NAME.fullmatch(text[mention.start : mention.end]) and _GOES_ON.match(text, mention.end):
        return True
    title = _TITLE.match(text, opened) if opened >= 0 else None
    if title is None or title.end() <= mention.end:
        return False
    before, after = text[opened + 1 : mention.start], text[mention.end : title.end() - 1]
    return _AROUND.fullmatch(before) is None or _AROUND.fullmatch(after) is None


def _bounded(name: str) -> str:
    escaped = r"[\s‐‑-]+".join(re.escape(part) for part in name.split())
    if name[-1].isascii():
        return escaped + r"(?![A-Za-z0-9])"
    return escaped + ("(?![在于])" if name.endswith("规定") else "")  # 规定在 is a verb
