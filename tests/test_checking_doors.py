"""The scope check and the memo check at every door: the same objects, named mistakes, one checker for many threads."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from starlette.testclient import TestClient
from typer.testing import CliRunner

from banfa import memo_desk
from banfa.adapters.http_api import checking_examples as examples
from banfa.adapters.http_api import checking_schemas as schemas
from banfa.adapters.http_api.application import make_app
from banfa.adapters.http_api.limits import Limits
from banfa.adapters.mcp_server import make_server
from banfa.assistant import Assistant
from banfa.cli import app
from banfa.corpus import Corpus
from banfa.desk import Desk
from banfa.errors import UsageError
from banfa.memo_desk import make_memo_checker
from banfa.scope_desk import ScopeDesk
from tests.doors import OpenEngine

DAY = "2026-11-22"
PUBLIC = "We run a public chatbot for consumers in Shanghai."
CASES: tuple[dict[str, Any], ...] = (
    {"facts": {}},
    {"facts": {"offered_to_public_in_mainland": True, "generates_content": "yes", "people_handled": 1_200_000}},
    {"facts": {"internal_use_only": "yes", "offered_to_public_in_mainland": "yes", "rnd_only": None}},
    {"facts": {"internal_use_only": "是"}, "text": PUBLIC},
    {"text": "我们面向上海的公众提供聊天机器人。\u2028\x00"},
)
CLAIMS = (
    "Article 27 of the Interim Measures imposes criminal liability.",
    "The logs must be kept for three months (Labelling Measures art 9).",
    "《广告法》第九条禁止虚假广告。",
    "Providers must label synthetic content.\x00\u2028",
)
MEMO = "Dear Anna.\n\nArticle 27 of the Interim Measures imposes criminal liability.\nArticle 17 of it requires an assessment."


@pytest.fixture(scope="module")
def desk(assistant: Assistant) -> Desk:
    return Desk(assistant)


@pytest.fixture(scope="module")
def web(desk: Desk) -> Iterator[TestClient]:
    with TestClient(make_app(OpenEngine(desk), Limits(per_minute=0)), raise_server_exceptions=False) as client:
        yield client


def by_mcp(desk: Desk, tool: str, *asked: dict[str, Any]) -> list[Any]:
    async def visit() -> list[Any]:
        async with Client(make_server(OpenEngine(desk))) as client:
            return [(await client.call_tool(tool, arguments)).structured_content for arguments in asked]

    return asyncio.run(visit())


def by_cli(folder: Path, command: str, rows: list[dict[str, Any]], *options: str) -> list[Any]:
    file = folder / "batch.jsonl"
    file.write_text("\n".join(json.dumps({"id": "", **row}) for row in rows), encoding="utf-8")
    result = CliRunner().invoke(app, [command, "--batch", str(file), *options])
    assert result.exit_code in (0, 3), result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def refused(web: TestClient, path: str, body: Any) -> dict[str, Any]:
    response = web.post(path, content=json.dumps(body), headers={"content-type": "application/json"})
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json"), response.text
    told: dict[str, Any] = response.json()
    assert told["type"] == "urn:banfa:problem:invalid"
    assert len(response.content) < 8_000
    return told


class TestSameObjects:
    @pytest.mark.parametrize("assume", [False, True])
    def test_a_scope_check(self, desk: Desk, web: TestClient, tmp_path: Path, assume: bool) -> None:
        rows = [{("scenario" if name == "text" else name): part for name, part in case.items()} for case in CASES]
        expected = by_cli(tmp_path, "scope", rows, *(["--assume-proposed"] if assume else []))
        asked = [{**case, "assume_proposed": assume, "as_of": DAY} for case in CASES]
        mcp = by_mcp(desk, "scope_check", *asked)
        for case, body, from_cli, from_mcp in zip(CASES, asked, expected, mcp, strict=True):
            from_http = web.post("/scope", json=body).json()
            for door, found in (("http", from_http), ("mcp", from_mcp)):
                assert list(found) == list(from_cli), door
                for name, part in from_cli.items():
                    assert found[name] == part, f"{door}: {name} of {case}"
            schemas.ScopeOut.model_validate(from_http)

    def test_a_claim_and_a_text(
        self, desk: Desk, web: TestClient, assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checker = make_memo_checker(assistant.corpus, assistant._citator, assistant.retriever.finder)
        monkeypatch.setattr("banfa.wiring.make_checker", lambda _: checker)
        asked = [{"claim": claim, "as_of": day} for claim in CLAIMS for day in (DAY, "2024-01-01")]
        for body, expected, from_mcp in zip(
            asked, by_cli(tmp_path, "check", asked), by_mcp(desk, "check_citations", *asked), strict=True
        ):
            from_http = web.post("/check", json=body).json()
            assert from_http == from_mcp == expected
            assert list(from_http) == list(expected)
            schemas.JudgedOut.model_validate(from_http)
        text = {"text": MEMO, "as_of": DAY}
        for id in ("", "m"):
            lines = by_cli(tmp_path, "check", [{**text, "id": id}])
            found = web.post("/check", json={**text, "id": id}).json()
            assert found == {"id": id, "claims": lines, "skipped": 1}
            assert len(lines) == 2
        assert by_mcp(desk, "check_citations", text) == [web.post("/check", json=text).json()]


class TestMistakes:
    def test_each_fact_that_cannot_be_read_is_named(self, web: TestClient) -> None:
        facts = {"internal_use": True, "people_handled": -1, "generates_content": [], "exports_over_1m": True, "rnd_only": 1.5}
        told = refused(web, "/scope", {"facts": {**facts, "internal_use_only": True}})
        wrong = {each["where"]: each["what"] for each in told["errors"]}
        assert set(wrong) == {f"body.facts.{name}" for name in facts}
        assert "Did you mean 'internal_use_only'" in wrong["body.facts.internal_use"]
        assert "whole number" in wrong["body.facts.people_handled"]
        assert "Give people_exported_this_year" in wrong["body.facts.exports_over_1m"]

    @pytest.mark.parametrize("value", [{}, [[]], 10**400, "9" * 5000, "maybe", 0, 1e300, "\ud800", "x" * 100_000])
    def test_a_strange_value_is_an_ordinary_mistake(self, web: TestClient, value: Any) -> None:
        for name in ("generates_content", "people_handled"):
            if (name, value) != ("people_handled", 0):
                assert refused(web, "/scope", {"facts": {name: value}})["errors"][0]["where"] == f"body.facts.{name}"

    @pytest.mark.parametrize(
        ("path", "body", "says"),
        [
            ("/scope", {}, "Give facts or text"),
            ("/scope", {"facts": []}, "body.facts"),
            ("/scope", {"facts": {"x" * 50_000: True}}, "There is no fact"),
            ("/scope", {"facts": {"\ud800": True}}, "There is no fact"),
            ("/scope", {"facts": {str(n): True for n in range(201)}}, "200 are read"),
            ("/scope", {"text": " . "}, "The description is empty"),
            ("/scope", {"text": "x" * 20_001}, "at most 20000 characters"),
            ("/scope", {"text": PUBLIC, "assume_proposed": "yes"}, "body.assume_proposed"),
            ("/scope", {"text": PUBLIC, "scenario": PUBLIC}, "body.scenario"),
            ("/scope", {"facts": {}, "as_of": "2021-01-01"}, "the law from"),
            ("/check", {}, "Give either claim"),
            ("/check", {"claim": "x y", "text": "x y"}, "Give either claim"),
            ("/check", {"claim": "?!"}, "claim is empty"),
            ("/check", {"text": ""}, "text is empty"),
            ("/check", {"claim": "x" * 1_001}, "at most 1000 characters"),
            ("/check", {"text": "x" * 20_001}, "at most 20000 characters"),
            ("/check", {"text": "Providers must label " + "x" * 1_000}, "a claim may have 1000"),
            ("/check", {"text": "Providers must label content. " * 61}, "60 are checked at a time"),
            ("/check", {"claim": CLAIMS[0], "as_of": "soon"}, "body.as_of"),
        ],
    )
    def test_what_makes_no_sense_is_told(self, web: TestClient, path: str, body: Any, says: str) -> None:
        assert says in refused(web, path, body)["detail"]

    def test_a_form_of_another_site_is_refused(self, web: TestClient) -> None:
        for path in ("/scope", "/check"):
            assert web.post(path, content=b"{}", headers={"content-type": "text/plain"}).status_code == 415


class TestDay:
    def test_the_rules_stand_from_the_last_change_of_what_they_rest_on(self, corpus: Corpus) -> None:
        scope = ScopeDesk(corpus)
        assert scope.check({}, None, as_of=scope.since) == scope.check({}, None)
        with pytest.raises(UsageError, match=f"the law from {scope.since}"):
            scope.check({}, None, as_of=scope.since - timedelta(days=1))
        for regime in corpus.scope.regimes:
            for ground in regime.grounds:
                there = corpus.provision(ground.statement.instrument, ground.statement.locator, scope.since)
                assert there.until is None or there.until > date.fromisoformat(DAY)


class TestManyThreads:
    def test_one_desk_opens_the_memo_check_once_and_gives_each_its_own(
        self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[Any] = []
        make = memo_desk.make_memo_checker
        monkeypatch.setattr(memo_desk, "make_memo_checker", lambda *a: opened.append(a) or make(*a))
        day, desk = date.fromisoformat(DAY), Desk(assistant)
        desk.scope({})
        assert opened == []
        with ThreadPoolExecutor(8) as pool:
            claims = [*CLAIMS, MEMO.splitlines()[-1]] * 3
            found = list(pool.map(lambda claim: desk.check(claim, as_of=day), claims))
            scopes = list(pool.map(lambda case: desk.scope(**case), CASES * 2))
        assert len(opened) == 1
        assert found == [desk.check(claim, as_of=day) for claim in claims]
        assert scopes == [desk.scope(**case) for case in CASES] * 2


class TestDescription:
    def test_the_examples_are_answered_and_of_the_form_that_they_show(self, web: TestClient) -> None:
        schemas.ScopeOut.model_validate(examples.SCOPED)
        schemas.JudgedOut.model_validate(examples.JUDGED)
        for example in examples.SCOPE.values():
            schemas.ScopeOut.model_validate(web.post("/scope", json=example["value"]).json())
        for example in examples.CHECK.values():
            form = schemas.MemoOut if "text" in example["value"] else schemas.JudgedOut
            form.model_validate(web.post("/check", json=example["value"]).json())

    def test_both_doors_are_described_with_examples_and_verdicts(self, web: TestClient) -> None:
        told = web.get("/openapi.json").json()
        for path, shown in (("/scope", examples.SCOPE), ("/check", examples.CHECK)):
            door = told["paths"][path]["post"]
            assert set(door["requestBody"]["content"]["application/json"]["examples"]) == set(shown)
            assert {"400", "413", "415", "422", "503", "504"} <= set(door["responses"])
        forms = told["components"]["schemas"]
        assert "no_such_article" in forms["JudgedOut"]["properties"]["verdict"]["enum"]
        assert "from" in forms["FactOut"]["properties"]
