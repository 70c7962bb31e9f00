"""What the law is made of: instruments, their provisions, and citations of them. Pure values, no reading of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from banfa import locator as loc
from banfa.phrases import phrase


@dataclass(frozen=True)
class Enrichment:
    """What we wrote about a provision so that people find and read it. It helps the search and is never quoted as law."""

    heading_zh: str = ""
    gist_en: str = ""
    gist_zh: str = ""
    terms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    asks_en: tuple[str, ...] = ()
    asks_zh: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[str, ...]:
        """The ways of asking in both languages."""
        return self.asks_en + self.asks_zh

    def gist(self, language: str) -> str:
        """The one-sentence summary in ``en`` or ``zh`` (empty where none was written)."""
        return self.gist_zh if language == "zh" else self.gist_en


@dataclass(frozen=True)
class Unit:
    """The smallest addressable piece of a provision: a paragraph or an item, with its own words only."""

    locator: str
    text: str


@dataclass(frozen=True)
class Provision:
    """An article as it read from ``effective`` until the day before ``until`` (None: still)."""

    instrument: str
    locator: str
    heading: str
    chapter: str
    units: tuple[Unit, ...]
    effective: date
    until: date | None = None
    enrichment: Mapping[str, Enrichment] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole article: one paragraph or item a line."""
        return "\n".join(unit.text for unit in self.units)

    def in_force(self, on: date) -> bool:
        """Whether this wording was the law on that day."""
        return self.effective <= on and (self.until is None or on < self.until)

    def resolve(self, locator: str) -> str | None:
        """The canonical form of a locator into this article, or None if there is no such unit.

        The spellings people use are accepted where they are unambiguous: ``art_17__para_1`` for an article of one
        paragraph, ``art_4__para_1__item_2`` for ``art_4__item_2`` and the other way round.
        """
        if loc.article_of(locator) != self.locator:
            return None
        addresses = {unit.locator for unit in self.units} | {self.locator}
        if locator in addresses:
            return locator
        wanted = locator.split("__")[1:]
        if wanted == ["para_1"] and len(self.units) == 1:
            return self.locator
        below = "item_" if wanted[-1].startswith("item_") else wanted[-1] if wanted[-1].isalpha() else "-"
        ends = [a for a in addresses if a.endswith("__" + wanted[-1]) and wanted[-1].startswith(below)]
        if len(ends) == 1 and (len(wanted) == 1 or (wanted[0] == "para_1" and "__para_" not in ends[0])):
            return ends[0]
        return None

    def text_at(self, locator: str) -> str:
        """The words at a locator: the article, a paragraph with its items, or one item."""
        if locator == self.locator:
            return self.text
        return "\n".join(unit.text for unit in self.units if self._covers(locator, unit.locator))

    def _covers(self, locator: str, unit: str) -> bool:
        lead_with_items = locator == f"{self.locator}__para_1" and unit.startswith(f"{self.locator}__item_")
        return loc.within(unit, locator) or lead_with_items

    def about(self, locator: str | None = None) -> Enrichment:
        """Our enrichment of the article, or of one of its units (empty where none was written)."""
        return self.enrichment.get(locator or self.locator, Enrichment())


@dataclass(frozen=True)
class Statement:
    """A sentence of ours about a provision, in both languages; it passes the same check as any claim.

    ``also`` are the addresses (instrument, locator) of further provisions that carry it.
    """

    instrument: str
    locator: str
    en: str
    zh: str
    also: tuple[tuple[str, str], ...] = ()

    @property
    def cites(self) -> tuple[tuple[str, str], ...]:
        """The addresses of all provisions that carry it."""
        return ((self.instrument, self.locator), *self.also)

    def text(self, language: str) -> str:
        """The sentence in ``en`` or ``zh``."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Displacement:
    """A provision that still stands in its text but gives way, since a day, to the one that the statement is about.

    ``stands`` are the units in it that the newer law leaves as they are.
    """

    locator: str
    since: date
    statement: Statement
    stands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deferral:
    """Provisions that stand in a text and do not apply, or not to everything, before a day; the statement says to what when."""

    locators: tuple[str, ...]
    until: date
    statement: Statement


@dataclass(frozen=True)
class Move:
    """What a new version of an instrument did with an article: from which it came, where it went, whether the words changed.

    ``old`` is empty for an article that was added, ``new`` for one that was dropped.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    changed: bool


@dataclass(frozen=True)
class Instrument:
    """A law, regulation, rule or standard: what it is called, who made it, what our text of it rests on.

    ``url_leads_to`` says what is at ``official_url``: the ``text``, only the ``home page`` of who issued it, or the
    ``first text`` without its later amendments.
    """

    id: str
    title_en: str
    title_zh: str
    short_en: str
    short_zh: str
    aliases: tuple[str, ...]
    kind: str
    legal_force: str
    jurisdiction: str
    number: str
    issuers: tuple[tuple[str, str], ...]
    in_force: date
    official_url: str
    url_leads_to: str
    text_basis: str
    checked_against: str
    verified_by: str
    verified_on: date
    articles: int
    articles_held: tuple[str, ...] = ()
    articles_at: Mapping[date, int] = field(default_factory=dict, hash=False)
    adopted: date | None = None
    published: date | None = None
    note: str = ""
    overview: tuple[Statement, ...] = ()
    displaced: tuple[Displacement, ...] = ()
    deferred: tuple[Deferral, ...] = ()
    moves: tuple[Move, ...] = ()

    def title(self, language: str) -> str:
        """The full title in ``en`` or ``zh``."""
        return self.title_zh if language == "zh" else self.title_en

    def short(self, language: str) -> str:
        """The name used in citation chips."""
        return self.short_zh if language == "zh" else self.short_en

    def leads_to(self, language: str) -> str:
        """A sentence on what is at the official address where that is not the text that we hold; else empty."""
        return "" if self.url_leads_to == "text" else phrase(f"leads_to_{self.url_leads_to.replace(' ', '_')}", language)

    def displacements(self, locator: str, on: date) -> tuple[Displacement, ...]:
        """What has given way to another provision by a day, of a provision or unit and of what it lies in or holds."""
        near = [d for d in self.displaced if loc.within(locator, d.locator) or loc.within(d.locator, locator)]
        return tuple(d for d in near if d.since <= on and not any(loc.within(locator, at) for at in d.stands))

    def deferrals(self, locator: str, on: date) -> tuple[Deferral, ...]:
        """What says that a provision or unit, or what it holds, does not apply yet, or not to everything, on a day."""
        near = [d for d in self.deferred if any(loc.within(locator, at) or loc.within(at, locator) for at in d.locators)]
        return tuple(d for d in near if on < d.until)

    def cite(self, locator: str, language: str = "en") -> str:
        """A pinpoint citation: ``Interim Measures art 17`` or ``暂行办法第十七条``."""
        if language == "zh":
            return self.short_zh + loc.pinpoint(locator, "zh")
        return f"{self.short_en} {loc.pinpoint(locator)}"

    def cite_on(self, locator: str, language: str, on: date) -> str:
        """A pinpoint citation as of a day: it says so where what is cited gives way to another provision by then."""
        cited = self.cite(locator, language)
        if not self.displacements(locator, on):
            return cited
        said = phrase("gives_way", language)
        return f"{cited}（{said}）" if language == "zh" else f"{cited} ({said})"


@dataclass(frozen=True)
class Citation:
    """A pinpoint into the law with the words relied on."""

    instrument: str
    locator: str
    quote: str
