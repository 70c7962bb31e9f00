"""Which provisions may be found for a question: by instrument, legal force, actor and topic. The day is asked for apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields

from banfa.citing import held_instrument
from banfa.corpus import Corpus
from banfa.errors import UnknownProvision, UsageError
from banfa.law import Instrument, Provision

Wanted = Mapping[str, str | Iterable[str] | None]
"""What a caller gives: for a filter (see `NAMES`) one value or several."""


@dataclass(frozen=True)
class Filters:
    """A provision passes that has one of the values of every filter; an empty filter lets everything pass.

    ``instrument``: ids. ``legal_force``: how an instrument binds (``binding``) or what it is (``law``). ``actor``: whom a
    provision addresses. ``topic``: what it is about.
    """

    instrument: tuple[str, ...] = ()
    legal_force: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.instrument or self.legal_force or self.actor or self.topic)

    def admits(self, provision: Provision, card: Instrument) -> bool:
        """Whether a provision of an instrument may be found."""
        about = provision.enrichment.values()
        return (
            _meet(self.instrument, (card.id,))
            and _meet(self.legal_force, (card.legal_force, card.kind))
            and _meet(self.actor, (actor for each in about for actor in each.actors))
            and _meet(self.topic, (topic for each in about for topic in each.topics))
        )

    def given(self) -> dict[str, list[str]]:
        """The filters that are set, by name."""
        return {name: list(values) for name, values in asdict(self).items() if values}


NO_FILTERS = Filters()
"""Everything passes."""
NAMES = tuple(field.name for field in fields(Filters))
"""The names of the filters, at every door."""


def choices(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """The values that each filter allows, the most frequent first; instruments in the order of the corpus."""
    forces = (Counter(getattr(c, name) for c in corpus.instruments.values()) for name in ("legal_force", "kind"))
    about = [e for p in corpus.provisions for e in p.enrichment.values()]
    return {
        "instrument": tuple(corpus.instruments),
        "legal_force": tuple(value for counts in forces for value, _ in counts.most_common()),
        "actor": tuple(actor for actor, _ in Counter(a for e in about for a in e.actors).most_common()),
        "topic": tuple(topic for topic, _ in Counter(t for e in about for t in e.topics).most_common()),
    }


def read_filters(corpus: Corpus, wanted: Wanted) -> Filters:
    """The filters that a caller wants; an instrument also by a name that people use, a value also with spaces or hyphens.

    Raises:
        UsageError: a value that no provision has; the message lists those that are allowed.
    """
    given = {name: _listed(name, value) for name, value in wanted.items()}
    if not any(given.values()):
        return NO_FILTERS
    if unknown := set(given) - set(NAMES):
        raise UsageError(f"There is no filter {min(unknown)!r}. There are {', '.join(NAMES)}.")
    allowed = choices(corpus)
    return Filters(**{name: _read(name, values, allowed[name], corpus) for name, values in given.items()})


def _read(name: str, values: Iterable[object], allowed: tuple[str, ...], corpus: Corpus) -> tuple[str, ...]:
    spelt = {_spelling(value): value for value in allowed}
    found: dict[str, None] = {}
    for value in values:
        if not isinstance(value, str):
            raise UsageError(f"{name} is {value!r}; write a name or a list of names.")
        if (known := spelt.get(_spelling(value))) is None and name == "instrument":
            known = _instrument(corpus, value)
        if known is None:
            raise UsageError(f"There is no {name} {value[:80]!r}. Allowed: {', '.join(allowed)}.")
        found.setdefault(known)
    return tuple(found)


def _listed(name: str, value: object) -> list[object]:
    if value is None or isinstance(value, str):
        return [value] if value else []
    if not isinstance(value, Iterable):
        raise UsageError(f"{name} is {value!r}; write a name or a list of names.")
    return list(value)


def _instrument(corpus: Corpus, name: str) -> str | None:
    try:
        return held_instrument(corpus, name)
    except UnknownProvision:
        return None


def _spelling(value: str) -> str:
    return re.sub(r"[\s_-]+", " ", value).strip().lower()


def _meet(wanted: tuple[str, ...], has: Iterable[str]) -> bool:
    return not wanted or not set(wanted).isdisjoint(has)
