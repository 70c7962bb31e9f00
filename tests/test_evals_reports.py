"""What a run is held against, and what is written of it: baseline, intervals, gaps, JUnit, Markdown, HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from banfa.corpus import Corpus
from banfa.errors import UsageError
from evals import plots
from evals.command import Wanted, _judged
from evals.committed import compare, read_committed, write_committed
from evals.coverage import coverage
from evals.gates import Gate
from evals.gold import GoldQuestion
from evals.junit import junit
from evals.markdown import MARK, conclusion, markdown
from evals.outcome import Outcome
from evals.page import page
from evals.reliability import reliability
from evals.repeat import flips
from evals.report import show
from evals.reports import check_names, write_reports
from evals.scorers import Score, score
from evals.trial import Trial
from evals.uncertainty import gaps, interval, paired
from tests.gold_desk import FILING, QUESTION, Desk

RIGHT = "Open to the public: file within ten working days."


@pytest.fixture(scope="module")
def desk(corpus: Corpus) -> Desk:
    return Desk(corpus)


def outcome_of(*trials: Trial) -> Outcome:
    """A run with these trials."""
    scores = [found for trial in trials for found in score(trial)]
    return Outcome(trials, scores, {}, "0" * 64, "hash:512", "embedded", prompts={"answer": "abc"})


def held(head: Outcome, base: Outcome) -> Outcome:
    """A run held against another."""
    comparison = compare(base.run, head.run)
    return replace(head, held_to=comparison, against=comparison)


class TestBaseline:
    def test_what_was_right_and_is_not_fails_the_run(self, desk: Desk) -> None:
        base, head = outcome_of(desk.trial(RIGHT, FILING)), outcome_of(desk.trial("File.", FILING))
        assert not held(head, base).passed
        assert held(base, head).passed
        assert [turn.id for turn in compare(head.run, base.run).gained] == ["en-x-01"]

    def test_a_question_taken_out_of_the_set_is_lost_if_it_was_right(self, desk: Desk) -> None:
        other = replace(QUESTION, id="en-x-02")
        base = outcome_of(desk.trial(RIGHT, FILING), desk.trial(RIGHT, FILING, question=other))
        head = outcome_of(desk.trial(RIGHT, FILING))
        assert not held(head, base).passed
        assert compare(base.run, head.run, whole=False).passed

    def test_more_withheld_than_before_fails_the_run_though_the_rest_is_right(self, desk: Desk) -> None:
        base = outcome_of(desk.trial(RIGHT, FILING))
        head = outcome_of(desk.trial(RIGHT, FILING, withheld=[{"text": "x", "why": "y"}]))
        assert not held(head, base).passed
        assert "no longer agrees with the law: en-x-01" in markdown(held(head, base))

    @pytest.mark.parametrize("hold", [True, False])
    def test_what_turned_is_always_shown_and_fails_unless_nobody_holds_the_run_to_it(
        self, desk: Desk, tmp_path: Path, hold: bool
    ) -> None:
        write_committed(outcome_of(desk.trial(RIGHT, FILING)).run, tmp_path / "baseline.json")
        judged = _judged(outcome_of(desk.trial("File.", FILING)), Wanted(baseline=tmp_path / "baseline.json", hold=hold))
        assert judged.against is not None
        assert not judged.against.passed
        assert (judged.held_to is not None) is hold

    def test_a_prompt_that_changed_fails_until_the_baseline_is_written_anew(self, desk: Desk) -> None:
        base = outcome_of(desk.trial(RIGHT, FILING))
        assert not held(replace(base, prompts={"answer": "abd"}), base).passed

    def test_another_writer_is_compared_and_not_held_to_it(self, desk: Desk) -> None:
        base, head = outcome_of(desk.trial(RIGHT, FILING)), replace(outcome_of(desk.trial("File.")), writer="openai:x")
        assert held(head, base).passed
        assert len(compare(base.run, head.run).lost) == 1

    def test_it_is_read_as_it_was_written_a_line_a_question(self, desk: Desk, tmp_path: Path) -> None:
        run = outcome_of(desk.trial(RIGHT, FILING), Trial(replace(QUESTION, id="en-x-00"), desk.corpus, error="boom")).run
        write_committed(run, tmp_path / "baseline.json")
        assert read_committed(tmp_path / "baseline.json") == run
        assert (tmp_path / "baseline.json").read_text(encoding="utf-8").count("\n  ") == 2

    def test_a_missing_one_says_how_to_write_it(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="--write-baseline"):
            read_committed(tmp_path / "none.json")


class TestUncertainty:
    def test_an_interval_is_the_same_every_time_and_holds_the_mean(self) -> None:
        values = [0.0, 1.0] * 20
        found = interval(values)
        assert found is not None
        assert found == interval(values)
        assert found.low < 0.5 < found.high
        assert found.n == 40
        assert interval([1.0]) is None

    def test_base_against_head_is_mcnemars_exact_test(self) -> None:
        base = {str(n): n >= 6 for n in range(20)}
        found = paired(base, dict.fromkeys(base, True))
        assert found is not None
        assert (found.gained, found.lost, found.n) == (6, 0, 20)
        assert found.p == pytest.approx(2 * 0.5**6)
        assert paired({}, base) is None

    def test_a_gap_beyond_chance_is_called_overfitting(self) -> None:
        asked = [replace(QUESTION, id=f"en-q-{n:03}") for n in range(90)]
        scores = [Score(q.id, "right", float(q.split == "development")) for q in asked]
        (gap,) = gaps(asked, scores)
        assert gap.overfitted
        assert "overfitting" in str(gap)
        (none,) = gaps(asked, [Score(q.id, "right", float(n % 2)) for n, q in enumerate(asked)])
        assert not none.overfitted


class TestSplit:
    def test_a_third_is_drawn_for_test_and_what_is_held_out_all(self) -> None:
        drawn = [replace(QUESTION, id=f"en-q-{n}").split for n in range(600)]
        assert 150 < drawn.count("test") < 250
        assert {replace(QUESTION, id=f"en-q-{n}", held=True).split for n in range(20)} == {"test"}

    def test_slices_are_told_by_the_id_too(self) -> None:
        assert replace(QUESTION, id="en-held-swap-01").slices == ("obligation", "role_swap")
        assert replace(QUESTION, id="en-held-cross-01", slice="cross_language").slices == ("cross_language",)

    def test_coverage_counts_an_instrument_in_every_slice_that_touches_it(self, corpus: Corpus) -> None:
        table = coverage(corpus, [QUESTION, replace(QUESTION, id="en-inj-01", gold=())])
        row = next(line for line in table.splitlines() if line.startswith("| cn-genai-measures "))
        assert row.startswith("| cn-genai-measures | 1 | · | 1 |")
        assert "| no provision | 1 | 1 | 1 |" in table
        assert "Without any question: cn-admin-penalty" in table


class TestReports:
    @pytest.fixture
    def lost(self, desk: Desk) -> Outcome:
        """A run in which a question turned wrong."""
        base = outcome_of(desk.trial(RIGHT, FILING))
        head = held(outcome_of(desk.trial("File | <now>.", FILING)), base)
        return replace(head, gates=(Gate("all", "right", 0.5, 0.0),))

    def test_the_comment_begins_with_the_conclusion_and_shows_both_answers(self, lost: Outcome) -> None:
        text = markdown(lost)
        assert text.startswith(f"{MARK}\n\n## Failed: 0 of 1 questions right; 0 gained, 1 lost")
        assert f"| en-x-01 | *answered*: {RIGHT} | *answered*: File \\| &lt;now>. |" in text
        assert "prompt answer abc" in text

    def test_a_loss_that_a_new_baseline_accepts_is_shown_as_accepted(self, lost: Outcome) -> None:
        accepted = replace(lost, held_to=compare(lost.run, lost.run), gates=())
        assert accepted.passed
        assert "en-x-01 (accepted: the baseline is changed)" in markdown(accepted)

    def test_gates_that_are_passed_do_not_hide_that_the_run_fails(self, lost: Outcome) -> None:
        screen = Console(record=True, width=200)
        show(replace(lost, gates=(Gate("all", "right", 0.5, 1.0),)), screen)
        told = screen.export_text()
        assert "turned wrong: en-x-01" in told
        assert told.index("All 1 gates are passed") < told.index("The run fails all the same")

    def test_without_a_baseline_it_says_so(self, desk: Desk) -> None:
        assert "no baseline to compare with" in conclusion(outcome_of(desk.trial(RIGHT, FILING)))

    def test_junit_fails_what_turned_and_skips_what_was_wrong_before(self, lost: Outcome, desk: Desk) -> None:
        root = ElementTree.fromstring(junit(lost))
        assert [len(suite.findall("testcase/failure")) for suite in root] == [1, 1]
        known = ElementTree.fromstring(junit(outcome_of(desk.trial("File.\x00", FILING))))
        assert known.findall("testsuite/testcase/skipped")
        assert not known.findall("testsuite/testcase/failure")

    def test_junit_fails_what_is_not_asked_any_more(self, lost: Outcome) -> None:
        assert 'name="en-x-01"' in junit(replace(lost, trials=(), scores=()))

    def test_the_page_stands_alone(self, lost: Outcome) -> None:
        text = page(lost)
        assert "<script" not in text
        assert "http" not in text
        assert "File | &lt;now&gt;." in text
        assert "0 of 1 replies carry a confidence" in text

    def test_reliability_is_drawn_where_enough_replies_say_how_sure_they_are(self, desk: Desk) -> None:
        asked: Sequence[GoldQuestion] = [replace(QUESTION, id=f"en-q-{n}") for n in range(30)]
        trials = [desk.trial(RIGHT, FILING, question=q, confidence=n / 30) for n, q in enumerate(asked)]
        assert "expected calibration error" in page(outcome_of(*trials))

    def test_a_perfectly_calibrated_half_has_no_error(self) -> None:
        assert "error 0.000" in plots.reliability("t", reliability([0.5] * 4, [True, False, True, False]))

    def test_the_ending_says_what_is_written(self, lost: Outcome, tmp_path: Path) -> None:
        files = [tmp_path / "out" / f"eval{ending}" for ending in (".json", ".xml", ".md", ".html")]
        write_reports(lost, files)
        content = json.loads(files[0].read_text(encoding="utf-8"))
        assert content["against_baseline"]["lost"] == ["en-x-01"]
        assert content["rows"][0]["split"] in {"development", "test"}
        with pytest.raises(UsageError, match=r"eval\.pdf ends in none of"):
            check_names([tmp_path / "eval.pdf"])


class TestRepeat:
    def test_another_reply_the_second_time_is_told(self, desk: Desk) -> None:
        one = outcome_of(desk.trial(RIGHT, FILING)).as_object()
        assert flips(one, one) == []
        assert flips(one, outcome_of(desk.trial("File.", FILING)).as_object()) == ["en-x-01: answer, right"]
        assert flips(one, {"rows": []}) == ["en-x-01: not asked again"]
