"""``banfa eval --calibrate``: fit the confidence to development questions, and show it on those that it has not seen.

The two models (every need, any need) share their features. How hard the coefficients are held back is chosen by cross-validation
on development questions too; no other question has a say in anything here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from banfa.assistant import Assistant
from banfa.confidence import FILE, NAMES, SHOWN, Logistic, Term, features
from banfa.passage import key_of
from evals.gold import GoldQuestion
from evals.reliability import Reliability, by_group, needs_met, reliability, table

FOLDS = 10
_CONSTANT = 1e-4
"""A column that spreads less than that tells nothing."""
STRENGTHS = (3.0, 10.0, 30.0, 100.0)
UNSURE_BELOW = 0.85
"""The probability of any need below which a reader is warned, chosen on development questions (docs/retrieval.md)."""


@dataclass(frozen=True)
class Case:
    """What the scores said of a question, and the share of its needs among the first five."""

    question: GoldQuestion
    features: Mapping[str, float]
    met: float


@dataclass(frozen=True)
class Target:
    """One of the two models: fitted to all development questions, and what it says of each question.

    Of a development question it says what a model said that was fitted without its fold.
    """

    model: Logistic
    strength: float
    said: Mapping[str, float]
    held: Mapping[str, bool]


def gather(assistant: Assistant, questions: Iterable[GoldQuestion]) -> list[Case]:
    """The cases of questions, in order."""
    retriever, cases = assistant.retriever, []
    for question in questions:
        asked = assistant.understand(question.whole, question.as_of)
        found = retriever.found(asked, asked.as_of)
        ranked = [key_of(p.provision).partition("@")[0] for p in retriever.rank(asked, found, SHOWN, asked.as_of)]
        cases.append(Case(question, features(asked, found, retriever.finder), needs_met(question, ranked)))
    return cases


def fit(rows: NDArray[np.float64], held: NDArray[np.float64], strength: float, names: Sequence[str] = NAMES) -> Logistic:
    """A logistic regression over standardised columns, with a ridge of that strength on all but the bias."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(scale > _CONSTANT, scale, 1.0)
    x = (rows - mean) / scale

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w[:-1] + w[-1]
        away = 1 / (1 + np.exp(-z)) - held
        value = float((np.logaddexp(0, z) - held * z).sum() + strength / 2 * w[:-1] @ w[:-1])
        return value, np.append(x.T @ away + strength * w[:-1], away.sum())

    w = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B").x
    terms = {n: Term(*(round(float(v), 6) for v in row)) for n, *row in zip(names, mean, scale, w[:-1], strict=True)}
    return Logistic(round(float(w[-1]), 6), terms)


def calibrate(cases: Sequence[Case], least: float) -> Target:
    """The model that at least such a share of the needs is met (1: every; anything less: any), fitted to development cases."""
    held = {c.question.id: c.met >= 1 if least == 1 else c.met > 0 for c in cases}
    ours = [c for c in cases if c.question.split == "development"]
    apart = {strength: _crosswise(ours, held, strength) for strength in STRENGTHS}
    best = min(STRENGTHS, key=lambda strength: _surprise(apart[strength], held))
    model = _fitted(ours, held, best)
    said = {c.question.id: model.probability(c.features) for c in cases}
    return Target(model, best, {**said, **apart[best]}, held)


def _crosswise(cases: Sequence[Case], held: Mapping[str, bool], strength: float) -> dict[str, float]:
    """What is said of each case by a model that was fitted without its fold; a hash of the id draws the fold."""
    said: dict[str, float] = {}
    for fold in range(FOLDS):
        model = _fitted([c for c in cases if _fold(c) != fold], held, strength)
        said |= {c.question.id: model.probability(c.features) for c in cases if _fold(c) == fold}
    return said


def _fold(case: Case) -> int:
    return int(sha256(f"fold {case.question.id}".encode()).hexdigest(), 16) % FOLDS


def _fitted(cases: Sequence[Case], held: Mapping[str, bool], strength: float) -> Logistic:
    rows = np.array([[case.features[name] for name in NAMES] for case in cases])
    return fit(rows, np.array([held[case.question.id] for case in cases], dtype=float), strength)


