"""The pages of the library, the memo check and about Banfa without a browser; the memo checker is scripted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.engine import MEMO_KEY, SESSION_KEY
from banfa.corpus import Corpus
from banfa.errors import IndexUnusable
from banfa.memo_verdict import Judged, Verdict
from tests.page_words import words
from tests.test_page_scope import PAGE, Shelf, turn_to

CLAIM = "The Interim Measures set a fine of RMB 10 million."
MEMO = "The filing must be made within 10 working days."

Open = Callable[..., AppTest]


class ScriptedChecker:
    """Gives the same verdicts on every text, or raises the same error; remembers the day asked about."""

    def __init__(self, outcome: list[Judged] | Exception) -> None:
        self._outcome = outcome
        self.days: list[date] = []

    def check(self, text: str, on: date) -> tuple[list[Judged], int]:  # noqa: ARG002
        """The verdicts of the script."""
        self.days.append(on)
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome, 2


@pytest.fixture
def visit(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens one of the pages as a new visitor."""
    monkeypatch.setenv("BANFA_DATA", str(tmp_path))

    def opened(name: str, language: str = "en", checker: ScriptedChecker | None = None) -> AppTest:
        app = AppTest.from_file(PAGE, default_timeout=60)
        app.session_state[SESSION_KEY] = Shelf(corpus)
        app.session_state["language"] = language
        if checker is not None:
            app.session_state[MEMO_KEY] = checker
        return turn_to(app.run(), name)

    return opened


@pytest.fixture
def wrong(corpus: Corpus) -> ScriptedChecker:
    """A checker that finds a claim wrong by article 21 of the Interim Measures."""
    passage = corpus.provision("cn-genai-measures", "art_21").text
    return ScriptedChecker(
        [
            Judged(CLAIM, Verdict.WRONG, (("cn-genai-measures", "art_21"),), "The figure differs.", passage),
            Judged("Article 99 says so.", Verdict.NO_SUCH_ARTICLE, (), "There is no art 99."),
        ]
    )


def check(app: AppTest, text: str) -> AppTest:
    """Paste a text and send it."""
    app.text_area(key="memo-text").set_value(text)
    return app.button(key="memo-check").click().run()


class TestLibrary:
    def test_every_instrument_says_what_it_is_since_when_and_on_what_our_text_rests(self, visit: Open, corpus: Corpus) -> None:
        app = visit("library")
        shown = words(app)
        for card in corpus.instruments.values():
            assert f"**{card.short_en}**" in shown.replace("\\", "")
        for wanted in (
            "departmental rule",
            "in force since 15 Aug 2023",
            "our translation",
            "restated in our own words",
            "Verified by",
        ):
            assert wanted in shown
        assert not app.exception

    def test_it_is_filtered_by_words_and_by_kind(self, visit: Open) -> None:
        app = visit("library")
        app = app.text_input(key="library-words").set_value("标识").run()
        assert [e.label.split("**")[1] for e in app.expander if "**" in e.label] == ["GB 45438", "Labelling Measures"]
        app = app.text_input(key="library-words").set_value("").run()
        app = app.selectbox(key="library-kind").set_value("law").run()
        assert len([e for e in app.expander if e.label.startswith("**")]) == 5

    def test_a_filter_that_finds_nothing_says_so(self, visit: Open) -> None:
        app = visit("library")
        app = app.text_input(key="library-words").set_value("zebra").run()
        assert "Nothing here" in app.info[0].value
        assert not app.exception

    def test_an_article_is_chosen_and_read(self, visit: Open) -> None:
        app = visit("library")
        app = app.selectbox(key="open-card").set_value("cn-genai-measures").run()
        app = app.selectbox(key="open-cn-genai-measures").set_value("art_17").run()
        app = app.button(key="read-article").click().run()
        assert app.query_params["cite"] == "cn-genai-measures:art_17"
        assert any(s.value.startswith("Art 17.") for s in app.subheader)

    def test_on_the_chinese_page_a_card_reads_as_chinese(self, visit: Open) -> None:
        shown = words(visit("library", "zh"))
        assert "**文号**：第15号令" in shown
        assert "**文号**：国务院令第790号" in shown
        assert "Order No." not in shown
        assert "**类别**：部门规章、有约束力" in shown

    def test_what_we_lack_is_listed(self, visit: Open, corpus: Corpus) -> None:
        shown = words(visit("library", "zh"))
        assert f"已知而未收录（{len(corpus.known)}）" in shown
        assert corpus.known[0].title_zh in shown


