"""What a text requires, forbids or allows, as far as patterns can tell: in English and in Chinese."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache


class Modality(Enum):
    """What a clause does with what it speaks of."""

    MUST = "requires"
    MUST_NOT = "forbids"
    MAY = "allows"
    CAN = "makes possible"
    NEED_NOT = "does not require"
    NO_BAN = "does not forbid"
    APPLIES = "applies"
    APPLIES_NOT = "does not apply"
    MIGHT = "thinks possible"


_NOT = r"(?:not|never|(?:do|does|is|are|was|were|has|have)n['’]t)"
# In this order: "need not" is no need, "is not prohibited" no ban, "must not" no must; what "may cause confusion" is no choice.
_WORDS = {
    Modality.MIGHT: (
        r"(?:that|which) (?:may|can)\b"
        r"|may (?=be (?:(?:AI[- ])?generated|synthetic|or is)\b)"
        r"|may (?=(?:be )?(?:occur|exist|aris|affect|caus|lead|result|involv|confus)\w*\b)",
        r"可能",
    ),
    Modality.NEED_NOT: (
        rf"{_NOT} (?:requir\w+|oblig\w+|have to|has to|need to|a duty|an obligation|mandatory|compulsory)\b"
        r"|need not\b|needn['’]t\b|no (?:duty|duties|obligations?)\b",
        r"(?:没有|未|不|并非)(?:明文|一律)?要求|不必|无需|无须|不需要|不是必须|并非必须|不强制|没有[^，。；]{0,6}义务",
    ),
    Modality.NO_BAN: (rf"{_NOT} (?:prohibit|forbid|ban)\w*", r"(?:没有|未|不|并非)(?:明文|一律|全面)?禁止"),
    Modality.MUST_NOT: (
        rf"(?:must|shall|may|can|should)\s?(?:not|never)\b(?! (?:just|only|merely)\b)|(?:must|shall|can|should)n['’]t\b"
        r"|must refrain\b"
        rf"|(?:prohibit|forbid)s?\b|(?<!which )(?:is|are) (?:strictly |expressly )?(?:prohibited|forbidden|banned)\b"
        rf"|{_NOT} (?:be )?(?:allowed|permitted)\b"
        r"|(?:nobody|neither|no (?:one|organisations?|individuals?|providers?|users?|handlers?|operators?))\b[^.;]{0,40}\bmay\b",
        r"不得(?!不)|不能(?![够只仅不证认识辨复确])|不应当?|严禁(?!的)|禁止(?!的|信息|内容|[^，。；]{0,12}的(?:信息|内容|活动|行为))|不许|不准(?!确)|不允许",
    ),
    Modality.MUST: (
        r"only\b(?! then)[^.;,]{0,60}\bmay\b|may (?:be \w+ )?only\b|(?:may|can|must)\s?not (?:just|only|merely)\b"
        r"|(?:must|(?<!or )shall|(?<!or )should(?! have)|is mandatory|(?:is|are) (?:required|obliged)(?: to)?"
        r"|(?:has|have|needs?|is|are|duty|obligation) to)\b",
        r"(?<!知道或者)应当|必须|不得不|须|应(?=[按在由对向])"
        r"|(?<![适相对响供反效回])应(?![当用急答收受罚对邀有付力聘变届试激援诉税缴])|不能[只仅]|只能|需要(?![^，。；]{0,12}的)|需(?=[经取])|有义务",
    ),
    Modality.MAY: (
        r"(?:may|(?:is|are) (?:free|allowed|permitted) to|(?<!to )encourag\w+)\b",
        r"可以|(?<![方才])可(?=[处并不])|鼓励",
    ),
    Modality.CAN: (r"(?:can|(?:has|have) the right|(?:(?<=['’])s|his|her|its|their) right to|(?:is|are) entitled)\b", r"有权"),
    Modality.APPLIES_NOT: (r"(?:do|does) not apply\b|not subject to\b", r"不适用"),
    Modality.APPLIES: (r"(?:apply|applies) (?:to|where|when)\b", r"(?<=，)适用"),
}
_EN = r"\b(?=[acdefhimnopstw])(?:" + "|".join(f"(?P<{modality.name}>{en})" for modality, (en, _) in _WORDS.items()) + ")"
_ZH = "|".join(f"(?P<{modality.name}>{zh})" for modality, (_, zh) in _WORDS.items())
_MODAL_EN, _MODAL_ZH = re.compile(_EN, re.IGNORECASE), re.compile(_ZH)
CHOICE_OF_ONE = re.compile(r"\bonly\b[^.;,]{0,60}\bmay\b|\bmay\b[^.;,]{0,80}\bonly\b", re.IGNORECASE)
_PARTICIPLE = r"\w+(?:ed|en|wn|ne|ght|pt|ld|de|nt|lt|id|und|ut|et)\b"
PASSIVE = re.compile(rf" (?:\w+ly )?be (?:not |\w+ly )?{_PARTICIPLE}", re.IGNORECASE)
# What is asked or aimed at is not allowed: "whether it may", 使其可以.
_OPEN = re.compile(r"\b(?:whether|on how far)\b[^,.;]*$|(?:是否|使(?!用))[^，。；]{0,12}$", re.IGNORECASE)
_HAN = re.compile(r"[一-鿿]")
_MIGHT, _CHOICE = Modality.MIGHT.name, {Modality.MAY.name, Modality.CAN.name}
SENTENCE = re.compile(r"[.;。；\n]|[,，] ?(?:but|但)")
PAUSE = re.compile(r"[,.;:，。；：\n]")
_MOSTLY = 0.12


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese, and not English that names a thing in Chinese."""
    return not text.isascii() and len(_HAN.findall(text)) > len(text) * _MOSTLY


def modals(text: str, *, might: bool = False) -> list[re.Match[str]]:
    """The words of duty, ban or choice, with ``might`` those of possibility, too; the last group is named as the modality."""
    found = (_MODAL_ZH if is_chinese(text) else _MODAL_EN).finditer(text)
    return [match for match in found if (might or match.lastgroup != _MIGHT) and not _is_open(match, text)]


def _is_open(match: re.Match[str], text: str) -> bool:
    return match.lastgroup in _CHOICE and _OPEN.search(text[: match.start()]) is not None


@lru_cache(maxsize=8192)
def modalities(text: str) -> frozenset[Modality]:
    """Which modalities a text has."""
    return frozenset(Modality[match.lastgroup or ""] for match in modals(text))


@lru_cache(maxsize=8192)
def granted(text: str) -> frozenset[Modality]:
    """The modalities of a text of law: what may be done only so must be done so, and may be done; what is encouraged may be."""
    found = modalities(text)
    if CHOICE_OF_ONE.search(text):
        return found | {Modality.MAY, Modality.MUST}
    return found | {Modality.MAY} if "encourag" in text.lower() else found
