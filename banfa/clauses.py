"""What a text requires, forbids or allows, clause by clause, and how alike two clauses are: in English and in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from banfa.actors import bound, subjects
from banfa.duties import CHOICE_OF_ONE, PASSIVE, PAUSE, SENTENCE, Modality, is_chinese, modals
from banfa.lexicon import WORDS

English = Mapping[str, Sequence[str]]  # Chinese terms with what they are called in English
Ways = tuple[frozenset[str], ...]  # the ways to say a term, each the stems of its English words

_CONTENT = re.compile(
    r"\b(?!(?:the|and|for|with|that|this|those|these|which|such|from|into|its|their|them|they|are|not|has|have|been|other|under|any|all|where|following|you|your|who|she)\b)"
    r"[a-z]{3,}",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_DOUBLE = re.compile(r"([^aeiouls])\1$")
_STEM, _LONGEST_TERM, _MOST_TERMS, _SUBJECT = 5, 12, 12, 4
_FADES, _LEAST, _FIRST, _SECOND = 0.06, 0.4, 1.0, 0.6
_LEAD_WEIGHT, _SUBJECT_WEIGHT = 0.3, 0.15

_TURNED = {Modality.MAY: Modality.MUST, Modality.MUST: Modality.MAY}
_ASIDE = re.compile(r"^,( [^,]*),(.*)", re.DOTALL)
_COMMA = re.compile(r"[,，]")


@dataclass(frozen=True)
class Clause:
    """One thing required, forbidden or allowed: what follows the modal, term by term, and what stands before it."""

    modality: Modality
    terms: tuple[Ways, ...]
    subject: tuple[Ways, ...] = ()
    who: frozenset[str] = frozenset()  # whose duty it is, as far as that is said
    head: tuple[Ways, ...] = ()  # the terms up to the first comma behind the modal

    @cached_property
    def stems(self) -> frozenset[str]:
        """All stems of all terms."""
        return frozenset().union(*(way for ways in self.terms for way in ways))

    @cached_property
    def begins(self) -> frozenset[str]:
        """The stems of the first terms behind the modal."""
        return frozenset().union(*(way for ways in self.terms[:3] for way in ways))

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of what stands before the modal."""
        return frozenset().union(*(way for ways in self.subject for way in ways))

    def inside(self, other: Clause) -> float:
        """How much of what this clause speaks of the other one (in English) speaks of, too: 0 to 1.

        What follows the modal directly counts most, above all if it follows the other modal directly as well.
        """
        terms, said = self.terms[:_MOST_TERMS], other.stems
        if not terms:
            return 0.0
        weights = [max(_LEAST, 1 - _FADES * n) for n in range(len(terms))]
        share = sum(weight * _found(ways, said) for weight, ways in zip(weights, terms, strict=True)) / sum(weights)
        leads = [worth for ways, worth in zip(terms, (_FIRST, _SECOND), strict=False) if any(way & other.begins for way in ways)]
        lead, about = max(leads, default=0.0), _SUBJECT_WEIGHT if self.subject else 0.0
        subject = sum(any(way & other.known for way in ways) for ways in self.subject) / max(1, len(self.subject))
        return (1 - _LEAD_WEIGHT - about) * share + _LEAD_WEIGHT * lead + about * subject

    def heads(self, other: Clause) -> float:
        """How many of the terms directly behind the modal the other clause has, too: 0 to 1."""
        return sum(any(way <= other.stems for way in ways) for ways in self.head) / max(1, len(self.head))


def _found(ways: Ways, said: frozenset[str]) -> float:
    return max(len(way & said) / len(way) for way in ways)


@lru_cache(maxsize=8192)
def clauses(text: str) -> tuple[Clause, ...]:
    """What an English text requires, forbids or allows, one by one."""
    return _clauses(text, subjects(text), _terms)


@lru_cache(maxsize=8192)
def law_clauses(text: str) -> tuple[Clause, ...]:
    """The same of a text of law, in which what may be done only so must be done so, and may be done."""
    found = _clauses(text, bound(text), _terms)
    if not CHOICE_OF_ONE.search(text):
        return found
    return found + tuple(replace(clause, modality=_TURNED[clause.modality]) for clause in found if clause.modality in _TURNED)


def chinese_clauses(text: str, english: English) -> tuple[Clause, ...]:
    """The same of a Chinese text, as far as ``english`` and the lexicon have its terms."""
    if not english or not is_chinese(text):
        return ()
    return _clauses(text, subjects(text), lambda words: _chinese_terms(words, english))


def clauses_of(text: str, english: English) -> tuple[Clause, ...]:
    """The clauses of a text in either language."""
    return chinese_clauses(text, english) if is_chinese(text) else clauses(text)


def _clauses(text: str, who: Mapping[int, frozenset[str]], terms: Callable[[str], tuple[Ways, ...]]) -> tuple[Clause, ...]:
    return tuple(
        Clause(modality, terms(said), terms(before)[-_SUBJECT:], who.get(at, frozenset()), terms(_COMMA.split(said)[0]))
        for at, modality, said, before in _said(text)
    )


def chinese_stems(text: str, english: English) -> frozenset[str]:
    """The stems of the English words for the terms of a Chinese text, as far as ``english`` and the lexicon have them."""
    return frozenset().union(*(way for ways in _chinese_terms(text, english) for way in ways))


@lru_cache(maxsize=16384)
def stems(text: str) -> frozenset[str]:
    """The stems of the English words of a text that mean something."""
    return frozenset(map(_stem, _CONTENT.findall(text)))


def _stem(word: str) -> str:
    return _DOUBLE.sub(r"\1", _ENDING.sub("", word.lower()) if len(word) > 3 else word.lower())[:_STEM]


def _terms(text: str) -> tuple[Ways, ...]:
    return tuple((frozenset({stem}),) for stem in dict.fromkeys(map(_stem, _CONTENT.findall(text))))


def _chinese_terms(text: str, english: English) -> tuple[Ways, ...]:
    found: list[Ways] = []
    at = 0
    while at < len(text):
        words = (text[at : at + length] for length in range(min(_LONGEST_TERM, len(text) - at), 1, -1))
        word = next((w for w in words if w in english or w in WORDS), None)
        if word is not None:
            found.append(tuple(filter(None, map(stems, english.get(word, WORDS.get(word, ()))))))
        at += len(word or "x")
    return tuple(filter(None, found))


def _said(text: str) -> list[tuple[int, Modality, str, str]]:
    """Where each modal stands, with the words that follow it and those before it, where it is passive all as one."""
    found = modals(text, might=True)
    solid = [match for match in found if match.lastgroup != Modality.MIGHT.name]
    parts = []
    for match in found:
        after = next((m for m in solid if m.start() >= match.end()), None)
        ahead = next((m for m in reversed(solid) if m.end() <= match.start()), None)
        said = SENTENCE.split(text[match.end() : after.start() if after else len(text)], maxsplit=1)[0]
        whole = after is not None and match.end() + len(said) == after.start()
        said = _ASIDE.sub(r"\2\1", said)
        if whole and (pause := list(_COMMA.finditer(said))):
            said = said[: pause[-1].start()]
        before = PAUSE.split(text[ahead.end() if ahead else 0 : match.start()])[-1]
        passive = PASSIVE.match(said)
        modality = Modality[match.lastgroup or ""]
        parts.append((match.start(), modality, f"{said} {before}" if passive else said, "" if passive else before))
    return parts
