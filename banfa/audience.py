"""Who uses a product, and where: read from the clauses of a description, as proposals with the words they rest on.

What would put a case outside (use inside, research, an offer elsewhere only) is proposed only where the text says it, and not
where any clause leaves open who may use it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass

from banfa.product_signals import Mention, Signals
from banfa.product_text import Doubt

OFFERED, INTERNAL, RESEARCH = "offered_to_public_in_mainland", "internal_use_only", "rnd_only"
_OUTWARD = {(INTERNAL, True), (RESEARCH, True), (OFFERED, False)}
"""Answers that put a case outside."""


@dataclass(frozen=True)
class Proposal:
    """An answer that the text suggests, with the exact words it comes from; it is no fact until somebody confirms it."""

    fact: str
    value: bool | int
    words: str
    start: int


def proposals(s: Signals, planned: Signals, language: str) -> tuple[Proposal, ...]:
    """What the signals suggest on who uses it and where; nothing where they leave it open.

    ``planned`` are the signals with those of plans: what is to be offered is not only researched.
    """
    found = tuple(_audience(s, planned, language))
    coming = [m for m in planned.public if m.clause.planned and not planned.elsewhere_only(m)]
    if coming or _left_open(s):
        found = tuple(p for p in found if (p.fact, p.value) not in _OUTWARD)
    firm = any(planned.near(m, "firm_plan", sentence=True) for m in coming)
    if firm and not any(p.fact in (OFFERED, "customers_serve_mainland_public") for p in found):
        found += tuple(_outside(planned, planned.public, language))
    return found


def _left_open(s: Signals) -> bool:
    """Whether the text leaves open who may use it: nobody knows, or it has still to be decided and nothing is said of today."""
    doubt = s.doubted("audience")
    said = s.first("only_internal", "no_public", "mainland_excluded")
    return doubt is Doubt.UNKNOWN or (doubt is Doubt.UNDECIDED and said is None)


def _audience(s: Signals, planned: Signals, language: str) -> Iterable[Proposal]:
    public, internal = s.public, s.of("internal")
    if s.first("no_public"):
        public = [m for m in public if m.signal == "public" or s.everyone(m)]
    if _opened(s, public):
        return
    if (yield from _supply(s, public, internal, language)):
        return
    if (yield from _elsewhere(s, public)):
        return
    if (yield from _inside(s, planned, public, internal)):
        return
    yield from _outside(s, public, language)


def _opened(s: Signals, public: list[Mention]) -> bool:
    """Whether it is only given away (weights, a program that runs without its maker): no text says that this is a service."""
    given = s.of("open_weights") + s.of("local_software")
    return bool(given) and not _beside(s, public, given)


def _supply(s: Signals, public: list[Mention], internal: list[Mention], language: str) -> Generator[Proposal, None, bool]:
    """Supply to businesses: passed on to the public or not. Returns whether nothing is left to read."""
    business, passed_on = next(iter(s.affirmed("enterprise")), None), next(iter(s.affirmed("passed_on")), None)
    if not business or (_self_service(s, public, business) and not passed_on):
        return False
    yield _is("b2b_api_only", True, business)
    if passed_on and _reaches_mainland(s, language):
        yield _is("customers_serve_mainland_public", True, passed_on)
        return True
    excluded = s.first("mainland_excluded")
    there = excluded or _told_elsewhere(s, [business])
    if there:
        yield _is(OFFERED, False, there)
        return True
    return s.first("clients_staff") is not None or not any(s.near(m, "own_people") for m in internal)


def _elsewhere(s: Signals, public: list[Mention]) -> Generator[Proposal, None, bool]:
    """The mainland is shut out, or another place is the only one. Returns whether nothing is left to read."""
    excluded, only = s.first("mainland_excluded"), _exclusive(s)
    if not (excluded or only):
        return False
    found = excluded or only
    if found and not s.first("passive_reach"):
        yield _is(OFFERED, False, found)
        if here := [m for m in public if s.everyone(m) and any(p.clause == m.clause for p in s.places["mainland"])]:
            yield _is(OFFERED, True, here[0])
    return True


def _inside(s: Signals, planned: Signals, public: list[Mention], internal: list[Mention]) -> Generator[Proposal, None, bool]:
    """Use inside an organisation, or research. Returns whether nothing is left to read: it is inside, or open on its face."""
    only, closed, stage = s.first("only_internal"), s.first("no_public"), s.first("research_stage")
    if stage and (only or closed or not internal) and not s.acts_alone(public) and not any(s.everyone(m) for m in planned.public):
        yield _is(RESEARCH, True, stage)
        return True
    if s.first("outsiders_too") and internal and not public and not closed:
        return True
    if only and (not public or closed or not _strong(public, internal)):
        yield _is(INTERNAL, True, only)
        return True
    if s.first("closed_test") and not internal:
        return True
    if s.first("closed_circle") and not any(s.everyone(m) for m in public):
        return True
    own, tool = s.first("own_tool", "own_use"), s.first("own_tool")
    used = own and (internal or closed or tool or s.first("publishes_output")) and not s.acts_alone(public)
    if used or (internal and not public) or (closed and internal and not s.acts_alone(public)):
        yield _is(INTERNAL, True, own or internal[0])
        return True
    if closed and not public and not planned.public:
        research = s.first("research")
        yield _is(RESEARCH if research else OFFERED, bool(research), research or closed)
        return True
    research = s.first("research")
    if research and not planned.public and (not public or (closed and not s.acts_alone(public))):
        yield _is(RESEARCH, True, research)
        return True
    if only:
        yield _is(INTERNAL, True, only)
    return False


def _outside(s: Signals, public: list[Mention], language: str) -> Iterable[Proposal]:
    """A public: addressed, acting, or only to be inferred from its use; and whether it is in the mainland."""
    passive = s.of("passive_reach")
    if not public and not passive and s.first("offered") and (there := _told_elsewhere(s, s.of("offered"))):
        yield _is(OFFERED, False, there)
        return
    if not (public or s.first("enterprise", "research", "unlaunched", "no_public")):
        public = s.of("people") or s.of("in_use") or (s.of("product") if s.first("launched") else [])
    if public and not s.first("closed_test"):
        yield from _where(s, public, passive, language)


def _where(s: Signals, public: list[Mention], passive: list[Mention], language: str) -> Iterable[Proposal]:
    """Whether the public that it is offered to is in the mainland."""
    mainland, away = s.places["mainland"], _away(s)
    reach = passive or ([] if away else s.of("not_marketed"))
    if reach and not s.affirmed("addressed_to_mainland"):
        yield _is("only_passively_reachable", True, reach[0])
        return
    if mainland:
        yield _is(OFFERED, True, *_together(public, mainland))
    elif away:
        if there := _told_elsewhere(s, public):
            yield _is(OFFERED, False, there)
    elif s.first("worldwide"):
        return
    elif _reaches_mainland(s, language):
        yield _is(OFFERED, True, public[0])


def _reaches_mainland(s: Signals, language: str) -> bool:
    """Whether the people are in the mainland: named so, or the company sits there, or a Chinese text names no other place."""
    if s.places["mainland"]:
        return True
    if _away(s) or s.first("worldwide"):
        return False
    if s.seats["mainland"]:
        return True
    if s.seats["abroad"] or s.seats["hong_kong_macau_taiwan"]:
        return False
    return language == "zh" or s.first("chinese") is not None


def _together(public: list[Mention], places: list[Mention]) -> tuple[Mention, Mention]:
    """A public and a place, of one sentence where there is one that names both."""
    pairs = ((m, p) for m in public for p in places if m.clause.sentence == p.clause.sentence)
    return next(pairs, (public[0], places[0]))


def _away(s: Signals) -> list[Mention]:
    return [*s.places["hong_kong_macau_taiwan"], *s.places["abroad"]]


def _told_elsewhere(s: Signals, offered: list[Mention]) -> Mention | None:
    """The other place in a sentence on those to whom it is offered, where no sentence speaks of the mainland."""
    if s.speaks_of_mainland:
        return None
    about = {m.clause.sentence for m in offered}
    return next((m for m in _away(s) if m.clause.sentence in about), None)


def _exclusive(s: Signals) -> Mention | None:
    """The other place that is said to be the only one: "sold only in Germany"."""
    here = {m.clause.start for m in s.places["mainland"]}
    return next((m for m in _away(s) if s.near(m, "exclusive") and m.clause.start not in here), None)


def _self_service(s: Signals, public: list[Mention], business: Mention) -> bool:
    """Whether users of its own stand beside the business customers."""
    return any(m.clause.sentence != business.clause.sentence for m in public) or s.acts_alone(public)


def _strong(public: list[Mention], internal: list[Mention]) -> bool:
    """Whether the public stands in a sentence of its own."""
    inside = {m.clause.sentence for m in internal}
    return any(m.clause.sentence not in inside for m in public)


def _beside(s: Signals, public: list[Mention], given: list[Mention]) -> bool:
    """Whether a public stands in a clause that is not about what is given away, or taken."""
    about = {m.clause.start for m in given}
    return any(m.clause.start not in about and not s.near(m, "takes_away") for m in public)


def _is(fact: str, value: bool, *mentions: Mention) -> Proposal:
    words = " … ".join(dict.fromkeys(m.words.strip() for m in mentions))
    return Proposal(fact, value, words, mentions[0].start)
