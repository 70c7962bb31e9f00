"""An outside set goes through the retriever of the product, whole or doc by doc, and is embedded once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from rich.console import Console

from banfa.errors import UsageError
from banfa.seams import Vectors
from banfa.settings import Settings
from evals.command import Wanted, run
from evals.dataset import read_dataset
from evals.dataset_index import build_index
from evals.dataset_run import run_dataset
from tests.fakes import HashEmbedder


class Counting(HashEmbedder):
    """Counts the passages that it embeds."""

    def __init__(self) -> None:
        self.embedded = 0

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.embedded += len(texts) if progress is not None else 0
        return super().passages(texts, progress)


TEXTS = {
    "p1": "The operator files the algorithm with the authority.",
    "p2": "Labels are put on synthetic pictures.",
    "p3": "Complaints of users are handled without delay.",
    "p4": "Training data are lawfully sourced.",
    "p5": "Labels are put on synthetic pictures, sound and video.",
}


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    passages = [{"id": id, "text": text, "title": f"Section {id}", "doc": int(id == "p5")} for id, text in TEXTS.items()]
    queries = [
        {"id": "q1", "text": "who files an algorithm?", "style": "formal"},
        {"id": "q2", "text": "complaints of users", "style": "lay"},
        {"id": "q3", "text": "the weather"},
        {"id": "q4", "text": "labels on pictures", "doc": 1},
    ]
    for name, rows in (("passages", passages), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "qrels.tsv").write_text("q1\tp1\t1\nq2\tp3\t1\nq4\tp5\t1\nq3\tp2\t0\n", encoding="utf-8")
    return folder


class TestDataset:
    def run(self, outside: Path, embedder: HashEmbedder, limit: int | None = None) -> tuple[dict[str, Any], str]:
        screen = Console(record=True, width=300)
        found = run_dataset(Settings(data=outside.parent / "data"), embedder, outside, limit, screen)
        return cast("dict[str, Any]", found), screen.export_text()

    def test_the_product_and_its_parts_on_the_same_queries(self, outside: Path) -> None:
        found, page = self.run(outside, HashEmbedder())
        assert found["figures"]["all (3)"].keys() == {"Banfa", "BM25", "dense"}
        assert found["figures"]["all (3)"]["Banfa"]["R@1"] == 1.0
        assert found["figures"]["lay (1)"]["BM25"]["RR@10"] == 1.0
        assert "MAP@10" in page
        assert "left out of the averages: 1." in page

    def test_only_the_passages_of_the_doc_compete(self, outside: Path) -> None:
        found, _ = self.run(outside, HashEmbedder())
        assert {row["id"]: row["found"] for row in found["rows"]}["q4"] == ["p5"]

    def test_what_was_embedded_is_kept(self, outside: Path) -> None:
        first, second = Counting(), Counting()
        self.run(outside, first)
        found, _ = self.run(outside, second, limit=1)
        assert (first.embedded, second.embedded) == (len(TEXTS), 0)
        assert found["queries"] == 1
        assert not list((outside.parent / "data" / "datasets").glob(".*"))

    def test_an_index_cut_in_another_way_lends_its_vectors(self, outside: Path) -> None:
        first, second = Counting(), Counting()
        data = outside.parent / "data"
        folders = {build_index(data, read_dataset(outside), e, n, len, lambda *_: None) for e, n in ((first, 400), (second, 500))}
        assert len(folders) == 2
        assert (first.embedded, second.embedded) == (len(TEXTS), 0)

    def test_a_query_that_fails_scores_zero(self, outside: Path) -> None:
        class Moody(HashEmbedder):
            def queries(self, texts: Sequence[str]) -> Vectors:
                if "complaints" in texts[0]:
                    raise RuntimeError("not today")
                return super().queries(texts)

        found, page = self.run(outside, Moody())
        assert found["figures"]["all (3)"]["Banfa"]["R@1"] == pytest.approx(2 / 3)
        assert "score zero: 1; the first, q2: RuntimeError: not today" in page

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("passages.jsonl", '{"id": "p1"}', 'line 1: not {"id", "text"}'),
            ("queries.jsonl", '{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}', "line 2: the id 'a' stands twice"),
            ("queries.jsonl", "", "no passages or no queries"),
            ("qrels.tsv", "q1 p1 1", "line 1: not query, passage and relevance"),
        ],
    )
    def test_an_error_names_file_and_line(self, outside: Path, name: str, content: str, said: str) -> None:
        (outside / name).write_text(content, encoding="utf-8")
        with pytest.raises(UsageError, match=re.escape(said)):
            read_dataset(outside)

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match=r"passages\.jsonl cannot be read"):
            read_dataset(tmp_path / "nothing")

    def test_a_limit_needs_an_outside_set(self) -> None:
        with pytest.raises(UsageError, match="--dataset"):
            run(Settings(), Wanted(limit=3))
