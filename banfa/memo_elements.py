"""In which element a claim contradicts words of the law: figure, period, date, threshold, timing, duty, actor, scope.

The figures, the duties and the actors are compared by `banfa.verify`; what is added here is what memos get wrong beside these:
which side of a threshold, how often, before or after, for all or only for some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from banfa.actors import addressed, named
from banfa.duties import Modality, modalities
from banfa.memo_authorities import agencies, levels
from banfa.memo_sides import NUMBER, side_shown, sides, values
from banfa.memo_steps import steps
from banfa.memo_wording import in_words_of_law
from banfa.quantities import Quantity

_PERIODS = {"day", "working_day", "week", "month", "year", "hour", "minute", "second"}
_LARGE = 1000
_COUNTED = re.compile(
    rf"(?P<n>{NUMBER})(?: or more| or above| or over)? "
    r"(?P<word>(?!persons?\b|people\b|individuals?\b|users?\b)[a-z]{5,})",
    re.IGNORECASE,
)
_OFTEN = (
    (
        "2 years",
        re.compile(
            r"\bevery (?:two|2|second|other) years?\b|\bbiennial|\bonce in two years"
            r"|[每隔][两2]年|[两2]年[^，。；,\d]{0,8}一次",
            re.IGNORECASE,
        ),
    ),
    (
        "year",
        re.compile(
            r"\b(?:annual(?:ly)?|yearly|(?:each|every|per|once a|a)(?: single)? year)\b(?!['’])"
            r"|每一?年(?!龄)|(?<!\d)[一1]年[^，。；,\d]{0,8}[一1][次回遍份]|每年度|年度(?=合规|审计|评估|报告)",
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
    r"\b(?:any|all|every|each|no) (?:[\w-]+ ){0,2}(?:organisations?|individuals?|person|unit)|\bwhoever\b(?! provides)|\bnobody\b"
    r"|\borganisations (?:and|or) individuals must not\b",
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

_ONLY_WHERE = re.compile(
    r"\b(?:need\w*|requir\w*|appl\w+|allowed|permitted|must|may|due|done|carried out|mandatory|obligatory)\b[^.;,]{0,25}"
    r"\bonly (?:where|if|when|in case|for|once|by|on the basis)\b"
    r"|^only (?:where|if|when|in case|once)\b|\bexclusively\b|\bsolely\b"
    r"|只有|仅(?:在|限|当|对|有)|只(?:在|限于|对|针对)",
    re.IGNORECASE,
)
_ANY_OF = re.compile(
    r"\b(?:any|one) of the following\b|\bthe following (?:circumstances|cases)\b|\beach of the following\b", re.IGNORECASE
)
_SEVERAL = re.compile(r"\bor\b|\bone of\b|\blisted\b|\bthe (?:statutory|legal) \w+s\b|或者?|之一|下列|所列|法定", re.IGNORECASE)
_STORE = re.compile(r"\bapp(?:lication)? |应用商店|应用程序分发", re.IGNORECASE)
_APPS = re.compile(r"\bapps?\b|\bapplications?\b", re.IGNORECASE)
_BARE = {Modality.MAY, Modality.MUST_NOT, Modality.NEED_NOT}
_CHOICE = re.compile(
    r"\bmay\b(?! not\b)|\bright to\b|\bencourag|\bexempt|\bneed not\b|\bno need\b|\bdo(?:es)? not apply\b|\bunless\b|\bexcept\b",
    re.IGNORECASE,
)
_CII = re.compile(r"critical (?:information )?infrastructure|\bCII\b|\bCIIOs?\b|关键信息基础设施|关基", re.IGNORECASE)
_OTHER_THAN_CII = re.compile(
    r"(?:other than|except|not|neither|nor|non|(?<=is )no|(?<=are )no)[ -](?:being |qualify as )?(?:an? "
    r"|the )?(?:operators? of )?(?:critical (?:information )?infrastructure|CII)"
    r"|非关|不是关|(?:关键信息基础设施|关基)[^，。；]{0,5}(?:以外|之外)",
    re.IGNORECASE,
)
# What a memo says, and the words of the law that say the opposite.
_OPPOSITES = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(there, re.IGNORECASE | re.DOTALL))
    for said, there in (
        (
            r"\b(?:void|invalid|invalidates?|unlawful retroactively|loses? (?:its )?(?:effect|validity))\b|无效|失效|效力随之",
            r"(?:does|do|shall) not affect the (?:validity|effect)",
        ),
        (
            r"\b(?:individual|claimant|victim|plaintiff|data subject)s? (?:must|has to|have to|bears? the burden of"
            r"|needs? to) (?:prov\w+|show|demonstrate|establish)|(?:个人|受害人|原告|用户)[^，。；]{0,6}(?:举证|证明)",
            r"cannot prove that it is not at fault|unable to prove",
        ),
        (
            r"\b(?:may|can|is free to|has the right to) (?:simply |always )?(?:refuse|deny|reject|decline|ignore)\b"
            r"|(?:可以|有权|可)(?:直接|随意)?(?:拒绝|不予|不理|驳回)",
            r"\A(?!.*\b(?:may (?:refuse|decline|reject)|unless|except)\b)"
            r".*(?:\bright to\b|\bmust not refuse\b"
            r"|\bmust (?:\w+ )?(?:accept|handle|provide))",
        ),
        (
            r"\b(?:impose|levy|levies|issue|face|with|by|of|including) (?:a |an |heavy |administrative |monetary )?fines?\b"
            r"|\bbe fined\b|处以?罚款|可以?罚款|被罚款",
            r"\A(?!.*\bfine[sd]?\b)(?!.*\bpunish)(?=.*\b(?:warning|public criticism)\b)",
        ),
        (
            r"\b(?:must|(?:oblige[sd]?|requires?) (?:[\w -]{1,40} )?to|has to|have to) (?:always )?(?:refuse|decline|reject)"
            r"|(?:应当|必须|一律|只能|应)拒绝",
            r"\A(?!.*\b(?:refus|reject|declin)).*\bmay\b(?! not\b)[^.;]{0,160}\b(?:provide|offer|supply|accept)\b",
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
    on_sides, known = sides(claim), sides(law)
    for value, said in on_sides.items():
        there = known.get(value)
        if there and not said & there:
            yield Clash("threshold", side_shown(value, said), side_shown(value, there))
    yield from _bound(claim, law)
    said_often, law_often = intervals(claim), intervals(law)
    if said_often and law_often and not said_often & law_often:
        yield Clash("frequency", ", ".join(sorted(said_often)), ", ".join(sorted(law_often)))
    if _first(_BEFORE, claim) and not _first(_AFTER, claim) and _first(_FROM, law) and not _first(_BEFORE, law):
        yield Clash("timing", "before", "from")
    duty = in_words_of_law(claim)
    if modalities(duty) == {Modality.MAY} and not _first(_CHOICE, law) and modalities(law) & {Modality.MUST, Modality.MUST_NOT}:
        yield Clash("modality", "it leaves to choice what the quote does not")
    if modalities(duty) & _BARE and not modalities(law) - {Modality.CAN} and not _first(_CHOICE, law):
        yield Clash("modality", "it speaks of a choice or ban, the provision of none")
    everybody = None if on_sides else _first(_ALL, claim)
    if everybody and not (_first(_ALL, law) or _first(_ANYBODY, law)) and _first(_SOME, law):
        yield Clash("scope", everybody[0].strip())
    if (
        _first(_CII, claim)
        and not _first(_OTHER_THAN_CII, claim)
        and _first(_OTHER_THAN_CII, law)
        and len(_CII.findall(law)) == 1
    ):
        yield Clash("actor", "CII operator", "other than CII operators")
    for said_who, law_who in ((agencies(claim), agencies(law)), (levels(claim), levels(law))):
        if said_who and law_who and not said_who & law_who:
            yield Clash("authority", ", ".join(sorted(said_who)), ", ".join(sorted(law_who)))
    if _first(_STORE, claim) and "app store" in addressed(duty) and not _first(_APPS, law):
        yield Clash("actor", "app store", ", ".join(sorted(named(law))))
    said_steps, law_steps = steps(claim), steps(law)
    if said_steps and law_steps and not said_steps & law_steps:
        yield Clash("step", ", ".join(sorted(said_steps)), ", ".join(sorted(law_steps)))
    yield from (
        Clash("negation", match[0]) for said, there in _OPPOSITES if (match := _first(said, claim)) and _first(there, law)
    )
    if (only := _first(_ONLY_ONE, claim)) and _first(_OR, law):
        yield Clash("only", only[0].strip())


def one_of_several(claim: str, item: str) -> Iterator[Clash]:
    """A claim that makes one of the cases that a law lists, of which any will do, the only one."""
    if (only := _ONLY_WHERE.search(claim)) and _ANY_OF.search(item) and not _SEVERAL.search(claim):
        yield Clash("only", only[0].strip())


@lru_cache(maxsize=65536)
def _first(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match; a claim and a provision are each held against many of the other."""
    return pattern.search(text)


def _bound(claim: str, law: str) -> Iterator[Clash]:
    """A figure that the law has for something else: "10 million registered" where these are 50 and the active ones 10."""
    told = _counted(law)
    for value, word in _counted(claim):
        others = {other for other, counted in told if counted == word}
        if others and value not in others and any(other == value for other, _ in told):
            yield Clash("number", f"{value:,.0f} {word}", ", ".join(f"{other:,.0f} {word}" for other in sorted(others)))


@lru_cache(maxsize=8192)
def _counted(text: str) -> frozenset[tuple[float, str]]:
    """Each large figure with the word that says what it counts."""
    return frozenset(
        (value, match["word"].lower()) for match in _COUNTED.finditer(text) for value in values(match["n"]) if value >= _LARGE
    )


def yearly(text: str) -> bool:
    """Whether a text speaks of something that is done every year."""
    return "year" in intervals(text)


@lru_cache(maxsize=8192)
def intervals(text: str) -> frozenset[str]:
    """How often a text says that something is done: ``year``, ``2 years``, ``regularly``."""
    found = frozenset(name for name, pattern in _OFTEN if pattern.search(text))
    return found - {"year"} if "2 years" in found else found
