"""In which element a claim contradicts words of the law: figure, period, date, threshold, timing, duty, actor, scope.

The figures, the duties and the actors are compared by `banfa.verify`; what is added here is what memos get wrong beside these:
which side of a threshold, how often, before or after, for all or only for some.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from banfa.duties import Modality, is_chinese, modalities
from banfa.memo_wording import in_words_of_law
from banfa.quantities import Quantity, quantities

_PERIODS = {"day", "working_day", "week", "month", "year", "hour", "minute", "second"}
_NUMBER = (
    r"(?:RMB |CNY )?\d[\d,.]*(?: (?:thousand|million|billion))?|(?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten|twenty|thirty|half)\b"
)
_ZH_NUMBER = r"[\d零一二三四五六七八九十百千两〇,.]+\s*(?:百万|千万|万|亿)?"
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
    (re.compile(rf"(?<!not )(?<!no )\b(?:{_DOWN_EN})\s+(?:the |a |some )?(?P<n>{_NUMBER})", re.IGNORECASE), "down"),
    (re.compile(rf"(?<!not )(?<!no )\b(?:{_UP_EN})\s+(?:the |a |some )?(?P<n>{_NUMBER})", re.IGNORECASE), "up"),
    (re.compile(rf"(?P<n>{_NUMBER})[\w %]{{0,24}}? or (?:more|above|over)\b", re.IGNORECASE), "up"),
    (re.compile(rf"(?P<n>{_NUMBER})[\w %]{{0,24}}? or (?:less|fewer|below|under)\b", re.IGNORECASE), "down"),
    (re.compile(rf"(?:不满|不足|少于|低于|不超过|未满|未达|不到|最高|上限(?:为|是)?|至多|最多)\s*(?P<n>{_ZH_NUMBER})"), "down"),
    (re.compile(rf"(?<!不)(?:超过|达到|不少于|至少|不低于|高于)\s*(?P<n>{_ZH_NUMBER})"), "up"),
    (re.compile(rf"(?<![不未])(?P<n>{_ZH_NUMBER}){_ZH_UNIT}(?:及?以上)"), "up"),
    (re.compile(rf"(?P<n>{_ZH_NUMBER}){_ZH_UNIT}(?:以下|以内)"), "down"),
)
_LARGE = 1000
_COUNTED = re.compile(
    rf"(?P<n>{_NUMBER})(?: or more| or above| or over)? "
    r"(?P<word>(?!persons?\b|people\b|individuals?\b|users?\b)[a-z]{5,})",
    re.IGNORECASE,
)
_OFTEN = (
    (
        "2 years",
        re.compile(
            r"\bevery (?:two|2|second|other) years?\b|\bbiennial|\bonce in two years|每两年|每2年|两年一次", re.IGNORECASE
        ),
    ),
    (
        "year",
        re.compile(
            r"\b(?:annual(?:ly)?|yearly|(?:each|every|per|once a|a) year)\b(?!['’])"
            r"|每一?年(?!龄)|每年度|年度(?=合规|审计|评估|报告)|一年一次",
            re.IGNORECASE,
        ),
    ),
    ("month", re.compile(r"\b(?:monthly|(?:each|every) month)\b|每月|每个月", re.IGNORECASE)),
    ("quarter", re.compile(r"\b(?:quarterly|(?:each|every) quarter)\b|每季度?", re.IGNORECASE)),
    ("regularly", re.compile(r"\b(?:regular(?:ly)?|periodic(?:ally)?)\b|定期", re.IGNORECASE)),
)
_BEFORE = re.compile(
    r"\b(?:before|prior to|ahead of|in advance|pre-launch|beforehand)\b"
    r"|事前|事先|(?:之|启动|上线|开始|提供服务|使用|处理|公布|发布|出境|展示|销售)前",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\bafter(?:wards)?\b|\bretrospectively\b|\bonce\b|事后|之后|之日起", re.IGNORECASE)
_FROM = re.compile(r"\bwithin [\w, -]{1,30}days (?:from|of|after)\b|\bfrom the date of\b", re.IGNORECASE)
_WHO = (
    r"(?:[\w-]+ ){0,3}?(?:providers?|services?|handlers?|operators?|compan(?:y|ies)|firms?|users?|platforms?|models?"
    r"|processors?|exporters?|deployers?|transfers?|apps?)"
)
_ALL = re.compile(
    rf"\b(?:every|all|each|any) {_WHO}\b|\bregardless of\b|\birrespective of\b|\bin all cases\b|\balways\b"
    rf"|\bwithout exceptions?\b|\bno matter\b"
    r"|所有|一切|任何(?=[^，。；]{0,12}者)|一律|凡是|全部都|谁都|都必须|均须|均应|一概|没有例外|无一例外",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\b(?:any|all|every|each) (?:[\w-]+ ){0,2}(?:organisations?|individuals?|person|unit)|\bwhoever\b(?! provides)|\bnobody\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:with|whose|reaching|reaches|hold|holding|where|if|except|unless|other than|who|that (?:has|have|reach|hold"
    r"|serve|provide)s?|of a scale"
    r"|in any of|meeting|in the following|necessary for)\b",
    re.IGNORECASE,
)
_ONLY_ONE = re.compile(
    r"\b(?:only|sole|exclusive|single)\b (?:\w+ )?(?:basis|grounds?|way|method|option|route|condition|means|trigger)\b"
    r"|\bexclusively\b|\bsolely\b"
    r"|唯一|只有取得|只能(?:基于|凭|通过)|只看|只凭",
    re.IGNORECASE,
)
_OR = re.compile(
    r"\bor (?:other|another|in other|fall|meet|where|be)\b|\bin any of\b|\bone of the following\b|\bany of the following\b",
    re.IGNORECASE,
)

_BARE = {Modality.MAY, Modality.MUST_NOT, Modality.NEED_NOT}
_CHOICE = re.compile(
    r"\bmay\b(?! not\b)|\bright to\b|\bencourag|\bexempt|\bneed not\b|\bno need\b|\bdo(?:es)? not apply\b|\bunless\b|\bexcept\b",
    re.IGNORECASE,
)
_CII = re.compile(r"critical (?:information )?infrastructure|\bCII\b|\bCIIOs?\b|关键信息基础设施|关基", re.IGNORECASE)
_OTHER_THAN_CII = re.compile(
    r"(?:other than|except|not|neither|nor|non)[ -](?:an? "
    r"|the )?(?:operators? of )?(?:critical (?:information )?infrastructure|CII)"
    r"|非关|不是关|(?:关键信息基础设施|关基)[^，。；]{0,5}(?:以外|之外)",
    re.IGNORECASE,
)
_AGENCY = {
    "cyberspace": r"cyberspace (?:department|administration|authorit|office|organ)|\bCAC\b|网信",
    "public security": r"public security|\bpolice\b|公安",
    "state security": r"(?:state|national) security (?:organ|department|authorit|ministr)|Ministry of State Security"
    r"|国家安全机关|国安部",
    "telecommunications": r"telecom\w*|\bMIIT\b|industry and information|电信主管|电信管理|工信|工业和信息化",
    "market regulation": r"market (?:regulation|supervision)|\bSAMR\b|市场监管|市场监督",
    "education": r"education (?:department|authorit)|Ministry of Education|教育(?:部|主管)",
    "press": r"press and publication|新闻出版",
    "science": r"science and technology (?:department|authorit)|Ministry of Science|科技(?:部|主管)",
    "court": r"\bcourts?\b|法院",
    "procurator": r"procurator|检察",
}
_AGENCIES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _AGENCY.items()}
# What a memo says, and the words of the law that say the opposite.
_OPPOSITES = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(there, re.IGNORECASE))
    for said, there in (
        (
            r"\b(?:void|invalid|invalidates?|unlawful retroactively|loses? (?:its )?(?:effect|validity))\b|无效|失效|效力随之",
            r"(?:does|do|shall) not affect the (?:validity|effect)",
        ),
        (
            r"\b(?:individual|claimant|victim|plaintiff|data subject)s? (?:must|has to|have to|bears? the burden of"
            r"|needs? to) prov\w+|(?:个人|受害人|原告|用户)[^，。；]{0,6}(?:举证|证明)",
            r"cannot prove that it is not at fault|unable to prove",
        ),
    )
)


@dataclass(frozen=True)
class Clash:
    """An element in which a claim departs from the law: its kind, what was said, and what the law has there ('' if unknown)."""

    kind: str
    said: str = ""
    law: str = ""


def figure_kind(quantity: Quantity) -> str:
    """``date``, ``money``, ``period`` or ``number``."""
    unit = quantity[1]
    return unit if unit in {"date", "money"} else "period" if unit in _PERIODS else "number"


def further_clashes(claim: str, law: str) -> Iterator[Clash]:
    """The clashes that only these patterns see.

    Args:
        claim: what is said, without the names of instruments and articles.
        law: the words of the provision (in English).
    """
    sides, known = _sides(claim), _sides(law)
    for value, said in sides.items():
        there = known.get(value)
        if there and not said & there:
            yield Clash("threshold", _side(value, said), _side(value, there))
    yield from _bound(claim, law)
    said_often, law_often = _often(claim), _often(law)
    if said_often and law_often and not said_often & law_often:
        yield Clash("frequency", ", ".join(sorted(said_often)), ", ".join(sorted(law_often)))
    if _BEFORE.search(claim) and not _AFTER.search(claim) and _FROM.search(law) and not _BEFORE.search(law):
        yield Clash("timing", "before", "from")
    duty = in_words_of_law(claim)
    if modalities(duty) == {Modality.MAY} and not _CHOICE.search(law) and modalities(law) & {Modality.MUST, Modality.MUST_NOT}:
        yield Clash("modality", "it leaves to choice what the quote does not")
    if modalities(duty) & _BARE and not modalities(law) - {Modality.CAN} and not _CHOICE.search(law):
        yield Clash("modality", "it speaks of a choice or ban, the provision of none")
    if (everybody := _ALL.search(claim)) and not (_ALL.search(law) or _ANYBODY.search(law)) and _SOME.search(law):
        yield Clash("scope", everybody[0].strip())
    if _CII.search(claim) and not _OTHER_THAN_CII.search(claim) and _OTHER_THAN_CII.search(law) and len(_CII.findall(law)) == 1:
        yield Clash("actor", "CII operator", "other than CII operators")
    said_who, law_who = _agencies(claim), _agencies(law)
    if said_who and law_who and not said_who & law_who:
        yield Clash("authority", ", ".join(sorted(said_who)), ", ".join(sorted(law_who)))
    yield from (Clash("negation", match[0]) for said, there in _OPPOSITES if (match := said.search(claim)) and there.search(law))
    if (only := _ONLY_ONE.search(claim)) and _OR.search(law):
        yield Clash("only", only[0].strip())


def _sides(text: str) -> dict[float, frozenset[str]]:
    """On which side of each figure a text speaks."""
    found: dict[float, frozenset[str]] = {}
    for pattern, side in _SIDES:
        for match in pattern.finditer(text):
            for value in _values(match["n"]):
                found[value] = found.get(value, frozenset()) | {side}
    return found


def _bound(claim: str, law: str) -> Iterator[Clash]:
    """A figure that the law has for something else: "10 million registered" where these are 50 and the active ones 10."""
    told = _counted(law)
    for value, word in _counted(claim):
        others = {other for other, counted in told if counted == word}
        if others and value not in others and any(other == value for other, _ in told):
            yield Clash("number", f"{value:,.0f} {word}", ", ".join(f"{other:,.0f} {word}" for other in sorted(others)))


def _counted(text: str) -> set[tuple[float, str]]:
    """Each large figure with the word that says what it counts."""
    return {
        (value, match["word"].lower()) for match in _COUNTED.finditer(text) for value in _values(match["n"]) if value >= _LARGE
    }


def _values(number: str) -> Iterable[float]:
    text = number.strip() + ("人" if is_chinese(number) or re.search(r"[万亿]", number) else "")
    return [value for value, _ in quantities(text, words=True)]


def _side(value: float, sides: frozenset[str]) -> str:
    return " / ".join(f"{'≥' if side == 'up' else '<'} {value:,.0f}" for side in sorted(sides))


def _often(text: str) -> frozenset[str]:
    found = frozenset(name for name, pattern in _OFTEN if pattern.search(text))
    return found - {"year"} if "2 years" in found else found


def _agencies(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _AGENCIES.items() if pattern.search(text))
