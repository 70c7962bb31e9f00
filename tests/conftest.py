"""What the tests share: the real corpus, read once, and an engine over it with the fake embedder, built once."""

from __future__ import annotations

import pytest

from banfa.assistant import Assistant
from banfa.citing import Citator
from banfa.corpus import Corpus, read_corpus
from banfa.retrieval import HybridRetriever
from banfa.settings import Settings
from tests.fakes import fake_assistant, fake_retriever


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The corpus of the repository."""
    return read_corpus(Settings().corpus)


@pytest.fixture(scope="session")
def citator(corpus: Corpus) -> Citator:
    """What finds citations of the corpus of the repository."""
    return Citator(corpus)


@pytest.fixture(scope="session")
def retriever(corpus: Corpus) -> HybridRetriever:
    """The retriever over the corpus of the repository, with the fake embedder."""
    return fake_retriever(corpus)


@pytest.fixture(scope="session")
def assistant(corpus: Corpus, retriever: HybridRetriever) -> Assistant:
    """The assistant over the corpus of the repository, with the fake embedder and the embedded writer."""
    return fake_assistant(corpus, None, retriever)
