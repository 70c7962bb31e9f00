"""A visitor of the page with a browser: what headless Chromium sees, and when. The clock is the browser's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.page_session import PATIENCE, NoAnswer

_SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
_WATCH = """(() => {
  const turn = '.st-key-turn-0 [aria-label="Chat message from assistant"] ';
  const marks = { box: '[data-testid=stChatInputTextArea]', words: turn + '[data-testid=stMarkdown]',
                  whole: turn + '[data-testid=stFeedback]', trouble: '[data-testid=stAlertContentError]' };
  const seen = (window.banfaSeen = {});
  new MutationObserver(() => {
    for (const [name, where] of Object.entries(marks))
      if (!(name in seen) && document.querySelector(where)) seen[name] = performance.now();
  }).observe(document, { childList: true, subtree: true });
  addEventListener('keydown', (event) => { if (event.key === 'Enter') seen.asked ??= performance.now(); }, true);
})()"""
_SEEN = """() => ({ ...window.banfaSeen,
  paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime })"""


@dataclass(frozen=True)
class Seen:
    """Seconds of one visit: from the address to the first paint and to the box; from Enter to the first words and to the end."""

    paint: float
    box: float
    words: float
    whole: float


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium.

    Raises:
        FileNotFoundError: none is installed.
    """
    from playwright.sync_api import sync_playwright

    found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    if found is None:
        raise FileNotFoundError("There is no Chromium. Install it: apt-get install chromium.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, headless=True, args=_SWITCHES)
        yield browser
        browser.close()


def visit(browser: Any, address: str, question: str) -> Seen:
    """One visit by somebody who was never there (nothing is cached): the page, one question, its answer.

    Raises:
        NoAnswer: none came.
    """
    from playwright.sync_api import Error

    context = browser.new_context(viewport={"width": 1280, "height": 844}, reduced_motion="reduce")
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.add_init_script(_WATCH)
        page.goto(address)
        box = page.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        box.press("Enter")
        page.wait_for_function("window.banfaSeen.whole !== undefined || window.banfaSeen.trouble !== undefined")
        seen = {name: at / 1000 for name, at in page.evaluate(_SEEN).items() if at is not None}
        if "whole" not in seen:
            raise NoAnswer(page.get_by_test_id("stAlertContentError").first.inner_text())
    except Error as error:
        raise NoAnswer(f"nothing in the browser: {error.message.splitlines()[0]}") from error
    finally:
        context.close()
    return Seen(seen["paint"], seen["box"], seen["words"] - seen["asked"], seen["whole"] - seen["asked"])
