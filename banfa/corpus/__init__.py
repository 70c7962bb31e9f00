"""The corpus: the only reader of the ``corpus/`` folder. What it returns has been proved to add up."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from banfa import locator as loc
from banfa.corpus.citations import Cite, cites
from banfa.corpus.facts import Derived, Fact
from banfa.corpus.instrument import read_instrument
from banfa.corpus.knowledge import (
    Field,
    KnownInstrument,
    Misbelief,
    OpenPoint,
    Term,
    read_field,
    read_glossary,
    read_known,
    read_misbeliefs,
    read_open_points,
)
from banfa.corpus.notes import Note, Practice, read_notes
from banfa.corpus.obligations import Obligation, read_obligations
from banfa.corpus.readings import Readings, read_readings
from banfa.corpus.regimes import Regime
from banfa.corpus.scope import Gate, Scope, read_scope
from banfa.corpus.situations import Situation, read_situations
from banfa.corpus.together import Bundle, read_bundles
from banfa.corpus.topics import Topic, read_topics
from banfa.errors import CorpusError, UnknownProvision
from banfa.law import Instrument, Provision, Statement

__all__ = [
    "Cite",
    "Corpus",
    "Derived",
    "Fact",
    "Field",
    "Gate",
    "KnownInstrument",
    "Misbelief",
    "Note",
    "Obligation",
    "OpenPoint",
    "Practice",
    "Readings",
    "Regime",
    "Scope",
    "Situation",
    "Statement",
    "Term",
    "Topic",
    "cites",
    "read_corpus",
]


@dataclass(frozen=True)
class Corpus:
    """Everything the program knows of the law, and the hash of the files it came from."""

    instruments: dict[str, Instrument]
    provisions: tuple[Provision, ...]
    glossary: tuple[Term, ...]
    known: tuple[KnownInstrument, ...]
    open_points: tuple[OpenPoint, ...]
    misbeliefs: tuple[Misbelief, ...]
    notes: tuple[Note, ...]
    obligations: tuple[Obligation, ...]
    field: Field
    scope: Scope
    readings: Readings
    topics: tuple[Topic, ...]
    situations: tuple[Situation, ...]
    bundles: tuple[Bundle, ...]
    hash: str

    @cached_property
    def _by_address(self) -> dict[tuple[str, str], list[Provision]]:
        table: dict[tuple[str, str], list[Provision]] = {}
        for provision in self.provisions:
            table.setdefault((provision.instrument, provision.locator), []).append(provision)
        return table

    @cached_property
    def beside(self) -> dict[str, tuple[Statement, ...]]:
        """What each text beside the law rests on, by ``note:<id>``, ``open_point:<id>`` or ``misbelief:<id>``."""
        return {
            **{f"note:{n.id}": n.claims for n in self.notes},
            **{f"open_point:{p.id}": p.claims for p in self.open_points},
            **{f"misbelief:{m.id}": m.claims for m in self.misbeliefs},
        }

    @cached_property
    def told(self) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
        """By instrument and article the situations that it answers: the locator that does, and the words."""
        table: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for situation in self.situations:
            for instrument, locator in situation.cites:
                table.setdefault((instrument, loc.article_of(locator)), []).append((locator, situation.text))
        return {address: tuple(told) for address, told in table.items()}

    @cached_property
    def together(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The articles that one answer cites together, by situation and by bundle, each once."""
        sets = [*(one.cites for one in self.situations), *(one.cites for one in self.bundles)]
        return tuple(tuple(dict.fromkeys((name, loc.article_of(at)) for name, at in cites)) for cites in sets)

    @cached_property
    def english(self) -> dict[str, tuple[str, ...]]:
        """The Chinese terms of art of the glossary and of the provisions, longest first, with their English names."""
        table: dict[str, dict[str, None]] = {}
        for term in self.glossary:
            for zh in term.zh:
                table.setdefault(zh, {}).update(dict.fromkeys(term.en))
        for pair in (term for p in self.provisions for e in p.enrichment.values() for term in e.terms):
            zh, bar, en = (part.strip() for part in pair.partition("|"))
            if bar:
                table.setdefault(zh, {})[en] = None
        return {zh: tuple(table[zh]) for zh in sorted(table, key=len, reverse=True)}

    def provision(self, instrument: str, locator: str, on: date | None = None) -> Provision:
        """The article at a locator (which may point inside it) as it reads on a day; without a day, as it reads last.

        Raises:
            UnknownProvision: there is no such instrument or article, or none in force on that day.
        """
        if instrument not in self.instruments:
            held = ", ".join(sorted(self.instruments))
            raise UnknownProvision(f"The corpus holds no instrument {instrument!r}. It holds {held}.")
        versions = self.wordings(instrument, locator)
        card = self.instruments[instrument]
        if not versions:
            raise UnknownProvision(
                f"{card.short_en} has no {loc.pinpoint(loc.article_of(locator))} here; it has {self._extent(card)}."
            )
        fitting = [p for p in versions if on is None or p.in_force(on)]
        if not fitting:
            first = versions[0].effective.isoformat()
            raise UnknownProvision(f"{card.cite(locator)} was not in force on {on}; it is in force from {first}.")
        found = fitting[-1]
        if found.resolve(locator) is None:
            units = ", ".join(loc.pinpoint(u.locator) for u in found.units)
            raise UnknownProvision(f"{card.short_en} {loc.pinpoint(loc.article_of(locator))} has no {locator!r}; it has {units}.")
        return found

    def wordings(self, instrument: str, locator: str) -> Sequence[Provision]:
        """The wordings of the article that a locator lies in, oldest first; none where there is no such article."""
        return self._by_address.get((instrument, loc.article_of(locator)), ())

    def in_force(self, on: date) -> tuple[Provision, ...]:
        """The provisions that are the law on a day."""
        return tuple(p for p in self.provisions if p.in_force(on))

    @staticmethod
    def _extent(card: Instrument) -> str:
        if card.articles_held:
            basis = "as a restatement" if card.text_basis == "restatement" else "as an extract"
            return ", ".join(map(loc.pinpoint, card.articles_held)) + f" ({basis})"
        return f"articles 1 to {card.articles}"


