"""The API put together: one router per door, problems in one form, the guard around it all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from banfa import __version__
from banfa.adapters.http_api import asking, checking, health, law
from banfa.adapters.http_api.counters import Counters
from banfa.adapters.http_api.door import Door, respond
from banfa.adapters.http_api.guard import Asgi, Guard
from banfa.adapters.http_api.limits import Limits
from banfa.adapters.http_api.problems import MISTAKES, Busy, Problem, TooSlow, problem_of
from banfa.adapters.http_api.workers import Workers
from banfa.desk import Engine
from banfa.errors import BanfaError

ROUTERS = (asking.router, checking.router, law.router, health.router)
"""A new door is one module with a router, and its name here."""
_ABOUT = """China's generative-AI rules, answered with pinpoint citations that the program checked.

Unofficial translation; the Chinese text controls. Not legal advice."""
_KINDS = {400: "bad-request", 404: "not-found", 405: "method-not-allowed", 415: "unsupported-media-type"}
_NOT_JSON = "The body is not JSON."


def make_app(engine: Engine, limits: Limits | None = None) -> Guard:
    """The API over an engine, which is opened when the server starts, beside it.

    FastAPI's pages at /docs are left out: they load scripts from another server. The description is at /openapi.json.
    """
    limits = limits or Limits()
    door = Door(engine, Workers(limits), Counters())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        opening = asyncio.ensure_future(_open(door))
        yield
        opening.cancel()
        door.workers.close()

    app = FastAPI(title="Banfa", version=__version__, description=_ABOUT, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.door = door
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(RequestValidationError, _mistaken)
    app.add_exception_handler(HTTPException, _refused)
    for kind in (BanfaError, Busy, TooSlow, Exception):
        app.add_exception_handler(kind, _failed)
    return Guard(cast(Asgi, app), limits, door.counters.request)


async def _open(door: Door) -> None:
    with suppress(BanfaError, TooSlow):  # logged; the engine is opened again when somebody asks
        await door.at_desk(lambda _: None)


async def _failed(request: Request, error: Exception) -> Response:
    return respond(request, problem_of(error))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = _KINDS.get(error.status_code, "refused")
    headers = dict(error.headers or {})
    detail = _NOT_JSON if error.status_code == 400 else str(error.detail)
    return respond(request, Problem(error.status_code, kind, "The request was refused", detail, headers=headers))


async def _mistaken(request: Request, error: Exception) -> Response:
    """What is wrong with a request, place by place; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(mistake["type"] == "json_invalid" for mistake in found):
        return respond(request, Problem(400, "bad-request", "The request was refused", _NOT_JSON))
    told = [
        {"where": ".".join(str(step)[:80] for step in mistake["loc"][:6]), "what": str(mistake["msg"])[:200]}
        for mistake in found[:MISTAKES]
    ]
    detail = "; ".join(f"{each['where']}: {each['what']}" for each in told)
    return respond(request, Problem(422, "invalid", "The request makes no sense as it stands", detail, {"errors": told}))
