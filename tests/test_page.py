"""The chat page without a browser: what a visitor reads, what a click does. Most replies are scripted over the real corpus."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import feedback
from app.engine import SESSION_KEY, Engine
from app.plain import plain
from banfa.answer import Claim, Remark, Reply, Status, Withheld
from banfa.assistant import Assistant
from banfa.corpus import Corpus
from banfa.filters import Filters
from banfa.law import Citation
from banfa.passage import Passage
from banfa.question import language_of
from tests.page_words import words

PAGE = str(Path(__file__).resolve().parent.parent / "app" / "chat.py")
DAY = date(2026, 11, 22)
FILING = "What does article 17 of the Interim Measures say?"
FILING_ZH = "暂行办法第十七条规定了什么？"
AUDIO = "Do we have to put a visible label on AI-generated audio?"
MARK = '{background="rgba('

Open = Callable[..., AppTest]


class Script:
    """An engine that always gives the same reply, or raises the same error."""

    def __init__(self, corpus: Corpus, outcome: Reply | Exception) -> None:
        self.corpus, self._outcome = corpus, outcome
        self.asked_with: list[tuple[date | None, Filters | None]] = []

    def ask(self, text: str, as_of: date | None = None, filters: Filters | None = None, *_: object) -> Reply:
        """The reply of the script, in the language of the question."""
        self.asked_with.append((as_of, filters))
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return replace(self._outcome, question=text, language=language_of(text), as_of=as_of or DAY)


@pytest.fixture
def filing(corpus: Corpus) -> Script:
    """An engine that answers everything with article 17 of the Interim Measures."""
    article = corpus.provision("cn-genai-measures", "art_17")
    claim = Claim("You must complete the algorithm filing.", (Citation(article.instrument, article.locator, article.text),))
    consulted = Passage(article, 5.25, "art_17", {"meaning": 3.0, "words": 2.25})
    return Script(corpus, reply(claims=(claim,), passages=(consulted,)))


@pytest.fixture
def visit(filing: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the page as a new visitor, with feedback going to ``tmp_path``."""
    monkeypatch.setenv("BANFA_DATA", str(tmp_path))

    def opened(engine: Engine | None = None, **query: str) -> AppTest:
        page = AppTest.from_file(PAGE, default_timeout=30)
        page.session_state[SESSION_KEY] = engine or filing
        page.query_params.update(query)
        return page.run()

    return opened


def reply(**fields: object) -> Reply:
    """An empty reply with some fields filled in."""
    empty = Reply("", "en", DAY, Status.ANSWERED, "", (), (), (), (), "embedded", "", 12.0, "abcdef0123456789")
    return replace(empty, **fields)  # type: ignore[arg-type]


def ask(page: AppTest, question: str) -> AppTest:
    """Type a question and send it."""
    return page.chat_input[0].set_value(question).run()


def chips(page: AppTest) -> list[str]:
    """The labels of the citation chips under the claims."""
    return [b.label for b in page.button if str(b.key).startswith("chip-")]


def test_the_first_screen_says_what_it_is_and_offers_questions_in_both_languages(visit: Open) -> None:
    page = visit()
    assert page.title[0].value == "Banfa 办法"
    offered = [option for group in page.pills for option in group.options]
    assert any("internal" in o for o in offered)
    assert any("备案" in o for o in offered)
    shown = words(page)
    for wanted in (
        "checked against the article",
        "Unofficial translation; the Chinese text controls",
        "Not legal advice",
        "Law as of",
    ):
        assert wanted in shown
    assert "restated in our own words, not translated" in shown, "the holdings say which text is no translation"
    assert not page.exception


def test_on_the_chinese_page_the_first_screen_and_its_buttons_are_chinese(visit: Open) -> None:
    page = visit()
    page.session_state["language"] = "zh"
    page.run()
    assert "备案" in str(page.pills[0].options)
    assert page.markdown[0].value.startswith("中国")
    shown = words(page)
    for wanted in ("收录的规定", "本站转述，并非译文", "不构成法律意见", "有效规定为准"):
        assert wanted in shown
    for left in ("Unofficial translation", "Not legal advice", "Law as of", "What it answers from", "in force since"):
        assert left not in shown
    assert page.chat_input[0].placeholder.startswith("中英文")
    assert {b.label for b in ask(page, FILING_ZH).button if b.key == "new"} == {"新的对话"}


