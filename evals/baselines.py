"""What anybody gets without us, on the same questions: word search, a plain LangChain chain, and the rank fusion of the two.

Both search the English text of the articles and nothing else. The chain has the embedder that we have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import numpy as np

from banfa.corpus import Corpus
from banfa.law import Provision
from banfa.passage import key_of
from banfa.seams import Embedder
from evals.gold import GoldQuestion

Rankings = Mapping[str, tuple[str, ...]]
"""The articles found for each question id, best first."""

_CHUNK, _OVERLAP, _CHUNKS = 1000, 150, 60
_RRF = 60


def rank_all(corpus: Corpus, embedder: Embedder, questions: Sequence[GoldQuestion], folder: Path) -> dict[str, Rankings]:
    """Each baseline's ranking for each question; ``folder`` keeps what was embedded for it."""
    texts = {q.id: q.whole for q in questions}
    provisions = corpus.in_force(date.today())
    words = bm25(provisions, texts)
    chain = langchain(provisions, embedder, texts, folder)
    return {"BM25": words, "LangChain + Chroma": chain, "rank fusion of both": fused([words, chain])}


def bm25(provisions: Sequence[Provision], questions: Mapping[str, str]) -> Rankings:
    """BM25 over the article texts (Robertson and Zaragoza 2009; the tokens of the product)."""
    from banfa.adapters.bm25 import Bm25Index

    index = Bm25Index.build({"text": [p.text for p in provisions]})
    keys = [key_of(p) for p in provisions]

    def rank(text: str) -> list[str]:
        scores = index.scores(text, "text")
        return [keys[int(n)] for n in np.argsort(-scores, kind="stable") if scores[n] > 0]

    return _each(questions, rank)


def langchain(provisions: Sequence[Provision], embedder: Embedder, questions: Mapping[str, str], folder: Path) -> Rankings:
    """The chain of the tutorials: split recursively, embed the chunks into Chroma, take the nearest.

    The documents loaded are the articles under their headings, so that no chunk runs from one into the next: that helps it.
    What it has embedded stays in ``folder`` for the next run.
    """
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from banfa.adapters.langchain_retriever import as_embeddings

    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP)
    articles = [f"{p.heading}\n{p.text}" for p in provisions]
    chunks = splitter.create_documents(articles, [{"article": key_of(p)} for p in provisions])
    wanted = {_hash(str(n), chunk.metadata["article"], chunk.page_content): chunk for n, chunk in enumerate(chunks)}
    store = Chroma(f"baseline-{_hash(embedder.fingerprint)[:16]}", as_embeddings(embedder), persist_directory=str(folder))
    there = set(store.get(include=[])["ids"])
    if stale := sorted(there - wanted.keys()):
        store.delete(ids=stale)
    if missing := sorted(wanted.keys() - there):
        store.add_documents([wanted[id] for id in missing], ids=missing)

    def rank(text: str) -> list[str]:
        return [document.metadata["article"] for document in store.similarity_search(text, k=_CHUNKS)]

    return _each(questions, rank)


def fused(rankings: Iterable[Rankings]) -> Rankings:
    """Reciprocal rank fusion with k = 60 (Cormack, Clarke and Büttcher, SIGIR 2009)."""
    total: dict[str, dict[str, float]] = {}
    for ranking in rankings:
        for question, keys in ranking.items():
            scores = total.setdefault(question, {})
            for rank, key in enumerate(keys, 1):
                scores[key] = scores.get(key, 0.0) + 1 / (_RRF + rank)
    return {question: tuple(sorted(scores, key=lambda key: -scores[key])) for question, scores in total.items()}


def _each(questions: Mapping[str, str], rank: Callable[[str], Iterable[str]]) -> Rankings:
    """An article stands where its best chunk stands."""
    return {id: tuple(dict.fromkeys(rank(text))) for id, text in questions.items()}


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()
