"""The chat page and its kept threads, without a browser: they come back after a restart, are found, renamed, deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.engine import SESSION_KEY
from banfa.answer import Claim, Reply, Status
from banfa.corpus import Corpus
from banfa.filters import Filters
from banfa.law import Citation, Unit
from banfa.question import language_of
from banfa.settings import Settings
from banfa.threads import LOCAL, ThreadSearch
from banfa.wiring import make_threads
from tests.page_words import words

PAGE = str(Path(__file__).resolve().parent.parent / "app" / "chat.py")
FILING = "What does article 17 of the Interim Measures say?"
LABELS = "Which labels must a video carry?"

Open = Callable[..., AppTest]


class Script:
    """An engine that answers everything with article 17 of the Interim Measures."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.asked: list[str] = []

    def ask(self, text: str, as_of: date | None = None, filters: Filters | None = None, *_: object) -> Reply:
        """The reply of the script."""
        self.asked.append(f"{text} {filters or ''}".strip())
        article = self.corpus.provision("cn-genai-measures", "art_17")
        claim = Claim("You must complete the algorithm filing.", (Citation("cn-genai-measures", "art_17", article.text),))
        status = Status.NOT_IN_CORPUS if "tea" in text else Status.ANSWERED
        claims = () if "tea" in text else (claim,)
        day = as_of or date.today()
        return Reply(text, language_of(text), day, status, "", claims, (), (), (), "embedded", "", 1.0, self.corpus.hash)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the page."""
    monkeypatch.setenv("BANFA_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def visit(corpus: Corpus, data: Path) -> Open:
    """Opens the page as a new visitor at this machine; with ``restarted`` as after a restart of the server."""

    def opened(*, restarted: bool = False, engine: Script | None = None, **query: str) -> AppTest:
        assert data.is_dir()
        if restarted:
            st.cache_resource.clear()
        page = AppTest.from_file(PAGE, default_timeout=30)
        page.session_state[SESSION_KEY] = engine or Script(corpus)
        page.query_params.update(query)
        return page.run()

    return opened


def ask(page: AppTest, question: str) -> AppTest:
    """Type a question and send it."""
    return page.chat_input[0].set_value(question).run()


def listed(page: AppTest) -> list[str]:
    """The threads in the side bar."""
    return [b.label for b in page.button if str(b.key).startswith("open-thread-")]


def opener(page: AppTest, title: str) -> object:
    """The button that opens a thread."""
    return next(b for b in page.button if str(b.key).startswith("open-thread-") and b.label == title)


def id_in(page: AppTest) -> str:
    """The thread that the address names."""
    found = page.query_params["thread"]
    return found if isinstance(found, str) else str(found[0])


def test_a_thread_survives_a_restart_and_opens_by_its_address(visit: Open) -> None:
    page = ask(ask(visit(), FILING), LABELS)
    address = id_in(page)
    assert listed(page) == ["What does article 17 of the Interim Measures…"], "cut between words"
    engine_after = visit(restarted=True, thread=address)
    assert [t.value for t in engine_after.text] == [FILING, LABELS]
    assert "**You must complete the algorithm filing.**" in words(engine_after)
    assert engine_after.session_state[SESSION_KEY].asked == [], "nothing is asked again"
    assert not engine_after.exception


def test_a_thread_that_was_opened_goes_on_where_it_ended(visit: Open) -> None:
    address = id_in(ask(visit(), FILING))
    page = ask(visit(thread=address), LABELS)
    assert len(listed(page)) == 1
    assert [t.value for t in visit(restarted=True, thread=address).text] == [FILING, LABELS]


def test_a_new_conversation_is_another_thread_and_the_old_one_is_a_click_away(visit: Open) -> None:
    page = ask(visit(), FILING)
    page.button(key="new").click().run()
    assert "thread" not in page.query_params
    page = ask(page, LABELS)
    assert listed(page)[0] == LABELS
    assert len(listed(page)) == 2
    opener(page, listed(page)[1]).click().run()  # type: ignore[attr-defined]
    assert [t.value for t in page.text] == [FILING]


def test_an_address_that_leads_to_no_thread_is_told_kindly(visit: Open) -> None:
    page = visit(thread="0" * 32)
    assert "There is no such thread here" in page.warning[0].value
    assert "thread" not in page.query_params
    assert ask(page, FILING).chat_message, "and the chat works"


def test_threads_are_found_by_words_and_by_article(visit: Open) -> None:
    page = ask(visit(), LABELS)
    page.button(key="new").click().run()
    page = ask(page, "What of tea?")
    for typed, found in (
        ("tea", ["What of tea?"]),
        ("LABELS video", [LABELS]),
        ("Measures art 17", [LABELS]),
        ("暂行办法第十七条", [LABELS]),
        ("PIPL art 13", []),
    ):
        page.text_input(key="thread-search").set_value(typed).run()
        assert listed(page) == found, typed
    assert "No thread has all of that" in words(page)


def test_a_thread_is_renamed_and_found_by_its_new_name(visit: Open) -> None:
    page = ask(visit(), FILING)
    page.text_input(key=f"rename-{id_in(page)}").set_value("Project Lark").run()
    assert listed(page) == ["Project Lark"]
    assert listed(visit(restarted=True)) == ["Project Lark"]


def test_a_thread_is_deleted_only_after_a_second_word(visit: Open, data: Path) -> None:
    page = ask(visit(), FILING)
    page.button(key="thread-delete").click().run()
    assert "cannot be undone" in words(page)
    page.button(key="thread-delete-no").click().run()
    assert len(listed(page)) == 1
    page.button(key="thread-delete").click().run()
    page.button(key="thread-delete-yes").click().run()
    assert listed(page) == []
    assert page.title, "the first screen is back"
    threads = make_threads(Settings(data=data))
    assert threads is not None
    assert threads.find(LOCAL, ThreadSearch(), 5) == []


def test_a_thread_deleted_elsewhere_goes_on_as_a_new_one(visit: Open, data: Path) -> None:
    page = ask(visit(), FILING)
    threads = make_threads(Settings(data=data))
    assert threads is not None
    threads.delete(LOCAL, id_in(page))
    page = ask(page, LABELS)
    assert listed(page) == [LABELS]
    assert not page.exception


def test_an_old_thread_says_which_provisions_changed_since(visit: Open, corpus: Corpus) -> None:
    address = id_in(ask(visit(), FILING))
    assert "have changed" not in words(visit(thread=address))
    provisions = tuple(
        replace(p, units=(Unit("art_17", "Other words."),)) if (p.instrument, p.locator) == ("cn-genai-measures", "art_17") else p
        for p in corpus.provisions
    )
    page = visit(restarted=True, engine=Script(replace(corpus, provisions=provisions)), thread=address)
    assert "provisions that it cites have changed" in page.warning[0].value
    assert "**Interim Measures art 17**: our text was corrected" in page.warning[0].value


def test_a_thread_on_a_law_that_is_gone_is_shown_as_it_was_given(visit: Open, corpus: Corpus) -> None:
    address = id_in(ask(visit(), FILING))
    less = replace(corpus, instruments={k: v for k, v in corpus.instruments.items() if k != "cn-genai-measures"})
    page = visit(restarted=True, engine=Script(less), thread=address)
    assert not page.exception
    assert "no longer held" in words(page)
    assert any("You must complete the algorithm filing." in t.value for t in page.text)


def test_a_damaged_file_is_told_and_the_chat_still_works(visit: Open, data: Path) -> None:
    (data / "history.db").write_bytes(b"spoilt" * 1000)
    page = ask(visit(), LABELS)
    assert "was damaged. It was kept aside as `history.damaged-" in words(page)
    assert listed(page) == [LABELS]
    assert "**You must complete" in words(page)


def test_a_database_that_is_away_is_told_and_the_chat_still_works(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANFA_HISTORY", "postgresql://who:s3cret@127.0.0.1:1/none")
    page = ask(visit(), FILING)
    assert "**You must complete" in words(page)
    assert "what you ask now is not kept yet" in words(page)
    assert "s3cret" not in words(page)
    assert not page.exception


def test_what_could_not_be_kept_is_kept_when_the_history_is_back(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANFA_HISTORY", "postgresql://who:s3cret@127.0.0.1:1/none")
    page = ask(visit(), FILING)
    monkeypatch.delenv("BANFA_HISTORY")
    page = ask(page, LABELS)
    assert [t.value for t in visit(restarted=True, thread=id_in(page)).text] == [FILING, LABELS]


def test_no_history_is_kept_where_it_is_switched_off(visit: Open, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANFA_HISTORY", "off")
    page = ask(visit(), FILING)
    assert "This conversation is not kept" in words(page)
    assert "thread" not in page.query_params
    assert not list(data.glob("history*"))


def test_an_empty_question_is_not_kept(visit: Open, assistant: object) -> None:
    page = ask(visit(engine=assistant), "？！")
    assert "The question is empty" in page.info[0].value
    assert listed(page) == []
