"""What is told of citations that lead nowhere, and that what does resolve is answered one by one, in the order asked."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.answer import Reply
from banfa.assistant import Assistant

DAY = date(2026, 11, 22)


def ask(assistant: Assistant, text: str) -> Reply:
    return assistant.ask(text, DAY)


def cited(reply: Reply) -> list[str]:
    """The articles cited, in the order of the claims."""
    return list(dict.fromkeys(f"{c.instrument}:{c.locator.split('__')[0]}" for claim in reply.claims for c in claim.citations))


class TestOneByOne:
    @pytest.mark.parametrize(
        ("text", "articles"),
        [
            (
                "What do arts 9 and 14 of the Measures and art 10 of the deep-synthesis rules say?",
                ["cn-genai-measures:art_9", "cn-genai-measures:art_14", "cn-deep-synthesis:art_10"],
            ),
            (
                "《标识办法》第四条和《暂行办法》第十七条、第二条怎么规定的？",
                ["cn-labelling:art_4", "cn-genai-measures:art_17", "cn-genai-measures:art_2"],
            ),
            ("深度合成规定第十四条第二款与该条第一款说了什么？", ["cn-deep-synthesis:art_14"]),
        ],
    )
    def test_each_article_is_answered_in_the_order_of_the_question(
        self, assistant: Assistant, text: str, articles: list[str]
    ) -> None:
        reply = ask(assistant, text)
        assert reply.status.value == "answered"
        assert cited(reply) == articles

    def test_a_long_range_is_not_cut_to_the_usual_number_of_passages(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What do articles 2 to 17 of the Interim Measures say?")
        assert len(cited(reply)) == 16


class TestLeftAside:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                "What do article 24 of the Copyright Law and article 7 of the Measures require?",
                "It exists, but our corpus does not hold",
            ),
            ("What do Article 9 AI Act and Article 7 of the Measures require?", "holds only some articles of that instrument"),
            ("What do article 9 of the Tourism Law and article 7 of the Measures require?", "no instrument of that name"),
            ("旅游法第九条和暂行办法第七条有什么要求？", "不掌握名为“旅游法”的文件"),
        ],
    )
    def test_says_which_of_the_reasons_it_is_and_answers_the_rest(self, assistant: Assistant, text: str, said: str) -> None:
        reply = ask(assistant, text)
        assert "cn-genai-measures:art_7" in cited(reply)
        assert [said in remark.text for remark in reply.remarks if remark.kind == "unresolved"] == [True]

    def test_an_article_beyond_the_last_does_not_exist_and_the_other_is_answered(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What do articles 17 and 99 of the Interim Measures say?")
        assert reply.status.value == "premise_corrected"
        assert reply.opening.startswith("There is no Interim Measures art 99")
        assert cited(reply) == ["cn-genai-measures:art_17"]


class TestNothingResolved:
    @pytest.mark.parametrize(
        ("text", "status", "said"),
        [
            ("What does article 9 say?", "needs_fact", "of which instrument?"),
            ("第九条怎么规定的？", "needs_fact", "指哪一部文件"),
            (
                "What do the Interim Measures and the Labelling Measures say in article 9?",
                "needs_fact",
                "Labelling Measures art 9",
            ),
            ("旅游法第九条怎么规定的？", "not_in_corpus", "不掌握名为“旅游法”的文件"),
            ("What does article 24 of the Copyright Law say?", "not_in_corpus", "does not hold"),
        ],
    )
    def test_is_told_and_nothing_is_guessed(self, assistant: Assistant, text: str, status: str, said: str) -> None:
        reply = ask(assistant, text)
        assert (reply.status.value, reply.claims) == (status, ())
        assert said in reply.opening
