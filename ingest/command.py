"""What ``banfa ingest`` and ``python -m ingest`` do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from banfa.adapters.index_writer import Progress as Step
from banfa.adapters.stores import Stores
from banfa.adapters.sums import check_sums
from banfa.corpus import Corpus
from banfa.errors import IndexUnusable
from banfa.index import Manifest, check_fresh, current_build, read_listing
from banfa.passage import Findable
from banfa.seams import Embedder
from banfa.settings import Settings
from banfa.wiring import findables_of, load_corpus, make_embedder, manifest_of
from ingest.build import Built, publish


def run(settings: Settings, *, check: bool = False, rebuild: bool = False, embedder: Embedder | None = None) -> None:
    """Prove the corpus; build and publish the index unless the one that serves was built from exactly this.

    Args:
        embedder: used instead of the one that the settings name.

    Raises:
        CorpusError: the corpus does not add up.
        IndexUnusable: with ``check``, when the index is missing, stale or damaged.
    """
    console = Console(stderr=True)
    corpus = load_corpus(settings)
    embedder = embedder or make_embedder(settings)
    manifest = manifest_of(corpus, embedder, settings)
    if check:
        _prove(settings, manifest)
        console.print(f"The corpus adds up and the index is current (corpus {corpus.hash[:12]}, {embedder.fingerprint}).")
        return
    if not rebuild and _current(settings, manifest):
        console.print(f"The index is current (corpus {corpus.hash[:12]}). Nothing to do.")
        return
    found = findables_of(corpus, settings)
    with _progress(console) as step:
        built = publish(settings.data, found, embedder, manifest, step, fresh=rebuild, stores=Stores.of(settings))
    console.print(_summary(corpus, found, built))


def _prove(settings: Settings, manifest: Manifest) -> None:
    """Nothing, when the index that serves was built from exactly this and every file of it is as it was written.

    Raises:
        IndexUnusable: it was not, or one is not.
    """
    build = check_fresh(current_build(settings.data), manifest)
    check_sums(build)
    rows = len(read_listing(build).rows)
    if settings.store and (held := len(Stores.of(settings).open(build))) != rows:
        raise IndexUnusable(f"The vector store has {held} vectors for {rows} rows. Run `banfa ingest`.")


def _current(settings: Settings, manifest: Manifest) -> bool:
    try:
        _prove(settings, manifest)
    except IndexUnusable:
        return False
    return True


@contextmanager
def _progress(console: Console) -> Iterator[Step]:
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        tasks: dict[str, int] = {}

        def step(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=total)
            bar.update(tasks[name], completed=done)  # type: ignore[arg-type]

        yield step


def _summary(corpus: Corpus, found: list[Findable], built: Built) -> Table:
    table = Table(
        title=f"Index built in {built.seconds:.1f} s: {built.rows} rows, {built.embedded} embedded, {built.reused} reused"
    )
    table.add_column("instrument")
    for heading in ("articles", "units", "embedded texts"):
        table.add_column(heading, justify="right")
    rows = {f.key: len(f.views) for f in found}
    for card in corpus.instruments.values():
        own = [p for p in corpus.provisions if p.instrument == card.id]
        views = sum(rows[f"{p.instrument}:{p.locator}"] for p in own)
        table.add_row(card.id, str(len(own)), str(sum(len(p.units) for p in own)), str(views))
    beside = [f for f in found if f.kind != "provision"]
    table.add_row("beside the law", str(len(beside)), "", str(sum(len(f.views) for f in beside)))
    return table
