"""The pages in a real browser: the whole way through each, by hand and by keyboard, without leaks between visitors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.wording import label
from banfa.scope_record import seal
from tests.browser.chromium import MARKS, Visit, ask, chip, downloaded, drawn, marked, tab_to
from tests.browser.page_names import PAGES
from tests.browser.serving import ROOT, serving

FILING = "What does article 17 of the Interim Measures say?"
FILING_ZH = "暂行办法第十七条规定了什么？"
TRIPS = "Please trip over this."
MEMO = "The Interim Measures came into force on 15 August 2023. Article 21 of the Interim Measures sets a fine of RMB 10 million."
HEADING = "h1"

pytestmark = MARKS


def switch(page: Any, language: str) -> None:
    """Another language for the interface."""
    page.locator(".st-key-language").get_by_text(language, exact=True).click()
    drawn(page)


def turn_to(page: Any, name: str, language: str = "en") -> None:
    """Another page of the same visit, by its link in the side bar."""
    page.get_by_test_id("stSidebarNav").get_by_text(label(f"page_{name}", language), exact=True).click()
    page.locator(HEADING).get_by_text(label(f"page_{name}", language), exact=True).wait_for()
    drawn(page)


def say(page: Any, word: str) -> None:
    """Answer the question in hand of the scope check."""
    before = page.locator(".st-key-question h2").inner_text()
    page.locator(f".st-key-say-{word} button").click()
    page.wait_for_function("(before) => document.querySelector('.st-key-question h2')?.innerText !== before", arg=before)
    drawn(page)


def taken(page: Any, key: str, folder: Path) -> Path:
    """The file behind a download button."""
    download = downloaded(page, page.locator(f".st-key-{key} button").click)
    file = folder / download.suggested_filename
    download.save_as(file)
    return file


def test_the_language_switch_changes_the_words_of_the_page_and_keeps_the_thread(visit: Visit) -> None:
    page = visit()
    ask(page, FILING)
    switch(page, "中文")
    page.get_by_test_id("stSidebarNav").get_by_text("提问", exact=True).wait_for()
    assert page.get_by_test_id("stChatMessage").count() == 2
    assert page.get_by_text(FILING).is_visible()
    assert chip(page, "Interim Measures art 17").is_visible(), "an answer stays in the language of its question"
    turn_to(page, "library", "zh")
    page.get_by_test_id("stSidebarNav").get_by_text("提问", exact=True).click()
    page.get_by_text(FILING).wait_for()
    ask(page, FILING_ZH)
    assert page.get_by_test_id("stChatMessage").count() == 4


def test_a_question_is_asked_and_a_citation_opened_and_closed_by_the_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.get_by_test_id("stPopover").first.wait_for()
    tab_to(page, "[data-testid=stChatInput]")
    page.keyboard.type(FILING)
    page.keyboard.press("Enter")
    page.get_by_test_id("stFeedback").wait_for()
    tab_to(page, "[class*='st-key-chip-']", "Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("heading", name="Art 17.").wait_for()
    assert len(marked(page)) > 20
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    assert page.get_by_text(FILING).is_visible()


def test_the_scope_check_is_answered_by_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/scope", ready=".st-key-question h2")
    drawn(page)
    tab_to(page, ".st-key-say-no")
    page.keyboard.press("Enter")
    page.locator(".st-key-verdict").get_by_text("out of scope").first.wait_for()


def test_the_scope_check_leads_from_questions_to_a_sealed_record_and_readable_files(visit: Visit, tmp_path: Path) -> None:
    page = visit("/scope", ready=".st-key-question h2")
    drawn(page)
    say(page, "yes")
    say(page, "yes")
    page.wait_for_function("/(^|\\n)[^\\n]*(?<!out of )in scope/.test(document.querySelector('.st-key-verdict').innerText)")
    page.locator(".st-key-take-away summary").click()
    record = json.loads(taken(page, "take-json", tmp_path).read_text(encoding="utf-8"))
    assert record["verdict"] == "in_scope"
    assert record["seal"] == seal(record)
    assert "# Scope check" in taken(page, "take-md", tmp_path).read_text(encoding="utf-8")
    assert taken(page, "take-docx", tmp_path).stat().st_size > 10_000
    turn_to(page, "duties")
    page.get_by_text("From your answers in the scope check (2).").wait_for()


def test_a_memo_is_checked_and_a_verdict_leads_to_the_provision(visit: Visit, tmp_path: Path) -> None:
    page = visit("/memo", ready=".st-key-memo-check")
    drawn(page)
    page.locator(".st-key-memo-text textarea").fill(MEMO)
    page.locator(".st-key-memo-check button").click()
    page.get_by_role("heading", name="2 statements checked").wait_for()
    assert "Supported" in page.locator(".st-key-claim-0").inner_text()
    second = page.locator(".st-key-claim-1")
    assert "Not what the law says" in second.inner_text()
    found = json.loads(taken(page, "memo-json", tmp_path).read_text(encoding="utf-8"))
    assert len(found["claims"]) == 2
    chip(second, "Interim Measures art 21").click()
    page.get_by_role("dialog").get_by_role("heading", name="Art 21.").wait_for()


def test_the_same_facts_are_compared_and_either_side_can_be_read(visit: Visit, tmp_path: Path) -> None:
    page = visit("/compare", ready=".st-key-compare-use")
    drawn(page)
    for fact in ("generates_content", "offered_to_public_in_mainland", "placed_on_eu_market_or_output_used_in_eu"):
        page.locator(f".st-key-compare-{fact}").get_by_text("Yes", exact=True).click()
    page.locator(".st-key-compare-eu_exclusion_applies").get_by_text("No", exact=True).click()
    page.locator(".st-key-compare-use button").click()
    reach = page.locator(".st-key-row-reach")
    page.wait_for_function("document.querySelector('.st-key-row-reach')?.innerText.match(/in scope/g)?.length >= 2")
    drawn(page)
    page.locator(".st-key-compare-take-away summary").click()
    assert "Not to be inferred" in taken(page, "compare-md", tmp_path).read_text(encoding="utf-8")
    chip(reach, "EU AI Act art 2").click()
    assert len(marked(page)) > 20
    assert page.outside == []


def test_the_scorecard_without_a_report_tells_the_command(visit: Visit) -> None:
    page = visit("/scorecard", ready=HEADING)
    page.get_by_text("There is no report of a run").wait_for()
    assert page.get_by_test_id("stCode").inner_text().strip() == "banfa eval"


def test_two_visitors_side_by_side_share_neither_answers_nor_memo_nor_language(visit: Visit) -> None:
    one, two = visit("/scope", ready=".st-key-question h2"), visit("/scope", ready=".st-key-question h2")
    drawn(one)
    say(one, "no")
    switch(one, "中文")
    turn_to(one, "memo", "zh")
    one.locator(".st-key-memo-text textarea").fill(MEMO)
    one.locator(".st-key-memo-check button").click()
    one.locator(".st-key-claim-0").wait_for()
    two.reload()
    two.locator(".st-key-question h2").wait_for()
    drawn(two)
    assert "Question 1 of at most 10" in two.inner_text("body")
    turn_to(two, "memo")
    assert MEMO not in two.inner_text("body")
    assert two.locator(".st-key-memo-text textarea").input_value() == ""
    turn_to(two, "compare")
    two.get_by_text("No facts are known yet").wait_for()


def test_a_failure_of_the_engine_is_told_kindly_and_the_next_question_is_answered(visit: Visit) -> None:
    page = visit()
    page.get_by_test_id("stPopover").first.wait_for()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(TRIPS)
    box.press("Enter")
    page.get_by_text("Something went wrong on our side").wait_for()
    assert "secret detail" not in page.inner_text("body")
    assert page.get_by_test_id("stException").count() == 0
    assert chip(ask(page, FILING), "Interim Measures art 17").is_visible()


def test_an_engine_without_an_index_says_what_to_do_and_the_other_pages_stand(visit: Visit, tmp_path: Path) -> None:
    with serving(ROOT / "app" / "chat.py", tmp_path, BANFA_DATA=str(tmp_path)) as address:
        page = visit(address=address)
        page.get_by_text("Banfa cannot answer yet.").wait_for()
        assert "banfa ingest" in page.get_by_role("alert").inner_text()
        page.get_by_role("button", name="Try again").wait_for()
        turn_to(page, "about")
        page.get_by_role("heading", name="How an answer is verified").wait_for()


def test_half_typed_chinese_does_not_search_the_library(visit: Visit) -> None:
    page = visit("/library", ready=".st-key-library-words input")
    drawn(page)
    box = page.locator(".st-key-library-words input")
    cards = page.locator("[class*='st-key-card-']")
    every = cards.count()
    box.focus()
    typing = page.context.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "biao zhi", "selectionStart": 8, "selectionEnd": 8})
    typing.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229})
    page.wait_for_timeout(500)
    assert cards.count() == every
    typing.send("Input.insertText", {"text": "标识"})
    box.press("Enter")
    page.wait_for_function("document.querySelectorAll(\"[class*='st-key-card-']\").length === 2")


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(visit: Visit, name: str) -> None:
    page = visit(PAGES[name], width=400, ready=HEADING)
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    for one in page.locator("[data-testid=stMain] button:visible").all():
        box = one.bounding_box()
        assert box is None or (box["x"] >= 0 and box["x"] + box["width"] <= 400), one.inner_text()
