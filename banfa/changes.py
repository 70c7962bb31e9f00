"""What a new version of an instrument changed: article by article, and inside an article word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.law import Move, Provision

_WORD = re.compile(r"\s+|[\w'’-]+|[^\w\s]")


@dataclass(frozen=True)
class Span:
    """Words that stayed (``same``), were put in (``added``) or taken out (``removed``)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """What became of one article, or of several that were joined or split.

    ``kind`` is ``same`` (not a word changed), ``renumbered`` (only the number and references to numbers), ``changed``, ``added``
    or ``dropped``.
    """

    kind: str
    old: tuple[Provision, ...]
    new: tuple[Provision, ...]
    spans: tuple[Span, ...]


def versions(corpus: Corpus, instrument: str) -> tuple[date, ...]:
    """The days from which a wording of an instrument that we hold was the law, oldest first.

    Raises:
        UsageError: there is no such instrument.
    """
    days = sorted({p.effective for p in corpus.provisions if p.instrument == instrument})
    if not days:
        raise UsageError(f"There is no instrument {instrument!r}. `banfa law` lists them.")
    return tuple(days)


def changes(corpus: Corpus, instrument: str, before: date, after: date) -> list[Change]:
    """The changes between the wordings that were the law on two days, in the order of the later one.

    Raises:
        UsageError: there is no such instrument, or none of it was the law on one of the days.
    """
    old, new = (_wording(corpus, instrument, day) for day in (before, after))
    if old.keys() == new.keys() and all(old[name] is new[name] for name in old):
        return []
    moves = _moves(corpus.instruments[instrument].moves, old, new, later=after > before)
    return [_change([old[name] for name in pair.old], [new[name] for name in pair.new]) for pair in moves]


def _wording(corpus: Corpus, instrument: str, day: date) -> dict[str, Provision]:
    first = versions(corpus, instrument)[0]
    found = {p.locator: p for p in corpus.in_force(day) if p.instrument == instrument}
    if not found:
        raise UsageError(f"No wording of {instrument} that we hold was the law on {day}; the first is of {first}.")
    return found


def _moves(moves: Sequence[Move], old: Mapping[str, Provision], new: Mapping[str, Provision], *, later: bool) -> list[Move]:
    """The pairs of articles to compare; without data on renumbering, those of the same number."""
    known = list(moves) if later else [Move(move.new, move.old, move.changed) for move in moves]
    told_old, told_new = {name for m in known for name in m.old}, {name for m in known for name in m.new}
    known += [Move((name,), (name,), changed=False) for name in old if name in new and name not in told_old | told_new]
    known += [Move((name,), (), changed=True) for name in old if name not in new and name not in told_old]
    known += [Move((), (name,), changed=True) for name in new if name not in old and name not in told_new]
    place = {name: n for n, name in enumerate(new)} | {name: n for n, name in enumerate(old) if name not in new}
    return sorted(known, key=lambda move: place[(move.new or move.old)[0]])


def _change(old: list[Provision], new: list[Provision]) -> Change:
    before, after = ("\n".join(p.text for p in side) for side in (old, new))
    if not old or not new:
        kind = "added" if new else "dropped"
    elif before == after:
        kind = "same" if [p.locator for p in old] == [p.locator for p in new] else "renumbered"
    else:
        kind = "renumbered" if _without_numbers(before) == _without_numbers(after) else "changed"
    return Change(kind, tuple(old), tuple(new), tuple(_spans(before, after)))


def _without_numbers(text: str) -> str:
    return re.sub(r"\b(Articles?|and|to|or|,) \d+(?:, paragraphs? \d+)?", r"\1 #", text)


def _spans(before: str, after: str) -> list[Span]:
    a, b = _WORD.findall(before), _WORD.findall(after)
    spans: list[Span] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            spans.append(Span("same", "".join(a[i:j])))
            continue
        if i < j:
            spans.append(Span("removed", "".join(a[i:j])))
        if k < m:
            spans.append(Span("added", "".join(b[k:m])))
    return spans
