"""The product on the published index: retrieval and replies, warm and cold, and how much ingest adds to the bare encoder."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from banfa.adapters.index_writer import write_build
from banfa.assistant import Assistant
from banfa.corpus import Corpus
from banfa.index import Manifest
from banfa.remembering import Remembering
from banfa.retrieval import HybridRetriever
from banfa.seams import Embedder
from banfa.settings import Settings
from banfa.wiring import make_assistant, make_embedder, make_retriever
from benchmarks.synthetic import findables, texts
from benchmarks.timing import Took, megabytes, seconds, time_calls

CALLERS = (1, 8)
_COLD = "Who has to file an algorithm and within how many days?"
_PASSAGE = 60


def questions(corpus: Corpus, count: int) -> list[str]:
    """Ways of asking from the corpus, English and Chinese in turn; every third is told in two sentences."""
    asks = [ask for p in corpus.in_force(date.today()) for own in (p.about().asks_en, p.about().asks_zh) for ask in own[:1]]
    step = max(1, len(asks) // (2 * count))
    chosen = asks[:: step | 1]
    return [f"{chosen[n]} {chosen[-n - 1]}" if n % 3 == 0 else chosen[n] for n in range(min(count, len(chosen)))]


def warm(settings: Settings, count: int) -> dict[str, Any]:
    """Retrieval with the embedding (each question new) and without (embedded before, searched anew), and whole replies."""
    assistant, opened = _opened(settings)
    corpus, embedder = assistant.corpus, Remembering(make_embedder(settings))
    asked = questions(corpus, 2 * count * len(CALLERS))
    took: dict[str, list[Took]] = {"retrieve with the embedding": [], "retrieve without it": [], "reply": []}
    first = seconds(lambda: assistant.ask(_COLD))
    for n, callers in enumerate(CALLERS):
        new, others = asked[2 * n * count :][:count], asked[(2 * n + 1) * count :][:count]
        for name in ("retrieve with the embedding", "retrieve without it"):  # a retriever that has searched for nothing yet
            retriever = make_retriever(corpus, embedder, settings)
            retriever.retrieve(assistant.understand(_COLD), 10, date.today())
            took[name].append(time_calls(partial(_retrieve, assistant, retriever), new, callers))
        took["reply"].append(time_calls(assistant.ask, others, callers))
    return {
        "provisions": len(corpus.provisions),
        "rows": len(assistant.retriever.finder.listing.rows),
        "open_seconds": round(opened, 2),
        "first_reply_seconds": round(first, 2),
        "rss_mb": megabytes(),
        "took": took,
    }


def _opened(settings: Settings) -> tuple[Assistant, float]:
    started = time.perf_counter()
    return make_assistant(settings), time.perf_counter() - started


def _retrieve(assistant: Assistant, retriever: HybridRetriever, text: str) -> object:
    asked = assistant.understand(text)
    return retriever.retrieve(asked, 10, asked.as_of)


def cold(times: int) -> dict[str, Any]:
    """A new process each time: from the command to the first answer, in seconds."""
    command = [sys.executable, "-c", "from banfa.cli import main; main()", "ask", _COLD, "--json"]
    took = []
    for _ in range(times):
        started = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        took.append(time.perf_counter() - started)
        json.loads(done.stdout)
    return {"seconds": [round(value, 2) for value in took]}


def ingest(settings: Settings, count: int) -> dict[str, Any]:
    """Passages a second of the bare encoder, of a whole build of the same texts, and of the encoder again, in one run."""
    embedder: Embedder = make_embedder(settings)
    made = texts(count, _PASSAGE, seed=5)
    embedder.passages(texts(count, 4, seed=6))  # the model is loaded before any clock runs
    first = count / seconds(lambda: embedder.passages(made))
    with tempfile.TemporaryDirectory() as folder:
        wanted = Manifest("made up", embedder.fingerprint, settings.chunk_tokens)
        whole = count / seconds(lambda: write_build(Path(folder), findables(made), embedder, wanted, lambda *_: None, None))
    again = count / seconds(lambda: embedder.passages(made))
    bare = (first + again) / 2
    return {
        "passages": count,
        "encoder_per_second": [round(first, 1), round(again, 1)],
        "ingest_per_second": round(whole, 1),
        "share": round(whole / bare, 3),
    }
