"""One server over the fakes and one Chromium for the tests of a file; each test opens its own visits.

Not for all files: Playwright keeps an event loop running for as long as its browser is open, and other tests start loops
of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from banfa.official import OfficialArticle, OfficialText
from banfa.official_store import write_official
from tests.browser.chromium import CHROMIUM, PATIENCE, SWITCHES, Visit, is_outside
from tests.browser.serving import ROOT, serving


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
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: sh scripts/setup --dev")
    with sync_api.sync_playwright() as play:
        profile = str(tmp_path_factory.mktemp("profile"))
        context = play.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, headless=True, args=SWITCHES, accept_downloads=True
        )
        yield context
        context.close()


@pytest.fixture(scope="module")
def warm(served: str, browser: Any) -> str:
    """The same address once the engine of the fakes is built, which the first visit waits for."""
    page = browser.new_page()
    page.goto(served)
    page.get_by_test_id("stChatInputTextArea").wait_for(timeout=6 * PATIENCE)
    page.close()
    return served


@pytest.fixture
def visit(warm: str, browser: Any) -> Iterator[Visit]:
    """Opens a page as a new visitor, ``width`` wide; what it asked of other hosts is in ``page.outside``.

    ``path`` is what follows the address: a page (``/scope``) or a query. The page stands when ``ready`` does.
    """
    pages = []

    def opened(path: str = "", width: int = 1280, address: str = warm, ready: str = "") -> Any:
        page = browser.new_page()
        pages.append(page)
        page.set_default_timeout(PATIENCE)
        page.set_viewport_size({"width": width, "height": 844})
        page.outside = []
        page.on("request", lambda request: page.outside.append(request.url) if is_outside(request.url) else None)
        page.goto(address + path)
        page.locator(ready or "[data-testid=stChatInputTextArea]").first.wait_for()
        return page

    yield opened
    for page in pages:
        page.close()
