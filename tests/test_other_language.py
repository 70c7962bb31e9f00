"""A question also finds what is written on a provision in the other language, asked apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from banfa.assistant import Assistant
from banfa.errors import IndexUnusable
from banfa.index import Row
from banfa.other_language import FILE, OtherLanguage
from banfa.retrieval import HybridRetriever

KITES, BOATS, LAMPS = range(3)
TEXTS = (
    (KITES, "gist", "Kites are registered."),
    (KITES, "gist", "风筝须登记。"),
    (KITES, "ask", "风筝要登记吗？"),
    (BOATS, "gist", "Boats are registered."),
    (BOATS, "heading", "船舶登记"),
    (LAMPS, "gist", "Lamps are free."),
    (KITES, "text", "风筝之登记"),
)
ROWS = [Row(str(n), findable, "art_1", role) for n, (findable, role, _) in enumerate(TEXTS)]
VECTORS = np.array([[1, 0], [1, 0], [0.8, 0.6], [0, 1], [0, 1], [0, 1], [0, -1]], dtype=np.float32)
KITE = np.array([1, 0], dtype=np.float32)


@pytest.fixture
def views() -> OtherLanguage:
    return OtherLanguage.of(ROWS, [text for *_, text in TEXTS], VECTORS)


class TestViews:
    def test_an_english_question_is_held_against_what_is_written_in_chinese(self, views: OtherLanguage) -> None:
        cosines = np.array([1, 0.8, 0])
        expected = (np.array([0.9, 0, 0]) - cosines.mean()) / cosines.std()
        assert views.standard("Must kites be registered?", KITE, 3) == pytest.approx(expected, abs=1e-5)

    def test_a_chinese_question_is_held_against_what_is_written_in_english(self, views: OtherLanguage) -> None:
        near = views.standard("风筝要登记吗？", KITE, 3)
        assert near[KITES] > near[BOATS] == near[LAMPS]

    def test_what_has_nothing_in_that_language_stands_as_the_farthest_does(self, views: OtherLanguage) -> None:
        near = views.standard("Must lamps be registered?", KITE, 3)
        assert near[LAMPS] == near[BOATS] < near[KITES]

    def test_the_best_three_count_of_a_provision_that_has_many(self) -> None:
        cosines = [0.2, 0.9, 0.5, 0.7, 0.1]
        rows = [Row(str(n), int(n == 4), "art_1", "ask") for n in range(5)]
        vectors = np.array([[c, (1 - c * c) ** 0.5] for c in cosines], dtype=np.float32)
        near = OtherLanguage.of(rows, ["登记吗？"] * 5, vectors).standard("Is it registered?", KITE, 2)
        assert near * np.std(cosines) + np.mean(cosines) == pytest.approx([0.7, 0.1], abs=1e-5)

    def test_a_corpus_in_one_language_moves_nothing(self) -> None:
        views = OtherLanguage.of(ROWS[:1], ["Kites are registered."], VECTORS[:1])
        assert not views.standard("Must kites be registered?", KITE, 3).any()
        assert not views.standard("风筝要登记吗？", KITE, 3).any()

    def test_it_is_read_back_as_it_was_written(self, views: OtherLanguage, tmp_path: Path) -> None:
        views.write(tmp_path)
        again = OtherLanguage.read(tmp_path)
        for text in ("Must kites be registered?", "风筝要登记吗？"):
            assert again.standard(text, KITE, 3) == pytest.approx(views.standard(text, KITE, 3), abs=0.01)

    @pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 torn"])
    def test_a_missing_or_damaged_file_says_what_to_do(self, tmp_path: Path, content: bytes | None) -> None:
        if content is not None:
            (tmp_path / FILE).write_bytes(content)
        with pytest.raises(IndexUnusable, match=r"languages\.npz.*banfa ingest --rebuild"):
            OtherLanguage.read(tmp_path)


class TestRetriever:
    @pytest.mark.parametrize("text", ["How must generated pictures be labelled?", "生成的图片怎样标识？"])
    def test_it_is_part_of_the_score_and_of_why(self, assistant: Assistant, retriever: HybridRetriever, text: str) -> None:
        found = retriever.finder.find(assistant.understand(text).topic)
        assert found.parts["other_language"].any()
        assert found.score == pytest.approx(np.sum(list(found.parts.values()), axis=0), abs=1e-3)
