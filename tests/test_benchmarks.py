"""The benchmarks run, on a handful: what they measure is nobody's promise, but that they measure is."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from banfa.corpus import Corpus
from banfa.errors import UsageError
from benchmarks import __main__ as command
from benchmarks.product import questions
from benchmarks.searching import at_size
from benchmarks.synthetic import findables, texts, unit_vectors
from benchmarks.table import BEGIN, END, put_into, tables
from benchmarks.timing import megabytes, seconds, time_calls


def test_every_input_is_timed_once_and_several_callers_call_at_once() -> None:
    met = threading.Barrier(2, timeout=10)
    took = time_calls(lambda _: met.wait(), ["a", "b", "c", "d"], callers=2)
    assert (took.n, took.callers) == (4, 2)
    assert 0 <= took.p50 <= took.p95
    assert seconds(lambda: None) < 1
    assert megabytes() > 1


def test_made_up_passages_are_the_same_each_time_and_of_the_length_asked_for() -> None:
    made = texts(3, 30, seed=1)
    assert made == texts(3, 30, seed=1) != texts(3, 30, seed=2)
    assert all(len(text.split()) == 30 for text in made)
    assert np.linalg.norm(unit_vectors(5, 8, seed=1), axis=1) == pytest.approx(1.0)
    assert [f.key for f in findables(made)][:2] == ["made-up:art_0", "made-up:art_1"]


def test_questions_are_in_both_languages_and_some_have_two_sentences(corpus: Corpus) -> None:
    asked = questions(corpus, 30)
    assert len(asked) == 30
    assert any(text.isascii() for text in asked)
    assert any(not text.isascii() for text in asked)


@pytest.mark.parametrize("store", ["exact", "chroma"])
def test_a_search_at_a_size_is_measured_with_one_caller_and_with_eight(store: str) -> None:
    found = at_size(40, store, 8, None)
    assert [(t.callers, t.n) for t in found["took"]["search alone"]] == [(1, 8), (8, 8)]


def test_each_store_follows_the_other_at_each_size() -> None:
    wanted = command.options(["sizes", "--size", "10", "--size", "20", "--store", "exact", "--store", "chroma"])
    assert [(job["size"], job["store"]) for job in command.jobs(wanted)] == [
        (10, "exact"),
        (10, "chroma"),
        (20, "exact"),
        (20, "chroma"),
    ]
    assert {job["what"] for job in command.jobs(command.options([]))} == set(command.WHAT)


def test_the_tables_are_printed_and_the_file_holds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "measured.json"
    page = tmp_path / "page.md"
    page.write_text(f"Above.\n\n{BEGIN}\nold\n{END}\n\nBelow.\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["benchmarks", "warm", "--json", str(file), "--table", str(page)])

    took = {"reply": [{"callers": 1, "p50": 1.2, "p95": 2.0, "per_second": 3.0, "n": 4}]}

    class Done:
        stdout = json.dumps({"rows": 32000, "rss_mb": 900.4, "took": took})

    monkeypatch.setattr(command.subprocess, "run", lambda *_, **__: Done())
    command.main()
    assert json.loads(file.read_text(encoding="utf-8"))["measured"][0]["what"] == "warm"
    assert "p95 ms" in capsys.readouterr().out
    written = page.read_text(encoding="utf-8")
    assert "old" not in written
    assert written.startswith("Above.")
    assert written.endswith("Below.\n")
    assert "| 32,000 rows | reply | 1 | 1 | 2 | 3.0 | 4 | 900 |" in written


def test_what_is_no_time_of_a_call_is_a_table_of_facts() -> None:
    machine = {"cores": 2, "processor": "x86_64", "python": "3.11.7"}
    cold = {"what": "cold", "questions": 60, "count": 500, "load_before": 0.5, "seconds": [3.7, 4.0]}
    told = tables({"on": "2026-11-23T10:00", "machine": machine, "measured": [cold]})
    assert "Measured on 2026-11-23, 2 cores (x86_64), Python 3.11.7." in told
    assert "| seconds | 3.7, 4.0 |" in told
    assert "questions" not in told


def test_a_page_without_the_marks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("Nothing.", encoding="utf-8")
    with pytest.raises(UsageError, match="Put them where the tables are to stand"):
        put_into(tmp_path / "page.md", {})


def test_the_page_on_sizing_has_the_marks() -> None:
    page = (Path(__file__).resolve().parent.parent / "docs" / "sizing.md").read_text(encoding="utf-8")
    assert page.index(BEGIN) < page.index(END)
