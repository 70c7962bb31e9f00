"""What a provision has to say to a claim: how near it is, how much of the claim it carries, in which elements it differs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from banfa import locator as loc
from banfa.clauses import chinese_stems, stems
from banfa.corpus import Corpus
from banfa.duties import is_chinese
from banfa.finding import Found
from banfa.law import Provision
from banfa.memo_clashes import Clashes, shared
from banfa.memo_elements import Clash
from banfa.memo_events import counts_from_another
from banfa.memo_parts import statements_of
from banfa.memo_synonyms import others_for
from banfa.passage import key_of
from banfa.pinpoints import pinpoints
from banfa.quantities import quantities

_HAN = re.compile(r"[㐀-鿿]+")
_MANY = 3
_ELSEWHERE = re.compile(r"\bitems? \(\d+\)")
_BESIDE = 0.1
_NEAR = 0.25
"""How much less like a claim another unit may be that does not contradict it."""
_FAR = 0.85
"""A cosine of e5 that tells of nothing in common; what came near in no view counts as this."""
_UNHEARD = 3.0
"""How much a word weighs that the law does not have: an ordinary word, and no rare one."""
_OTHER_EVENT = 1.5
"""What a unit loses whose period runs from another event than the claim's."""
_PER_COSINE = 25.0
"""A hundredth of a cosine of e5 means much: likeness is in units of four hundredths."""


@dataclass(frozen=True)
class Carrier:
    """A provision held against a claim.

    ``score`` is the retriever's; ``unit`` the part of it that fits best; ``coverage`` the share (0 to 1) of what the claim speaks
    of, weighed by rarity, that the provision speaks of too; ``kin`` the same in English, where other words for a thing count as
    well; ``cosine`` the best of any view of the provision; ``clashes`` where the unit says otherwise.
    """

    provision: Provision
    unit: str
    score: float
    coverage: float
    clashes: tuple[Clash, ...]
    likeness: float = 0.0
    kin: float = 0.0
    cosine: float = 0.0

    @property
    def address(self) -> tuple[str, str]:
        """Instrument and locator of the unit."""
        return self.provision.instrument, self.unit


