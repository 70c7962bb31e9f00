"""Who uses a product, and where: read from the clauses of a description, as proposals with the words they rest on."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass

from banfa.product_signals import Mention, Signals


@dataclass(frozen=True)
class Proposal:
    """An answer that the text suggests, with the exact words it comes from; it is no fact until somebody confirms it."""

    fact: str
    value: bool
    words: str
    start: int


def proposals(signals: Signals, language: str) -> tuple[Proposal, ...]:
    """What the signals suggest on who uses it and where; nothing where they leave it open."""
    return tuple(_audience(signals, language))


def _audience(s: Signals, language: str) -> Iterable[Proposal]:
    public, internal = s.public(), s.of("internal")
    if s.first("no_public"):
        public = [m for m in public if m.signal == "public" or s.everyone(m)]
    if s.first("open_weights") and not _beside(public, s.of("open_weights")):
        return
    if (yield from _supply(s, public, internal, language)):
        return
    if excluded := s.first("mainland_excluded"):
        if not s.first("passive_reach"):
            yield _is("offered_to_public_in_mainland", False, excluded)
        return
    if (yield from _inside(s, public, internal)):
        return
    yield from _outside(s, public, language)


def _supply(s: Signals, public: list[Mention], internal: list[Mention], language: str) -> Generator[Proposal, None, bool]:
    """Supply to businesses: passed on to the public or not. Returns whether nothing is left to read."""
    business, passed_on = s.first("enterprise"), next(iter(s.affirmed("passed_on")), None)
    if not business or (_self_service(s, public, business) and not passed_on):
        return False
    yield _is("b2b_api_only", True, business)
    if passed_on and _reaches_mainland(s, language):
        yield _is("customers_serve_mainland_public", True, passed_on)
        return True
    excluded = s.first("mainland_excluded")
    if excluded or _only_elsewhere(s):
        yield _is("offered_to_public_in_mainland", False, excluded or _elsewhere(s)[0])
        return True
    return s.first("clients_staff") is not None or not any(s.ours(m) for m in internal)


def _inside(s: Signals, public: list[Mention], internal: list[Mention]) -> Generator[Proposal, None, bool]:
    """Use inside an organisation, or research. Returns whether nothing is left to read: it is inside, or open on its face."""
    only, closed = s.first("only_internal"), s.first("no_public")
    if s.first("outsiders_too") and internal and not public and not closed:
        return True
    if only and (not public or closed or not _strong(public, internal)):
        yield _is("internal_use_only", True, only)
        return True
    if s.first("closed_test") and not internal:
        return True
    own, tool = s.first("own_tool", "own_use"), s.first("own_tool")
    used = own and (internal or closed or tool) and not s.acts_alone(public)
    if used or (internal and not public) or (closed and internal and not s.acts_alone(public)):
        yield _is("internal_use_only", True, own or internal[0])
        return True
    if closed and not public:
        yield _is("offered_to_public_in_mainland", False, closed)
        return True
    research = s.first("research")
    if research and (not public or (closed and not s.acts_alone(public))):
        yield _is("rnd_only", True, research)
        return True
    if only:
        yield _is("internal_use_only", True, only)
    return False


def _outside(s: Signals, public: list[Mention], language: str) -> Iterable[Proposal]:
    """A public: addressed, acting, or only to be inferred from its use; and whether it is in the mainland."""
    passive = s.of("passive_reach")
    if not public and not passive and _only_elsewhere(s) and s.first("offered"):
        yield _is("offered_to_public_in_mainland", False, _elsewhere(s)[0])
        return
    if not (public or s.first("enterprise", "research", "no_public")):
        public = s.of("people") or s.of("in_use") or (s.of("product") if s.first("launched") else [])
    if public and not s.first("closed_test"):
        yield from _where(s, public, passive, language)


def _where(s: Signals, public: list[Mention], passive: list[Mention], language: str) -> Iterable[Proposal]:
    """Whether the public that it is offered to is in the mainland."""
    places = s.places()
    reach = passive or ([] if _elsewhere(s) else s.of("not_marketed"))
    if reach and not s.affirmed("addressed_to_mainland"):
        yield _is("only_passively_reachable", True, reach[0])
        return
    if places["mainland"]:
        yield _is("offered_to_public_in_mainland", True, public[0], places["mainland"][0])
    elif elsewhere := _elsewhere(s):
        yield _is("offered_to_public_in_mainland", False, elsewhere[0])
    elif s.first("worldwide"):
        return
    elif _reaches_mainland(s, language):
        yield _is("offered_to_public_in_mainland", True, public[0])


def _reaches_mainland(s: Signals, language: str) -> bool:
    """Whether the people are in the mainland: named so, or the company sits there, or a Chinese text names no other place."""
    places, seats = s.places(), s.seats()
    if places["mainland"]:
        return True
    if places["abroad"] or places["hong_kong_macau_taiwan"] or s.first("worldwide"):
        return False
    if seats["mainland"]:
        return True
    if seats["abroad"] or seats["hong_kong_macau_taiwan"]:
        return False
    return language == "zh" or s.first("chinese") is not None


def _elsewhere(s: Signals) -> list[Mention]:
    places = s.places()
    return [*places["hong_kong_macau_taiwan"], *places["abroad"]]


def _only_elsewhere(s: Signals) -> bool:
    return bool(_elsewhere(s)) and not s.places()["mainland"]


def _self_service(s: Signals, public: list[Mention], business: Mention) -> bool:
    """Whether users of its own stand beside the business customers."""
    return any(m.clause.sentence != business.clause.sentence for m in public) or s.acts_alone(public)


def _strong(public: list[Mention], internal: list[Mention]) -> bool:
    """Whether the public stands in a sentence of its own."""
    inside = {m.clause.sentence for m in internal}
    return any(m.clause.sentence not in inside for m in public)


def _beside(public: list[Mention], weights: list[Mention]) -> bool:
    """Whether a public stands in a sentence that is not about the weights."""
    about = {m.clause.sentence for m in weights}
    return any(m.clause.sentence not in about for m in public)


def _is(fact: str, value: bool, *mentions: Mention) -> Proposal:
    words = " … ".join(dict.fromkeys(m.words.strip() for m in mentions))
    return Proposal(fact, value, words, mentions[0].start)
