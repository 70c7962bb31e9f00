"""What a text requires, forbids or allows, and of whom, as far as patterns can tell: in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

English = Mapping[str, Sequence[str]]  # Chinese terms, longest first, with what they are called in English


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


# In this order: "need not" is no need, "is not prohibited" no ban, "must not" no must. What "may cause confusion" is no choice.
_WORDS = {
    Modality.NEED_NOT: (
        r"\b(?:not|never) (?:requir\w+|oblig\w+|have to|has to|need to|a duty|an obligation|mandatory|compulsory)\b"
        r"|\bneed not\b|\bno (?:duty|duties|obligations?)\b",
        r"(?:没有|未|不|并非)(?:明文|一律)?要求|不必|无需|无须|不需要|不是必须|并非必须|不强制|没有[^，。；]{0,6}义务",
    ),
    Modality.NO_BAN: (r"\b(?:not|never) (?:prohibit|forbid|ban)\w*", r"(?:没有|未|不|并非)(?:明文|一律|全面)?禁止"),
    Modality.MUST_NOT: (
        r"\b(?:must|shall|may|can)\s?not\b(?! (?:just|only|merely)\b)|\bmust (?:never|refrain)\b|\b(?:prohibit|forbid)s?\b"
        r"|\b(?:is|are) (?:prohibited|forbidden|banned)\b"
        r"|\b(?:nobody|neither|no (?:one|organisations?|individuals?|providers?|users?))\b[^.]{0,40}\bmay\b",
        r"不得(?!不)|不能(?![够只仅不])|(?:禁止|严禁)(?!的)|不许",
    ),
    Modality.MUST: (
        r"\bonly\b(?! then)[^.;,]{0,60}\bmay\b|\bmay only\b|\b(?:may|can|must)\s?not (?:just|only|merely)\b"
        r"|\b(?:must|shall|is mandatory|(?:is|are) (?:required|obliged)(?: to)?|(?:has|have|needs?|is|are|duty|obligation) to)\b",
        r"应当|必须|须|应(?=[按在由对向])|不能[只仅]|需要(?![^，。；]{0,12}的)|有义务",
    ),
    Modality.MAY: (r"(?<!that )(?<!which )\b(?:may|(?:is|are) free to|(?<!to )encourag\w+)\b", r"可以|鼓励"),
    Modality.CAN: (r"(?<!that )(?<!which )\b(?:can|(?:has|have) the right|(?:is|are) entitled)\b", r"有权"),
    Modality.APPLIES_NOT: (r"\b(?:do|does) not apply\b|\bnot subject to\b", r"不适用"),
    Modality.APPLIES: (r"\b(?:apply|applies) to\b", r"(?<=，)适用"),
}
_MODAL = re.compile("|".join(f"(?P<{modality.name}>{en}|{zh})" for modality, (en, zh) in _WORDS.items()), re.IGNORECASE)
_ACTORS = {
    "technical supporter": r"\btechnical supporters?\b|技术支持者",
    "app store": r"\bapp(?:lication)? (?:stores?|distribution platforms?)\b|应用商店|分发平台",
    "provider": r"\bproviders?\b|\bwhoever (?:provides|offers)\b|提供者|服务商",
    "user": r"\busers?\b|使用者|用户",
    "authority": r"\b(?:departments?|authorit(?:y|ies)|organs?|CAC)\b|部门|机关|网信办",
}
_ACTOR = re.compile("|".join(f"(?P<{name.replace(' ', '_')}>{pattern})" for name, pattern in _ACTORS.items()), re.IGNORECASE)
_ANYONE = re.compile(r"\b(?:organisations? (?:and|or) individuals?|whoever|anyone)\b|任何组织|任何个人", re.IGNORECASE)
# Somebody's data, a number of users, what is told to users: named, and not the one addressed.
_BYSTANDER = re.compile(
    r"\b(?:of|to|on|for|from|by|identif\w+|inform\w*|tell|prompt\w*|remind\w*|alert\w*)\s+(?:[\w-]+ ){0,4}?"
    r"(?:users?|providers?|departments?)\b"
    r"|\b(?:users?|providers?)(?:['’]|\s(?:tags?|models?|(?:service )?agreements?|identit))"
    r"|[向对与由][^，。；]{0,8}?(?:使用者|用户)"
    r"|(?:使用者|用户|提供者)(?=的[^，。；]|规模|身份|数据|数量|标签|模型|输入|服务协议|协议|权益)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;。；\n]|[,，] ?(?:but|但)")
_CONDITION = re.compile(r"^\W*(?:where|when|if|once|after|before|unless|on|upon|without)\b|(?:的|时|后)$", re.IGNORECASE)
_PAUSE = re.compile(r"[,.;:，。；：\n]")
_CONTENT = re.compile(
    r"\b(?!(?:the|and|for|with|that|this|those|these|which|such|from|into|its|their|them|they|are|not|has|have|been|other|under|any|all|where)\b)"
    r"[a-z]{3,}",
    re.IGNORECASE,
)
_STEM = 5


@dataclass(frozen=True)
class Clause:
    """One thing required, forbidden or allowed. A term is the ways to say it, each the stems of its English words."""

    modality: Modality
    terms: tuple[tuple[frozenset[str], ...], ...]

    @property
    def stems(self) -> frozenset[str]:
        """All stems of all terms."""
        return frozenset().union(*(way for ways in self.terms for way in ways))

    def inside(self, other: Clause) -> float:
        """Which share of what this clause speaks of the other one (in English) speaks of, too."""
        said = other.stems
        shares = [max(len(way & said) / len(way) for way in ways) for ways in self.terms]
        return sum(shares) / len(shares) if shares else 0.0


@lru_cache(maxsize=4096)
def modalities(text: str) -> frozenset[Modality]:
    """Which modalities a text has."""
    return frozenset(Modality[match.lastgroup or ""] for match in _MODAL.finditer(text))


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[Clause, ...]:
    """What an English text requires, forbids or allows, one by one."""
    return tuple(Clause(modality, tuple((frozenset({stem}),) for stem in sorted(stems(said)))) for modality, said in _said(text))


def chinese_clauses(text: str, english: English) -> tuple[Clause, ...]:
    """The same of a Chinese text, as far as ``english`` has its terms."""
    if not english or text.isascii():
        return ()
    term = _any_of("\n".join(english))
    return tuple(
        Clause(
            modality, tuple(ways for match in term.finditer(said) if (ways := tuple(filter(None, map(stems, english[match[0]])))))
        )
        for modality, said in _said(text)
    )


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of the English words of a text that mean something."""
    return frozenset(word.lower()[:_STEM] for word in _CONTENT.findall(text))


