"""Notes on practice: read line by line, refused when a line rests on nothing, and told apart from the law in the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from banfa.answer import Reply, Status
from banfa.assistant import Assistant
from banfa.citing import Citator
from banfa.corpus import read_corpus
from banfa.embedded import EmbeddedWriter, statements_to_claims
from banfa.errors import CorpusError
from banfa.render import markdown
from banfa.settings import Settings
from banfa.wiring import make_retriever
from ingest.command import run
from tests.fakes import HashEmbedder
from tests.toy_corpus import edit, write_toy_corpus

DAY = date(2026, 11, 22)
NOTE = """+++
title_en = "Queues at the town hall"
title_zh = "镇政府排队情况"
summary_en = [
  "The owner of a kite must register it. [toy-kites:art_2]",
  "Registration at the town hall takes about a week in practice. (gazette)",
]
summary_zh = ["风筝的所有人应当登记。 [toy-kites:art_2]", "实务中在镇政府登记大约需要一周。 (gazette)"]
as_of = 2026-10-01
confidence = "medium"
would_change_en = "A new counter."
would_change_zh = "增设窗口。"
asks_en = ["how long is the queue at the town hall for a kite", "weeks of waiting at the counter"]
asks_zh = ["镇政府排队要多久", "窗口要等几周"]
[sources]
gazette = "the town gazette of 1 Oct 2026"
+++

## English
- The owner of a kite must register it within 10 days. [toy-kites:art_2]
- In September 2026 the queue was seven days. (gazette)