def test_a_suggestion_is_asked_by_choosing_it(visit: Open) -> None:
    page = visit()
    page.pills[0].select(page.pills[0].options[1]).run()
    assert page.text[0].value == "When must we file our algorithm?"
    assert [m.name for m in page.chat_message] == ["user", "assistant"]
    assert not page.title, "the first screen has made room for the conversation"


def test_a_question_gives_claims_with_chips_that_name_the_provision(visit: Open) -> None:
    page = ask(visit(), FILING)
    assert chips(page) == ["Interim Measures art 17"]
    assert page.button(key="chip-0-0-0").help.startswith("“Whoever provides"), "the cited words show before the click"
    assert any(m.value == "**You must complete the algorithm filing.**" for m in page.markdown), "the lead stands out"
    assert not re.search(r"\[\d+\]", words(page)), "no numbered references"
    for wanted in ("in force since 15 Aug 2023", "Law as of", "Provisions consulted (1)", "Score 5.2: meaning 3.0 · words 2.2"):
        assert wanted in words(page)


def test_the_engine_itself_is_heard_word_for_word(visit: Open, assistant: Assistant) -> None:
    page = ask(visit(assistant), FILING)
    said = assistant.ask(FILING)
    assert said.claims
    assert all(any(plain(claim.text) in m.value for m in page.markdown) for claim in said.claims)
    assert chips(page)


def test_a_chip_opens_the_article_with_the_cited_words_marked(visit: Open) -> None:
    page = ask(visit(), FILING)
    next(b for b in page.button if b.label == "Interim Measures art 17").click().run()
    assert page.subheader[0].value == "Art 17. Security assessment and algorithm filing"
    law = next(m.value for m in page.markdown if MARK in m.value)
    assert "security assessment in accordance with relevant State provisions" in law
    shown = words(page)
    for wanted in (
        "Interim Measures for the Management",
        "《生成式人工智能服务管理暂行办法》",
        "departmental rule",
        "binding",
        "Order No. 15",
    ):
        assert wanted in shown
    for wanted in ("in force since 15 Aug 2023", "our translation", "Our summary, not the law", "The cited words are marked"):
        assert wanted in shown
    assert page.query_params["cite"] == "cn-genai-measures:art_17"
    assert [b.label for b in page.button if str(b.key).startswith("page-")] == ["Previous: Art 16", "Next: Art 18"]
    assert page.link_button[0].url.startswith("https://www.cac.gov.cn/")


def test_the_next_article_is_one_click_away_and_has_no_words_marked(visit: Open) -> None:
    page = visit(cite="cn-genai-measures:art_2__para_3")
    assert any(MARK in m.value for m in page.markdown), "a pinpoint in a link is marked"
    page.button(key="page-next").click().run()
    assert page.subheader[0].value.startswith("Art 3.")
    assert not any(MARK in m.value for m in page.markdown)


def test_a_restatement_is_not_passed_off_as_a_translation(visit: Open) -> None:
    page = visit(cite="cn-security-assessment:art_2")
    assert "This is a restatement" in page.warning[0].value
    assert "restated in our own words, not translated" in words(page)
    assert "our translation" not in words(page)
    assert "Restated in our own words; the official text controls" in words(page)
    assert not any("Checked against" in c.value and "Unofficial translation" in c.value for c in page.caption)


def test_what_does_not_apply_yet_and_an_address_that_leads_elsewhere_are_told_in_the_reading_room(visit: Open) -> None:
    page = visit(cite="eu-ai-act:art_10__para_3")
    told = [warning.value for warning in page.warning]
    assert any("Not all of this applies yet" in text and "2 December 2027" in text for text in told)
    assert "before its amendment" in words(page)
    assert "leads only to the website" in words(visit(cite="cn-penalty-discretion:art_11"))
    assert "before its amendment" not in words(visit(cite="cn-genai-measures:art_17"))


