"""Everything of ours that cites a provision, and for which day: one list for the proof of the corpus and for reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from banfa.law import Statement

if TYPE_CHECKING:
    from banfa.corpus import Corpus

Address = tuple[str, str]


@dataclass(frozen=True)
class Cite:
    """One citation: what kind of thing of ours makes it, which one, in which file (a glob), of what, as of which day.

    ``on`` is None for what bears no day of its own: it speaks of the law as it reads now.
    """

    kind: str
    id: str
    file: str
    instrument: str
    locator: str
    on: date | None = None


def cites(corpus: Corpus) -> Iterator[Cite]:
    """Every citation beside the texts of the law, thing by thing."""
    for note in corpus.notes:
        yield from _all("note", note.id, f"notes/{note.id}.md", _of(note.claims), note.as_of)
    for point in corpus.open_points:
        yield from _all("open point", point.id, "open_points.toml", _of(point.claims), point.as_of)
    for misbelief in corpus.misbeliefs:
        yield from _all("misbelief", misbelief.id, "misbeliefs.toml", _of(misbelief.claims))
    yield from _cards(corpus)
    for duty in corpus.obligations:
        yield from _all("obligation", duty.id, f"{duty.instrument}/obligations.toml", duty.cites)
    for fact in corpus.scope.facts.values():
        yield from _all("scope fact", fact.name, "*/scope.toml", [fact.rests_on])
    for derived in corpus.scope.derived.values():
        yield from _all("derived fact", derived.name, "*/scope.toml", [derived.rests_on])
    for regime in corpus.scope.regimes:
        yield from _all("regime", regime.id, "*/scope.toml", _of(ground.statement for ground in regime.grounds))
    for row in corpus.scope.comparisons:
        yield from _all("comparison", row.id, "*/scope.toml", [*row.rests_on, *_of(word.statement for word in row.words)])
    for topic in corpus.topics:
        yield from _all("topic", topic.id, "*/topics.toml", _of(said.statement for said in topic.said))
    for gate in corpus.scope.gates:
        yield from _all("scope gate", gate.id, "*/scope.toml", _of(gate.claims))
    for situation in corpus.situations:
        yield from _all("situation", f"{situation.text[:40]!r}", situation.file, situation.cites)
    for bundle in corpus.bundles:
        yield from _all("bundle", f"{bundle.problem[:40]!r}", bundle.file, bundle.cites)
    for term in corpus.glossary:
        yield from _all("glossary term", term.zh[0], "glossary.toml", term.where)


def _cards(corpus: Corpus) -> Iterator[Cite]:
    for card in corpus.instruments.values():
        file = f"{card.id}/instrument.toml"
        for statement in card.overview:
            yield from _all("overview", f"{card.id}:{statement.locator}", file, statement.cites)
        for displaced in card.displaced:
            both = ((card.id, displaced.locator), *((card.id, at) for at in displaced.stands), *displaced.statement.cites)
            yield from _all("displacement", f"{card.id}:{displaced.locator}", file, both, displaced.since)
        for deferred in card.deferred:
            both = (*((card.id, locator) for locator in deferred.locators), *deferred.statement.cites)
            yield from _all("deferral", f"{card.id}:{deferred.locators[0]}", file, both)


def _of(statements: Iterable[Statement]) -> list[Address]:
    return [cite for statement in statements for cite in statement.cites]


def _all(kind: str, name: str, file: str, addresses: Iterable[Address], on: date | None = None) -> Iterator[Cite]:
    for instrument, locator in addresses:
        yield Cite(kind, name, file, instrument, locator, on)
