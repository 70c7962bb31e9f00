"""Is a gist about its own article? A gist of another one shares few words with it, whatever else is right about it."""

from __future__ import annotations

import re
from pathlib import Path

from banfa.errors import CorpusError
from banfa.law import Instrument, Provision

_WORD = re.compile(r"[a-z]{3,}")
_SMALL = frozenset(
    _WORD.findall(
        "the and for with that which must may not from their such other where who whoever whose has have been are its they this"
        " these those any all under into within article paragraph"
    )
)
_STEM = 5
_LEAST = 0.4
"""The share of the words of a gist that stand in its article, at least. Of gists put beside another article of the same law 95 in
100 have less, of ours none."""
_FEW = 4
"""A gist of so few words proves nothing."""


def prove_gists(instrument: Instrument, provision: Provision, file: Path) -> None:
    """Nothing, where each English gist is about its article.

    Raises:
        CorpusError: one shares too few words with it.
    """
    names = _stems(f"{instrument.title_en} {instrument.short_en}")
    article = _stems(f"{provision.heading} {provision.text}")
    for locator, enrichment in provision.enrichment.items():
        words = _stems(enrichment.gist_en) - names
        if len(words) > _FEW and len(words & article) < _LEAST * len(words):
            what = f"[{locator}]: gist_en is not about this article."
            raise CorpusError(file, 0, what, "See whether it stands at another article, or write it in the words of the law.")


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in _SMALL)
