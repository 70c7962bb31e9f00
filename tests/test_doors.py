"""All doors, asked the same questions over one index, give the same objects, field by field."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, ToolMessage
from mcp import Client, StdioServerParameters
from starlette.testclient import TestClient

from banfa.adapters.http_api.application import make_app
from banfa.adapters.http_api.guard import LOG
from banfa.adapters.http_api.limits import Limits
from banfa.adapters.http_api.schemas import ReplyOut
from banfa.adapters.http_api.serving import serve
from banfa.adapters.langchain_retriever import BanfaRetriever
from banfa.adapters.langchain_tool import BanfaTool
from banfa.adapters.mcp_server import make_server
from banfa.answer import Status
from banfa.assistant import Assistant
from banfa.desk import Desk, Engine
from banfa.errors import NotReady, UsageError
from banfa.filters import NAMES
from banfa.index import current_build
from banfa.opening import OpenedOnce
from ingest.command import run as ingest
from tests.doors import FINE, OpenEngine, events, timeless
from tests.test_assistant import EVERY_KIND
from tests.test_cli import BALLOONS, PROGRAM, ROOT, House, program
from tests.toy_corpus import LAW, edit

DAY = "2026-11-22"
AUDIO, FOLLOW_UP = "Do we have to put a visible label on AI-generated audio?", "And on text?"
SEVERAL = "算法备案要在什么时候办？未满十四周岁儿童的个人信息处理要谁同意？"
QUESTIONS = (
    FINE,
    BALLOONS,
    "Is a lantern on a string a kite?",
    "May I fill a balloon with gas?",
    "Since registration is due within a year, when must I register my kite?",
    "What does article 9 of the Kite Rules say?",
    "What are the Kite Rules?",
    "风筝什么时候去报备？",
    "hello there",
    "How do I bake bread?",
    "kite\x00\u202e <b>fine</b>\nfor `nobody`\u2028",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with an index, built by the real embedder."""
    made = House(tmp_path_factory.mktemp("house"))
    ingest(made.settings)
    return made


@pytest.fixture(scope="module")
def engine(house: House) -> OpenedOnce:
    return OpenedOnce(house.settings)


@pytest.fixture(scope="module")
def web(engine: OpenedOnce) -> Iterator[TestClient]:
    with TestClient(make_app(engine, Limits(per_minute=0))) as client:
        yield client


def by_mcp(engine: Engine, tool: str, **arguments: Any) -> Any:
    async def visit() -> Any:
        async with Client(make_server(engine)) as client:
            return (await client.call_tool(tool, arguments)).structured_content

    return asyncio.run(visit())


