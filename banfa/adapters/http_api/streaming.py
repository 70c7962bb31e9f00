"""A reply as server-sent events. The claims come after the check, one by one; prose that nobody checked is never streamed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from banfa.adapters.http_api.door import Door
from banfa.adapters.http_api.problems import problem_of
from banfa.adapters.http_api.schemas import AskBody

EVENT_STREAM = "text/event-stream"
_HEARTBEAT = 10.0
"""Seconds without a sign of life after which proxies begin to think of closing a connection."""


async def events(door: Door, body: AskBody, request_id: str) -> AsyncIterator[str]:
    """``received`` at once; a comment while the answer is worked out; each ``claim``; the ``reply``; or a ``problem``."""
    yield _event("received", {"request_id": request_id})
    task = asyncio.ensure_future(
        door.at_desk(lambda desk: desk.ask(body.question, body.as_of, body.id, body.filters(), body.earlier))
    )
    try:
        while not (await asyncio.wait({task}, timeout=_HEARTBEAT))[0]:
            yield ": working\n\n"
        reply = task.result()
    except Exception as error:
        yield _event("problem", problem_of(error).object(request_id))
        return
    finally:
        task.cancel()
    door.counters.reply(reply)
    for claim in reply["claims"]:
        cited = [reply["citations"][n] for n in claim["citations"]]
        yield _event("claim", {**claim, "citations": cited})
    yield _event("reply", reply)


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
