"""A chat model that says what a test tells it to: an OpenAI-compatible server on loopback, in a thread, on a free port.

    with ScriptedServer(Say('{"status": …}')) as server:
        settings = Settings(writer="openai:scripted", writer_url=server.url)

Each request takes the next reply of the script; the last one repeats. What was sent is in ``server.requests``. One server can
serve many tests: ``server.follow(…)`` starts a new script (a client that is made once for one address saves a tenth of a second).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Body = Mapping[str, Any]
"""A request or a reply as JSON."""


@dataclass(frozen=True)
class Say:
    """The model says ``text``: as the arguments of a tool where the request forces one, as a stream where it wants one."""

    text: str
    finish: str = "stop"


@dataclass(frozen=True)
class Refuse:
    """The model declines, in the field that the API has for it."""

    text: str = "I cannot help with that."


@dataclass(frozen=True)
class Fail:
    """The server answers with an HTTP error."""

    status: int
    message: str = "scripted failure"


@dataclass(frozen=True)
class Garble:
    """The server answers 200 with something that is no completion at all."""

    text: str = "<html>gateway</html>"
    kind: str = "text/html"


@dataclass(frozen=True)
class Hang:
    """The server takes the request and says nothing until its script ends."""


@dataclass(frozen=True)
class NoSchemas:
    """A server that refuses JSON schemas (as some compatible ones do) and otherwise says ``text``."""

    text: str


Scripted = Say | Refuse | Fail | Garble | Hang | NoSchemas


class ScriptedServer:
    """The server; a context manager."""

    def __init__(self, *script: Scripted) -> None:
        self.ended = threading.Event()
        self.follow(*script)
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def follow(self, *script: Scripted) -> None:
        """Start a new script, with no request noted yet."""
        self.ended.set()
        self.ended = threading.Event()
        self.script = script
        self.requests: list[Body] = []

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.ended.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """The base address to give to a client."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def sent(self, role: str, request: int = -1) -> str:
        """What a request said in the message of ``role``."""
        return "\n".join(m["content"] for m in self.requests[request]["messages"] if m["role"] == role)

    def next(self, request: Body) -> Scripted:
        """Note a request and give the reply to it."""
        self.requests.append(request)
        return self.script[min(len(self.requests), len(self.script)) - 1]


def dead_url() -> str:
    """An address on loopback at which nothing listens."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as http:
        return f"http://127.0.0.1:{http.server_address[1]}/v1"


def _handler(server: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            match server.next(request):
                case Hang():
                    server.ended.wait()
                case Fail(status, message):
                    self._json({"error": {"message": message, "type": "scripted"}}, status)
                case Garble(text, kind):
                    self._send(text.encode(), kind)
                case NoSchemas(_) if "response_format" in request:
                    self._json({"error": {"message": "This response_format type is unavailable now"}}, 400)
                case NoSchemas(text):
                    self._json(_completion(request, _message(request, text), "tool_calls"))
                case Refuse(text):
                    self._json(_completion(request, {"role": "assistant", "content": None, "refusal": text}, "stop"))
                case Say(text, finish) if request.get("stream"):
                    self._send(_stream(request, text, finish), "text/event-stream")
                case Say(text, finish):
                    self._json(_completion(request, _message(request, text), finish))

        def _json(self, body: Body, status: int = 200) -> None:
            self._send(json.dumps(body).encode(), "application/json", status)

        def _send(self, body: bytes, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing on stderr."""

    return Handler


def _message(request: Body, text: str) -> Body:
    if not request.get("tools"):
        return {"role": "assistant", "content": text}
    function = {"name": request["tools"][0]["function"]["name"], "arguments": text}
    return {"role": "assistant", "content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": function}]}


def _completion(request: Body, message: Body, finish: str) -> Body:
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return {**_head(request), "object": "chat.completion", "choices": [choice], "usage": usage}


def _stream(request: Body, text: str, finish: str) -> bytes:
    """Server-sent events, seven characters at a time."""
    head = {**_head(request), "object": "chat.completion.chunk"}
    deltas: list[tuple[Body, str | None]] = [
        ({"role": "assistant", "content": text[i : i + 7]}, None) for i in range(0, len(text), 7)
    ]
    choices = [{"index": 0, "delta": delta, "finish_reason": end} for delta, end in [*deltas, ({}, finish)]]
    events = [json.dumps({**head, "choices": [choice]}) for choice in choices]
    return "".join(f"data: {event}\n\n" for event in [*events, "[DONE]"]).encode()


def _head(request: Body) -> Body:
    return {"id": "scripted", "created": 0, "model": request["model"]}
