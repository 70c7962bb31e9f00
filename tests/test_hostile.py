"""Every door against texts meant to break it: an ordinary reply or a plain refusal, in time, and nothing else is touched."""

from __future__ import annotations

import contextlib
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from banfa.adapters.http_api.application import make_app
from banfa.adapters.http_api.limits import Limits
from banfa.corpus import Corpus
from banfa.desk import Desk
from banfa.errors import UsageError
from banfa.scope_desk import ScopeDesk
from tests import hostile
from tests.doors import OpenEngine, toy_desk
from tests.toy_corpus import LAW

SECONDS = 5.0
"""For one request over the toy corpus, on a machine that is busy with other things."""
QUESTION = st.one_of(
    st.integers(0, 2**32).map(lambda n: hostile.text(random.Random(n))),
    st.text(max_size=300),
    st.lists(st.sampled_from(hostile.FRAGMENTS + hostile.SENSE), min_size=1, max_size=5).map(" ".join),
)
VALUE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | QUESTION,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ("question", "as_of", "id", "k", "facts", "text", "claim", "assume_proposed", "instrument", "legal_force", "actor", "topic")
)
some = settings(
    max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WRITTEN: list[str] = []
_watching = False


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if _watching and event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        WRITTEN.append(str(args[0]))
    if _watching and event in {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "subprocess.Popen", "os.system", "os.exec"}:
        WRITTEN.append(f"{event} {args!r}")


sys.addaudithook(_watch)


@contextlib.contextmanager
def nothing_touched() -> Iterator[None]:
    """No file is written, made or removed and no program is started while it lasts, and it does not last long."""
    global _watching
    WRITTEN.clear()
    started, _watching = time.monotonic(), True
    try:
        yield
    finally:
        _watching = False
    assert WRITTEN == []
    assert time.monotonic() - started < SECONDS


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return toy_desk(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def scope(corpus: Corpus) -> ScopeDesk:
    """The scope check over the corpus of the repository, with its patterns compiled."""
    made = ScopeDesk(corpus)
    made.check({}, "We offer a chatbot to the public in China. 我们向公众提供服务。")
    return made


@pytest.fixture(scope="module")
def api(desk: Desk) -> Iterator[TestClient]:
    with TestClient(make_app(OpenEngine(desk), Limits(per_minute=0)), raise_server_exceptions=False) as client:
        client.get("/readyz")
        yield client


def holds(desk: Desk, reply: dict[str, Any]) -> None:
    """A reply can be sent as JSON, and each of its quotes stands in the law word for word."""
    json.dumps(reply, ensure_ascii=False).encode()
    for citation in reply["citations"]:
        assert citation["quote"] in desk.assistant.corpus.provision(citation["instrument"], citation["locator"]).text


@some
@seed(1)
@given(question=QUESTION)
def test_any_question_gets_a_reply_that_holds_or_is_told_how_to_ask(desk: Desk, question: str) -> None:
    with nothing_touched():
        try:
            reply = desk.ask(question, date(2026, 1, 1), id=question[:50])
        except UsageError:
            return
    holds(desk, reply)


@some
@seed(2)
@given(claim=QUESTION, day=st.none() | st.dates())
def test_any_claim_or_memo_is_judged_or_refused(desk: Desk, claim: str, day: date | None) -> None:
    for arguments in ({"claim": claim}, {"text": claim}):
        with nothing_touched(), contextlib.suppress(UsageError):
            json.dumps(desk.check(**arguments, as_of=day), ensure_ascii=False).encode()


@settings(some, max_examples=15)
@seed(3)
@given(
    text=QUESTION, facts=st.dictionaries(st.text(max_size=30), st.booleans() | st.integers() | st.text(max_size=20), max_size=4)
)
def test_any_description_and_any_facts_are_read_or_refused(scope: ScopeDesk, text: str, facts: dict[str, Any]) -> None:
    for arguments in ({"facts": {}, "text": text}, {"facts": facts, "text": None}):
        with nothing_touched(), contextlib.suppress(UsageError):
            json.dumps(scope.check(**arguments), ensure_ascii=False).encode()


def test_a_corpus_without_rules_of_scope_says_so(desk: Desk) -> None:
    with pytest.raises(UsageError, match="holds no rules of scope"):
        desk.scope(text="We fly kites.")


@some
@seed(4)
@given(name=QUESTION, place=QUESTION)
def test_any_name_of_a_law_or_a_provision_is_found_or_not_and_opens_no_file(desk: Desk, name: str, place: str) -> None:
    for call in (lambda: desk.instrument(name[:500]), lambda: desk.provision(LAW, place[:500])):
        with nothing_touched(), contextlib.suppress(UsageError):
            call()


@some
@seed(5)
@given(path=st.sampled_from(("/ask", "/retrieve", "/scope", "/check")), body=st.dictionaries(FIELDS, VALUE, max_size=4))
def test_any_body_gets_an_answer_or_a_problem_and_never_an_internal_error(api: TestClient, path: str, body: Any) -> None:
    with nothing_touched():
        response = api.post(path, content=_encoded(body), headers={"content-type": "application/json"})
    assert response.status_code in {200, 400, 422}, response.text
    assert "Traceback" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "html" not in response.headers["content-type"]


def _encoded(body: Any) -> bytes:
    return json.dumps(body).encode("utf-8", "surrogatepass")


@some
@seed(6)
@given(name=QUESTION, place=QUESTION, day=st.one_of(st.dates().map(str), QUESTION))
def test_any_address_is_found_or_not(api: TestClient, name: str, place: str, day: str) -> None:
    for part in (quote(name.encode("utf-8", "replace"), safe=""), f"{LAW}/{quote(place.encode('utf-8', 'replace'), safe='')}"):
        with nothing_touched():
            response = api.get(f"/law/{part}", params={"as_of": day.encode("utf-8", "replace")})
        assert response.status_code in {200, 404, 422, 307}, response.text
        assert "Traceback" not in response.text


@pytest.mark.parametrize("fragment", hostile.FRAGMENTS)
def test_a_megabyte_of_anything_is_read_as_far_as_questions_are_read(desk: Desk, fragment: str) -> None:
    text = (fragment * (1_000_000 // len(fragment) + 1))[:1_000_000]
    with nothing_touched(), contextlib.suppress(UsageError):
        holds(desk, desk.ask(text))


def test_a_batch_with_names_that_climb_writes_nothing_elsewhere(desk: Desk, tmp_path: Path) -> None:
    inside = sorted(tmp_path.rglob("*"))
    for name in ("../../evil", "/etc/evil", "..\\evil", "a/../../b"):
        with nothing_touched():
            assert desk.ask(hostile.SENSE[1], id=name)["id"] == name
    assert sorted(tmp_path.rglob("*")) == inside
