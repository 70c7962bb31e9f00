"""What kind of thing a question asks for."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from banfa.asked import (
    asks_commencement,
    asks_for_a_list,
    asks_only_commencement,
    asks_sanction,
    asks_when,
    compares,
    wants_overview,
    wants_whole,
)
from banfa.asked_figure import figures_asked
from banfa.citing import Citator
from banfa.corpus import read_corpus
from banfa.question import Question, understand

CORPUS = Path(__file__).parents[1] / "corpus"


@cache
def citator() -> Citator:
    return Citator(read_corpus(CORPUS))


def read(text: str) -> Question:
    return understand(text, citator(), date(2026, 11, 23))


@pytest.mark.parametrize(
    "text", ["What are the Interim Measures?", "暂行办法是一部什么规定？", "Tell me about the Labelling Measures"]
)
def test_a_bare_name_wants_an_overview(text: str) -> None:
    assert wants_overview(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "What are the Interim Measures' rules on minors and addiction?",
        "What is a deepfake?",
        "暂行办法对训练数据标注有什么要求？",
    ],
)
def test_a_question_on_a_matter_wants_no_overview(text: str) -> None:
    assert not wants_overview(read(text))


@pytest.mark.parametrize(
    "text", ["When did the PIPL come into force?", "标识办法从哪天开始施行？", "Were the labelling rules in force in July 2025?"]
)
def test_since_when_something_is_the_law(text: str) -> None:
    assert asks_commencement(read(text))


@pytest.mark.parametrize(
    "text", ["What is the fine for that?", "不备案会怎么样？", "What are the consequences of non-compliance?"]
)
def test_what_a_breach_leads_to(text: str) -> None:
    assert asks_sanction(read(text))


@pytest.mark.parametrize("text", ["May we fine-tune on chats?", "数据标注要培训吗？", "It works fine-tuned, do we file?"])
def test_fine_tuning_is_no_fine(text: str) -> None:
    assert not asks_sanction(read(text))


def test_two_things_side_by_side() -> None:
    assert compares(read("How do the Interim Measures compare to the EU AI Act?"))
    assert compares(read("中国和欧盟的标识义务有什么不同？"))
    assert not compares(read("Do we have to label the pictures?"))


@pytest.mark.parametrize(
    "text", ["Since when have the PIPL and the Labelling Measures been in force?", "暂行办法和标识办法分别什么时候开始施行？"]
)
def test_the_days_of_named_laws_may_be_all_that_is_asked(text: str) -> None:
    assert asks_only_commencement(read(text))


@pytest.mark.parametrize("text", ["When do the high-risk rules of the EU AI Act start to apply?", "标识办法生效后平台要做什么？"])
def test_a_day_may_be_asked_of_a_part_or_only_spoken_of(text: str) -> None:
    assert asks_commencement(read(text))
    assert not asks_only_commencement(read(text))


def test_to_speak_of_a_law_in_force_is_not_to_ask_for_its_day() -> None:
    assert asks_when(read("When did the Labelling Measures enter into force?"))
    assert not asks_when(read("Now that the Labelling Measures are in force, must a platform check metadata?"))


@pytest.mark.parametrize(
    "text", ["What does article 17 of the Interim Measures say?", "暂行办法第九条的内容是什么？", "PIPL art 38"]
)
def test_an_article_asked_for_by_its_number_is_wanted_whole(text: str) -> None:
    assert wants_whole(read(text))


@pytest.mark.parametrize(
    "text", ["Does article 17 of the Interim Measures concern an internal chatbot?", "暂行办法第九条有没有提到服务协议？"]
)
def test_of_an_article_asked_about_on_a_point_the_point_is_wanted(text: str) -> None:
    assert not wants_whole(read(text))


@pytest.mark.parametrize(
    "text",
    ["How many kinds of label are there?", "Which cases call for an assessment?", "列了几类不良信息？", "哪些情形不适用？"],
)
def test_which_or_how_many_kinds_asks_for_the_list(text: str) -> None:
    assert asks_for_a_list(read(text))


@pytest.mark.parametrize("text", ["What kind of label does an image need?", "我们属于这一类吗？", "How many days do we have?"])
def test_one_kind_or_a_number_of_something_else_does_not(text: str) -> None:
    assert not asks_for_a_list(read(text))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("How long must logs be kept?", "month"),
        ("By when must we file?", "working_day"),
        ("多久审计一次？", "year"),
        ("How high is the maximum fine?", "money"),
        ("违反了罚多少？", "money"),
        ("What percentage must be sampled?", "percent"),
    ],
)
def test_the_unit_of_a_figure_that_is_asked_for_is_known(text: str, unit: str) -> None:
    assert unit in figures_asked(text)


def test_who_asks_for_no_figure_is_asked_for_none() -> None:
    assert not figures_asked("Must logs be kept?")