## 中文
- 风筝的所有人应当在十日内登记。 [toy-kites:art_2]
- 2026年9月排队七日。 (gazette)
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus with one note."""
    folder = write_toy_corpus(tmp_path / "corpus")
    (folder / "notes").mkdir()
    (folder / "notes" / "queues.md").write_text(NOTE, encoding="utf-8")
    return folder


def ask(corpus: Path, text: str) -> Reply:
    settings = Settings(corpus=corpus, data=corpus.parent / "data")
    run(settings, embedder=HashEmbedder())
    law = read_corpus(corpus)
    retriever = make_retriever(law, HashEmbedder(), settings)
    return Assistant(law, Citator(law), retriever, EmbeddedWriter(law, retriever.finder.weights)).ask(text, DAY)


def test_a_note_says_which_lines_are_law_and_which_are_practice(corpus: Path) -> None:
    (note,) = read_corpus(corpus).notes
    assert (note.id, note.as_of, note.confidence) == ("queues", date(2026, 10, 1), "medium")
    assert [(s.instrument, s.locator) for s in note.claims] == [("toy-kites", "art_2")]
    assert [line.text("zh") for line in note.practice] == ["2026年9月排队七日。"]


def test_a_question_on_practice_is_answered_from_the_note_dated_and_sourced(corpus: Path) -> None:
    reply = ask(corpus, "how long is the queue at the town hall counter for a kite, weeks of waiting?")
    assert reply.status is Status.ANSWERED
    assert reply.opening.startswith("The owner of a kite must register it. [Kite Rules art 2] Registration at the town hall")
    assert "1 Oct 2026, confidence medium; not law" in reply.opening
    assert [(c.instrument, c.locator) for claim in reply.claims for c in claim.citations] == [("toy-kites", "art_2")]
    shown = markdown(reply, read_corpus(corpus))
    assert "Known practice, not law: In September 2026 the queue was seven days.\n" in shown
    assert "Sources of the practice: the town gazette of 1 Oct 2026." in shown
    assert "What would change this: A new counter." in shown


def test_a_sentence_of_the_summary_that_says_more_than_the_law_is_not_shown(corpus: Path) -> None:
    edit(corpus / "notes" / "queues.md", "The owner of a kite must register it. [", "It must be registered within 3 days. [")
    reply = ask(corpus, "how long is the queue at the town hall counter for a kite, weeks of waiting?")
    assert reply.opening.startswith("Registration at the town hall takes about a week")


def test_a_line_may_rest_on_several_provisions_and_stands_only_where_all_are_law(corpus: Path) -> None:
    file = corpus / "notes" / "queues.md"
    file.write_text(file.read_text(encoding="utf-8").replace("toy-kites:art_2]", "toy-kites:art_2; toy-kites:art_3]"), "utf-8")
    law = read_corpus(corpus)
    (line,) = law.notes[0].claims
    assert line.cites == (("toy-kites", "art_2"), ("toy-kites", "art_3"))
    (claim,) = statements_to_claims([line], law, "en", DAY)
    assert {c.locator for c in claim.citations} == {"art_2", "art_3"}
    assert statements_to_claims([line], law, "en", date(2019, 1, 1)) == []


def no_head(file: Path) -> None:
    edit(file, "+++\ntitle_en", "title_en")


def line_that_rests_on_nothing(file: Path) -> None:
    edit(file, "the queue was seven days. (gazette)", "the queue was seven days.")


def unknown_source(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("(gazette)", "(rumour)"), encoding="utf-8")


def other_citation_in_chinese(file: Path) -> None:
    edit(file, "日内登记。 [toy-kites:art_2]", "日内登记。 [toy-kites:art_3]")


def line_in_one_language_only(file: Path) -> None:
    edit(file, "- 2026年9月排队七日。 (gazette)\n", "")


def unknown_confidence(file: Path) -> None:
    edit(file, '"medium"', '"certain"')


def citation_of_nothing(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("toy-kites:art_2", "toy-kites:art_9"), encoding="utf-8")


def summary_that_rests_on_nothing(file: Path) -> None:
    edit(file, "in practice. (gazette)", "in practice.")


def summary_in_one_language_only(file: Path) -> None:
    edit(file, '"风筝的所有人应当登记。 [toy-kites:art_2]", ', "")


def summary_as_one_text(file: Path) -> None:
    edit(file, 'summary_zh = ["风筝的所有人应当登记。 [toy-kites:art_2]", "实务', 'summary_zh = "实务')
    edit(file, '一周。 (gazette)"]', '一周。 (gazette)"')


def summary_of_what_no_line_says(file: Path) -> None:
    edit(file, "register it. [toy-kites:art_2]", "register it. [toy-kites:art_1]")
    edit(file, "应当登记。 [toy-kites:art_2]", "应当登记。 [toy-kites:art_1]")


def note_older_than_the_law_it_cites(file: Path) -> None:
    edit(file, "as_of = 2026-10-01", "as_of = 2019-10-01")


@pytest.mark.parametrize(
    ("fault", "what", "remedy"),
    [
        (no_head, "no head", "Begin with a TOML head"),
        (line_that_rests_on_nothing, "has neither a citation nor a source", "End it in [instrument:locator] or (source)"),
        (unknown_source, "the source 'rumour' is not in the head", "Add it under [sources]"),
        (other_citation_in_chinese, "rests on something else than the English", "Cite the same in both"),
        (line_in_one_language_only, "2 lines in English, 1 in Chinese", "Say the same in both"),
        (unknown_confidence, "confidence is 'certain'", "Use high, medium, low"),
        (citation_of_nothing, "note queues cites what is not there", "Correct the citation"),
        (summary_that_rests_on_nothing, "in practice' has neither a citation nor a source", "End it in [instrument:locator] or"),
        (summary_in_one_language_only, "the summary has 2 sentences in English, 1 in Chinese", "sentence by sentence"),
        (summary_as_one_text, "summary_zh is not a list of strings", "Write summary_zh = ["),
        (summary_of_what_no_line_says, "the summary cites toy-kites:art_1, which no line does", "Add a line on it"),
        (note_older_than_the_law_it_cites, "Kite Rules art 2 was not in force on 2019-10-01", "Correct the citation"),
    ],
)
def test_a_malformed_note_is_refused(corpus: Path, fault: Callable[[Path], None], what: str, remedy: str) -> None:
    fault(corpus / "notes" / "queues.md")
    with pytest.raises(CorpusError) as caught:
        read_corpus(corpus)
    assert what in str(caught.value)
    assert remedy in str(caught.value)
