"""A message that asks several things: what its answer as a whole passes over is looked up part by part."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from banfa.assistant import Assistant
from banfa.corpus import Corpus, read_corpus
from banfa.locator import article_of
from banfa.parts import parts_of
from banfa.question import clean
from banfa.render import markdown
from banfa.routes import OutsideField
from tests.fakes import fake_assistant
from tests.toy_corpus import write_toy_corpus

DAY = date(2026, 11, 23)
KITE, BALLOON = "Do I have to register my red kite with the town?", "How much is the fine for a balloon without a string?"


def words(corpus: Corpus, text: str) -> list[str]:
    return [part.words for part in parts_of(clean(text), corpus.field.matter)]


class TestTheParts:
    def test_are_the_sentences_that_ask(self, corpus: Corpus) -> None:
        text = "We run an app store. Must we check the AI side of an app? Who pays the fine if nobody does?"
        assert words(corpus, text) == ["Must we check the AI side of an app?", "Who pays the fine if nobody does?"]
        assert words(corpus, "备案要多久？变更了要不要再报一次？") == ["备案要多久?", "变更了要不要再报一次?"]

    def test_are_the_questions_joined_in_one_sentence(self, corpus: Corpus) -> None:
        assert words(corpus, "How long do they have to decide, and what if one of the papers is missing?") == [
            "How long do they have to decide",
            "what if one of the papers is missing?",
        ]
        assert words(corpus, "用户要求删除记录，必须删吗，不删要不要讲理由？") == [
            "用户要求删除记录，必须删吗",
            "不删要不要讲理由?",
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "What does article 17 of the Interim Measures say?",
            "When and where do we file?",
            "We are a school. Our pupils use a chatbot and write essays with it. Which rules apply to us?",
            "哪些内容要加标识？",
            "1? 2? 3? 4? 5? 6?",
        ],
    )
    def test_are_none_where_one_thing_is_asked_or_far_too_many(self, corpus: Corpus, text: str) -> None:
        assert words(corpus, text) == []

    def test_stand_with_what_the_message_tells(self, corpus: Corpus) -> None:
        text = "Our photo app swaps faces. Whose permission is needed for that, and does the feature need a test before launch?"
        assert all(part.standing.startswith("Our photo app swaps faces. ") for part in parts_of(text, corpus.field.matter))

    def test_stand_with_the_part_before_where_they_lean_on_it(self, corpus: Corpus) -> None:
        first, second = parts_of(clean("算法备案信息变更以后几天内要办手续？不改会怎么样？"), corpus.field.matter)
        assert second.standing == first.words + second.words


class TestTheAnswer:
    def test_of_two_fields_answers_the_one_and_declines_the_other_by_its_words(
        self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tax = "And what rate of corporate income tax does a bakery in Lyon pay on its profits?"
        filing = "How many days after launch must we complete the algorithm filing?"
        compound = assistant._compound
        routed = compound._routed
        monkeypatch.setattr(compound, "_routed", lambda q: (OutsideField(False), []) if "bakery" in q.text else routed(q))
        question = assistant.understand(f"{tax} {filing}", DAY)
        told = [remark.text for remark in compound.beside(question, set()).remarks]
        assert told == [f"On “{tax}”: that lies outside what Banfa covers."]
        part = compound.in_the_field(question)
        assert part is not None
        assert part.text == filing

    def test_says_of_a_claim_which_part_it_answers(self, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
        compound = assistant._compound
        monkeypatch.setattr(compound, "_doubted", lambda _: False)
        monkeypatch.setattr(compound, "_ahead", 0.0)
        first, second = (
            "Which label does an AI-generated video need?",
            "Which content must a chatbot provider not generate at all?",
        )
        found = compound.beside(assistant.understand(f"{first} {second}", DAY), set()).claims
        assert found
        assert {claim.on for claim in found} <= {first, second}
        cited = {(c.instrument, article_of(c.locator)) for claim in found for c in claim.citations}
        assert compound.beside(assistant.understand(f"{first} {second}", DAY), cited).claims == ()

    def test_of_one_question_has_no_parts(self, assistant: Assistant) -> None:
        assert not any(claim.on for claim in assistant.ask("What must providers do about training data?", DAY).claims)

    def test_adds_the_article_that_only_one_part_is_about(self, tmp_path: Path) -> None:
        toy = fake_assistant(read_corpus(write_toy_corpus(tmp_path)))
        reply = toy.ask(f"{KITE} {BALLOON}", DAY)
        cited = {citation.locator.split("__")[0] for claim in reply.claims for citation in claim.citations}
        assert cited >= {"art_2", "art_3"}
        for claim in reply.claims:
            assert not claim.on or f"On “{claim.on}”:" in markdown(reply, toy.corpus)
