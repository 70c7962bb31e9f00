"""The chat page in a real browser: typing, clicking, the keyboard, a phone's width, and nothing asked of the network."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from banfa.errors import BanfaError
from banfa.settings import Settings
from banfa.wiring import load_corpus, make_embedder, make_retriever
from benchmarks.page_session import NoAnswer, Session
from tests.browser.chromium import MARKS, Visit, ask, chip, marked
from tests.browser.serving import ROOT, serving

FILING = "What does article 17 of the Interim Measures say?"
FILING_ZH = "暂行办法第十七条规定了什么？"
AUDIO = "Do we have to put a visible label on AI-generated audio?"

pytestmark = MARKS


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
    room.get_by_text("Unofficial translation; the Chinese text controls").first.wait_for()
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


def test_a_follow_up_says_how_it_was_read_and_its_copy_says_so_too(visit: Visit) -> None:
    page = visit()
    first = ask(page, AUDIO)
    assert "Read as" not in first.inner_text()
    turn = ask(page, "And on text?")
    read_as = f"Read as: {AUDIO.replace('audio', 'text')}"
    assert turn.get_by_text(read_as).first.is_visible()
    turn.get_by_text("Copy with citations").click()
    copied = turn.get_by_test_id("stCode")
    copied.wait_for()
    assert f"_{read_as}_" in copied.inner_text()
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("heading", name="Banfa 办法").wait_for()
    assert "Read as" not in ask(page, "And on text?").inner_text(), "a new conversation knows nothing of the one before"


def test_two_visitors_side_by_side_keep_their_conversations(visit: Visit) -> None:
    one, two = visit(), visit()
    ask(one, FILING)
    ask(two, FILING_ZH)
    said, said_beside = one.get_by_test_id("stMain").inner_text(), two.get_by_test_id("stMain").inner_text()
    assert FILING in said
    assert FILING_ZH not in said
    assert FILING not in said_beside


def test_a_session_of_the_benchmark_asks_as_a_browser_does(warm: str, visit: Visit) -> None:
    asked = ("What does article 18 of the Interim Measures say?", "What does article 19 of the Interim Measures say?")
    session = Session(warm)
    assert session.open() > 0
    for question in asked:
        heard = session.ask(question)
        assert 0 < heard.words < heard.whole
    with pytest.raises(NoAnswer, match="trouble"):
        session.ask("Please trip over this.")
    session.close()
    visit().locator("[class*='st-key-open-thread-']").get_by_text(asked[0][:40]).first.wait_for()


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
