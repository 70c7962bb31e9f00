"""The JSON contract: what every door returns. Other programs are built on it; names are added, never changed."""

from __future__ import annotations

from typing import Any

from banfa.answer import Reply
from banfa.corpus import Corpus
from banfa.passage import Passage
from banfa.render import citations, markdown


def reply_object(reply: Reply, corpus: Corpus, id: str = "") -> dict[str, Any]:
    """A reply as the object of ``banfa ask --json``."""
    cited = citations(reply)
    number = {citation: n for n, citation in enumerate(cited)}
    return {
        "id": id,
        "question": reply.question,
        "as_of": reply.as_of.isoformat(),
        "language": reply.language,
        "status": reply.status.value,
        "answer": markdown(reply, corpus),
        "claims": [{"text": claim.text, "citations": [number[c] for c in claim.citations]} for claim in reply.claims],
        "citations": [
            {
                "instrument": c.instrument,
                "locator": c.locator,
                "quote": c.quote,
                "effective": corpus.provision(c.instrument, c.locator, reply.as_of).effective.isoformat(),
                "legal_force": corpus.instruments[c.instrument].legal_force,
                "official_url": corpus.instruments[c.instrument].official_url,
            }
            for c in cited
        ],
        "remarks": [{"kind": remark.kind, "text": remark.text} for remark in reply.remarks],
        "withheld": [{"text": w.text, "why": w.why} for w in reply.withheld],
        "passages": [passage_object(p) for p in reply.passages],
        "notice": reply.notice,
        "writer": reply.writer,
        "elapsed_ms": round(reply.elapsed_ms, 1),
        "corpus_hash": reply.corpus_hash,
    }


def passage_object(passage: Passage) -> dict[str, Any]:
    """A passage as it stands in the contract."""
    return {
        "instrument": passage.provision.instrument,
        "locator": passage.provision.locator,
        "pinpoint": passage.pinpoint,
        "score": round(passage.score, 4),
        "text": passage.provision.text,
        "why": dict(passage.why),
    }
