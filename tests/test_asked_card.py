"""Who issued an instrument, when and under which number: told from its card, and only where nothing else is asked."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.answer import Status
from banfa.asked_card import asks_card
from banfa.assistant import Assistant
from banfa.card_told import told_of
from banfa.corpus import Corpus

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "Which agencies issued the Interim Measures?",
        "How many bodies jointly issued the Labelling Measures?",
        "Who adopted the PIPL?",
        "When were the Deep Synthesis Provisions published, and by whom?",
        "What is the order number of the deep synthesis provisions?",
        "暂行办法由哪些部门发布？",
        "暂行办法是哪几家发的？",
        "个人信息保护法是谁制定的？",
        "标识办法是哪年哪月公布的？",
    ],
)
def test_the_card_is_asked_for(assistant: Assistant, text: str) -> None:
    assert asks_card(assistant.understand(text, DAY))


@pytest.mark.parametrize(
    "text",
    [
        "Which authorities issue filing numbers under the Algorithm Provisions?",
        "Who published the fake news that the Deep Synthesis Provisions forbid users to spread?",
        "Which departments supervise generative AI under the Interim Measures?",
        "Who issued the filing number?",
        "When was article 17 of the Interim Measures adopted?",
        "哪些部门负责监管《暂行办法》规定的服务？",
        "暂行办法要求谁发布服务规则？",
    ],
)
def test_something_else_is_asked_for(assistant: Assistant, text: str) -> None:
    assert not asks_card(assistant.understand(text, DAY))


def test_the_answer_names_all_bodies_the_number_and_the_days(assistant: Assistant) -> None:
    reply = assistant.ask("Which agencies issued the Interim Measures?", DAY)
    assert reply.status is Status.ANSWERED
    for told in ("(7 bodies)", "Order No. 15", "published on 13 Jul 2023", "in force since 15 Aug 2023", "Ministry of Education"):
        assert told in reply.opening
    assert [c.locator for claim in reply.claims for c in claim.citations] == ["art_24"]


def test_a_part_of_a_question_is_told_it_beside_the_answer(assistant: Assistant) -> None:
    reply = assistant.ask("暂行办法是哪几家发的？训练数据要满足哪些要求？", DAY)
    assert any("共7个部门联合发布" in remark.text for remark in reply.remarks if remark.kind == "part")


def test_numbers_are_written_as_in_chinese(corpus: Corpus) -> None:
    cards = corpus.instruments
    assert "（第15号令）" in told_of(cards["cn-genai-measures"], "zh")
    assert "（国务院令第790号）" in told_of(cards["cn-network-data"], "zh")
    assert "（国信办通字〔2025〕2号）" in told_of(cards["cn-labelling"], "zh")
    assert "（欧盟第2024/1689号条例）" in told_of(cards["eu-ai-act"], "zh")


def test_what_a_card_does_not_have_is_left_out(corpus: Corpus) -> None:
    assert told_of(corpus.instruments["cn-pipl"], "en") == (
        "Personal Information Protection Law of the People's Republic of China: issued by Standing Committee of the National "
        "People's Congress, adopted on 20 Aug 2021, in force since 1 Nov 2021."
    )
