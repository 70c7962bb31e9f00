"""Why a passage was found: the parts of its score, as kinds that a person can weigh."""

from __future__ import annotations

from collections.abc import Mapping

KINDS = ("lexical", "dense", "glossary", "cross_reference", "other")
_KIND = {
    "words": "lexical",
    "meaning": "dense",
    "sentences": "dense",
    "other_language": "dense",
    "glossary": "glossary",
    "beside": "cross_reference",
    "together": "cross_reference",
    "crossref": "cross_reference",
}


def contributions(why: Mapping[str, float]) -> dict[str, float]:
    """What each kind contributes to a score; together they are the score.

    ``lexical``: the words of the question. ``dense``: its meaning, whole, by sentence and in the other language. ``glossary``:
    the terms of art that its lay words stand for. ``cross_reference``: what refers to the provision, or is cited with it.
    ``other``: that it is cited, or that its instrument is named, and the like.
    """
    found = dict.fromkeys(KINDS, 0.0)
    for part, value in why.items():
        found[_KIND.get(part, "other")] += value
    return {kind: round(value, 4) for kind, value in found.items()}
