"""China ↔ EU without a browser: the page, the standing matrix by topic, and the files to take away."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from app.cases import CaseFile
from banfa.answer import Claim
from banfa.compare_export import FORMATS, comparison_file, topic_lines
from banfa.corpus import Corpus
from banfa.corpus.topics import read_topics
from banfa.errors import CorpusError, UsageError
from banfa.law import Citation
from banfa.scope_check import ScopeChecker
from banfa.scope_compare import compare, open_facts
from banfa.scope_record import Record
from banfa.scope_recording import make_record
from banfa.verify import objection
from tests.page_words import words
from tests.test_corpus import TODAY
from tests.test_page_scope import Open, answers, say, turn_to, visit

__all__ = ["visit"]

CASE = {"offered_to_public_in_mainland": True, "generates_content": True, "placed_on_eu_market_or_output_used_in_eu": True}


def record(corpus: Corpus, language: str = "en") -> Record:
    checker = ScopeChecker(corpus.scope, corpus.obligations)
    return make_record(corpus, checker, checker.check(CASE), language, date(2026, 11, 23), rows=compare(corpus.scope, CASE))


class TestTheStandingMatrix:
    def test_every_sentence_is_carried_by_its_own_quote(self, corpus: Corpus) -> None:
        said = [(topic.id, one) for topic in corpus.topics for one in topic.said]
        assert len(said) > 40
        for name, one in said:
            where = one.statement
            for language in ("en", "zh"):
                claim = Claim(where.text(language), (Citation(where.instrument, where.locator, one.quote),))
                assert objection(claim, corpus, TODAY) is None, (name, where.text(language))

    def test_it_covers_what_people_ask_first_with_both_sides(self, corpus: Corpus) -> None:
        asked = {"reach", "filing-and-registration", "visible-labels", "fines", "dates", "minors", "risk-classes"}
        assert asked <= {topic.id for topic in corpus.topics}
        for topic in corpus.topics:
            for side, law in (("china", "CN"), ("eu", "EU")):
                assert {corpus.instruments[one.statement.instrument].jurisdiction for one in topic.side(side)} == {law}, topic.id

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('cite = "eu-ai-act:art_5"\nquote = "x"\nen = "x"\nzh = "x"', "is not of the side 'china'"),
            ('cite = "cn-pipl:art_5"\nquote = "x"\nen = "x"\nzh = "x"\nside = "in"', "unknown key 'side'"),
            ("", "no words of the law for china"),
        ],
    )
    def test_a_side_with_the_wrong_law_or_none_is_refused(self, tmp_path: Path, text: str, said: str) -> None:
        file = tmp_path / "topics.toml"
        texts = "".join(f'{n} = "x"\n' for n in ("id", "title_en", "title_zh", "differs_en", "differs_zh"))
        inferred = 'not_inferred_en = "x"\nnot_inferred_zh = "x"\n'
        row = f"[[topic.china]]\n{text}\n" if text else ""
        file.write_text(f"[[topic]]\n{texts}{inferred}{row}", encoding="utf-8")
        with pytest.raises(CorpusError, match=said):
            read_topics([file], {"eu-ai-act": "EU", "cn-pipl": "CN"})


class TestThePage:
    def test_without_facts_every_row_is_undetermined_and_the_decisive_facts_are_asked(self, visit: Open, corpus: Corpus) -> None:
        app = visit("compare")
        assert "No facts are known yet" in app.info[0].value
        assert len(app.radio) == 5
        first = open_facts(compare(corpus.scope, {}), corpus.scope)[0]
        assert app.radio[0].key == f"compare-{first}"
        titles = [c.title_en for c in corpus.scope.comparisons]
        assert [s.value for s in app.header] == titles
        assert not app.exception

    def test_the_short_form_decides_rows_and_leaves_open_what_was_left_open(self, visit: Open) -> None:
        app = visit("compare")
        app.radio(key="compare-generates_content").set_value("yes")
        app.radio(key="compare-placed_on_eu_market_or_output_used_in_eu").set_value("yes")
        app.radio(key="compare-eu_exclusion_applies").set_value("no")
        app = app.button(key="compare-use").click().run()
        given = {"generates_content": True, "placed_on_eu_market_or_output_used_in_eu": True, "eu_exclusion_applies": False}
        assert answers(app) == given
        shown = words(app)
        assert ":material/check_circle: in scope" in shown
        assert ":material/help: undetermined" in shown, "the Chinese side still lacks a fact"
        assert "Not to be inferred" in shown

    def test_the_answers_of_the_scope_check_are_used_and_can_be_taken_back(self, visit: Open) -> None:
        app = turn_to(say(visit("scope"), "no"), "compare")
        assert "From 1 answers of this visit" in words(app)
        assert ":material/do_not_disturb_on: out of scope" in words(app)
        app = app.button(key="forget-offered_to_public_in_mainland").click().run()
        assert answers(app) == {}

    def test_chips_of_both_sides_open_the_reading_room(self, visit: Open) -> None:
        app = visit("compare")
        keys = [str(b.key) for b in app.button if str(b.key).startswith("chip-side-reach-")]
        china, eu = (next(k for k in keys if name in k) for name in ("interim-measures", "eu-reach"))
        assert app.button(key=china).click().run().query_params["cite"].startswith("cn-genai-measures:")
        assert app.button(key=eu).click().run().query_params["cite"].startswith("eu-ai-act:art_2")

    def test_the_matrix_by_topic_can_be_narrowed_and_read_in_chinese(self, visit: Open, corpus: Corpus) -> None:
        app = visit("compare", "zh")
        app = app.segmented_control(key="compare-view").set_value("topic").run()
        assert [s.value for s in app.header] == [t.title_zh for t in corpus.topics]
        app.pills(key="compare-topic").set_value("fines").run()
        assert [s.value for s in app.header] == ["罚款"]
        assert "3500万欧元" in words(app)
        assert not app.exception

    def test_it_can_be_taken_away_before_any_answer(self, visit: Open) -> None:
        assert [d.label for d in visit("compare").get("download_button")] == ["Word", "Excel", "Markdown"]


def test_an_answer_that_is_taken_back_is_open_again() -> None:
    case = CaseFile()
    case.confirm({"generates_content": True, "serves_minors": False})
    case.forget("generates_content")
    assert dict(case.interview.answers) == {"serves_minors": False}


class TestTheFiles:
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_each_holds_both_matrices_with_quotes_day_and_hash(self, corpus: Corpus, language: str) -> None:
        made, topics = record(corpus, language), topic_lines(corpus, language)
        text = comparison_file(made, topics, ".md").decode()
        document = docx.Document(io.BytesIO(comparison_file(made, topics, ".docx")))
        book = openpyxl.load_workbook(io.BytesIO(comparison_file(made, topics, ".xlsx")))
        cells = "\n".join(str(cell.value) for sheet in book for row in sheet.rows for cell in row)
        paragraphs = "\n".join(p.text for p in document.paragraphs)
        for whole in (text.replace("\\", ""), paragraphs, cells):
            assert "2026-11-23" in whole
            assert corpus.hash in whole
            for topic in topics:
                assert topic.title in whole
                assert topic.eu[0].quote in whole
            assert all(row.not_inferred in whole for row in made.rows)

    def test_another_format_is_refused(self, corpus: Corpus) -> None:
        with pytest.raises(UsageError, match=r"\.docx, \.xlsx, \.md"):
            comparison_file(record(corpus), (), ".pdf")
        assert FORMATS == (".docx", ".xlsx", ".md")
