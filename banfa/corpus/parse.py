"""Read one dated text of an instrument: chapters, articles, paragraphs, items. Refuse what is broken, with line and remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from banfa import locator as loc
from banfa.errors import CorpusError
from banfa.law import Unit

_CHAPTER = re.compile(r"^## (.+)$")
_ARTICLE = re.compile(r"^### (?:Article (\d+[a-z]?)|Annex ([IVX]+)|Clause (\d+(?:\.\d+)*))\. (\S.*)$")
_ITEM = re.compile(r"^\((?:(\d+)|([a-z]{1,2}))\) \S")
_NUMBERED = re.compile(r"^(\d+[a-z]?)\. \S")


@dataclass(frozen=True)
class ParsedArticle:
    """One article of a file, with the line it starts on."""

    locator: str
    heading: str
    chapter: str
    units: tuple[Unit, ...]
    line: int


@dataclass
class _Draft:
    locator: str
    heading: str
    chapter: str
    line: int
    body: list[tuple[int, str]]


def parse_text(file: Path) -> list[ParsedArticle]:
    """The articles of ``file`` in order.

    Raises:
        CorpusError: a line outside any article, a malformed heading, an empty or repeated article, items out of order.
    """
    return [_finish(file, draft) for draft in _drafts(file)]


def _drafts(file: Path) -> list[_Draft]:
    drafts: list[_Draft] = []
    chapter = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("# "):
            continue
        if line.startswith("###"):
            drafts.append(_open_article(file, number, line, chapter))
        elif match := _CHAPTER.match(line):
            chapter = match[1]
        elif line.startswith("#"):
            raise CorpusError(file, number, f"unknown heading {line!r}.", "Use '## Chapter …' or '### Article N. Heading'.")
        elif not drafts:
            raise CorpusError(
                file, number, "text before the first article.", "Put it under '### Article 1. …' or in instrument.toml."
            )
        else:
            drafts[-1].body.append((number, line))
    if not drafts:
        raise CorpusError(file, 1, "no article.", "Write each article under a heading '### Article N. Heading'.")
    return drafts


def _open_article(file: Path, number: int, line: str, chapter: str) -> _Draft:
    match = _ARTICLE.match(line)
    if match is None:
        raise CorpusError(file, number, f"malformed article heading {line!r}.", "Write '### Article 17. Short heading'.")
    locator = f"art_{match[1]}" if match[1] else f"annex_{match[2].lower()}" if match[2] else loc.clause(match[3])
    return _Draft(locator, match[4], chapter, number, [])


def _finish(file: Path, draft: _Draft) -> ParsedArticle:
    if not draft.body:
        raise CorpusError(file, draft.line, f"{loc.pinpoint(draft.locator)} is empty.", "Write its text below the heading.")
    first_line, first = draft.body[0]
    if _ITEM.match(first):
        raise CorpusError(file, first_line, "an item without a paragraph before it.", "Write the leading paragraph first.")
    units = _numbered(file, draft) if _NUMBERED.match(first) else _counted(file, draft)
    seen: set[str] = set()
    for unit, (number, _) in zip(units, draft.body, strict=True):
        if unit.locator in seen:
            what = f"{loc.pinpoint(unit.locator)} stands there twice."
            raise CorpusError(file, number, what, "Give each paragraph and item a number of its own.")
        seen.add(unit.locator)
    return ParsedArticle(draft.locator, draft.heading, draft.chapter, tuple(units), draft.line)


def _counted(file: Path, draft: _Draft) -> list[Unit]:
    """Paragraphs without numbers of their own, as in Chinese law: they are counted, and their items must count on."""
    paragraphs = sum(1 for _, text in draft.body if not _ITEM.match(text))
    units: list[Unit] = []
    paragraph, item = 0, 0
    for number, text in draft.body:
        match = _ITEM.match(text)
        if match is None:
            paragraph, item = paragraph + 1, 0
            alone = paragraphs == 1 and len(draft.body) == 1
            units.append(Unit(draft.locator if alone else f"{draft.locator}__para_{paragraph}", text))
            continue
        container = draft.locator if paragraphs == 1 else f"{draft.locator}__para_{paragraph}"
        if match[2]:
            if item:
                raise CorpusError(file, number, f"({match[2]}) in a list of numbers.", "Use numbers or letters, not both.")
            units.append(Unit(f"{container}__{match[2]}", text))
            continue
        if units and re.search(r"__[a-z]{1,2}$", units[-1].locator):
            raise CorpusError(file, number, f"({match[1]}) in a list of letters.", "Use numbers or letters, not both.")
        item += 1
        if int(match[1]) != item:
            raise CorpusError(
                file, number, f"item ({match[1]}) where ({item}) was expected.", "Number the items of a paragraph 1, 2, 3, …"
            )
        units.append(Unit(f"{container}__item_{item}", text))
    return units


def _numbered(file: Path, draft: _Draft) -> list[Unit]:
    """Paragraphs that carry their numbers, as in Union law ("1a. …"): the numbers are taken as they are, gaps and all."""
    kind = "point" if draft.locator.startswith("annex") else "para"
    units: list[Unit] = []
    container = ""
    for number, text in draft.body:
        if match := _NUMBERED.match(text):
            container = f"{draft.locator}__{kind}_{match[1]}"
            units.append(Unit(container, text))
        elif match := _ITEM.match(text):
            units.append(Unit(f"{container}__{match[2] or 'item_' + match[1]}", text))
        else:
            what = "a paragraph without a number in an article of numbered ones."
            raise CorpusError(file, number, what, "Number it, or join it to the paragraph before it.")
    return units
