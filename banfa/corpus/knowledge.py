"""Read what stands beside the instruments: glossary, known instruments, open points, misbeliefs, the field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from banfa.corpus.tables import Fields, read_toml
from banfa.law import Statement


@dataclass(frozen=True)
class Term:
    """A term of art, its spellings, and what people type instead of it."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    lay_en: tuple[str, ...]
    lay_zh: tuple[str, ...]
    meaning_en: str
    meaning_zh: str
    where: tuple[tuple[str, str], ...]
    defined: bool


@dataclass(frozen=True)
class KnownInstrument:
    """An instrument (or a draft) that we know of and do not hold."""

    id: str
    title_en: str
    title_zh: str
    short_en: str
    short_zh: str
    aliases: tuple[str, ...]
    official_url: str
    about_en: str
    about_zh: str
    asks_en: tuple[str, ...]
    asks_zh: tuple[str, ...]
    in_force: date | None
    draft: bool
    stage_en: str = ""
    stage_zh: str = ""

    def title(self, language: str) -> str:
        """The full title in ``en`` or ``zh``."""
        return self.title_zh if language == "zh" else self.title_en


@dataclass(frozen=True)
class OpenPoint:
    """A question that the text leaves open: what is open, what the text does say, what practice is known."""

    id: str
    title_en: str
    title_zh: str
    en: str
    zh: str
    claims: tuple[Statement, ...]
    practice_en: str
    practice_zh: str
    fact_en: str
    fact_zh: str
    asks_en: tuple[str, ...]
    asks_zh: tuple[str, ...]
    as_of: date


@dataclass(frozen=True)
class Misbelief:
    """Something popular guides get wrong, its correction, and the words that betray it."""

    id: str
    instrument: str
    wrong_en: str
    wrong_zh: str
    right_en: str
    right_zh: str
    claims: tuple[Statement, ...]
    cues_en: tuple[tuple[str, ...], ...]
    cues_zh: tuple[tuple[str, ...], ...]
    asks_en: tuple[str, ...]
    asks_zh: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """Examples of what lies outside the field, of improper requests and of greetings, and the words that tell them."""

    outside: tuple[str, ...]
    improper: tuple[str, ...]
    greeting: tuple[str, ...]
    evades: re.Pattern[str]
    foreign: re.Pattern[str]
    china: re.Pattern[str]
    matter: re.Pattern[str]
    elsewhere: re.Pattern[str]
    home: re.Pattern[str]
    union: re.Pattern[str]


def read_glossary(file: Path) -> tuple[Term, ...]:
    """The terms of ``glossary.toml``."""
    return tuple(_term(f) for f in entries(file, "term"))


def read_known(file: Path) -> tuple[KnownInstrument, ...]:
    """The instruments and drafts of ``known.toml``."""
    return tuple(
        [_known(f, draft=False) for f in entries(file, "instrument")] + [_known(f, draft=True) for f in entries(file, "draft")]
    )


def read_open_points(file: Path) -> tuple[OpenPoint, ...]:
    """The entries of ``open_points.toml``."""
    return tuple(
        OpenPoint(
            id=f.text("id"),
            title_en=f.text("title_en"),
            title_zh=f.text("title_zh"),
            en=f.text("en"),
            zh=f.text("zh"),
            claims=statements(f),
            practice_en=f.text("practice_en", ""),
            practice_zh=f.text("practice_zh", ""),
            fact_en=f.text("fact_en", ""),
            fact_zh=f.text("fact_zh", ""),
            asks_en=f.texts("asks_en"),
            asks_zh=f.texts("asks_zh"),
            as_of=f.must_day("as_of"),
        )
        for f in entries(file, "point")
    )


def read_misbeliefs(file: Path) -> tuple[Misbelief, ...]:
    """The entries of ``misbeliefs.toml``."""
    return tuple(
        Misbelief(
            id=f.text("id"),
            instrument=f.text("instrument"),
            wrong_en=f.text("wrong_en"),
            wrong_zh=f.text("wrong_zh"),
            right_en=f.text("right_en"),
            right_zh=f.text("right_zh"),
            claims=statements(f),
            cues_en=_cues(f, "cues_en"),
            cues_zh=_cues(f, "cues_zh"),
            asks_en=f.texts("asks_en"),
            asks_zh=f.texts("asks_zh"),
        )
        for f in entries(file, "misbelief")
    )


