"""The chat page in a real browser: typing, clicking, the keyboard, a phone's width, and nothing asked of the network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from banfa.errors import BanfaError
from banfa.official import OfficialArticle, OfficialText
from banfa.official_store import write_official
from banfa.settings import Settings
from banfa.wiring import load_corpus, make_embedder, make_retriever
from tests.browser.serving import ROOT, serving

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: sh scripts/setup --dev")
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FILING = "What does article 17 of the Interim Measures say?"
FILING_ZH = "暂行办法第十七条规定了什么？"
PATIENCE = 30_000
"""Milliseconds to wait for anything; a shared machine can be slow."""

Visit = Callable[..., Any]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page over the fakes."""
    folder = tmp_path_factory.mktemp("served")
    article = OfficialArticle("art_23", ("甲甲甲。", "乙乙乙。"))
    law, fetched = "cn-genai-measures", datetime(2026, 11, 22, tzinfo=UTC)
    write_official(folder, OfficialText(law, date(2023, 8, 15), "zh", "https://kites.example/", fetched, (article,)))
    with serving(ROOT / "tests" / "browser" / "page_on_fakes.py", folder, BANFA_DATA=str(folder)) as address:
        yield address


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium with a profile of its own."""
    with sync_api.sync_playwright() as play:
        profile = str(tmp_path_factory.mktemp("profile"))
        context = play.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, headless=True, args=SWITCHES)
        yield context
        context.close()


@pytest.fixture
def visit(served: str, browser: Any) -> Iterator[Visit]:
    """Opens the page as a new visitor, ``width`` wide; what it asked of other hosts is in ``page.outside``."""
    pages = []

    def opened(query: str = "", width: int = 1280, address: str = served) -> Any:
        page = browser.new_page()
        pages.append(page)
        page.set_default_timeout(PATIENCE)
        page.set_viewport_size({"width": width, "height": 844})
        page.outside = []
        page.on("request", lambda request: page.outside.append(request.url) if _is_outside(request.url) else None)
        page.goto(address + query)
        page.get_by_test_id("stChatInputTextArea").wait_for()
        return page

    yield opened
    for page in pages:
        page.close()


def _is_outside(url: str) -> bool:
    host = urlsplit(url).hostname
    return host is not None and host not in {"127.0.0.1", "localhost"}


def ask(page: Any, question: str) -> Any:
    """Type a question, send it, and wait until the whole answer stands. Returns the turn."""
    turns = page.locator("[class*='st-key-turn-']")
    before = turns.count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    turn = turns.nth(before)
    turn.get_by_test_id("stFeedback").wait_for()
    return turn


def chip(turn: Any, name: str) -> Any:
    """The first citation chip of a name."""
    return turn.locator("[class*='st-key-chips-'] button:visible").filter(has_text=name).first


def marked(page: Any) -> str:
    """The words that stand on a coloured ground in the reading room."""
    found = page.get_by_role("dialog").locator(".st-key-law span[style*='background']")
    found.first.wait_for()
    return " ".join(found.all_inner_texts())


def test_the_first_question_is_answered_with_citations_and_nothing_is_asked_of_the_network(visit: Visit) -> None:
    page = visit()
    page.get_by_role("heading", name="Banfa 办法").wait_for()
    page.get_by_text("Do the rules cover an internal staff tool?").wait_for()
    turn = ask(page, FILING)
    assert chip(turn, "Interim Measures art").is_visible()
    assert "Law as of" in turn.inner_text()
    assert page.outside == []


def test_a_chip_opens_the_article_with_its_cited_words_marked_and_the_address_leads_back_to_it(visit: Visit) -> None:
    page = visit()
    turn = ask(page, FILING)
    first = chip(turn, "Interim Measures art")
    number = re.search(r"art (\d+)", first.inner_text())
    assert number is not None
    first.click()
    room = page.get_by_role("dialog")
    room.get_by_role("heading", name=f"Art {number[1]}.").wait_for()
    assert len(marked(page)) > 20
    assert "Unofficial translation; the Chinese text controls" in room.inner_text()
    assert room.get_by_role("link", name="Official text").get_attribute("href").startswith("https://")
    assert f"art_{number[1]}" in page.url
    again = visit(urlsplit(page.url).query.join(("?", "")))
    again.get_by_role("dialog").get_by_role("heading", name=f"Art {number[1]}.").wait_for()


def test_a_chip_is_reached_and_opened_and_left_by_the_keyboard_alone(visit: Visit) -> None:
    page = visit()
    turn = ask(page, FILING)
    name = chip(turn, "Interim Measures art").inner_text()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.closest('[class*=\"st-key-chip-\"]') !== null"):
            break
    else:
        pytest.fail("no chip was reached by the keyboard")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert "cite=" in page.url
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_function("!location.search.includes('cite=')")
    assert chip(turn, name.splitlines()[-1]).is_visible(), "the conversation is still there"


def test_it_works_at_a_phones_width(visit: Visit) -> None:
    page = visit(width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    turn = ask(page, FILING)
    for one in turn.locator("button:visible").all():
        box = one.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    chip(turn, "Interim Measures art").click()
    room = page.get_by_role("dialog")
    assert marked(page)
    page.wait_for_timeout(600)  # it slides in
    box = room.bounding_box()
    assert -1 <= box["x"] <= box["x"] + box["width"] <= 391
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (390, False)])
def test_the_official_text_stands_beside_ours_and_on_a_phone_below_it(visit: Visit, width: int, beside: bool) -> None:
    page = visit("?cite=cn-genai-measures:art_23", width=width)
    law = page.get_by_role("dialog").locator(".st-key-law")
    ours, theirs = (law.get_by_text(words).first for words in ("laws and administrative regulations", "甲甲甲"))
    theirs.wait_for()
    page.wait_for_timeout(600)  # it slides in
    left, right = ours.bounding_box(), theirs.bounding_box()
    assert (right["x"] > left["x"] + left["width"] / 2) is beside
    assert (right["y"] >= left["y"] + left["height"]) is not beside
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_chinese_question_is_answered_in_chinese(visit: Visit) -> None:
    page = visit()
    turn = ask(page, FILING_ZH)
    chip(turn, "暂行办法第").click()
    page.get_by_role("dialog").get_by_text("本站概括，并非法律原文").wait_for()
    assert len(marked(page)) > 20


def test_half_typed_chinese_is_not_sent(visit: Visit) -> None:
    page = visit()
    box = page.get_by_test_id("stChatInputTextArea")
    box.focus()
    typing = page.context.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "suan fa", "selectionStart": 7, "selectionEnd": 7})
    typing.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229})
    page.wait_for_timeout(500)
    assert page.get_by_test_id("stChatMessage").count() == 0
    typing.send("Input.insertText", {"text": "算法备案"})
    assert box.input_value() == "算法备案"
    box.press("Enter")
    page.get_by_test_id("stChatMessage").first.get_by_text("算法备案").wait_for()


def test_a_new_question_comes_into_view_from_its_beginning(visit: Visit) -> None:
    page = visit()
    for question in (FILING, "What does article 4 of the Interim Measures say?", FILING_ZH):
        turn = ask(page, question)
    page.wait_for_timeout(1500)
    assert 0 <= turn.bounding_box()["y"] < 200
    assert page.get_by_test_id("stChatMessage").count() == 6


def test_two_visitors_side_by_side_keep_their_conversations(visit: Visit) -> None:
    one, two = visit(), visit()
    ask(one, FILING)
    ask(two, FILING_ZH)
    assert FILING in one.inner_text("body")
    assert FILING_ZH not in one.inner_text("body")
    assert FILING not in two.inner_text("body")


@pytest.mark.slow
def test_the_page_answers_from_the_published_index(visit: Visit, tmp_path: Path) -> None:
    settings = Settings.from_environment()
    try:
        make_retriever(load_corpus(settings), make_embedder(settings), settings)
    except BanfaError as error:
        pytest.skip(f"there is no usable index: {error}")
    with serving(ROOT / "app" / "chat.py", tmp_path) as address:
        page = visit(address=address)
        turn = ask(page, "When do we file our algorithm?")
        chip(turn, "art").click()
        assert len(marked(page)) > 20
