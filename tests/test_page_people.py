"""Several people at the chat page: each has their own threads, nobody asks too fast, and nothing private leaves unseen."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.context import StreamlitHeaders
from streamlit.testing.v1 import AppTest

from app import account
from app.engine import MEMO_KEY, SESSION_KEY
from banfa.corpus import Corpus
from banfa.threads import LOCAL
from tests.page_words import words
from tests.test_page_history import FILING, LABELS, PAGE, Script, ask, listed
from tests.test_page_library import MEMO, ScriptedChecker, check
from tests.test_page_scope import STAFF_TOOL, Reader, describe, turn_to

PRIVATE = "Our user li.wei@example.cn asks whether the Measures apply."
ALICE = {"is_logged_in": True, "iss": "https://id.example", "sub": "1", "name": "Alice *A*"}
BOB = ALICE | {"sub": "2", "name": "Bob"}

Open = Callable[..., AppTest]


@pytest.fixture
def visit(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the page as a new visitor, signed in as ``user`` where one is given."""
    monkeypatch.setenv("BANFA_DATA", str(tmp_path))

    def opened(user: dict[str, Any] | None = None, engine: object = None) -> AppTest:
        page = AppTest.from_file(PAGE, default_timeout=30)
        page.session_state[SESSION_KEY] = engine or Script(corpus)
        if user is not None:
            page.user = user
        return page.run()

    return opened


def asked(page: AppTest) -> list[str]:
    """What the engine was asked."""
    found: list[str] = page.session_state[SESSION_KEY].asked
    return found