def read_field(file: Path) -> Field:
    """The examples of ``field.toml``."""
    f = Fields(file, 1, "field", read_toml(file))
    return Field(
        outside=f.texts("outside_en") + f.texts("outside_zh"),
        improper=f.texts("improper_en") + f.texts("improper_zh"),
        greeting=f.texts("greeting_en") + f.texts("greeting_zh"),
        evades=words_pattern(f, "improper_cues"),
        foreign=words_pattern(f, "foreign"),
        china=words_pattern(f, "china"),
        matter=words_pattern(f, "matter"),
        elsewhere=words_pattern(f, "elsewhere"),
        home=words_pattern(f, "home"),
        union=words_pattern(f, "union"),
    )


def entries(file: Path, name: str) -> list[Fields]:
    """The tables ``[[name]]`` of a TOML file, each knowing its line."""
    return sections(file, name)[name]


def sections(file: Path, *names: str) -> dict[str, list[Fields]]:
    """The tables ``[[…]]`` of several names of a TOML file, which is read once."""
    content, lines = read_toml(file), file.read_text(encoding="utf-8").splitlines()
    return {name: _tables(file, name, content.get(name, []), lines) for name in names}


def _tables(file: Path, name: str, rows: list[dict[str, Any]], lines: list[str]) -> list[Fields]:
    places = [n for n, line in enumerate(lines, 1) if line.strip() == f"[[{name}]]"]
    titles = [str(row.get("id") or row.get("name") or "") for row in rows]
    return [Fields(file, line, f"[[{name}]] {title}".strip(), row) for line, title, row in zip(places, titles, rows, strict=True)]


def _term(f: Fields) -> Term:
    return Term(
        zh=(f.text("zh"), *f.texts("zh_variants")),
        en=(f.text("en"), *f.texts("en_variants")),
        lay_en=f.texts("lay_en"),
        lay_zh=f.texts("lay_zh"),
        meaning_en=f.text("meaning"),
        meaning_zh=f.text("meaning_zh"),
        where=tuple(address(f, cite) for cite in f.texts("where")),
        defined=bool(f.table.get("defined", False)),
    )


def _known(f: Fields, *, draft: bool) -> KnownInstrument:
    return KnownInstrument(
        id=f.text("id"),
        title_en=f.text("title_en"),
        title_zh=f.text("title_zh"),
        short_en=f.text("short_en"),
        short_zh=f.text("short_zh"),
        aliases=f.texts("aliases"),
        official_url=f.text("official_url", ""),
        about_en=f.text("about_en"),
        about_zh=f.text("about_zh"),
        asks_en=f.texts("asks_en"),
        asks_zh=f.texts("asks_zh"),
        in_force=f.day("in_force"),
        draft=draft,
        stage_en=f.text("stage_en", ""),
        stage_zh=f.text("stage_zh", ""),
    )


def statements(f: Fields) -> tuple[Statement, ...]:
    """The ``claims`` of a table."""
    rows: list[dict[str, Any]] = f.table.get("claims", [])
    if not rows:
        raise f.fail("no claims.", 'Give what the text does say: claims = [{ cite = "id:locator", en = "…", zh = "…" }].')
    if not all(row.get("en") and row.get("zh") for row in rows):
        raise f.fail("a claim lacks its English or its Chinese.", 'Write { cite = "id:locator", en = "…", zh = "…" }.')
    return tuple(Statement(*address(f, row.get("cite", "")), row["en"], row["zh"]) for row in rows)


def address(f: Fields, cite: str) -> tuple[str, str]:
    """``instrument:locator`` in two."""
    instrument, colon, locator = cite.partition(":")
    if not colon:
        raise f.fail(f"{cite!r} is no citation.", 'Write "cn-genai-measures:art_17".')
    return instrument, locator


def words_pattern(f: Fields, *names: str) -> re.Pattern[str]:
    """One pattern for the words (regular expressions) of the named lists: whole words in English, anywhere in Chinese."""
    words = [word for name in names for word in f.texts(name)]
    english = "|".join(word for word in words if word.isascii())
    chinese = [word for word in words if not word.isascii()]
    pattern = "|".join([rf"\b(?:{english})", *chinese] if english else chinese)
    try:
        return re.compile(pattern or r"(?!)", re.IGNORECASE | re.DOTALL)
    except re.error as error:
        raise f.fail(f"{names[0]} holds a malformed pattern: {error}.", "Mend the regular expression.") from error


def _cues(f: Fields, name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(word).lower() for word in group) for group in f.table.get(name, []))
