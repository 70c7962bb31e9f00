"""The MCP server, asked by the SDK's own client in this process, and over streamable HTTP. (On stdio: test_doors.)"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, MCPError
from starlette.testclient import TestClient

from banfa.adapters.http_api.guard import Guard
from banfa.adapters.http_api.limits import Limits
from banfa.adapters.mcp_server import http_app, make_server
from banfa.desk import CLOSED, Desk
from banfa.errors import NotReady
from tests.doors import FINE, SECRET, OpenEngine, ShutEngine, timeless, toy_desk
from tests.toy_corpus import LAW

KEY = "a-key-that-is-long-enough"
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}
ACCEPTS = {"accept": "application/json, text/event-stream"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return toy_desk(tmp_path_factory.mktemp("corpus"))


def with_client(server: Any, use: Callable[[Client], Awaitable[Any]]) -> Any:
    """What comes of a visit of the SDK's client."""

    async def visit() -> Any:
        async with Client(server) as client:
            return await use(client)

    return asyncio.run(visit())


def call(desk: Desk, tool: str, **arguments: Any) -> Any:
    return with_client(make_server(OpenEngine(desk)), lambda client: client.call_tool(tool, arguments))


class TestTools:
    def test_each_tool_says_what_it_does_and_that_it_only_reads(self, desk: Desk) -> None:
        listed = with_client(make_server(OpenEngine(desk)), lambda client: client.list_tools())
        tools = {tool.name: tool for tool in listed.tools}
        assert set(tools) == {"ask", "get_provision", "search_provisions", "scope_check", "check_citations"}
        for tool in tools.values():
            assert tool.description
            assert tool.annotations.read_only_hint
            assert all("description" in spec for spec in tool.input_schema["properties"].values())

    def test_the_page_on_mcp_names_each_tool_with_its_arguments(self, desk: Desk) -> None:
        page = (Path(__file__).resolve().parent.parent / "docs" / "mcp.md").read_text(encoding="utf-8")
        filters = {"instrument", "legal_force", "actor", "topic"}
        for tool in with_client(make_server(OpenEngine(desk)), lambda client: client.list_tools()).tools:
            (row,) = [line for line in page.splitlines() if line.startswith(f"| `{tool.name}` |")]
            named = set(re.findall(r"`(\w+)`", row)) | (filters if "same filters" in row else set())
            assert set(tool.input_schema["properties"]) <= named, tool.name

    def test_ask_gives_the_object_of_the_desk(self, desk: Desk) -> None:
        result = call(desk, "ask", question=FINE)
        assert not result.is_error
        assert timeless(result.structured_content) == timeless(desk.ask(FINE))
        assert json.loads(result.content[0].text) == result.structured_content

    def test_get_provision_and_search_give_the_objects_of_the_desk(self, desk: Desk) -> None:
        assert call(desk, "get_provision", instrument=LAW, provision="article 3").structured_content == desk.provision(
            LAW, "art_3"
        )
        assert call(desk, "search_provisions", question=FINE, k=2).structured_content == desk.retrieve(FINE, 2)

    @pytest.mark.parametrize(
        ("tool", "arguments", "said"),
        [
            ("ask", {"question": "?!"}, "The question is empty"),
            ("ask", {"question": FINE, "as_of": "soon"}, "write it as 2026-01-31"),
            ("get_provision", {"instrument": "../../etc/passwd", "provision": "art_1"}, "There is no instrument"),
            ("get_provision", {"instrument": LAW, "provision": "../art_1"}, "names no provision"),
            ("search_provisions", {"question": FINE, "k": 0}, "greater than or equal to 1"),
            ("ask", {"question": "x" * 1_000_000}, "at most 100000 characters"),
            ("scope_check", {}, "Give facts or text"),
            ("scope_check", {"facts": {"kites": True}}, "The corpus holds no rules of scope"),
            ("scope_check", {"text": "x" * 20_001}, "at most 20000 characters"),
            ("check_citations", {}, "Give either claim"),
            ("check_citations", {"claim": "x" * 1_001}, "at most 1000 characters"),
            ("check_citations", {"claim": "..."}, "claim is empty"),
        ],
    )
    def test_a_mistake_is_told_to_the_model(self, desk: Desk, tool: str, arguments: dict[str, Any], said: str) -> None:
        result = call(desk, tool, **arguments)
        assert result.is_error
        assert said in result.content[0].text
        assert "Traceback" not in result.content[0].text

    def test_a_bug_shows_nothing_of_itself(self, desk: Desk) -> None:
        doors: list[None] = []

        def bug() -> None:
            doors.append(None)
            if len(doors) > 1:  # the first visit is that of the server, which lists the instruments
                raise RuntimeError(SECRET)

        result = with_client(make_server(OpenEngine(desk, bug)), lambda client: client.call_tool("ask", {"question": FINE}))
        assert result.is_error
        assert SECRET not in result.content[0].text

    def test_an_engine_that_breaks_keeps_the_reason(self, desk: Desk) -> None:
        doors: list[None] = []

        def broken() -> None:
            doors.append(None)
            if len(doors) > 1:
                raise NotReady(SECRET)

        result = with_client(make_server(OpenEngine(desk, broken)), lambda client: client.call_tool("ask", {"question": FINE}))
        assert CLOSED in result.content[0].text

    def test_a_server_without_an_engine_does_not_start(self) -> None:
        with pytest.raises(NotReady, match="broken"):
            make_server(ShutEngine())


