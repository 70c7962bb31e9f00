"""Find citations of the law in running text: in a question, in a memo, in the law itself.

Kinds of result are values: a citation that resolves to a provision, one whose article does not exist, one of an instrument that
we know of and do not hold, and one that names no instrument at all. Ambiguity is never guessed away here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from banfa import locator as loc
from banfa.corpus import Corpus
from banfa.errors import UnknownProvision
from banfa.law import Provision
from banfa.naming import Mention, Names
from banfa.owners import Owned, Owners
from banfa.pinpoints import SAME, Pinpoint, pinpoints, plain_width


class Status(Enum):
    """What became of a citation."""

    RESOLVED = "resolved"
    NO_SUCH_ARTICLE = "no such article"
    NOT_HELD = "not in our corpus"
    NO_INSTRUMENT = "no instrument named"
    UNKNOWN_INSTRUMENT = "an instrument that we do not know"


@dataclass(frozen=True)
class Cited:
    """One article cited in a text: where it stands, what it names, what became of it."""

    start: int
    end: int
    text: str
    instrument: str | None
    locator: str
    status: Status
    unknown: str = ""
    """What the instrument is called that we do not know."""


class Citator:
    """Finds citations against one corpus. Building it compiles the names of all instruments once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._names = Names(corpus)

    def mentions(self, text: str) -> list[Mention]:
        """The instruments named in ``text``, longest name first at each place."""
        return self._names.mentions(text)

    def find(self, text: str, context: str | None = None, on: date | None = None) -> list[Cited]:
        """The articles cited in ``text``, in order; one that several instruments share comes once for each.

        Args:
            context: the instrument that "these Measures" or a bare "Article 9" means there.
            on: the day on whose wording a paragraph or item is looked for (default: the last wording).
        """
        raws = pinpoints(text, same=context is None)
        if not raws:
            return []
        owners = Owners(plain_width(text), self._names, context)
        found: list[Cited] = []
        sizes = Counter(raw.listed for raw in raws)
        places: Counter[tuple[int, int]] = Counter()
        earlier: list[str] = []
        for raw in raws:
            if raw.locator.startswith(SAME):
                found += self._of_the_same(text, raw, found, on)
                continue
            owned = owners.of(raw, places[raw.listed], sizes[raw.listed], earlier)
            places[raw.listed] += 1
            if not owned.instruments and not owned.unknown and not owners.mentions:
                owned = self._by_form(text, raw)
            if owned.inside and "__" not in raw.locator:
                raw = replace(raw, locator=raw.locator + owned.inside)
            for owner in owned.instruments or (None,):
                found.append(self._judge(text, raw, owner, on, unknown=owned.unknown))
                earlier += [owner] if owner else []
        return found

    def _of_the_same(self, text: str, raw: Pinpoint, before: list[Cited], on: date | None) -> list[Cited]:
        """A paragraph of 该条: of the article that was cited last; nothing where none was."""
        if not before:
            return []
        article = loc.article_of(before[-1].locator)
        return [self._judge(text, replace(raw, locator=article + raw.locator.removeprefix(SAME)), before[-1].instrument, on)]

    def _by_form(self, text: str, raw: Pinpoint) -> Owned:
        """Annexes by Roman number, from II on, tell the instrument where only one that we hold has them."""
        annex = loc.article_of(raw.locator)
        holders = tuple(id for id in self._corpus.instruments if self._corpus.wordings(id, annex))
        told = annex.startswith("annex_i") and annex != "annex_i" and text[raw.start : raw.end].isascii()
        return Owned(holders) if told and len(holders) == 1 else Owned()

    def _judge(self, text: str, raw: Pinpoint, owner: str | None, on: date | None, *, unknown: str = "") -> Cited:
        def result(locator: str, status: Status) -> Cited:
            return Cited(raw.start, raw.end, text[raw.start : raw.end], owner, locator, status, unknown)

        if owner is None:
            return result(raw.locator, Status.UNKNOWN_INSTRUMENT if unknown else Status.NO_INSTRUMENT)
        if not self._names.held[owner]:
            return result(raw.locator, Status.NOT_HELD)
        raw = self._as_clause(owner, raw)
        versions = self._corpus.wordings(owner, raw.locator)
        if not versions:
            card = self._corpus.instruments[owner]
            number = re.fullmatch(r"art_(\d+)[a-z]?", loc.article_of(raw.locator))
            known = number is not None and card.articles > 0
            missing = card.articles_held and (number is None or not known or 1 <= int(number[1]) <= card.articles)
            return result(raw.locator, Status.NOT_HELD if missing else Status.NO_SUCH_ARTICLE)
        locator = _settle(next((p for p in versions if on and p.in_force(on)), versions[-1]), raw)
        if locator is None:
            return result(loc.article_of(raw.locator), Status.NO_SUCH_ARTICLE)
        return result(locator, Status.RESOLVED)

    def _as_clause(self, owner: str, raw: Pinpoint) -> Pinpoint:
        """An "article" of what has clauses is meant as a clause (标准第3条)."""
        clause = replace(raw, locator=re.sub(r"^art_(\d+)", r"cl_\1", raw.locator))
        held = self._corpus.wordings
        return raw if held(owner, raw.locator) or not held(owner, clause.locator) else clause


def held_instrument(corpus: Corpus, name: str) -> str:
    """The id of the instrument that goes by an id, title or alias.

    Raises:
        UnknownProvision: we hold none of that name.
    """
    if name in corpus.instruments:
        return name
    named = [m.instrument for m in Citator(corpus).mentions(name)]
    if not named or named[0] not in corpus.instruments:
        raise UnknownProvision(
            f"There is no instrument {name!r} here. `banfa law` lists what there is, `banfa law --missing` what is not."
        )
    return named[0]


def _settle(provision: Provision, raw: Pinpoint) -> str | None:
    found = provision.resolve(raw.locator)
    if found is None and raw.bracketed and raw.locator.count("__") == 1:
        found = provision.resolve(raw.locator.replace("__para_", "__item_"))
    return found
