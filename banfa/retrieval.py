"""From a question to the provisions that bear on it: citations first, then meaning and words together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from banfa import locator as loc
from banfa.citing import Status
from banfa.corpus import Corpus
from banfa.finding import Finder, Found
from banfa.law import Provision
from banfa.passage import Passage, key_of
from banfa.question import Question

_CITED = 6.0
"""How far above the best of the rest a cited article stands."""
_NAMED = 5.0


class HybridRetriever:
    """The retriever of the product (see `banfa.finding` for the scores)."""

    def __init__(self, corpus: Corpus, finder: Finder) -> None:
        self._corpus = corpus
        self.finder = finder
        self._position = {key: n for n, key in enumerate(finder.listing.keys)}

    def retrieve(self, question: Question, k: int, on: date) -> list[Passage]:
        """At most ``k`` provisions in force on a day, best first; what the question cites by number stands above the rest."""
        return self.rank(question, self.finder.find(question.topic, on), k, on)

    def rank(self, question: Question, found: Found, k: int, on: date) -> list[Passage]:
        """Like `retrieve`, for scores that are already there."""
        cited = self._cited(question)
        above = _CITED + float(found.score.max(initial=0.0))
        named = {m.instrument for m in question.mentions}
        scored: list[tuple[float, int, Provision, Mapping[str, float]]] = []
        for provision in self._corpus.in_force(on):
            position = self._position.get(key_of(provision))
            if position is None:
                continue
            bonus = {
                "citation": above if (provision.instrument, provision.locator) in cited else 0.0,
                "named": _NAMED if provision.instrument in named else 0.0,
            }
            scored.append((float(found.score[position]) + sum(bonus.values()), position, provision, bonus))
        scored.sort(key=lambda row: -row[0])
        return [self._passage(found, cited, *row) for row in scored[:k]]

    def _cited(self, question: Question) -> dict[tuple[str, str], str]:
        resolved = [c for c in question.cited if c.status is Status.RESOLVED]
        return {(c.instrument or "", loc.article_of(c.locator)): c.locator for c in resolved}

    def _passage(
        self,
        found: Found,
        cited: Mapping[tuple[str, str], str],
        score: float,
        position: int,
        provision: Provision,
        bonus: Mapping[str, float],
    ) -> Passage:
        why = {**{name: float(part[position]) for name, part in found.parts.items()}, **bonus}
        pinpoint = cited.get((provision.instrument, provision.locator)) or best_unit(found, position, provision)
        shown = {name: round(value, 4) for name, value in why.items() if value}
        return Passage(provision, score, pinpoint, shown, dict(found.gists.get(position, {})))


def best_unit(found: Found, position: int, provision: Provision) -> str:
    """The unit whose gist comes nearest to the question, or the article itself where its own gist does."""
    near = found.gists.get(position, {})
    return max(near, key=lambda unit: near[unit]) if near else provision.locator
