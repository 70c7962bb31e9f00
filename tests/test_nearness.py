"""Exact search, and what the rows that it gives say of every findable: the same as counting them one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from banfa.corpus import Corpus
from banfa.errors import IndexUnusable
from banfa.exact import ExactStore
from banfa.expansion import Glossary
from banfa.index import Listing, Row, Spread, read_vectors, write_vectors
from banfa.nearness import Nearest, Rows

ROLES = ("gist", "text", "heading", "ask")
WEIGHTS = {"best": 2.0, "gist": 1.0, "heading": 0.5, "text": 0.25}


def unit(rows: np.ndarray) -> np.ndarray:
    """Rows of unit length."""
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def listing() -> Listing:
    """Twelve findables with nought to nine rows each."""
    rows = [(f, n) for f in range(12) for n in range(f % 10)]
    return Listing(
        tuple(f"law:art_{f}" for f in range(12)),
        ("provision",) * 12,
        tuple(Row(f"{f}/{n}", f, f"art_{f}__para_{n % 3}", ROLES[(f + n) % 4]) for f, n in rows),
    )


@pytest.fixture(scope="module")
def vectors(listing: Listing) -> np.ndarray:
    return unit(np.random.default_rng(3).normal(size=(len(listing.rows), 16)))


@pytest.fixture(scope="module")
def query() -> np.ndarray:
    return unit(np.random.default_rng(4).normal(size=16))


class TestExact:
    def test_it_gives_the_nearest_with_their_cosine_best_first(
        self, listing: Listing, vectors: np.ndarray, query: np.ndarray
    ) -> None:
        found = ExactStore([row.id for row in listing.rows], vectors).nearest(query, 7)
        wanted = np.argsort(-(vectors @ query), kind="stable")[:7]
        assert [id for id, _ in found] == [listing.rows[n].id for n in wanted]
        assert [value for _, value in found] == pytest.approx((vectors @ query)[wanted])

    def test_it_searches_among_some_rows_only_and_gives_all_where_few_are_there(
        self, listing: Listing, vectors: np.ndarray, query: np.ndarray
    ) -> None:
        store = ExactStore([row.id for row in listing.rows], vectors)
        few = [row.id for row in listing.rows[5:9]]
        assert {id for id, _ in store.nearest(query, 50, few)} == set(few)
        assert store.nearest(query, 50, []) == []
        assert len(store.nearest(query, 500)) == len(store) == len(listing.rows)

    def test_of_equals_the_first_added_comes_first(self) -> None:
        same = unit(np.ones((4, 3)))
        assert [id for id, _ in ExactStore(list("abcd"), same).nearest(same[0], 2)] == ["a", "b"]

    def test_it_gives_back_its_vectors(self, listing: Listing, vectors: np.ndarray) -> None:
        store = ExactStore([row.id for row in listing.rows], vectors)
        assert list(store.vectors(["3/1", "nowhere"])) == ["3/1"]

    def test_vectors_are_read_as_they_were_written_and_refused_where_they_are_of_other_rows(
        self, tmp_path: Path, vectors: np.ndarray
    ) -> None:
        write_vectors(tmp_path, vectors)
        assert np.array_equal(read_vectors(tmp_path, len(vectors)), vectors)
        with pytest.raises(IndexUnusable, match=f"{len(vectors)} vectors for 3 rows"):
            read_vectors(tmp_path, 3)
        (tmp_path / "vectors.npy").write_bytes(b"\x93NUMPY")
        with pytest.raises(IndexUnusable, match=r"vectors\.npy .* is damaged"):
            read_vectors(tmp_path, 3)


class TestRows:
    @pytest.mark.parametrize("k", [1, 9, 30, 100])
    def test_meaning_is_what_counting_row_by_row_gives(
        self, listing: Listing, vectors: np.ndarray, query: np.ndarray, k: int
    ) -> None:
        rows, live = Rows(listing), np.arange(12) != 8
        store, spread = ExactStore([row.id for row in listing.rows], vectors), Spread.of(vectors)
        near = rows.nearest(store.nearest(query, k), live)
        wanted = one_by_one(listing, near, spread, query)
        assert rows.meaning(near, query, spread, WEIGHTS) == pytest.approx(wanted, abs=1e-5)

    def test_what_is_not_the_law_on_the_day_is_not_near(self, listing: Listing, vectors: np.ndarray, query: np.ndarray) -> None:
        rows, live = Rows(listing), np.arange(12) == 5
        near = rows.nearest(ExactStore([row.id for row in listing.rows], vectors).nearest(query, 100), live)
        assert {listing.rows[n].findable for n in near.rows} == {5}
        assert (rows.best(near, live)[~live] == -1.0).all()
        assert rows.best(near, live)[5] == near.cosines[0]

    def test_gists_are_told_by_the_unit_they_are_about_the_best_of_each(
        self, listing: Listing, vectors: np.ndarray, query: np.ndarray
    ) -> None:
        rows = Rows(listing)
        near = rows.nearest(ExactStore([row.id for row in listing.rows], vectors).nearest(query, 100), np.ones(12, dtype=bool))
        found = rows.gists(near)
        cosine = dict(zip((listing.rows[n].id for n in near.rows), near.cosines.tolist(), strict=True))
        gists = [row for row in listing.rows if row.role == "gist"]
        assert set(found) == {row.findable for row in gists}
        for row in gists:
            best = max(cosine[r.id] for r in gists if (r.findable, r.pinpoint) == (row.findable, row.pinpoint))
            assert found[row.findable][row.pinpoint] == pytest.approx(best)

    def test_nothing_near_is_nothing_and_no_error(self, listing: Listing) -> None:
        rows = Rows(listing)
        near = rows.nearest([], np.ones(12, dtype=bool))
        assert (near.floor, rows.gists(near), rows.kinds(near)) == (0.0, {}, [])


def one_by_one(listing: Listing, near: Nearest, spread: Spread, query: np.ndarray) -> np.ndarray:
    """The same counted row by row."""
    total = np.zeros(len(listing.keys))
    for place in range(len(listing.keys)):
        own = [(listing.rows[n].role, float(c)) for n, c in zip(near.rows, near.cosines, strict=True)]
        own = [pair for n, pair in zip(near.rows, own, strict=True) if listing.rows[n].findable == place]
        views = min(3, max(1, sum(r.findable == place and r.role != "text" for r in listing.rows)))
        best = ([c for role, c in own if role != "text"] + [near.floor] * 3)[:views]
        values = {"best": sum(best) / views}
        for role in ("gist", "heading", "text"):
            values[role] = max([c for r, c in own if r == role], default=near.floor)
        total[place] = sum(WEIGHTS[r] * float(spread.standard(query, np.array([v]))[0]) for r, v in values.items())
    return total


def test_the_first_words_of_an_entry_leave_out_no_term_that_its_words_find(corpus: Corpus) -> None:
    glossary = Glossary(corpus.glossary)
    for term in corpus.glossary:
        for word in (*term.lay_en, *term.lay_zh, *term.en, *term.zh):
            assert term in glossary.terms(f"so {word}?"), word