def _surprise(said: Mapping[str, float], held: Mapping[str, bool]) -> float:
    """The mean logarithmic loss."""
    return float(np.mean([-np.log(p if held[id] else 1 - p) for id, p in said.items()]))


def figures(cases: Sequence[Case], target: Target) -> dict[str, Reliability]:
    """By group; the first is over development questions, each said of by a model without it."""
    own = [c.question for c in cases]
    apart = [q.id for q in own if q.split == "development"]
    unseen = [q for q in own if q.split != "development"]
    seen_by_none = by_group(unseen, target.said, target.held)
    crosswise = reliability([target.said[id] for id in apart], [target.held[id] for id in apart])
    names = {"test": "test and held out", "held": "held out alone", "en": "test and held out, en", "zh": "test and held out, zh"}
    shown = {name: seen_by_none[group] for group, name in names.items() if group in seen_by_none}
    return {"development, by cross-validation": crosswise, **shown}


def write(every: Target, any_: Target, embedder: str, corpus_hash: str, n: int, file: Path = FILE) -> None:
    """Write both models as data."""
    head = [
        "# How sure we are of what was found: written by `banfa eval --calibrate`, read by banfa/confidence.py. Do not edit.",
        "# Each term: its mean, its scale, its weight in the log-odds. Fit anew when retrieval.toml or the embedder changes.",
        f"fitted_on = {date.today().isoformat()}",
        f"questions = {n}              # development questions",
        f'corpus = "{corpus_hash[:12]}"',
        f'embedder = "{embedder}"',
        f"unsure_below = {UNSURE_BELOW}         # of any: below it a reader is told that the provision may be another",
    ]
    file.write_text("\n".join([*head, *_section("every", every), *_section("any", any_)]) + "\n", encoding="utf-8")


def _section(name: str, target: Target) -> list[str]:
    terms = [f"{term} = [{t.mean}, {t.scale}, {t.weight}]" for term, t in target.model.terms.items()]
    head = ["", f"[{name}]", f"bias = {target.model.bias}", f"ridge = {target.strength}", "", f"[{name}.terms]"]
    return [*head, *terms]


def warnings(cases: Sequence[Case], said: Mapping[str, float], below: float) -> str:
    """Of how many questions a reader is warned, and how many of these, and of the others, found nothing that is needed."""
    lines = [
        "| | warned | of these nothing needed found | not warned | of these nothing needed found |",
        "|---|---:|---:|---:|---:|",
    ]
    groups = {"development": "development, by cross-validation", "test": "test and held out"}
    for split, name in groups.items():
        own = [c for c in cases if c.question.split == split and c.question.gold]
        warned, rest = ([c for c in own if (said[c.question.id] < below) is low] for low in (True, False))
        cells = [str(n) for part in (warned, rest) for n in (len(part), sum(c.met == 0 for c in part))]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def run(assistant: Assistant, questions: Sequence[GoldQuestion], file: Path = FILE) -> str:
    """Fit both models, write them, and return what is to be said of them, in Markdown."""
    cases, embedder = gather(assistant, questions), assistant.retriever.finder.embedder.fingerprint
    every, any_ = calibrate(cases, 1.0), calibrate(cases, 0.0)
    n = sum(c.question.split == "development" for c in cases)
    write(every, any_, embedder, assistant.corpus.hash, n, file)
    made_of = f"corpus {assistant.corpus.hash[:12]}, embedder {embedder}"
    parts = [f"Fitted on {date.today()} to {n} development questions ({made_of}); {file.name} is written."]
    for name, target in (("every need among the first five", every), ("any need among the first five", any_)):
        parts += [f"**{name[0].upper()}{name[1:]} (ridge {target.strength:g})**", table(figures(cases, target))]
    title = f"**Questions that rest on provisions, warned below {UNSURE_BELOW}**"
    parts += [title, warnings(cases, any_.said, UNSURE_BELOW)]
    return "\n\n".join(parts)
