"""What a provision refers to: a claim may cite the article that another one punishes, or repeat a reference."""

from __future__ import annotations

from collections.abc import Sequence

from banfa import locator as loc
from banfa.citing import Citator, Cited
from banfa.law import Provision


def referred_to(citator: Citator, provision: Provision) -> frozenset[tuple[str | None, str]]:
    """The other articles to which a provision refers."""
    cited = citator.find(provision.text, context=provision.instrument)
    return frozenset((c.instrument, loc.article_of(c.locator)) for c in cited) - {(provision.instrument, provision.locator)}


def refers(citator: Citator, provision: Provision, cited: Sequence[Cited]) -> bool:
    """Whether a provision refers to what is cited: then the claim repeats the reference."""
    named = {(c.instrument, loc.article_of(c.locator)) for c in cited}
    there = citator.find(provision.text, context=provision.instrument)
    return (provision.instrument, provision.locator) not in named and any(
        (c.instrument, loc.article_of(c.locator)) in named for c in there
    )
