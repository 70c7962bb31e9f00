"""Errors as ``application/problem+json`` (RFC 9457): what happened and what to do, never a traceback or a file of the server."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from banfa.desk import CLOSED
from banfa.errors import BanfaError, UnfitFacts, UnknownProvision, UsageError

MEDIA_TYPE = "application/problem+json"
MISTAKES = 10
"""Mistakes of one request that are listed."""
_DETAIL = 2000
"""Characters of a message at most, since messages repeat what was asked."""


class Busy(Exception):
    """As many requests as there is room for are being worked on."""


class TooSlow(Exception):
    """A request took longer than it may."""


@dataclass(frozen=True)
class Problem:
    """One error as it leaves. ``kind`` is what a program can rely on; ``headers`` go with it."""

    status: int
    kind: str
    title: str
    detail: str
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def object(self, request_id: str) -> dict[str, Any]:
        """The problem as a JSON object."""
        told = {"type": f"urn:banfa:problem:{self.kind}", "title": self.title, "status": self.status}
        return {**told, "detail": self.detail[:_DETAIL], "request_id": request_id, **self.more}

    def body(self, request_id: str) -> bytes:
        """The problem as JSON in UTF-8."""
        return json.dumps(self.object(request_id), ensure_ascii=False).encode("utf-8", "replace")


def problem_of(error: BaseException) -> Problem:
    """What is told of an error that reached a door."""
    if isinstance(error, UnknownProvision):
        return Problem(404, "not-found", "No such provision", str(error))
    if isinstance(error, UnfitFacts):
        told = [{"where": f"body.facts.{name[:80]}", "what": what[:200]} for name, what in error.mistakes.items()][:MISTAKES]
        return Problem(422, "invalid", "The request makes no sense as it stands", str(error), {"errors": told})
    if isinstance(error, UsageError):
        return Problem(422, "invalid", "The request cannot be carried out as asked", str(error))
    if isinstance(error, BanfaError):
        return Problem(503, "not-ready", "The engine is not ready", CLOSED)
    if isinstance(error, Busy):
        detail = "Too many questions are being worked on. Ask again in a few seconds."
        return Problem(503, "busy", "Busy", detail, headers={"retry-after": "5"})
    if isinstance(error, TooSlow):
        return Problem(
            504, "too-slow", "No answer in time", "The request took longer than this service allows. Ask again, or shorter."
        )
    return Problem(500, "internal", "Internal error", "Something went wrong here. Tell whoever runs this service the request id.")


def too_long(limit: int) -> Problem:
    """The body has more bytes than are read."""
    return Problem(
        413, "too-large", "The request is too long", f"The body may have {limit} bytes.", headers={"connection": "close"}
    )


def too_late(seconds: float) -> Problem:
    """The body did not arrive in time."""
    detail = f"The body did not arrive within {seconds:g} seconds."
    return Problem(408, "body-timeout", "The request did not arrive", detail, headers={"connection": "close"})


def no_key() -> Problem:
    """A key is needed and none that is known was given."""
    detail = "Send a key that this service knows: `Authorization: Bearer KEY` or `X-API-Key: KEY`."
    return Problem(401, "unauthorized", "A key is needed", detail, headers={"www-authenticate": "Bearer"})


def too_often(per_minute: int, wait: int) -> Problem:
    """More requests than one caller may make; ``wait`` is in seconds."""
    detail = f"One caller may make {per_minute} requests a minute. Wait {wait} s."
    return Problem(429, "too-many-requests", "Too many requests", detail, headers={"retry-after": str(wait)})
