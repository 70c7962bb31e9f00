"""A turn that leans on the one before it is made to stand alone; one that stands alone is left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from banfa.answer import Draft, Status
from banfa.assistant import Assistant
from banfa.contract import reply_object
from banfa.corpus import Corpus
from banfa.embedded import EmbeddedWriter
from banfa.followup import leans, standing
from banfa.passage import Passage
from banfa.question import Question
from banfa.render import markdown
from banfa.retrieval import HybridRetriever
from tests.fakes import fake_assistant

DAY = date(2026, 11, 23)
AUDIO = "Do we have to put a visible label on AI-generated audio?"
FILING = "算法备案要在什么时候办？"


def stood(corpus: Corpus, *turns: str, cited: tuple[str, ...] = ()) -> str:
    return standing(turns, corpus.field.matter, lambda _: cited).text


class Counting:
    """Writes as the embedded writer does and keeps what it was asked."""

    name = "counting"

    def __init__(self, honest: EmbeddedWriter) -> None:
        self._honest = honest
        self.asked: list[str] = []

    def write(self, question: Question, passages: Sequence[Passage], on: date) -> Draft:
        self.asked.append(question.text)
        return self._honest.write(question, passages, on)

    def stream(self, question: Question, passages: Sequence[Passage], on: date) -> Iterator[str]:
        return self._honest.stream(question, passages, on)


class TestWhatLeans:
    @pytest.mark.parametrize(
        "turn",
        [
            "And on text?",
            "what about minors",
            "Why?",
            "By whom?",
            "And if we lied in the papers?",
            "What if we don't agree with the outcome?",
            "Does it apply to schools too?",
            "How long does that take?",
            "Is that also true for start-ups?",
            "We'll open it to customers in Beijing next spring. Then?",
            "what about the second one",
            "那注销呢？",
            "罚多少？",
            "Which fines?",
            "要是造成大量泄露呢？",
            "它管不管学校？",
            "第二个呢",
            "为什么？",
        ],
    )
    def test_an_ellipsis_or_a_word_that_points_back(self, corpus: Corpus, turn: str) -> None:
        assert leans(turn, corpus.field.matter)

    @pytest.mark.parametrize(
        "turn",
        [
            AUDIO,
            "Which article of the Interim Measures deals with minors?",
            "Is it true that providers must keep logs for three years under the Interim Measures?",
            "Our app writes poems for children in Chengdu. Does it need a label?",
            "How long does it take to file an algorithm with the CAC?",
            "Which rule bans marketing to minors by automated decisions, and what fine attaches to it?",
            FILING,
            "我们App里加了个能聊天的虚拟角色，今年7月开始的那个新办法管得到它吗？",
            "暂行办法第四条一共列了几项要求？其中第二项讲的是什么？",
        ],
    )
    def test_not_a_question_that_says_what_it_is_about(self, corpus: Corpus, turn: str) -> None:
        assert not leans(turn, corpus.field.matter)

    def test_no_question_of_a_first_turn(self, assistant: Assistant) -> None:
        assert assistant.ask("And on text?", DAY).standing == ""


class TestTheStandingQuestion:
    def test_has_the_new_word_in_the_place_of_its_like(self, corpus: Corpus) -> None:
        assert stood(corpus, AUDIO, "And on text?") == AUDIO.replace("audio", "text")
        assert stood(corpus, "欧盟要求对深度伪造内容作披露吗？", "中国呢？") == "中国要求对深度伪造内容作披露吗？"

    def test_is_the_two_together_where_nothing_takes_the_place_of_another(self, corpus: Corpus) -> None:
        assert stood(corpus, FILING, "那注销呢？") == f"{FILING}那注销呢？"

    def test_keeps_what_was_exchanged_for_the_turn_after_it(self, corpus: Corpus) -> None:
        assert stood(corpus, AUDIO, "And on text?", "By when?") == f"{AUDIO.replace('audio', 'text')} By when?"

    def test_does_not_exchange_a_word_in_a_turn_that_says_more(self, corpus: Corpus) -> None:
        told = "平台核验到元数据里写明是AI生成的，该怎么处理？"
        assert stood(corpus, told, "没有的话，作者自己说是AI做的呢？") == f"{told}没有的话，作者自己说是AI做的呢？"

    def test_names_what_a_turn_counts_to(self, corpus: Corpus) -> None:
        cited = ("Labelling Measures art 4", "Labelling Measures art 5")
        assert "the second one (Labelling Measures art 5)" in stood(corpus, AUDIO, "What about the second one?", cited=cited)
        assert "第二个（标识办法第五条）" in stood(corpus, FILING, "第二个呢？", cited=("标识办法第四条", "标识办法第五条"))

    def test_leaves_a_count_beyond_what_was_cited(self, corpus: Corpus) -> None:
        assert stood(corpus, AUDIO, "And the fourth one?", cited=("only this",)) == f"{AUDIO} And the fourth one?"

    def test_forgets_what_came_before_a_turn_that_stands_alone(self, corpus: Corpus) -> None:
        assert stood(corpus, AUDIO, FILING, "那注销呢？") == f"{FILING}那注销呢？"


class TestAskedOfTheEngine:
    def test_the_reply_shows_how_it_was_read_at_every_door(self, assistant: Assistant, corpus: Corpus) -> None:
        reply = assistant.ask("And on text?", DAY, earlier=[AUDIO])
        assert reply.question == "And on text?"
        assert reply.standing == AUDIO.replace("audio", "text")
        assert markdown(reply, corpus).startswith(f"_Read as: {reply.standing}_")
        assert reply_object(reply, corpus)["standing"] == reply.standing

    def test_what_is_found_is_what_the_standing_question_finds(self, assistant: Assistant) -> None:
        reply, alone = assistant.ask("And on text?", DAY, earlier=[AUDIO]), assistant.ask(AUDIO.replace("audio", "text"), DAY)
        assert (reply.claims, reply.passages) == (alone.claims, alone.passages)

    def test_it_is_told_with_the_marks_of_chinese(self, assistant: Assistant) -> None:
        said = assistant.ask("那变更呢？", DAY, earlier=["我们的算法要在什么时候备案？"]).standing
        assert said == "我们的算法要在什么时候备案？那变更呢？"

    def test_what_the_second_one_is_asks_no_chat_model(self, corpus: Corpus, retriever: HybridRetriever) -> None:
        writer = Counting(EmbeddedWriter(corpus, retriever.finder.weights))
        reply = fake_assistant(corpus, writer, retriever).ask("What about the second one?", DAY, earlier=[AUDIO])
        assert re.search(r"the second one \(.+ (?:art|cl) \S+\)", reply.standing)
        assert writer.asked == [reply.standing]

    def test_it_is_answered_in_the_language_of_the_turn(self, assistant: Assistant) -> None:
        assert assistant.ask("那文字呢？", DAY, earlier=[AUDIO]).language == "zh"

    def test_a_turn_that_stands_alone_gets_the_reply_that_it_always_gets(self, assistant: Assistant) -> None:
        reply = assistant.ask(FILING, DAY, earlier=[AUDIO])
        assert (reply.standing, reply.claims) == ("", assistant.ask(FILING, DAY).claims)

    def test_empty_and_endless_turns_before_it_do_no_harm(self, assistant: Assistant) -> None:
        assert assistant.ask("And on text?", DAY, earlier=["", "  ", "x" * 50_000]).status in Status
