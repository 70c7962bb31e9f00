"""Choose the words of a provision that carry a claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from banfa.answer import Claim
from banfa.corpus import Corpus
from banfa.law import Citation, Provision
from banfa.verify import objection

_LONG = 700


def supported(text: str, provision: Provision, locator: str, corpus: Corpus, on: date, ranked: Sequence[str] = ()) -> Claim:
    """A claim about ``locator`` that quotes as few units as carry it.

    The unit itself is quoted where it is short; for an article of several units, those in ``ranked`` come first, and units are
    added until the check has no objection. The claim may still fail the check; then nothing in the article carries it.
    """
    inside = [u for u in provision.units if u.text in provision.text_at(locator)]
    if len(provision.text_at(locator)) <= _LONG or len(inside) <= 1:
        return Claim(text, (Citation(provision.instrument, locator, provision.text_at(locator)),))
    order = [u for r in ranked for u in inside if u.locator == r] + [u for u in inside if u.locator not in ranked]
    citations: list[Citation] = []
    for unit in order:
        citations.append(Citation(provision.instrument, unit.locator, unit.text))
        claim = Claim(text, tuple(citations))
        if objection(claim, corpus, on) is None:
            return claim
    return Claim(text, tuple(citations))
