"""Things that a law either has or has not: a licence, a representative, an ethics review, a fine.

Of a figure, a period or an actor a law may say something near; of these it speaks in a few words, so that it can be told that an
article does not speak of one. What counts as speaking of one is wide on purpose: to correct what is right is the worse error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """A thing with its names, the words (in either language) that claim it, and those of the law (in English) that have it.

    ``there`` are all words that might be meant, ``own`` those that leave no doubt (none: no provision is told that has it).
    """

    en: str
    zh: str
    said: re.Pattern[str]
    there: re.Pattern[str]
    own: re.Pattern[str] | None


def _thing(en: str, zh: str, said: str, there: str, own: str = "") -> Thing:
    words = re.compile(own, re.IGNORECASE) if own else None
    return Thing(en, zh, re.compile(said, re.IGNORECASE), re.compile(there, re.IGNORECASE), words)


THINGS: Mapping[str, Thing] = {
    "representative": _thing(
        "a representative",
        "代表",
        r"\b(?:local|domestic|in-country|resident|China|Chinese|national)[ -](?:representative|agent)s?\b"
        r"|\bappoint(?:s|ed|ing)? an? (?:representative|agent)\b|"
        r"(?:境内|国内|本地|当地|法定)(?:的)?(?:代表|代理人|代理机构)|指定代表",
        r"representative|\bagents?\b|designated|designate|institution",
        r"representative",
    ),
    "real-name": _thing(
        "real-name verification",
        "实名认证",
        r"\breal[- ]names?\b|实名",
        r"identit|real[- ]name|authenticat",
        r"identit",
    ),
    "ethics": _thing(
        "an ethics review",
        "伦理审查",
        r"\bethics? (?:review|report|filing|committee|approval|assessment|board)\w*\b|伦理(?:审查|评审|备案|委员会|报告)",
        r"ethic\w*[^.;]{0,40}(?:review|examin|assess|committee|report)",
        r"ethic\w* review",
    ),
    "licence": _thing(
        "a licence",
        "许可证",
        r"\b(?:an?|the|which|what|any|every|business|operating|special)(?: \w+)? licen[cs]es?\b"
        r"|\bhold (?:a |the )?licen[cs]es?\b|\bpermits? (?:for|to|from|number)\b|许可证|牌照|执照",
        r"licen[cs]|permit|approv|qualification",
        r"licen[cs]e|\bpermits?\b",
    ),
    "officer": _thing(
        "an officer or a person in charge",
        "负责人或者专员",
        r"\b(?:safety|security|protection|compliance|privacy|ethics|labelling) officers?\b|\bDPOs?\b"
        r"|(?:安全|保护|合规|隐私|伦理)(?:官|专员|负责人)",
        r"officer|person[^.;]{0,25} in charge|responsib|person[^.;]{0,20} responsible|personnel|liaison",
        r"\bperson in charge of (?:personal|network|data)|protection officer",
    ),
    "insurance": _thing("insurance", "保险", r"\binsurance\b|保险(?!箱)", r"insur"),
    "localisation": _thing(
        "storage within the territory",
        "境内存储",
        r"\b(?:data|records|logs|histories|servers?)\b[^.;?]{0,40}\b(?:kept|keep|stored?|hosted|stay|remain|located|on servers)\b"
        r"[^.;?]{0,25}\b(?:in|inside|within) (?:mainland )?China\b|\blocal servers?\b|\bdata locali[sz]ation\b"
        r"|(?:服务器|数据|日志)[^，。；？]{0,10}(?:放在|存在|存放在|存储在|留在)(?:境内|国内)|本地服务器",
        r"territory|mainland|stor|outside|abroad|export|cross-border",
        r"\bstor[^.;]{0,60}territory|territory[^.;]{0,40}\bstor",
    ),
    "transition": _thing(
        "a transition period",
        "过渡期",
        r"\b(?:transition(?:al)?|grace|adjustment|phase-in) (?:period|phase|time)\b|过渡期|宽限期|缓冲期",
        r"transition|time limit|\bgrace\b|within \d+ (?:months|days|working days)|prior to"
        r"|before the (?:entry|coming) into force",
    ),
    "leak": _thing(
        "a leak of data",
        "数据泄露",
        r"\bdata (?:breach|leak)\w*\b|\bleaks?\b of\b|泄露|泄漏",
        r"leak|divulg|disclos|\bloss\b|\blost\b|tamper|\bincident|breach of (?:data|security)|personal information|confidential",
    ),
    "fine": _thing(
        "a fine",
        "罚款",
        r"\b(?:sets?|imposes?|carries|has|provides for) (?:an? |the )?(?:[\w,.-]+ ){0,3}fines?\b"
        r"|罚(?:款)?(?=[\d一二三四五六七八九十百千两])|处(?:以)?[\d一二三四五六七八九十百千两万元至到]+(?:的)?罚款",
        r"\bfine[sd]?\b|\bfining\b",
    ),
}


def things_said(text: str) -> tuple[str, ...]:
    """The names of the things that a text speaks of."""
    return tuple(name for name, thing in THINGS.items() if thing.said.search(text))


def has_thing(name: str, law: str) -> bool:
    """Whether words of the law (in English) speak of a thing."""
    return bool(THINGS[name].there.search(law))


def is_on_thing(name: str, law: str) -> bool:
    """Whether words of the law (in English) are on a thing, without doubt."""
    own = THINGS[name].own
    return own is not None and bool(own.search(law))