class Evidence:
    """Holds claims against provisions. Built once for a corpus and the positions of its provisions in an index."""

    def __init__(self, corpus: Corpus, keys: Sequence[str]) -> None:
        self._clashes = Clashes(corpus)
        self._position = {key: n for n, key in enumerate(keys)}
        self._parts: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._known: dict[tuple[str, str], frozenset[str]] = {}
        self._provisions = corpus.provisions
        self._rarest = math.log(len(corpus.provisions) + 1)
        self._weights = lru_cache(maxsize=256)(self._weights_of)
        self._english = corpus.english
        self._of_units: dict[tuple[str, tuple[str, ...], bool], frozenset[str]] = {}

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """How rare each word of the law is. Counted at the first claim: it takes a second, and most questions claim nothing."""
        counts: Counter[str] = Counter()
        for provision in self._provisions:
            counts.update(self._spoken(provision, [u.locator for u in provision.units]))
        return {word: math.log(len(self._provisions) / count) for word, count in counts.items()}

    def score(self, found: Found, provision: Provision) -> float:
        """The retriever's score of a provision; low where it is not indexed."""
        position = self._position.get(key_of(provision))
        return -100.0 if position is None else float(found.own[position])

    def weigh(
        self,
        claim: str,
        provision: Provision,
        found: Found,
        within: str | None = None,
        named: Collection[str] = (),
        duties: Collection[str] = (),
    ) -> Carrier:
        """The unit of a provision that carries a claim best (of those ``within`` a locator), and what speaks against it.

        ``duties``: articles of which a claim on sanctions says that their breach is punished; of a provision that names some of
        them, only what names them counts.
        """
        groups = self._groups(claim, provision, within)
        groups = [units for units in groups if _names(provision, units, duties)] or groups
        options = [self._option(claim, provision, units, found, named) for units in groups]
        best = max(options, key=lambda option: option.likeness)
        alone = [o for o, units in zip(options, groups, strict=True) if len(units) == 1 and "__item_" in o.unit]
        inmost = max(alone, key=lambda option: option.likeness, default=best)
        if self._clashes.turned(claim, provision, (inmost.unit,)):
            return inmost
        clean = [o for o in options if not o.clashes and (best.likeness - o.likeness < _NEAR or loc.within(best.unit, o.unit))]
        if not clean and self._each_stands(claim, provision, groups, named):
            return replace(best, clashes=())
        return max(clean, key=lambda option: option.likeness, default=best)

    def together(self, claim: str, carriers: Sequence[Carrier], best: Carrier) -> Carrier:
        """The best of the provisions that a claim cites together, with what all of them cover and none of them bears out."""
        words = [(c.provision, [u.locator for u in c.provision.units]) for c in carriers]
        known = frozenset().union(*(self._spoken(provision, units) for provision, units in words))
        ordered = [best.clashes, *(c.clashes for c in carriers if c is not best)]
        return replace(best, coverage=self._share(claim, known), clashes=shared(ordered))

    def _each_stands(self, claim: str, provision: Provision, groups: Sequence[tuple[str, ...]], named: Collection[str]) -> bool:
        """Whether each statement of a sentence that makes several is carried by a part of the provision that speaks of it."""
        statements = statements_of(claim)
        for said in statements:
            shares = [(self.coverage(said, provision, units, alone=True), units) for units in groups]
            best = max(share for share, _ in shares)
            near = [units for share, units in shares if share >= best - _BESIDE]
            if not any(not self._clashes.of(said, provision, units, named) for units in near):
                return False
        return len(statements) > 1

    def _groups(self, claim: str, provision: Provision, within: str | None) -> list[tuple[str, ...]]:
        """The units one by one, each paragraph with its items, and all of them for a claim of many figures."""
        inside = _inside(provision, within) if within is not None else frozenset()
        units = [u.locator for u in provision.units if u.locator in inside] or [u.locator for u in provision.units]
        groups = [group for group in self._parts_of(provision) if set(group) <= set(units)]
        itemised = any("item_" in unit for unit in units) and not any("para_" in unit for unit in units)
        joined = any(_ELSEWHERE.search(unit.text) for unit in provision.units if unit.locator in units)
        if len(units) > 1 and (joined or itemised or len(quantities(claim)) >= _MANY):
            groups.append(tuple(units))
        return list(dict.fromkeys(groups))

    def _parts_of(self, provision: Provision) -> tuple[tuple[str, ...], ...]:
        """The units of a provision, and each of them with what lies below it."""
        key = key_of(provision)
        if key not in self._parts:
            units = [u.locator for u in provision.units]
            below = ((lead, *(u for u in units if u != lead and u in _inside(provision, lead))) for lead in units)
            self._parts[key] = (*((unit,) for unit in units), *(group for group in below if len(group) > 1))
        return self._parts[key]

    def _option(self, claim: str, provision: Provision, units: tuple[str, ...], found: Found, named: Collection[str]) -> Carrier:
        near = found.gists.get(self._position.get(key_of(provision), -1), {})
        floor = min(near.values(), default=0.75) - 0.02
        cosine = max(near.get(unit, floor) for unit in units)
        coverage, own = self.coverage(claim, provision, units), self.coverage(claim, provision, units, alone=True)
        place = units[0] if len(units) == 1 else _common(units, provision)
        likeness = cosine * _PER_COSINE + 1.5 * own
        if counts_from_another(claim, " ".join(u.text for u in provision.units if u.locator in units)):
            likeness -= _OTHER_EVENT
        clashes = self._clashes.of(claim, provision, units, named)
        kin, view = self._kin(claim, provision, units), self._cosine(found, provision)
        return Carrier(provision, place, self.score(found, provision), coverage, clashes, likeness, kin, view)

    def _cosine(self, found: Found, provision: Provision) -> float:
        position = self._position.get(key_of(provision))
        return _FAR if position is None else max(_FAR, float(found.cosine[position]))

    def _kin(self, claim: str, provision: Provision, units: Collection[str]) -> float:
        """The share of the claim's words, in English and weighed by rarity, that some units have or have another word for."""
        known = self._spoken(provision, units)
        words = chinese_stems(claim, self._english) if is_chinese(claim) else _words(claim)
        weights = {word: self._rarity.get(word, _UNHEARD) for word in words}
        total = sum(weights.values())
        return sum(weight for word, weight in weights.items() if known & others_for(word)) / total if total else 0.0

    def coverage(self, claim: str, provision: Provision, units: Collection[str] | None = None, *, alone: bool = False) -> float:
        """The share of the claim's words, weighed by rarity, that the provision (or some units) has in either language."""
        units = units if units is not None else [u.locator for u in provision.units]
        return self._share(claim, self._spoken(provision, units, alone=alone))

    def _share(self, claim: str, known: frozenset[str]) -> float:
        weights, total = self._weights(claim)
        return sum(weight for word, weight in weights.items() if word in known) / total if total else 0.0

    def _weights_of(self, claim: str) -> tuple[dict[str, float], float]:
        """How rare each word of a claim is, and all of them together."""
        weights = {word: self._rarity.get(word, self._rarest) for word in _words(claim)}
        return weights, sum(weights.values())

    def _spoken(self, provision: Provision, units: Collection[str], *, alone: bool = False) -> frozenset[str]:
        """What units of a provision speak of, in both languages; if not ``alone``, with leads and the heading of the whole."""
        key = key_of(provision), tuple(units), alone
        if key not in self._of_units:
            self._of_units[key] = self._spoken_by(provision, units, alone=alone)
        return self._of_units[key]

    def _spoken_by(self, provision: Provision, units: Collection[str], *, alone: bool) -> frozenset[str]:
        leads = {u.locator for u in provision.units if any(unit.startswith(u.locator + "__") for unit in units)}
        found = frozenset() if alone else stems(provision.heading)
        for place in units if alone else {provision.locator, *leads, *units}:
            key = (key_of(provision), place)
            if key not in self._known:
                self._known[key] = _speaks_of(provision, place)
            found |= self._known[key]
        return found


