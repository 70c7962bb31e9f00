"""From official pages, or files at hand, to official texts in the data folder: read, proved, compared with what was there, kept.

Frameworks come in by the door: who calls gives what downloads an address and what reads HTML. One instrument that fails does not
stop the others; its outcome says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

from banfa.changes import versions
from banfa.corpus import Corpus
from banfa.errors import BanfaError, OfficialTextError
from banfa.law import Instrument
from banfa.official import OfficialText
from banfa.official_changes import TextChange, compare
from banfa.official_proof import BY_CLAUSE, by_article, last_date, named, settle, titled
from banfa.official_reading import ReadText, read_text
from banfa.official_store import read_official, write_official
from banfa.sheets import Sheet, decode, plain_sheet

LARGEST = 10_000_000
"""Bytes of a page or file; what is larger is not read."""
BY_HAND = "Or save the page from a browser (.html or .txt) into a folder and run `banfa fetch --from-dir FOLDER`."
_ELSEWHERE = {
    "home page": "the address known is only the home page of who issued it, not a page with its text: look for that page there.",
    "first text": "the address known leads to the text as first published; what we hold is the text after its amendment, of "
    "which we have no checked address: look for the amended text there.",
}
_TITLED = "Its Chinese title must stand in the first lines of the file or as the title of the page."
_PLAIN, _MARKUP = {".txt"}, {".html", ".htm"}


@dataclass(frozen=True)
class Download:
    """What an address gave: the address in the end, the bytes, the encoding the server named, whether they are plain text."""

    address: str
    content: bytes
    charset: str | None = None
    plain: bool = False


Downloader = Callable[[str], Download]
"""From an address to what is there; raises OfficialTextError."""
MarkupReader = Callable[[str], Sheet]
"""From the HTML of a page to its text; raises OfficialTextError."""


@dataclass(frozen=True)
class Outcome:
    """What became of an instrument, or of a file (``name``) that belongs to none.

    ``state`` is ``new``, ``same``, ``changed``, ``failed`` or ``skipped``; ``why`` says why of the last two. ``change`` is set
    where a text differs from the one that was kept before; ``kept`` is where that one is now.
    """

    name: str
    state: str
    effective: date | None = None
    articles: int = 0
    address: str = ""
    why: str = ""
    change: TextChange | None = None
    kept: Path | None = None


@dataclass(frozen=True)
class Fetcher:
    """Fetches for one corpus into one data folder. With ``check`` nothing is written."""

    corpus: Corpus
    data: Path
    download: Downloader
    read_markup: MarkupReader
    check: bool = False
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def from_pages(self, names: Sequence[str]) -> Iterator[Outcome]:
        """The outcome of each instrument, as it comes, from its official page."""
        for name in names:
            try:
                yield self._from_page(self.corpus.instruments[name])
            except BanfaError as error:
                yield Outcome(name, "failed", address=self.corpus.instruments[name].official_url, why=str(error))

    def from_folder(self, folder: Path, names: Sequence[str], *, each: bool = False) -> Iterator[Outcome]:
        """The outcome of each file that is the text of one of some instruments; every other file is skipped by name.

        Args:
            each: an instrument without a file has failed.

        Raises:
            OfficialTextError: the folder cannot be read.
        """
        try:
            files = sorted(file for file in folder.iterdir() if file.suffix.lower() in _PLAIN | _MARKUP)
        except OSError as error:
            raise OfficialTextError(
                f"{folder} cannot be read: {error.strerror}. Name a folder of .txt or .html files."
            ) from error
        found: list[_Candidate] = []
        for file in files:
            try:
                found.append(self._candidate(file, names))
            except BanfaError as error:
                yield Outcome(file.name, "skipped", why=str(error))
        found.sort(key=lambda c: (c.card.id, c.effective, c.distance, c.file.name))
        for (name, effective), group in groupby(found, key=lambda c: (c.card.id, c.effective)):
            nearest, *others = group
            for other in others:
                yield Outcome(other.file.name, "skipped", why=f"{nearest.file.name} is nearer to {name} of {effective}.")
            try:
                yield self._keep(nearest.card, effective, nearest.text, nearest.file.resolve().as_uri())
            except BanfaError as error:
                yield Outcome(name, "failed", effective, address=str(nearest.file), why=str(error))
        for name in sorted(set(names) - {c.card.id for c in found}) if each else ():
            yield Outcome(name, "failed", address=str(folder), why=f"No file in {folder} is its text. {_TITLED}")

    def _from_page(self, card: Instrument) -> Outcome:
        if not by_article(card):
            return Outcome(card.id, "skipped", address=card.official_url, why=BY_CLAUSE)
        if card.url_leads_to != "text":
            return Outcome(card.id, "skipped", address=card.official_url, why=f"{_ELSEWHERE[card.url_leads_to]} {BY_HAND}")
        page = self.download(card.official_url)
        markup = decode(page.content, page.charset)
        sheet = plain_sheet(markup) if page.plain else self.read_markup(markup)
        text = read_text(sheet)
        if text.articles and not named(card, sheet, text):
            title = card.title_zh if text.language == "zh" else card.title_en
            raise OfficialTextError(
                f"{page.address} does not name {title}. Correct official_url in instrument.toml of {card.id}. {BY_HAND}"
            )
        days = versions(self.corpus, card.id)
        effective, fault = settle(card, days, text)
        if fault:
            return self._refused(card, effective, text, page.address, fault)
        return self._keep(card, effective, text, page.address)

    def _refused(self, card: Instrument, effective: date, text: ReadText, address: str, fault: str) -> Outcome:
        """A text that does not add up is not kept; unless it is cut short, what differs from the one kept before is told."""
        old, _ = self._before(card, effective)
        if not text.articles:
            remedy = f"It may need a browser to be seen, or have moved: look at it. {BY_HAND}"
        else:
            remedy = "It is cut off, or the law was amended: look at it; an amended law is a new dated text in corpus/."
        kept = "The text fetched before is kept. " if old else ""
        why = f"{address} is not the text of {card.id} of {effective}: {fault} {kept}{remedy}"
        change = compare(old.articles, text.articles) if old and len(text.articles) >= len(old.articles) else None
        return Outcome(card.id, "failed", effective, len(text.articles), address, why, change)

    def _keep(self, card: Instrument, effective: date, text: ReadText, address: str) -> Outcome:
        new = OfficialText(card.id, effective, text.language, address, self.now(), text.articles)
        old, damaged = self._before(card, effective)
        outcome = Outcome(card.id, "new", effective, len(new.articles), address, damaged)
        if old is not None and old.sha256 == new.sha256:
            return replace(outcome, state="same")
        if old is not None:
            outcome = replace(outcome, state="changed", change=compare(old.articles, new.articles))
        return outcome if self.check else replace(outcome, kept=write_official(self.data, new))

    def _before(self, card: Instrument, effective: date) -> tuple[OfficialText | None, str]:
        """The text that was fetched before, and what is wrong with its file; what is damaged counts as not there."""
        try:
            return read_official(self.data, card.id, effective), ""
        except OfficialTextError as damaged:
            return None, str(damaged)

    def _candidate(self, file: Path, names: Sequence[str]) -> _Candidate:
        """Of which instrument and wording a file is the text.

        Raises:
            OfficialTextError: of none, or it is damaged.
        """
        try:
            if file.stat().st_size > LARGEST:
                raise OfficialTextError(f"{file.name} has more than {LARGEST:,} bytes.")
            markup = decode(file.read_bytes())
        except OSError as error:
            raise OfficialTextError(f"{file} cannot be read: {error.strerror}.") from error
        sheet = plain_sheet(markup) if file.suffix.lower() in _PLAIN else self.read_markup(markup)
        text = read_text(sheet)
        cards = [card for name in names if titled(card := self.corpus.instruments[name], sheet, text)]
        if not cards:
            first = next(iter((*sheet.titles, *sheet.lines)), "")
            raise OfficialTextError(f"its title, {first[:60]!r}, is of no instrument asked for.")
        effective, fault = settle(cards[0], versions(self.corpus, cards[0].id), text)
        if fault:
            raise OfficialTextError(f"it is called like {cards[0].id} but is not its text of {effective}: {fault}")
        last = last_date(text)
        return _Candidate(file, cards[0], effective, text, abs(effective - last).days if last else date.max.toordinal())


@dataclass(frozen=True)
class _Candidate:
    """A file that could be the text of a wording, and how many days the last date in its head is from that wording's."""

    file: Path
    card: Instrument
    effective: date
    text: ReadText
    distance: int
