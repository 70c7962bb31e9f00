"""What changed in an official text since it was last fetched, and what of ours rests on the articles that changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from banfa.corpus import Corpus, cites
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
    rows = [((cite.kind, cite.id), (cite.instrument, cite.locator)) for cite in cites(corpus)]
    rows += [(("gold question", entry.id), address) for entry in gold for address in entry.cites]
    hit = [thing for thing, (law, locator) in rows if law == instrument and article_of(locator) in articles]
    return [Touched(kind, name) for kind, name in dict.fromkeys(hit)]


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
