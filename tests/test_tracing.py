"""Traces: off by default, the steps of an answer when they are on, and never a word of what was asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from banfa.adapters.tracing import collected, exported
from banfa.assistant import Assistant
from banfa.citing import Citator
from banfa.corpus import read_corpus
from banfa.embedded import EmbeddedWriter
from banfa.errors import UsageError
from banfa.settings import Settings
from banfa.spans import no_spans
from banfa.wiring import make_spans
from tests.fakes import fake_retriever
from tests.toy_corpus import write_toy_corpus

exporting = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
ROOT = Path(__file__).resolve().parent.parent
FINE = "How much is the fine for a secret unregistered kite?"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    corpus = read_corpus(write_toy_corpus(tmp_path_factory.mktemp("corpus")))
    retriever = fake_retriever(corpus)
    return corpus, Citator(corpus), retriever, EmbeddedWriter(corpus, retriever.finder.weights)


def test_an_answer_leaves_its_steps_with_counts_and_kinds_and_no_text(parts: tuple[object, ...]) -> None:
    kept = exporting.InMemorySpanExporter()
    reply = Assistant(*parts, spans=exported(kept)).ask(FINE)
    spans = {span.name: span for span in kept.get_finished_spans()}
    assert set(spans) == {"banfa.ask", "banfa.retrieve", "banfa.write", "banfa.verify"}
    whole = spans["banfa.ask"]
    assert all(span.parent.span_id == whole.context.span_id for name, span in spans.items() if name != "banfa.ask")
    assert dict(whole.attributes) == {
        "banfa.status": reply.status.value,
        "banfa.language": "en",
        "banfa.writer": "embedded",
        "banfa.claims": len(reply.claims),
        "banfa.withheld": 0,
        "banfa.passages": len(reply.passages),
    }
    for span in spans.values():
        assert "kite" not in span.to_json()


def test_an_error_is_noted_by_its_kind_and_without_its_words() -> None:
    kept = exporting.InMemorySpanExporter()
    spans = exported(kept)
    with pytest.raises(RuntimeError), spans("banfa.retrieve"):
        raise RuntimeError("a secret kite")
    (span,) = kept.get_finished_spans()
    assert span.status.description == "RuntimeError"
    assert "kite" not in span.to_json()


def test_without_the_setting_nothing_is_traced_and_opentelemetry_is_not_imported() -> None:
    assert make_spans(Settings()) is no_spans
    code = "import sys, banfa.wiring, banfa.adapters.tracing\nprint([m for m in sys.modules if m.startswith('opentelemetry')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_collector_that_is_not_there_delays_no_answer(parts: tuple[object, ...]) -> None:
    reply = Assistant(*parts, spans=make_spans(Settings(traces="http://127.0.0.1:9"))).ask(FINE)
    assert reply.claims


@pytest.mark.parametrize("address", ["yes", "127.0.0.1:4317", "grpc://kites.example"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="BANFA_TRACES"):
        collected(address)
