"""Where a claim departs from units of a provision: figures, duties, actors, and what memos get wrong beside these."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from banfa.corpus import Corpus
from banfa.duties import Modality, modalities
from banfa.exceptions import ABSOLUTE, left_out
from banfa.law import Instrument, Provision
from banfa.memo_case import figures_of_case, of_a_client, within
from banfa.memo_cases import case_excepted, choice_and_duty, freed
from banfa.memo_denials import denials
from banfa.memo_elements import Clash, figure_kind, further_clashes, one_of_several, yearly
from banfa.memo_wording import in_words_of_law
from banfa.quantities import Quantity, backed, quantities
from banfa.verify import differences, with_lead

_EFFECT = re.compile(r"\b(?:force|effect|effective|appl(?:y|ies|ied)|since)\b|施行|生效|实施|起适用", re.IGNORECASE)
_MADE = re.compile(r"\b(?:issued|published|promulgated|adopted|released|passed)\b|公布|发布|印发|通过|颁布|出台", re.IGNORECASE)
_YEARS = range(1990, 2040)
_LARGE = 1000
_AGE = re.compile(r"\b(?:aged?|years? old|years of age)\b|\d-year-olds?\b|岁", re.IGNORECASE)
FIGURES = {"number", "money", "period", "date"}
_FREE = {Modality.NEED_NOT, Modality.APPLIES_NOT}


class Clashes:
    """Compares claims with units of provisions of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._laws: dict[tuple[str, date, tuple[str, ...]], str] = {}
        self._versions: dict[str, set[date]] = {}
        for provision in corpus.provisions:
            self._versions.setdefault(provision.instrument, set()).add(provision.effective)

    def of(self, claim: str, provision: Provision, units: Collection[str], named: Collection[str] = ()) -> tuple[Clash, ...]:
        """The elements of a claim that units of a provision contradict. ``named``: the instruments that it speaks of."""
        law = self._read(provision, tuple(units))
        duty = in_words_of_law(claim)
        strange = self._strange(claim, law, {provision.instrument, *named})
        case = figures_of_case(claim, strange)
        inside = within(case, law) if case else None
        if inside is None and of_a_client(claim):
            inside = True
        found = [Clash(kind, why) for kind, why in differences(duty, provision, units, self._corpus).items()]
        found += further_clashes(claim, law)
        found += one_of_several(claim, law)
        found += self._exception(claim, duty, law)
        found += case_excepted(duty, provision, self._corpus.english)
        found += self.turned(claim, provision, units)
        found += denials(claim, law)
        if inside is False and modalities(duty) & _FREE:
            inside, found = True, [clash for clash in found if clash.kind != "modality"]
        if freed(duty, provision, self._corpus.english):
            found = [clash for clash in found if clash.kind != "modality"]
        figures = [_departure(q, law, claim) for q in sorted(strange) if not (q in case and inside)]
        return told_once((*figures, *dict.fromkeys(found)))

    def turned(self, claim: str, provision: Provision, units: Collection[str]) -> tuple[Clash, ...]:
        """A "must" made of the "may" of one unit that has both, or the other way round."""
        if len(units) != 1:
            return ()
        (unit,) = units
        law, gist = self._read(provision, (unit,)), provision.about(unit).gist("zh")
        return tuple(choice_and_duty(in_words_of_law(claim), law, gist, self._corpus.english))

    def _exception(self, claim: str, duty: str, law: str) -> Iterator[Clash]:
        """The exception of a rule that a claim denies: it says that the rule holds always."""
        denied = left_out(duty, law, self._corpus.english) if ABSOLUTE.search(claim) else None
        if denied is not None:
            yield Clash("exception", "", denied.case)

    def _read(self, provision: Provision, units: tuple[str, ...]) -> str:
        """The words of some units, each with the words that introduce it."""
        key = (provision.instrument, provision.effective, units)
        if key not in self._laws:
            lines = (with_lead(provision, unit.locator, unit.text) for unit in provision.units if unit.locator in units)
            self._laws[key] = "\n".join(lines)
        return self._laws[key]

    def _strange(self, claim: str, law: str, instruments: Collection[str]) -> frozenset[Quantity]:
        """The figures of a claim that the law does not back."""
        said = {q for q in quantities(claim) if not (q[1] in ("", "year") and q[0] in _YEARS)}
        said |= {q for q in quantities(claim, words=True) if q[0] >= _LARGE and not (not q[1] and q[0] in _YEARS)}
        there = quantities(law, words=True)
        there |= {(value, unit) for value, bare in there if not bare for unit in ("times", "level", "person")}
        held = [self._corpus.instruments[name] for name in instruments if name in self._corpus.instruments]
        days = (_days_of(claim, card, self._versions[card.id]) for card in held)
        if yearly(claim) and yearly(law):
            there |= {(1.0, "year")}
        return frozenset(said - backed(said, there.union(*days)))


def told_once(clashes: tuple[Clash, ...]) -> tuple[Clash, ...]:
    """The departures without those that only follow from another: who denies an exception also binds too many."""
    kinds = {clash.kind for clash in clashes}
    if "exception" in kinds:
        return tuple(clash for clash in clashes if clash.kind not in {"modality", "actor", "scope", "negation"})
    return clashes


def shared(clashes: Collection[tuple[Clash, ...]]) -> tuple[Clash, ...]:
    """What is left of the clashes of a claim with several provisions that it cites together: what none of them bears out."""
    first, *others = clashes
    return tuple(clash for clash in first if all(any(_same(clash, other) for other in found) for found in others))


def _same(one: Clash, other: Clash) -> bool:
    return one.kind == other.kind and (one.kind not in FIGURES or one.said == other.said)


def _departure(quantity: Quantity, law: str, claim: str) -> Clash:
    """A figure that the law does not have, with those of its kind that it has; years may be years of age."""
    there = sorted(quantities(law, words=True))
    same = [q for q in there if q[1] == quantity[1]] or [q for q in there if q[1] and figure_kind(q) == figure_kind(quantity)]
    said, told = figure_shown(quantity), ", ".join(map(figure_shown, same))
    if quantity[1] == "year" and _AGE.search(claim):
        said, told = (re.sub(r"years?", "years of age", text) for text in (said, told))
    return Clash(figure_kind(quantity), said, told)


def _days_of(claim: str, card: Instrument, versions: Collection[date]) -> frozenset[Quantity]:
    """The dates of an instrument that a sentence on its force, or on its making, may name."""
    force = {card.in_force, *versions}
    made = {day for day in (card.adopted, card.published) if day is not None}
    days = force if _EFFECT.search(claim) else made if _MADE.search(claim) else force | made
    return frozenset((float(day.strftime("%Y%m%d")), "date") for day in days)


def figure_shown(quantity: Quantity) -> str:
    """A figure as a departure shows it: "RMB 50,000", "6 months"."""
    value, unit = quantity
    if unit == "date":
        digits = f"{value:08.0f}"
        return "-".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part.strip("0"))
    if unit == "percent":
        return f"{value:,.0f}%"
    plural = (
        "s"
        if value != 1 and unit in {"person", "day", "working_day", "week", "month", "year", "hour", "minute", "second"}
        else ""
    )
    return f"RMB {value:,.0f}" if unit == "money" else f"{value:,.0f} {unit.replace('_', ' ')}{plural}".strip()
