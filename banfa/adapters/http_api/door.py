"""What every router of the API stands on: the engine, the threads, the counters, and how errors are described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from fastapi import HTTPException, Request, Security
from fastapi.responses import JSONResponse
from fastapi.security import APIKeyHeader, HTTPBearer

from banfa.adapters.http_api.counters import Counters
from banfa.adapters.http_api.guard import LOG, line
from banfa.adapters.http_api.problems import MEDIA_TYPE, Problem
from banfa.adapters.http_api.schemas import PROBLEM
from banfa.adapters.http_api.workers import Workers
from banfa.desk import Desk, Engine
from banfa.errors import BanfaError, UsageError

T = TypeVar("T")
_GUARDED = "Where the service asks for a key; the guard checks it."
KEY = (
    Security(HTTPBearer(auto_error=False, description=_GUARDED)),
    Security(APIKeyHeader(name="X-API-Key", auto_error=False, description=_GUARDED)),
)
"""Says in OpenAPI that an operation may need a key, in the one header or in the other."""
_WHEN = {
    400: "The body is not JSON.",
    404: "There is no such address, instrument or provision.",
    415: "The body is not sent as application/json.",
    422: "A value is missing, unknown or makes no sense.",
    503: "The engine is not ready, or busy.",
    504: "No answer in time.",
}
_ALWAYS = {408: "The body did not arrive in time.", 413: "Too long.", 500: "A fault of ours."}
_GUARD = {401: "A key is needed.", 429: "Too many requests."}


@dataclass(frozen=True)
class Door:
    """What a request is served with."""

    engine: Engine
    workers: Workers
    counters: Counters

    async def at_desk(self, call: Callable[[Desk], T]) -> T:
        """What a call to the desk gives, worked out on a thread.

        Raises:
            Busy, TooSlow: see `Workers.run`.
            BanfaError: what the desk raises; what is not the asker's mistake is logged here.
        """
        try:
            return await self.workers.run(lambda: call(self.engine.desk()))
        except UsageError:
            raise
        except BanfaError as error:
            LOG.error(line(error=type(error).__name__, message=str(error)))
            raise


def door_of(request: Request) -> Door:
    """The door that a request came through."""
    return cast(Door, request.app.state.door)


async def sent_as_json(request: Request) -> None:
    """Turn away a body that is not declared to be JSON; a form of another site could send such a one."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "Send the body with the header `Content-Type: application/json`.")


def request_id(request: Request) -> str:
    """The id that the guard gave a request."""
    return str(getattr(request.state, "request_id", ""))


def respond(request: Request, problem: Problem) -> JSONResponse:
    """A problem as a response."""
    return JSONResponse(problem.object(request_id(request)), problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


def described(
    example: Any = None, *, model: Any = None, problems: tuple[int, ...] = (), guarded: bool = True
) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of an operation for OpenAPI: what it gives, with an example, and the problems it can meet.

    ``guarded``: whether it may ask for a key and counts requests.
    """
    told: dict[int | str, dict[str, Any]] = {}
    if model is not None:
        told[200] = {"model": model, "description": "As asked."}
    if example is not None:
        told[200]["content"] = {"application/json": {"example": example}}
    content = {MEDIA_TYPE: {"schema": PROBLEM}}
    words = {**{status: _WHEN[status] for status in problems}, **_ALWAYS, **(_GUARD if guarded else {})}
    return told | {status: {"description": words[status], "content": content} for status in sorted(words)}
