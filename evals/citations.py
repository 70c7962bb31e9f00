"""How well a reply cites: the right provisions, word for word, and as much of them as the question turns on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from banfa.corpus import Corpus
from banfa.errors import UnknownProvision
from banfa.locator import article_of
from evals.gold import Cite
from evals.ranking import Mark, name_needs, recall_at
from evals.trial import Trial


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
    return 1 - len(unmet) / len(trial.question.gold), name_needs("not cited", unmet)


def article_recall(trial: Trial) -> Mark:
    """The share of the needs whose article is cited, wherever in it."""
    return recall_at(len(trial.reply.get("citations", ())), [cite.article for cite in trial.cited], trial.question)


def character_recall(trial: Trial) -> Mark:
    """The share of the characters of the gold units that are quoted; of alternatives, those of the one that is quoted most."""
    quoted, wanted = 0, 0
    for need in trial.question.gold:
        covers = [(_covered(cite, trial), len(_text(cite, trial.corpus, trial.question.as_of))) for cite in need]
        best = max(covers, key=lambda cover: cover[0] / cover[1])
        quoted, wanted = quoted + best[0], wanted + best[1]
    return quoted / wanted, f"{quoted} of {wanted} characters"


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


def uncited_needs(trial: Trial) -> list[tuple[Cite, ...]]:
    """The needs that no citation meets."""
    on = trial.question.as_of
    cited = trial.cited
    return [need for need in trial.question.gold if not any(_overlap(a, b, trial.corpus, on) for a in need for b in cited)]


def _overlap(one: Cite, other: Cite, corpus: Corpus, on: date | None) -> bool:
    if one.article != other.article:
        return False
    here, there = _text(one, corpus, on), _text(other, corpus, on)
    return here in there or there in here


def _covered(cite: Cite, trial: Trial) -> int:
    """How many characters of a gold unit stand in a quote from its article."""
    quotes = [
        c["quote"] for c in trial.reply.get("citations", ()) if f"{c['instrument']}:{article_of(c['locator'])}" == cite.article
    ]
    text = _text(cite, trial.corpus, trial.question.as_of)
    marked = bytearray(len(text))
    for line in _lines(quotes):
        start = text.find(line)
        while start >= 0:
            marked[start : start + len(line)] = b"\1" * len(line)
            start = text.find(line, start + 1)
    return sum(marked) + (text.count("\n") if all(marked[n] for n, sign in enumerate(text) if sign != "\n") else 0)


def _lines(quotes: Iterable[str]) -> set[str]:
    return {line.strip() for quote in quotes for line in quote.splitlines() if line.strip()}


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