def test_the_chip_of_what_gives_way_says_so(visit: Open, corpus: Corpus) -> None:
    article = corpus.provision("cn-export-assessment", "art_14", DAY)
    claim = Claim("An old rule.", (Citation(article.instrument, article.locator, article.text),))
    page = ask(visit(Script(corpus, reply(claims=(claim,)))), FILING)
    assert chips(page)[0].endswith("art 14 (gives way, wholly or in part)")


@pytest.mark.parametrize("address", ["cn-genai-measures:art_99", "cn-nothing:art_1", "nonsense", "cn-genai-measures:art_*[x]"])
def test_a_link_that_leads_nowhere_is_told_kindly(visit: Open, address: str) -> None:
    page = visit(cite=address)
    assert page.warning[0].value
    assert not page.exception
    assert not page.subheader
    assert "cite" not in page.query_params


def test_a_chinese_question_is_answered_in_chinese_with_chinese_chips(visit: Open) -> None:
    page = ask(visit(), FILING_ZH)
    assert "暂行办法第十七条" in chips(page)
    assert any("查阅过的条文" in e.label for e in page.expander)
    next(b for b in page.button if b.label == "暂行办法第十七条").click().run()
    assert page.subheader[0].value.startswith("第十七条 ")
    assert "本站概括，并非法律原文" in words(page)


@pytest.mark.parametrize(
    ("status", "en", "zh"),
    [
        (Status.UNSETTLED, "Unsettled", "尚无定论"),
        (Status.PREMISE_CORRECTED, "Premise corrected", "更正前提"),
        (Status.NEEDS_FACT, "Needs a fact", "需要事实"),
        (Status.NOT_IN_CORPUS, "Not in our library", "本库未收录"),
        (Status.OUT_OF_FIELD, "Outside our field", "不在范围"),
    ],
)
def test_each_status_is_told_by_an_icon_and_words(visit: Open, corpus: Corpus, status: Status, en: str, zh: str) -> None:
    for language, name in (("en", en), ("zh", zh)):
        page = ask(visit(Script(corpus, reply(status=status, opening="So it is."))), FILING_ZH if language == "zh" else FILING)
        assert any(re.match(rf":\w+-badge\[:material/\w+: {name}\] :small\[.+\]", m.value) for m in page.markdown)
        assert not chips(page)


def test_a_follow_up_says_how_it_was_read_and_is_asked_with_what_was_asked_before(visit: Open, assistant: Assistant) -> None:
    page = ask(ask(visit(assistant), AUDIO), "And on text?")
    said = assistant.ask("And on text?", earlier=[AUDIO])
    assert said.standing == AUDIO.replace("audio", "text")
    told = [c.value for c in page.caption if "Read as" in c.value]
    assert told == [f":material/subdirectory_arrow_right: {plain(f'Read as: {said.standing}')}"]
    assert any(f"_Read as: {said.standing}_" in code.value for code in page.code), "the copy says so too"
    assert not any("Read as" in c.value for c in page.chat_message[1].caption), "the first question is read as it stands"


def test_a_follow_up_in_chinese_says_so_in_chinese(visit: Open, assistant: Assistant) -> None:
    page = ask(ask(visit(assistant), AUDIO), "那文字呢？")
    assert any("理解为：" in c.value for c in page.caption)


def test_a_new_conversation_forgets_what_was_asked_before(visit: Open, assistant: Assistant) -> None:
    page = ask(visit(assistant), AUDIO)
    page.button(key="new").click().run()
    assert "Read as" not in words(ask(page, "And on text?"))


def test_claims_on_a_part_of_the_question_stand_once_below_its_words(visit: Open, corpus: Corpus) -> None:
    article = corpus.provision("cn-genai-measures", "art_17")
    cites = (Citation(article.instrument, article.locator, article.text),)
    part = "what if *it* changes"
    told = (Claim("File.", cites), Claim("Amend.", cites, part), Claim("Cancel.", cites, part))
    page = ask(visit(Script(corpus, reply(claims=told))), FILING)
    said = [m.value for m in page.markdown]
    heading = plain(f"On “{part}”:")
    assert said.index("**File.**") < said.index(heading) < said.index("Amend.") < said.index("Cancel.")
    assert said.count(heading) == 1
    assert "On “what if *it* changes”:\n\n- Amend." in page.code[0].value, "the copy has it too"


