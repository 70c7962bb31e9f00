"""How well a ranking of articles meets the needs of a question."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from evals.gold import Cite, GoldQuestion

CUTS = (1, 5, 10)
DEPTH = 10
"""How many provisions a reply shows, and so how deep retrieval is scored."""

Mark = tuple[float, str]
"""A value and the reason for it."""


def recall_at(k: int, ranked: Sequence[str], question: GoldQuestion) -> Mark:
    """The share of the needs that one of the first ``k`` articles meets (subtopic recall: Zhai, Cohen, Lafferty, SIGIR 2003)."""
    unmet = [need for need in question.gold if not {cite.article for cite in need} & set(ranked[:k])]
    return 1 - len(unmet) / len(question.gold), name_needs("not found", unmet)


def reciprocal_rank(ranked: Sequence[str], question: GoldQuestion) -> Mark:
    """One over the rank of the first gold article among the first ten, else 0 (MRR: Voorhees, TREC-8, 1999)."""
    wanted = {cite.article for need in question.gold for cite in need}
    rank = next((n for n, article in enumerate(ranked[:DEPTH], 1) if article in wanted), 0)
    return (1 / rank if rank else 0.0), f"first at {rank}" if rank else "not found"


def ndcg(ranked: Sequence[str], question: GoldQuestion) -> Mark:
    """nDCG@10 over needs: an article gains the needs that none above it met (α-nDCG with α = 1: Clarke et al., SIGIR 2008).

    The measures of `ir_measures` know no alternatives: they would count the second article that meets a need as missing.
    """
    needs = [frozenset(cite.article for cite in need) for need in question.gold]
    ideal = _gains(_ideal(needs), needs)
    gains = _gains(ranked[:DEPTH], needs)
    return _discounted(gains) / _discounted(ideal), f"gains {gains}, at best {ideal}"


def name_needs(what: str, needs: Sequence[Sequence[Cite]]) -> str:
    """The needs in words behind what became of them; empty without any."""
    return f"{what}: {'; '.join(' or '.join(map(str, need[:2])) for need in needs)}" if needs else ""


def _gains(ranked: Sequence[str], needs: Sequence[frozenset[str]]) -> list[int]:
    """How many needs each article is the first to meet."""
    unmet, gains = list(needs), []
    for article in ranked:
        left = [need for need in unmet if article not in need]
        gains.append(len(unmet) - len(left))
        unmet = left
    return gains


def _ideal(needs: Sequence[frozenset[str]]) -> list[str]:
    """The best ranking there is: each time the article that meets most of what is left."""
    best: list[str] = []
    unmet = list(needs)
    while unmet and len(best) < DEPTH:
        articles = sorted({article for need in unmet for article in need})
        best.append(max(articles, key=lambda article: sum(article in need for need in unmet)))
        unmet = [need for need in unmet if best[-1] not in need]
    return best


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
