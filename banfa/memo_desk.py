"""The memo check as the doors offer it: bounded texts in, objects of the contract out."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.finding import Finder
from banfa.memo import MemoChecker
from banfa.memo_beliefs import Beliefs
from banfa.memo_contract import judged_object, memo_object
from banfa.memo_reading import read_memo
from banfa.memo_weights import MemoWeights
from banfa.question import readable

LONGEST_CLAIM = 1_000
"""Characters of one claim. A verdict is on the whole of it, so a longer one is refused and not cut."""
LONGEST_MEMO = 20_000
"""Characters of a text."""
MOST_CLAIMS = 60
"""Claims of one text; each takes a fraction of a second."""


def make_memo_checker(corpus: Corpus, citator: Citator, finder: Finder) -> MemoChecker:
    """What checks memos, over an index that is open; it shares the embedder of the index."""
    weights = MemoWeights.read()
    return MemoChecker(corpus, citator, finder, Beliefs(corpus, finder, finder.embedder, weights.rule), weights)


class MemoDesk:
    """Checks claims and texts. One instance serves many threads; it keeps nothing of a text but what bounded caches hold."""

    def __init__(self, corpus: Corpus, finder: Finder) -> None:
        self._citator = Citator(corpus)
        self._checker = make_memo_checker(corpus, self._citator, finder.for_statements())

    def judge(self, claim: str, on: date, id: str = "") -> dict[str, Any]:
        """The verdict on one claim.

        Raises:
            UsageError: there is no claim in ``claim``, or it is too long.
        """
        return judged_object(self._checker.judge(_bounded(claim, "claim", LONGEST_CLAIM), on), id)

    def check(self, text: str, on: date, id: str = "") -> dict[str, Any]:
        """The verdicts on the claims of a text.

        Raises:
            UsageError: there is nothing in ``text``, it or one of its claims is too long, or it has too many.
        """
        text = _bounded(text, "text", LONGEST_MEMO)
        claims = read_memo(text, self._citator).statements
        if len(claims) > MOST_CLAIMS:
            raise UsageError(
                f"text makes {len(claims)} claims on the law; {MOST_CLAIMS} are checked at a time. Send it in parts."
            )
        for number, claim in enumerate(claims, 1):
            if len(claim.whole) > LONGEST_CLAIM:
                what = f"Claim {number} of text ({claim.text[:60]}…) has {len(claim.whole)} characters"
                raise UsageError(f"{what}; a claim may have {LONGEST_CLAIM}. End its sentences with full stops, or split it.")
        return memo_object(*self._checker.check(text, on), id)


def _bounded(text: str, name: str, longest: int) -> str:
    text = readable(text)
    if len(text) > longest:
        raise UsageError(f"{name} has {len(text)} characters; it may have {longest}. Send it in parts.")
    if not re.search(r"\w", text):
        raise UsageError(f"{name} is empty. Send what is said about the law, for example: Logs must be kept for six months.")
    return text
