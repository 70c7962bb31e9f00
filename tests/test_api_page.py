"""What docs/api.md says of the API is so: each door, setting, limit and problem. (Its commands: tests/test_docs.py.)"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from banfa.adapters.http_api import application, guard, problems
from banfa.adapters.http_api.application import make_app
from banfa.adapters.http_api.limits import Limits
from banfa.adapters.http_api.schemas import ReplyOut, RetrievalOut
from banfa.answer import Sure
from banfa.assistant import Assistant
from banfa.contract import reply_object, retrieval_object
from banfa.desk import Desk
from banfa.memo_desk import LONGEST_CLAIM, LONGEST_MEMO, MOST_CLAIMS
from banfa.scope_desk import LONGEST_DESCRIPTION, MOST_FACTS
from banfa.settings import Settings
from tests.doors import OpenEngine

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def api(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(make_app(OpenEngine(Desk(assistant)), Limits())) as client:
        yield client


def test_each_door_of_the_description_and_each_setting_is_on_the_page(api: TestClient) -> None:
    for path in api.get("/openapi.json").json()["paths"]:
        assert f"{path}`" in PAGE
    for name, default in (("rate", Settings.api_rate), ("body", Settings.api_body), ("seconds", int(Settings.api_seconds))):
        assert f"| `BANFA_API_{name.upper()}` | {default} |" in PAGE


def test_the_limits_of_the_checks_are_on_the_page() -> None:
    assert f"A description may have {LONGEST_DESCRIPTION} characters, a case {MOST_FACTS} facts" in PAGE
    assert f"A claim may have {LONGEST_CLAIM} characters, a text {LONGEST_MEMO} and {MOST_CLAIMS} claims" in PAGE


def test_every_kind_of_problem_is_on_the_page() -> None:
    source = "".join(map(inspect.getsource, (problems, application, guard)))
    kinds = set(re.findall(r'Problem\(\s*\d{3}, "([a-z-]+)"', source)) | set(application._KINDS.values())
    assert {"internal", "busy", "too-many-requests", "not-found"} <= kinds
    assert {kind for kind in kinds if f"`{kind}`" not in PAGE} == set()


def test_the_places_of_the_queue_are_on_the_page() -> None:
    assert f"{Limits.threads + Limits.waiting} requests are already held" in PAGE


def test_a_reply_that_says_how_sure_it_is_fits_the_description(assistant: Assistant) -> None:
    sure = Sure(0.9, 0.95)
    reply = replace(assistant.ask("Which label does an AI video need?"), sure=sure)
    told = ReplyOut.model_validate(reply_object(reply, assistant.corpus))
    assert (told.confidence, told.confidence_any) == (0.9, 0.95)
    passages = assistant.retriever.retrieve(assistant.understand("Who files an algorithm?"), 2, date.today())
    assert RetrievalOut.model_validate(retrieval_object(passages, sure=sure)).confidence == 0.9
