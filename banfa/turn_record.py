"""A turn of a conversation as JSON that can be kept for years, and back: the reply word for word, its quotes with their dates.

Passages are kept by their address and wording only. What the corpus no longer holds does not come back; the answer as text does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from banfa.answer import Claim, Remark, Reply, Status, Withheld
from banfa.corpus import Corpus
from banfa.errors import UnknownProvision
from banfa.filters import Filters
from banfa.law import Citation
from banfa.passage import Passage
from banfa.render import citations, markdown
from banfa.threads import FAILED, Kept, folded

FORMAT = "banfa-turn/1"


@dataclass(frozen=True)
class Asked:
    """A question as a person put it."""

    question: str
    language: str
    at: datetime
    filters: Mapping[str, list[str]] = field(default_factory=dict)
    as_of: date | None = None


def kept(asked: Asked, outcome: Reply | str, corpus: Corpus) -> Kept:
    """A turn ready to be kept; ``outcome`` is the reply, or in words why none came."""
    record: dict[str, Any] = {
        "format": FORMAT,
        "question": asked.question,
        "language": asked.language,
        "asked": asked.at.isoformat(),
        "filters": {name: list(values) for name, values in asked.filters.items()},
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
    }
    if isinstance(outcome, str):
        record["trouble"] = outcome
        words = folded(f"{asked.question} {outcome}")
        return Kept(asked.question, asked.language, FAILED, asked.at, words, (), record)
    record["reply"] = _reply(outcome, corpus, asked.at.date())
    cites = tuple(dict.fromkeys((c.instrument, c.locator) for c in citations(outcome)))
    words = folded(f"{asked.question} {record['reply']['answer']}")
    return Kept(asked.question, outcome.language, outcome.status.value, asked.at, words, cites, record)


def asked_of(record: Mapping[str, Any]) -> Asked:
    """The question of a record.

    Raises:
        KeyError, TypeError, ValueError: the record is not as it was written.
    """
    day = date.fromisoformat(record["as_of"]) if record["as_of"] else None
    at = datetime.fromisoformat(record["asked"])
    return Asked(record["question"], record["language"], at, dict(record["filters"]), day)


def reply_of(record: Mapping[str, Any], corpus: Corpus) -> Reply | None:
    """The reply as it was given; None where there was none, or where it cites an instrument that is not held any more."""
    try:
        row = record["reply"]
        cited = [Citation(c["instrument"], c["locator"], c["quote"]) for c in row["citations"]]
        if any(c.instrument not in corpus.instruments for c in cited):
            return None
        return Reply(
            question=record["question"],
            language=row["language"],
            as_of=date.fromisoformat(row["as_of"]),
            status=Status(row["status"]),
            opening=row["opening"],
            claims=tuple(Claim(c["text"], tuple(cited[n] for n in c["citations"]), c.get("on", "")) for c in row["claims"]),
            remarks=tuple(Remark(r["kind"], r["text"]) for r in row["remarks"]),
            withheld=tuple(Withheld(w["text"], w["why"]) for w in row["withheld"]),
            passages=tuple(_passages(row["passages"], corpus)),
            writer=row["writer"],
            notice=row["notice"],
            elapsed_ms=float(row["elapsed_ms"]),
            corpus_hash=row["corpus_hash"],
            filters=Filters(**{name: tuple(values) for name, values in row["filters"].items()}),
            standing=row.get("standing", ""),
        )
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def answer_of(record: Mapping[str, Any]) -> str:
    """What was answered, as text; or why nothing was."""
    return str(record["reply"]["answer"] if "reply" in record else record.get("trouble", ""))


def _reply(reply: Reply, corpus: Corpus, today: date) -> dict[str, Any]:
    cited = citations(reply)
    number = {citation: n for n, citation in enumerate(cited)}
    return {
        "language": reply.language,
        "as_of": reply.as_of.isoformat(),
        "status": reply.status.value,
        "opening": reply.opening,
        "claims": [{"text": c.text, "citations": [number[x] for x in c.citations], "on": c.on} for c in reply.claims],
        "citations": [_citation(c, reply, corpus, max(today, reply.as_of)) for c in cited],
        "remarks": [asdict(remark) for remark in reply.remarks],
        "withheld": [asdict(withheld) for withheld in reply.withheld],
        "passages": [_passage(p) for p in reply.passages],
        "writer": reply.writer,
        "notice": reply.notice,
        "elapsed_ms": round(reply.elapsed_ms, 1),
        "corpus_hash": reply.corpus_hash,
        "filters": reply.filters.given(),
        "standing": reply.standing,
        "answer": markdown(reply, corpus),
    }


def _citation(citation: Citation, reply: Reply, corpus: Corpus, today: date) -> dict[str, Any]:
    """A citation with what was known of its wording when it was given: since when, until when, whether it gave way."""
    card = corpus.instruments[citation.instrument]
    row: dict[str, Any] = asdict(citation) | {"cite": card.cite_on(citation.locator, reply.language, reply.as_of)}
    try:
        article = corpus.provision(citation.instrument, citation.locator, reply.as_of)
    except UnknownProvision:
        return row | {"effective": "", "until": None, "displaced": []}
    until = article.until.isoformat() if article.until else None
    displaced = [d.since.isoformat() for d in card.displacements(citation.locator, today)]
    return row | {"effective": article.effective.isoformat(), "until": until, "displaced": displaced}


def _passage(passage: Passage) -> dict[str, Any]:
    own = passage.provision
    return {
        "instrument": own.instrument,
        "locator": own.locator,
        "effective": own.effective.isoformat(),
        "score": round(passage.score, 4),
        "pinpoint": passage.pinpoint,
        "why": {name: round(value, 4) for name, value in passage.why.items()},
        "gists": {name: round(value, 4) for name, value in passage.gists.items()},
    }


def _passages(rows: Iterable[Mapping[str, Any]], corpus: Corpus) -> Iterable[Passage]:
    for row in rows:
        for wording in corpus.wordings(row["instrument"], row["locator"]):
            if wording.effective.isoformat() == row["effective"]:
                yield Passage(wording, row["score"], row["pinpoint"], dict(row["why"]), dict(row["gists"]))
