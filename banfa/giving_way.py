"""What gives way to a newer rule never leads: what holds in its place stands before it. Behind what does not apply yet stands
from when it does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from banfa import locator as loc
from banfa.answer import Claim
from banfa.corpus import Corpus
from banfa.embedded import statements_to_claims
from banfa.phrases import phrase


def with_what_displaces(claims: Sequence[Claim], corpus: Corpus, language: str, on: date) -> tuple[Claim, ...]:
    """The claims; before each that rests on a provision which gives way to another by that day, what holds in its place, and
    it is marked as the older rule; behind each that rests on what does not apply yet, what says so."""
    told: list[Claim] = []
    gone = {claim: _instead(claim, corpus, language, on) for claim in claims}
    for claim in claims:
        if claim in told:
            continue
        if instead := gone[claim]:
            newer = [c for c in claims if c not in told and not gone[c] and any(_carries(c, held) for held in instead)]
            told += newer
            told += [held for held in instead if not any(_carries(c, held) for c in told)]
            told.append(Claim(phrase("older_rule", language, text=claim.text), claim.citations))
        else:
            told.append(claim)
        told += _not_yet(claim, (*claims, *told), corpus, language, on)
    return tuple(told)


def _instead(claim: Claim, corpus: Corpus, language: str, on: date) -> list[Claim]:
    """What holds in place of what a claim rests on; nothing where the claim rests on that, too, and so tells of both."""
    found: dict[str, Claim] = {}
    beside = {(c.instrument, loc.article_of(c.locator)) for c in claim.citations}
    for citation in claim.citations:
        card = corpus.instruments.get(citation.instrument)
        for displaced in card.displacements(citation.locator, on) if card else ():
            if (displaced.statement.instrument, loc.article_of(displaced.statement.locator)) in beside:
                continue
            for held in statements_to_claims([displaced.statement], corpus, language, on):
                found.setdefault(held.text, held)
    return list(found.values())


def _carries(claim: Claim, held: Claim) -> bool:
    """Whether a claim rests on all of the newer law that a sentence on what holds instead rests on."""
    return all(
        any(c.instrument == n.instrument and loc.within(n.locator, c.locator) for c in claim.citations) for n in held.citations
    )


def _not_yet(claim: Claim, around: Sequence[Claim], corpus: Corpus, language: str, on: date) -> list[Claim]:
    """What says that what a claim rests on does not apply yet, where no other claim rests on that already."""
    there = {(c.instrument, c.locator) for other in around for c in other.citations}
    told: list[Claim] = []
    for citation in claim.citations:
        card = corpus.instruments.get(citation.instrument)
        for deferred in card.deferrals(citation.locator, on) if card else ():
            if there.isdisjoint(deferred.statement.cites):
                told += statements_to_claims([deferred.statement], corpus, language, on)
                there |= {(c.instrument, c.locator) for new in told for c in new.citations}
    return told
