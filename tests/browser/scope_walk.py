"""A walk through the scope check in Chromium, from the first page to an exported result, by mouse or by keyboard alone.

The time is that of a person by a plain model: four English words or eight Chinese characters a second to read a question, a
second and a half for a click, a fifth of a second for a key; and the time that the page itself makes one wait, as measured.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from banfa.corpus.scope import Scope
from tests.browser.chromium import PATIENCE, downloaded
from tests.browser.scope_personas import Persona

WORDS, CHARACTERS = 4.0, 8.0
CLICK, KEY = 1.5, 0.2
MOST_TABS = 150
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TO = """(where) => { const to = document.querySelector(where), at = document.activeElement;
    if (!to || !at || at === document.body) return 'forward';
    if (to.contains(at)) return 'here';
    return at.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING ? 'back' : 'forward'; }"""
OTHER = """(before) => { const box = document.querySelector('.st-key-question'), h = box && box.querySelector('h2');
    const drawn = box && !document.querySelector('[data-stale=true] h2');
    return drawn && (!h || h.innerText.replace(/\\s+/g, ' ').trim() !== before); }"""
"""Whether another question stands in the box, or none, and it is drawn anew."""
_SCOPE = "[data-testid='stSidebarNav'] a[href$='/scope']"


@dataclass
class Walk:
    """How far a walk came: what was asked, the seconds of a person, and those of waiting for the page."""

    asked: list[str] = field(default_factory=list)
    person: float = 0.0
    waited: float = 0.0
    keys: int = 0
    verdict: str = ""
    export: str = ""

    @property
    def seconds(self) -> float:
        """From the first page to the exported result."""
        return self.person + self.waited

    def wait(self, until: Callable[[], object]) -> None:
        """Wait for the page, and count it."""
        begun = time.perf_counter()
        until()
        self.waited += time.perf_counter() - begun

    def read(self, text: str) -> None:
        """Read a text at the pace of the model."""
        chinese = len(_CHINESE.findall(text))
        self.person += chinese / CHARACTERS + len(_CHINESE.sub(" ", text).split()) / WORDS


class Mouse:
    """Somebody who points and clicks."""

    def __init__(self, page: Any, walk: Walk) -> None:
        self.page, self.walk = page, walk

    def press(self, where: str) -> None:
        """Click what a selector names."""
        self.page.locator(where).first.click()
        self.walk.person += CLICK

    def type(self, where: str, text: str) -> None:
        """Type into a box."""
        self.press(where)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.walk.person += KEY * len(text)


class Keyboard(Mouse):
    """Somebody who has no mouse: Tab to a thing, Enter to press it."""

    def press(self, where: str) -> None:
        """Go to what a selector names and press Enter."""
        self._go(where)
        self._key("Enter")

    def type(self, where: str, text: str) -> None:
        """Go to a box and type."""
        self._go(where)
        self._key("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.walk.person += KEY * len(text)

    def _go(self, where: str) -> None:
        self.page.locator(where).first.wait_for()
        for _ in range(MOST_TABS):
            way = self.page.evaluate(_TO, where)
            if way == "here":
                return
            self._key("Tab" if way == "forward" else "Shift+Tab")
        raise AssertionError(f"{where} was not reached by {MOST_TABS} tabs")

    def _key(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.walk.keys += 1
        self.walk.person += KEY


def walk(page: Any, address: str, persona: Persona, scope: Scope, hand: type[Mouse] = Mouse) -> Walk:
    """Take a persona from the first page to an exported result.

    Raises:
        AssertionError: a thing cannot be reached or a question is none of the corpus.
    """
    page.set_default_timeout(PATIENCE)
    gone = Walk()
    own = hand(page, gone)
    gone.wait(lambda: (page.goto(address), page.locator(_SCOPE).wait_for()))
    own.press(_SCOPE)
    gone.wait(lambda: page.locator(".st-key-question h2").wait_for())
    names = {" ".join(fact.ask(persona.language).split()): name for name, fact in scope.facts.items()}
    while (question := asked(page)) is not None:
        gone.read(question)
        gone.asked.append(names[question])
        answer(own, gone.asked[-1], persona.knows)
        gone.wait(lambda before=question: page.wait_for_function(OTHER, arg=before))  # type: ignore[misc]
    gone.verdict = " ".join(page.locator(".st-key-verdict").inner_text().split())
    gone.read(gone.verdict)
    gone.export = take(own)
    return gone


def asked(page: Any) -> str | None:
    """The question in hand, None where there is none."""
    heading = page.locator(".st-key-question h2")
    return " ".join(heading.inner_text().split()) if heading.count() else None


def answer(hand: Mouse, fact: str, knows: Mapping[str, bool | int]) -> None:
    """Answer the question in hand with what the persona knows."""
    value = knows.get(fact)
    if isinstance(value, int) and not isinstance(value, bool):
        hand.type(f".st-key-count-{fact} input", str(value))
        hand.press(".st-key-use_number button")
        return
    hand.press(f".st-key-say-{'unknown' if value is None else 'yes' if value else 'no'} button")


def take(hand: Mouse, suffix: str = "md") -> str:
    """Take the result away as a file, and return its text."""
    hand.press(".st-key-take-away summary")
    button = f".st-key-take-{suffix} button"
    hand.page.locator(button).wait_for()
    begun = time.perf_counter()
    taken = downloaded(hand.page, lambda: hand.press(button))
    text = Path(taken.path()).read_text(encoding="utf-8")
    hand.walk.waited += time.perf_counter() - begun
    return text
