"""Figures that a premise has and the law has not: in which provisions they stand all the same, and what the law has instead."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

from banfa.corpus import Corpus
from banfa.corrections import comparable
from banfa.law import Provision
from banfa.memo_clashes import figure_shown
from banfa.memo_elements import Clash, intervals
from banfa.premise_evidence import Address, PremiseEvidence, figures_of
from banfa.premises import Contradiction, Premise
from banfa.quantities import Quantity, backed, quantities

FIGURES = frozenset({"number", "money", "period", "threshold", "frequency"})
_FEW = 3
_BEHIND = 3.0
"""How far behind the nearest provision one may stand that comes into question, where the nearest has a figure of the kind."""
_SMALLEST = 2
"""Smaller figures ("one of the following") tell nothing."""
_TURNOVER = re.compile(r"上一?年|年营业|每一?年|一年(?:累计|内|里)|(?:previous|last|a) year", re.IGNORECASE)
_PRICE = re.compile(
    r"(?:\b(?:RMB|CNY|USD|EUR|yuan|dollars?|euros?)\b|[¥$€元块]).{0,12}?(?:\b(?:a|per|each|every)\b|/|每|一|包)\s*个?(?:month|year|week|day|月|年|周|天)"
    r"|(?:每|一|包)个?(?:月|年|周|天)\D{0,6}[¥$]?\d[\d.,万]*\s*(?:元|块|美元|欧元)",
    re.IGNORECASE,
)
_SANCTION = re.compile(r"\bfine[sd]?\b|\bpenal|\bsanction|罚", re.IGNORECASE)


class PremiseFigures:
    """Holds the figures of premises against the law."""

    def __init__(self, corpus: Corpus, evidence: PremiseEvidence) -> None:
        self._corpus = corpus
        self._evidence = evidence

    def departure(self, clash: Clash, claim: str, right: Address, cited: Address | None, on: date) -> Contradiction:
        """A figure that is not that of the law; where the article has none of the kind, what lies near to the claim and has."""
        kind = "money" if clash.said[-1:].isdigit() and _SANCTION.search(claim) else clash.kind
        said = clash.said if kind == clash.kind else f"RMB {clash.said}"
        if kind not in {"money", "period"}:
            return Contradiction(kind, said, clash.law, right)
        article = self._corpus.provision(*right, on)
        if clash.law:
            every = figures_of(kind, article)
            return Contradiction(kind, said, _shown(every) if len(every) <= _FEW else clash.law, right)
        if kind == "period" and (often := intervals(article.text)):
            return Contradiction("frequency", said, ", ".join(sorted(often)), right)
        if law := _shown(figures_of(kind, article)):
            return Contradiction(kind, said, law, right)
        told = ((place, _shown(figures)) for place, figures in self._evidence.with_figure(kind, claim, on))
        elsewhere, there = next(((place, law) for place, law in told if comparable(said, law)), (None, ""))
        return Contradiction(kind, said, "", right, cited, elsewhere, there)

    def standing(self, claim: str, clash: Clash, on: date, named: Sequence[str]) -> list[Provision]:
        """The provisions near to the claim, of the instruments that it names, that have the figures that the claim has; of a
        claim on sanctions also those that punish the breach of one that is near."""
        said = {q for q in quantities(claim, words=True) if q[0] >= _SMALLEST}
        if not said or clash.kind in {"threshold", "frequency"}:
            return []
        behind = _BEHIND if comparable(clash.said, clash.law) else math.inf
        near = self._evidence.near(claim, on, named, behind)
        if _SANCTION.search(claim):
            near += [p for n in near[:_FEW] for p in self._evidence.punishing((n.instrument, n.locator), on)]
        return [p for p in near if said <= backed(said, quantities(p.text, words=True))]


def figure_counts(clash: Clash, premise: Premise) -> bool:
    """Whether a figure is one of a rule: not the year of "last year's turnover", nor the month that a price is paid for, nor what
    may be a figure of somebody's own case."""
    if clash.kind == "period" and clash.said.startswith("1 ") and _PRICE.search(premise.claim):
        return False
    if clash.said.startswith("1 year") and _TURNOVER.search(premise.claim):
        return False
    return bool(clash.law) or premise.certain or premise.told


def _shown(figures: frozenset[Quantity]) -> str:
    return ", ".join(map(figure_shown, sorted(figures)))
