"""Does a question ask whether the asker has a duty that turns on a fact which it does not tell?

The duty is found among those of the provisions that lie nearest, by the words that the two share; its rule is evaluated,
with three
values, over what the question tells. Only facts that a chat can ask for (those with ``tells``) make a question wait for one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from banfa import locator as loc
from banfa.changes_of_facts import base_facts
from banfa.clauses import stems
from banfa.corpus import Corpus
from banfa.corpus.obligations import Obligation
from banfa.duties import is_chinese
from banfa.finding import Finder, Found
from banfa.passage import key_of
from banfa.question import Question
from banfa.reading_facts import propose
from banfa.routes import MissingFact
from banfa.rules import evaluate, facts_of
from banfa.scope_check import ScopeChecker

_OWN_DUTY = re.compile(
    r"\b(?:do|does|must|should|shall|need|are|is|have|will|would)\s+(?:we|i|our|my)\b[^?.]{0,40}?\b(?:have to|need"
    r"|required|obliged|supposed"
    r"|(?:file|register|name|appoint|report|carry|do|make|run|conduct|publish|submit|designate|audit|assess|declare|apply)\b)"
    r"|(?:要不要|需不需要|用不用|得不得|是否(?:需要|应当|必须|要)|是不是(?:要|得|必须|应当)|(?:需要|必须|得|要)[^,，。?？]{1,24}吗)",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:we|our|us|i|my)\b|我们|我司|我方|我公司|本公司|我的|咱们", re.IGNORECASE)
_NUMBER = re.compile(r"\b(?:do|have) (?:we|i) have (?:\d|\w+ (?:working |calendar )?(?:days|hours|months|weeks))", re.IGNORECASE)
_HAN = re.compile(r"[㐀-鿿]+")
_NEAREST = 4
_SHARE = {"en": 0.3, "zh": 0.2}
"""The least share of the words of a question that a duty must have."""
_GENERAL = 0.08
"""What more than this share of all duties turns on is no fact to ask one duty for: whether it is offered to the public, and
the like."""
_UNTOLD = 0.1
"""What each further fact that a duty turns on, and that is not told, takes from the share."""


@dataclass(frozen=True)
class _Candidate:
    duty: Obligation
    share: float
    rank: int
    facts: tuple[str, ...]


class DutyAsked:
    """The duties of a corpus, ready to be asked for."""

    def __init__(self, corpus: Corpus, finder: Finder) -> None:
        self._corpus = corpus
        self._finder = finder
        self._checker = ScopeChecker(corpus.scope, corpus.obligations)
        self._place = {key: n for n, key in enumerate(finder.listing.keys)}

    @cached_property
    def _general(self) -> frozenset[str]:
        """The facts that very many duties turn on."""
        logic = self._checker.logic
        counts = Counter(name for rule in self._checker.rules.values() for name in base_facts(rule, logic))
        return frozenset(name for name, n in counts.items() if n > _GENERAL * len(self._checker.rules))

    def missing_fact(self, question: Question) -> MissingFact | None:
        """The fact that decides whether the asker has the duty asked about; None where it is told or none is asked about."""
        text = question.text
        if not (question.polar and _OURS.search(text) and _OWN_DUTY.search(text)) or _NUMBER.search(text):
            return None
        candidates = self._candidates(question, self._finder.find(question.topic, question.as_of))
        best = max(candidates, key=lambda c: (c.share, -c.rank), default=None)
        if best is None or best.share < _SHARE[question.language] or not best.facts:
            return None
        turns_on = self._turns_on(best)
        same = [c for c in candidates if c.facts and self._turns_on(c) == turns_on and c.share >= best.share / 2]
        duties = sorted(same, key=lambda c: (-c.share, c.rank))[:2]
        return MissingFact(best.facts[0], turns_on, tuple(c.duty for c in duties))

    def _turns_on(self, candidate: _Candidate) -> str:
        """The fact of the rule itself that the missing answer decides: a threshold, where a number is asked for."""
        named = facts_of(self._checker.rules[candidate.duty.id])
        derived = self._corpus.scope.derived
        thresholds = [
            n for n in sorted(named) if n in derived and candidate.facts[0] in {t.number for t in derived[n].thresholds}
        ]
        return thresholds[0] if thresholds else candidate.facts[0]

    def _candidates(self, question: Question, found: Found) -> list[_Candidate]:
        words = _words(question.topic)
        told = {p.fact: True for p in propose(question.text, self._corpus.readings) if p.value}
        case = self._checker.logic.settle(told)
        ranks = self._ranks(found, question)
        candidates = []
        for duty in self._corpus.obligations:
            instrument, locator = duty.cites[0]
            rank = ranks.get((instrument, loc.article_of(locator)))
            rule = self._checker.rules[duty.id]
            if rank is None or duty.modality != "must" or evaluate(rule, case.values) is False:
                continue
            untold = [n for n in base_facts(rule, self._checker.logic) if case.values.get(n) is None and n not in case.numbers]
            facts = tuple(n for n in untold if self._askable(n, question.text))
            further = [n for n in untold if n not in facts and n not in self._general]
            said = _words(duty.what_zh if question.language == "zh" else duty.what_en)
            share = len(words & said) / max(1, len(words)) - _UNTOLD * len(further)
            candidates.append(_Candidate(duty, share, rank, facts))
        return candidates

    def _askable(self, name: str, text: str) -> bool:
        """Whether a chat can ask for a fact and a question does not tell it."""
        fact = self._corpus.scope.facts[name]
        return name not in self._general and fact.can_be_told and not fact.tells.search(text)

    def _ranks(self, found: Found, question: Question) -> dict[tuple[str, str], int]:
        law = [p for p in self._corpus.in_force(question.as_of) if key_of(p) in self._place]
        law.sort(key=lambda p: -float(found.own[self._place[key_of(p)]]))
        return {(p.instrument, p.locator): rank for rank, p in enumerate(law[:_NEAREST])}


def _words(text: str) -> frozenset[str]:
    """Stems of English words, or pairs of Chinese characters."""
    if not is_chinese(text):
        return stems(text)
    return frozenset(run[n : n + 2] for run in _HAN.findall(text) for n in range(len(run) - 1))
