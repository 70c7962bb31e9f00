"""Read one instrument folder: instrument.toml, its dated texts, and the enrichment beside each text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from banfa import locator as loc
from banfa.corpus.gist_proof import prove_gists
from banfa.corpus.knowledge import address, entries
from banfa.corpus.moves import read_moves
from banfa.corpus.parse import ParsedArticle, parse_text
from banfa.corpus.tables import Fields, line_of, lines_of, read_toml
from banfa.errors import CorpusError
from banfa.law import Deferral, Displacement, Enrichment, Instrument, Provision, Statement

_DATED = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_INTO_FORCE = re.compile(r"^(?:This|These) [A-Z][a-z]+ comes? into force on (\d{1,2} [A-Z][a-z]+ \d{4})")
_BASES = ("translation", "restatement")
_LEADS_TO = ("text", "home page", "first text")
_MODALITIES = frozenset({"must", "must_not", "may", "right", "definition", "policy", "penalty"})


def read_instrument(folder: Path) -> tuple[Instrument, tuple[Provision, ...]]:
    """The instrument in ``folder`` and the provisions of all its versions.

    Raises:
        CorpusError: anything in the folder is missing, malformed or does not add up.
    """
    instrument = _read_card(folder)
    texts = sorted(file for file in folder.glob("*.md") if _DATED.match(file.stem))
    if not texts:
        raise CorpusError(folder, 0, "no dated text.", "Add <date>.md, named by the day from which the text is in force.")
    dates = [_date_of(file) for file in texts]
    provisions: list[Provision] = []
    for file, effective, until in zip(texts, dates, [*dates[1:], None], strict=True):
        provisions += _read_version(instrument, file, effective, until)
    return instrument, tuple(provisions)


def _date_of(file: Path) -> date:
    try:
        return date.fromisoformat(file.stem)
    except ValueError:
        raise CorpusError(file, 0, f"{file.stem} is no day.", "Name the text by the day from which it is in force.") from None


def _read_card(folder: Path) -> Instrument:
    file = folder / "instrument.toml"
    table = read_toml(file)
    card = Fields(file, 1, "instrument", table)
    title = Fields(file, None, "[title]", table.get("title", {}))
    issuers = table.get("issuers", [])
    if not all(isinstance(i, dict) and "en" in i and "zh" in i for i in issuers):
        raise card.fail("issuers is malformed.", 'Write issuers = [{ en = "…", zh = "…" }].')
    basis = card.text("text_basis")
    if basis not in _BASES:
        raise card.fail(f"text_basis is {basis!r}.", f"Use one of {', '.join(_BASES)}.")
    leads_to = card.text("url_leads_to", "text")
    if leads_to not in _LEADS_TO:
        raise card.fail(f"url_leads_to is {leads_to!r}.", f"Use one of {', '.join(_LEADS_TO)}.")
    return Instrument(
        id=folder.name,
        title_en=title.text("en"),
        title_zh=title.text("zh"),
        short_en=title.text("short_en"),
        short_zh=title.text("short_zh"),
        aliases=card.texts("aliases"),
        kind=card.text("kind"),
        legal_force=card.text("legal_force"),
        jurisdiction=card.text("jurisdiction"),
        number=card.text("number", ""),
        issuers=tuple((i["en"], i["zh"]) for i in issuers),
        in_force=card.must_day("in_force"),
        official_url=card.text("official_url"),
        url_leads_to=leads_to,
        text_basis=basis,
        checked_against=card.text("checked_against"),
        verified_by=card.text("verified_by"),
        verified_on=card.must_day("verified_on"),
        articles=card.number("articles"),
        articles_held=_held(card, table.get("articles_held", [])),
        articles_at=_counts(card, table.get("articles_at", {})),
        adopted=card.day("adopted"),
        published=card.day("published"),
        note=card.text("note", ""),
        displaced=tuple(_displacement(f) for f in entries(file, "displaced")),
        deferred=tuple(_deferral(f) for f in entries(file, "deferred")),
        moves=read_moves(folder / "renumbering.toml"),
        overview=tuple(Statement(folder.name, f.text("locator"), f.text("en"), f.text("zh")) for f in entries(file, "overview")),
    )


def _held(card: Fields, listed: list[int | str]) -> tuple[str, ...]:
    """The locators of the articles held; written as ``17``, ``"4a"``, ``"annex_iii"`` or ``"cl_5_6"``."""
    found = tuple(name if loc.is_locator(name) else f"art_{name}" for name in map(str, listed))
    if wrong := [name for name in found if not loc.is_locator(name)]:
        raise card.fail(f"articles_held has {wrong[0]!r}.", 'Write 17, "4a", "annex_iii" or "cl_5_6".')
    return found


def _counts(card: Fields, table: Mapping[str, int]) -> Mapping[date, int]:
    try:
        return MappingProxyType({date.fromisoformat(day): int(count) for day, count in table.items()})
    except ValueError:
        raise card.fail("articles_at is malformed.", 'Write "2017-06-01" = 79: the day of a version and its articles.') from None


def _displacement(fields: Fields) -> Displacement:
    by = address(fields, fields.text("by"))
    instead = Statement(*by, fields.text("en"), fields.text("zh"))
    return Displacement(fields.text("locator"), fields.must_day("from"), instead, fields.texts("stands"))


def _deferral(fields: Fields) -> Deferral:
    by = address(fields, fields.text("by"))
    locators = fields.texts("locators")
    if not locators:
        raise fields.fail("locators is missing.", 'Write locators = ["art_6", "art_10"].')
    return Deferral(locators, fields.must_day("until"), Statement(*by, fields.text("en"), fields.text("zh")))


def _read_version(instrument: Instrument, file: Path, effective: date, until: date | None) -> list[Provision]:
    parsed = parse_text(file)
    _check_numbering(instrument, file, parsed, instrument.articles_at.get(effective, instrument.articles))
    _check_day(instrument, file, parsed)
    enrichment = _read_enrichment(file.with_suffix(".toml"), parsed)
    provisions = [
        Provision(
            instrument=instrument.id,
            locator=article.locator,
            heading=article.heading,
            chapter=article.chapter,
            units=article.units,
            effective=effective,
            until=until,
            enrichment=enrichment[article.locator],
        )
        for article in parsed
    ]
    for provision in provisions:
        prove_gists(instrument, provision, file.with_suffix(".toml"))
    return provisions


def _check_numbering(instrument: Instrument, file: Path, parsed: list[ParsedArticle], count: int) -> None:
    wanted = instrument.articles_held or tuple(f"art_{n}" for n in range(1, count + 1))
    for article, locator in zip(parsed, wanted, strict=False):
        if article.locator != locator:
            what = f"{loc.pinpoint(article.locator)} stands where {loc.pinpoint(locator)} was expected."
            raise CorpusError(file, article.line, what, "Number the articles without gap or repeat, in order.")
    if len(parsed) != len(wanted):
        what = f"{len(parsed)} articles where instrument.toml says {len(wanted)}."
        raise CorpusError(file, parsed[-1].line, what, "Complete the text, or correct the count.")


def _check_day(instrument: Instrument, file: Path, parsed: list[ParsedArticle]) -> None:
    """The day of entry into force that a text gives is the one that its card gives (an amended law keeps its first day)."""
    for article in parsed:
        for unit in article.units:
            said = _INTO_FORCE.match(unit.text)
            if said and (day := datetime.strptime(said[1], "%d %B %Y").date()) != instrument.in_force:
                what = f"the text comes into force on {day}, by instrument.toml on {instrument.in_force}."
                raise CorpusError(file, article.line, what, "Correct the day that is wrong.")


def _read_enrichment(file: Path, parsed: list[ParsedArticle]) -> dict[str, Mapping[str, Enrichment]]:
    table, lines = read_toml(file), lines_of(file)
    found: dict[str, dict[str, Enrichment]] = {article.locator: {} for article in parsed}
    addresses = {unit.locator for article in parsed for unit in article.units} | set(found)
    for locator, fields in table.items():
        if locator not in addresses:
            raise CorpusError(file, line_of(file, f"[{locator}]"), f"[{locator}] is no unit of the text.", "Correct or drop it.")
        found[loc.article_of(locator)][locator] = _enrichment(Fields(file, None, f"[{locator}]", fields))
    for article in parsed:
        if article.locator not in found[article.locator]:
            raise CorpusError(file, 1, f"[{article.locator}] is missing.", "Give every article its gist and the ways people ask.")
        own = found[article.locator][article.locator]
        if not (own.heading_zh and own.gist_en and own.gist_zh and own.asks_en and own.asks_zh and own.modality):
            where = lines.get(f"[{article.locator}]", 1)
            raise CorpusError(
                file,
                where,
                f"[{article.locator}] is incomplete.",
                "It needs heading_zh, gist, asks (both languages) and modality.",
            )
    return {locator: MappingProxyType(tables) for locator, tables in found.items()}


def _enrichment(fields: Fields) -> Enrichment:
    modality = fields.texts("modality")
    if unknown := set(modality) - _MODALITIES:
        raise fields.fail(f"unknown modality {', '.join(sorted(unknown))}.", f"Use {', '.join(sorted(_MODALITIES))}.")
    found = Enrichment(
        heading_zh=fields.text("heading_zh", ""),
        gist_en=fields.text("gist_en"),
        gist_zh=fields.text("gist_zh"),
        terms=fields.texts("terms"),
        topics=fields.texts("topics"),
        actors=fields.texts("actors"),
        modality=modality,
        asks_en=fields.texts("asks_en"),
        asks_zh=fields.texts("asks_zh"),
    )
    return replace(found, terms=tuple(term.strip() for term in found.terms))
