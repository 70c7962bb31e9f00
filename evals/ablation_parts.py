"""The parts of the retrieval that can be left out, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from banfa.index import Row
from banfa.weights import Weights


def _as_it_is(weights: Weights) -> Weights:
    return weights


def _all(_: Row) -> bool:
    return True


@dataclass(frozen=True)
class Part:
    """The retrieval without a part, or with it made plain.

    ``weights``: what becomes of the weights. ``keeps``: which embedded rows are still searched. ``chinese``: whether rows in
    Chinese are. The others: whether lay words are widened, a question for a term leads to where it is defined, what we wrote
    beside the law leads to it, citations and names are read, and a question for a sanction, an overview or a commencement is
    known as one. ``outside``: whether it can be left out of the search of a set that nobody enriched.
    """

    name: str
    weights: Callable[[Weights], Weights] = field(default=_as_it_is)
    keeps: Callable[[Row], bool] = field(default=_all)
    chinese: bool = True
    glossary: bool = True
    defines: bool = True
    leads: bool = True
    router: bool = True
    asked: bool = True
    outside: bool = False


def _fields(**values: float) -> Callable[[Weights], Weights]:
    return lambda w: replace(w, fields={**w.fields, **values})


def _views(**values: float) -> Callable[[Weights], Weights]:
    return lambda w: replace(w, views={**w.views, **values})


def _without_gists(w: Weights) -> Weights:
    return replace(w, views={**w.views, "gist": 0.0}, fields={**w.fields, "gist": 0.0})


def _equal_fields(w: Weights) -> Weights:
    return replace(w, fields=dict.fromkeys(w.fields, sum(w.fields.values()) / len(w.fields)))


def _text_alone(w: Weights) -> Weights:
    fields = dict.fromkeys(w.fields, 0.0) | {"text": 1.0}
    views = dict.fromkeys(w.views, 0.0) | {"text": sum(w.views.values())}
    return replace(w, fields=fields, views=views, other_language=0.0)


FULL = Part("as it is", outside=True)
PARTS = (
    Part("without words (dense alone)", lambda w: replace(w, words=0.0), outside=True),
    Part("without meaning (words alone)", lambda w: replace(w, whole=0.0, sentences=0.0), outside=True),
    Part("whole question only, not by sentence", lambda w: replace(w, whole=w.whole + w.sentences, sentences=0.0), outside=True),
    Part("without the texts in the other language", lambda w: replace(w, other_language=0.0)),
    Part("without pairs of words", lambda w: replace(w, pairs={}), outside=True),
    Part("lay words widened without bound", lambda w: replace(w, expansion_most=float("inf"))),
    Part("lay words not widened", lambda w: replace(w, expansion=0.0), glossary=False, outside=True),
    Part("terms do not lead to where they are defined", defines=False),
    Part("all fields of words alike", _equal_fields, outside=True),
    Part("without headings", lambda w: _fields(heading=0.0)(_views(heading=0.0)(w)), lambda r: r.role != "heading", outside=True),
    Part("without ways of asking", _fields(asks=0.0), lambda row: row.role != "ask"),
    Part("without gists", _without_gists, lambda row: row.role != "gist"),
    Part("without terms of art", _fields(terms=0.0)),
    Part("without stretches of the text", lambda w: _fields(text=0.0)(_views(text=0.0)(w)), lambda row: row.role != "text"),
    Part(
        "the text alone, nothing that we wrote",
        _text_alone,
        lambda row: row.role == "text",
        glossary=False,
        defines=False,
        leads=False,
    ),
    Part("without Chinese views", chinese=False),
    Part("without what we wrote beside the law", leads=False),
    Part("without what is cited together", lambda w: replace(w, together={**w.together, "weight": 0.0})),
    Part("without the prior of our field", lambda w: replace(w, prior={})),
    Part("without the router of citations and names", router=False),
    Part("without what a question asks for", asked=False),
)
"""Each is left out alone, all else as it is."""