@lru_cache(maxsize=4096)
def named(text: str) -> frozenset[str]:
    """Who stands before the first modal of each sentence, and so may be addressed; nobody where anyone is."""
    found: set[str] = set()
    for before in _subjects(text):
        actors = _actors(before)
        if not actors and _ANYONE.search(before):
            return frozenset()
        found |= actors
    return frozenset(found)


def addressed(text: str) -> frozenset[str]:
    """Who stands directly before those modals; not in a condition ("where users complain, …"), nor as one who must be given."""
    found: set[str] = set()
    for before in _subjects(text, active=True):
        pieces = _PAUSE.split(before)
        last = next((n for n in range(len(pieces) - 1, -1, -1) if _actors(pieces[n])), 0)
        if last == len(pieces) - 1 or not _CONDITION.search(pieces[last]):
            found |= _actors(pieces[last])
    return frozenset(found)


def _subjects(text: str, *, active: bool = False) -> list[str]:
    """What stands before the first modal of each sentence; if ``active``, where that is no passive and no "can"."""
    found = []
    for sentence in _SENTENCE.split(text):
        match = _MODAL.search(sentence)
        if match and not (active and (match[0].lower() == "can" or sentence[match.end() :].startswith(" be "))):
            found.append(sentence[: match.start()])
    return found


def _actors(text: str) -> set[str]:
    return {(actor.lastgroup or "").replace("_", " ") for actor in _ACTOR.finditer(_BYSTANDER.sub(" ", text))}


@lru_cache(maxsize=8)
def _any_of(lines: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lines.splitlines())))


def _said(text: str) -> list[tuple[Modality, str]]:
    """Each modal with the words that follow it; with those before it, where it is passive."""
    found = list(_MODAL.finditer(text))
    pairs = []
    for number, match in enumerate(found):
        stop = found[number + 1].start() if number + 1 < len(found) else len(text)
        said = _SENTENCE.split(text[match.end() : stop], maxsplit=1)[0]
        before = _PAUSE.split(text[found[number - 1].end() if number else 0 : match.start()])
        if said.lower().startswith(" be ") and (len(before) > 1 or not number):
            said += " " + before[-1]
        pairs.append((Modality[match.lastgroup or ""], said))
    return pairs
