"""What is told of citations that were left unresolved: it exists elsewhere, it is not in our corpus, or it does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from banfa.answer import Remark
from banfa.citing import Cited, Status
from banfa.corpus import Corpus
from banfa.phrases import phrase
from banfa.question import Question
from banfa.routes import Greeting, Mistaken, NoSuchArticle, NotHeld, OutsideField, Route, Unnamed

_MOST = 3


def left_aside(question: Question, route: Route, corpus: Corpus) -> tuple[Remark, ...]:
    """A remark on each citation that did not resolve, but for the one that the reply is about."""
    if isinstance(route, Greeting | OutsideField):
        return ()
    told = route.cited if isinstance(route, NotHeld | NoSuchArticle | Unnamed) else None
    left = [c for c in question.cited if c.status is not Status.RESOLVED and c != told]
    if isinstance(route, Mistaken):  # the correction says of which instrument an article by its number alone is
        left = [c for c in left if c.instrument is not None or c.status is Status.UNKNOWN_INSTRUMENT]
    reasons = dict.fromkeys(reason(cited, corpus, question.language) for cited in left)
    reasons |= dict.fromkeys(_filtered_out(question, corpus))
    return tuple(Remark("unresolved", text) for text in list(reasons)[:_MOST])


def _filtered_out(question: Question, corpus: Corpus) -> Iterator[str]:
    """What is told of articles that the question cites and its filters leave out."""
    for cited in question.cited if question.filters else ():
        if cited.status is Status.RESOLVED and cited.instrument is not None:
            card, article = corpus.instruments[cited.instrument], corpus.provision(cited.instrument, cited.locator)
            if not question.filters.admits(article, card):
                yield phrase("left_filtered", question.language, citation=card.cite(cited.locator, question.language))


def reason(cited: Cited, corpus: Corpus, language: str) -> str:
    """Why a citation did not resolve, in ``en`` or ``zh``."""
    values: dict[str, object] = {"text": cited.text or cited.locator, "title": cited.unknown}
    known = next((k for k in corpus.known if k.id == cited.instrument), None)
    card = corpus.instruments.get(cited.instrument or "")
    if cited.status is Status.UNKNOWN_INSTRUMENT:
        return phrase("left_unknown", language, **values)
    if known is not None:
        return phrase("left_elsewhere", language, text=values["text"], title=known.title(language))
    if card is None:
        return phrase("left_unnamed", language, **values)
    values = {"citation": card.cite(cited.locator, language), "title": card.title(language), "count": card.articles}
    if cited.status is Status.NOT_HELD:
        return phrase("left_part", language, **values)
    return phrase("left_no_unit" if corpus.wordings(card.id, cited.locator) else "left_no_such", language, **values)
