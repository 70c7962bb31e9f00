"""Whether a provision says what a claim says: how likely it is, and that it frees from what the claim says is not required."""

from __future__ import annotations

import math

from banfa.memo_claim import Case
from banfa.memo_evidence import Carrier
from banfa.memo_weights import MemoWeights
from banfa.memo_wording import frees, leaves_free


class Said:
    """Judges carriers by what was learnt."""

    def __init__(self, weights: MemoWeights) -> None:
        self._weights = weights

    def likely(self, case: Case, carrier: Carrier, *, cited: bool = False) -> float:
        """The probability that a provision says what a claim says; ``cited``: the claim cites it, and none fits better."""
        table = self._weights.said[case.question.language]
        x = table["score"] * carrier.score + table["coverage"] * carrier.coverage + table["kin"] * carrier.kin
        x += table["cosine"] * carrier.cosine + table["cited"] * cited + table["constant"]
        return 1 / (1 + math.exp(-x))

    def frees(self, case: Case, carrier: Carrier) -> bool:
        """Whether a provision frees from something, too, where a claim says that something need not be done or does not apply."""
        text = (
            carrier.provision.text_at(carrier.unit)
            if len(carrier.unit) > len(carrier.provision.locator)
            else carrier.provision.text
        )
        return not frees(case.topic) or any(
            leaves_free(case.topic, law) for law in (text, carrier.provision.about(carrier.unit).gist("zh"))
        )

    def carries(self, case: Case, carrier: Carrier) -> bool:
        return self.likely(case, carrier) >= self._weights.rule["said"] and self.frees(case, carrier)
