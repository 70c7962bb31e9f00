"""Who made an instrument: what a memo says of its issuers against the card of the instrument."""

from __future__ import annotations

import re

from banfa import locator as loc
from banfa.law import Instrument
from banfa.memo_elements import Clash

_MADE = r"(?:issued|published|promulgated|adopted|released|enacted|made|co-issued|jointly \w+)"
_COUNT = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d+"
_BODIES = r"(?:[\w-]+ ){0,2}?(?:departments?|agenc(?:y|ies)|ministr(?:y|ies)|bodies|authorities|regulators|others?)\b"
_BY = re.compile(rf"\b{_MADE} (?:jointly )?by (?P<who>[^.;]*)", re.IGNORECASE)
_NUMBER = re.compile(rf"\b(?P<n>{_COUNT}) {_BODIES}", re.IGNORECASE)
_BY_ZH = re.compile(r"由(?P<who>[^，。；]{2,40}?)(?:联合|共同)?(?:公布|发布|制定|印发|出台|颁布)")
_NUMBER_ZH = re.compile(
    r"(?:(?P<other>其他|另外)|(?<![二两三四五六七八九十\d]))(?P<n>[二两三四五六七八九十\d]+)个?(?:部门|部委|机关|机构)"
)
_WORDS = {word: n for n, word in enumerate(_COUNT.removesuffix(r"|\d+").split("|"), 2)}
_NAMES = (
    ("Cyberspace Administration of China", r"\bCAC\b|Cyberspace Administration|网信办|互联网信息办公室"),
    ("National People's Congress", r"\bNPC\b|National People|Standing Committee|全国人大|人民代表大会"),
    ("State Council", r"State Council|国务院(?!办公厅)"),
    ("Ministry of Public Security", r"\bMPS\b|Ministry of Public Security|公安部"),
    ("Ministry of Industry and Information Technology", r"\bMIIT\b|Ministry of Industry|工业和信息化部|工信部"),
    ("Ministry of Science and Technology", r"\bMOST\b|Ministry of Science|科学技术部|科技部"),
    ("Ministry of State Security", r"\bMSS\b|Ministry of State Security|国家安全部|国安部"),
    ("State Administration for Market Regulation", r"\bSAMR\b|Market Regulation|市场监督管理总局|市监总局"),
    ("National Radio and Television Administration", r"\bNRTA\b|Radio and Television|广播电视总局|广电总局"),
)


def issuers_said(claim: str) -> str | None:
    """The words in which a claim says by whom something was made, or None."""
    match = _BY.search(claim) or _BY_ZH.search(claim)
    return match["who"] if match else None


def issuer_clash(claim: str, card: Instrument) -> Clash | None:
    """Where a claim on the makers of an instrument departs from its card: how many they are, or who they are."""
    who = issuers_said(claim)
    if who is None or not card.issuers:
        return None
    names = " ".join(en + " " + zh for en, zh in card.issuers)
    listed = [(name, re.search(pattern, who, re.IGNORECASE)) for name, pattern in _NAMES]
    said = [name for name, match in listed if match]
    held = ", ".join(en for en, _ in card.issuers)
    strange = [name for name in said if not re.search(dict(_NAMES)[name], names, re.IGNORECASE)]
    if strange:
        return Clash("issuer", strange[0], held)
    number = _NUMBER.search(who) or _NUMBER_ZH.search(who)
    if number is None:
        return None
    count = _WORDS.get(number["n"].lower()) or loc.from_chinese(number["n"]) or 0
    others = (
        "other" in number[0].lower()
        or number.groupdict().get("other")
        or (said and number.start() > 0 and re.search(r"\band\b|[和等及与]", who))
    )
    total = count + (len(said) if others and said and "等" not in who[: number.start()] else 0)
    return Clash("issuer", f"{total}", f"{len(card.issuers)}: {held}") if total != len(card.issuers) else None
