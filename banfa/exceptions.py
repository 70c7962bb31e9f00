"""The exceptions that a law makes from its rules, sentence by sentence, and which of them a sentence about a rule leaves out.

They are read from our English of the law: "except where …", "unless …", "… is excepted", "this does not apply to …". That other
law may provide otherwise is said of many rules: such an exception is ``reserved``, and only who says "always" leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from banfa.clauses import Clause, English, chinese_stems, clauses_of, law_clauses, stems
from banfa.duties import is_chinese

_SENTENCES = re.compile(r"(?<=[.;])\s+|\n")
_PARTS = re.compile(r"[;；。]")
_BEFORE = re.compile(
    r"^(?:\(\w+\) )?(?:except|unless)\b(?P<case>[^,]*(?:, [^,]*\b(?:and|or)\b[^,]*)?), (?P<rule>.+)$", re.IGNORECASE | re.DOTALL
)
_AFTER = re.compile(
    r"^(?P<rule>.{20,}?),? (?:except(?! through)|unless(?! and so far)|save (?=for|where|as))\b(?P<case>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NEXT = re.compile(
    r"^(?:however, )?(?P<case>.+?) (?:is|are) excepted\b|^(?:however, )?(?:and )?this does not apply (?P<other>.+)$"
    r"|^(?P<reserved>where [^,]{0,120}provide otherwise\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_RESERVED = re.compile(
    r"\bprovides? otherwise\b(?! or\b)|\botherwise provided by (?:laws?|laws and administrative regulations)\b(?! or\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\W*(?:for |in )?Articles? \d", re.IGNORECASE)
# What tells that a sentence knows of exceptions.
_TOLD = re.compile(
    r"\bexcept|\bunless\b|\bother than\b|\bsave (?:for|where|as|what|in|that|those|by)\b|\bexempt|\bexclud|\bsubject to\b"
    r"|\bin principle\b|\bas a rule\b"
    r"|\bgenerally\b|\bnormally\b|\botherwise\b|\bnot apply\b|\bneed not\b|\bprovided that\b"
    r"|除外|以外|之外|除[^，。；]{2,40}外|但|例外|原则上|一般|豁免|免予|免于|不适用|另有|依其规定|从其规定",
    re.IGNORECASE,
)
ABSOLUTE = re.compile(
    r"\balways\b|\binvariably\b|\bwithout (?:any )?exceptions?\b|\bno exceptions?\b|\bno matter\b|\bregardless of\b"
    r"|\birrespective of\b|\b(?:in|under) (?:any|all|every|no) (?:circumstances?|cases?|events?|conditions?)\b"
    r"|\bin (?:any|every) case\b"
    r"|一律|任何情况|任何情形|无论如何|没有(?:任何)?例外|无一例外|一概|绝对(?=不|禁)|绝不",
    re.IGNORECASE,
)
_SPEAKS, _OF_IT = 0.6, 0.35  # how alike a clause of the claim and the rule, and how much of the claim the rule has
_WHOLE = 0.5  # what a claim has of a rule, and the rule of the claim, where it restates the rule
_SAME = 0.3  # … and how alike a clause of it has to be at least
_HALF = 0.5  # how much of an exception a claim has that mentions it


@dataclass(frozen=True)
class Exemption:
    """An exception of a law: the words of the rule and of the case that is excepted; ``reserved``: what other law provides."""

    rule: str
    case: str
    reserved: bool


@lru_cache(maxsize=4096)
def exemptions(text: str) -> tuple[Exemption, ...]:
    """The exceptions of an English text of law, each with its rule."""
    return tuple(e for e in _exemptions(text) if not _ADDRESS.match(e.case))


def _exemptions(text: str) -> Iterator[Exemption]:
    last = ""
    for sentence in _SENTENCES.split(text):
        after = _NEXT.match(sentence) if last else None
        if after is not None:
            yield _exemption(last, next(words for words in after.groupdict().values() if words))
            continue
        match = _BEFORE.match(sentence) or _AFTER.match(sentence)
        if match is not None:
            yield _exemption(match["rule"], match["case"])
        last = match["rule"] if match is not None else sentence


def _exemption(rule: str, case: str) -> Exemption:
    return Exemption(rule.strip(), case.strip(" .;,"), bool(_RESERVED.search(case)))


def left_out(claim: str, law: str, english: English) -> Exemption | None:
    """The exception that a claim leaves out though it states the rule; None where it mentions one or states another rule."""
    absolute = bool(ABSOLUTE.search(claim))
    if _TOLD.search(ABSOLUTE.sub(" ", claim)):
        return None
    said = _stems(claim, english)
    for exemption in exemptions(law):
        if exemption.reserved and not absolute:
            continue
        case = stems(exemption.case) - stems(exemption.rule)
        told = not absolute and bool(case) and len(said & case) / len(case) > _HALF
        if not told and any(_states(part, exemption.rule, english) for part in _PARTS.split(claim) if part.strip()):
            return exemption
    return None


def _states(claim: str, rule: str, english: English) -> bool:
    """Whether a claim states a rule: a clause of it requires, forbids or allows the same, or it has most of the words."""
    said, words = _stems(claim, english), stems(rule)
    if not said or not words:
        return False
    of_rule, of_claim = len(said & words) / len(words), len(said & words) / len(said)
    rules = law_clauses(rule)
    alike = _alike(clauses_of(claim, english), rules)
    if of_rule >= _WHOLE and of_claim >= _WHOLE:
        return not rules or alike >= _SAME
    return of_claim >= _OF_IT and alike >= _SPEAKS


def _alike(said: tuple[Clause, ...], there: tuple[Clause, ...]) -> float:
    return max((one.inside(other) for one in said for other in there if one.modality is other.modality), default=0.0)


def _stems(claim: str, english: English) -> frozenset[str]:
    return chinese_stems(claim, english) if is_chinese(claim) else stems(claim)
