"""``banfa eval --dataset DIR``: the retriever on an outside set, beside word search alone and vectors alone on the same run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from banfa.adapters.index_writer import Progress as Step
from banfa.adapters.tokens import count_tokens
from banfa.corpus import read_corpus
from banfa.expansion import Glossary
from banfa.question import clean
from banfa.seams import Embedder
from banfa.settings import Settings
from evals.dataset import Dataset, Entry, Qrels, read_dataset
from evals.dataset_index import DatasetIndex, build_index

_DEPTH = 100

Run = dict[str, dict[str, float]]
"""Query → passage → a score that falls with the rank, as ir_measures wants it."""


@dataclass(frozen=True)
class Ranked:
    """What each system found, and the queries that ended in an error (they score zero)."""

    runs: Mapping[str, Run]
    errors: Mapping[str, str]


def run_dataset(settings: Settings, embedder: Embedder, folder: Path, limit: int | None, screen: Console) -> dict[str, object]:
    """Score an outside set, print the figures, and return them for a report.

    Raises:
        BanfaError: the set, the corpus (its glossary widens questions, as in the product) or the index is not usable.
    """
    dataset = read_dataset(folder, limit)
    expand = Glossary(read_corpus(settings.corpus).glossary).expand
    with _progress() as step:
        index = build_index(settings.data, dataset, embedder, settings.chunk_tokens, count_tokens, step)
        ranked = rank(dataset, DatasetIndex(dataset, index, embedder, expand), step)
    figures = measure(dataset, ranked.runs)
    for group, systems in figures.items():
        screen.print(_table(group, systems))
    screen.print(_summary(dataset, ranked, embedder))
    return {
        "dataset": dataset.name,
        "passages": len(dataset.passages),
        "queries": len(dataset.answerable),
        "unanswerable": len(dataset.queries) - len(dataset.answerable),
        "embedder": embedder.fingerprint,
        "figures": figures,
        "errors": ranked.errors,
        "rows": [_row(query, dataset.qrels, ranked) for query in dataset.answerable],
    }


def rank(dataset: Dataset, index: DatasetIndex, step: Step) -> Ranked:
    """Every answerable query, by every system."""
    runs: dict[str, Run] = {}
    errors: dict[str, str] = {}
    for done, query in enumerate(dataset.answerable, 1):
        try:
            shelf = index.shelf(query.doc)
            for system, scores in shelf.scores(clean(query.text)).items():
                best = np.argsort(-scores, kind="stable")[:_DEPTH]
                runs.setdefault(system, {})[query.id] = {shelf.keys[int(n)]: float(_DEPTH - r) for r, n in enumerate(best)}
        except Exception as error:
            errors[query.id] = f"{type(error).__name__}: {error}"
        step("asking", done, len(dataset.answerable))
    return Ranked(runs, errors)


def measure(dataset: Dataset, runs: Mapping[str, Run]) -> dict[str, dict[str, dict[str, float]]]:
    """Group → system → measure → mean. The measures are those of ir_measures (MacAvaney et al., ECIR 2022)."""
    import ir_measures
    from ir_measures import AP, RR, R, nDCG

    wanted = [R @ 1, R @ 5, R @ 10, AP @ 10, nDCG @ 10, RR @ 10]
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for group, queries in _groups(dataset.answerable).items():
        qrels = {query.id: dataset.qrels[query.id] for query in queries}
        for system, run in runs.items():
            own = {id: run[id] for id in qrels if id in run}
            means = ir_measures.calc_aggregate(wanted, qrels, own)
            figures.setdefault(f"{group} ({len(queries)})", {})[system] = {str(m): float(means[m]) for m in wanted}
    return figures


def _groups(queries: Iterable[Entry]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {"all": []}
    for query in queries:
        groups["all"].append(query)
        if query.style:
            groups.setdefault(query.style, []).append(query)
    return groups


def _row(query: Entry, qrels: Qrels, ranked: Ranked) -> dict[str, object]:
    found = {system: list(run.get(query.id, {})) for system, run in ranked.runs.items()}
    ranks = {system: next((n for n, id in enumerate(ids, 1) if id in qrels[query.id]), None) for system, ids in found.items()}
    return {
        "id": query.id,
        "text": query.text,
        "gold": list(qrels[query.id]),
        "first_rank": ranks,
        "found": found["Banfa"][:10] if found else [],
    }


def _table(group: str, systems: Mapping[str, Mapping[str, float]]) -> Table:
    table = Table(title=group, title_justify="left")
    table.add_column("system")
    for name in next(iter(systems.values())):
        table.add_column(name.replace("AP", "MAP").replace("RR", "MRR"), justify="right")
    for system, means in systems.items():
        table.add_row(system, *(f"{value:.3f}" for value in means.values()))
    return table


def _summary(dataset: Dataset, ranked: Ranked, embedder: Embedder) -> str:
    left_out = len(dataset.queries) - len(dataset.answerable)
    size = f"{len(dataset.answerable)} queries over {len(dataset.passages)} passages"
    words = [f"{dataset.name}: {size}, embedder {embedder.fingerprint}."]
    if left_out:
        words.append(f"Unanswerable, and left out of the averages: {left_out}.")
    if ranked.errors:
        id, why = next(iter(ranked.errors.items()))
        words.append(f"Ended in an error, and score zero: {len(ranked.errors)}; the first, {id}: {why}")
    return " ".join(words)


def open_dataset(settings: Settings, embedder: Embedder, dataset: Dataset) -> DatasetIndex:
    """The index of a set, built where it is missing, searched as the product searches.

    Raises:
        BanfaError: the corpus (its glossary widens questions) or the index is not usable.
    """
    expand = Glossary(read_corpus(settings.corpus).glossary).expand
    with _progress() as step:
        folder = build_index(settings.data, dataset, embedder, settings.chunk_tokens, count_tokens, step)
    return DatasetIndex(dataset, folder, embedder, expand)


@contextmanager
def _progress() -> Iterator[Step]:
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {name: bar.add_task(name, total=None, visible=False) for name in ("embedding", "storing", "asking")}

        def step(name: str, done: int, total: int) -> None:
            bar.update(tasks[name], completed=done, total=total, visible=True)

        yield step
