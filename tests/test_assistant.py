"""The engine from question to checked reply: each kind of reply, what may be shown in it, and the forms in which it leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from banfa.answer import Claim, Draft, Reply, Status
from banfa.assistant import Assistant
from banfa.contract import reply_object
from banfa.corpus import Corpus, read_corpus
from banfa.errors import UsageError, WriterError
from banfa.kinds import GROUPS, KindModel
from banfa.law import Citation
from banfa.locator import article_number, article_of, pinpoint
from banfa.passage import Passage
from banfa.question import Question, language_of
from banfa.render import citations, markdown
from evals.gold import read_gold
from tests.fakes import fake_assistant, fake_retriever
from tests.toy_corpus import LAW, write_toy_corpus

DAY = date(2026, 11, 22)
BEFORE = date(2022, 6, 1)
MEASURES = "cn-genai-measures"
EVERY_KIND = (
    "What does article 17 of the Interim Measures say?",
    "What does article 30 of the Interim Measures say?",
    "What does the Data Security Law say about classification?",
    "Since Article 9 of the Algorithm Provisions governs filing within 10 working days, when is ours due?",
    "Only providers above a certain number of users need a security assessment.",
    "Must we file our algorithm?",
    "What are the Interim Measures?",
    "What exactly does public within the territory mean?",
    "hello",
    "需要做算法备案吗？",
    "《暂行办法》是什么？",
    "训练数据有什么要求？",
    "第十七条说的是什么？《暂行办法》",
)


def ask(assistant: Assistant, text: str, on: date = DAY) -> Reply:
    return assistant.ask(text, on)


class TestKindsOfReply:
    def test_an_article_that_does_not_exist_is_said_not_to_exist(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What does article 30 of the Interim Measures say?")
        assert reply.status is Status.PREMISE_CORRECTED
        assert "There is no Interim Measures art 30" in reply.opening
        assert "24 articles" in reply.opening

    def test_a_paragraph_that_does_not_exist_is_said_not_to_exist(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What does article 17 paragraph 5 of the Interim Measures say?")
        assert reply.status is Status.PREMISE_CORRECTED
        assert "no such paragraph or item" in reply.opening

    def test_an_instrument_that_is_not_held_is_named_with_its_address_and_not_answered_from_memory(
        self, assistant: Assistant
    ) -> None:
        reply = ask(assistant, "What does the Data Security Law say about classification?")
        assert reply.status is Status.NOT_IN_CORPUS
        assert "Data Security Law" in reply.opening
        assert any("http" in remark.text for remark in reply.remarks)
        assert reply.claims == ()

    def test_an_article_that_is_not_held_of_an_instrument_that_is_is_not_made_up(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What does article 9 of the Security Assessment Provisions say?")
        assert reply.status is Status.NOT_IN_CORPUS
        assert "only some articles" in reply.opening
        assert reply.claims == ()

    def test_a_topic_tied_to_the_wrong_article_is_led_to_the_right_one(self, assistant: Assistant) -> None:
        reply = ask(
            assistant, "Since Article 9 of the Algorithm Provisions governs filing within 10 working days, when is ours due?"
        )
        assert reply.status is Status.PREMISE_CORRECTED
        assert "not what Algorithm Provisions art 9 deals with; see Algorithm Provisions art" in reply.opening

    def test_a_mistaken_belief_that_is_stated_is_corrected(self, assistant: Assistant) -> None:
        reply = ask(assistant, "Only providers above a certain number of users need a security assessment.")
        assert reply.status is Status.PREMISE_CORRECTED
        assert "no user threshold" in reply.claims[0].text

    def test_the_same_belief_asked_as_yes_or_no_is_answered(self, assistant: Assistant) -> None:
        reply = ask(assistant, "Do only providers above a certain number of users need a security assessment?")
        assert reply.status is Status.ANSWERED
        assert "no user threshold" in reply.claims[0].text

    def test_a_question_that_turns_on_a_fact_asks_for_it_and_says_what_hangs_on_it(self, assistant: Assistant) -> None:
        reply = ask(assistant, "Must we file our algorithm?")
        assert reply.status is Status.NEEDS_FACT
        assert reply.opening.endswith("?")
        assert {c.instrument for c in citations(reply)} == {MEASURES, "cn-algorithm-recommendation"}

    def test_the_same_question_with_the_fact_is_not_asked_back(self, assistant: Assistant) -> None:
        assert ask(assistant, "Must we file the algorithm of our forum with comments?").status is not Status.NEEDS_FACT

    def test_a_question_what_an_instrument_is_gets_an_overview(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What are the Interim Measures?")
        assert reply.status is Status.ANSWERED
        assert "were issued by Cyberspace Administration of China" in reply.opening
        assert len(reply.claims) > 2

    def test_a_comparison_with_what_is_not_held_answers_one_side_and_says_so(self, assistant: Assistant) -> None:
        reply = ask(assistant, "Compare the Interim Measures with the EU AI Act.")
        assert reply.status is Status.ANSWERED
        assert {c.instrument for c in citations(reply)} == {MEASURES}
        assert any("not in our corpus" in remark.text for remark in reply.remarks)

    def test_what_the_text_leaves_open_is_said_to_be_open(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What exactly does public within the territory mean?")
        assert reply.status is Status.UNSETTLED
        assert reply.opening.startswith("The text does not settle this.")
        assert reply.claims, "what the text does say belongs into the reply"

    def test_a_greeting_is_greeted(self, assistant: Assistant) -> None:
        for text in ("hello", "你好"):
            assert ask(assistant, text).status is Status.OUT_OF_FIELD

    def test_an_article_that_is_asked_for_by_its_number_alone_is_given(self, assistant: Assistant, corpus: Corpus) -> None:
        for provision in corpus.provisions[::9]:
            card = corpus.instruments[provision.instrument]
            for text in (
                f"What does article {article_number(provision.locator)} of the {card.short_en} say?",
                f"{card.short_zh}{pinpoint(provision.locator, 'zh')}规定了什么？",
            ):
                reply = ask(assistant, text)
                assert reply.status is Status.ANSWERED, text
                assert {(c.instrument, article_of(c.locator)) for c in citations(reply)} == {
                    (provision.instrument, provision.locator)
                }

    def test_what_was_not_yet_the_law_on_the_day_is_said_not_to_be_the_law(self, assistant: Assistant) -> None:
        for text in (
            "What does article 17 of the Interim Measures say?",
            "What are the Interim Measures?",
            "《暂行办法》适用于我们吗？",
        ):
            reply = ask(assistant, text, BEFORE)
            assert (reply.status, reply.claims) == (Status.PREMISE_CORRECTED, ())
            assert "15 Aug 2023" in reply.opening or "2023年8月15日" in reply.opening
            assert ask(assistant, text, date(2023, 8, 15)).opening != reply.opening

    def test_what_was_the_law_on_the_day_is_answered_beside_what_was_not(self, assistant: Assistant) -> None:
        text = "Which of the Interim Measures and the Algorithm Provisions sets a deadline for filing an algorithm?"
        assert "cn-algorithm-recommendation" in {c.instrument for c in citations(ask(assistant, text, BEFORE))}


class TestQuestions:
    @pytest.mark.parametrize("text", ["", "  \n ", "?!", "\u200b\ufeff", "……？"])
    def test_an_empty_question_is_a_usage_error_that_shows_how_to_ask(self, assistant: Assistant, text: str) -> None:
        with pytest.raises(UsageError, match="Ask, for example"):
            ask(assistant, text)

    def test_a_very_long_question_is_read_in_part_and_the_reply_says_so(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What does article 24 of the Interim Measures say? " + "It is long. " * 3000)
        assert "only the first 20000 characters were read" in reply.notice
        assert "only the first 20000 characters were read" in markdown(reply, assistant.corpus)

    def test_a_question_of_ordinary_length_is_read_whole(self, assistant: Assistant) -> None:
        assert ask(assistant, EVERY_KIND[0]).notice == ""

    @pytest.mark.parametrize(
        "text", ["a\x00b what about labels?", "\ud83d\ude00 labels?", "<script>alert(1)</script> labels?", "%s {x} labels?"]
    )
    def test_odd_characters_do_no_harm(self, assistant: Assistant, text: str) -> None:
        assert ask(assistant, text).question == text


class TestWhatIsShown:
    def test_every_citation_is_verbatim_in_a_provision_in_force_that_day(self, assistant: Assistant, corpus: Corpus) -> None:
        texts = [*EVERY_KIND, *(q.question for q in read_gold(corpus)[::12]), *(m.asks_zh[0] for m in corpus.misbeliefs[::12])]
        seen = 0
        for text in texts:
            for on in (DAY, BEFORE):
                for citation in citations(ask(assistant, text, on)):
                    provision = corpus.provision(citation.instrument, citation.locator, on)
                    assert provision.effective <= on
                    assert citation.quote in provision.text_at(citation.locator), (text, citation)
                    seen += 1
        assert seen > 60

    def test_every_sentence_that_is_shown_has_a_citation(self, assistant: Assistant, corpus: Corpus) -> None:
        for text in (*EVERY_KIND, *(m.asks_en[0] for m in corpus.misbeliefs[::9])):
            assert all(claim.citations for claim in ask(assistant, text).claims)

    def test_before_their_day_nothing_of_the_interim_measures_is_cited(self, assistant: Assistant, corpus: Corpus) -> None:
        texts = (*EVERY_KIND, *(m.asks_en[0] for m in corpus.misbeliefs[::9]), *(p.asks_en[0] for p in corpus.open_points[::9]))
        for text in texts:
            reply = ask(assistant, text, BEFORE)
            assert reply.as_of == BEFORE
            assert MEASURES not in {c.instrument for c in citations(reply)}
            assert MEASURES not in {p.provision.instrument for p in reply.passages}

    def test_without_a_day_the_law_of_today_is_asked(self, assistant: Assistant) -> None:
        assert assistant.ask("hello").as_of == date.today()

    def test_a_chinese_question_gets_a_chinese_answer(self, assistant: Assistant, corpus: Corpus) -> None:
        texts = [text for text in EVERY_KIND if language_of(text) == "zh"] + [m.asks_zh[0] for m in corpus.misbeliefs[::5]]
        for text in texts:
            reply = ask(assistant, text)
            shown = markdown(reply, corpus, quotes=False)
            assert reply.language == "zh"
            assert language_of(re.sub(r"https?://\S+", "", shown)) == "zh", shown
            for claim in reply.claims:
                assert language_of(claim.text) == "zh", claim.text

    def test_an_english_question_gets_an_english_answer(self, assistant: Assistant, corpus: Corpus) -> None:
        for text in (t for t in EVERY_KIND if language_of(t) == "en"):
            assert not re.search(r"[一-鿿]", markdown(ask(assistant, text), corpus)), text


class TestForms:
    @pytest.mark.parametrize(("text", "title", "since", "caveat"), [
        (
            "What does article 24 of the Interim Measures say?",
            "Interim Measures for the Management of Generative AI Services",
            "15 Aug 2023",
            "Unofficial translation; the Chinese text controls.",
        ),
        ("《暂行办法》第二十四条说的是什么？", "《生成式人工智能服务管理暂行办法》", "2023年8月15日", "以官方中文文本为准"),
    ])  # fmt: skip
    def test_an_answer_says_which_law_since_when_as_of_when_and_that_it_is_unofficial(
        self, assistant: Assistant, text: str, title: str, since: str, caveat: str
    ) -> None:
        reply = ask(assistant, text)
        shown = markdown(reply, assistant.corpus)
        today = "2026年11月22日" if reply.language == "zh" else "22 Nov 2026"
        for part in (title, since, today, caveat):
            assert part in shown

    def test_the_direct_answer_comes_first_and_the_words_of_the_law_below_it(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What does article 24 of the Interim Measures say?")
        shown = markdown(reply, assistant.corpus)
        assert shown.startswith(f"**{reply.claims[0].text}** [Interim Measures art 24]")
        assert shown.index(reply.claims[0].text) < shown.index(f"“{citations(reply)[0].quote}”")
        assert citations(reply)[0].quote not in markdown(reply, assistant.corpus, quotes=False)

    def test_every_pinpoint_of_a_claim_stands_behind_it(self, assistant: Assistant, corpus: Corpus) -> None:
        reply = ask(assistant, "What does article 14 of the Interim Measures say?")
        shown = markdown(reply, corpus)
        for claim in reply.claims:
            for citation in claim.citations:
                name = corpus.instruments[citation.instrument].cite(citation.locator, "en")
                assert re.search(re.escape(claim.text) + r"(?:\*\*)?[^\n]*" + re.escape(f"[{name}]"), shown)

    def test_a_restatement_is_marked_as_one(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What does article 4 of the Security Assessment Provisions say?")
        assert "restated from secondary descriptions" in markdown(reply, assistant.corpus)

    def test_an_abstention_carries_no_caveat_about_a_translation(self, assistant: Assistant) -> None:
        assert "translation" not in markdown(ask(assistant, "What does the Data Security Law say?"), assistant.corpus)


def is_day(value: object) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


CONTRACT: dict[str, Callable[[Any], bool]] = {
    "id": lambda v: isinstance(v, str),
    "question": lambda v: isinstance(v, str),
    "as_of": is_day,
    "language": lambda v: v in {"en", "zh"},
    "status": lambda v: v in {"answered", "unsettled", "premise_corrected", "needs_fact", "not_in_corpus", "out_of_field"},
    "answer": lambda v: isinstance(v, str) and bool(v),
    "claims": lambda v: isinstance(v, list),
    "citations": lambda v: isinstance(v, list),
    "withheld": lambda v: isinstance(v, list),
    "passages": lambda v: isinstance(v, list),
    "writer": lambda v: isinstance(v, str) and bool(v),
    "elapsed_ms": lambda v: is_number(v) and v > 0,
    "corpus_hash": lambda v: re.fullmatch(r"[0-9a-f]{64}", v) is not None,
}
CITATION: dict[str, Callable[[Any], bool]] = {
    "instrument": lambda v: isinstance(v, str),
    "locator": lambda v: re.fullmatch(r"art_\d+(?:__(?:para|item)_\d+)*", v) is not None,
    "quote": lambda v: isinstance(v, str) and len(v) > 3,
    "effective": is_day,
    "legal_force": lambda v: isinstance(v, str) and bool(v),
    "official_url": lambda v: isinstance(v, str) and v.startswith("http"),
}
PASSAGE: dict[str, Callable[[Any], bool]] = {
    "instrument": lambda v: isinstance(v, str),
    "locator": lambda v: re.fullmatch(r"art_\d+", v) is not None,
    "score": is_number,
    "text": lambda v: isinstance(v, str) and bool(v),
}


def assert_keeps(contract: dict[str, Callable[[Any], bool]], value: dict[str, Any]) -> None:
    """All the promised keys are there, each with a value of the promised kind; more keys are allowed."""
    assert set(contract) <= set(value)
    for name, holds in contract.items():
        assert holds(value[name]), f"{name} is {value[name]!r}"


@pytest.fixture(scope="module")
def objects(assistant: Assistant, corpus: Corpus) -> list[dict[str, Any]]:
    """The reply to a question of each kind, once through JSON and back."""
    replies = [reply_object(ask(assistant, text), corpus, f"q{n}") for n, text in enumerate(EVERY_KIND)]
    found: list[dict[str, Any]] = json.loads(json.dumps(replies, ensure_ascii=False))
    return found


class TestContract:
    def test_every_promised_key_is_there_with_the_promised_type(self, objects: list[dict[str, Any]]) -> None:
        for value in objects:
            assert_keeps(CONTRACT, value)
            for citation in value["citations"]:
                assert_keeps(CITATION, citation)
            for passage in value["passages"]:
                assert_keeps(PASSAGE, passage)

    def test_every_status_of_the_contract_is_reached(self, objects: list[dict[str, Any]]) -> None:
        assert {value["status"] for value in objects} == {status.value for status in Status}

    def test_claims_point_at_citations_by_number_and_no_citation_is_idle(self, objects: list[dict[str, Any]]) -> None:
        for value in objects:
            used = {n for claim in value["claims"] for n in claim["citations"]}
            assert used == set(range(len(value["citations"])))
            assert all(isinstance(claim["text"], str) for claim in value["claims"])

    def test_the_question_comes_back_as_it_was_asked(self, objects: list[dict[str, Any]]) -> None:
        assert [value["question"] for value in objects] == list(EVERY_KIND)
        assert [value["id"] for value in objects] == [f"q{n}" for n in range(len(EVERY_KIND))]

    def test_the_answer_holds_the_text_of_every_claim(self, objects: list[dict[str, Any]]) -> None:
        for value in objects:
            assert all(claim["text"] in value["answer"] for claim in value["claims"])

    def test_what_is_withheld_says_why(self, toy: Corpus) -> None:
        reply = fake_assistant(toy, Scripted(INVENTED)).ask(FINE, DAY)
        (withheld,) = reply_object(reply, toy)["withheld"]
        assert set(withheld) == {"text", "why"}


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