class TestWhatIsPrivate:
    @pytest.fixture(autouse=True)
    def outside_model(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A chat model on another machine writes the answers."""
        monkeypatch.setenv("BANFA_WRITER", "openai:some-model")

    def test_it_is_shown_before_it_goes_to_an_outside_model(self, visit: Open) -> None:
        page = ask(visit(), PRIVATE)
        assert asked(page) == []
        assert "Not sent yet" in page.warning[0].value
        assert "openai:some-model" in page.warning[0].value.replace("\\", "")
        assert "an e-mail address: li…cn" in page.warning[0].value

    def test_it_goes_out_when_the_person_says_so(self, visit: Open) -> None:
        page = ask(visit(), PRIVATE)
        page.button(key="held-anyway").click().run()
        assert asked(page) == [PRIVATE]
        assert not page.warning

    def test_an_edited_question_is_looked_at_again(self, visit: Open) -> None:
        page = ask(visit(), PRIVATE)
        page.text_area(key="held-text").set_value("Call 13912345678: do they apply?").run()
        page.button(key="held-send").click().run()
        assert asked(page) == []
        assert "a phone number" in page.warning[0].value
        page.text_area(key="held-text").set_value("Do the Measures apply?").run()
        page.button(key="held-send").click().run()
        assert asked(page) == ["Do the Measures apply?"]

    def test_what_was_asked_before_is_looked_at_too_for_a_follow_up_is_read_along_with_it(
        self, visit: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BANFA_WRITER", "embedded")
        page = ask(visit(), PRIVATE)
        monkeypatch.setenv("BANFA_WRITER", "openai:some-model")
        ask(page, "And on text?")
        assert asked(page) == [PRIVATE]
        assert "along with those before it" in page.warning[0].value
        assert "an e-mail address: li…cn" in page.warning[0].value
        assert "held-send" not in {b.key for b in page.button}, "there is nothing to edit out of this one"
        page.button(key="held-anyway").click().run()
        assert asked(page) == [PRIVATE, "And on text?"]
        assert asked(ask(page, "And on video?"))[-1] == "And on video?", "what was agreed to once is not held again"

    def test_a_new_conversation_leaves_out_what_was_asked_before(self, visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("BANFA_WRITER", "embedded")
        page = ask(visit(), PRIVATE)
        monkeypatch.setenv("BANFA_WRITER", "openai:some-model")
        ask(page, "Do the Measures apply?").button(key="held-alone").click().run()
        assert asked(page) == [PRIVATE, "Do the Measures apply?"]
        assert [t.value for t in page.text] == ["Do the Measures apply?"]

    def test_a_question_that_was_sent_anyway_does_not_hold_up_the_next(self, visit: Open) -> None:
        page = ask(visit(), PRIVATE)
        page.button(key="held-anyway").click().run()
        assert asked(ask(page, "And on text?")) == [PRIVATE, "And on text?"]

    def test_it_can_be_dropped(self, visit: Open) -> None:
        page = ask(visit(), PRIVATE)
        page.button(key="held-drop").click().run()
        assert (asked(page), len(page.warning)) == ([], 0)

    @pytest.mark.parametrize(("writer", "url"), [("embedded", ""), ("openai:m", "http://127.0.0.1:9/v1"), ("ollama:m", "")])
    def test_no_warning_where_nothing_leaves_the_machine(
        self, visit: Open, monkeypatch: pytest.MonkeyPatch, writer: str, url: str
    ) -> None:
        monkeypatch.setenv("BANFA_WRITER", writer)
        monkeypatch.setenv("BANFA_WRITER_URL", url)
        assert asked(ask(visit(), PRIVATE)) == [PRIVATE]


def test_who_asks_too_fast_waits_and_keeps_the_question(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANFA_PAGE_RATE", "2")
    page = visit()
    for question in ("One?", "Two?", "Three?"):
        page = ask(page, question)
    assert asked(page) == ["One?", "Two?"]
    assert "Too many questions" in page.info[0].value
    assert page.text_area(key="held-text").value == "Three?"
    assert asked(ask(visit(), "Another visitor?")) == ["Another visitor?"]


def test_without_a_limit_nobody_waits(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANFA_PAGE_RATE", "0")
    page = visit()
    for n in range(4):
        page = ask(page, f"Question {n}?")
    assert len(asked(page)) == 4


class TestMemosAndDescriptionsCountAsQuestionsDo:
    @pytest.fixture(autouse=True)
    def one_a_minute(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A session may put one text a minute."""
        monkeypatch.setenv("BANFA_PAGE_RATE", "1")

    @pytest.mark.parametrize(("language", "said"), [("en", r"can be checked in \d+ s"), ("zh", r"\d+秒后可以核对")])
    def test_a_memo_after_a_question_waits_and_stays_in_the_box(self, visit: Open, language: str, said: str) -> None:
        checker = ScriptedChecker([])
        page = ask(visit(), FILING)
        page.session_state[MEMO_KEY], page.session_state["language"] = checker, language
        page = check(turn_to(page, "memo"), MEMO)
        assert re.search(said, page.info[0].value)
        assert checker.days == []
        assert page.text_area(key="memo-text").value == MEMO

    def test_what_is_no_memo_costs_nothing(self, visit: Open) -> None:
        checker = ScriptedChecker([])
        page = visit()
        page.session_state[MEMO_KEY] = checker
        page = check(check(turn_to(page, "memo"), " ?! "), MEMO)
        assert len(checker.days) == 1
        assert "can be checked in" in check(page, MEMO).info[0].value
        assert len(checker.days) == 1

    @pytest.mark.parametrize(("language", "said"), [("en", r"can be read in \d+ s"), ("zh", r"\d+秒后可以读取")])
    def test_a_description_after_a_question_waits_and_stays_in_the_box(self, visit: Open, language: str, said: str) -> None:
        reader = Reader("ollama:some-model")
        page = ask(visit(), FILING)
        page.session_state["language"] = language
        page = describe(turn_to(page, "scope"), reader, STAFF_TOOL)
        assert re.search(said, page.info[0].value)
        assert reader.sent == []
        assert page.text_area(key="description").value == STAFF_TOOL
        assert page.expander[0].proto.expanded

    def test_without_a_chat_model_a_description_waits_too_and_is_read_once_there_is_room(
        self, visit: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = turn_to(ask(visit(), FILING), "scope")
        page.text_area(key="description").set_value(STAFF_TOOL).run()
        page = page.button(key="read").click().run()
        assert "confirm" not in {b.key for b in page.button}
        monkeypatch.setenv("BANFA_PAGE_RATE", "2")
        page = page.button(key="read").click().run()
        assert "confirm" in {b.key for b in page.button}
        assert "can be read in" not in words(page)

    def test_a_description_agreed_to_can_be_sent_from_where_it_waits(self, visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        reader, text = Reader(), "Our chatbot is for staff; ask li.wei@example.cn."
        page = describe(turn_to(ask(visit(), FILING), "scope"), reader, text)
        assert not page.info, "what is held back is not counted"
        page = page.button(key="read-anyway").click().run()
        assert ("can be read in" in page.info[0].value, reader.sent) == (True, [])
        monkeypatch.setenv("BANFA_PAGE_RATE", "2")
        page.button(key="read-anyway").click().run()
        assert reader.sent == [text]


def test_people_who_are_signed_in_see_their_own_threads_only(visit: Open) -> None:
    ask(visit(ALICE), FILING)
    bob = ask(visit(BOB), LABELS)
    assert listed(bob) == [LABELS]
    assert listed(visit()) == [], "and whoever sits at the machine sees neither"
    assert listed(visit(ALICE)) != []
    assert any("Alice \\*A\\*" in c.value for c in visit(ALICE).caption)


def test_a_thread_of_somebody_else_does_not_open_by_its_address(visit: Open) -> None:
    thread = ask(visit(ALICE), FILING).query_params["thread"]
    page = visit(BOB)
    page.query_params["thread"] = thread
    page.run()
    assert "There is no such thread here" in words(page)
    assert FILING not in words(page)


def test_where_signing_in_is_required_nobody_else_gets_to_ask(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANFA_SIGN_IN", "required")
    closed = visit()
    assert not closed.chat_input
    assert "not set up how to sign in" in closed.error[0].value
    assert visit(ALICE).chat_input


@pytest.mark.parametrize(
    ("headers", "address", "owner"),
    [
        ({"Host": "localhost:8501", "Origin": "http://localhost:8501"}, None, LOCAL),
        ({"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}, None, LOCAL),
        ({"Host": "[::1]:8501", "Origin": "http://[::1]:8501"}, None, LOCAL),
        ({"Host": "localhost:8501", "Origin": "https://banfa.example"}, None, None),
        ({"Host": "banfa.example", "Origin": "https://banfa.example"}, None, None),
        ({"Host": "localhost:8501", "Origin": "http://localhost:8501", "X-Forwarded-For": "203.0.113.9"}, None, None),
        ({"Host": "localhost:8501", "Origin": "http://localhost:8501"}, "203.0.113.9", None),
        ({"Host": "localhost:8501"}, None, None),
    ],
)
def test_only_a_browser_on_this_machine_shares_the_threads_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], address: str | None, owner: str | None
) -> None:
    class Context:
        """What the server knows of the connection."""

        headers: StreamlitHeaders
        ip_address: str | None

    context = Context()
    context.headers, context.ip_address = StreamlitHeaders(list(headers.items())), address
    monkeypatch.setattr(account.st, "context", context)
    monkeypatch.setattr(account.st, "user", {})
    assert account.owner() == owner


def test_a_failure_is_logged_without_the_question(visit: Open, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Script):
        """An engine whose errors quote the question."""

        def ask(self, text: str, *_: object) -> Any:
            """Nothing but trouble."""
            raise RuntimeError(f"cannot parse {text!r}")

    log = StringIO()
    monkeypatch.setattr(logging.getLogger("app"), "handlers", [logging.StreamHandler(log)])
    page = ask(visit(engine=Broken(corpus)), "What of \"Project Lark\" 'n' co?")
    assert "Something went wrong" in page.info[0].value
    assert "cannot parse" in log.getvalue()
    assert "Lark" not in log.getvalue()
