"""The scorers: each looks at one reply, as the contract shows it, and says how good one thing about it is.

Every value lies between 0 and 1 and explains itself. What does not arrive scores zero: a crash is a 0 on every scorer that
applies to the question, with its message as the explanation. A scorer that has nothing to look at gives no score.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from banfa.corpus import Corpus
from banfa.errors import UnknownProvision
from evals.gold import Cite, GoldQuestion
from evals.trial import Trial

CUTS = (1, 5, 10)
DEPTH = 10
"""How many provisions a reply shows, and so how deep retrieval is scored."""

Mark = tuple[float, str]
"""A value and the reason for it."""


@dataclass(frozen=True)
class Score:
    """What one scorer found for one question."""

    question: str
    scorer: str
    value: float
    explanation: str = ""


@dataclass(frozen=True)
class Scorer:
    """A measure, and the questions that it can be asked of."""

    name: str
    applies: Callable[[GoldQuestion], bool]
    measure: Callable[[Trial], Mark | None]


def recall_at(k: int, ranked: Sequence[str], question: GoldQuestion) -> Mark:
    """The share of the needs that one of the first ``k`` articles meets (subtopic recall: Zhai, Cohen, Lafferty, SIGIR 2003)."""
    unmet = [need for need in question.gold if not {cite.article for cite in need} & set(ranked[:k])]
    return 1 - len(unmet) / len(question.gold), _needs("not found", unmet)


def reciprocal_rank(ranked: Sequence[str], question: GoldQuestion) -> Mark:
    """One over the rank of the first gold article among the first ten, else 0 (MRR: Voorhees, TREC-8, 1999)."""
    wanted = {cite.article for need in question.gold for cite in need}
    rank = next((n for n, article in enumerate(ranked[:DEPTH], 1) if article in wanted), 0)
    return (1 / rank if rank else 0.0), f"first at {rank}" if rank else "not found"


def citation_precision(trial: Trial) -> Mark:
    """The share of citations that lie in a gold article; 0 where nothing is cited (as in ALCE: Gao et al., EMNLP 2023)."""
    wanted = {cite.article for need in trial.question.gold for cite in need}
    cited = trial.cited
    stray = [cite for cite in cited if cite.article not in wanted]
    if not cited:
        return 0.0, "nothing is cited"
    return 1 - len(stray) / len(cited), f"beside the point: {', '.join(map(str, stray))}" if stray else ""


def citation_recall(trial: Trial) -> Mark:
    """The share of the needs that a citation meets: it cites a gold provision, a unit of it, or the article around it."""
    unmet = uncited_needs(trial)
    return 1 - len(unmet) / len(trial.question.gold), _needs("not cited", unmet)


def article_recall(trial: Trial) -> Mark:
    """The share of the needs whose article is cited, wherever in it."""
    return recall_at(len(trial.reply.get("citations", ())), [cite.article for cite in trial.cited], trial.question)


def quote_validity(trial: Trial) -> Mark | None:
    """The share of quotes that stand word for word at their locator in the law of that day. Anything below 1 is a defect."""
    quoted = trial.reply.get("citations", ())
    wrong = [f"{c['instrument']}:{c['locator']}" for c in quoted if not _verbatim(c, trial.corpus, trial.reply["as_of"])]
    return (1 - len(wrong) / len(quoted), f"not verbatim: {', '.join(wrong)}" if wrong else "") if quoted else None


def claims_cited(trial: Trial) -> Mark | None:
    """The share of claims that carry a citation. Anything below 1 is a defect."""
    claims = trial.reply.get("claims", ())
    bare = [claim["text"] for claim in claims if not claim["citations"]]
    return (1 - len(bare) / len(claims), f"no citation: {'; '.join(bare)}" if bare else "") if claims else None


def status_right(trial: Trial) -> Mark:
    """Whether the reply is of the right kind."""
    wanted, got = trial.question.status.value, trial.reply.get("status", "")
    return float(wanted == got), "" if wanted == got else f"status {got}, not {wanted}"


def key_points(trial: Trial) -> Mark:
    """The share of the key points that the answer makes."""
    points, answer = trial.question.key_points, trial.reply.get("answer", "")
    missing = [point[0].pattern for point in points if not any(phrase.search(answer) for phrase in point)]
    return 1 - len(missing) / len(points), f"not said: {' | '.join(missing)}" if missing else ""


def must_nots(trial: Trial) -> Mark:
    """1 where the answer says nothing that a right one does not say, else 0."""
    hits = [found[0] for pattern in trial.question.must_not if (found := pattern.search(trial.reply.get("answer", "")))]
    return float(not hits), f"must not say: {' | '.join(hits)}" if hits else ""


def right(trial: Trial) -> Mark:
    """Right kind, every key point, nothing that must not be said and, where it answers, a gold need cited."""
    question = trial.question
    marks = [status_right(trial), must_nots(trial)]
    if question.key_points:
        marks.append(key_points(trial))
    if question.answered and question.gold:
        unmet = uncited_needs(trial)
        marks.append((float(len(unmet) < len(question.gold)), _needs("not cited", unmet)))
    reasons = [why for value, why in marks if value < 1 and why]
    return float(all(value == 1 for value, _ in marks)), "; ".join(reasons)


def uncited_needs(trial: Trial) -> list[tuple[Cite, ...]]:
    """The needs that no citation meets."""
    on = trial.question.as_of
    cited = trial.cited
    return [need for need in trial.question.gold if not any(_overlap(a, b, trial.corpus, on) for a in need for b in cited)]


def _recall(k: int, trial: Trial) -> Mark:
    return recall_at(k, trial.ranked, trial.question)


def _first_rank(trial: Trial) -> Mark:
    return reciprocal_rank(trial.ranked, trial.question)


def _has_gold(question: GoldQuestion) -> bool:
    return bool(question.gold)


SCORERS = (
    *(Scorer(f"recall@{k}", _has_gold, partial(_recall, k)) for k in CUTS),
    Scorer("mrr@10", _has_gold, _first_rank),
    Scorer("citation_precision", _has_gold, citation_precision),
    Scorer("citation_recall", _has_gold, citation_recall),
    Scorer("article_recall", _has_gold, article_recall),
    Scorer("quote_validity", lambda _: True, quote_validity),
    Scorer("claims_cited", lambda _: True, claims_cited),
    Scorer("status", lambda _: True, status_right),
    Scorer("key_points", lambda question: bool(question.key_points), key_points),
    Scorer("must_nots", lambda question: bool(question.must_not), must_nots),
    Scorer("right", lambda _: True, right),
)


def score(trial: Trial, scorers: Sequence[Scorer] = SCORERS) -> list[Score]:
    """Every score of a trial. A scorer that itself fails on a reply scores 0 as well: the reply is not as the contract says."""
    found = []
    for scorer in scorers:
        if not scorer.applies(trial.question):
            continue
        try:
            mark = (0.0, trial.error) if trial.error else scorer.measure(trial)
        except Exception as error:
            mark = (0.0, f"{type(error).__name__}: {error}")
        if mark is not None:
            found.append(Score(trial.question.id, scorer.name, *mark))
    return found


def _needs(what: str, needs: Sequence[Sequence[Cite]]) -> str:
    return f"{what}: {'; '.join(' or '.join(map(str, need[:2])) for need in needs)}" if needs else ""


def _overlap(one: Cite, other: Cite, corpus: Corpus, on: date | None) -> bool:
    if one.article != other.article:
        return False
    here, there = _text(one, corpus, on), _text(other, corpus, on)
    return here in there or there in here


def _text(cite: Cite, corpus: Corpus, on: date | None) -> str:
    try:
        provision = corpus.provision(cite.instrument, cite.locator, on)
    except UnknownProvision:
        provision = corpus.provision(cite.instrument, cite.locator)
    return provision.text_at(provision.resolve(cite.locator) or cite.locator)


def _verbatim(citation: Mapping[str, Any], corpus: Corpus, on: str) -> bool:
    try:
        provision = corpus.provision(citation["instrument"], citation["locator"], date.fromisoformat(on))
    except UnknownProvision:
        return False
    quote = citation["quote"].strip()
    return bool(quote) and quote in provision.text_at(provision.resolve(citation["locator"]) or "")
