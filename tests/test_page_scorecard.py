"""The scorecard without a browser: what is read of a report, and what the page says where there is none or a broken one."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from banfa import scorecard
from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.scorecard_bins import Bin, bins, calibration_error
from banfa.settings import Settings
from tests.page_words import words
from tests.test_page_scope import Open, visit

__all__ = ["visit"]


def report(**fields: Any) -> dict[str, Any]:
    """A report of four questions, with some of its fields replaced."""
    rows = [
        {"id": f"en-x-{n}", "elapsed_ms": 100.0 * (n + 1), "scores": {"right": float(n != 3)}, "answer": "secret words"}
        for n in range(4)
    ]
    gates = [
        {"group": "all", "figure": "right", "at_least": 0.7, "measured": 0.75, "passed": True},
        {"group": "slice scope", "figure": "status", "at_least": 0.9, "measured": None, "passed": False},
    ]
    gap = {"figure": "right", "against": "held", "difference": 0.36, "low": 0.22, "high": 0.49, "n": [3, 1], "overfitted": True}
    return {
        "asked_on": "2026-11-20",
        "corpus_hash": "0123456789abcdef",
        "embedder": "an-embedder",
        "writer": "a-writer",
        "questions": 4,
        "passed": False,
        "figures": {"all": {"n": 4, "right": 0.75, "quote_validity": 1.0}, "slice scope": {"n": 2, "right": 0.5}},
        "intervals": {"all": {"right": [0.5, 0.9, 4]}},
        "gaps": [gap],
        "against_baseline": {"gained": ["a"], "lost": ["b", "c"]},
        "status": {"answered": {"answered": 3, "unsettled": 1}},
        "latency_ms": {"p50": 250.0, "p95": 400.0},
        "gates": gates,
        "rows": rows,
        **fields,
    }


def write(data: Path, content: object, name: str = "eval/latest.json") -> Path:
    """A report in the data folder."""
    file = data / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


class TestReading:
    def test_what_a_report_carries_is_read_and_nothing_of_a_question(self, tmp_path: Path) -> None:
        write(tmp_path, report())
        card = scorecard.latest(tmp_path)
        assert card is not None
        assert (card.n, card.passed, card.figure("all", "right"), card.figure("zh", "right")) == (4, False, 0.75, None)
        assert card.spans["all"]["right"] == (0.5, 0.9, 4)
        assert card.times == (100.0, 200.0, 300.0, 400.0)
        assert card.turned == (1, 2)
        assert card.gaps[0].more_than_chance
        assert "secret" not in repr(card)

    def test_the_newest_report_of_gold_questions_counts_and_one_of_an_outside_set_does_not(self, tmp_path: Path) -> None:
        old = write(tmp_path, report(questions=1), "reports/eval.json")
        new = write(tmp_path, report(questions=2))
        other = write(tmp_path, {"dataset": "x", "figures": {}, "rows": []}, "eval/outside.json")
        for age, file in enumerate((other, new, old)):
            os.utime(file, (1_000_000 - age, 1_000_000 - age))
        card = scorecard.latest(tmp_path)
        assert card is not None
        assert card.n == 2

    def test_an_empty_folder_has_none(self, tmp_path: Path) -> None:
        assert scorecard.latest(tmp_path) is None
        assert scorecard.floor(tmp_path / "gold") is None

    @pytest.mark.parametrize("content", ["{", report(gates=[{}]), report(asked_on="yesterday"), report(rows=[3])])
    def test_a_report_that_is_broken_is_named_with_what_to_do(self, tmp_path: Path, content: object) -> None:
        write(tmp_path, content)
        with pytest.raises(UsageError, match=r"latest\.json is no report that can be read .* Run `banfa eval`"):
            scorecard.latest(tmp_path)

    def test_a_report_that_says_less_is_read_all_the_same(self, tmp_path: Path) -> None:
        lean = {k: v for k, v in report().items() if k not in {"intervals", "gaps", "status", "latency_ms", "against_baseline"}}
        write(tmp_path, lean)
        card = scorecard.latest(tmp_path)
        assert card is not None
        assert (card.turned, card.median_ms, card.sure) == (None, None, ())

    def test_the_committed_floor_counts_verdicts_by_language_and_of_those_held_out(self) -> None:
        floor = scorecard.floor(Settings().gold)
        assert floor is not None
        groups = floor.groups
        assert groups["en"][0] + groups["zh"][0] == groups["all"][0]
        assert groups["held"][1] + groups["development and test"][1] == groups["all"][1]

    def test_the_report_of_a_real_run_has_the_shape_that_is_read(self) -> None:
        from evals.outcome import Outcome

        made = Outcome((), (), {}, "hash", "embedder", "writer").as_object()
        assert {
            "asked_on",
            "figures",
            "rows",
            "gates",
            "questions",
            "passed",
            "intervals",
            "gaps",
            "status",
            "latency_ms",
        } <= set(made)


class TestReliability:
    def test_replies_are_put_into_equal_bins_and_the_error_is_weighted(self) -> None:
        found = bins([(0.1, False), (0.1, False), (0.9, True), (1.0, False)])
        assert found == (Bin(0.1, 0.0, 2), Bin(0.95, 0.5, 2))
        assert calibration_error(found) == pytest.approx((2 * 0.1 + 2 * 0.45) / 4)
        assert calibration_error(()) == 0.0

    def test_only_a_share_counts_as_a_confidence(self, tmp_path: Path) -> None:
        rows = [{"scores": {"right": 1.0}, "confidence": c} for c in (0.5, True, 3, None, "high", 1)]
        write(tmp_path, report(rows=rows))
        card = scorecard.latest(tmp_path)
        assert card is not None
        assert card.sure == ((0.5, True), (1.0, True))


class TestThePage:
    def test_without_a_report_it_tells_the_command_and_shows_the_floor(self, visit: Open) -> None:
        app = visit("scorecard")
        assert "no report" in app.info[0].value
        assert app.code[0].value == "banfa eval"
        floor = scorecard.floor(Settings().gold)
        assert floor is not None
        assert f"{floor.groups['all'][0]} questions, of which {floor.groups['all'][1]} are right" in words(app)
        assert not app.exception

    def test_a_run_that_passed_its_gates_and_lost_answers_does_not_say_that_gates_failed(
        self, visit: Open, tmp_path: Path
    ) -> None:
        write(tmp_path, report(gates=[report()["gates"][0]]))
        shown = words(visit("scorecard"))
        assert "Gates passed, but answers of the baseline were lost" in shown
        assert "Some gates failed" not in shown

    def test_it_says_what_the_run_is_and_warns_of_another_corpus_and_of_a_part_of_the_questions(
        self, visit: Open, tmp_path: Path, corpus: Corpus
    ) -> None:
        write(tmp_path, report())
        app = visit("scorecard")
        shown = words(app).replace("\\", "")
        for wanted in ("Run of 20 Nov 2026: 4 questions", "a-writer", "an-embedder", "0123456789ab", "Some gates failed"):
            assert wanted in shown
        assert [m.value for m in app.metric] == ["75.0%", "100.0%"]
        assert any(corpus.hash[:12] in w.value for w in app.warning)
        assert any("asked 4 of the" in w.value for w in app.warning)
        assert "Gates: 1 of 2 passed" in shown
        assert "1 questions turned right, 2 turned wrong" in shown
        assert "This is more than chance" in shown
        assert "0 replies of this run carry a confidence, and 30 are needed" in shown
        assert not app.exception

    def test_a_run_of_this_corpus_over_every_question_is_shown_without_warning(
        self, visit: Open, tmp_path: Path, corpus: Corpus
    ) -> None:
        write(tmp_path, report(corpus_hash=corpus.hash, questions=100_000, passed=True))
        app = visit("scorecard", "zh")
        assert not app.warning
        assert "全部达标" in words(app)

    def test_a_reliability_diagram_is_drawn_of_thirty_replies(self, visit: Open, tmp_path: Path) -> None:
        rows = [{"elapsed_ms": 5, "scores": {"right": float(n % 2)}, "confidence": n / 30} for n in range(30)]
        write(tmp_path, report(rows=rows))
        assert "Expected calibration error" in words(visit("scorecard"))

    def test_another_figure_can_be_chosen(self, visit: Open, tmp_path: Path) -> None:
        write(tmp_path, report())
        app = visit("scorecard")
        app = app.selectbox(key="score-figure").set_value("quote_validity").run()
        assert not app.exception

    def test_a_broken_report_is_told_kindly(self, visit: Open, tmp_path: Path) -> None:
        write(tmp_path, "{")
        app = visit("scorecard")
        assert "is no report that can be read" in app.error[0].value.replace("\\", "")
        assert not app.exception
