"""The doors for whoever runs the service: ``/healthz``, ``/readyz``, ``/metrics``."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from banfa.adapters.http_api.counters import MEDIA_TYPE
from banfa.adapters.http_api.door import KEY, described, door_of, respond
from banfa.adapters.http_api.guard import LOG, line
from banfa.adapters.http_api.problems import Problem, problem_of
from banfa.adapters.http_api.schemas import StatusOut
from banfa.errors import BanfaError

_READY_SECONDS = 5.0
_OPENING = Problem(503, "not-ready", "The engine is not ready", "The engine is still being opened. Ask again in a few seconds.")
_COUNTED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The counters.", "content": {"text/plain": {"schema": {"type": "string"}}}}
}
router = APIRouter(tags=["service"])


@router.get("/healthz", responses=described(model=StatusOut, guarded=False))
async def healthz() -> dict[str, str]:
    """Say that the process is alive."""
    return {"status": "ok"}


@router.get("/readyz", responses=described(model=StatusOut, problems=(503,), guarded=False))
async def readyz(request: Request) -> Response:
    """Say whether questions can be answered: the engine is open, its index there and made from the corpus as it is now."""
    try:
        async with asyncio.timeout(_READY_SECONDS):
            await asyncio.to_thread(door_of(request).engine.check)
    except TimeoutError:
        return respond(request, _OPENING)
    except BanfaError as error:
        LOG.error(line(error=type(error).__name__, message=str(error)))
        return respond(request, problem_of(error))
    return JSONResponse({"status": "ready"})


@router.get("/metrics", responses=_COUNTED | described(), response_class=Response, dependencies=KEY)
async def metrics(request: Request) -> Response:
    """Give the counters in the text format of Prometheus."""
    return Response(door_of(request).counters.text(), media_type=MEDIA_TYPE)
