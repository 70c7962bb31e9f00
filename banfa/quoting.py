"""Choose the words of a provision that carry a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from banfa.answer import Claim
from banfa.corpus import Corpus
from banfa.law import Citation, Provision, Unit
from banfa.verify import objection

_LONG = 700
_WORD = re.compile(r"[a-z]{4,}")
_STEM = 6
_LEFT_OUT = 0.2
"""Of what our gist says a quote may leave out this share of the words; beyond it the claim tells of more than is quoted."""
_MOST = 0.5
"""Where more than this share of the units is needed, the place is quoted whole."""


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


def with_items(claim: Claim, provision: Provision, locator: str, corpus: Corpus, on: date) -> Claim:
    """A claim that quotes the opening of a list, or one unit of an article, with all units that hold what our gist says.

    Where that takes most of them, the place is quoted whole. Any other claim, and one that the check would then object to, is
    left as it is.
    """
    opening = [u for u in provision.units if any(u.text == c.quote for c in claim.citations)]
    inside = [u for u in provision.units if u.text in provision.text_at(locator)]
    wanted, taken = _stems(provision.about(locator).gist_en) & _stems(provision.text_at(locator)), list(opening)
    left_out = len(wanted - _stems(" ".join(u.text for u in taken)))
    if not opening or not (any(u.text.endswith(":") for u in opening) or left_out > _LEFT_OUT * len(wanted)):
        return claim
    while missing := wanted - _stems(" ".join(u.text for u in taken)):
        taken.append(max((u for u in inside if u not in taken), key=lambda unit: len(missing & _stems(unit.text))))
    quoted: Sequence[Unit] = [unit for unit in inside if unit in taken]
    if len(taken) > _MOST * len(inside):
        quoted = [Unit(locator, provision.text_at(locator))]
    fuller = Claim(claim.text, tuple(Citation(provision.instrument, unit.locator, unit.text) for unit in quoted))
    return claim if objection(fuller, corpus, on) else fuller


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))
