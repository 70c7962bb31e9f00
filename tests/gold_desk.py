"""A gold question, and replies to it made by hand in the form of the contract."""

from __future__ import annotations

import re
from typing import Any

from banfa.answer import Status
from banfa.corpus import Corpus
from evals.gold import Cite, GoldQuestion
from evals.scorers import score
from evals.trial import Trial

MEASURES = "cn-genai-measures"
FILING = Cite(MEASURES, "art_17")
SCOPE = Cite(MEASURES, "art_2__para_3")
QUESTION = GoldQuestion(
    id="en-x-01",
    question="Must we file?",
    language="en",
    slice="obligation",
    lay=True,
    status=Status.ANSWERED,
    gold=((FILING,), (SCOPE, Cite("cn-deep-synthesis", "art_19"))),
    key_points=((re.compile("10 working days", re.I), re.compile("ten working days", re.I)), (re.compile("public", re.I),)),
    must_not=(re.compile("before launch", re.I),),
)


class Desk:
    """Makes replies by hand, in the form of the contract."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def trial(self, answer: str = "", *cites: Cite, question: GoldQuestion = QUESTION, **over: Any) -> Trial:
        """A trial whose reply says ``answer`` and quotes each citation word for word."""
        citations = [{"instrument": c.instrument, "locator": c.locator, "quote": self.text(c)} for c in cites]
        reply = {
            "as_of": "2026-11-22",
            "status": "answered",
            "answer": answer,
            "claims": [{"text": answer, "citations": list(range(len(cites)))}],
            "citations": citations,
            "passages": [{"instrument": c.instrument, "locator": c.locator} for c in cites],
            "elapsed_ms": 5.0,
            **over,
        }
        return Trial(question, self.corpus, reply)

    def text(self, cite: Cite) -> str:
        return self.corpus.provision(cite.instrument, cite.locator).text_at(cite.locator)

    def value(self, name: str, trial: Trial) -> float:
        """What one scorer gives."""
        return next(found.value for found in score(trial) if found.scorer == name)

    def why(self, name: str, trial: Trial) -> str:
        """What one scorer says."""
        return next(found.explanation for found in score(trial) if found.scorer == name)
