"""The guard before every request: its id, its size, its key, its rate, and one line in the log. It knows no framework."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import re
import time
import traceback
import uuid
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from banfa.adapters.http_api.limits import Keys, Limits, Rates, caller_of
from banfa.adapters.http_api.problems import MEDIA_TYPE, Problem, no_key, problem_of, too_late, too_long, too_often

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]
Count = Callable[[str, str, int, float], None]
"""Told of each request: the pattern of its path, method, status, seconds."""

LOG = logging.getLogger("banfa.http")
OPEN = frozenset({"/healthz", "/readyz"})
"""Paths that need no key and are not counted against a rate."""
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Guard:
    """An ASGI application around another. A problem found here never reaches the inner one."""

    def __init__(self, inner: Asgi, limits: Limits, count: Count | None = None) -> None:
        self._inner, self._limits, self._count = inner, limits, count
        self._keys, self._rates = Keys(limits.keys), Rates(limits.per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, headers = time.perf_counter(), dict(scope["headers"])
        out = _Out(send, _request_id(headers))
        scope.setdefault("state", {})["request_id"] = out.id
        try:
            problem, body = self._turned_away(scope, headers), b""
            if problem is None:
                problem, body = await self._body(headers, receive)
            if problem is None:
                await self._inner(scope, _again(body, receive), out.send)
            else:
                await out.problem(problem)
        except Exception as error:  # the last line of defence: whatever it is, no traceback leaves
            LOG.error(  # noqa: TRY400  (the message of an error may repeat the question)
                line(request_id=out.id, error=type(error).__name__, at=_frames(error))
            )
            if not out.status:
                await out.problem(problem_of(error))
        finally:
            self._tell(scope, out, time.perf_counter() - started)

    def _turned_away(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Problem | None:
        if scope["path"] in OPEN:
            return None
        holder = self._keys.holder(_key(headers)) if self._keys.needed else None
        wait = self._rates.wait(holder or caller_of((scope.get("client") or ("",))[0]))
        if wait:
            return too_often(self._limits.per_minute, math.ceil(wait))
        return no_key() if self._keys.needed and holder is None else None

    async def _body(self, headers: Mapping[bytes, bytes], receive: Receive) -> tuple[Problem | None, bytes]:
        """The whole body, which is short, or why it is not read."""
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or len(length) > 18 or int(length) > self._limits.body:
            return too_long(self._limits.body), b""
        body, more = bytearray(), True
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                while more:
                    message = await receive()
                    body += message.get("body", b"")
                    if len(body) > self._limits.body:
                        return too_long(self._limits.body), b""
                    more = message["type"] == "http.request" and message.get("more_body", False)
        except TimeoutError:
            return too_late(self._limits.body_seconds), b""
        return None, bytes(body)

    def _tell(self, scope: Scope, out: _Out, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or "other"
        if self._count is not None:
            self._count(route, scope["method"], out.status, seconds)
        LOG.info(line(request_id=out.id, method=scope["method"], route=route, status=out.status, ms=round(seconds * 1000, 1)))


class _Out:
    """What leaves: every response carries the id of its request."""

    def __init__(self, send: Send, id: str) -> None:
        self._send, self.id, self.status = send, id, 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = [(b"x-request-id", self.id.encode()), (b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")]
            names = {name for name, _ in own}
            message = {**message, "headers": [h for h in message.get("headers", []) if h[0].lower() not in names] + own}
        await self._send(message)

    async def problem(self, problem: Problem) -> None:
        body = problem.body(self.id)
        headers = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), **problem.headers}
        pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
        await self.send({"type": "http.response.start", "status": problem.status, "headers": pairs})
        await self.send({"type": "http.response.body", "body": body})


def _again(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that first hands on the body that was read, then whatever comes."""
    rest: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def read() -> Message:
        return rest.pop() if rest else await receive()

    return read


def _request_id(headers: Mapping[bytes, bytes]) -> str:
    given = headers.get(b"x-request-id", b"").decode("latin-1")
    return given if _ID.fullmatch(given) else uuid.uuid4().hex


def _key(headers: Mapping[bytes, bytes]) -> bytes | None:
    scheme, _, value = headers.get(b"authorization", b"").partition(b" ")
    return value.strip() if scheme.lower() == b"bearer" else headers.get(b"x-api-key")


def line(**values: object) -> str:
    """A line of the log: the time and some values, as JSON."""
    return json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **values}, ensure_ascii=False)


def _frames(error: BaseException) -> list[str]:
    """Where an error arose, innermost last, without its message, which may repeat what was asked."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)[-8:]]
