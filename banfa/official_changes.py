"""What changed in an official text since it was last fetched, and what of ours rests on the articles that changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from banfa.corpus import Corpus
from banfa.corpus.knowledge import address
from banfa.corpus.tables import Fields, read_toml
from banfa.locator import article_of
from banfa.official import OfficialArticle


@dataclass(frozen=True)
class TextChange:
    """The articles (locators) that a new text has and the old had not, that it has no more, and that read otherwise."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """All of them."""
        return self.changed + self.added + self.dropped


@dataclass(frozen=True)
class Touched:
    """Something of ours that rests on an article that changed: what kind of thing, and which."""

    kind: str
    id: str


@dataclass(frozen=True)
class GoldEntry:
    """A gold question, as far as this report needs it: its id and the provisions that it names."""

    id: str
    cites: tuple[tuple[str, str], ...]


def compare(old: Iterable[OfficialArticle], new: Iterable[OfficialArticle]) -> TextChange:
    """What became of each article, in the order of the texts."""
    before, after = ({article.locator: article.lines for article in side} for side in (old, new))
    return TextChange(
        added=tuple(locator for locator in after if locator not in before),
        dropped=tuple(locator for locator in before if locator not in after),
        changed=tuple(locator for locator in after if locator in before and before[locator] != after[locator]),
    )


def touched(corpus: Corpus, instrument: str, articles: Collection[str], gold: Iterable[GoldEntry] = ()) -> list[Touched]:
    """What we wrote that rests on one of some articles (locators) of an instrument, each thing once."""
    rows = [*_ours(corpus, instrument), *(("gold question", entry.id, entry.cites) for entry in gold)]
    hit = [
        Touched(kind, name)
        for kind, name, cites in rows
        if any(law == instrument and article_of(locator) in articles for law, locator in cites)
    ]
    return list(dict.fromkeys(hit))


def _ours(corpus: Corpus, instrument: str) -> Iterator[tuple[str, str, Sequence[tuple[str, str]]]]:
    """Each thing with the provisions that it rests on."""
    for note in corpus.notes:
        yield "note", note.id, [(s.instrument, s.locator) for s in note.claims]
    for point in corpus.open_points:
        yield "open point", point.id, [(s.instrument, s.locator) for s in point.claims]
    for misbelief in corpus.misbeliefs:
        yield "misbelief", misbelief.id, [(s.instrument, s.locator) for s in misbelief.claims]
    for statement in corpus.instruments[instrument].overview:
        yield "overview", f"{instrument}:{statement.locator}", [(instrument, statement.locator)]
    for card in corpus.instruments.values():
        for d in card.displaced:
            yield "displacement", f"{card.id}:{d.locator}", [(card.id, d.locator), (d.statement.instrument, d.statement.locator)]
    for fact in corpus.scope.facts.values():
        yield "scope fact", fact.name, [fact.rests_on]
    for derived in corpus.scope.derived.values():
        yield "derived fact", derived.name, [derived.rests_on]
    for regime in corpus.scope.regimes:
        yield "regime", regime.id, [(g.statement.instrument, g.statement.locator) for g in regime.grounds]
    for gate in corpus.scope.gates:
        yield "scope gate", gate.id, [(s.instrument, s.locator) for s in gate.claims]
    for term in corpus.glossary:
        yield "glossary term", term.zh[0], term.where


def read_gold(folder: Path) -> tuple[GoldEntry, ...]:
    """The gold questions in a folder, read as plain data; none where there is no such folder.

    Raises:
        CorpusError: a file is not TOML or names a provision in no known form.
    """
    tables = [fields for file in sorted(folder.glob("*.toml")) for fields in _questions(file)]
    return tuple(GoldEntry(fields.text("id"), _cites(fields)) for fields in tables)


def _questions(file: Path) -> list[Fields]:
    return [Fields(file, 1, f"[[question]] {row.get('id', '')}", row) for row in read_toml(file).get("question", [])]


def _cites(fields: Fields) -> tuple[tuple[str, str], ...]:
    return tuple(address(fields, str(cite)) for need in fields.table.get("gold", []) for cite in need)
