"""What the tests in a real browser share: where Chromium is, how long to wait, how a question is asked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

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
PATIENCE = 60_000
"""Milliseconds to wait for anything; a shared machine can be slow."""
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium"),
]


Visit = Callable[..., Any]
"""Opens a page as a new visitor; the fixture of that name."""


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


def is_outside(url: str) -> bool:
    """Whether an address is not on this machine."""
    host = urlsplit(url).hostname
    return host is not None and host not in {"127.0.0.1", "localhost"}


def drawn(page: Any) -> None:
    """Wait until the page stands still: nothing is being computed and nothing on it is of an earlier run."""
    page.wait_for_timeout(150)
    page.wait_for_function("!document.querySelector('[data-testid=stSpinner], [data-testid=stStatusWidget], [data-stale=true]')")


def downloaded(page: Any, press: Callable[[], object], tries: int = 3) -> Any:
    """The file that a press brings; pressed again where none has come, as a person would whose click met a page being redrawn."""
    from playwright.sync_api import TimeoutError as TooLate

    for attempt in range(1, tries + 1):
        drawn(page)
        try:
            with page.expect_download(timeout=PATIENCE / tries) as coming:
                press()
        except TooLate:
            if attempt == tries:
                raise
        else:
            return coming.value
    raise AssertionError("at least one try")


def tab_to(page: Any, selector: str, key: str = "Tab", most: int = 60) -> None:
    """Press a key until what has the focus lies within ``selector``; fails after ``most`` presses."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("(where) => document.activeElement.closest(where) !== null", selector):
            return
    pytest.fail(f"{selector} was not reached by {most} presses of {key}")
