"""Which authority a text speaks of, and of which level: the CAC or the police, the State's, the province's or the city's."""

from __future__ import annotations

import re
from functools import lru_cache

_AGENCY = {
    "cyberspace": r"cyberspace (?:department|administration|authorit|office|organ|regulator|bureau)"
    r"|cybersecurity and informati[sz]ation|\bCAC\b|网信|网络安全和信息化",
    "public security": r"public security|\bpolice\b|公安",
    "state security": r"(?:state|national) security (?:organ|department|authorit|ministr)|Ministry of State Security"
    r"|国家安全机关|国安部",
    "telecommunications": r"telecom\w*|\bMIIT\b|industry and information|电信主管|电信管理|工信|工业和信息化",
    "market regulation": r"market (?:regulation|supervision)|\bSAMR\b|市场监管|市场监督",
    "education": r"education (?:department|authorit)|Ministry of Education|教育(?:部|主管)",
    "press": r"press and publication|新闻出版",
    "science": r"science and technology (?:department|authorit)|Ministry of Science|科技(?:部|主管)",
    "commerce": r"(?:Ministry|department|bureau)s? of commerce|\bMOFCOM\b|commerce (?:department|authorit|bureau|ministr)"
    r"|商务(?:部|主管|厅|局)",
    "finance": r"Ministry of Finance|finance (?:department|ministr|bureau)|财政(?:部|厅|局|主管)",
    "development": r"\bNDRC\b|development and reform|发展(?:和)?改革|发改委",
    "broadcasting": r"radio and television|\bNRTA\b|广播电视|广电",
    "customs": r"\bcustoms (?:administration|authorit|office)|General Administration of Customs|海关总?署?",
    "tax": r"\btax (?:authorit|administration|bureau|department)|State Taxation|税务(?:总局|机关|部门|局)",
    "health": r"(?:Ministry of|National) Health\b|health (?:authorit|commission|department)|卫生健康|卫健委",
    "culture": r"Ministry of Culture|culture and tourism|文化和旅游|文旅",
    "foreign affairs": r"Ministry of Foreign Affairs|外交部",
    "justice": r"Ministry of Justice|司法(?:部(?!门)|行政)",
    "banking": r"People['’]s Bank|\bPBOC\b|\bCSRC\b|\bNFRA\b|中国人民银行|证监会|金融监管",
    "data bureau": r"data (?:administration|bureau) (?:department)?|\bNDA\b|数据(?:局|管理部门)",
    "court": r"\bcourts?\b|法院",
    "procurator": r"procurator|检察",
}
_AGENCIES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _AGENCY.items()}
_BODY = r"(?:cyberspace|internet|CAC|department|administration|authorit|office|bureau|regulator|organ|competent)"
_OF = rf"{_BODY}\w* (?:of|in) (?:the|its|each)"
_LEVEL = {
    "national": rf"\b(?:national|central)(?:[- ]level)? (?:\w+ )?{_BODY}|State Council|国家级?网信|中央网信|国务院",
    "provincial": rf"\bprovincial(?:[- ]level)? (?:\w+ )?{_BODY}|at (?:or above )?(?:the )?provincial level|{_OF} province"
    r"|of the provinces\b|省级|省、自治区|省网信",
    "city": rf"\b(?:municipal|city|prefecture)(?:[- ]level)? (?:\w+ )?{_BODY}|{_OF} (?:city|municipality)"
    r"|of a city divided|cities divided|prefecture level|设区的市|市级|市网信|地市级",
    "county": rf"\bcounty(?:[- ]level)? (?:\w+ )?{_BODY}|{_OF} (?:county|district)|county level|县级|区县",
}
_LEVELS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _LEVEL.items()}
_ABOVE = re.compile(
    r"at or above the (county|provincial|prefecture) level|(县|省|市|地)级?以上|above the (county|provincial) level", re.I
)
_ORDER = ("county", "city", "provincial", "national")
_FROM = {
    "county": "county",
    "县": "county",
    "provincial": "provincial",
    "省": "provincial",
    "prefecture": "city",
    "市": "city",
    "地": "city",
}


@lru_cache(maxsize=8192)
def agencies(text: str) -> frozenset[str]:
    """The authorities named in a text."""
    return frozenset(name for name, pattern in _AGENCIES.items() if pattern.search(text))


@lru_cache(maxsize=8192)
def levels(text: str) -> frozenset[str]:
    """The levels of the authorities named in a text; "at or above the provincial level" means the national one, too."""
    found = {name for name, pattern in _LEVELS.items() if pattern.search(text)}
    for match in _ABOVE.finditer(text):
        lowest = _FROM[next(word for word in match.groups() if word).lower()]
        found |= set(_ORDER[_ORDER.index(lowest) :])
    return frozenset(found)
