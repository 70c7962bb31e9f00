"""The HTTP API, in this process and without a network: what it gives, whom it turns away, and that nothing inside shows."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from banfa.adapters.http_api import examples, schemas
from banfa.adapters.http_api.application import make_app
from banfa.adapters.http_api.guard import Guard
from banfa.adapters.http_api.limits import Keys, Limits, Rates, caller_of
from banfa.corpus import Corpus
from banfa.desk import CLOSED, Desk
from banfa.errors import UsageError
from banfa.retrieval import HybridRetriever
from banfa.settings import Settings
from tests.doors import FINE, SECRET, OpenEngine, ShutEngine, events, timeless, toy_desk
from tests.fakes import fake_assistant
from tests.toy_corpus import LAW

KEY = "a-key-that-is-long-enough"
JSON = {"content-type": "application/json"}
FREE = Limits(per_minute=0)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return toy_desk(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def api(desk: Desk) -> Iterator[TestClient]:
    with TestClient(make_app(OpenEngine(desk), FREE), raise_server_exceptions=False) as client:
        yield client


def guarded(desk: Desk, limits: Limits, **engine: Any) -> TestClient:
    return TestClient(make_app(OpenEngine(desk, **engine), limits), raise_server_exceptions=False)


def problem(response: Any, status: int, kind: str) -> dict[str, Any]:
    """The problem that a response is."""
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    told: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail", "request_id"} <= set(told)
    assert (told["type"], told["status"]) == (f"urn:banfa:problem:{kind}", status)
    assert told["request_id"] == response.headers["x-request-id"]
    for inside in ("Traceback", ".py", "site-packages", SECRET):
        assert inside not in response.text
    return told


class TestAsking:
    def test_the_reply_is_that_of_the_desk(self, api: TestClient, desk: Desk) -> None:
        response = api.post("/ask", json={"question": FINE, "id": "q1"})
        assert response.status_code == 200
        assert timeless(response.json()) == timeless(desk.ask(FINE, id="q1"))

    def test_a_day_before_the_law_changes_the_reply(self, api: TestClient) -> None:
        assert api.post("/ask", json={"question": FINE, "as_of": "2019-01-01"}).json()["citations"] == []

    def test_retrieve_gives_as_many_as_asked(self, api: TestClient, desk: Desk) -> None:
        response = api.post("/retrieve", json={"question": FINE, "k": 2})
        assert response.json() == desk.retrieve(FINE, 2)
        assert len(response.json()["passages"]) == 2

    def test_as_events_the_claims_come_checked_and_then_the_reply(self, api: TestClient, desk: Desk) -> None:
        response = api.post("/ask", json={"question": FINE}, headers={"accept": "text/event-stream"})
        assert response.headers["content-type"].startswith("text/event-stream")
        (first, told), *claims, (last, reply) = events(response.text)
        assert (first, last) == ("received", "reply")
        assert told == {"request_id": response.headers["x-request-id"]}
        assert timeless(reply) == timeless(desk.ask(FINE))
        assert [(name, data["text"]) for name, data in claims] == [("claim", c["text"]) for c in reply["claims"]]
        assert claims[0][1]["citations"] == [reply["citations"][n] for n in reply["claims"][0]["citations"]]

    def test_an_empty_question_as_events_is_a_problem_in_the_stream(self, api: TestClient) -> None:
        response = api.post("/ask", json={"question": "?"}, headers={"accept": "text/event-stream"})
        (_, _), (name, told) = events(response.text)
        assert (name, told["status"]) == ("problem", 422)


class TestLaw:
    def test_the_list_an_instrument_and_a_provision_are_those_of_the_desk(self, api: TestClient, desk: Desk) -> None:
        assert api.get("/law").json() == desk.law()
        assert api.get("/law?missing=true").json() == desk.law(missing=True)
        assert api.get(f"/law/{LAW}").json() == desk.instrument(LAW)
        assert api.get(f"/law/{LAW}/art_2__item_1").json() == desk.provision(LAW, "art_2__item_1")

    @pytest.mark.parametrize("place", ["art_3", "article 3", "第三条", "3"])
    def test_a_provision_is_found_by_the_ways_people_write_it(self, api: TestClient, place: str) -> None:
        assert api.get(f"/law/kite rules/{place}").json()["locator"] == "art_3"

    @pytest.mark.parametrize(
        "path",
        [
            "/law/nothing",
            f"/law/{LAW}/art_9",
            f"/law/{LAW}/hello",
            f"/law/{LAW}?as_of=2001-01-01",
            "/law/toy-balloons",
            "/nowhere",
        ],
    )
    def test_what_is_not_there_is_not_found(self, api: TestClient, path: str) -> None:
        problem(api.get(path), 404, "not-found")

    @pytest.mark.parametrize(
        "path", ["../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cboot.ini", "%00", "art_3%00"]
    )
    def test_a_path_that_climbs_finds_nothing(self, api: TestClient, path: str) -> None:
        for base in ("/law/", f"/law/{LAW}/"):
            problem(api.get(base + path), 404, "not-found")

    def test_a_very_long_name_makes_no_sense(self, api: TestClient) -> None:
        problem(api.get("/law/" + "x" * 3000), 422, "invalid")

    @pytest.mark.parametrize("query", ["as_of=1", "as_of=2026-13-01", "as_of=yesterday", "as-of=2026-01-01"])
    def test_a_query_that_is_not_understood_is_named(self, api: TestClient, query: str) -> None:
        told = problem(api.get(f"/law/{LAW}?{query}"), 422, "invalid")
        assert told["errors"][0]["where"] == f"query.{query.split('=')[0]}"


class TestHostileBodies:
    @pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b'{"question": NaN', b'{"question": "a\nb"}'])
    def test_what_is_not_json_is_refused(self, api: TestClient, body: bytes) -> None:
        response = api.post("/ask", content=body, headers=JSON)
        assert response.status_code in {400, 422}
        assert "Traceback" not in response.text

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
    def test_a_body_that_is_not_declared_as_json_is_refused(self, api: TestClient, kind: str) -> None:
        body = json.dumps({"question": FINE}).encode()
        problem(api.post("/ask", content=body, headers={"content-type": kind}), 415, "unsupported-media-type")

    @pytest.mark.parametrize(
        ("body", "where"),
        [
            ({}, "body.question"),
            ({"question": 5}, "body.question"),
            ({"question": ["a"]}, "body.question"),
            ({"question": FINE, "sql": "drop"}, "body.sql"),
            ({"question": FINE, "as_of": 1700000000}, "body.as_of"),
            ({"question": FINE, "as_of": "1.1.2026"}, "body.as_of"),
            ([FINE], "body"),
        ],
    )
    def test_a_body_of_another_form_is_told_where_it_is_wrong(self, api: TestClient, body: Any, where: str) -> None:
        assert problem(api.post("/ask", json=body), 422, "invalid")["errors"][0]["where"] == where

    @pytest.mark.parametrize("k", [0, 201, -1, True, "5", 10**400, 1.5])
    def test_a_count_out_of_range_is_refused(self, api: TestClient, k: Any) -> None:
        problem(api.post("/retrieve", json={"question": FINE, "k": k}), 422, "invalid")

    @pytest.mark.parametrize("text", ["", " ", "\x00", "?!", "\u200b\u202e"])
    def test_no_question_is_told_how_to_ask(self, api: TestClient, text: str) -> None:
        assert "Ask, for example" in problem(api.post("/ask", json={"question": text}), 422, "invalid")["detail"]

    @pytest.mark.parametrize(
        "text",
        [
            "kite\x00\x1b[31m fine",
            "\u202ekite fine",
            "<script>alert(1)</script> kite",
            "'; DROP TABLE law; -- kite",
            "kite " * 9000,
        ],
    )
    def test_a_strange_question_gets_an_ordinary_reply(self, api: TestClient, text: str) -> None:
        response = api.post("/ask", json={"question": text})
        assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
        assert response.headers["x-content-type-options"] == "nosniff"

    def test_half_a_character_is_replaced(self, api: TestClient) -> None:
        response = api.post("/ask", content=b'{"question": "\\ud800 kite fine"}', headers=JSON)
        assert response.json()["question"] == "? kite fine"

    def test_a_megabyte_is_too_large_whether_announced_or_not(self, api: TestClient) -> None:
        body = json.dumps({"question": "x" * 1_000_000}).encode()
        problem(api.post("/ask", content=body, headers=JSON), 413, "too-large")
        problem(api.post("/ask", content=iter([body[:500_000], body[500_000:]]), headers=JSON), 413, "too-large")

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "GET", "OPTIONS", "TRACE"])
    def test_another_method_is_not_allowed(self, api: TestClient, method: str) -> None:
        problem(api.request(method, "/ask"), 405, "method-not-allowed")


class TestKeysAndRates:
    def test_without_a_key_only_the_probes_answer(self, desk: Desk) -> None:
        client = guarded(desk, replace(FREE, keys=(KEY,)))
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
        for path in ("/law", "/metrics", "/openapi.json", "/nowhere"):
            assert problem(client.get(path), 401, "unauthorized")["detail"].startswith("Send a key")

    def test_a_key_opens_in_either_header_and_a_wrong_one_does_not(self, desk: Desk) -> None:
        client = guarded(desk, replace(FREE, keys=("another-key-as-long", KEY)))
        assert client.get("/law", headers={"Authorization": f"Bearer {KEY}"}).status_code == 200
        assert client.get("/law", headers={"X-API-Key": KEY}).status_code == 200
        for wrong in (KEY[:-1], KEY + "x", "", "ключ".encode()):
            problem(client.get("/law", headers={"X-API-Key": wrong}), 401, "unauthorized")

    def test_who_asks_too_often_is_told_when_to_come_back(self, desk: Desk) -> None:
        client = guarded(desk, Limits(per_minute=2))
        assert [client.get("/law").status_code for _ in range(3)] == [200, 200, 429]
        told = client.get("/law")
        problem(told, 429, "too-many-requests")
        assert 0 < int(told.headers["retry-after"]) <= 30
        assert client.get("/healthz").status_code == 200

    def test_guessing_keys_is_counted(self, desk: Desk) -> None:
        client = guarded(desk, Limits(keys=(KEY,), per_minute=2))
        assert [client.get("/law", headers={"X-API-Key": f"guess-{n}"}).status_code for n in range(3)] == [401, 401, 429]
        assert client.get("/law", headers={"X-API-Key": KEY}).status_code == 200

    def test_requests_come_back_with_time_and_callers_do_not_share_them(self) -> None:
        now = [0.0]
        rates = Rates(60, clock=lambda: now[0])
        assert [rates.wait("a") for _ in range(61)] == [0.0] * 60 + [1.0]
        assert rates.wait("b") == 0.0
        now[0] = 1.0
        assert rates.wait("a") == 0.0

    def test_a_network_of_ipv6_is_one_caller(self) -> None:
        assert caller_of("2001:db8::1") == caller_of("2001:db8::ffff") != caller_of("2001:db8:1::1")
        assert caller_of("") == "unknown"

    def test_a_key_is_not_told_by_the_name_of_its_holder(self) -> None:
        assert KEY not in (Keys([KEY]).holder(KEY.encode()) or KEY)

    @pytest.mark.parametrize("chosen", [{"api_keys": "short"}, {"api_rate": -1}, {"api_body": 0}, {"api_seconds": 0.0}])
    def test_limits_that_make_no_sense_are_named(self, chosen: dict[str, Any]) -> None:
        with pytest.raises(UsageError, match="BANFA_API_"):
            Limits.from_settings(Settings(**chosen))

    def test_the_settings_do_not_show_the_keys(self) -> None:
        assert KEY not in repr(Settings(api_keys=KEY))
        assert Limits.from_settings(Settings(api_keys=f"{KEY}, {KEY}2")).keys == (KEY, f"{KEY}2")


class TestFaults:
    def test_an_engine_that_cannot_open_says_so_and_keeps_the_reason(self, caplog: pytest.LogCaptureFixture) -> None:
        with TestClient(make_app(ShutEngine(), FREE)) as client:
            assert client.get("/healthz").status_code == 200
            for response in (client.get("/readyz"), client.get("/law"), client.post("/ask", json={"question": FINE})):
                assert problem(response, 503, "not-ready")["detail"] == CLOSED
        assert SECRET in caplog.text

    def test_a_bug_is_an_internal_error_without_a_word_of_it(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        def bug() -> None:
            raise RuntimeError(SECRET)

        client = guarded(desk, FREE, before=bug)
        problem(client.get("/law"), 500, "internal")
        problem(client.get("/readyz"), 500, "internal")
        assert "RuntimeError" in caplog.text

    def test_what_takes_too_long_is_given_up_and_what_has_no_room_is_turned_away(self, desk: Desk) -> None:
        release = threading.Event()
        limits = replace(FREE, seconds=0.2, threads=1, waiting=0)
        with guarded(desk, limits, before=lambda: release.wait(10)) as client:
            problem(client.get("/law"), 503, "busy")  # the engine is still being opened on the only thread
            release.set()
        release.clear()
        client = guarded(desk, limits, before=lambda: release.wait(10))
        problem(client.get("/law"), 504, "too-slow")
        told = client.get("/law")
        problem(told, 503, "busy")
        assert told.headers["retry-after"] == "5"
        release.set()

    def test_a_body_that_does_not_arrive_is_not_waited_for(self) -> None:
        sent: list[Any] = []

        async def never(*_: Any) -> None:
            raise AssertionError("the request must not get here")

        async def receive() -> Any:
            await asyncio.sleep(5)

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/ask", "headers": [], "client": None}
        asyncio.run(Guard(never, Limits(body_seconds=0.05))(scope, receive, send))
        assert sent[0]["status"] == 408


class TestWatching:
    def test_the_counters_know_routes_and_replies_and_no_text(self, desk: Desk) -> None:
        client = guarded(desk, FREE)
        client.post("/ask", json={"question": FINE})
        client.get("/law/some-private-name")
        text = client.get("/metrics").text
        assert 'banfa_requests_total{method="POST",route="/ask",status="200"} 1.0' in text
        assert 'banfa_requests_total{method="GET",route="/law/{instrument}",status="404"} 1.0' in text
        assert 'banfa_replies_total{language="en",status="answered",writer="embedded"} 1.0' in text
        assert "banfa_withheld_claims_total 0.0" in text
        assert 'banfa_request_seconds_count{route="/ask"} 1.0' in text
        assert "private" not in text

    def test_the_log_has_the_request_and_not_the_question(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO, "banfa.http"):
            client = guarded(desk, FREE)
            client.post("/ask", json={"question": "kite secret"}, headers={"X-Request-ID": "mine-7"})
            client.get("/law/secret")
        asked, read = (json.loads(r.message) for r in caplog.records if r.name == "banfa.http")
        assert (asked["request_id"], asked["route"], asked["status"]) == ("mine-7", "/ask", 200)
        assert (read["route"], read["status"]) == ("/law/{instrument}", 404)
        assert "secret" not in caplog.text

    @pytest.mark.parametrize("id", ["a b", "x" * 65, 'a"b', "é"])
    def test_a_request_id_that_could_do_harm_is_replaced(self, api: TestClient, id: str) -> None:
        assert api.get("/healthz", headers={"X-Request-ID": id.encode()}).headers["x-request-id"] != id


class TestDescription:
    def test_every_door_is_described_with_its_problems(self, api: TestClient) -> None:
        told = api.get("/openapi.json").json()
        assert set(told["paths"]) == {
            *("/ask", "/retrieve", "/scope", "/check", "/law", "/law/{instrument}", "/law/{instrument}/{locator}"),
            *("/healthz", "/readyz", "/metrics"),
        }
        ask = told["paths"]["/ask"]["post"]
        assert {"400", "401", "413", "415", "422", "429", "503", "504"} <= set(ask["responses"])
        assert set(ask["responses"]["422"]["content"]) == {"application/problem+json"}
        assert set(ask["responses"]["200"]["content"]) == {"application/json", "text/event-stream"}
        assert set(ask["requestBody"]["content"]["application/json"]["examples"]) == set(examples.ASK)

    def test_every_status_that_the_guard_or_a_bug_can_give_is_described(self, api: TestClient) -> None:
        for path, doors in api.get("/openapi.json").json()["paths"].items():
            for door in doors.values():
                probe = path in {"/healthz", "/readyz"}
                told = {"200", "408", "413", "500"} | (set() if probe else {"401", "429"})
                assert told <= set(door["responses"]), path
                assert not probe or not {"401", "429"} & set(door["responses"])
                assert all(set(door["responses"][status]["content"]) == {"application/problem+json"} for status in told - {"200"})
                assert door["responses"]["200"]["content"], path
                assert door.get("security", []) == ([] if probe else [{"HTTPBearer": []}, {"APIKeyHeader": []}]), path

    @pytest.mark.parametrize(("path", "kind"), [("/healthz", "application/json"), ("/metrics", "text/plain")])
    def test_what_a_probe_gives_is_of_the_kind_that_is_described(self, api: TestClient, path: str, kind: str) -> None:
        described = api.get("/openapi.json").json()["paths"][path]["get"]["responses"]["200"]["content"]
        assert set(described) == {kind}
        assert api.get(path).headers["content-type"].startswith(kind)
        assert "$ref" in described[kind]["schema"] or described[kind]["schema"] == {"type": "string"}

    def test_what_a_check_cannot_do_without_is_described(self, api: TestClient) -> None:
        bodies = api.get("/openapi.json").json()["components"]["schemas"]
        needed = {
            name: [way["required"] for way in bodies[name][how]] for name, how in (("ScopeBody", "anyOf"), ("CheckBody", "oneOf"))
        }
        assert needed == {"ScopeBody": [["facts"], ["text"]], "CheckBody": [["claim"], ["text"]]}

    def test_the_examples_have_a_follow_up_and_several_questions_in_one(self, corpus: Corpus, retriever: HybridRetriever) -> None:
        client = guarded(Desk(fake_assistant(corpus, None, retriever)), FREE)
        follow_up, several = (client.post("/ask", json=examples.ASK[name]["value"]).json() for name in ("follow_up", "several"))
        assert follow_up["standing"] == "Do we have to put a visible label on AI-generated text?"
        assert any(f'"part": "{claim.get("part")}"' in examples.EVENTS for claim in several["claims"])

    def test_there_is_no_page_that_loads_scripts_from_elsewhere(self, api: TestClient) -> None:
        for path in ("/docs", "/redoc"):
            problem(api.get(path), 404, "not-found")

    def test_the_examples_are_of_the_form_that_they_show(self) -> None:
        schemas.ReplyOut.model_validate(examples.REPLY)
        schemas.RetrievalOut.model_validate(examples.RETRIEVAL)

    def test_what_the_description_promises_comes(self, corpus: Corpus, retriever: HybridRetriever) -> None:
        client = guarded(Desk(fake_assistant(corpus, None, retriever)), FREE)
        for example in examples.ASK.values():
            reply = schemas.ReplyOut.model_validate(client.post("/ask", json=example["value"]).json())
            assert reply.status == "answered"
        for example in examples.RETRIEVE.values():
            schemas.RetrievalOut.model_validate(client.post("/retrieve", json=example["value"]).json())
        for row in client.get("/law").json():
            schemas.InstrumentOut.model_validate(row)
        for row in client.get("/law?missing=true").json():
            schemas.KnownOut.model_validate(row)
        for row in client.get("/law/cn-csl?as_of=2025-06-01").json():
            schemas.ProvisionOut.model_validate(row)


def test_a_file_of_the_server_is_never_named(tmp_path: Path) -> None:
    from banfa.opening import OpenedOnce

    with TestClient(make_app(OpenedOnce(Settings(data=tmp_path / "none")), FREE)) as client:
        assert str(tmp_path) not in client.get("/readyz").text
