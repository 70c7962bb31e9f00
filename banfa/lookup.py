"""Look up what a person names: an instrument, or a provision in it, as it read on a day."""

from __future__ import annotations

from datetime import date

from banfa import locator as loc
from banfa.changes import versions
from banfa.citing import Citator, Status, held_instrument
from banfa.corpus import Corpus
from banfa.errors import UnknownProvision
from banfa.law import Provision


def look_up(corpus: Corpus, instrument: str, provision: str | None, on: date) -> list[tuple[Provision, str]]:
    """The articles meant, each with the locator meant in it; without ``provision``, every article of the instrument.

    Args:
        instrument: its id, or a name that people use for it.
        provision: ``art_23``, ``article 23`` or 第二十三条, also with a paragraph or an item.

    Raises:
        UnknownProvision: there is no such instrument or provision, or it was not the law on that day.
    """
    name = held_instrument(corpus, instrument)
    if provision is None:
        found = [(p, p.locator) for p in corpus.in_force(on) if p.instrument == name]
        if not found:
            raise UnknownProvision(f"{name} was not the law on {on}; its first wording here is of {versions(corpus, name)[0]}.")
        return found
    locator = _locator(corpus, name, provision, on)
    article = corpus.provision(name, locator, on)
    return [(article, article.resolve(locator) or locator)]


def _locator(corpus: Corpus, instrument: str, text: str, on: date) -> str:
    if loc.is_locator(text):
        return text
    found = Citator(corpus).find(f"article {text}" if text.isdigit() else text, context=instrument, on=on)
    if not found or found[0].status is Status.NO_INSTRUMENT:
        raise UnknownProvision(f"{text!r} names no provision. Write art_17, 'article 17 paragraph 1' or 第十七条第一款.")
    return found[0].locator