def read_corpus(folder: Path) -> Corpus:
    """Read and prove the whole corpus.

    Raises:
        CorpusError: some file is broken; the message names the file, the line and the remedy.
    """
    folders = sorted(f.parent for f in folder.glob("*/instrument.toml"))
    if not folders:
        raise CorpusError(folder, 0, "no instrument.", "Point BANFA_CORPUS at the folder that has <instrument>/instrument.toml.")
    instruments: dict[str, Instrument] = {}
    provisions: list[Provision] = []
    scope = read_scope(sorted(folder.glob("*/scope.toml")))
    for sub in folders:
        instrument, texts = read_instrument(sub)
        instruments[instrument.id] = instrument
        provisions += texts
    held = set(instruments)
    corpus = Corpus(
        instruments=instruments,
        provisions=tuple(provisions),
        glossary=read_glossary(folder / "glossary.toml"),
        known=tuple(k for k in read_known(folder / "known.toml") if k.id not in held),
        open_points=read_open_points(folder / "open_points.toml"),
        misbeliefs=read_misbeliefs(folder / "misbeliefs.toml"),
        notes=read_notes(folder / "notes"),
        obligations=read_obligations(sorted(folder.glob("*/obligations.toml"))),
        field=read_field(folder / "field.toml"),
        scope=scope,
        readings=read_readings(sorted(folder.glob("*/readings.toml")), scope.known.yes_no),
        topics=read_topics(sorted(folder.glob("*/topics.toml")), {c.id: c.jurisdiction for c in instruments.values()}),
        situations=read_situations(sorted(folder.glob("situations/*.toml"))),
        bundles=read_bundles(sorted(folder.glob("together/*.toml"))),
        hash=hash_of(folder),
    )
    _check_addresses(folder, corpus)
    _check_regimes(folder, corpus)
    return corpus


def hash_of(folder: Path) -> str:
    """The SHA-256 (hex) of every data file of the corpus, by name and content."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".toml", ".md"} and file.name != "README.md":
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _check_addresses(folder: Path, corpus: Corpus) -> None:
    """Every citation beside the law leads to a provision that is in force on its day."""
    for cite in cites(corpus):
        try:
            corpus.provision(cite.instrument, cite.locator, cite.on or _now(corpus, cite.instrument))
        except UnknownProvision as error:
            address = f"{cite.instrument}:{cite.locator}"
            spellings = (f'{address}"', f"{address}]", f"{address};", f'locator = "{cite.locator}"')
            file, line = _place(folder, cite.file, spellings)
            what = f"{cite.kind} {cite.id} cites what is not there: {error}"
            raise CorpusError(file, line, what, "Correct the citation.") from None


def _now(corpus: Corpus, instrument: str) -> date | None:
    """The day as of which what bears none is read: the last on which any text here was verified, or the first of the law itself.

    None where there is no such instrument.
    """
    card = corpus.instruments.get(instrument)
    if card is None:
        return None
    first = min((p.effective for p in corpus.provisions if p.instrument == instrument), default=card.verified_on)
    return max(first, *(other.verified_on for other in corpus.instruments.values()))


def _check_regimes(folder: Path, corpus: Corpus) -> None:
    """Every quote of a regime, comparison or topic is verbatim in its provision; every open point of a regime is there."""
    points = {point.id for point in corpus.open_points}
    quoting = [("scope", r.id, g.statement, g.quote) for r in corpus.scope.regimes for g in r.grounds]
    quoting += [("scope", c.id, g.statement, g.quote) for c in corpus.scope.comparisons for g in c.words]
    quoting += [("topics", t.id, said.statement, said.quote) for t in corpus.topics for said in t.said]
    for name, id_, where, quote in quoting:
        if quote not in corpus.provision(where.instrument, where.locator).text_at(where.locator):
            file, line = _place(folder, f"*/{name}.toml", (quote,))
            what = f"{id_}: the quote is not in {where.instrument}:{where.locator}."
            raise CorpusError(file, line, what, "Copy the words from the provision.")
    for regime in corpus.scope.regimes:
        for arguable in regime.arguable:
            if arguable.point not in points:
                file, line = _place(folder, "*/scope.toml", (f'point = "{arguable.point}"',))
                raise CorpusError(file, line, f"{regime.id}: there is no open point {arguable.point!r}.", "Correct the id.")


def _place(folder: Path, name: str, spellings: tuple[str, ...]) -> tuple[Path, int]:
    """The first line that has one of the spellings in the files of that name."""
    for file in sorted(folder.glob(name)):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if any(spelling in line for spelling in spellings):
                return file, number
    return folder / name, 1
