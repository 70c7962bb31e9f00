"""Yes and no: what a question denies, and which corrections may keep their "no"."""

from __future__ import annotations

import pytest

from banfa.polarity import asks_to_be_free, denies, without_flat_no


@pytest.mark.parametrize(
    "text",
    [
        "API suppliers are not providers.",
        "We supply by API. Don't the rules leave us alone?",
        "Are only text bots covered?",
        "只有文字机器人才管。",
        "提供接口的不算提供者？",
    ],
)
def test_what_is_said_or_asked_of_not_or_only_is_a_denial(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize("text", ["Are we a provider?", "We are not big. Are we a provider?", "我们算不算提供者？", ""])
def test_a_plain_question_is_none_and_its_last_sentence_counts(text: str) -> None:
    assert not denies(text)


def test_only_a_no_that_stands_alone_is_taken_away() -> None:
    assert without_flat_no("No. The definition includes it.") == "The definition includes it."
    assert without_flat_no("不是。定义包括它。") == "定义包括它。"
    assert without_flat_no("No number of hours is in the text.") == "No number of hours is in the text."


def test_who_asks_to_be_let_off_is_known_from_who_asks_whether_rules_apply() -> None:
    assert asks_to_be_free("Are we exempt from the Measures?")
    assert not asks_to_be_free("Are we subject to the Measures?")
