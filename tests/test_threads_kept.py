"""What is kept of a turn, what is exported of a thread, what is told when the law it cites has changed since."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import pytest
from typer.testing import CliRunner

from banfa.answer import Claim, Remark, Reply, Status, Withheld
from banfa.assistant import Assistant
from banfa.cli import app as command
from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.filters import Filters
from banfa.law import Citation, Displacement, Statement, Unit
from banfa.record_check import Standing
from banfa.scope_record import seal
from banfa.thread_check import Change, changed_since, check_thread, read_thread
from banfa.thread_export import exported
from banfa.threads import Kept, Thread, ThreadCard
from banfa.turn_record import Asked, answer_of, asked_of, kept, reply_of

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LAW, ARTICLE = "cn-genai-measures", "art_17"
TODAY = AT.date()
LATER = date(2027, 3, 1)

Keep = Callable[..., Kept]


@pytest.fixture
def keep(corpus: Corpus) -> Keep:
    """Keeps a reply that cites one provision with all its words."""

    def keep_it(instrument: str = LAW, locator: str = ARTICLE, as_of: date = TODAY, in_corpus: Corpus = corpus) -> Kept:
        article = in_corpus.provision(instrument, locator, as_of)
        claim = Claim("You must complete the algorithm filing.", (Citation(instrument, locator, article.text_at(locator)),))
        reply = Reply("When?", "en", as_of, Status.ANSWERED, "", (claim,), (), (), (), "embedded", "", 1.0, in_corpus.hash)
        return kept(Asked("When?", "en", AT), reply, in_corpus)

    return keep_it


def thread_of(*turns: Kept) -> Thread:
    """A thread of these turns."""
    return Thread(ThreadCard("0" * 32, "When | must *we* file?", AT, AT), turns)


class TestATurn:
    @pytest.mark.parametrize(
        "question", ["When must we file our algorithm?", "算法备案应当在什么时候办理？", "What does quantum law say about tea?"]
    )
    def test_a_reply_of_the_engine_comes_back_word_for_word(self, assistant: Assistant, question: str) -> None:
        reply = assistant.ask(question, date(2026, 6, 1), Filters(legal_force=("binding",)))
        asked = Asked(question, reply.language, AT, {"legal_force": ["binding"]}, date(2026, 6, 1))
        turn = kept(asked, reply, assistant.corpus)
        record = json.loads(json.dumps(turn.record))
        back = reply_of(record, assistant.corpus)
        assert back is not None
        assert [p.provision for p in back.passages] == [p.provision for p in reply.passages]
        assert replace(back, passages=(), elapsed_ms=0) == replace(reply, passages=(), elapsed_ms=0)
        assert asked_of(record) == asked

    def test_the_search_words_are_those_of_question_and_answer_and_the_cites_those_of_the_reply(self, keep: Keep) -> None:
        turn = keep()
        assert "when? **you must complete the algorithm filing.**" in turn.words
        assert turn.cites == ((LAW, ARTICLE),)
        assert turn.status == "answered"

    def test_trouble_is_kept_as_what_it_was(self, corpus: Corpus) -> None:
        turn = kept(Asked("q?", "en", AT), "The model was dead.", corpus)
        assert (turn.status, answer_of(turn.record)) == ("failed", "The model was dead.")
        assert reply_of(turn.record, corpus) is None

    def test_what_cites_an_instrument_that_is_gone_comes_back_as_text_only(self, keep: Keep, corpus: Corpus) -> None:
        turn = keep()
        less = replace(corpus, instruments={k: v for k, v in corpus.instruments.items() if k != LAW})
        assert reply_of(turn.record, less) is None
        assert "You must complete the algorithm filing." in answer_of(turn.record)

    @pytest.mark.parametrize("record", [{}, {"reply": {}}, {"reply": None}, {"reply": {"citations": [{}]}}])
    def test_a_record_of_another_shape_gives_no_reply(self, corpus: Corpus, record: dict[str, object]) -> None:
        assert reply_of(record, corpus) is None


class TestWhatChangedSince:
    def changes(self, turn: Kept, corpus: Corpus, today: date) -> list[tuple[str, Change, str]]:
        """What a banner would tell, as (locator, change, detail)."""
        return [(c.locator, c.change, c.detail) for c in changed_since([turn.record], corpus, today)]

    def test_nothing_is_told_while_nothing_changed(self, keep: Keep, corpus: Corpus) -> None:
        assert self.changes(keep(), corpus, AT.date()) == []

    def test_every_answer_of_today_is_unchanged_today(self, assistant: Assistant) -> None:
        for question in (
            "Which labels must an AI video carry?",
            "网络安全法第二十一条规定了什么？",
            "EU AI Act Annex III point 5",
        ):
            turn = kept(Asked(question, "en", AT), assistant.ask(question, AT.date()), assistant.corpus)
            assert self.changes(turn, assistant.corpus, AT.date()) == [], question

    def test_a_new_wording_is_told_with_its_day(self, keep: Keep, corpus: Corpus) -> None:
        assert self.changes(keep(), _with_new_wording(corpus), LATER) == [(ARTICLE, Change.NEW_WORDING, "2027-01-01")]

    def test_a_new_wording_that_does_not_hold_yet_is_not_told(self, keep: Keep, corpus: Corpus) -> None:
        assert self.changes(keep(), _with_new_wording(corpus), date(2026, 12, 31)) == []

    def test_a_new_wording_known_when_it_was_asked_is_told_once_it_holds(self, keep: Keep, corpus: Corpus) -> None:
        newer = _with_new_wording(corpus)
        turn = keep(in_corpus=newer)
        assert self.changes(turn, newer, date(2026, 12, 31)) == []
        assert self.changes(turn, newer, LATER) == [(ARTICLE, Change.NEW_WORDING, "2027-01-01")]

    def test_who_asked_about_an_old_wording_is_told_nothing_new(self, keep: Keep, corpus: Corpus) -> None:
        turn = keep("cn-csl", "art_21", as_of=date(2025, 6, 1))
        assert self.changes(turn, corpus, AT.date()) == []

    def test_an_article_without_a_successor_is_told_as_repealed(self, keep: Keep, corpus: Corpus) -> None:
        ended = _with(corpus, until=date(2027, 1, 1))
        assert self.changes(keep(), ended, LATER) == [(ARTICLE, Change.REPEALED, "2027-01-01")]

    def test_a_provision_that_gives_way_since_is_told(self, keep: Keep, corpus: Corpus) -> None:
        card = corpus.instruments[LAW]
        displaced = (Displacement(ARTICLE, date(2027, 1, 1), Statement(LAW, ARTICLE, "x", "x")),)
        newer = replace(corpus, instruments=corpus.instruments | {LAW: replace(card, displaced=displaced)})
        assert self.changes(keep(), newer, LATER) == [(ARTICLE, Change.GIVES_WAY, "2027-01-01")]
        assert self.changes(keep(), newer, AT.date()) == []

    def test_what_gave_way_already_when_it_was_cited_is_not_news(self, keep: Keep, corpus: Corpus) -> None:
        card = corpus.instruments["cn-export-assessment"]
        locator = card.displaced[0].locator
        assert self.changes(keep("cn-export-assessment", locator), corpus, AT.date()) == []

    def test_a_correction_of_our_text_is_told(self, keep: Keep, corpus: Corpus) -> None:
        mended = _with(corpus, units=(Unit(ARTICLE, "Quite other words."),))
        assert self.changes(keep(), mended, AT.date()) == [(ARTICLE, Change.TEXT_CORRECTED, "")]

    def test_words_that_moved_are_told_with_their_new_place(self, keep: Keep, corpus: Corpus) -> None:
        old = corpus.provision(LAW, ARTICLE)
        moved = _with(corpus, units=(Unit(ARTICLE, "Quite other words."),))
        elsewhere = replace(old, locator="art_99", units=(Unit("art_99", old.text),))
        both = replace(moved, provisions=(*moved.provisions, elsewhere))
        assert self.changes(keep(), both, AT.date()) == [(ARTICLE, Change.MOVED, "art_99")]

    def test_an_instrument_that_is_no_longer_held_is_told(self, keep: Keep, corpus: Corpus) -> None:
        less = replace(corpus, instruments={k: v for k, v in corpus.instruments.items() if k != LAW})
        assert self.changes(keep(), less, AT.date()) == [(ARTICLE, Change.NOT_HELD, "")]


class TestExports:
    def test_as_markdown_with_pinpoints_quotes_day_and_caveat_and_no_markup_of_its_own(self, keep: Keep) -> None:
        text = exported(thread_of(keep()), ".md", "en").decode()
        assert text.startswith("# When \\| must \\*we\\* file?")
        for wanted in ("Not legal advice", "## When?", "- You must complete the algorithm filing. \\[Interim Measures art 17\\]"):
            assert wanted in text
        assert re.search(r"> \*\*Interim Measures art 17\*\*: “Whoever provides", text)
        assert "As of 2026-11-23. Corpus " in text

    def test_remarks_and_what_was_withheld_are_told(self, corpus: Corpus) -> None:
        reply = Reply(
            *("q", "en", AT.date(), Status.UNSETTLED, "It is open.", ()),
            remarks=(Remark("practice", "Filing takes months."),),
            withheld=(Withheld("You must pay.", "no"),),
            **{"passages": (), "writer": "embedded", "notice": "", "elapsed_ms": 1.0, "corpus_hash": "ab"},
        )
        text = exported(thread_of(kept(Asked("q", "en", AT), reply, corpus)), ".md", "en").decode()
        for wanted in ("It is open.", "Known practice, not law: Filing takes months.", "1 sentence(s) failed the check"):
            assert wanted in text
        assert "You must pay" not in text

    @pytest.mark.parametrize("suffix", [".md", ".docx"])
    def test_how_a_follow_up_was_read_and_which_part_a_sentence_answers_are_told(self, corpus: Corpus, suffix: str) -> None:
        article = corpus.provision(LAW, ARTICLE, TODAY)
        cites = (Citation(LAW, ARTICLE, article.text),)
        claims = (
            Claim("You must file.", cites),
            Claim("You must amend.", cites, "if it changes"),
            Claim("And so.", cites, "if it changes"),
        )
        reply = Reply(
            *("And on text?", "en", TODAY, Status.ANSWERED, "", claims, (), (), (), "embedded", "", 1.0, "ab"),
            standing="Which labels\nmust text carry?",
        )
        file = exported(thread_of(kept(Asked("And on text?", "en", AT), reply, corpus)), suffix, "en")
        text = file.decode() if suffix == ".md" else "\n".join(p.text for p in docx.Document(io.BytesIO(file)).paragraphs)
        assert text.index("And on text?") < text.index("Read as: Which labels must text carry?") < text.index("You must file.")
        assert text.index("You must file.") < text.index("On “if it changes”:") < text.index("You must amend.")
        assert text.count("On “if it changes”:") == 1

    def test_as_word(self, keep: Keep) -> None:
        document = docx.Document(io.BytesIO(exported(thread_of(keep()), ".docx", "zh")))
        text = "\n".join(p.text for p in document.paragraphs)
        assert "When | must *we* file?" in text
        assert "[Interim Measures art 17]" in text

    def test_a_damaged_turn_is_told_in_the_export_and_left_out_of_the_record(self, keep: Keep) -> None:
        thread = thread_of(keep(), replace(keep(), record={}))
        assert "damaged and is not shown" in exported(thread, ".md", "en").decode()
        assert len(json.loads(exported(thread, ".json", "en"))["turns"]) == 1

    def test_there_is_no_other_format(self, keep: Keep) -> None:
        with pytest.raises(UsageError, match=r"\.md, \.docx, \.json"):
            exported(thread_of(keep()), ".exe", "en")

    def test_as_json_it_is_sealed_and_says_later_whether_it_holds(self, keep: Keep, corpus: Corpus) -> None:
        record = read_thread(exported(thread_of(keep()), ".json", "en").decode())
        assert check_thread(record, corpus, AT.date()).standing is Standing.STILL_VALID
        changed = check_thread(record, _with_new_wording(corpus), LATER)
        assert changed.standing is Standing.LAW_CHANGED
        assert changed.because == ("Interim Measures art 17: new wording (2027-01-01)",)
        record["turns"][0]["reply"]["claims"][0]["text"] = "You may file."
        assert check_thread(record, corpus, AT.date()).standing is Standing.TAMPERED
        del record["turns"][0]["asked"]
        assert check_thread(record | {"seal": seal(record)}, corpus, AT.date()).standing is Standing.TAMPERED

    def test_the_command_verify_reads_it(self, keep: Keep, tmp_path_factory: pytest.TempPathFactory) -> None:
        file = tmp_path_factory.mktemp("thread") / "thread.json"
        file.write_bytes(exported(thread_of(keep()), ".json", "en"))
        done = CliRunner().invoke(command, ["verify", str(file)])
        assert (done.exit_code, "still valid (of 2026-11-23)" in done.output) == (0, True), done.output
        file.write_text(file.read_text().replace("must complete", "may complete"))
        done = CliRunner().invoke(command, ["verify", str(file)])
        assert (done.exit_code, "tampered" in done.output) == (1, True)

    @pytest.mark.parametrize("text", ["{", "[]", '{"format": "banfa-thread/0"}'])
    def test_what_is_no_thread_is_told_so(self, text: str) -> None:
        with pytest.raises(UsageError):
            read_thread(text)


def _with(corpus: Corpus, **fields: object) -> Corpus:
    """The corpus with the article that the tests cite changed."""
    provisions = tuple(
        replace(p, **fields) if (p.instrument, p.locator) == (LAW, ARTICLE) else p  # type: ignore[arg-type]
        for p in corpus.provisions
    )
    return replace(corpus, provisions=provisions, hash="other")


def _with_new_wording(corpus: Corpus) -> Corpus:
    """The corpus with another wording of the article from 2027 on."""
    day, old = date(2027, 1, 1), corpus.provision(LAW, ARTICLE)
    new = replace(old, effective=day, units=(Unit(ARTICLE, "Another rule."),))
    ended = _with(corpus, until=day)
    return replace(ended, provisions=(*ended.provisions, new))
