"""Kept threads in a real browser: they survive a restart of the server, and open by their address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browser.chromium import MARKS, PATIENCE, ask
from tests.browser.serving import ROOT, serving

FILING = "What does article 17 of the Interim Measures say?"
PAGE = ROOT / "tests" / "browser" / "page_on_fakes.py"

pytestmark = MARKS


def test_a_thread_survives_a_restart_opens_by_its_address_and_can_be_deleted(browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size({"width": 1280, "height": 844})
    with serving(PAGE, tmp_path, BANFA_DATA=str(tmp_path)) as address:
        page.goto(address)
        page.get_by_test_id("stChatInputTextArea").wait_for()
        said = ask(page, FILING).inner_text()
        page.wait_for_function("location.search.includes('thread=')")
        query = urlsplit(page.url).query
        sidebar = page.get_by_test_id("stSidebar")
        sidebar.get_by_role("button", name=FILING[:30]).wait_for()
    with serving(PAGE, tmp_path, BANFA_DATA=str(tmp_path)) as address:
        page.goto(f"{address}/?{query}")
        turn = page.locator("[class*='st-key-turn-']").first
        turn.get_by_test_id("stFeedback").wait_for()
        assert turn.inner_text() == said
        page.get_by_role("button", name="Thread").click()
        page.get_by_role("button", name="Delete this thread").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
        page.get_by_role("heading", name="Banfa 办法").wait_for()
        sidebar.get_by_role("button", name=FILING[:30]).wait_for(state="detached")
        page.screenshot(path=tmp_path / "after.png")
    page.close()
