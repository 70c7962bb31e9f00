"""Where quotes of the law stand today: at the place cited, elsewhere in the instrument, or nowhere in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from banfa.corpus import Corpus
from banfa.law import Provision


def stands(corpus: Corpus, instrument: str, locator: str, quote: str, day: date) -> bool:
    """Whether the words stand at their place as it reads on a day, or as it is already known to read later."""
    return any(quote in text for text in _texts(corpus, instrument, locator, day))


def places(corpus: Corpus, instrument: str, quote: str, day: date) -> tuple[str, ...]:
    """The articles of the instrument in which the words stand, as they read on a day or later."""
    return tuple(p.locator for p in corpus.provisions if p.instrument == instrument and _current(p, day) and quote in p.text)


def _texts(corpus: Corpus, instrument: str, locator: str, day: date) -> Iterator[str]:
    for provision in corpus.wordings(instrument, locator):
        if _current(provision, day) and provision.resolve(locator) is not None:
            yield provision.text_at(locator)


def _current(provision: Provision, day: date) -> bool:
    return provision.until is None or day < provision.until
