"""The check that every claim passes before anybody sees it.

The article exists and is in force on the day asked about; the quote is verbatim in it and long enough to mean something; the
numbers, dates, actor and modality of the claim do not contradict the quote. English and Chinese claims are checked alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from banfa import locator as loc
from banfa.answer import Claim, Withheld
from banfa.corpus import Corpus
from banfa.duties import Clause, English, Modality, addressed, chinese_clauses, clauses, modalities, named
from banfa.errors import UnknownProvision
from banfa.law import Provision
from banfa.pinpoints import pinpoints
from banfa.quantities import backed, quantities

_SHORTEST_QUOTE = 12
_SPACE = re.compile(r"\s+")
_ALIKE, _AHEAD, _STEMS = 0.55, 0.25, 3
_NOT_SO = {
    Modality.MUST_NOT: "it forbids what the quote does not forbid",
    Modality.MUST: "it makes a duty of what the quote does not require",
    Modality.MAY: "it leaves to choice what the quote does not",
    Modality.CAN: "it makes possible what the quote forbids",
    Modality.NEED_NOT: "it denies a duty that the quote sets",
    Modality.NO_BAN: "it denies a ban that the quote sets",
    Modality.APPLIES: "it applies what the quote says does not apply",
    Modality.APPLIES_NOT: "it takes out what the quote says applies",
}
_AGAINST = {
    Modality.MUST_NOT: {Modality.MUST, Modality.MAY, Modality.CAN},
    Modality.MUST: {Modality.MUST_NOT, Modality.MAY, Modality.CAN},
    Modality.MAY: {Modality.MUST, Modality.MUST_NOT},
    Modality.CAN: {Modality.MUST_NOT},
    Modality.NEED_NOT: {Modality.MUST},
    Modality.NO_BAN: {Modality.MUST_NOT},
    Modality.APPLIES: {Modality.APPLIES_NOT},
    Modality.APPLIES_NOT: {Modality.APPLIES},
}
# These three must be in the quote as soon as it says anything to the contrary; a right may stand for a "may".
_NEEDS: dict[Modality, set[Modality]] = {Modality.MUST_NOT: set(), Modality.MUST: set(), Modality.MAY: {Modality.CAN}}


def verify(claims: Sequence[Claim], corpus: Corpus, on: date) -> tuple[tuple[Claim, ...], tuple[Withheld, ...]]:
    """The claims that pass, and those that do not with the reason."""
    passed: list[Claim] = []
    withheld: list[Withheld] = []
    for claim in claims:
        why = objection(claim, corpus, on)
        if why is None:
            passed.append(claim)
        else:
            withheld.append(Withheld(claim.text, why))
    return tuple(passed), tuple(withheld)


def objection(claim: Claim, corpus: Corpus, on: date) -> str | None:
    """Why a claim may not be released, or None."""
    if not claim.citations:
        return "it cites nothing"
    read: list[str] = []
    articles: list[str] = []
    for citation in claim.citations:
        try:
            provision = corpus.provision(citation.instrument, citation.locator, on)
        except UnknownProvision as error:
            return str(error)
        text = provision.text_at(provision.resolve(citation.locator) or citation.locator)
        if len(citation.quote.strip()) < _SHORTEST_QUOTE:
            return f"the quote {citation.quote!r} is too short to carry it"
        if _plain(citation.quote) not in _plain(text):
            return f"the quote is not in {corpus.instruments[citation.instrument].cite(citation.locator)}"
        read += [_with_lead(provision, line) for line in citation.quote.splitlines()]
        articles += [unit.text for unit in provision.units]
    return (
        _names(claim)
        or _numbers(claim, corpus)
        or _modality(claim.text, read, corpus.english)
        or _actor(claim.text, read, articles)
    )


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def _with_lead(provision: Provision, line: str) -> str:
    """A line of a quote; an item is read with the paragraph that introduces it."""
    unit = next((u for u in provision.units if "__item_" in u.locator and _plain(line) in _plain(u.text)), None)
    if unit is None:
        return line
    parent = loc.parent_of(unit.locator)
    lead = f"{parent}__para_1" if parent == provision.locator else parent
    return " ".join([u.text for u in provision.units if u.locator == lead] + [line])


def _names(claim: Claim) -> str | None:
    """An article that the claim names is one that it cites, or that its quotes name."""
    known = {loc.article_of(c.locator) for c in claim.citations}
    known |= {loc.article_of(named.locator) for c in claim.citations for named in pinpoints(c.quote)}
    other = [loc.article_of(named.locator) for named in pinpoints(claim.text) if loc.article_of(named.locator) not in known]
    return f"it names {loc.pinpoint(other[0])}, which it neither cites nor quotes" if other else None


def _numbers(claim: Claim, corpus: Corpus) -> str | None:
    quoted = quantities("\n".join(c.quote for c in claim.citations))
    said = quantities(claim.text)
    extra = said - backed(said, quoted)
    if extra:
        extra &= quantities(_without_names(claim, corpus))
    shown = ", ".join(f"{value:.0f} {unit}".strip() for value, unit in sorted(extra))
    return f"the quote does not say {shown}" if extra else None


def _without_names(claim: Claim, corpus: Corpus) -> str:
    """The claim without the names of what it cites: "the 2018 Provisions" states no number."""
    cards = {corpus.instruments[c.instrument] for c in claim.citations}
    names = {name for card in cards for name in (card.title_en, card.title_zh, card.short_en, card.short_zh, *card.aliases)}
    return re.sub("|".join(map(re.escape, sorted(names, key=len, reverse=True))), " ", claim.text, flags=re.IGNORECASE)


def _modality(claim: str, read: Sequence[str], english: English) -> str | None:
    known = frozenset().union(*map(modalities, read))
    for modality in _NOT_SO:
        if modality in modalities(claim) - known and _against(modality, known):
            return _NOT_SO[modality]
    return _clause_by_clause(claim, [clause for line in read for clause in clauses(line)], english)


def _against(modality: Modality, known: frozenset[Modality]) -> bool:
    """Whether what a quote does say speaks against a modality that it does not have."""
    if modality in _NEEDS:
        return not known & _NEEDS[modality] and bool(known & _AGAINST[modality])
    return bool(known) and known <= _AGAINST[modality]


def _clause_by_clause(claim: str, quoted: Sequence[Clause], english: English) -> str | None:
    """A clause of the claim that is more like one of the quote with another modality than like any with its own."""
    for said in (*clauses(claim), *chinese_clauses(claim, english)):
        same = max((said.inside(c) for c in quoted if c.modality is said.modality), default=0.0)
        other = max((said.inside(c) for c in quoted if c.modality in _AGAINST[said.modality]), default=0.0)
        if len(said.stems) >= _STEMS and other >= _ALIKE and other > same + _AHEAD:
            return _NOT_SO[said.modality]
    return None


def _actor(claim: str, read: Sequence[str], articles: Sequence[str]) -> str | None:
    said = addressed(claim)
    meant = frozenset().union(*map(named, read)) or frozenset().union(*map(named, articles))
    if not meant or said <= meant:
        return None
    return f"the provision speaks to the {' and the '.join(sorted(meant))}, not to the {' or the '.join(sorted(said - meant))}"
