"""The benchmarks run, on a handful: what they measure is nobody's promise, but that they measure is."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from banfa.corpus import Corpus
from benchmarks import __main__ as command
from benchmarks.product import questions
from benchmarks.searching import at_size
from benchmarks.synthetic import findables, texts, unit_vectors
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
    monkeypatch.setattr("sys.argv", ["benchmarks", "cold", "--json", str(file)])

    class Done:
        stdout = json.dumps({"took": {"reply": [{"callers": 1, "p50": 1.0, "p95": 2.0, "per_second": 3.0, "n": 4}]}})

    monkeypatch.setattr(command.subprocess, "run", lambda *_, **__: Done())
    command.main()
    assert json.loads(file.read_text(encoding="utf-8"))["measured"][0]["what"] == "cold"
    assert "p95 ms" in capsys.readouterr().out