def by_cli(house: House, *arguments: str) -> Any:
    result = house.run(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


class TestSameObjects:
    @pytest.mark.parametrize("day", [DAY, "2019-01-01"])
    def test_a_question(self, house: House, engine: OpenedOnce, web: TestClient, day: str) -> None:
        lines = [json.dumps({"id": "", "question": q, "as_of": day}) for q in QUESTIONS]
        by_command = house.json("ask", "--batch", house.batch(*lines))
        tool = BanfaTool(desk=engine.desk())
        statuses = set()
        for question, expected in zip(QUESTIONS, by_command, strict=True):
            call = {"name": "banfa", "args": {"question": question, "as_of": day}, "id": "1", "type": "tool_call"}
            doors = {
                "http": web.post("/ask", json={"question": question, "as_of": day}).json(),
                "mcp": by_mcp(engine, "ask", question=question, as_of=day),
                "langchain": tool.invoke(call).artifact,
            }
            for door, reply in doors.items():
                assert list(reply) == list(expected), door
                for name in timeless(expected):
                    assert reply[name] == expected[name], f"{door}: {name} of {question!r}"
            statuses.add(expected["status"])
        assert len(statuses) >= (3 if day == DAY else 2)

    def test_a_reply_of_every_kind(self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("banfa.cli._assistant", lambda: assistant)
        desk, house, statuses = Desk(assistant), House(tmp_path), set()
        web, tool = TestClient(make_app(OpenEngine(desk), Limits(per_minute=0))), BanfaTool(desk=desk)
        for question in EVERY_KIND:
            expected = by_cli(house, "ask", "--json", "--as-of", DAY, question)
            call = {"name": "banfa", "args": {"question": question, "as_of": DAY}, "id": "1", "type": "tool_call"}
            for reply in (
                web.post("/ask", json={"question": question, "as_of": DAY}).json(),
                by_mcp(OpenEngine(desk), "ask", question=question, as_of=DAY),
                tool.invoke(call).artifact,
            ):
                assert timeless(reply) == timeless(expected)
            statuses.add(expected["status"])
        assert statuses == {kind.value for kind in Status}

    @pytest.mark.parametrize(
        ("question", "earlier", "has"), [(FOLLOW_UP, [AUDIO], "standing"), (SEVERAL, [], "part"), (SEVERAL, [AUDIO], "part")]
    )
    def test_a_follow_up_and_several_questions_in_one(
        self,
        assistant: Assistant,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        question: str,
        earlier: list[str],
        has: str,
    ) -> None:
        monkeypatch.setattr("banfa.cli._assistant", lambda: assistant)
        desk, house = Desk(assistant), House(tmp_path)
        web, asked = (
            TestClient(make_app(OpenEngine(desk), Limits(per_minute=0))),
            {"question": question, "as_of": DAY, "earlier": earlier},
        )
        after = [part for turn in earlier for part in ("--after", turn)]
        expected = by_cli(house, "ask", "--json", "--as-of", DAY, question, *after)
        (by_batch,) = house.json("ask", "--batch", house.batch(json.dumps({"id": "", **asked})))
        call = {"name": "banfa", "args": asked, "id": "1", "type": "tool_call"}
        told = events(web.post("/ask", json=asked, headers={"accept": "text/event-stream"}).text)
        doors = {
            "batch": by_batch,
            "http": web.post("/ask", json=asked).json(),
            "events": told[-1][1],
            "mcp": by_mcp(OpenEngine(desk), "ask", **asked),
            "langchain": BanfaTool(desk=desk).invoke(call).artifact,
        }
        for door, reply in doors.items():
            assert list(reply) == list(expected), door
            for name in timeless(expected):
                assert reply[name] == expected[name], f"{door}: {name}"
        ReplyOut.model_validate(expected)
        shown = [expected.get("standing")] if has == "standing" else [claim.get("part") for claim in expected["claims"]]
        assert any(shown)
        streamed = [claim for name, claim in told if name == "claim"]
        assert [claim.get("part") for claim in streamed] == [claim.get("part") for claim in expected["claims"]]

    def test_a_search(self, house: House, engine: OpenedOnce, web: TestClient) -> None:
        for question in QUESTIONS:
            line = json.dumps({"id": "", "question": question, "as_of": DAY})
            (expected,) = house.json("retrieve", "--batch", house.batch(line), "-k", "2")
            assert web.post("/retrieve", json={"question": question, "k": 2, "as_of": DAY}).json() == expected
            assert by_mcp(engine, "search_provisions", question=question, k=2, as_of=DAY) == expected

    @pytest.mark.parametrize(
        "filters",
        [
            {"instrument": [LAW]},
            {"instrument": ["Kite Rules"], "legal_force": ["binding"]},
            {"actor": ["flyer"]},
            {"topic": ["visitors"], "actor": ["flyer"]},
        ],
    )
    def test_filters(self, house: House, engine: OpenedOnce, web: TestClient, filters: dict[str, list[str]]) -> None:
        options = [
            part for name, values in filters.items() for value in values for part in (f"--{name.replace('_', '-')}", value)
        ]
        asked = {"question": FINE, "as_of": DAY, **filters}
        expected = by_cli(house, "ask", "--json", "--as-of", DAY, FINE, *options)
        (by_batch,) = house.json("ask", "--batch", house.batch(json.dumps({"id": "", **asked})))
        call = {"name": "banfa", "args": asked, "id": "1", "type": "tool_call"}
        stream = web.post("/ask", json=asked, headers={"accept": "text/event-stream"}).text
        by_stream = json.loads(stream.split("event: reply\ndata: ")[1].split("\n\n")[0])
        tool = BanfaTool(desk=engine.desk()).invoke(call).artifact
        for reply in (by_batch, web.post("/ask", json=asked).json(), by_mcp(engine, "ask", **asked), tool, by_stream):
            assert timeless(reply) == timeless(expected)
        assert set(expected["filters"]) == set(filters)
        found = by_cli(house, "retrieve", "--json", "--as-of", DAY, FINE, *options)
        assert web.post("/retrieve", json=asked).json() == found == by_mcp(engine, "search_provisions", **asked)
        assert found["filters"] == expected["filters"]
        desk = engine.desk().assistant
        documents = BanfaRetriever(retriever=desk.retriever, corpus=desk.corpus, k=10, **filters).invoke(FINE)
        assert [d.metadata["locator"] for d in documents] == [p["locator"] for p in found["passages"]]

    def test_a_filter_that_nothing_has_is_refused_at_every_door(self, house: House, engine: OpenedOnce, web: TestClient) -> None:
        said = "There is no topic 'weather'. Allowed: visitors, fines."
        assert said in program("ask", FINE, "--topic", "weather", environment=house.environment).stderr
        refused = web.post("/retrieve", json={"question": FINE, "topic": "weather"})
        assert (refused.status_code, refused.json()["detail"]) == (422, said)
        call = {"name": "banfa", "args": {"question": FINE, "topic": ["weather"]}, "id": "1", "type": "tool_call"}
        assert BanfaTool(desk=engine.desk()).invoke(call).content == said
        desk = engine.desk().assistant
        with pytest.raises(UsageError, match="Allowed: visitors, fines"):
            BanfaRetriever(retriever=desk.retriever, corpus=desk.corpus, topic="weather")

    def test_without_filters_no_object_speaks_of_them(self, engine: OpenedOnce) -> None:
        assert "filters" not in engine.desk().ask(FINE)
        assert "filters" not in engine.desk().retrieve(FINE)

    def test_the_law(self, house: House, engine: OpenedOnce, web: TestClient) -> None:
        assert by_cli(house, "law", "--json") == web.get("/law").json()
        assert by_cli(house, "law", "--missing", "--json") == web.get("/law?missing=true").json()
        assert by_cli(house, "law", "show", LAW, "--json") == web.get(f"/law/{LAW}").json()
        for place in ("art_1", "art_2__item_1", "article 3", "第三条第二款"):
            (expected,) = by_cli(house, "law", "show", LAW, place, "--json", "--as-of", DAY)
            assert web.get(f"/law/{LAW}/{place}?as_of={DAY}").json() == expected
            assert by_mcp(engine, "get_provision", instrument=LAW, provision=place, as_of=DAY) == expected


class ScriptedModel(GenericFakeChatModel):
    """A chat model that says what it was given, and takes any tool."""

    def bind_tools(self, tools: Any, **options: Any) -> Any:  # noqa: ARG002
        """This model: its script knows the tool."""
        return self


class TestLangChainTool:
    def test_an_agent_reads_the_answer_and_a_program_the_object(self, engine: OpenedOnce) -> None:
        tool = BanfaTool(desk=engine.desk())
        assert tool.invoke({"question": FINE, "as_of": DAY}).startswith(
            "**A person who flies an unregistered kite must pay 50 yuan.**"
        )
        properties = tool.tool_call_schema.model_json_schema()["properties"]  # type: ignore[union-attr]
        assert set(properties) == {"question", "as_of", "earlier", *NAMES}

    def test_an_agent_uses_it(self, engine: OpenedOnce) -> None:
        wants = {"name": "banfa", "args": {"question": FINE, "as_of": DAY}, "id": "1"}
        model = ScriptedModel(messages=iter([AIMessage("", tool_calls=[wants]), AIMessage("50 yuan, Kite Rules art 3.")]))
        agent = create_agent(model, [BanfaTool(desk=engine.desk())])
        *_, told, last = agent.invoke({"messages": [("user", FINE)]})["messages"]
        assert isinstance(told, ToolMessage)
        assert "[Kite Rules art 3]" in str(told.content)
        assert told.artifact["status"] == "answered"
        assert last.content == "50 yuan, Kite Rules art 3."

    def test_a_mistake_is_told_to_the_agent(self, engine: OpenedOnce) -> None:
        call = {"name": "banfa", "args": {"question": "?!"}, "id": "1", "type": "tool_call"}
        message = BanfaTool(desk=engine.desk()).invoke(call)
        assert (message.status, message.artifact) == ("error", None)
        assert message.content.startswith("The question is empty")


class TestOpening:
    def test_a_desk_is_opened_once_and_anew_when_the_index_is_replaced(self, tmp_path: Path) -> None:
        house = House(tmp_path)
        ingest(house.settings)
        engine = OpenedOnce(house.settings)
        first = engine.desk()
        assert engine.desk() is first
        engine.check()
        law = house.settings.corpus / LAW / "2020-03-01.md"
        edit(law, "fine of 50 yuan", "fine of 60 yuan")
        edit(law.with_suffix(".toml"), "must pay 50 yuan", "must pay 60 yuan")
        edit(law.with_suffix(".toml"), "缴纳五十元", "缴纳六十元")
        assert "50 yuan" in engine.desk().ask(FINE)["answer"]
        with pytest.raises(NotReady, match=r"stale: the corpus changed .* Run `banfa ingest`"):
            OpenedOnce(house.settings).check()
        ingest(house.settings)
        assert current_build(house.settings.data) is not None
        assert "60 yuan" in engine.desk().ask(FINE)["answer"]
        engine.check()

    def test_an_open_desk_notices_that_the_corpus_changed(self, tmp_path: Path) -> None:
        house = House(tmp_path)
        ingest(house.settings)
        engine = OpenedOnce(house.settings)
        engine.desk()
        edit(house.settings.corpus / LAW / "2020-03-01.md", "fine of 50 yuan", "fine of 60 yuan")
        with pytest.raises(NotReady, match="stale: the corpus"):
            engine.check()

    def test_no_index_is_not_ready_and_says_what_to_run(self, tmp_path: Path) -> None:
        with pytest.raises(NotReady, match="Run `banfa ingest`"):
            OpenedOnce(House(tmp_path).settings).desk()


class TestCommands:
    @pytest.mark.parametrize("command", ["api", "mcp"])
    def test_the_help_has_an_example_that_one_can_copy(self, tmp_path: Path, command: str) -> None:
        result = House(tmp_path).run(command, "--help")
        assert result.exit_code == 0
        assert f"banfa {command}" in result.stdout.split("Example")[1]

    def test_a_short_key_is_wrong_usage(self, tmp_path: Path) -> None:
        run = program("api", environment={**House(tmp_path).environment, "BANFA_API_KEYS": "short"})
        assert (run.returncode, run.stdout) == (2, "")
        assert run.stderr.startswith("banfa: A key in BANFA_API_KEYS is shorter than 16 characters")

    def test_mcp_speaks_on_stdio_and_writes_nothing_else_there(self, house: House) -> None:
        environment = {**os.environ, **house.environment}
        started = StdioServerParameters(command=sys.executable, args=["-c", PROGRAM, "mcp"], env=environment, cwd=ROOT)

        async def visit() -> Any:
            async with Client(started) as client:
                return await client.call_tool("ask", {"question": FINE, "as_of": DAY})

        (expected,) = house.json("ask", "--batch", house.batch(json.dumps({"id": "", "question": FINE, "as_of": DAY})))
        assert timeless(asyncio.run(visit()).structured_content) == timeless(expected)

    def test_mcp_without_an_index_is_an_error_that_says_what_to_run(self, tmp_path: Path) -> None:
        run = program("mcp", environment=House(tmp_path).environment)
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == "banfa: There is no index yet. Run `banfa ingest`.\n"


def test_the_log_is_as_it_was_found_when_the_server_has_stopped(engine: OpenedOnce, monkeypatch: pytest.MonkeyPatch) -> None:
    during: list[bool] = []
    monkeypatch.setattr("banfa.adapters.http_api.serving.uvicorn.run", lambda *_, **__: during.append(LOG.propagate))
    before = (LOG.level, LOG.propagate, list(LOG.handlers))
    serve(make_app(engine), "127.0.0.1", 0)
    assert during == [False]
    assert (LOG.level, LOG.propagate, list(LOG.handlers)) == before
