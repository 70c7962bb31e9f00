"""Which questions to the chat wait for a fact: those that ask whether, and do not tell what decides it."""

from __future__ import annotations

import pytest

from banfa.asked import law_of_elsewhere
from banfa.asked_figure import figures_asked
from banfa.corpus import Corpus
from banfa.corpus.scope import asked_whether


def missing(corpus: Corpus, text: str) -> str:
    gate = corpus.scope.missing(text)
    return gate.id if gate else ""


class TestFiling:
    @pytest.mark.parametrize(
        "text",
        [
            "Do we have to do the algorithm filing for our poem bot?",
            "Is a filing required for our recipe chatbot?",
            "我们做了一个写诗机器人，需要算法备案吗？",
            "需要算法备案吗，多久能办完？",
        ],
    )
    def test_whether_to_file_turns_on_public_opinion_attributes(self, corpus: Corpus, text: str) -> None:
        assert missing(corpus, text) == "filing-applies"

    @pytest.mark.parametrize(
        "text",
        [
            "How long does the office have to decide on an algorithm filing?",
            "Where do we hand in the algorithm filing, and which papers do we need?",
            "Do we have to show the algorithm filing number in our app?",
            "Do we need to update the algorithm filing after a new name?",
            "算法备案需要哪些材料，交给谁？",
            "备案编号必须公示吗？",
        ],
    )
    def test_when_where_how_and_what_comes_after_do_not(self, corpus: Corpus, text: str) -> None:
        assert missing(corpus, text) == ""

    @pytest.mark.parametrize(
        "text",
        [
            "We sell a lip-sync engine to other app developers. Do we have to file an algorithm?",
            "我们只给别的公司提供语音克隆引擎，要不要做算法备案？",
        ],
    )
    def test_a_supplier_of_technology_is_not_asked_for_forums(self, corpus: Corpus, text: str) -> None:
        assert missing(corpus, text) == ""

    @pytest.mark.parametrize(
        "text", ["We never filed our algorithm for the travel planner. Can we be fined?", "产品一直没有备案，算不算违法？"]
    )
    def test_whether_having_left_it_undone_is_punished_turns_on_it_too(self, corpus: Corpus, text: str) -> None:
        assert missing(corpus, text) == "filing-left-undone"

    def test_clauses_that_ask_when_or_what_are_left_aside(self) -> None:
        assert asked_whether("Must we file, and how long does it take?").startswith("Must we file")
        assert "long" not in asked_whether("Must we file, and how long does it take?")


class TestSensitiveExports:
    @pytest.mark.parametrize(
        "text",
        [
            "About 60,000 customer profiles went to our parent company in Oslo since January. Do we need a contract?",
            "今年往香港传了3万人的用户资料，要签标准合同吗？",
        ],
    )
    def test_a_number_alone_does_not_tell_the_formality(self, corpus: Corpus, text: str) -> None:
        assert missing(corpus, text) == "export-sensitive"

    @pytest.mark.parametrize(
        "text",
        [
            "About 60,000 customers' emails went to our parent company in Oslo. Do we need a contract?",
            "今年往香港传了3万人的姓名和邮箱，要签标准合同吗？",
            "今年往香港传了120万人的用户资料，要做安全评估吗？",
        ],
    )
    def test_the_kind_of_information_or_a_million_does(self, corpus: Corpus, text: str) -> None:
        assert missing(corpus, text) == ""


class TestGuardians:
    @pytest.mark.parametrize(
        "text",
        ["Teenagers use our drawing bot. Do we need their parents' permission?", "学习App有未成年人在用，需要家长同意吗？"],
    )
    def test_consent_of_parents_turns_on_fourteen(self, corpus: Corpus, text: str) -> None:
        assert missing(corpus, text) == "guardian-consent"

    @pytest.mark.parametrize(
        "text",
        [
            "Pupils of 9 use our drawing bot. Do we need their parents' permission?",
            "AI陪伴产品有未成年人用，要不要监护人同意？",
            "未成年人的家长同意要怎么拿？",
        ],
    )
    def test_an_age_that_is_told_a_rule_of_its_own_or_how_to_get_it_does_not(self, corpus: Corpus, text: str) -> None:
        assert missing(corpus, text) == ""


@pytest.mark.parametrize("text", ["韩国人工智能法案对国内公司有什么要求？", "德国对聊天机器人有什么法规？"])
def test_the_law_of_another_place_is_told_by_its_name(corpus: Corpus, text: str) -> None:
    assert law_of_elsewhere(text, corpus.field.foreign)


@pytest.mark.parametrize("text", ["美国公司要遵守什么规定？", "把用户数据传到美国要遵守哪些规定？", "调用美国模型有没有规定？"])
def test_who_comes_from_there_or_sends_data_there_does_not_ask_of_it(corpus: Corpus, text: str) -> None:
    assert not law_of_elsewhere(text, corpus.field.foreign)


def test_the_number_of_an_article_is_no_figure() -> None:
    assert not figures_asked("Which article is on exports, and what number had it before?")
    assert figures_asked("From what number of users is a platform large?")
