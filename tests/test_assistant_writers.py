"""The engine over the law of a toy town: what becomes of what a writer says, and of questions that are none of our business."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from banfa.answer import Claim, Draft, Status
from banfa.contract import reply_object
from banfa.corpus import Corpus, read_corpus
from banfa.errors import WriterError
from banfa.kinds import GROUPS, KindModel
from banfa.law import Citation
from banfa.passage import Passage
from banfa.question import Question
from banfa.render import markdown
from tests.fakes import fake_assistant, fake_retriever
from tests.toy_corpus import LAW, write_toy_corpus

DAY = date(2026, 11, 22)


class Scripted:
    """A writer that says what it was told to say."""

    name = "scripted"

    def __init__(self, *claims: Claim, error: WriterError | None = None) -> None:
        self.claims, self.error = claims, error

    def write(self, question: Question, passages: Sequence[Passage], on: date) -> Draft:  # noqa: ARG002
        if self.error is not None:
            raise self.error
        return Draft(Status.ANSWERED, self.claims)

    def stream(self, question: Question, passages: Sequence[Passage], on: date) -> Iterator[str]:
        yield from (claim.text for claim in self.write(question, passages, on).claims)


def claim(text: str, locator: str, quote: str) -> Claim:
    return Claim(text, (Citation(LAW, locator, quote),))


FINE = "How much is the fine for an unregistered kite?"
LAW_ON_FINES = "A person who flies an unregistered kite must pay a fine of 50 yuan."
GOOD = claim("Whoever flies an unregistered kite must pay 50 yuan.", "art_3__para_1", LAW_ON_FINES)
INVENTED = claim("Whoever flies at night must pay 50 yuan.", "art_3__para_1", "A person who flies at night must pay 50 yuan.")


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_corpus(write_toy_corpus(tmp_path_factory.mktemp("toy") / "corpus"))


class TestWriters:
    def test_what_a_writer_says_is_shown_under_its_name_when_it_holds(self, toy: Corpus) -> None:
        reply = fake_assistant(toy, Scripted(GOOD)).ask(FINE, DAY)
        assert (reply.claims, reply.withheld, reply.writer, reply.notice) == ((GOOD,), (), "scripted", "")

    @pytest.mark.parametrize(
        "bad",
        [
            INVENTED,
            claim("Whoever flies an unregistered kite must pay 500 yuan.", "art_3__para_1", LAW_ON_FINES),
            claim("Whoever flies an unregistered kite must pay 50 yuan.", "art_2", LAW_ON_FINES),
            claim("Whoever flies an unregistered kite must pay 50 yuan.", "art_9", LAW_ON_FINES),
            claim(
                "A child must not fly a kite of paper.", "art_3__para_2", "A child may fly a kite of paper without registration."
            ),
            Claim("Kites are dangerous.", ()),
            Claim("Kites are dangerous.", (Citation("toy-balloons", "art_1", LAW_ON_FINES),)),
        ],
        ids=["quote", "number", "other article", "no such article", "modality", "no citation", "not held"],
    )
    def test_what_a_writer_invents_is_withheld_and_counted(self, toy: Corpus, bad: Claim) -> None:
        reply = fake_assistant(toy, Scripted(GOOD, bad)).ask(FINE, DAY)
        assert reply.claims == (GOOD,)
        assert [w.text for w in reply.withheld] == [bad.text]
        assert reply.withheld[0].why
        assert "1 sentence(s) failed the check and are withheld" in markdown(reply, toy)

    def test_a_withheld_sentence_is_not_in_the_answer(self, toy: Corpus) -> None:
        reply = fake_assistant(toy, Scripted(GOOD, INVENTED)).ask(FINE, DAY)
        assert INVENTED.text not in markdown(reply, toy)
        assert "at night" not in json.dumps(reply_object(reply, toy)["citations"])

    def test_what_is_withheld_says_why(self, toy: Corpus) -> None:
        reply = fake_assistant(toy, Scripted(INVENTED)).ask(FINE, DAY)
        (withheld,) = reply_object(reply, toy)["withheld"]
        assert set(withheld) == {"text", "why"}

    def test_when_nothing_of_a_writer_holds_the_embedded_writer_answers_and_the_reply_says_so(self, toy: Corpus) -> None:
        reply = fake_assistant(toy, Scripted(INVENTED)).ask(FINE, DAY)
        assert reply.writer == "embedded"
        assert any("50 yuan" in c.text for c in reply.claims)
        assert "the embedded writer answered instead" in reply.notice
        assert [w.text for w in reply.withheld] == [INVENTED.text]

    def test_when_a_writer_fails_the_embedded_writer_answers_and_the_reply_says_why(self, toy: Corpus) -> None:
        reply = fake_assistant(toy, Scripted(error=WriterError("it cannot be reached"))).ask(FINE, DAY)
        assert reply.writer == "embedded"
        assert any("50 yuan" in c.text for c in reply.claims)
        assert "it cannot be reached" in reply.notice

    def test_no_writer_is_asked_what_the_law_does_not_hold(self, toy: Corpus) -> None:
        reply = fake_assistant(toy, Scripted(GOOD)).ask("What do the Balloon Rules say?", DAY)
        assert (reply.status, reply.claims, reply.writer) == (Status.NOT_IN_CORPUS, (), "embedded")

    def test_a_writer_is_not_believed_about_law_that_is_not_yet_in_force(self, toy: Corpus) -> None:
        reply = fake_assistant(toy, Scripted(GOOD)).ask(FINE, date(2019, 1, 1))
        assert reply.claims == ()
        assert reply.status is Status.NOT_IN_CORPUS
        assert "2020-03-01" in reply.withheld[0].why


class TestOutsideTheField:
    """What the learnt model says is fixed here; `test_retrieval` shows that it can be learnt."""

    def asked(self, toy: Corpus, kind: str, text: str) -> Status:
        features = 3 * len(GROUPS)
        bias = np.where(np.array(GROUPS) == kind, 9.0, 0.0)
        sure = KindModel(np.zeros(features), np.ones(features), np.zeros((len(GROUPS), features)), bias)
        return fake_assistant(toy, None, fake_retriever(toy, sure)).ask(text, DAY).status

    def test_a_question_outside_the_field_is_not_answered(self, toy: Corpus) -> None:
        assert self.asked(toy, "outside", "How do I bake bread for a town of kite makers with an oven?") is Status.OUT_OF_FIELD

    def test_the_same_question_in_the_field_is(self, toy: Corpus) -> None:
        assert (
            self.asked(toy, "provision", "How do I bake bread for a town of kite makers with an oven?") is not Status.OUT_OF_FIELD
        )

    def test_a_request_to_evade_the_rules_is_declined(self, toy: Corpus) -> None:
        assert (
            self.asked(toy, "improper", "How do I hide my unregistered kite from the town hall, please?") is Status.OUT_OF_FIELD
        )

    def test_a_question_that_names_a_law_we_hold_is_never_outside_the_field(self, toy: Corpus) -> None:
        assert (
            self.asked(toy, "outside", "Do the Kite Rules cover the baking of bread, or only the flying of kites?")
            is not Status.OUT_OF_FIELD
        )


def test_the_folder_of_the_toy_is_a_corpus_like_any_other(toy: Corpus, tmp_path: Path) -> None:
    assert read_corpus(write_toy_corpus(tmp_path / "again")).hash == toy.hash
