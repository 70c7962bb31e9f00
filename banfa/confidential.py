"""What in a text should not leave the house: what identifies a person, secrets of machines, and what is marked as confidential.

Numbers count with their check digits only, or with the word for them beside them. Words that the law itself uses (a duty of
confidentiality, 保密义务) mark nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_LONGEST = 50_000
"""Characters that are read; more than any question has."""


@dataclass(frozen=True)
class Sensitive:
    """Something found: its kind (``email``, ``phone``, ``id_number``, ``bank_card``, ``passport``, ``secret``, ``marked``), where
    it stands, and enough of it to be known again."""

    kind: str
    start: int
    end: int
    masked: str


_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_GAP = r"[ \-]?"


def _is_id_number(text: str) -> bool:
    """GB 11643: the last character follows from the other seventeen."""
    plain = re.sub(r"[ -]", "", text).upper()
    return _ID_CHECKS[sum(int(d) * w for d, w in zip(plain[:17], _ID_WEIGHTS, strict=True)) % 11] == plain[17]


def _is_card(text: str) -> bool:
    """ISO/IEC 7812: the sum of the digits, every second one doubled, is a multiple of ten (the Luhn check)."""
    digits = [int(c) for c in reversed(text) if c.isdigit()]
    doubled = (d * 2 - 9 * (d > 4) for d in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _always(_text: str) -> bool:
    return True


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _any(*patterns: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(patterns), flags)


_SECRET = _any(
    r"(?<![\w-])(?:sk-(?:proj-|ant-)?[\w-]{16,200}|AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,200}|hf_\w{30,200})",
    r"(?<![\w-])(?:AIza[\w-]{35}|xox[abp]-[\w-]{10,200}|eyJ[\w-]{10,2000}\.[\w-]{10,2000}\.[\w-]{10,2000})",
    flags=re.ASCII,
)
_PRIVATE_KEY = _any(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----")
_NAMED_SECRET = _any(
    r"\b(?:(?:api|access|secret)[ _-]?key|client[ _-]?secret|token|bearer|passw(?:or)?d|pwd)\b"
    r"(?: is)?\s{0,3}[:=]?\s{0,3}[\"']?(?=[!-~]{0,99}\d)[!-~]{8,100}",
    r"(?:密码|口令|密钥|令牌)(?:是|为)?\s{0,3}[:=]?\s{0,3}(?=[!-~]{0,99}\d)[!-~]{6,100}",
    flags=re.IGNORECASE,
)
_EMAIL = _any(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?![a-z0-9])",
    flags=re.IGNORECASE | re.ASCII,
)
_DAY = r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID_NUMBER = _any(rf"(?<![\dA-Za-z])[1-9]\d{{5}}{_GAP}{_DAY}{_GAP}\d{{3}}[\dXx](?![\dA-Za-z])")
_CARD = _any(r"(?<![\d.+-])(?:\d[ -]?){12,18}\d(?![\d.-])")
_PASSPORT = _any(
    r"(?:passport|护照)(?:\s?(?:no\.?|number|号码?))?(?: is|是|为)?\s{0,3}[:#]?\s{0,3}"
    r"(?=[A-Z]{0,2}\d)[A-Z]{0,2}\d{7,9}(?![\dA-Za-z])",
    flags=re.IGNORECASE,
)
_PHONE = _any(
    rf"(?<![\d.])(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?![\d.])",
    r"(?<![\w.])\+[1-9]\d{0,2}(?:[ ().-]{1,2}\d{1,5}){2,6}(?!\d)",
    r"(?:\b(?:tel|telephone|phone|call|mobile)\b|电话|座机|手机|传真)(?:\.| ?(?:number|no\.?|号码?))?(?: is|是|为)?[ :#]{0,3}"
    r"(?:\(?\d{2,4}\)?[ -]?)?\d{3,4}[ -]?\d{4}(?!\d)",
    flags=re.IGNORECASE,
)
_MARKED_EN = _any(
    r"\b(?:strictly|highly|company|commercially|client|(?:privileged|private)(?: and| &)?)[ -]confidential\b",
    r"\bconfidential(?= ?[:\-–—!*\]])|(?-i:\bCONFIDENTIAL\b)|^\W*confidential\b",
    r"\b(?:this|it|which|project|document|memo|file|question) (?:is|are) (?:all )?confidential\b",
    r"\bconfidential (?:memo|document|draft|deal|project|client|file)\b",
    r"\b(?:attorney|lawyer|solicitor)[- ]client privilege|\blegally privileged\b",
    r"\b(?:between (?:us|you and me)|off the record|not (?:to be|for) (?:shared|disclosure|distribution))\b",
    r"\b(?:do not (?:share|forward|distribute)|under (?:an )?NDA)\b",
    flags=re.IGNORECASE,
)
_OF_LAW = "(?!义务|责任|制度|措施|协议|工作|要求|规定|法|管理)"
"""What stands behind 保密 where the law speaks of it."""
_MARKED_ZH = _any(
    r"绝密|[【\[（(〔]\s{0,3}(?:保密|机密|秘密|内部)[^】\])）〕]{0,6}[】\])）〕]",
    rf"(?:公司|内部|商业|项目|客户|属于?|系|为|我司|高度|严格)的?(?:机密|保密{_OF_LAW})",
    r"(?:机密|保密)(?:文件|资料|材料|信息|项目|事项|内容)?\s{0,3}:|机密(?:文件|资料|材料|项目)",
    r"请(?:务必)?(?:予以)?保密|严格保密|注意保密|(?:勿|不得)(?:对?外(?:传|泄)|转发|扩散)|内部(?:资料|文件)",
)
_RULES: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("secret", _SECRET, _has_digit),
    ("secret", _PRIVATE_KEY, _always),
    ("secret", _NAMED_SECRET, _always),
    ("email", _EMAIL, _always),
    ("id_number", _ID_NUMBER, _is_id_number),
    ("bank_card", _CARD, _is_card),
    ("passport", _PASSPORT, _always),
    ("phone", _PHONE, _always),
    ("marked", _MARKED_EN, _always),
    ("marked", _MARKED_ZH, _always),
)


def sensitive(text: str) -> tuple[Sensitive, ...]:
    """What should not leave the house, in the order of the text; of things that overlap the first kind of the list."""
    found: list[Sensitive] = []
    for one in _matches(unicodedata.normalize("NFKC", text[:_LONGEST])):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda s: s.start))


def _matches(text: str) -> Iterator[Sensitive]:
    for kind, pattern, holds in _RULES:
        for match in pattern.finditer(text):
            if holds(match[0]):
                shown = match[0] if kind == "marked" else _masked(match[0])
                yield Sensitive(kind, match.start(), match.end(), shown)


def _masked(text: str) -> str:
    """The two outermost characters on either side."""
    return f"{text[:2]}…{text[-2:]}"
