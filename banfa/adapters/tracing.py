"""Traces by OpenTelemetry, to a collector that the settings name. Nothing else in the project knows OpenTelemetry.

Spans: ``banfa.ask`` with ``banfa.retrieve``, ``banfa.write`` and ``banfa.verify`` in it. Their attributes are counts and kinds;
of an error its kind. No text of a question, of an answer or of an error is in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from banfa import __version__
from banfa.errors import UsageError
from banfa.spans import Span, Spans

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span as OtelSpan


def collected(address: str) -> Spans:
    """Spans that go to a collector in the background (OTLP over gRPC); one that does not answer delays no reply.

    Raises:
        UsageError: the address is none, or OpenTelemetry is not installed.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError("BANFA_TRACES is no address of a collector: write it as http://127.0.0.1:4317.")
    try:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        remedy = "Install opentelemetry-sdk and opentelemetry-exporter-otlp-proto-grpc (the extra `traces`), or unset it."
        raise UsageError(f"BANFA_TRACES is set and OpenTelemetry is not installed. {remedy}") from error
    return spans_to(BatchSpanProcessor(OTLPSpanExporter(endpoint=address, insecure=parts.scheme == "http", timeout=5)))


def exported(exporter: SpanExporter) -> Spans:
    """Spans that are handed to an exporter one by one, when they end."""
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor

    return spans_to(SimpleSpanProcessor(exporter))


def spans_to(processor: SpanProcessor) -> Spans:
    """Spans that a processor takes. The provider is ours alone: what else runs in the process is not traced by it."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Status, StatusCode

    provider = TracerProvider(resource=Resource({"service.name": "banfa", "service.version": __version__}))
    provider.add_span_processor(processor)
    tracer = provider.get_tracer("banfa")

    @contextmanager
    def span(name: str) -> Iterator[Span]:
        with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as opened:
            try:
                yield _Noted(opened)
            except Exception as error:
                opened.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    return span


class _Noted:
    def __init__(self, span: OtelSpan) -> None:
        self._span = span

    def note(self, **values: str | int) -> None:
        """Keep values as attributes."""
        for name, value in values.items():
            self._span.set_attribute(f"banfa.{name}", value)