class TestResources:
    def test_every_instrument_is_a_resource(self, desk: Desk) -> None:
        listed = with_client(make_server(OpenEngine(desk)), lambda client: client.list_resources())
        assert {str(r.uri) for r in listed.resources} == {"law://instruments", f"law://{LAW}"}

    @pytest.mark.parametrize("uri", ["law://instruments", f"law://{LAW}", f"law://{LAW}/art_2"])
    def test_a_resource_is_the_object_of_the_desk(self, desk: Desk, uri: str) -> None:
        expected = {
            "law://instruments": desk.law(),
            f"law://{LAW}": desk.instrument(LAW),
            f"law://{LAW}/art_2": desk.provision(LAW, "art_2"),
        }
        read = with_client(make_server(OpenEngine(desk)), lambda client: client.read_resource(uri))
        assert json.loads(read.contents[0].text) == expected[uri]

    @pytest.mark.parametrize("uri", ["law://nothing", f"law://{LAW}/art_99", f"law://{LAW}/..%2f..%2fetc", "file:///etc/passwd"])
    def test_what_is_not_there_is_an_error_of_the_protocol(self, desk: Desk, uri: str) -> None:
        async def read(client: Client) -> str:
            with pytest.raises(MCPError) as error:
                await client.read_resource(uri)
            return str(error.value)

        told = with_client(make_server(OpenEngine(desk)), read)
        assert told
        assert "Traceback" not in told


class TestTransports:
    def web(self, desk: Desk, limits: Limits) -> TestClient:
        app = Guard(http_app(make_server(OpenEngine(desk)), "127.0.0.1", limits.body), limits)
        return TestClient(app, base_url="http://127.0.0.1:8701", headers=ACCEPTS)

    def test_streamable_http_answers_at_mcp(self, desk: Desk) -> None:
        with self.web(desk, Limits()) as client:
            response = client.post("/mcp", json=INITIALIZE)
            assert response.json()["result"]["serverInfo"]["name"] == "banfa"
            asked = {
                "jsonrpc": "2.0",
                "id": 2,
                "method": "tools/call",
                "params": {"name": "ask", "arguments": {"question": FINE}},
            }
            reply = client.post("/mcp", json=asked).json()["result"]["structuredContent"]
        assert timeless(reply) == timeless(desk.ask(FINE))

    def test_streamable_http_has_the_keys_limits_and_host_check(self, desk: Desk) -> None:
        with self.web(desk, Limits(keys=(KEY,), body=2000)) as client:
            assert client.post("/mcp", json=INITIALIZE).status_code == 401
            client.headers["Authorization"] = f"Bearer {KEY}"
            assert client.post("/mcp", json=INITIALIZE).status_code == 200
            assert client.post("/mcp", content=b"x" * 3000).status_code == 413
            assert client.post("/mcp", json=INITIALIZE, headers={"host": "evil.example"}).status_code == 421
