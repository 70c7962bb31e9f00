"""From a question to the provisions that bear on it: citations first, then meaning and words together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache
from itertools import islice, zip_longest

import numpy as np
from numpy.typing import NDArray

from banfa import locator as loc
from banfa.answer import Sure
from banfa.asked import asks_commencement, asks_only_commencement, asks_relation, asks_sanction, matter, wants_overview
from banfa.citing import Status
from banfa.confidence import Confidence, features
from banfa.corpus import Corpus
from banfa.expansion import Glossary
from banfa.filters import Filters
from banfa.finding import Finder, Found
from banfa.law import Provision
from banfa.passage import Passage, key_of
from banfa.question import Question
from banfa.sanctions import InForce, sanctions_weighed
from banfa.sides import Side, sides_of

_CITED = 6.0
"""How far above the best of the rest a cited article stands."""
_NAMED = 5.0
_FROM_WHEN, _ONLY_FROM_WHEN = 4.0, 20.0
"""How far an article on entry into force rises where that, or nothing but that, is asked of its instrument."""
_SANCTION, _SANCTION_NAMED = 0.4, 2.0
_OVERVIEW, _DEFINES = 3.0, 6.0
_REACH = 2.5
"""What the article on whom an instrument binds gains where that is asked."""
_RELATES = 9.0
"""What a provision gains that says how two instruments stand to each other where that is asked of them."""
_A_SIDE = 3
"""How many provisions of each side of a comparison come first."""

_Scored = tuple[float, int, Provision, Mapping[str, float]]


class HybridRetriever:
    """The retriever of the product (see `banfa.finding` for the scores)."""

    def __init__(
        self, corpus: Corpus, finder: Finder, glossary: Glossary | None = None, confidence: Confidence | None = None
    ) -> None:
        """``confidence``: a model fitted to the scores of this embedder; without one nothing is said of how sure we are."""
        self._corpus = corpus
        self._confidence = confidence
        self._glossary = glossary or Glossary(())
        self.finder = finder
        self._position = {key: n for n, key in enumerate(finder.listing.keys)}
        self._only, self._law = lru_cache(maxsize=16)(self._only_of), lru_cache(maxsize=16)(self._law_of)

    def retrieve(self, question: Question, k: int, on: date) -> list[Passage]:
        """At most ``k`` provisions in force on a day, best first; what the question cites by number stands above the rest.

        Only provisions that the question's filters admit are searched.
        """
        return self.rank(question, self.found(question, on), k, on)

    def found(self, question: Question, on: date) -> Found:
        """The scores of everything that the filters of a question admit."""
        only = self._only(question.filters) if question.filters else None
        return self.finder.find(question.topic, on, only)

    def found_surely(self, question: Question, k: int, on: date) -> tuple[list[Passage], Sure | None]:
        """Like `retrieve`, with how sure we are of the first five."""
        found = self.found(question, on)
        return self.rank(question, found, k, on), self.sure(question, found)

    def sure(self, question: Question, found: Found) -> Sure | None:
        """How sure the scores make us of what was found; None without a model."""
        return None if self._confidence is None else self._confidence.of(features(question, found, self.finder))

    def doubts(self, sure: Sure | None) -> bool:
        """Whether a reader should be told that the provision may be another."""
        return sure is not None and self._confidence is not None and self._confidence.doubts(sure)

    def admits(self, question: Question, provision: Provision) -> bool:
        """Whether the filters of a question let a provision be found."""
        return not question.filters or question.filters.admits(provision, self._corpus.instruments[provision.instrument])

    def _only_of(self, filters: Filters) -> NDArray[np.bool_]:
        """Which findables the filters leave: the provisions that they admit, and what we wrote on any of these."""
        cards = self._corpus.instruments
        law = {key_of(p): p for p in self._corpus.provisions if filters.admits(p, cards[p.instrument])}
        addresses = {(p.instrument, p.locator) for p in law.values()}
        beside = {
            key
            for key, statements in self._corpus.beside.items()
            if any((s.instrument, loc.article_of(s.locator)) in addresses for s in statements)
        }
        return np.array([key in law or key in beside for key in self.finder.listing.keys], dtype=np.bool_)

    def rank(self, question: Question, found: Found, k: int, on: date) -> list[Passage]:
        """Like `retrieve`, for scores that are already there."""
        cited = self._cited(question)
        above = _CITED + float(found.score.max(initial=0.0))
        named = {m.instrument for m in question.mentions}
        spoken_of = named | {c.instrument for c in question.cited if c.status is Status.RESOLVED and c.instrument}
        defining = {
            (instrument, loc.article_of(locator))
            for term in self._glossary.asked(matter(question))
            for instrument, locator in term.where
        }
        law, reach, sides = self._law(on), self._reach(question, named, on), sides_of(question, self._corpus)
        scores = found.score[law.positions].astype(np.float64)
        bonuses: dict[int, Mapping[str, float]] = {}
        for n in self._favoured(question, law, {*cited, *defining, *reach}, spoken_of | self._displacing(named)):
            provision = law.provisions[n]
            address = (provision.instrument, provision.locator)
            bonuses[n] = {
                "citation": above if address in cited else 0.0,
                "named": _NAMED if provision.instrument in named else 0.0,
                "commencement": self._from_when(question, provision, spoken_of),
                "asked": self._asked(question, provision, named),
                "defines": _DEFINES if address in defining else 0.0,
                "reach": _REACH if address in reach else 0.0,
                "relates": self._relates(question, provision, named, on),
            }
            scores[n] += sum(bonuses[n].values())
        if asks_sanction(question):
            for n, gain in sanctions_weighed(law, scores, {n for n, own in bonuses.items() if own["citation"]}).items():
                scores[n] += gain
                bonuses[n] = {**bonuses.get(n, {}), "sanction": gain}
        best: Iterable[int] = np.argsort(-scores, kind="stable").tolist()
        if question.filters:
            best = (n for n in best if self.admits(question, law.provisions[n]))
        scored: list[_Scored] = [
            (float(scores[n]), int(law.positions[n]), law.provisions[n], bonuses.get(n, {}))
            for n in islice(best, None if sides else k)
        ]
        if sides:
            scored = self._side_by_side(sides, scored)
        return [self._passage(found, cited, *row) for row in scored[:k]]

    def _reach(self, question: Question, named: Set[str], on: date) -> Set[tuple[str, str]]:
        """Where it is asked whether the rules apply at all: the article that says to whom, of each instrument named, or else of
        the rules for generative AI."""
        of = self._corpus.scope.asks_reach(question.text)
        first: dict[str, str] = {}
        for provision in self._corpus.in_force(on) if of else ():
            if provision.instrument in (named or {of}) and "scope" in provision.enrichment[provision.locator].topics:
                first.setdefault(provision.instrument, provision.locator)
        return set(first.items())

    def _law_of(self, on: date) -> InForce:
        held = [(p, self._position[key]) for p in self._corpus.in_force(on) if (key := key_of(p)) in self._position]
        of: dict[str, list[int]] = {}
        for n, (provision, _) in enumerate(held):
            of.setdefault(provision.instrument, []).append(n)
        return InForce(
            provisions=tuple(provision for provision, _ in held),
            positions=np.array([position for _, position in held], dtype=np.intp),
            at={(provision.instrument, provision.locator): n for n, (provision, _) in enumerate(held)},
            of={instrument: tuple(places) for instrument, places in of.items()},
            penal=tuple(n for n, (p, _) in enumerate(held) if "penalty" in p.enrichment[p.locator].modality),
        )

    def _favoured(
        self, question: Question, law: InForce, addresses: Iterable[tuple[str, str]], instruments: Iterable[str]
    ) -> Set[int]:
        """Which provisions a question may favour by what it says; on all the others it tells nothing but its words."""
        found = {law.at[address] for address in addresses if address in law.at}
        found |= {n for instrument in instruments for n in law.of.get(instrument, ())}
        return found | set(law.penal) if asks_sanction(question) else found

    def _displacing(self, named: Set[str]) -> Set[str]:
        """The instruments that displace something of those named."""
        cards = [self._corpus.instruments[name] for name in named if name in self._corpus.instruments]
        return {displaced.statement.instrument for card in cards for displaced in card.displaced}

    def _from_when(self, question: Question, provision: Provision, spoken_of: Set[str]) -> float:
        """What an article on entry into force gains where that is asked of its instrument, or of an article of it."""
        says = provision.instrument in spoken_of and "entry_into_force" in provision.enrichment[provision.locator].topics
        if not says or not asks_commencement(question):
            return 0.0
        return _ONLY_FROM_WHEN if asks_only_commencement(question) else _FROM_WHEN

    def _asked(self, question: Question, provision: Provision, named: Set[str]) -> float:
        """What a provision gains where the question asks for the kind of thing that it is."""
        own = provision.enrichment[provision.locator]
        its = provision.instrument in named
        gain = 0.0
        if ("penalty" in own.modality or (its and "penalties" in own.topics)) and asks_sanction(question):
            gain += _SANCTION_NAMED if its else _SANCTION
        if its and wants_overview(question):
            card = self._corpus.instruments[provision.instrument]
            gain += _OVERVIEW if provision.locator in {loc.article_of(s.locator) for s in card.overview} else 0.0
        return gain

    def _side_by_side(self, sides: Sequence[Side], scored: list[_Scored]) -> list[_Scored]:
        """First what is cited, then some provisions of each side that a question holds against another, in turn."""

        def side(row: _Scored) -> str:
            return next((side.name for side in sides if row[2].instrument in side.instruments), "")

        queues: dict[str, list[_Scored]] = {}
        for row in scored:
            if (name := side(row)) and len(queues.setdefault(name, [])) < _A_SIDE:
                queues[name].append(row)
        in_turn = [row for turn in zip_longest(*queues.values()) for row in turn if row is not None]
        first = sorted(in_turn, key=lambda row: not row[3].get("citation"))
        taken = {row[1] for row in first}
        return first + [row for row in scored if row[1] not in taken]

    def _relates(self, question: Question, provision: Provision, named: Set[str], on: date) -> float:
        """What a provision gains by naming an instrument, where it is asked how that stands to the instrument of the provision:
        one that the question names, too, or one that displaces something of it."""
        if not asks_relation(question) or "purpose" in provision.enrichment[provision.locator].topics:
            return 0.0
        cards = [self._corpus.instruments[name] for name in named - {provision.instrument} if name in self._corpus.instruments]
        own = provision.instrument
        related = [c for c in cards if own in named or any(d.statement.instrument == own and d.since <= on for d in c.displaced)]
        return _RELATES if any(card.title_en in provision.text for card in related) else 0.0

    def _cited(self, question: Question) -> dict[tuple[str, str], str]:
        """The articles cited, each with the place in it that is meant: the whole where several are."""
        places: dict[tuple[str, str], set[str]] = {}
        for cited in question.cited:
            if cited.status is Status.RESOLVED and cited.instrument:
                places.setdefault((cited.instrument, loc.article_of(cited.locator)), set()).add(cited.locator)
        return {address: min(meant) if len(meant) == 1 else address[1] for address, meant in places.items()}

    def _passage(
        self,
        found: Found,
        cited: Mapping[tuple[str, str], str],
        score: float,
        position: int,
        provision: Provision,
        bonus: Mapping[str, float],
    ) -> Passage:
        why = {**{name: float(part[position]) for name, part in found.parts.items()}, **bonus}
        near = self.finder.units(found, position)
        pinpoint = cited.get((provision.instrument, provision.locator)) or max(
            near, key=near.__getitem__, default=provision.locator
        )
        shown = {name: round(value, 4) for name, value in why.items() if value}
        return Passage(provision, score, pinpoint, shown, near)
