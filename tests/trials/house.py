"""A house to break: a toy corpus with its index, and processes that work in it and can be killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from banfa.adapters.bm25 import tokenise
from banfa.adapters.stores import Stores
from banfa.index import current_build
from banfa.settings import Settings
from ingest.command import run
from tests.fakes import HashEmbedder
from tests.toy_corpus import write_toy_corpus

QUESTION = "How much is the fine for an unregistered kite?"
RIGHT = "50 yuan"


@dataclass(frozen=True)
class Outcome:
    """How a process ended: what it returned, or what it said of its trouble; ``killed`` by a signal."""

    value: Any = None
    trouble: str = ""
    killed: int = 0
    seconds: float = 0.0


def forked(work: Callable[[], Any], kill_after: float | None = None) -> Outcome:
    """Do some work in a process of its own, killed (SIGKILL) after so many seconds where that is wished."""
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException), os.fdopen(writing, "w") as out:
            _quietly(work, out)
        os._exit(0)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as answer:
        told = answer.read()
    _, status = os.waitpid(child, 0)
    seconds = time.monotonic() - started
    if not told:
        return Outcome(killed=os.waitstatus_to_exitcode(status), seconds=seconds)
    return Outcome(**json.loads(told), seconds=seconds)


def _quietly(work: Callable[[], Any], out: Any) -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        told = {"value": work()}
    except Exception as error:
        kind = type(error).__module__ + "." + type(error).__name__
        told = {"trouble": f"{kind}: {error}"}
        if not kind.startswith("banfa."):
            told["trouble"] += traceback.format_exc()[-600:]
    out.write(json.dumps(told))


class House:
    """A toy corpus and its data folder."""

    def __init__(self, folder: Path, store: str = "") -> None:
        corpus = folder / "corpus"
        self.settings = Settings(
            corpus=corpus if corpus.exists() else write_toy_corpus(corpus), data=folder / "data", store=store
        )
        self.data = self.settings.data

    def ingest(self, *, rebuild: bool = True) -> str:
        """What ``banfa ingest`` does, and the name of the build that serves then."""
        run(self.settings, rebuild=rebuild, embedder=HashEmbedder())
        return self.serving().name

    def serving(self) -> Path:
        """The build that serves."""
        build = current_build(self.data)
        assert build is not None, "nothing serves"
        return build

    def ask(self) -> str:
        """The first sentence of the answer to the question, from the index that serves."""
        with self._embedder():
            from banfa.wiring import make_assistant

            reply = make_assistant(self.settings).ask(QUESTION)
        return reply.claims[0].text if reply.claims else reply.opening

    def vectors(self) -> int:
        """How many rows the store of the build that serves has."""
        return len(Stores.of(self.settings).open(self.serving()))

    def halves(self) -> int:
        """How many half builds lie about."""
        return len(list((self.data / "builds").glob(".*.partial")))

    @contextlib.contextmanager
    def _embedder(self) -> Iterator[None]:
        import banfa.wiring

        kept = banfa.wiring.make_embedder
        banfa.wiring.make_embedder = lambda _: HashEmbedder()  # type: ignore[assignment]
        try:
            yield
        finally:
            banfa.wiring.make_embedder = kept


def warm() -> None:
    """Import what is heavy before any process is forked, so that a trial times the work and not the imports."""
    import bm25s  # noqa: F401
    import chromadb  # noqa: F401
    import sklearn.linear_model  # noqa: F401

    import banfa.wiring  # noqa: F401

    HashEmbedder().passages(["warm"])
    tokenise("warm")
    "names in archives".encode("cp437")
