"""What a provision has to say to a claim: how near it is, how much of the claim it carries, in which elements it differs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from banfa import locator as loc
from banfa.clauses import stems
from banfa.corpus import Corpus
from banfa.duties import is_chinese
from banfa.finding import Found
from banfa.law import Instrument, Provision
from banfa.memo_elements import Clash, figure_kind, further_clashes
from banfa.memo_wording import in_words_of_law
from banfa.passage import key_of
from banfa.quantities import Quantity, backed, quantities
from banfa.verify import differences, with_lead

_HAN = re.compile(r"[㐀-鿿]+")
_EFFECT = re.compile(r"\b(?:force|effect|effective|appl(?:y|ies|ied)|since)\b|施行|生效|实施|起适用", re.IGNORECASE)
_MADE = re.compile(r"\b(?:issued|published|promulgated|adopted|released|passed)\b|公布|发布|印发|通过|颁布|出台", re.IGNORECASE)
_YEARS = range(1990, 2040)
_MANY, _LARGE = 3, 1000
_NEAR = 0.25
"""How much less like a claim another unit may be that does not contradict it."""
_PER_COSINE = 25.0
"""A hundredth of a cosine of e5 means much: likeness is in units of four hundredths."""


@dataclass(frozen=True)
class Carrier:
    """A provision held against a claim.

    ``score`` is the retriever's; ``unit`` the part of it that fits best; ``coverage`` the share (0 to 1) of what the claim speaks
    of, weighed by rarity, that the provision speaks of too; ``clashes`` where the unit says otherwise.
    """

    provision: Provision
    unit: str
    score: float
    coverage: float
    clashes: tuple[Clash, ...]
    likeness: float = 0.0

    @property
    def address(self) -> tuple[str, str]:
        """Instrument and locator of the unit."""
        return self.provision.instrument, self.unit


class Evidence:
    """Holds claims against provisions. Built once for a corpus and the positions of its provisions in an index."""

    def __init__(self, corpus: Corpus, keys: Sequence[str]) -> None:
        self._corpus = corpus
        self._position = {key: n for n, key in enumerate(keys)}
        self._known: dict[tuple[str, str], frozenset[str]] = {}
        self._versions: dict[str, set[date]] = {}
        counts: Counter[str] = Counter()
        for provision in corpus.provisions:
            self._versions.setdefault(provision.instrument, set()).add(provision.effective)
            counts.update(self._spoken(provision, [u.locator for u in provision.units]))
        self._rarity = {word: math.log(len(corpus.provisions) / count) for word, count in counts.items()}
        self._rarest = math.log(len(corpus.provisions) + 1)

    def score(self, found: Found, provision: Provision) -> float:
        """The retriever's score of a provision; low where it is not indexed."""
        position = self._position.get(key_of(provision))
        return -100.0 if position is None else float(found.own[position])

    def weigh(
        self, claim: str, provision: Provision, found: Found, within: str | None = None, named: Collection[str] = ()
    ) -> Carrier:
        """The unit of a provision that carries a claim best (of those ``within`` a locator), and what speaks against it."""
        options = [self._option(claim, provision, units, found, named) for units in self._groups(claim, provision, within)]
        best = max(options, key=lambda option: option.likeness)
        clean = [o for o in options if not o.clashes and (best.likeness - o.likeness < _NEAR or loc.within(best.unit, o.unit))]
        return max(clean, key=lambda option: option.likeness, default=best)

    def _groups(self, claim: str, provision: Provision, within: str | None) -> list[tuple[str, ...]]:
        """The units one by one, each paragraph with its items, and all of them for a claim of many figures."""
        units = [u.locator for u in provision.units if within is None or u.locator in _inside(provision, within)]
        units = units or [u.locator for u in provision.units]
        groups: dict[tuple[str, ...], None] = {(unit,): None for unit in units}
        for lead in units:
            if len(together := (lead, *(u for u in units if u != lead and u in _inside(provision, lead)))) > 1:
                groups[together] = None
        itemised = any("item_" in unit for unit in units) and not any("para_" in unit for unit in units)
        if len(units) > 1 and (itemised or len(quantities(claim)) >= _MANY):
            groups[tuple(units)] = None
        return list(groups)

    def _option(self, claim: str, provision: Provision, units: tuple[str, ...], found: Found, named: Collection[str]) -> Carrier:
        near = found.gists.get(self._position.get(key_of(provision), -1), {})
        floor = min(near.values(), default=0.75) - 0.02
        cosine = max(near.get(unit, floor) for unit in units)
        coverage, own = self.coverage(claim, provision, units), self.coverage(claim, provision, units, alone=True)
        place = units[0] if len(units) == 1 else _common(units, provision)
        likeness = cosine * _PER_COSINE + 1.5 * own
        return Carrier(
            provision, place, self.score(found, provision), coverage, self.clashes(claim, provision, units, named), likeness
        )

    def coverage(self, claim: str, provision: Provision, units: Collection[str] | None = None, *, alone: bool = False) -> float:
        """The share of the claim's words, weighed by rarity, that the provision (or some units) has in either language."""
        words = _words(claim)
        units = units if units is not None else [u.locator for u in provision.units]
        known = self._spoken(provision, units, alone=alone)
        weights = {word: self._rarity.get(word, self._rarest) for word in words}
        total = sum(weights.values())
        return sum(weight for word, weight in weights.items() if word in known) / total if total else 0.0

    def _spoken(self, provision: Provision, units: Collection[str], *, alone: bool = False) -> frozenset[str]:
        """What units of a provision speak of, in both languages; if not ``alone``, with leads and the heading of the whole."""
        leads = {u.locator for u in provision.units if any(unit.startswith(u.locator + "__") for unit in units)}
        found = frozenset() if alone else stems(provision.heading)
        for place in units if alone else {provision.locator, *leads, *units}:
            key = (key_of(provision), place)
            if key not in self._known:
                self._known[key] = _speaks_of(provision, place)
            found |= self._known[key]
        return found

    def clashes(self, claim: str, provision: Provision, units: Collection[str], named: Collection[str] = ()) -> tuple[Clash, ...]:
        """The elements of a claim that units of a provision contradict. ``named``: the instruments that it speaks of."""
        law = "\n".join(with_lead(provision, unit.locator, unit.text) for unit in provision.units if unit.locator in units)
        duty = in_words_of_law(claim)
        found = [Clash(kind, why) for kind, why in differences(duty, provision, units, self._corpus).items()]
        return (*self._figures(claim, law, {provision.instrument, *named}), *found, *further_clashes(claim, law))

    def _figures(self, claim: str, law: str, instruments: Collection[str]) -> Iterable[Clash]:
        said = {q for q in quantities(claim) if not (q[1] in ("", "year") and q[0] in _YEARS)}
        said |= {q for q in quantities(claim, words=True) if q[0] >= _LARGE and not (not q[1] and q[0] in _YEARS)}
        there = quantities(law, words=True)
        there |= {(value, unit) for value, bare in there if not bare for unit in ("times", "level", "person")}
        held = [self._corpus.instruments[name] for name in instruments if name in self._corpus.instruments]
        days = (_days_of(claim, card, self._versions[card.id]) for card in held)
        known = backed(said, there.union(*days))
        for quantity in sorted(said - known):
            same = [q for q in there if figure_kind(q) == figure_kind(quantity)]
            yield Clash(figure_kind(quantity), _shown(quantity), ", ".join(_shown(q) for q in sorted(same)))


def _days_of(claim: str, card: Instrument, versions: Collection[date]) -> frozenset[Quantity]:
    """The dates of an instrument that a sentence on its force, or on its making, may name."""
    force = {card.in_force, *versions}
    made = {day for day in (card.adopted, card.published) if day is not None}
    days = force if _EFFECT.search(claim) else made if _MADE.search(claim) else force | made
    return frozenset((float(day.strftime("%Y%m%d")), "date") for day in days)


def _shown(quantity: Quantity) -> str:
    value, unit = quantity
    if unit == "date":
        digits = f"{value:08.0f}"
        return "-".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part.strip("0"))
    return f"{value:,.0f} {unit.replace('_', ' ')}".strip() if unit != "money" else f"RMB {value:,.0f}"


def _inside(provision: Provision, locator: str) -> frozenset[str]:
    lines = set(provision.text_at(locator).split("\n"))
    return frozenset(u.locator for u in provision.units if u.text in lines)


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
