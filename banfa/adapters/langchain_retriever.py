"""Banfa for other people's LangChain code: our retriever as a `BaseRetriever`, our embedder as `Embeddings`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import PrivateAttr, SkipValidation

from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.filters import NAMES, Filters, read_filters
from banfa.passage import Passage
from banfa.question import understand
from banfa.seams import Embedder, Retriever


class BanfaRetriever(BaseRetriever):
    """Provisions as documents, best first.

    ``BanfaRetriever(retriever=…, corpus=…, k=5)``; each document's text is the provision, verbatim.
    """

    retriever: SkipValidation[Retriever]
    """What finds: for example ``Assistant.retriever``."""
    corpus: SkipValidation[Corpus]
    """Where titles and addresses come from, and what citations in a question are read against."""
    k: int = 10
    """Documents at most."""
    as_of: date | None = None
    """The day whose law counts; today where none is given."""
    instrument: str | Sequence[str] = ()
    legal_force: str | Sequence[str] = ()
    actor: str | Sequence[str] = ()
    topic: str | Sequence[str] = ()
    """Which provisions may be found (see `banfa.filters`); empty lists let everything pass."""
    _citator: Citator = PrivateAttr()
    _filters: Filters = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Make ready to read citations; a filter that nothing can pass is a `UsageError`."""
        super().model_post_init(context)
        self._citator = Citator(self.corpus)
        self._filters = read_filters(self.corpus, {name: getattr(self, name) for name in NAMES})

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        question = understand(query, self._citator, self.as_of or date.today(), filters=self._filters)
        return [self._document(passage) for passage in self.retriever.retrieve(question, self.k, question.as_of)]

    def _document(self, passage: Passage) -> Document:
        provision = passage.provision
        card = self.corpus.instruments[provision.instrument]
        return Document(
            id=f"{provision.instrument}:{provision.locator}",
            page_content=provision.text,
            metadata={
                "instrument": provision.instrument,
                "locator": provision.locator,
                "pinpoint": passage.pinpoint,
                "score": passage.score,
                "effective": provision.effective.isoformat(),
                "official_url": card.official_url,
                "citation": card.cite(passage.pinpoint),
            },
        )


class BanfaEmbeddings(Embeddings):
    """An embedder of ours where LangChain wants `Embeddings`."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of texts to be found."""
        vectors: list[list[float]] = self._embedder.passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector: list[float] = self._embedder.queries([text])[0].tolist()
        return vector


def as_embeddings(embedder: Embedder) -> BanfaEmbeddings:
    """Our embedder for a LangChain vector store."""
    return BanfaEmbeddings(embedder)
