"""The pages of the scope check and of the duties without a browser: what is asked, what a click does, what is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.cases import READER_KEY
from app.engine import SESSION_KEY
from banfa.corpus import Corpus
from banfa.fact_gate import Suggestion
from tests.page_words import words

PAGE = str(Path(__file__).resolve().parent.parent / "app" / "chat.py")
STAFF_TOOL = "Our chatbot answers questions of our own employees only. Nobody outside the company can use it."
PRIVATE = "Our chatbot is for staff; ask li.wei@example.cn."

Open = Callable[..., AppTest]


class Reader:
    """A chat model that reads descriptions and finds nothing in them."""

    def __init__(self, name: str = "openai:some-model") -> None:
        self.name = name
        self.sent: list[str] = []

    def suggest(self, text: str) -> list[Suggestion]:
        """What it was sent is noted."""
        self.sent.append(text)
        return []


class Shelf:
    """An engine with a corpus and no answers."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus


@pytest.fixture
def visit(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens one of the pages as a new visitor."""
    monkeypatch.setenv("BANFA_DATA", str(tmp_path))

    def opened(name: str, language: str = "en") -> AppTest:
        app = AppTest.from_file(PAGE, default_timeout=60)
        app.session_state[SESSION_KEY] = Shelf(corpus)
        app.session_state["language"] = language
        return turn_to(app.run(), name)

    return opened


def turn_to(app: AppTest, name: str) -> AppTest:
    """Another page of the same visit."""
    return app.switch_page(f"{name}_page.py").run()


def say(app: AppTest, word: str) -> AppTest:
    """Answer the question in hand: yes, no, unknown; or skip, back."""
    return app.button(key=word if word in {"skip", "back"} else f"say-{word}").click().run()


def question(app: AppTest) -> str:
    """The question in hand."""
    return str(app.header[0].value)


def answers(app: AppTest) -> dict[str, object]:
    """What counts as answered."""
    return dict(app.session_state["case"].interview.answers)


def describe(app: AppTest, reader: Reader, text: str) -> AppTest:
    """Give the description to a chat model to read."""
    app.session_state[READER_KEY] = reader
    app.run().text_area(key="description").set_value(text).run()
    return app.button(key="read").click().run()


class TestADescriptionThatAChatModelReads:
    def test_it_is_shown_what_is_private_in_it_before_it_leaves(self, visit: Open) -> None:
        reader = Reader()
        app = describe(visit("scope"), reader, PRIVATE)
        assert reader.sent == []
        warned = app.warning[0].value.replace("\\", "")
        for wanted in ("Not sent yet", "openai:some-model", "an e-mail address: li…cn"):
            assert wanted in warned
        app.button(key="read-anyway").click().run()
        assert reader.sent == [PRIVATE]
        assert not app.warning

    def test_it_leaves_once_what_is_private_is_taken_out(self, visit: Open) -> None:
        reader = Reader()
        app = describe(describe(visit("scope"), reader, PRIVATE), reader, STAFF_TOOL)
        assert reader.sent == [STAFF_TOOL]
        assert not app.warning

    def test_a_model_on_this_machine_reads_it_at_once(self, visit: Open) -> None:
        reader = Reader("ollama:some-model")
        assert not describe(visit("scope"), reader, PRIVATE).warning
        assert reader.sent == [PRIVATE]

    def test_the_page_says_where_it_goes(self, visit: Open) -> None:
        app = visit("scope")
        assert "goes to no outside model" in words(app)
        app.session_state[READER_KEY] = Reader()
        told = words(app.run())
        assert "goes to no outside model" not in told
        assert "yours is sent to it" in told


class TestQuestions:
    def test_the_most_decisive_question_comes_first_with_why_what_settles_it_and_the_provision(self, visit: Open) -> None:
        app = visit("scope")
        assert question(app).startswith("Is it offered to the public in the mainland")
        for wanted in ("Why it is asked", "What settles it", "undetermined"):
            assert wanted in words(app)
        assert app.button(key="chip-question-offered_to_public_in_mainland-0").label == "Interim Measures art 2 para 1"
        assert not app.exception

    def test_two_answers_decide_the_main_verdict_in_words_with_an_icon_and_quotes_that_open(self, visit: Open) -> None:
        app = say(say(visit("scope"), "yes"), "yes")
        assert any(":material/check_circle: in scope" in m.value for m in app.markdown)
        assert "Because" in words(app)
        chip = next(b for b in app.button if str(b.key).startswith("chip-ground-interim-measures-0"))
        opened = chip.click().run()
        assert "cn-genai-measures" in opened.query_params["cite"]
        assert any("background=" in m.value for m in opened.markdown), "the quote is marked in the reading room"

    def test_no_to_the_public_puts_it_outside(self, visit: Open) -> None:
        app = say(visit("scope"), "no")
        assert ":material/do_not_disturb_on: out of scope" in words(app)
        assert "What would flip it" in words(app)

    def test_not_knowing_decides_nothing_and_is_said_to_be_missing(self, visit: Open) -> None:
        app = say(say(visit("scope"), "unknown"), "unknown")
        assert ":material/help: undetermined" in words(app)
        assert any(str(b.key).startswith("missing-interim-measures-") for b in app.button)

    def test_going_back_loses_no_answer_and_an_answer_can_be_corrected(self, visit: Open) -> None:
        app = say(say(visit("scope"), "yes"), "no")
        app = say(say(app, "back"), "back")
        assert question(app).startswith("Is it offered to the public")
        assert "Your answer so far: yes" in words(app)
        assert len(answers(app)) == 2
        app = say(app, "no")
        assert answers(app)["offered_to_public_in_mainland"] is False

    def test_a_skipped_question_stays_open_and_can_be_answered_later(self, visit: Open) -> None:
        app = say(visit("scope"), "skip")
        assert answers(app) == {}
        assert "Skipped (1)" in words(app)
        app = app.button(key="edit-offered_to_public_in_mainland").click().run()
        app = say(app, "yes")
        assert answers(app) == {"offered_to_public_in_mainland": True}

    def test_at_most_ten_questions_then_more_if_wanted(self, visit: Open) -> None:
        app = visit("scope")
        for _ in range(10):
            app = say(app, "unknown")
        assert not any(b.key == "say-yes" for b in app.button)
        app = app.button(key="more").click().run()
        assert app.session_state["case"].interview.in_hand

    def test_answers_that_contradict_each_other_are_shown_and_can_be_corrected(self, visit: Open) -> None:
        app = visit("scope")
        case = app.session_state["case"]
        case.interview = case.interview.confirm({"internal_use_only": True, "offered_to_public_in_mainland": True})
        app = app.run()
        assert len(app.warning) == 1, "one for each pair of answers, not for each fact that they touch"
        assert "Contradiction on" in app.warning[0].value
        app = app.button(key="correct-internal_use_only-internal_use_only").click().run()
        assert question(app).startswith("Is it used only inside your own organisation")

    def test_no_name_of_the_data_is_on_the_screen(self, visit: Open, corpus: Corpus) -> None:
        shown = words(say(say(visit("scope"), "yes"), "yes"))
        assert not [name for name in corpus.scope.facts if "_" in name and name in shown]

    def test_the_language_switch_keeps_the_answers(self, visit: Open) -> None:
        app = say(say(visit("scope"), "yes"), "yes")
        before = answers(app)
        app = app.segmented_control(key="language").set_value("zh").run()
        assert answers(app) == before
        assert ":material/check_circle: 适用" in words(app)
        assert app.title[0].value == "适用范围"


class TestDescription:
    def test_while_facts_wait_to_be_confirmed_nothing_else_is_asked_but_what_one_chooses_to_answer(self, visit: Open) -> None:
        app = visit("scope")
        app.text_area(key="description").set_value(STAFF_TOOL).run()
        app = app.button(key="read").click().run()
        assert "say-yes" not in {b.key for b in app.button}
        next(b for b in app.button if str(b.key).startswith("missing-")).click().run()
        assert "say-yes" in {b.key for b in app.button}
        say(app, "skip").button(key="discard").click().run()
        assert "say-yes" in {b.key for b in app.button}

    def test_facts_are_proposed_with_their_words_and_count_only_when_confirmed(self, visit: Open) -> None:
        app = visit("scope")
        app.text_area[0].set_value(STAFF_TOOL)
        app = app.button(key="read").click().run()
        assert app.radio(key="proposed-internal_use_only").value == "yes"
        assert "From your words" in words(app)
        assert answers(app) == {}
        app.radio(key="proposed-internal_use_only").set_value("unknown")
        app = app.button(key="confirm").click().run()
        assert answers(app)["internal_use_only"] is None, "it was corrected before it counted"
        assert app.text_area[0].value == STAFF_TOOL

    def test_a_chinese_description_is_read(self, visit: Open) -> None:
        app = visit("scope", "zh")
        app.text_area[0].set_value("面向境内公众的聊天机器人，用大模型生成文本。")
        app = app.button(key="read").click().run()
        app = app.button(key="confirm").click().run()
        assert answers(app)["offered_to_public_in_mainland"] is True

    def test_a_text_that_tells_nothing_is_told_kindly(self, visit: Open) -> None:
        app = visit("scope")
        app.text_area[0].set_value("Good morning.")
        app = app.button(key="read").click().run()
        assert any("No fact could be read" in i.value for i in app.info)


class TestDuties:
    def test_without_facts_the_whole_register_is_there_to_browse(self, visit: Open, corpus: Corpus) -> None:
        app = visit("duties")
        assert f"whole register: {len(corpus.obligations)} duties" in words(app)
        assert app.header[0].value == "Train and prepare"
        assert len([b for b in app.button if str(b.key).startswith("chip-duty-")]) >= 15
        assert not app.exception

    def test_a_filter_narrows_what_is_shown_and_downloaded(self, visit: Open) -> None:
        app = visit("duties")
        app = app.selectbox(key="duties-stage").set_value("leave").run()
        assert "The download holds what is selected above: 9 duties" in words(app)
        assert [s.value for s in app.header] == ["End the service"]
        assert [d.label for d in app.get("download_button")] == ["Download CSV", "Download Markdown"]

    def test_answers_of_the_scope_check_sort_the_duties(self, visit: Open) -> None:
        app = turn_to(say(visit("scope"), "no"), "duties")
        assert "From your answers in the scope check (1)" in words(app)
        app = app.segmented_control(key="duties-view").set_value("no").run()
        assert "Does not apply because" in words(app)

    def test_a_duty_that_turns_on_a_fact_asks_for_it_and_the_answer_counts(self, visit: Open) -> None:
        app = turn_to(say(say(visit("scope"), "yes"), "yes"), "duties")
        app = app.segmented_control(key="duties-view").set_value("if").run()
        ask = next(b for b in app.button if str(b.key).startswith("say-yes-"))
        app = ask.click().run()
        assert len(answers(app)) == 3
        assert not app.exception


class TestTakingAway:
    def test_nothing_can_be_taken_away_before_a_first_answer(self, visit: Open) -> None:
        assert not visit("scope").get("download_button")

    def test_the_result_comes_in_every_format_and_as_a_calendar_once_there_is_a_day_of_launch(self, visit: Open) -> None:
        app = visit("scope")
        told = ("offered_to_public_in_mainland", "public_opinion_or_mobilisation", "generates_content")
        app.session_state["case"].confirm(dict.fromkeys(told, True))
        app.run()
        assert [d.label for d in app.get("download_button")] == ["Word", "Excel", "Markdown", "CSV (Jira)", "JSON"]
        app.date_input(key="launch-day").set_value(date(2027, 1, 4)).run()
        assert "Calendar" in [d.label for d in app.get("download_button")]
        assert any("Deadlines that run from that day" in caption.value for caption in app.caption)
