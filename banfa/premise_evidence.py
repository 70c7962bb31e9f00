"""What the law has near to a premise: how far off what it cites is, what punishes its breach, where what it claims stands."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import date

from banfa import locator as loc
from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.finding import Finder
from banfa.law import Provision
from banfa.memo_elements import figure_kind
from banfa.passage import key_of
from banfa.pinpoints import pinpoints
from banfa.premise_things import has_thing, is_on_thing, things_said
from banfa.quantities import Quantity, backed, quantities
from banfa.question import understand

Address = tuple[str, str]
_CHINA = "CN"
_FAR = 12
"""So many provisions lie nearer to what is said than the article that is said to say it, before it is believed not to."""
_FITS, _FITS_FIGURE = 24, 4
"""Of so many provisions nearest to a premise one may be named that has the thing, or the figure, that the one cited has not."""


class PremiseEvidence:
    """Looks around a premise in the law of a day."""

    def __init__(self, corpus: Corpus, citator: Citator, finder: Finder) -> None:
        self._corpus = corpus
        self._citator = citator
        self._finder = finder
        self._place = {key: n for n, key in enumerate(finder.listing.keys)}

    def near(
        self, claim: str, on: date, named: Collection[str] = (), behind: float = math.inf, most: int = 12
    ) -> list[Provision]:
        """The provisions nearest to a claim, of the instruments that it names, and at most so far behind the nearest."""
        ranked = self._ranked(claim, on, named)[:most]
        return [p for score, p in ranked if score >= ranked[0][0] - behind]

    def far_off(self, claim: str, cited: Address, on: date) -> bool:
        """Whether many provisions lie nearer to what a claim says, its citation apart, than the article that it cites, and the
        article has none or not all of its figures."""
        topic = understand(claim, self._citator, on).topic
        said = quantities(topic, words=True)
        article = self._corpus.provision(*cited, on)
        if said and said <= backed(said, quantities(article.text, words=True)):
            return False
        nearer = [p for _, p in self._ranked(topic, on)[:_FAR]]
        return all((p.instrument, p.locator) != (article.instrument, article.locator) for p in nearer)

    def punishing(self, address: Address, on: date) -> list[Provision]:
        """The provisions that punish the breach of an article: they are on penalties, and name it."""
        article = loc.article_of(address[1])
        law = (p for p in self._corpus.in_force(on) if p.instrument == address[0] and "penalty" in p.about().modality)
        return [p for p in law if any(loc.article_of(place.locator) == article for place in pinpoints(p.text))]

    def without(self, claim: str, cited: Address | None, named: str, on: date) -> str | None:
        """A thing that a claim says to be in an article (or anywhere in an instrument) which has nothing of the kind."""
        if cited is not None:
            law = [self._corpus.provision(*cited, on), *self.punishing(cited, on)]
        else:
            law = [p for p in self._corpus.in_force(on) if p.instrument == named]
        text = "\n".join(f"{p.heading}\n{p.text}" for p in law)
        return next((name for name in things_said(claim) if not has_thing(name, text)), None) if law else None

    def with_thing(self, name: str, claim: str, on: date) -> Address | None:
        """The provision near to a claim that has a thing."""
        topic = understand(claim, self._citator, on).topic
        near = (p for p in self.near(topic, on, most=_FITS) if is_on_thing(name, p.text) and self._is_rule(p))
        return next(((p.instrument, p.locator) for p in near), None)

    def _is_rule(self, provision: Provision) -> bool:
        """Whether it is a rule of Chinese law other than one on penalties, which speaks of much that it does not govern."""
        about = provision.about()
        chinese = self._corpus.instruments[provision.instrument].jurisdiction == _CHINA
        return chinese and "penalty" not in about.modality and "penalties" not in about.topics

    def with_figure(self, kind: str, claim: str, on: date) -> list[tuple[Address, frozenset[Quantity]]]:
        """The provisions nearest to a claim that have figures of a kind, and their figures."""
        topic = understand(claim, self._citator, on).topic
        near = [(p, figures_of(kind, p)) for p in self.near(topic, on, most=_FITS_FIGURE) if self._is_rule(p)]
        return [((p.instrument, p.locator), figures) for p, figures in near if figures]

    def nearest_in(self, instrument: str, claim: str, on: date, *, penal: bool) -> Address:
        """The provision of an instrument that lies nearest to a claim; of those on penalties, where it has any and ``penal``."""
        near = self.near(claim, on, {instrument}, most=len(self._place))
        first = next((p for p in near if penal and "penalty" in p.about().modality), near[0])
        return first.instrument, first.locator

    def _ranked(self, text: str, on: date, named: Collection[str] = ()) -> Sequence[tuple[float, Provision]]:
        found = self._finder.find(text, on)
        law = [p for p in self._corpus.in_force(on) if key_of(p) in self._place and (not named or p.instrument in named)]
        return sorted(((float(found.own[self._place[key_of(p)]]), p) for p in law), key=lambda pair: -pair[0])


def figures_of(kind: str, provision: Provision) -> frozenset[Quantity]:
    """The figures of a kind (number, money, period) in a provision."""
    return frozenset(q for q in quantities(provision.text, words=True) if q[1] and figure_kind(q) == kind)
