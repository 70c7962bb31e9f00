"""What is counted for Prometheus. No label holds anything that a caller wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

MEDIA_TYPE = CONTENT_TYPE_LATEST
_METHODS = {"GET", "POST", "HEAD", "OPTIONS"}
_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Counters:
    """The counters of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter("banfa_requests", "Requests.", ["route", "method", "status"], registry=self._registry)
        self._seconds = Histogram(
            "banfa_request_seconds", "Time until the last byte.", ["route"], buckets=_SECONDS, registry=self._registry
        )
        self._replies = Counter("banfa_replies", "Replies by kind.", ["status", "language", "writer"], registry=self._registry)
        self._claims = Counter("banfa_claims", "Claims shown.", registry=self._registry)
        self._withheld = Counter("banfa_withheld_claims", "Claims that failed the check.", registry=self._registry)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request; ``route`` is the pattern of its path."""
        self._requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def reply(self, reply: Mapping[str, Any]) -> None:
        """Count a reply, an object of the contract."""
        self._replies.labels(reply["status"], reply["language"], reply["writer"]).inc()
        self._claims.inc(len(reply["claims"]))
        self._withheld.inc(len(reply["withheld"]))

    def text(self) -> bytes:
        """Everything counted, in the text format of Prometheus."""
        return generate_latest(self._registry)
