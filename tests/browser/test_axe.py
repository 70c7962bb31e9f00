"""Every page under axe-core, light and dark. `sh scripts/axe` fetches it; without it these are skipped."""

from __future__ import annotations

from typing import Any

import pytest

from banfa.settings import Settings
from tests.browser.chromium import MARKS, Visit, ask, chip, drawn
from tests.browser.page_names import PAGES

AXE = Settings.from_environment().data / "axe" / "package" / "axe.min.js"
OF_STREAMLIT = {("presentation-role-conflict", "stFileUploaderDropzone")}
"""What axe finds in Streamlit's own elements (docs/accessibility.md): the rule, and words of the element."""

pytestmark = [*MARKS, pytest.mark.skipif(not AXE.exists(), reason=f"{AXE} is not there: sh scripts/axe")]


def found(page: Any) -> list[str]:
    """What axe finds wrong, a line an element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)")
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in violations
        for node in rule["nodes"]
        if not any(rule["id"] == known and words in node["html"] for known, words in OF_STREAMLIT)
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong_with_a_page(visit: Visit, name: str, scheme: str) -> None:
    page = visit(PAGES[name], ready="h1")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.reload()
    page.locator("h1").first.wait_for()
    drawn(page)
    page.wait_for_timeout(500)
    assert found(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_an_answer_and_the_reading_room(visit: Visit, scheme: str) -> None:
    page = visit()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.reload()
    turn = ask(page, "What does article 17 of the Interim Measures say?")
    drawn(page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    assert found(page) == []
    follow_up = ask(page, "And article 4?")
    follow_up.get_by_text("Copy with citations").click()
    follow_up.get_by_test_id("stCode").wait_for()
    drawn(page)
    page.wait_for_timeout(500)
    assert found(page) == []
    chip(turn, "Interim Measures art 17").click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(800)
    assert found(page) == []
