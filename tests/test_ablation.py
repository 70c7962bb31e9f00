"""What each part of the retrieval is worth: parts are left out one at a time, and paired with the whole on the same questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.errors import UsageError
from banfa.index import Spread
from banfa.kinds import KindModel
from banfa.passage import Findable, View
from banfa.remembering import Remembering
from banfa.retrieval import HybridRetriever
from banfa.settings import Settings
from banfa.weights import Weights
from banfa.wiring import Opened
from evals.ablation import answered, chinese_rows, on_dataset, retrievers
from evals.ablation_parts import FULL, PARTS, Part
from evals.ablation_table import Ablation, Answered, put_into
from evals.command import Wanted, run
from tests.fakes import HashEmbedder
from tests.gold_desk import FILING, QUESTION

CITED = replace(QUESTION, question="What does article 17 of the Interim Measures say?", gold=((FILING,),))


def named(name: str) -> Part:
    """The part of that name."""
    return next(part for part in PARTS if part.name == name)


@pytest.fixture(scope="module")
def opened(retriever: HybridRetriever) -> Opened:
    """What the shared fake retriever stands on."""
    finder = retriever.finder
    vectors = np.stack(list(finder._store.vectors([row.id for row in finder.listing.rows]).values()))
    kinds: KindModel | None = None
    return Opened(finder.listing, finder._store, finder._words, Spread.of(vectors), Weights.read(), kinds, {})


@pytest.fixture(scope="module")
def made(opened: Opened, corpus: Corpus) -> Mapping[str, HybridRetriever]:
    """The retriever without each part that a test looks at."""
    parts = [FULL, *(named(n) for n in ("without ways of asking", "without the router of citations and names"))]
    parts += [named("without words (dense alone)"), named("without what a question asks for"), named("without Chinese views")]
    chinese = {row.id for row in opened.listing.rows[:50]}
    return {part.name: found for part, found in retrievers(parts, corpus, HashEmbedder(), opened, chinese)}


class TestParts:
    def test_the_whole_is_the_product(self, made: Mapping[str, HybridRetriever], retriever: HybridRetriever) -> None:
        found, product = made[FULL.name].finder.find("rice"), retriever.finder.find("rice")
        assert found.own == pytest.approx(product.own, abs=1e-3)

    def test_a_part_left_out_gives_no_score(self, made: Mapping[str, HybridRetriever]) -> None:
        dense = made["without words (dense alone)"].finder.find("Who files an algorithm?")
        assert not dense.parts["words"].any()
        assert dense.parts["meaning"].any()

    def test_rows_left_out_are_not_searched(self, made: Mapping[str, HybridRetriever], opened: Opened) -> None:
        rows = made["without ways of asking"].finder.listing.rows
        assert len(rows) == sum(row.role != "ask" for row in opened.listing.rows) < len(opened.listing.rows)
        assert len(made["without Chinese views"].finder.listing.rows) == len(opened.listing.rows) - 50

    def test_those_that_search_the_same_rows_share_what_was_found(self, made: Mapping[str, HybridRetriever]) -> None:
        assert made[FULL.name].finder._hits is made["without words (dense alone)"].finder._hits
        assert made[FULL.name].finder._hits is not made["without ways of asking"].finder._hits

    def test_without_the_router_a_citation_is_words_like_others(
        self, made: Mapping[str, HybridRetriever], corpus: Corpus
    ) -> None:
        citator = Citator(corpus)
        assert answered(made[FULL.name], citator, CITED) == Answered(("all", CITED.split, "en"), 1.0, 1.0)
        assert answered(made[FULL.name], citator, CITED, router=False).reciprocal < 1.0

    def test_the_parts_have_names_of_their_own_and_an_outside_set_has_some_of_them(self) -> None:
        assert len({part.name for part in PARTS}) == len(PARTS)
        assert {"without words (dense alone)", "without meaning (words alone)"} <= {p.name for p in PARTS if p.outside}

    def test_chinese_rows_are_known_by_their_text(self) -> None:
        views = (View("标识办法", "art_1", "gist"), View("labels", "art_1", "gist"))
        assert len(chinese_rows([Findable("a:art_1", "provision", {}, views)])) == 1


class TestTable:
    @pytest.fixture
    def ablation(self) -> Ablation:
        whole = {f"q{n}": Answered(("all", "en" if n % 2 else "zh"), 1.0, 1.0) for n in range(20)}
        less = {**whole, "q1": Answered(("all", "en"), 0.0, 0.0), "q3": Answered(("all", "en"), 0.5, 0.5)}
        return Ablation("our gold set", date(2026, 11, 23), "corpus abc", {"as it is": whole, "without words": less})

    def test_a_part_is_paired_with_the_whole_on_the_same_questions(self, ablation: Ablation) -> None:
        whole, less = ablation.lines
        assert (whole.difference, whole.ends is not None and whole.ends[:2]) == (0.0, (0.0, 0.0))
        assert less.difference == pytest.approx(-1.5 / 20)
        assert less.ends is not None
        assert less.ends.low < less.difference < less.ends.high <= 0
        assert (less.recall["en"], less.recall["zh"], less.mrr) == (0.85, 1.0, pytest.approx(0.925))

    def test_the_table_says_when_of_what_and_of_how_many(self, ablation: Ablation) -> None:
        table = ablation.table()
        assert "our gold set, 2026-11-23 (corpus abc); n: all 20, en 10, zh 10." in table
        assert "| without words | 0.925 | 0.850 | 1.000 | 0.925 | -0.075 (" in table

    def test_it_goes_between_its_marks_and_nowhere_else(self, ablation: Ablation, tmp_path: Path) -> None:
        page = tmp_path / "page.md"
        page.write_text("before\n<!-- ablation -->\nold\n<!-- end of ablation -->\nafter\n", encoding="utf-8")
        put_into(page, "ablation", ablation.table())
        put_into(page, "ablation", "new")
        assert page.read_text(encoding="utf-8") == "before\n<!-- ablation -->\nnew\n<!-- end of ablation -->\nafter\n"
        with pytest.raises(UsageError, match="has no place for the table"):
            put_into(page, "another", "new")
        put_into(tmp_path / "fresh" / "page.md", "ablation", "new")
        assert "new" in (tmp_path / "fresh" / "page.md").read_text(encoding="utf-8")

    def test_a_machine_gets_the_same(self, ablation: Ablation) -> None:
        parts = json.loads(json.dumps(ablation.as_object()))["parts"]
        assert [part["part_left_out"] for part in parts] == ["as it is", "without words"]
        assert parts[1]["n"] == {"all": 20, "en": 10, "zh": 10}

    def test_it_is_written_as_json_or_into_a_page(self) -> None:
        with pytest.raises(UsageError, match=r"not as eval\.html"):
            run(Settings(), Wanted(ablation=True, report=[Path("eval.html")]))


def test_an_outside_set_is_asked_without_each_part_that_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    texts = ["apples grow on trees", "rivers run to the sea", "stones fall to the ground"]
    lines: Sequence[str] = [json.dumps({"id": f"p{n}", "text": text}) for n, text in enumerate(texts)]
    (folder / "passages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    asked = [json.dumps({"id": f"q{n}", "text": text.split()[0], "style": "short"}) for n, text in enumerate(texts)]
    (folder / "queries.jsonl").write_text("\n".join(asked), encoding="utf-8")
    (folder / "qrels.tsv").write_text("q0\tp0\t1\nq1\tp1\t1\nq2\tp2\t1\n", encoding="utf-8")
    monkeypatch.setattr("evals.ablation.make_embedder", lambda _: HashEmbedder())
    found = on_dataset(replace(Settings(), data=tmp_path / "data"), folder, None, Console(width=200))
    assert set(found.found) == {FULL.name, *(part.name for part in PARTS if part.outside)}
    assert found.lines[0].recall == {"all": 1.0, "short": 1.0}
    assert "without meaning (words alone)" in capsys.readouterr().out


class TestRemembering:
    def test_a_question_is_embedded_once(self) -> None:
        asked: list[str] = []

        class Counting(HashEmbedder):
            def queries(self, texts: Sequence[str]) -> np.ndarray:
                asked.extend(texts)
                return super().queries(texts)

        embedder = Remembering(Counting())
        first, again = embedder.queries(["a b", "c", "a b"]), embedder.queries(["c", "a b"])
        assert asked == ["a b", "c"]
        assert np.array_equal(first[[1, 0]], again)
        assert embedder.queries([]).shape == (0, 512)
        assert (embedder.fingerprint, embedder.passages(["a"]).shape) == ("hash:512", (1, 512))