def _names(provision: Provision, units: Collection[str], articles: Collection[str]) -> bool:
    text = "\n".join(unit.text for unit in provision.units if unit.locator in units)
    return bool(articles) and any(loc.article_of(place.locator) in articles for place in pinpoints(text))


def _inside(provision: Provision, locator: str) -> frozenset[str]:
    """The units at a locator: the unit with what lies below it, and for the only paragraph of a list its items."""
    if locator == provision.locator:
        return frozenset(unit.locator for unit in provision.units)
    starts = (f"{locator}__", f"{provision.locator}__item_") if locator == f"{provision.locator}__para_1" else (f"{locator}__",)
    return frozenset(u.locator for u in provision.units if u.locator == locator or u.locator.startswith(starts))


def _common(units: Sequence[str], provision: Provision) -> str:
    return units[0] if all(u == units[0] or u.startswith(units[0] + "__") for u in units) else provision.locator


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    """What a text speaks of: stems of English words, pairs of Chinese characters."""
    if not is_chinese(text):
        return stems(text)
    return frozenset(run[n : n + 2] for run in _HAN.findall(text) for n in range(len(run) - 1))


def _speaks_of(provision: Provision, locator: str) -> frozenset[str]:
    """What one unit, with what we wrote about it, speaks of."""
    about = provision.about(locator)
    unit = next((u.text for u in provision.units if u.locator == locator), "")
    names = [part.strip() for term in about.terms for part in term.split("|")]
    chinese = (about.gist_zh, about.heading_zh, *(name for name in names if not name.isascii()))
    english = " ".join((unit, about.gist_en, *(name for name in names if name.isascii())))
    return stems(english).union(*(_words(text) for text in chinese if text))
