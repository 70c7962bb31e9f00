"""What the citations of a claim mean: a bare article, a short name that fits two instruments, a paragraph that is not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from banfa import locator as loc
from banfa.citing import Cited, Status
from banfa.clauses import stems
from banfa.corpus import Corpus
from banfa.law import Instrument, Provision
from banfa.naming import Mention

Fit = Callable[[Provision], float]
_SHORTEST = 3
_FILLER = re.compile(r"[《》“”\"\s的]|中华人民共和国")


class Places:
    """Reads citations against one corpus; what is open is read as what fits the claim best."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def bare(self, cited: Sequence[Cited], on: date, fit: Fit) -> list[Cited]:
        """A bare "Article 10" is that of the instrument in which an article of that number fits best."""
        bare = [c for c in cited if c.status is Status.NO_INSTRUMENT]
        numbers = {loc.article_of(c.locator) for c in bare}
        options = [p for p in self._corpus.in_force(on) if p.locator in numbers]
        if not options:
            return []
        best = max(options, key=fit)
        return [
            replace(c, instrument=best.instrument, locator=_within(best, c.locator), status=Status.RESOLVED)
            for c in bare
            if loc.article_of(c.locator) == best.locator
        ]

    def otherwise(self, cited: Cited, text: str, mentions: Sequence[Mention], on: date, fit: Fit) -> Cited:
        """A citation that leads nowhere, read with another instrument that its short name fits as well; else as it was."""
        if cited.status not in (Status.NO_SUCH_ARTICLE, Status.NOT_HELD, Status.UNKNOWN_INSTRUMENT):
            return cited
        own = self._corpus.instruments.get(cited.instrument or "")
        sure = {own.short_en, own.short_zh, own.title_en, own.title_zh} if own else set()
        names = {_bare(text[m.start : m.end]) for m in mentions if m.instrument == cited.instrument}
        names |= {_bare(cited.unknown)} if cited.unknown else set()
        names -= {_bare(name) for name in sure}
        cards = [c for c in self._corpus.instruments.values() if c.id != cited.instrument and any(_fits(n, c) for n in names)]
        article = loc.article_of(cited.locator)
        options = [p for c in cards for p in self._corpus.in_force(on) if p.instrument == c.id and p.locator == article]
        if not options:
            return cited
        best = max(options, key=fit)
        return replace(cited, instrument=best.instrument, locator=_within(best, cited.locator), status=Status.RESOLVED)

    def only_the_part_is_missing(self, cited: Cited, on: date) -> bool:
        """Whether the article cited exists, and only the paragraph or item of it does not."""
        held = self._corpus.wordings(cited.instrument or "", cited.locator)
        return cited.status is Status.NO_SUCH_ARTICLE and any(p.in_force(on) for p in held)


def _within(provision: Provision, locator: str) -> str:
    """The unit that a bare pinpoint means in an article: "22(2)" may be a paragraph or an item; failing both, the article."""
    meant = (locator, locator.replace("__para_", "__item_"), loc.article_of(locator))
    return next(name for name in meant if provision.resolve(name) is not None)


def _fits(name: str, card: Instrument) -> bool:
    """Whether the full title of an instrument has all that a shorter name has."""
    if name.isascii():
        words = stems(name)
        return len(words) > 1 and words <= stems(card.title_en)
    return len(name) > _SHORTEST and re.search(".*".join(map(re.escape, name)), card.title_zh) is not None


def _bare(name: str) -> str:
    """A name without brackets, articles and the name of the State."""
    return name.strip().removeprefix("the ").removeprefix("The ") if name.isascii() else _FILLER.sub("", name)
