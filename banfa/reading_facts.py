"""From a description of a product to proposed facts, each with its exact words. A proposal is no fact until confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from banfa.audience import Proposal, proposals
from banfa.corpus.readings import Cue, Readings
from banfa.product_numbers import counted, goes_abroad
from banfa.product_signals import Mention, Signals
from banfa.product_text import Doubt, ProductClause, Weight, clauses_of, language_of, sentences_of

__all__ = ["Proposal", "propose"]

_AUDIENCE = {
    "internal_use_only",
    "rnd_only",
    "offered_to_public_in_mainland",
    "b2b_api_only",
    "customers_serve_mainland_public",
    "only_passively_reachable",
}


def propose(text: str, readings: Readings) -> tuple[Proposal, ...]:
    """The facts that a description suggests, in the order of the text.

    The same fact may be proposed both ways: then the text contradicts itself.

    What is a fact comes before what is planned, and that before what stands after an instruction in the text or is only asked;
    weaker clauses are read only for what the stronger leave open. A corpus that has no words to read by suggests nothing.
    """
    if not readings.cues:
        return ()
    clauses = clauses_of(text, readings)
    language = language_of(" ".join(c.text for c in clauses if c.weight) or text)
    signals = Signals(text, clauses, readings)
    weights = {c.weight for c in clauses}
    found: list[Proposal] = []
    for least in (Weight.FACT, Weight.PLANNED, Weight.AFTER_INSTRUCTION, Weight.ASKED):
        if least not in weights:
            continue
        planned = signals.at(min(least, Weight.PLANNED))
        for plans in (False, True):
            if not any(p.fact in _AUDIENCE for p in found):
                found += proposals(signals.at(least, plans=plans), planned, language)
        known = {p.fact for p in found}
        found += [p for p in _others(signals.at(least), clauses, readings, least) if p.fact not in known]
    return tuple(sorted(found, key=lambda p: p.start))


def _others(signals: Signals, clauses: Sequence[ProductClause], readings: Readings, least: Weight) -> Iterable[Proposal]:
    text, told = signals.text, [c for c in clauses if c.weight >= least]
    yield from _generates(signals)
    sentences = sentences_of(told)
    for cue in readings.cues:
        yield from _cued(text, sentences if cue.over_sentence else told, cue, readings)
    yield from counted(text, clauses, readings, least)
    yield from _exports(text, told, readings)
    yield from _seated(signals)


def _seated(s: Signals) -> Iterable[Proposal]:
    """That the provider is established in the mainland: its seat is named there, and none elsewhere."""
    if s.seats["mainland"] and not s.seats["abroad"] and not s.seats["hong_kong_macau_taiwan"]:
        seat = s.seats["mainland"][0]
        yield Proposal("provider_established_abroad", False, seat.words, seat.start)


def _exports(text: str, told: Sequence[ProductClause], readings: Readings) -> Iterable[Proposal]:
    """That information on people goes abroad: its words, those of the way, and another place in one clause."""
    for clause in told:
        way = goes_abroad(clause, readings) if readings.near["about_people"].search(clause.full) else None
        if way:
            start = clause.start + way.start()
            yield Proposal("exports_personal_information", True, text[start : clause.start + way.end()], start)
            return


def _generates(s: Signals) -> Iterable[Proposal]:
    """Whether it generates: its words say so, or say that nothing is generated, or tell of ranking and detecting alone."""
    nothing = s.of("generates_nothing")
    denied = [(m.start, m.start + len(m.words)) for m in nothing]
    generates = [m for m in s.of("generates") if not _denied(m, denied)]
    only, some_ai = s.first("analyses_only"), s.first("uses_ai")
    if s.doubted("generation") is not Doubt.NONE:
        return
    if nothing and (told := [m for m in s.affirmed("generative_model") if not _denied(m, denied)]):
        yield Proposal("generates_content", True, told[0].words, told[0].start)
    if nothing:
        yield Proposal("generates_content", False, nothing[0].words, nothing[0].start)
    elif generates:
        yield Proposal("generates_content", True, generates[0].words, generates[0].start)
    elif only:
        yield Proposal("generates_content", False, only.words, only.start)
    elif some_ai:
        yield Proposal("generates_content", True, some_ai.words, some_ai.start)


def _denied(mention: Mention, spans: Iterable[tuple[int, int]]) -> bool:
    return any(a <= mention.start < b for a, b in spans)


def _cued(text: str, told: Sequence[ProductClause], cue: Cue, readings: Readings) -> Iterable[Proposal]:
    """The first words for a fact, and the first against it."""
    seen: set[bool] = set()
    for clause in told:
        for match in cue.words.find(clause.full):
            value = not readings.near["cue_denied_before"].search(clause.plain[max(0, match.start() - 120) : match.start()])
            if value in seen or (not value and not cue.negatable):
                continue
            seen.add(value)
            start = clause.start + match.start()
            yield Proposal(cue.fact, value, text[start : clause.start + match.end()], start)
