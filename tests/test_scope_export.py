"""Exports of a scope check: every file is opened again and says what the record says; nothing in a cell is a formula."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from banfa.case import Answer
from banfa.cli import app
from banfa.corpus import Corpus
from banfa.deadlines import dues, last_day, read_event
from banfa.errors import UsageError
from banfa.export_text import inert
from banfa.scope_answers import Proposed
from banfa.scope_check import ScopeChecker
from banfa.scope_compare import compare
from banfa.scope_export import FORMATS, exported
from banfa.scope_record import Record, printable, seal
from banfa.scope_recording import make_record

DAY = date(2026, 11, 23)
FACTS: dict[str, Answer] = {
    "offered_to_public_in_mainland": True,
    "generates_content": True,
    "public_opinion_or_mobilisation": True,
    "placed_on_eu_market_or_output_used_in_eu": True,
}
NASTY = '=HYPERLINK("http://evil.example")\x07 | <script>'


def record_of(corpus: Corpus, language: str = "en") -> Record:
    """The record of a public chatbot whose service starts on a Monday, with a word of its description that is a formula."""
    checker = ScopeChecker(corpus.scope, corpus.obligations)
    check = checker.check(FACTS)
    due = dues(check.duties, {"start_of_service": date(2027, 1, 4)})
    proposed = {"generates_content": Proposed("generates_content", True, (NASTY,))}
    rows = compare(corpus.scope, FACTS)
    return make_record(corpus, checker, check, language, DAY, proposed=proposed, due=due, rows=rows)


@pytest.fixture(scope="module")
def record(corpus: Corpus) -> Record:
    return record_of(corpus)


def said_everywhere(record: Record) -> list[str]:
    """What each export must say: day, hash, notices, the quote of the verdict and of a duty."""
    return [record.as_of, record.corpus, *record.notices, record.findings[0].words[0].quote, record.duties[0].words.quote]


class TestEachFormat:
    def test_markdown_holds_every_quote_and_no_markup_of_others(self, record: Record) -> None:
        text = exported(record, ".md").decode()
        assert all(said.replace("[", r"\[").replace("]", r"\]") in text for said in said_everywhere(record))
        assert all(f"> {' '.join(d.words.quote.split())}"[:60] in text for d in record.duties)
        assert "<script>" not in text

    def test_word_opens_again_with_every_duty_and_the_footer(self, record: Record) -> None:
        document = docx.Document(io.BytesIO(exported(record, ".docx")))
        paragraphs = [p.text for p in document.paragraphs]
        text = "\n".join(paragraphs)
        assert all(said in text for said in said_everywhere(record))
        assert all(f"{d.what} [{', '.join(d.cites)}]" in paragraphs for d in record.duties)
        assert record.corpus in document.sections[0].footer.paragraphs[0].text
        assert [c.text for c in document.tables[0].rows[1].cells] == [
            record.facts[0].title,
            record.facts[0].value,
            record.facts[0].source,
        ]

    def test_a_spreadsheet_opens_again_cell_by_cell_without_formulas(self, record: Record) -> None:
        book = openpyxl.load_workbook(io.BytesIO(exported(record, ".xlsx")))
        assert book.sheetnames == ["About", "Facts", "Findings", "Duties", "Duties if", "Dates", "China-EU"]
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        text = "\n".join(str(cell.value) for cell in cells)
        assert all(said in text for said in said_everywhere(record))
        assert [row[0] for row in book["Duties"].iter_rows(min_row=2, values_only=True)] == [d.id for d in record.duties]
        assert printable(NASTY) in [row[3] for row in book["Facts"].iter_rows(values_only=True)]

    def test_the_csv_has_a_task_for_each_duty_that_jira_can_import(self, record: Record) -> None:
        header, *rows = csv.reader(io.StringIO(exported(record, ".csv").decode(), newline=""))
        assert header[0] == "Summary"
        assert {len(row) for row in rows} == {len(header)}
        assert [row[-1] for row in rows if row[5].startswith("stage-")] == [d.id for d in record.duties]
        assert all(0 < len(row[0]) <= 255 and "\n" not in row[0] and len(row[2]) < 32_767 for row in rows)
        assert not any(" " in label for row in rows for label in row[4:6])
        assert all(record.corpus in row[2] and all(notice in row[2] for notice in record.notices) for row in rows)
        due = {row[-1]: row[3] for row in rows}
        assert due["algorithm_filing.recommendation"] == "2027-01-18"

    def test_the_calendar_has_one_event_for_each_kind_and_day(self, record: Record) -> None:
        events = Calendar.from_ical(exported(record, ".ics")).walk("VEVENT")
        assert [(str(e["SUMMARY"]).split(":")[0], e.decoded("DTSTART")) for e in events] == [
            ("algorithm_filing", date(2027, 1, 18))
        ]
        text = str(events[0]["DESCRIPTION"])
        assert record.corpus in text
        assert all(notice in text for notice in record.notices)
        [line] = record.dates
        assert len(line.duties) > 1
        assert all(d.words.quote in text for d in record.duties if d.id in line.duties)
        assert "holidays" in text

    def test_json_is_the_record_with_its_seal(self, record: Record) -> None:
        found = json.loads(exported(record, ".json"))
        assert found == record.object()
        assert found["seal"] == seal(found)
        assert {f["id"] for f in found["findings"]} >= {"interim-measures", "eu-reach"}

    @pytest.mark.parametrize("suffix", sorted(FORMATS))
    def test_chinese_is_written_as_well(self, corpus: Corpus, suffix: str) -> None:
        assert exported(record_of(corpus, "zh"), suffix)

    def test_another_suffix_is_refused_with_those_that_there_are(self, record: Record) -> None:
        with pytest.raises(UsageError, match=r"\.md, \.docx"):
            exported(record, ".pdf")


class TestCells:
    @pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "\n@x", "\u3000=1"])
    def test_what_could_start_a_formula_is_made_inert(self, cell: str) -> None:
        assert inert(cell) == f"'{cell}"

    @pytest.mark.parametrize("cell", ["", "a=1", "2027-01-04", "“=1”"])
    def test_other_text_stays_as_it_is(self, cell: str) -> None:
        assert inert(cell) == cell


class TestDays:
    @pytest.mark.parametrize(
        ("event", "count", "unit", "last"),
        [
            (date(2027, 1, 4), 10, "working_days", date(2027, 1, 18)),
            (date(2027, 1, 9), 1, "working_days", date(2027, 1, 11)),
            (date(2027, 1, 31), 30, "days", date(2027, 3, 2)),
            (date(2027, 8, 31), 6, "months", date(2028, 2, 29)),
            (date(2028, 2, 29), 1, "years", date(2029, 2, 28)),
            (date(2027, 12, 5), 1, "months", date(2028, 1, 5)),
        ],
    )
    def test_the_day_of_the_event_does_not_count(self, event: date, count: int, unit: str, last: date) -> None:
        assert last_day(event, count, unit) == last

    def test_hours_run_from_a_time_of_day_in_china(self) -> None:
        assert last_day(datetime(2027, 1, 4, 23, 30), 1, "hours").isoformat() == "2027-01-05T00:30:00+08:00"
        with pytest.raises(UsageError, match="time of day"):
            last_day(date(2027, 1, 4), 1, "hours")

    def test_what_must_be_kept_or_done_every_year_is_no_deadline(self, corpus: Corpus) -> None:
        check = ScopeChecker(corpus.scope, corpus.obligations).check(FACTS)
        given = dict.fromkeys(("collection", "provision", "yearly", "assessment"), date(2027, 1, 4))
        assert dues(check.duties, given) == ()

    @pytest.mark.parametrize(("text", "says"), [("launch=2027-01-04", "no event 'launch'"), ("tomorrow", "is no day")])
    def test_an_event_that_cannot_be_read_is_refused(self, text: str, says: str) -> None:
        with pytest.raises(UsageError, match=says):
            read_event(text)

    def test_an_event_without_a_name_is_the_start(self) -> None:
        assert read_event("2027-01-04") == ("start_of_service", date(2027, 1, 4))


class TestTheCommand:
    def test_the_suffix_chooses_and_several_files_come_out(self, tmp_path: Path) -> None:
        facts = tmp_path / "product.toml"
        facts.write_text("offered_to_public_in_mainland = true\ngenerates_content = true\n", encoding="utf-8")
        files = [tmp_path / f"out{suffix}" for suffix in (".md", ".json")]
        options = [option for file in files for option in ("--export", str(file))]
        result = CliRunner().invoke(app, ["scope", "--facts", str(facts), *options])
        assert result.exit_code == 0, result.output
        assert all(file.stat().st_size for file in files)

    @pytest.mark.parametrize(
        ("options", "says"),
        [
            (["--export", "x.pdf"], "no export of that suffix"),
            (["--export", "x.ics"], "no date to write"),
            (["--date", "soon"], "is no day"),
        ],
    )
    def test_what_cannot_be_written_is_wrong_usage(self, tmp_path: Path, options: list[str], says: str) -> None:
        facts = tmp_path / "product.toml"
        facts.write_text("generates_content = true\n", encoding="utf-8")
        result = CliRunner().invoke(app, ["scope", "--facts", str(facts), *options])
        assert isinstance(result.exception, UsageError)
        assert says in str(result.exception)
