"""``banfa eval --ablation``: what each part of the retrieval is worth, on our gold set or on an outside one, in the same run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track

from banfa.citing import Citator
from banfa.corpus import Corpus, read_corpus
from banfa.exact import ExactStore
from banfa.expansion import Glossary
from banfa.finding import Finder
from banfa.index import Listing, Row
from banfa.law import Provision
from banfa.leads import Leads
from banfa.passage import Findable, key_of
from banfa.question import Question, language_of, understand
from banfa.remembering import Remembering
from banfa.retrieval import HybridRetriever
from banfa.seams import Embedder
from banfa.settings import Settings
from banfa.wiring import Opened, findables_of, make_embedder, open_index
from evals.ablation_parts import FULL, PARTS, Part
from evals.ablation_table import Ablation, Answered
from evals.dataset import read_dataset
from evals.dataset_run import open_dataset
from evals.gold import GoldQuestion, read_gold
from evals.ranking import DEPTH, recall_at, reciprocal_rank


class _Unasked(HybridRetriever):
    """Does not know what kind of thing a question asks for."""

    def _from_when(self, question: Question, provision: Provision, spoken_of: Set[str]) -> float:  # noqa: ARG002
        return 0.0

    def _asked(self, question: Question, provision: Provision, named: Set[str]) -> float:  # noqa: ARG002
        return 0.0


def on_gold(settings: Settings, screen: Console, parts: Sequence[Part] = PARTS) -> Ablation:
    """Every part left out in turn, over the gold questions that rest on provisions.

    Raises:
        BanfaError: the corpus, the questions or the index is not usable.
    """
    corpus = read_corpus(settings.corpus)
    embedder = Remembering(make_embedder(settings))
    opened, chinese = open_index(corpus, embedder, settings), chinese_rows(findables_of(corpus, settings))
    questions = [question for question in read_gold(corpus, settings.gold) if question.gold]
    variants = retrievers((FULL, *parts), corpus, embedder, opened, chinese)
    citator, found = Citator(corpus), {part.name: dict[str, Answered]() for part in (FULL, *parts)}
    for question in track(questions, "leaving out", console=Console(stderr=True), transient=True):
        for part, product in variants:
            found[part.name][question.id] = answered(product, citator, question, router=part.router)
    made_of = f"corpus {corpus.hash[:12]}, embedder {embedder.fingerprint}"
    ablation = Ablation("our gold set", date.today(), made_of, found)
    screen.print(ablation.table(), soft_wrap=True, markup=False)
    return ablation


def retrievers(
    parts: Sequence[Part], corpus: Corpus, embedder: Embedder, opened: Opened, chinese: Set[str]
) -> list[tuple[Part, HybridRetriever]]:
    """The retriever of the product without each part. Those that search the same rows share what they found."""
    finders: dict[tuple[int, ...], Finder] = {}
    found = []
    for part in parts:
        kept = tuple(
            n for n, row in enumerate(opened.listing.rows) if part.keeps(row) and (part.chinese or row.id not in chinese)
        )
        finder = finders.get(kept) or finders.setdefault(kept, _finder(corpus, embedder, opened, kept))
        glossary = Glossary(corpus.glossary if part.glossary else ())
        leads = Leads.of(corpus, finder.listing) if part.leads else Leads({})
        varied = finder.varied(part.weights(opened.weights), glossary.expand, leads)
        terms = Glossary(corpus.glossary if part.defines else ())
        found.append((part, (HybridRetriever if part.asked else _Unasked)(corpus, varied, terms)))
    return found


def _finder(corpus: Corpus, embedder: Embedder, opened: Opened, kept: Sequence[int]) -> Finder:
    listing, store, other = opened.listing, opened.store, opened.other
    if len(kept) < len(listing.rows):
        rows = tuple(listing.rows[n] for n in kept)
        listing, store, other = Listing(listing.keys, listing.kinds, rows), _only(opened, rows), None
    expand = Glossary(corpus.glossary).expand
    o = opened
    return Finder(listing, embedder, store, o.words, o.spread, o.weights, expand, o.kinds, o.spans, other=other)


def _only(opened: Opened, rows: Sequence[Row]) -> ExactStore:
    vectors = opened.store.vectors([row.id for row in rows])
    return ExactStore([row.id for row in rows], np.stack([vectors[row.id] for row in rows]))


def chinese_rows(found: Iterable[Findable]) -> set[str]:
    """The ids of the embedded rows that are in Chinese."""
    from banfa.adapters.index_writer import rows_of

    rows, texts = rows_of(found)
    return {row.id for row, text in zip(rows, texts, strict=True) if language_of(text) == "zh"}


def answered(product: HybridRetriever, citator: Citator, question: GoldQuestion, *, router: bool = True) -> Answered:
    """What became of a question; without the router it is read as if it cited and named nothing."""
    asked = understand(question.whole, citator, question.as_of or date.today())
    asked = asked if router else replace(asked, cited=(), mentions=())
    ranked = [key_of(p.provision).partition("@")[0] for p in product.retrieve(asked, DEPTH, asked.as_of)]
    groups = ("all", question.split, *(["held"] if question.held else []), question.language)
    return Answered(groups, recall_at(5, ranked, question)[0], reciprocal_rank(ranked, question)[0])


def on_dataset(settings: Settings, folder: Path, limit: int | None, screen: Console) -> Ablation:
    """Every part that an outside set has, left out in turn, over its queries.

    Raises:
        BanfaError: the set, the corpus (its glossary widens questions) or the index is not usable.
    """
    dataset, embedder = read_dataset(folder, limit), Remembering(make_embedder(settings))
    glossary = Glossary(read_corpus(settings.corpus).glossary)
    index = open_dataset(settings, embedder, dataset)
    found: dict[str, dict[str, Answered]] = {}
    for part in (FULL, *(part for part in PARTS if part.outside)):
        without = index.without(part.weights, part.keeps, glossary.expand if part.glossary else lambda _: "")
        own = found.setdefault(part.name, {})
        for query in track(dataset.answerable, part.name, console=Console(stderr=True), transient=True):
            ranked, gold = without.best(query, DEPTH), dataset.qrels[query.id]
            first = next((n for n, id in enumerate(ranked, 1) if id in gold), 0)
            met = len(set(ranked[:5]) & gold.keys()) / len(gold)
            own[query.id] = Answered(("all", *([query.style] if query.style else [])), met, 1 / first if first else 0.0)
    made_of = f"{len(dataset.passages)} passages, {dataset.hash[:12]}, embedder {embedder.fingerprint}"
    ablation = Ablation(dataset.name, date.today(), made_of, found)
    screen.print(ablation.table(), soft_wrap=True, markup=False)
    return ablation
