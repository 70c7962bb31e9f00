"""What docs/api.md tells people to type works: each curl against the API, each piece of Python, each setting and door."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from banfa.adapters.http_api.application import make_app
from banfa.adapters.http_api.limits import Limits
from banfa.assistant import Assistant
from banfa.desk import Desk
from banfa.memo_desk import LONGEST_CLAIM, LONGEST_MEMO, MOST_CLAIMS
from banfa.scope_desk import LONGEST_DESCRIPTION, MOST_FACTS
from banfa.settings import Settings
from tests.doors import OpenEngine

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
CURLS = re.findall(r"^    (curl .+)$", PAGE, re.MULTILINE)
PYTHON = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def api(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(make_app(OpenEngine(Desk(assistant)), Limits())) as client:
        yield client


@pytest.mark.parametrize("line", CURLS)
def test_each_curl_is_answered(api: TestClient, line: str) -> None:
    options = iter(shlex.split(line)[1:])
    url, body, headers = "", None, {}
    for option in options:
        if option == "-H":
            name, _, value = next(options).partition(": ")
            headers[name] = value
        elif option == "-d":
            body = next(options)
        elif not option.startswith("-"):
            url = option
    where = urlsplit(url)
    path = where.path + (f"?{where.query}" if where.query else "")
    response = api.request("POST" if body else "GET", path, content=body and body.encode(), headers=headers)
    assert response.status_code == 200
    assert "event: problem" not in response.text


@pytest.mark.parametrize("code", PYTHON)
def test_each_piece_of_python_runs(
    code: str, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("banfa.wiring.make_assistant", lambda _: assistant)
    exec(compile(code, "docs/api.md", "exec"), {})
    assert "Labelling Measures art" in capsys.readouterr().out


def test_each_door_of_the_description_and_each_setting_is_on_the_page(api: TestClient) -> None:
    assert len(CURLS) > 5
    assert len(PYTHON) == 2
    for path in api.get("/openapi.json").json()["paths"]:
        assert f"{path}`" in PAGE
    for name, default in (("rate", Settings.api_rate), ("body", Settings.api_body), ("seconds", int(Settings.api_seconds))):
        assert f"| `BANFA_API_{name.upper()}` | {default} |" in PAGE


def test_the_limits_of_the_checks_are_on_the_page() -> None:
    assert f"A description may have {LONGEST_DESCRIPTION} characters, a case {MOST_FACTS} facts" in PAGE
    assert f"A claim may have {LONGEST_CLAIM} characters, a text {LONGEST_MEMO} and {MOST_CLAIMS} claims" in PAGE
