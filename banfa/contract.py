"""The JSON contract: what every door returns. Other programs are built on it; names are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from banfa.answer import Reply, Sure
from banfa.changes import versions
from banfa.corpus import Corpus
from banfa.corpus.knowledge import KnownInstrument
from banfa.filters import NO_FILTERS, Filters
from banfa.law import Provision
from banfa.passage import Passage
from banfa.render import citations, markdown
from banfa.why import contributions


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
        "claims": [
            {"text": claim.text, "citations": [number[c] for c in claim.citations], **({"part": claim.on} if claim.on else {})}
            for claim in reply.claims
        ],
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
        **({"standing": reply.standing} if reply.standing else {}),
        **_sure(reply.sure),
        **_filtered(reply.filters),
    }


def _filtered(filters: Filters) -> dict[str, Any]:
    """The filters of a question, where it has any."""
    return {"filters": filters.given()} if filters else {}


def _sure(sure: Sure | None) -> dict[str, Any]:
    """How sure we are of what was found, where that is known: of everything that is needed, and of anything of it."""
    return {} if sure is None else {"confidence": round(sure.every, 3), "confidence_any": round(sure.any, 3)}


def passage_object(passage: Passage) -> dict[str, Any]:
    """A passage as it stands in the contract."""
    return {
        "instrument": passage.provision.instrument,
        "locator": passage.provision.locator,
        "pinpoint": passage.pinpoint,
        "score": round(passage.score, 4),
        "text": passage.provision.text,
        "why": dict(passage.why),
        "contributions": contributions(passage.why),
    }


def retrieval_object(
    passages: Iterable[Passage], id: str = "", filters: Filters | None = None, sure: Sure | None = None
) -> dict[str, Any]:
    """What was found for a question, as the object of ``banfa retrieve --json``."""
    return {"id": id, "passages": [passage_object(p) for p in passages], **_sure(sure), **_filtered(filters or NO_FILTERS)}


def provision_object(corpus: Corpus, article: Provision, where: str) -> dict[str, Any]:
    """A provision, or the unit of it at the locator ``where``, as the object of ``banfa law show --json``."""
    card = corpus.instruments[article.instrument]
    return {
        "instrument": article.instrument,
        "locator": where,
        "citation": card.cite(where),
        "heading": article.heading,
        "text": article.text_at(where),
        "effective": article.effective.isoformat(),
        "until": article.until.isoformat() if article.until else None,
        "text_basis": card.text_basis,
        "official_url": card.official_url,
    }


def law_object(corpus: Corpus, *, missing: bool = False) -> list[dict[str, Any]]:
    """The instruments that we hold, or those that we know of and do not hold, as ``banfa law --json`` lists them."""
    return [_known(k) for k in corpus.known] if missing else [_card(corpus, name) for name in corpus.instruments]


def _card(corpus: Corpus, name: str) -> dict[str, Any]:
    card = corpus.instruments[name]
    return {
        "id": name,
        "title_en": card.title_en,
        "title_zh": card.title_zh,
        "kind": card.kind,
        "legal_force": card.legal_force,
        "jurisdiction": card.jurisdiction,
        "text_basis": card.text_basis,
        "articles": card.articles,
        "held": sum(p.instrument == name and p.until is None for p in corpus.provisions),
        "in_force": card.in_force.isoformat(),
        "versions": [day.isoformat() for day in versions(corpus, name)],
        "official_url": card.official_url,
        "url_leads_to": card.url_leads_to,
        "verified_on": card.verified_on.isoformat(),
    }


def _known(known: KnownInstrument) -> dict[str, Any]:
    return {
        "id": known.id,
        "title_en": known.title_en,
        "title_zh": known.title_zh,
        "kind": "draft" if known.draft else "in force",
        "official_url": known.official_url,
        "about_en": known.about_en,
    }
