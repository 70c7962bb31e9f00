"""The check that every claim passes before anybody sees it.

The article exists and is in force on the day asked about; the quote is verbatim in it and long enough to mean something; the
numbers, dates, actor and modality of the claim do not contradict the quote. English and Chinese claims are checked alike.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache

from banfa import locator as loc
from banfa.actors import addressed, mentioned, named, strangers
from banfa.answer import Claim, Withheld
from banfa.clauses import Clause, English, clauses_of, law_clauses
from banfa.corpus import Corpus
from banfa.documents import documents, paragraphs, unknown
from banfa.errors import UnknownProvision
from banfa.exceptions import left_out
from banfa.law import Provision
from banfa.pinpoints import pinpoints
from banfa.quantities import backed, quantities
from banfa.verify_modality import DUTY, modality_clash, unquoted_clash

_SHORTEST_QUOTE = 12
_SPACE = re.compile(r"\s+")
_TWICE = re.compile(
    r"\barticles? (\d+)(?:,|,? (?:and|or|to)) (?:article )?\1\b(?![(.]?\w)"
    r"|第([一二三四五六七八九十百]+)条(?:、|和|或者?|至|及)第\2条",
    re.IGNORECASE,
)
_SAME, _NEARLY = 0.6, 0.15  # how like a clause that says the same, and how near to the likest


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


def differences(text: str, provision: Provision, locators: Collection[str], corpus: Corpus) -> dict[str, str]:
    """Whether a sentence sets another duty (``modality``) or binds another one (``actor``) than units of a provision, and how."""
    items = [unit.text for unit in provision.units if unit.locator in locators]
    read = [with_lead(provision, unit.locator, unit.text) for unit in provision.units if unit.locator in locators]
    found = {
        "modality": modality_clash(text, read, corpus.english),
        "actor": _actor(text, read, items, [unit.text for unit in provision.units], corpus.english),
    }
    return {element: why for element, why in found.items() if why is not None}


def objection(claim: Claim, corpus: Corpus, on: date) -> str | None:
    """Why a claim may not be released, or None."""
    if not claim.citations:
        return "it cites nothing"
    read: list[str] = []
    items: list[str] = []
    articles: list[str] = []
    rest: list[str] = []
    quoted: list[str] = []
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
        parts = [_plain(line) for line in citation.quote.splitlines() if line.strip()]
        read += [with_lead(provision, citation.locator, line) for line in citation.quote.splitlines()]
        items += citation.quote.splitlines()
        articles += [unit.text for unit in provision.units]
        rest += [with_lead(provision, unit.locator, unit.text) for unit in provision.units]
        quoted += [u.text for u in provision.units if any(part in _plain(u.text) or _plain(u.text) in part for part in parts)]
    return (
        _names(claim, read, corpus)
        or _numbers(claim, read, corpus)
        or modality_clash(claim.text, read, corpus.english)
        or unquoted_clash(claim.text, read, rest, corpus.english)
        or _actor(claim.text, read, items, articles, corpus.english)
        or _exception(claim.text, quoted, corpus.english)
    )


@lru_cache(maxsize=16384)
def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def with_lead(provision: Provision, locator: str, line: str) -> str:
    """A line of a quote; an item is read with the words that introduce it."""
    units = [u for u in provision.units if loc.within(u.locator, locator)] or provision.units
    unit = next((u for u in units if u.text == line), None) or next((u for u in units if _plain(line) in _plain(u.text)), None)
    leads: list[str] = []
    at = unit.locator if unit else ""
    while "__" in at and not at.rpartition("__")[2].startswith("para_"):
        parent = loc.parent_of(at) or ""
        lead = next((u for u in provision.units if u.locator in (parent, f"{parent}__para_1")), None)
        leads[:0] = [lead.text] if lead else []
        at = parent
    return " ".join([*leads, line])


def _names(claim: Claim, read: Sequence[str], corpus: Corpus) -> str | None:
    """What the claim names, an article or a document, is what it cites, or is named in its quotes."""
    text = "\n".join(read)
    known = {c.locator for c in claim.citations} | {place.locator for place in pinpoints(text)}
    for place in pinpoints(claim.text):
        if not any(_same_place(place.locator, locator) for locator in known):
            held = any(loc.article_of(place.locator) == loc.article_of(locator) for locator in known)
            other = place.locator if held else loc.article_of(place.locator)
            return f"it names {loc.pinpoint(other)}, which it neither cites nor quotes"
    if (twice := _TWICE.search(claim.text)) is not None:
        return f"it names one article twice: {twice[0]}"
    said = documents(claim.text)
    missing = unknown(said, documents("\n".join([text, *_titles(claim, corpus)]))) if said else []
    missing += [f"paragraph {number}" for number in sorted(paragraphs(claim.text) - _paragraphs(claim, text, known))]
    return f"it names {missing[0]}, which it neither cites nor quotes" if missing else None


def _paragraphs(claim: Claim, read: str, known: Iterable[str]) -> set[int]:
    """The numbers of the paragraphs cited or quoted; an article cited as a whole has any."""
    if not paragraphs(claim.text) or any(c.locator == loc.article_of(c.locator) for c in claim.citations):
        return set(paragraphs(claim.text))
    own = {int(m[1]) for locator in known for m in re.finditer(r"__para_(\d+)", locator)}
    before = {number - 1 for number in own} if "preceding paragraph" in read else set()
    return own | before | paragraphs(read)


def _same_place(one: str, other: str) -> bool:
    """Whether one address is the other or lies inside it; the first paragraph is often left out."""
    one, other = (re.sub(r"__para_1(?=__|$)", "", locator) for locator in (one, other))
    return loc.within(one, other) or loc.within(other, one)


def _numbers(claim: Claim, read: Sequence[str], corpus: Corpus) -> str | None:
    said = quantities(claim.text)
    quoted = quantities("\n".join(read), words=True) if said else said
    extra = said - backed(said, quoted)
    if extra:
        extra &= quantities(_without_names(claim, corpus))
    shown = ", ".join(f"{value:.0f} {unit}".strip() for value, unit in sorted(extra))
    return f"the quote does not say {shown}" if extra else None


def _without_names(claim: Claim, corpus: Corpus) -> str:
    """The claim without the names of what it cites: "the 2018 Provisions" states no number."""
    names = sorted(_titles(claim, corpus), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, names)), " ", claim.text, flags=re.IGNORECASE)


def _titles(claim: Claim, corpus: Corpus) -> set[str]:
    cards = {corpus.instruments[c.instrument] for c in claim.citations}
    names = {name for card in cards for name in (card.title_en, card.title_zh, card.short_en, card.short_zh, *card.aliases)}
    return (names | {card.number for card in cards}) - {""}


def _exception(claim: str, quoted: Sequence[str], english: English) -> str | None:
    """The exception of a quoted rule that a claim leaves out; also one that the quote breaks off before."""
    for text in dict.fromkeys(quoted):
        if (exemption := left_out(claim, text, english)) is not None:
            return f"it leaves out the exception: {exemption.case}"
    return None


def _actor(claim: str, read: Sequence[str], items: Sequence[str], articles: Sequence[str], english: English) -> str | None:
    said = addressed(claim)
    if not said:
        return None
    listed = frozenset().union(*map(mentioned, items))
    meant = frozenset().union(*map(named, read)) or frozenset().union(*map(named, articles))
    pairs = [(said, meant)]
    quoted = [clause for line in read for clause in law_clauses(line)]
    pairs += [(clause.who, _bound(clause, quoted)) for clause in clauses_of(claim, english) if clause.modality in DUTY]
    for who, known in pairs:
        other = strangers(who, known | listed) if known else []
        if other:
            return f"the provision speaks to the {' and the '.join(sorted(known))}, not to the {' or the '.join(other)}"
    return None


def _bound(said: Clause, quoted: Sequence[Clause]) -> frozenset[str]:
    """Whose duty it is in the clauses of the quote that say nearly the same; nobody's where that is not clear."""
    alike = [(said.inside(clause), clause.who) for clause in quoted] if said.who else []
    best = max((likeness for likeness, _ in alike), default=0.0)
    who = [who for likeness, who in alike if likeness >= max(_SAME, best - _NEARLY)]
    return frozenset().union(*who) if who and all(who) else frozenset()
