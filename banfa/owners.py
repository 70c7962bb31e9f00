"""Which instrument an article in running text is of: the one named beside it, the one 同法 points back to, one we do not know."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from banfa.naming import Mention, Names
from banfa.pinpoints import Pinpoint

_SELF_EN = re.compile(r"\s*(?:of|in|under)?\s*(?:these|this) (?:Measures|Provisions|Law|Regulations)", re.IGNORECASE)
_OWNED = re.compile(r"[\s》」”\"'’,，:：的]*(?:s\s+)?(?:中|里)?\s*")
_OWNER_EN = re.compile(
    r"(?:\s*\([^()]{3,60}\))?[\s\])》]*(?:,?\s*(?:of|in|under|from|to))?\s*(?:(?:both|each)\s+(?:of\s+)?)?(?:the|China's)?[\s《(\[]*",
    re.IGNORECASE,
)
_AND = re.compile(r"[》\s]*(?:,\s*(?:and\s+)?|\band\b|&|以及|[和与及、]|》\s*《)\s*(?:the\s+)?《?\s*", re.IGNORECASE)
_AND_ZH = re.compile(r"[》\s]*(?:以及|[和与及、])\s*《?\s*|》\s*《")
_BOTH = re.compile(r"\b(?:both|each)\b", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b|分别|各自", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"[》\s]*,\s*(?P<kind>paragraph|para\.?|item|point)\s*\(?(?P<number>\d+)\)?", re.IGNORECASE)
_UNITS = {"para": "para", "item": "item", "poin": "item"}
_REMEMBERED = 50
"""Names before an article to which 该法 can point back, and that can share one list."""
_WINDOW = 90
"""Characters before an article in which the words are sought that say whose it is."""
_STOP = re.compile(r"[.?!;。？！；\n]")

_LAW, _MEASURES, _PROVISIONS, _REGULATIONS = r"\b(?:Law|Act)\b|(?<!办)法$", "Measures|办法", "Provisions|规定", "Regulation|条例"
_KINDS = {
    **{"法": _LAW, "办法": _MEASURES, "规定": _PROVISIONS, "条例": _REGULATIONS},
    **{"law": _LAW, "act": _LAW, "measure": _MEASURES, "provision": _PROVISIONS, "regulation": _REGULATIONS},
}
"""How the titles look of what a word such as "these Measures" can mean; a word that is not here can mean anything."""
_BACK_ZH = re.compile(
    r"(?P<how>同一部|同一|同|该|本|此|这部|这个|上述|前述)(?P<kind>办法|规定|条例|法律?|标准|文件)(?:的|中|里)?\s*$"
)
_BACK_EN = re.compile(
    r"[\s,)]*(?:of|in|under|from)\s+(?P<how>the same|the said|that|those|these|this|the)\s+"
    r"(?P<kind>law|act|measures|provisions|rules|regulations?|instrument|text|document|one|standard)\b(?!\s+(?:on|for)\b)",
    re.IGNORECASE,
)
_NOUN = "Law|Act|Code|Regulations?|Measures|Provisions|Rules|Directive|Ordinance|Guidelines|Opinions|Decree|Convention|Treaty"
_FOREIGN = "GDPR|CCPA|CPRA|HIPAA|DMA|DSA|DGA|NIS2?|TFEU|ECHR|LGPD|APPI|PIPA|PDPA|COPPA|BIPA|MDR|DORA|UCC"
_TITLE_EN = rf"(?:[A-Z][\w'’&-]*\s+(?:(?:of|on|for|and|the|in|to)\s+){{0,2}}){{1,9}}?(?:{_NOUN})\b|(?:{_FOREIGN})\b"
_ORDER = r"(?:[A-Z]{2,}|(?:Ministry|Commission|Administration|Bureau)\b[A-Za-z ]{0,40})\s+(?:Order|Decree)(?:\s+No\.?)?\s*\d+"
_UNKNOWN_AFTER = re.compile(
    rf"[\s\])]*,?\s*(?:(?:of|in|under|from|to)\s+)?(?:the\s+|China's\s+)?(?:{_TITLE_EN}|{_ORDER})"
    r"|[\s\])]*,?\s*(?:of|in|under|from)\s+(?:the\s+)?(?:[a-z-]+\s+){1,3}(?:law|act|code|constitution)\b"
)
_UNKNOWN_BEFORE = re.compile(rf"(?:{_ORDER}|{_TITLE_EN})['’s\s,(]*$")
_UNKNOWN_ZH = re.compile(
    r"(?:《[^《》]{2,60}》|(?P<stem>[㐀-鿿]{1,16})(?:条例|办法|规定|准则|细则|(?<!办)法)|[㐀-鿿]{2,12}(?:第?[\d一二三四五六七八九十百]+号令|令第?[\d一二三四五六七八九十百]+号))"
    r"(?:的|中|里)?\s*$"
)
_NO_TITLE = re.compile(
    r".*(?:方|看|说|做|违|合|依|无|立|执|司|语|算|手|想|用|写|非|怎么|什么|哪个|哪部)"
    r"|.*(?:[这那该本此同]|上述|前述|相关|有关|新|旧|现行|原|国家|中国|我国|两部?|三部?|[一几]部|的|最新|配套|暂行|管理|以下|下列)"
)
_FROM_ZH = re.compile(r"^.*(?:根据|按照|依照|依据|违反|和|与|及|看|查|问|对|按)(?=.{2})(?!国)")
_FRAME = re.compile(r"^[\s\]),]*(?:(?:of|in|under|from|to)\s+)?(?:the\s+)?|['’]s?[\s,(]*$|[\s,(的中里]+$")
_GENERIC_EN = re.compile(
    r"\s(?:(?:the|that|this|same|said|these|those|whole|new|old|current|existing|chinese|china's|prc|national|ai|genai|data|relevant"
    r"|applicable|underlying)\s+)+(?:law|act|code|rules|regulations?|measures|provisions)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Owned:
    """Whose an article is: of each of these, of one that we do not know and that is called so, or (both empty) of none named."""

    instruments: tuple[str, ...] = ()
    unknown: str = ""
    inside: str = ""
    """The paragraph or item that stands behind the name: "article 14 of the Interim Measures, paragraph 2"."""


class Owners:
    """The owners of the articles of one text."""

    def __init__(self, text: str, names: Names, context: str | None) -> None:
        self._text, self._names, self._context = text, names, context
        self.mentions = names.mentions(text)
        self._starts, self._ends = [m.start for m in self.mentions], [m.end for m in self.mentions]

    def of(self, raw: Pinpoint, place: int, size: int, earlier: Sequence[str]) -> Owned:
        """The owner of an article that stands at a place of a list; ``earlier``: the owners of the articles before it."""
        for start, end in dict.fromkeys(((raw.start, raw.end), raw.listed)):
            if self._context is not None and _SELF_EN.match(self._text, end):
                return Owned((self._context,))
            beside = self._beside(start, end, place, size) or self._elsewhere(start, end) or self._back(start, end, earlier)
            if beside is not None:
                return beside
        if self._context is not None:
            return Owned((self._context,))
        return Owned(self._nearest(raw))

    def _beside(self, start: int, end: int, place: int, size: int) -> Owned | None:
        """The instrument named right behind or right before, or those that are told to share the list."""
        n = bisect_left(self._starts, end)
        if n < len(self.mentions) and _OWNER_EN.fullmatch(self._text, end, self._starts[n]):
            after, group = self.mentions[n], self._group(n, _AND, 1)
            both = _BOTH.search(self._text, end, after.start) is not None
            shared = self._shared(group, group[-1].end, place, size, both=both)
            unit = None if shared or size > 1 else _UNIT_BEHIND.match(self._text, after.end)
            inside = f"__{_UNITS[unit['kind'].lower()[:4]]}_{unit['number']}" if unit else ""
            return Owned(shared or (after.instrument,), inside=inside)
        n = bisect_right(self._ends, start) - 1
        if n < 0 or _OWNED.fullmatch(self._text, self._ends[n], start) is None:
            return None
        group = self._group(n, _AND_ZH, -1)
        return Owned(self._shared(group, end, place, size, both=False) or (self.mentions[n].instrument,))

    def _group(self, first: int, joint: re.Pattern[str], step: int) -> list[Mention]:
        """The mentions that are joined to one, in order."""
        group, n = [self.mentions[first]], first + step
        while 0 <= n < len(self.mentions) and len(group) < _REMEMBERED:
            left, right = (group[-1], self.mentions[n]) if step > 0 else (self.mentions[n], group[0])
            if joint.fullmatch(self._text, left.end, right.start) is None:
                break
            group = [*group, right] if step > 0 else [left, *group]
            n += step
        return group

    def _shared(self, group: list[Mention], end: int, place: int, size: int, *, both: bool) -> tuple[str, ...]:
        """Of whom of a group an article is, where the words say that the group shares its list; else nobody."""
        if len(group) < 2:
            return ()
        stop = _STOP.search(self._text, end, end + _WINDOW)
        told = _RESPECTIVELY.search(self._text, end, stop.start() if stop else end + _WINDOW) is not None
        if not (told or both):
            return ()
        return (group[place].instrument,) if told and size == len(group) else tuple(m.instrument for m in group)

    def _elsewhere(self, start: int, end: int) -> Owned | None:
        """The title of something that we do not know, right behind or right before."""
        after = _UNKNOWN_AFTER.match(self._text, end)
        if after is not None and not _GENERIC_EN.search(after[0]) and not self._names_inside(after.start(), after.end()):
            return Owned(unknown=_bare(after[0]))
        before = _UNKNOWN_BEFORE.search(self._text, max(0, start - _WINDOW), start)
        if before is not None and not self._names_inside(before.start(), start):
            return Owned(unknown=_bare(before[0]))
        chinese = _UNKNOWN_ZH.search(self._text, max(0, start - _WINDOW), start)
        if chinese is not None and not (chinese["stem"] and _NO_TITLE.fullmatch(chinese["stem"])):
            return Owned(unknown=_bare(_FROM_ZH.sub("", chinese[0])))
        return None

    def _names_inside(self, start: int, end: int) -> bool:
        n = bisect_right(self._ends, start)
        return n < len(self.mentions) and self._starts[n] < end

    def _back(self, start: int, end: int, earlier: Sequence[str]) -> Owned | None:
        """What 该法 or "the same law" points back to: the last instrument of that kind named before."""
        match = _BACK_ZH.search(self._text, max(0, start - _WINDOW), start) or _BACK_EN.match(self._text, end)
        if match is None or (self._context is not None and match["how"] in ("本", "the", "this", "these")):
            return None
        before = bisect_right(self._ends, start)
        named = [m.instrument for m in self.mentions[max(0, before - _REMEMBERED) : before]]
        kind = _KINDS.get(match["kind"].lower().removesuffix("律").removesuffix("s"), "")
        fitting = [n for n in named if re.search(kind, self._names.titles[n])]
        if fitting:
            return Owned((fitting[-1],))
        same = match["how"].lower() in ("the same", "the said", "同", "同一", "同一部", "上述", "前述")
        if same and (earlier or len(set(named)) == 1):
            return Owned(((*named, *earlier)[-1],))
        return None if match["how"].lower() == "the" or not named else Owned()

    def _nearest(self, raw: Pinpoint) -> tuple[str, ...]:
        """The instrument named last before, or the only one named; nobody where two are named together before it."""
        n = bisect_right(self._ends, raw.start) - 1
        if n >= 0:
            last = self.mentions[n]
            group = {m.instrument for m in self._group(n, _AND, -1)}
            return () if len(group) > 1 and not _STOP.search(self._text, last.end, raw.start) else (last.instrument,)
        named = {m.instrument for m in self.mentions}
        return (named.pop(),) if len(named) == 1 else ()


def _bare(name: str) -> str:
    """A name without what leads to it and from it, and without brackets of a title."""
    return _FRAME.sub("", name).strip("《》")