class TestMemo:
    def test_each_claim_gets_a_verdict_in_words_why_and_a_chip(self, visit: Open, wrong: ScriptedChecker) -> None:
        app = check(visit("memo", checker=wrong), MEMO)
        shown = words(app)
        for wanted in (
            ":material/cancel: Not what the law says",
            "The figure differs",
            "No such article",
            "2 statements checked",
        ):
            assert wanted in shown
        assert wrong.days == [date.today()]
        opened = app.button(key="chip-claim-0-0").click().run()
        assert opened.query_params["cite"] == "cn-genai-measures:art_21"

    def test_the_verdicts_can_be_taken_away(self, visit: Open, wrong: ScriptedChecker) -> None:
        app = check(visit("memo", checker=wrong), MEMO)
        assert [d.label for d in app.get("download_button")] == ["Download JSON", "Download Markdown"]

    def test_a_file_is_checked_too_and_one_that_is_no_text_is_refused(self, visit: Open, wrong: ScriptedChecker) -> None:
        app = visit("memo", checker=wrong)
        app.file_uploader[0].set_value(("memo.md", b"\xff\xfe\x00", "text/markdown"))
        app = app.button(key="memo-check").click().run()
        assert "not text in UTF-8" in app.error[0].value
        app.file_uploader[0].set_value(("memo.md", MEMO.encode(), "text/markdown"))
        app = app.button(key="memo-check").click().run()
        assert "2 statements checked" in words(app)

    @pytest.mark.parametrize(
        ("text", "said"), [("", "nothing to check"), (" ?! ", "nothing to check"), ("x" * 70_000, "70000 characters")]
    )
    def test_nothing_and_too_much_are_told_kindly(self, visit: Open, wrong: ScriptedChecker, text: str, said: str) -> None:
        app = check(visit("memo", checker=wrong), text)
        assert said in words(app)
        assert not wrong.days

    def test_a_text_without_claims_says_so(self, visit: Open) -> None:
        app = check(visit("memo", checker=ScriptedChecker([])), "Hello.")
        assert "No statement about the law" in app.info[0].value

    @pytest.mark.parametrize("error", [IndexUnusable("There is no index. Run `banfa ingest`."), RuntimeError(MEMO)])
    def test_trouble_is_told_without_the_memo_in_the_log(
        self, visit: Open, error: Exception, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = StringIO()
        monkeypatch.setattr(logging.getLogger("app"), "handlers", [logging.StreamHandler(log)])
        app = check(visit("memo", checker=ScriptedChecker(error)), MEMO)
        assert app.error[0].value
        assert MEMO not in words(app)
        assert MEMO not in log.getvalue()
        assert not app.exception

    def test_the_verdicts_stay_when_the_language_changes(self, visit: Open, wrong: ScriptedChecker) -> None:
        app = check(visit("memo", checker=wrong), MEMO)
        app = app.segmented_control(key="language").set_value("zh").run()
        assert "与条文不符" in words(app)
        assert app.text_area(key="memo-text").value == MEMO
        assert len(wrong.days) == 1


@pytest.mark.parametrize(("language", "wanted"), [("en", "Its limits"), ("zh", "局限")])
def test_about_says_what_it_is_with_the_figures_of_the_corpus(visit: Open, corpus: Corpus, language: str, wanted: str) -> None:
    shown = words(visit("about", language))
    assert wanted in shown
    assert str(len(corpus.obligations)) in shown
    assert str(len(corpus.instruments)) in shown


@pytest.mark.parametrize("name", ["scope", "duties", "library", "compare", "memo", "scorecard", "about"])
def test_a_corpus_that_cannot_be_read_is_told_on_every_page(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANFA_CORPUS", str(tmp_path))
    monkeypatch.setenv("BANFA_DATA", str(tmp_path))
    app = turn_to(AppTest.from_file(PAGE, default_timeout=60).run(), name)
    assert not app.exception
    assert "Point BANFA\\_CORPUS at the folder" in app.error[0].value
