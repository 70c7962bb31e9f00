"""How sure we are of what was found: a calibrated probability, from the scores, that the provisions shown answer the question.

A logistic model. Its coefficients are data, in ``confidence.toml``, written by ``banfa eval --calibrate`` from development
questions; the same command shows on held-out questions how far the probability can be believed.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from banfa.answer import Sure
from banfa.citing import Status
from banfa.errors import IndexUnusable
from banfa.finding import Finder, Found, sentences_of
from banfa.question import Question

SHOWN = 5
"""Among how many provisions, best first, the right ones are to be."""
FILE = Path(__file__).parent / "confidence.toml"

_DEPTH = 10
_BESIDE = ("outside", "known", "open_point", "misbelief", "practice")
_KINDS = ("provision", "note", "known", "outside")
_LEAST = 1e-3
_ZH_WORD = 2.5
"""A Chinese character says about as much as so many letters."""


@dataclass(frozen=True)
class Term:
    """One feature in the model: it adds ``weight`` to the log-odds for each ``scale`` by which it lies above ``mean``."""

    mean: float
    scale: float
    weight: float


@dataclass(frozen=True)
class Logistic:
    """A logistic model (Cox 1958): the bias and the sum of the terms are the log-odds."""

    bias: float
    terms: Mapping[str, Term]

    def probability(self, values: Mapping[str, float]) -> float:
        """The probability for these values of the features, between 0 and 1."""
        odds = self.bias + sum(t.weight * (values[name] - t.mean) / t.scale for name, t in self.terms.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True)
class Confidence:
    """The two models, the embedder whose scores they were fitted to, and the probability of ``any`` below which we warn."""

    every: Logistic
    any: Logistic
    embedder: str
    unsure_below: float

    @classmethod
    def read(cls, file: Path = FILE) -> Confidence | None:
        """The models of a file, by default those that ship with the library; None where there is no such file.

        Raises:
            IndexUnusable: it is malformed, or made for other features.
        """
        if not file.exists():
            return None
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            return cls(_logistic(table["every"]), _logistic(table["any"]), table["embedder"], float(table["unsure_below"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            remedy = "Remove it and run `banfa eval --calibrate`."
            raise IndexUnusable(f"{file} does not hold the confidence models: {error!r}. {remedy}") from error

    def of(self, values: Mapping[str, float]) -> Sure:
        """How sure the scores make us (see `features`)."""
        return Sure(every=self.every.probability(values), any=self.any.probability(values))

    def doubts(self, sure: Sure) -> bool:
        """Whether a reader should be told that the provision may be another."""
        return sure.any < self.unsure_below


def _logistic(table: Mapping[str, Any]) -> Logistic:
    if other := set(NAMES) ^ set(table["terms"]):
        raise ValueError(f"terms that are missing or unknown: {', '.join(sorted(other))}")
    return Logistic(float(table["bias"]), {name: Term(*map(float, values)) for name, values in table["terms"].items()})


def features(question: Question, found: Found, finder: Finder) -> dict[str, float]:
    """What the scores and the wording tell of how sure a finding is."""
    law = finder.positions("provision")
    if not len(law):
        return dict.fromkeys(NAMES, 0.0)
    order = law[np.argsort(-found.score[law], kind="stable")[:_DEPTH]]
    score = np.pad(found.score[order], (0, _DEPTH - len(order)), mode="edge").astype(np.float64)
    best = int(order[0])
    meaning = found.parts["meaning"] + found.parts["sentences"]
    words = found.parts["words"] + found.parts["glossary"]
    by_meaning, by_words = (set(law[np.argsort(-part[law], kind="stable")[:SHOWN]].tolist()) for part in (meaning, words))
    chinese = question.language == "zh"
    values = (
        *(score[0], score[0] - score[1], score[0] - score[SHOWN], score[SHOWN - 1] - score[SHOWN], score[SHOWN] - score[-1]),
        len(by_meaning & by_words) / SHOWN,
        best in by_meaning,
        best in by_words,
        *(part[best] for part in (words, meaning, found.parts["glossary"], found.parts["beside"])),
        found.cosine[law].max() - max(finder.best(found, kind)[1] for kind in _BESIDE),
        len({finder.listing.keys[n].partition(":")[0] for n in order[:SHOWN].tolist()}) / SHOWN,
        any(c.status is Status.RESOLVED for c in question.cited),
        any(m.held for m in question.mentions),
        any(not m.held for m in question.mentions),
        chinese,
        math.log1p(len(question.topic) * (_ZH_WORD if chinese else 1.0)),
        len(sentences_of(question.topic)),
        *(math.log(max(_LEAST, found.kinds.get(kind, 0.0))) for kind in _KINDS),
    )
    return dict(zip(NAMES, map(float, values), strict=True))


NAMES = (
    "top",  # the best score of a provision …
    "margin",  # … less the second
    "lead",  # … less the sixth
    "gap",  # the fifth less the sixth
    "tail",  # the sixth less the tenth
    "agreement",  # the share of the first five by meaning that are among the first five by words
    "first_by_meaning",
    "first_by_words",
    "words",  # what words, meaning, glossary and what we wrote beside the law give the best
    "meaning",
    "glossary",
    "beside",
    "nearer",  # the cosine of the nearest provision less that of the nearest thing that is none
    "instruments",  # of how many laws the first five are, over five
    "cited",
    "named",
    "named_elsewhere",  # a law is named that we do not hold
    "chinese",
    "length",
    "sentences",
    *(f"near_{kind}" for kind in _KINDS),  # the log-probability of each kind of thing to be what it is about
)
"""The features, in the order of the coefficients."""
