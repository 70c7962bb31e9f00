"""Find citations of the law in running text: in a question, in a memo, in the law itself.

Kinds of result are values: a citation that resolves to a provision, one whose article does not exist, one of an instrument that
we know of and do not hold, and one that names no instrument at all. Ambiguity is never guessed away here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from banfa import locator as loc
from banfa.corpus import Corpus
from banfa.errors import UnknownProvision
from banfa.law import Provision
from banfa.pinpoints import Pinpoint, pinpoints

_SELF_EN = re.compile(r"\s*(?:of|in|under)?\s*(?:these|this) (?:Measures|Provisions|Law|Regulations)", re.IGNORECASE)
_OWNED = re.compile(r"[\s》」”\"'’,，:：的]*(?:s\s+)?(?:中|里)?\s*")
_OWNER_EN = re.compile(r"[\s\])》]*(?:,?\s*(?:of|in|under|from))?\s*(?:the|China's)?[\s《(\[]*", re.IGNORECASE)


class Status(Enum):
    """What became of a citation."""

    RESOLVED = "resolved"
    NO_SUCH_ARTICLE = "no such article"
    NOT_HELD = "not in our corpus"
    NO_INSTRUMENT = "no instrument named"


@dataclass(frozen=True)
class Mention:
    """An instrument named in a text, held or merely known."""

    start: int
    end: int
    instrument: str
    held: bool


@dataclass(frozen=True)
class Cited:
    """One article cited in a text: where it stands, what it names, what became of it."""

    start: int
    end: int
    text: str
    instrument: str | None
    locator: str
    status: Status


class Citator:
    """Finds citations against one corpus. Building it compiles the names of all instruments once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._held: dict[str, bool] = {}
        self._names: dict[str, str] = {}
        for card in corpus.instruments.values():
            self._held[card.id] = True
            self._add(card.id, card.id, card.title_en, card.title_zh, card.short_en, card.short_zh, *card.aliases)
        for known in corpus.known:
            self._held[known.id] = False
            self._add(known.id, known.id, known.title_en, known.title_zh, known.short_en, known.short_zh, *known.aliases)
        longest = sorted(self._names, key=len, reverse=True)
        latin = "|".join(_bounded(name) for name in longest if name[0].isascii())
        chinese = "|".join(_bounded(name) for name in longest if not name[0].isascii())
        # "the" may stand before any name, so that "the Interim Measures" does not win over their full title.
        pattern = rf"(?:\bthe\s+)?(?P<name>(?<![A-Za-z0-9])(?:{latin or '(?!)'})|{chinese or '(?!)'})"
        self._pattern = re.compile(pattern, re.IGNORECASE)

    def _add(self, instrument: str, *names: str) -> None:
        for name in names:
            self._names.setdefault(name.lower(), instrument)

    def mentions(self, text: str) -> list[Mention]:
        """The instruments named in ``text``, longest name first at each place."""
        found = []
        for match in self._pattern.finditer(text):
            instrument = self._names[re.sub(r"\s+", " ", match["name"]).lower()]
            found.append(Mention(match.start(), match.end(), instrument, self._held[instrument]))
        return found

    def find(self, text: str, context: str | None = None, on: date | None = None) -> list[Cited]:
        """The articles cited in ``text``, in order.

        Args:
            context: the instrument that "these Measures" or a bare "Article 9" means there.
            on: the day on whose wording a paragraph or item is looked for (default: the last wording).
        """
        mentions = self.mentions(text)
        return [self._judge(text, raw, self._owner(text, raw, mentions, context), on) for raw in pinpoints(text)]

    def _owner(self, text: str, raw: Pinpoint, mentions: list[Mention], context: str | None) -> str | None:
        for start, end in ((raw.start, raw.end), raw.listed):
            if context is not None and _SELF_EN.match(text, end):
                return context
            near = [m for m in mentions if m.start >= end and _OWNER_EN.fullmatch(text, end, m.start)]
            near += [m for m in mentions if m.end <= start and _OWNED.fullmatch(text, m.end, start)]
            if near:
                return near[0].instrument
        if context is not None:
            return context
        before = [m for m in mentions if m.end <= raw.start]
        named = {m.instrument for m in mentions}
        return before[-1].instrument if before else named.pop() if len(named) == 1 else None

    def _judge(self, text: str, raw: Pinpoint, owner: str | None, on: date | None) -> Cited:
        def result(locator: str, status: Status) -> Cited:
            return Cited(raw.start, raw.end, text[raw.start : raw.end], owner, locator, status)

        if owner is None:
            return result(raw.locator, Status.NO_INSTRUMENT)
        if not self._held[owner]:
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


def _bounded(name: str) -> str:
    escaped = r"\s+".join(re.escape(part) for part in name.split())
    if name[-1].isascii():
        return escaped + r"(?![A-Za-z0-9])"
    return escaped + ("(?![在于])" if name.endswith("规定") else "")  # 规定在 is a verb