def test_a_claim_on_a_part_does_not_pass_for_the_answer_to_the_whole(visit: Open, corpus: Corpus) -> None:
    article = corpus.provision("cn-genai-measures", "art_17")
    claim = Claim("Amend.", (Citation(article.instrument, article.locator, article.text),), "if it changes")
    page = ask(visit(Script(corpus, reply(claims=(claim,)))), FILING)
    said = [m.value for m in page.markdown]
    assert said.index(plain("On “if it changes”:")) < said.index("Amend.")
    assert "On “if it changes”:\n\n- Amend." in page.code[0].value


def test_what_is_not_law_and_what_was_withheld_stand_apart(visit: Open, corpus: Corpus) -> None:
    remarks = (
        Remark("practice", "Filing takes months."),
        Remark("fact", "Who uses it?"),
        Remark("link", "Official text: https://x.example/a"),
    )
    withheld = (Withheld("You must pay 5 million.", "the quote does not say 5000000"),)
    page = ask(
        visit(Script(corpus, reply(opening="It is open.", remarks=remarks, withheld=withheld, notice="The model was slow."))),
        "x?",
    )
    shown = words(page)
    assert "Practice, not law" in shown
    assert page.link_button[0].url == "https://x.example/a"
    assert page.info[0].value == "The model was slow."
    assert any("Sentences withheld (1)" in e.label for e in page.expander)
    assert "the quote does not say 5000000" in shown


def test_marks_in_claims_and_questions_are_shown_not_obeyed(visit: Open, corpus: Corpus) -> None:
    nasty = "**bold** <b>tag</b> [link](https://evil.example) :red[x] $y$"
    article = corpus.provision("cn-genai-measures", "art_12")
    claim = Claim(nasty, (Citation("cn-genai-measures", "art_12", article.text),))
    page = ask(visit(Script(corpus, reply(opening="So.", claims=(claim,)))), nasty)
    assert page.text[0].value == nasty
    assert any(m.value == plain(nasty) for m in page.markdown)
    assert not any("](https://evil" in m.value for m in page.markdown)


def test_an_engine_that_cannot_open_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANFA_CORPUS", str(tmp_path))
    monkeypatch.setenv("BANFA_DATA", str(tmp_path))
    page = AppTest.from_file(PAGE, default_timeout=30).run()
    assert not page.exception
    assert "Point BANFA\\_CORPUS at the folder" in page.error[0].value
    assert page.title, "the first screen stands all the same"
    assert page.button(key="again").label == "Try again"


def test_a_setting_that_makes_no_sense_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANFA_TOP_K", "many")
    page = AppTest.from_file(PAGE, default_timeout=30).run()
    assert not page.exception
    assert "BANFA\\_TOP\\_K" in page.error[0].value


def test_an_empty_question_is_told_kindly(visit: Open, assistant: Assistant) -> None:
    page = ask(visit(assistant), "？！")
    assert "The question is empty" in page.info[0].value
    assert not page.exception


def test_an_over_long_question_is_answered_from_its_beginning_and_says_so(visit: Open, assistant: Assistant) -> None:
    page = ask(visit(assistant), FILING + " We ask because of our chatbot." * 1000)
    assert "only the first 20000 characters were read" in words(page)
    assert len(page.text[0].value) <= 1200
    assert "characters; the beginning is shown" in words(page)


