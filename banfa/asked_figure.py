"""Does a question ask for a figure, or whether a degree is reached, and does the law that is found give one?

"How many hours …", "which accuracy rate …", 算不算“数量巨大”: where the provisions that bear on it have no figure of that
kind, the text
does not settle it, and to say so is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from banfa.passage import Passage
from banfa.quantities import quantities
from banfa.question import Question

_TIMES = frozenset({"minute", "hour", "day", "working_day", "week", "month", "year"})
_UNIT_EN = r"(?:working |business |calendar )?(?P<unit>minutes|hours|days|weeks|months|years)"
_TIME = re.compile(
    rf"\bhow many {_UNIT_EN}|\bwithin how many {_UNIT_EN.replace('unit', 'within')}"
    r"|(?<!好)(?:几|多少)个?(?P<zh>分钟|小时|工作日|天|日|周|个?月|年)(?!来|前)",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    r"\bhow (?:long|soon|fast|quickly|often|late|early)\b|\bby when\b"
    r"|\b(?:deadlines?|time ?limits?|time frames?|statutory clock|retention period)\b"
    r"|\bwhat (?:is the )?(?:time|period|term)\b|多久|多长时间|几天内|何时之?前|期限|时限|时效|最晚|多快|隔多|频率|多少次|几次",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\bhow (?:much|big|high|large|heavy)\b[^?]{0,40}\b(?:fines?|fined|penalt\w+|sanction\w*|pay|cost)\b"
    r"|\b(?:what|which|maximum|highest|max) (?:\w+ ){0,2}(?:fines?|penalty|amount)\b"
    r"|\bfines?\b[^?]{0,30}\bhow (?:much|high|big)\b|罚(?:款)?(?:多少|几)|多少钱"
    r"|(?:最高|顶格|上限)[^,，。?？]{0,6}罚|罚[^,，。?？]{0,8}(?:最高|多少|上限)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:what|which) (?:percentage|per ?cent|share|(?:[\w-]+ )?(?:rate|ratio))\b|多大比例|百分之几|(?:什么|多少)比例"
    r"|(?:准确|合格|抽检|抽查)率",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\bhow many (?:[\w-]+ ){0,2}?(?:people|persons|users|individuals|minors|records|testers|customers|accounts"
    r"|items)\b|\bin (?:figures|numbers)\b"
    r"|\bfrom (?:how many|which number|what number)\b|\b(?:what|which) (?:number|figure)\b"
    r"|多少(?:万)?(?:人|用户|条|个用户|名)|多少万|(?<![好第就才有是仅只共了])几(?:万|千|百)?(?:人|用户|条)(?!款)|具体(?:数字|人数)|人数线",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:which|what) (?:articles?|arts?\.?|sections?|paragraphs?|provisions?|clauses?)\b"
    r"|\b(?:articles?|clauses?) (?:has|have|had) (?:which|what) numbers?\b"
    r"|第几[条款章]|哪[一几]?[条款章]",
    re.IGNORECASE,
)
"""What asks where the law says something: a number of an article is no figure."""
_QUOTED = re.compile(r"[“\"'‘「](?P<term>[^”\"'’」]{2,40})[”\"'’」]")
_REACHED = re.compile(
    r"\b(?:does|would|do) (?:that|this|it|ours|we) (?:count|qualify|amount|suffice)|\bis (?:that|this|it) (?:enough"
    r"|already)\b|\bin figures\b"
    r"|\bfrom how many\b|算(?:不算|得上)?[^,，。?？]{0,6}[“\"]|算[^,，。?？]{0,14}吗|够不够|到底是?多少",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:marked(?:ly)?|huge|large (?:number|amount|quantity|scale)s?|massive|significant(?:ly)?|considerabl[ey]"
    r"|substantial(?:ly)?)\b"
    r"|巨大|大量|较大|显著|明显|重大",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Unfixed:
    """A figure that is asked for and that a provision does not give: ``kind`` is time, share or count; ``term`` the words of
    degree."""

    kind: str
    instrument: str
    locator: str
    term: str = ""


def figures_asked(text: str) -> frozenset[str]:
    """The units of the figure that a question asks for, also where it leaves the unit to the answer ("how long", 多久).

    Empty where no figure is asked for.
    """
    kind, units = _wanted(text)
    if kind is not None and kind != "count":
        return units
    if _MONEY.search(text):
        return frozenset({"money", "percent"})
    return _TIMES if _HOW_LONG.search(text) else units


def unfixed(question: Question, passages: Sequence[Passage]) -> Unfixed | None:
    """The figure that a question asks for, where none of the provisions that bear on it has one; None for any other question."""
    cited = [p for p in passages if "citation" in p.why]
    return _degree(question, cited or passages[:_NEAREST]) or _figure(question, cited or passages[:_LOOK_AT])


_NEAREST, _LOOK_AT = 3, 6


def _figure(question: Question, passages: Sequence[Passage]) -> Unfixed | None:
    kind, wanted = _wanted(question.text)
    if kind is None or not passages:
        return None
    for passage in passages:
        units = {unit for value, unit in quantities(passage.provision.text, words=True) if unit in wanted and (value > 1 or unit)}
        if units:
            return None
    best = passages[0]
    return Unfixed(kind, best.provision.instrument, best.provision.locator)


def _wanted(text: str) -> tuple[str | None, frozenset[str]]:
    """Which kind of figure is asked for, and the units that would answer it."""
    if _TIME.search(text):
        return "time", _TIMES
    if _SHARE.search(text):
        return "share", frozenset({"percent"})
    if _COUNT.search(text) and not _PLACE.search(text):
        return "count", frozenset({"person", ""})
    return None, frozenset()


def _degree(question: Question, passages: Sequence[Passage]) -> Unfixed | None:
    """Words of degree of a provision, where it is asked how much they mean or whether a case reaches them."""
    if not _REACHED.search(question.text):
        return None
    quoted = [m["term"] for m in _QUOTED.finditer(question.text) if _DEGREE.search(m["term"])]
    said = quoted or [m[0] for m in _DEGREE.finditer(question.text)]
    for term in said:
        for passage in passages:
            if _speaks(passage, term):
                return Unfixed("degree", passage.provision.instrument, passage.provision.locator, term)
    return None


def _speaks(passage: Passage, term: str) -> bool:
    """Whether a provision has words of degree and, where they are Chinese, just these in what we say of it."""
    provision = passage.provision
    if term.isascii():
        return _DEGREE.search(provision.text) is not None
    abouts = [provision.about(), *(provision.about(u.locator) for u in provision.units)]
    return any(_DEGREE.search(term)[0] in about.gist_zh for about in abouts)  # type: ignore[index]
