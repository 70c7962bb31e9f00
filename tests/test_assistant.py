"""The engine from question to checked reply: each kind of reply, what may be shown in it, and the forms in which it leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from banfa.answer import Reply, Status
from banfa.assistant import Assistant
from banfa.contract import reply_object
from banfa.corpus import Corpus
from banfa.embedded import EmbeddedWriter
from banfa.errors import UsageError
from banfa.law import Instrument, Provision
from banfa.locator import article_number, article_of, pinpoint
from banfa.question import language_of
from banfa.render import citations, markdown, quoted
from banfa.replies import Replies
from banfa.routes import Mistaken
from evals.gold import read_gold

DAY = date(2026, 11, 22)
BEFORE = date(2022, 6, 1)
MEASURES = "cn-genai-measures"
EVERY_KIND = (
    "What does article 17 of the Interim Measures say?",
    "What does article 30 of the Interim Measures say?",
    "What does the Copyright Law say about training data?",
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


def said_beside(card: Instrument, locator: str) -> set[tuple[str, str]]:
    """The articles that say what holds in place of an article, or from when it applies."""
    beside = [told.statement for told in card.displacements(locator, DAY)]
    beside += [told.statement for told in card.deferrals(locator, DAY)]
    return {(instrument, article_of(at)) for statement in beside for instrument, at in statement.cites}


def one_of_each(corpus: Corpus) -> list[Provision]:
    """The provision in the middle of each instrument, of those whose number never meant another one."""
    held: dict[str, list[Provision]] = {}
    for provision in corpus.in_force(DAY):
        moves = corpus.instruments[provision.instrument].moves
        if not any(provision.locator in move.old and provision.locator not in move.new for move in moves):
            held.setdefault(provision.instrument, []).append(provision)
    assert set(held) == set(corpus.instruments)
    return [provisions[len(provisions) // 2] for provisions in held.values()]


def by_number(card: Instrument, locator: str, language: str) -> str:
    """A question that says nothing but the number."""
    if language == "zh":
        return f"{card.short_zh}{pinpoint(locator, 'zh')}规定了什么？"
    kind = {"art": "article", "cl": "clause", "annex": "annex"}[locator.split("_")[0]]
    return f"What does {kind} {article_number(locator)} of the {card.short_en} say?"


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
        reply = ask(assistant, "What does the Copyright Law say about training data?")
        assert reply.status is Status.NOT_IN_CORPUS
        assert "Copyright Law" in reply.opening
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

    def test_an_error_that_is_told_before_something_else_is_asked_is_corrected(self, assistant: Assistant) -> None:
        reply = ask(assistant, "Only providers above a certain number of users need a security assessment. May we wait for ours?")
        assert reply.status is Status.PREMISE_CORRECTED

    @pytest.mark.parametrize("text", ["Is supply by API providing a service?", "Does who supplies by API provide the service?"])
    def test_who_asks_whether_the_law_is_so_is_not_told_no_by_the_correction_of_the_contrary(
        self, corpus: Corpus, assistant: Assistant, text: str
    ) -> None:
        belief = next(b for b in corpus.misbeliefs if b.right_en.startswith("No. The definition of provider"))
        question = assistant.understand(text, DAY)
        told = Replies(corpus, EmbeddedWriter(corpus, assistant.retriever.finder.weights))
        draft = told.draft(Mistaken(belief), question, (), DAY)
        assert draft is not None
        assert draft.claims[0].text.startswith("The definition of provider")

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
        assert "issued by Cyberspace Administration of China" in reply.opening
        assert len(reply.claims) > 2

    def test_a_comparison_with_what_is_not_held_answers_one_side_and_says_so(self, assistant: Assistant) -> None:
        reply = ask(assistant, "Compare the Interim Measures with the Copyright Law.")
        assert reply.status is Status.ANSWERED
        assert {c.instrument for c in citations(reply)} == {MEASURES}
        assert any("Copyright Law" in remark.text and "not in our corpus" in remark.text for remark in reply.remarks)

    def test_what_the_text_leaves_open_is_said_to_be_open(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What exactly does public within the territory mean?")
        assert reply.status is Status.UNSETTLED
        assert reply.opening.startswith("The text does not settle this.")
        assert reply.claims, "what the text does say belongs into the reply"

    def test_a_greeting_is_greeted(self, assistant: Assistant) -> None:
        for text in ("hello", "你好"):
            assert ask(assistant, text).status is Status.OUT_OF_FIELD

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_an_article_that_is_asked_for_by_its_number_alone_is_given(
        self, assistant: Assistant, corpus: Corpus, language: str
    ) -> None:
        unlike = {}
        for provision in one_of_each(corpus):
            text = by_number(corpus.instruments[provision.instrument], provision.locator, language)
            reply = ask(assistant, text)
            given = {(c.instrument, article_of(c.locator)) for c in citations(reply)}
            given -= said_beside(corpus.instruments[provision.instrument], provision.locator)
            if (reply.status, given) != (Status.ANSWERED, {(provision.instrument, provision.locator)}):
                unlike[text] = f"{reply.status.value}: {given}"
        assert unlike == {}

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_a_number_that_meant_another_article_before_is_given_in_both_its_meanings(
        self, assistant: Assistant, corpus: Corpus, language: str
    ) -> None:
        reply = ask(assistant, by_number(corpus.instruments["cn-csl"], "art_21", language))
        assert reply.status is Status.PREMISE_CORRECTED
        assert {article_of(c.locator) for c in citations(reply)} == {"art_21", "art_23"}

    def test_who_says_that_a_number_is_the_old_one_is_answered_and_not_corrected(self, assistant: Assistant) -> None:
        asked = ask(assistant, "Which article is the former article 47 of the Cybersecurity Law today?")
        meant = ask(assistant, "What does article 21 of the Cybersecurity Law say about graded protection?")
        assert asked.status is Status.ANSWERED
        assert "art 49" in asked.opening
        assert meant.status is Status.PREMISE_CORRECTED

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

    def test_of_a_changed_law_it_says_since_when_the_wording_holds(self, assistant: Assistant, corpus: Corpus) -> None:
        told = markdown(ask(assistant, "What does article 23 of the Cybersecurity Law say?"), corpus)
        assert "in force since 1 Jun 2017, wording in force since 1 Jan 2026" in told
        assert "wording in force" not in markdown(ask(assistant, "What does article 9 of the Interim Measures say?"), corpus)

    def test_words_that_stand_in_a_longer_quote_are_not_quoted_again(self, assistant: Assistant) -> None:
        reply = ask(assistant, "What does article 7 of the Interim Measures say?")
        shown = [c.quote for c in quoted(reply)]
        assert len(citations(reply)) > len(shown) > 0
        assert not any(one != other and one in other for one in shown for other in shown)

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
        assert "translation" not in markdown(ask(assistant, "What does the Copyright Law say?"), assistant.corpus)


def is_day(value: object) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


PROVISION = r"(?:art_\d+[a-z]?|annex_[ivx]+|cl_\d+(?:_\d+)*)"
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
    "locator": lambda v: re.fullmatch(rf"{PROVISION}(?:__(?:para|item|point)_\d+[a-z]?|__[a-z]{{1,2}})*", v) is not None,
    "quote": lambda v: isinstance(v, str) and len(v) > 3,
    "effective": is_day,
    "legal_force": lambda v: isinstance(v, str) and bool(v),
    "official_url": lambda v: isinstance(v, str) and v.startswith("http"),
}
PASSAGE: dict[str, Callable[[Any], bool]] = {
    "instrument": lambda v: isinstance(v, str),
    "locator": lambda v: re.fullmatch(PROVISION, v) is not None,
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
