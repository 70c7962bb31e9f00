"""A reply under filters: nothing in it stands on a provision that they leave out, and where they leave nothing it says so."""

from __future__ import annotations

from collections.abc import Sequence

from banfa.answer import Draft, Status
from banfa.citing import Status as Cite
from banfa.corpus import Corpus
from banfa.passage import Passage
from banfa.phrases import phrase
from banfa.question import Question
from banfa.routes import Greeting, NoSuchArticle, NotHeld, NotInForce, OutsideField, Route, Unnamed


def filtered(draft: Draft | None, route: Route, question: Question, passages: Sequence[Passage], corpus: Corpus) -> Draft | None:
    """The draft where it may stand, one that says that the filters leave nothing, or None for an answer from the passages."""
    of_the_question = isinstance(route, Greeting | OutsideField | NoSuchArticle | NotInForce | Unnamed)
    if of_the_question or (isinstance(route, NotHeld) and route.cited is not None):
        return draft
    told = "; ".join(f"{name}: {', '.join(values)}" for name, values in question.filters.given().items())
    if not passages:
        return Draft(Status.NOT_IN_CORPUS, (), phrase("filters_leave_nothing", question.language, filters=told))
    if any(c.status is Cite.RESOLVED for c in question.cited) and not any("citation" in p.why for p in passages):
        return Draft(Status.NOT_IN_CORPUS, (), phrase("filters_leave_out", question.language, filters=told))
    cited = [c for claim in draft.claims for c in claim.citations] if draft else []
    provisions = [corpus.provision(c.instrument, c.locator, question.as_of) for c in cited]
    admitted = all(question.filters.admits(p, corpus.instruments[p.instrument]) for p in provisions)
    return draft if cited and admitted else None