def test_a_failure_nobody_foresaw_shows_no_traceback(visit: Open, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    log = StringIO()
    monkeypatch.setattr(logging.getLogger("app"), "handlers", [logging.StreamHandler(log)])
    page = ask(visit(Script(corpus, RuntimeError("secret detail"))), FILING)
    assert "Something went wrong on our side" in page.info[0].value
    assert "secret detail" not in words(page)
    assert not page.exception
    assert "secret detail" in log.getvalue(), "the log has the whole of it"


def test_a_thumb_with_a_reason_is_stored_on_this_machine_and_only_when_sent(visit: Open, tmp_path: Path) -> None:
    page = ask(visit(), FILING)
    page.feedback[0].set_value(0).run()
    assert not (tmp_path / feedback.FILE).exists()
    assert str(tmp_path / feedback.FILE) in words(page), "it says where it goes"
    page.text_input(key="reason-0").set_value("It left out the filing system.")
    next(b for b in page.button if b.label == "Save").click().run()
    line = json.loads((tmp_path / feedback.FILE).read_text(encoding="utf-8"))
    assert (line["thumb"], line["reason"], line["question"]) == ("down", "It left out the filing system.", FILING)
    assert (line["status"], line["citations"][0]["locator"]) == ("answered", "art_17")
    assert {"time", "claims", "corpus_hash"} <= set(line)
    assert "Noted on this machine" in words(page)
    assert (tmp_path / feedback.FILE).stat().st_mode & 0o077 == 0


def test_feedback_that_cannot_be_stored_is_told(visit: Open, tmp_path: Path) -> None:
    page = ask(visit(), FILING)
    (tmp_path / feedback.FILE).mkdir()
    page.feedback[0].set_value(1).run()
    next(b for b in page.button if b.label == "Save").click().run()
    assert "could not be saved" in page.error[0].value


def test_the_conversation_is_kept_and_can_be_started_over(visit: Open) -> None:
    page = ask(ask(visit(), FILING), FILING_ZH)
    assert [t.value for t in page.text] == [FILING, FILING_ZH]
    assert len(page.chat_message) == 4
    page.button(key="new").click().run()
    assert not page.chat_message
    assert page.title


def test_two_visitors_do_not_see_each_other(visit: Open) -> None:
    one, two = visit(), visit()
    ask(one, FILING)
    ask(two, FILING_ZH)
    assert [t.value for t in one.run().text] == [FILING]
    assert [t.value for t in two.run().text] == [FILING_ZH]


class TestFilters:
    def test_the_address_sets_them_they_go_with_the_question_and_stay_in_the_address(self, visit: Open, filing: Script) -> None:
        page = visit(instrument="cn-pipl", topic="cross-border", as_of="2025-06-01")
        assert [box.value for box in page.multiselect] == [["cn-pipl"], [], [], ["cross_border"]]
        page = ask(page, FILING)
        assert filing.asked_with == [(date(2025, 6, 1), Filters(instrument=("cn-pipl",), topic=("cross_border",)))]
        assert (page.query_params["instrument"], page.query_params["topic"]) == ("cn-pipl", "cross_border")
        assert "Only: PIPL · cross-border transfer · 2025-06-01" in words(page).replace("\\", "")

    def test_a_choice_in_the_box_goes_into_the_address_and_out_of_it(self, visit: Open, filing: Script) -> None:
        page = visit()
        page.multiselect(key="filter-actor").set_value(["provider", "user"]).run()
        assert page.query_params["actor"] == ["provider", "user"]
        page.multiselect(key="filter-actor").set_value([]).run()
        assert "actor" not in page.query_params
        ask(page, FILING)
        assert filing.asked_with == [(None, Filters())]

    def test_a_question_from_the_first_screen_takes_them_along(self, visit: Open, filing: Script) -> None:
        page = visit(legal_force="binding")
        page.pills[0].select(page.pills[0].options[1]).run()
        assert [filters for _, filters in filing.asked_with] == [Filters(legal_force=("binding",))]

    def test_a_value_that_nothing_has_is_told_and_dropped(self, visit: Open) -> None:
        page = visit(topic="weather")
        assert not page.exception
        assert page.warning[0].value.startswith("There is no topic 'weather'. Allowed")
        assert page.multiselect(key="filter-topic").value == []


def test_why_a_passage_was_found_is_told_by_kind(visit: Open) -> None:
    page = ask(visit(), FILING)
    assert not page.exception
    shown = words(page)
    assert "Words of the question: **+2.25**" in shown
    assert "Meaning: **+3.00**" in shown
    assert "terms of art: **+0.00**" in shown
    assert "What refers to it: **+0.00**" in shown
