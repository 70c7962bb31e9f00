"""Claims on a case that the law treats otherwise: a rule said to hold in the very case excepted, a "may" said to be a "must".

The law often puts a rule and its exception, or what must and what may be done, into one sentence; both are read clause by clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from banfa.clauses import Clause, English, chinese_stems, clauses_of, law_clauses, stems
from banfa.duties import Modality, is_chinese, modalities
from banfa.exceptions import exemptions
from banfa.law import Provision
from banfa.memo_elements import Clash

_CASE_EN = re.compile(
    r"\b(?:even|also|still|just|too)? ?(?:where|if|when|even for|even in|even with)\b(?P<case>[^,.;]{12,160})", re.IGNORECASE
)
_CASE_ZH = re.compile(
    r"(?:即使|即便|哪怕|就算|纵使|如果|凡)(?P<case>[^，。；]{4,60})|(?P<before>[^，。；]{6,60}?)(?:的|时)?，?(?:也|仍然?|还是|同样)"
    r"(?=(?:应当|必须|须|要|需|得|不得|不能))|(?P<free>[^，。；]{6,60}?)的?，(?=(?:可以)?(?:无需|不需|不必))"
)
_HELD_BACK = re.compile(
    r"\b(?:unless|except|save|without|other than|instead|or another|not)\b|除非|除外|以外|之外|例外|无需|不需|不必|免",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"\bitems? \((?P<first>\d+)\)(?: (?:to|through) \((?P<last>\d+)\))?")
_FREED = re.compile(r"\b(?:not required|need not|no need|exempt|do(?:es)? not apply|not needed)\b", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.;])\s+|, but\b|\n")
_DUTIES = {Modality.MUST, Modality.MUST_NOT}
_ENOUGH, _FEW = 0.6, 3
_ALIKE_EN, _ALIKE_ZH = 0.6, 0.4
"""How much of the other clause a clause has to have to speak of the same act."""
_HAN = re.compile(r"[㐀-鿿]+")
_PIECES = re.compile(r"[，。；,;]")


def case_excepted(duty: str, provision: Provision, english: English) -> Iterator[Clash]:
    """A claim that a rule holds in a case of which the provision says that it does not.

    Args:
        duty: the claim in the words of the law.
        provision: all of it is read: the exception may stand in another paragraph than the rule.
        english: the English words for Chinese terms.
    """
    if not modalities(duty) or not modalities(duty) <= _DUTIES or _HELD_BACK.search(duty):
        return
    case = _case_of(duty, provision, english)
    if case is not None:
        yield Clash("exception", "", case)


def freed(duty: str, provision: Provision, english: English) -> bool:
    """Whether a claim says that something is not required in a case in which the provision says so, too."""
    return Modality.NEED_NOT in modalities(duty) and _case_of(duty, provision, english) is not None


def _case_of(duty: str, provision: Provision, english: English) -> str | None:
    """The case of a claim, in the words of the provision that makes an exception of it."""
    chinese = is_chinese(duty)
    for match in (_CASE_ZH if chinese else _CASE_EN).finditer(duty):
        words = next(text for text in match.groupdict().values() if text)
        said = chinese_stems(words, english) if chinese else stems(words)
        for case in _free_cases(provision) if len(said) >= _FEW else ():
            if len(said & stems(case)) / len(said) >= _ENOUGH:
                return case
    return None


def _free_cases(provision: Provision) -> tuple[str, ...]:
    """The cases in which a provision says that its rule does not hold; "items (2) to (7)" are those items."""
    found: list[str] = []
    for unit in provision.units:
        for sentence in _SENTENCES.split(unit.text):
            items = _ITEMS.search(sentence) if _FREED.search(sentence) else None
            if items is not None:
                numbers = range(int(items["first"]), int(items["last"] or items["first"]) + 1)
                found += [u.text for u in provision.units for n in numbers if u.locator.endswith(f"__item_{n}")]
        found += [e.case for e in exemptions(unit.text) if not e.reserved]
    return tuple(found)


def choice_and_duty(duty: str, law: str, gist: str, english: English) -> Iterator[Clash]:
    """A claim that says "must" of what only the "may" of the same sentence of law has, or "may" of what only its "must" has.

    Args:
        duty: the claim in the words of the law.
        law: the words of one unit, with those that introduce it.
        gist: our Chinese summary of the unit.
        english: the English words for Chinese terms.
    """
    if is_chinese(duty):
        said = [(m, _pairs(piece)) for piece in _PIECES.split(duty) for m in modalities(piece)]
        there = [(m, _pairs(piece)) for piece in _PIECES.split(gist) for m in modalities(piece) or {None}]
    else:
        said = [(clause.modality, _all(clause)) for clause in clauses_of(duty, english)]
        there = [(clause.modality, _all(clause)) for clause in law_clauses(law)]
    least = _ALIKE_ZH if is_chinese(duty) else _ALIKE_EN
    for kind, other, why in (
        (Modality.MUST, Modality.MAY, "it makes a duty of what the quote does not require"),
        (Modality.MAY, Modality.MUST, "it leaves to choice what the quote does not"),
    ):
        own = frozenset().union(*(words for m, words in there if m is kind))
        rest = frozenset().union(*(words for m, words in there if m is not other))
        for words in [words for m, words in there if m is other]:
            alike = len(own & words) / len(words) if words else 0.0
            if alike >= least and any(m is kind and mine & (words - rest) for m, mine in said):
                yield Clash("modality", why)
                return


def _all(clause: Clause) -> frozenset[str]:
    return clause.stems | clause.known


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of Chinese characters of a text, but those that only join."""
    runs = _HAN.findall(re.sub(r"[的和与及在或者、]|可以|应当|不得", " ", text))
    return frozenset(run[n : n + 2] for run in runs for n in range(len(run) - 1))
