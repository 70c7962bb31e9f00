"""Six people walk through the scope check in Chromium, from the first page to an exported result, by mouse or by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from banfa.corpus import Corpus
from banfa.scope_questions import MOST_QUESTIONS
from tests.browser.chromium import CHROMIUM, MARKS, PATIENCE, SWITCHES
from tests.browser.scope_personas import PERSONAS, Persona
from tests.browser.scope_walk import OTHER, Keyboard, Mouse, Walk, answer, asked, walk
from tests.browser.serving import ROOT, serving

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: sh scripts/setup --dev")
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
WALKS = [(persona, (Mouse, Keyboard)[number % 2]) for number, persona in enumerate(PERSONAS)]
"""Each person by one hand; `scripts/walk` takes each by both."""

pytestmark = MARKS
Open = Callable[[str], Any]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page over the fakes."""
    folder = tmp_path_factory.mktemp("walked")
    with serving(ROOT / "tests" / "browser" / "page_on_fakes.py", folder, BANFA_DATA=str(folder)) as address:
        yield address


@pytest.fixture(scope="module")
def opened() -> Iterator[Open]:
    """Opens a page as a new visitor whose browser speaks a language."""
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=SWITCHES)

        def page(language: str) -> Any:
            made = browser.new_context(locale=LOCALES[language], accept_downloads=True).new_page()
            made.set_default_timeout(PATIENCE)
            return made

        yield page
        browser.close()


@pytest.mark.parametrize(("persona", "hand"), WALKS, ids=lambda one: getattr(one, "name", None) or one.__name__.lower())
def test_a_person_gets_from_the_first_page_to_an_exported_result(
    opened: Open, address: str, corpus: Corpus, persona: Persona, hand: type[Mouse]
) -> None:
    page = opened(persona.language)
    gone = walk(page, address, persona, corpus.scope, hand)
    page.context.close()
    assert 0 < len(gone.asked) <= MOST_QUESTIONS
    assert len(set(gone.asked)) == len(gone.asked)
    assert persona.verdict in gone.verdict
    assert corpus.scope.regimes[0].title(persona.language) in gone.export
    assert persona.verdict in gone.export


def test_by_keyboard_nothing_is_lost_on_the_way_back_and_a_skipped_or_wrong_answer_can_be_mended(
    opened: Open, address: str
) -> None:
    page = opened("en")
    page.goto(f"{address}/scope")
    page.locator(".st-key-question h2").wait_for()
    hand = _Counting(page)
    first = asked(page)
    answer(hand, "offered_to_public_in_mainland", {"offered_to_public_in_mainland": True})
    second = hand.moved_on_from(first)
    assert "Question 2 of at most 10" in page.locator(".st-key-question").inner_text()
    hand.press(".st-key-skip button")
    third = hand.moved_on_from(second)
    hand.press(".st-key-back button")
    assert hand.moved_on_from(third) == second
    hand.press(".st-key-back button")
    assert hand.moved_on_from(second) == first
    assert "Your answer so far: yes" in page.locator(".st-key-question").inner_text()
    hand.press(".st-key-say-no button")
    hand.moved_on_from(first)
    page.locator(".st-key-verdict").get_by_text("out of scope").first.wait_for()
    hand.press(".st-key-given summary")
    hand.press(".st-key-edit-offered_to_public_in_mainland button")
    page.locator(".st-key-question").get_by_text("Correct an answer").wait_for()
    hand.press(".st-key-say-yes button")
    page.locator(".st-key-verdict").get_by_text("undetermined").first.wait_for()
    page.context.close()


def test_a_description_that_contradicts_itself_is_shown_with_both_of_its_words(opened: Open, address: str) -> None:
    page = opened("en")
    page.goto(f"{address}/scope")
    box = page.locator(".st-key-description textarea")
    box.fill("A companion app for users in China that writes poems. It is no companion app.")
    page.locator(".st-key-read button").click()
    page.get_by_text("Your text says both").first.wait_for()
    page.locator(".st-key-confirm button").click()
    page.locator(".st-key-verdict").get_by_text("in scope").first.wait_for()
    page.context.close()


def test_a_chinese_visitor_who_clicks_at_once_stays_in_chinese(opened: Open, address: str) -> None:
    for _ in range(3):
        page = opened("zh")
        page.goto(f"{address}/scope")
        page.locator(".st-key-question h2").wait_for()
        before = asked(page)
        page.locator(".st-key-say-yes button").click()
        assert "生成" in _Counting(page).moved_on_from(before)
        page.context.close()


class _Counting(Keyboard):
    """A keyboard on a page where no time is taken."""

    def __init__(self, page: Any) -> None:
        super().__init__(page, Walk())

    def moved_on_from(self, question: str | None) -> str:
        """The question that comes after another."""
        self.page.wait_for_function(OTHER, arg=question)
        return asked(self.page) or ""
