"""What the library holds: each instrument with its wordings and when each was the law, and what we know of and lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banfa.corpus import Corpus
from banfa.law import Instrument, Provision


@dataclass(frozen=True)
class Wording:
    """From when until when (None: still) a wording of an instrument is the law."""

    effective: date
    until: date | None


@dataclass(frozen=True)
class Holding:
    """An instrument with its wordings, oldest first, and the provisions of the last one."""

    card: Instrument
    wordings: tuple[Wording, ...]
    provisions: tuple[Provision, ...]

    @property
    def partial(self) -> bool:
        """Whether only some of its articles are here."""
        return bool(self.card.articles_held)


def holdings(corpus: Corpus) -> tuple[Holding, ...]:
    """Every instrument: those of China that bind first, the newest first among them."""
    found = (_holding(card, corpus) for card in corpus.instruments.values())
    rank = ("binding", "recommended", "policy")
    return tuple(
        sorted(found, key=lambda h: (h.card.jurisdiction != "CN", rank.index(h.card.legal_force), -h.card.in_force.toordinal()))
    )


def matching(
    held: Iterable[Holding], words: str = "", kind: str | None = None, force: str | None = None, basis: str | None = None
) -> tuple[Holding, ...]:
    """The holdings of a kind, force and basis whose titles, number, aliases or id hold all of some words."""
    wanted = words.casefold().split()
    return tuple(
        h
        for h in held
        if kind in (None, h.card.kind)
        and force in (None, h.card.legal_force)
        and basis in (None, h.card.text_basis)
        and all(word in _names(h.card) for word in wanted)
    )


def counted(held: Iterable[Holding], field: str) -> tuple[str, ...]:
    """The values of ``kind``, ``legal_force`` or ``text_basis`` among holdings, the most frequent first."""
    return tuple(value for value, _ in Counter(str(getattr(h.card, field)) for h in held).most_common())


def _holding(card: Instrument, corpus: Corpus) -> Holding:
    own = [p for p in corpus.provisions if p.instrument == card.id]
    days = sorted({p.effective for p in own})
    ends = {day: _end([p for p in own if p.effective == day], days, day) for day in days}
    return Holding(card, tuple(Wording(day, ends[day]) for day in days), tuple(p for p in own if p.effective == days[-1]))


def _end(own: list[Provision], days: list[date], day: date) -> date | None:
    later = [other for other in days if other > day]
    return later[0] if later else max((p.until for p in own if p.until), default=None) if all(p.until for p in own) else None


def _names(card: Instrument) -> str:
    return " ".join((card.id, card.title_en, card.title_zh, card.short_en, card.short_zh, card.number, *card.aliases)).casefold()
