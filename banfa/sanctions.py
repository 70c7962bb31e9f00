"""Which sanctions belong to the duty that a question is about: those that name it stand behind it, those of others give way."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from banfa.law import Provision
from banfa.pinpoints import articles_named

_DUTIES, _BEHIND, _CATCH_ALL = 2, 0.3, 1.0
"""The sanctions that name one of so many of the best duties come right behind it, and those of its instrument that name no
article a little further behind."""
_FEW = 3
"""An instrument that has more sanctions than these which name no article is itself on sanctions: none is a catch-all."""
_OTHERS, _OTHERS_MOST = 0.3, 2.0
"""Of how far the best duty that a sanction names lies behind the duty that leads it loses this share, and at most so much."""


@dataclass(frozen=True)
class InForce:
    """The provisions in force on a day that the index has: where each stands in it, and which of them are of a kind."""

    provisions: tuple[Provision, ...]
    positions: NDArray[np.intp]
    at: Mapping[tuple[str, str], int]
    of: Mapping[str, tuple[int, ...]]
    penal: tuple[int, ...]

    @cached_property
    def punishes(self) -> Mapping[int, tuple[int, ...]]:
        """For each sanction the provisions of its instrument that it names; none where it names no article."""
        return {n: self._named(self.provisions[n]) for n in self.penal}

    def _named(self, own: Provision) -> tuple[int, ...]:
        places = ((own.instrument, at) for at in sorted(articles_named(own.text)))
        return tuple(self.at[place] for place in places if place in self.at)


def sanctions_weighed(law: InForce, scores: NDArray[np.float64], cited: Set[int]) -> dict[int, float]:
    """What each sanction gains or loses where a sanction is asked for; ``cited``: what the question cites, which is left alone.

    Args:
        scores: one for each provision, in the units of the score.
    """
    punishes = law.punishes
    best = [n for n in np.argsort(-scores, kind="stable").tolist()[: _DUTIES + len(punishes)] if n not in punishes][:_DUTIES]
    gains = _behind_their_duties(law, scores, best)
    duty = max((float(scores[n]) for n in best), default=0.0)
    for n, named in punishes.items():
        duties = [float(scores[m]) for m in named if m not in punishes]
        if duties and n not in cited and (loss := min(_OTHERS_MOST, _OTHERS * (duty - max(duties)))) > 0:
            gains[n] = gains.get(n, 0.0) - loss
    return gains


def _behind_their_duties(law: InForce, scores: NDArray[np.float64], duties: list[int]) -> dict[int, float]:
    """What the sanctions gain that name the best duties, or else those of their instrument that name no article."""
    gains: dict[int, float] = {}
    near = set(np.argsort(-scores, kind="stable")[: 2 * _DUTIES].tolist())
    for n in (n for n in duties if n in near):
        of_it = [m for m in law.penal if law.provisions[m].instrument == law.provisions[n].instrument]
        naming = [m for m in of_it if n in law.punishes[m]]
        general = [m for m in of_it if not articles_named(law.provisions[m].text)]
        for m in naming or (general if len(general) <= _FEW else []):
            gain = float(scores[n] - (_BEHIND if naming else _CATCH_ALL) - scores[m])
            if gain > gains.get(m, 0.0):
                gains[m] = gain
    return gains
