"""Once an official text was fetched: the index knows that it is stale, search finds Chinese words, the page shows both texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.engine import SESSION_KEY
from app.reading import Reading, marked_text, side_by_side
from banfa.citing import Citator
from banfa.corpus import Corpus, read_corpus
from banfa.errors import IndexUnusable, OfficialTextError
from banfa.index import current_build, read_manifest
from banfa.official import OfficialArticle, OfficialText
from banfa.official_store import file_of, write_official
from banfa.passage import findables
from banfa.question import understand
from banfa.settings import Settings
from banfa.wiring import findables_of, make_retriever, officials_of
from ingest.command import run
from tests.fakes import HashEmbedder
from tests.official_pages import ARTICLES, changed
from tests.toy_corpus import LAW, edit, write_toy_corpus

DAY = date(2020, 3, 1)
ASKED = "去气象站做什么？纸鸢归气象站吗？"
PAGE = str(Path(__file__).resolve().parent.parent / "app" / "chat.py")


def fetched(settings: Settings, articles: tuple[tuple[str, ...], ...] = ARTICLES) -> OfficialText:
    """As if the official text had been fetched."""
    made = tuple(OfficialArticle(f"art_{n}", lines) for n, lines in enumerate(articles, 1))
    text = OfficialText(LAW, DAY, "zh", "https://kites.example/rules", datetime(2026, 11, 22, tzinfo=UTC), made)
    write_official(settings.data, text)
    return text


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(corpus=write_toy_corpus(tmp_path / "corpus"), data=tmp_path / "data")


@pytest.fixture
def kites(settings: Settings) -> Corpus:
    return read_corpus(settings.corpus)


class TestSearch:
    def words(self, settings: Settings, kites: Corpus) -> dict[str, float]:
        """How well each article is found by words that only the official text of article 2 has."""
        finder = make_retriever(kites, HashEmbedder(), settings).finder
        scores = finder.word_scores("气象站", ["text"])
        return {key: float(score) for key, score in zip(finder.listing.keys, scores, strict=True) if key.startswith(LAW)}

    def test_the_chinese_text_is_found_after_the_next_ingest(self, settings: Settings, kites: Corpus) -> None:
        run(settings, embedder=HashEmbedder())
        assert set(self.words(settings, kites).values()) == {0.0}
        fetched(settings)
        with pytest.raises(IndexUnusable, match=r"stale: the official texts changed .* Run `banfa ingest`"):
            make_retriever(kites, HashEmbedder(), settings)
        run(settings, embedder=HashEmbedder())
        scores = self.words(settings, kites)
        assert max(scores, key=scores.__getitem__) == f"{LAW}:art_2"
        question = understand(ASKED, Citator(kites), date(2026, 11, 22))
        (best,) = make_retriever(kites, HashEmbedder(), settings).retrieve(question, 1, question.as_of)
        assert best.provision.locator == "art_2"

    def test_fetched_again_unchanged_the_index_stays_current(self, settings: Settings) -> None:
        fetched(settings)
        run(settings, embedder=HashEmbedder())
        build = current_build(settings.data)
        write_official(settings.data, replace(fetched(settings), fetched=datetime(2027, 1, 1, tzinfo=UTC)))
        run(settings, embedder=HashEmbedder())
        assert current_build(settings.data) == build

    def test_a_changed_text_makes_it_stale_again(self, settings: Settings) -> None:
        hashes = set()
        for articles in (ARTICLES, changed(0, "别的。")):
            fetched(settings, articles)
            run(settings, embedder=HashEmbedder())
            build = current_build(settings.data)
            assert build is not None
            hashes.add(read_manifest(build).official_texts)
        assert len(hashes) == 2

    def test_the_wording_of_another_day_does_not_count(self, settings: Settings, kites: Corpus) -> None:
        write_official(settings.data, replace(fetched(settings), effective=date(2019, 1, 1)))
        assert set(officials_of(kites, settings)) == {(LAW, DAY)}

    @pytest.mark.parametrize("budget", [5, 12, 400])
    def test_its_pieces_keep_the_budget_and_stay_in_their_article(self, settings: Settings, kites: Corpus, budget: int) -> None:
        text = fetched(settings)
        found = findables(kites, kites.provisions, budget, len, {(LAW, DAY): text})
        for provision, findable in zip(kites.provisions, found, strict=False):
            article = text.article(provision.locator)
            assert article is not None
            path = f"风筝规则第{'一二三'[int(provision.locator[-1]) - 1]}条 {provision.about().heading_zh}。"
            pieces = [v.text.removeprefix(path) for v in findable.views if v.role == "text" and v.text.startswith(path)]
            assert re.sub(r"\s", "", "".join(pieces)) == "".join(article.lines)
            assert all(len(piece) <= budget or not re.search(r"[。；：]\s*\S", piece) for piece in pieces)
            assert findable.fields["text"] == f"{provision.text}\n{article.text}"

    def test_each_piece_points_at_its_paragraph_where_the_two_are_cut_alike(self, settings: Settings, kites: Corpus) -> None:
        fetched(settings)
        (two,) = (f for f in findables_of(kites, replace(settings, chunk_tokens=8)) if f.key == f"{LAW}:art_2")
        assert {v.pinpoint for v in two.views if "气象站" in v.text and v.role == "text"} == {"art_2__para_1"}

    def test_a_damaged_text_says_what_to_do(self, settings: Settings, kites: Corpus) -> None:
        fetched(settings)
        edit(file_of(settings.data, LAW, DAY), "气象站", "天文台")
        with pytest.raises(OfficialTextError, match="Run `banfa fetch toy-kites`"):
            findables_of(kites, settings)


class TestReading:
    def test_each_paragraph_and_item_stands_beside_its_own(self, kites: Corpus) -> None:
        provision = kites.provision(LAW, "art_2")
        reading = Reading(LAW, "art_2", ("the town hall",))
        pairs = side_by_side(provision, reading, OfficialArticle("art_2", ARTICLES[1]))
        assert [theirs for _, theirs in pairs] == list(ARTICLES[1])
        assert "\n\n".join(ours for ours, _ in pairs) == marked_text(provision, reading)
        assert "background" in pairs[1][0]

    def test_where_they_are_cut_otherwise_the_whole_articles_stand_beside_one_another(self, kites: Corpus) -> None:
        provision = kites.provision(LAW, "art_2")
        (pair,) = side_by_side(provision, Reading(LAW, "art_2"), OfficialArticle("art_2", ("甲：", "乙。")))
        assert pair == (marked_text(provision, Reading(LAW, "art_2")), "甲：\n\n乙。")

    def test_marks_of_markdown_in_the_official_text_are_only_text(self, kites: Corpus) -> None:
        (pair,) = side_by_side(
            kites.provision(LAW, "art_1"), Reading(LAW, "art_1"), OfficialArticle("art_1", ("**甲** <b> [x](y)",))
        )
        assert pair[1] == r"\*\*甲\*\* \<b\> \[x\](y)"


class TestPage:
    @pytest.fixture
    def opened(self, settings: Settings, kites: Corpus, monkeypatch: pytest.MonkeyPatch) -> Callable[[], AppTest]:
        """Opens article 2 in the reading room."""
        monkeypatch.setenv("BANFA_DATA", str(settings.data))

        class Shelf:
            corpus = kites

        def visit() -> AppTest:
            page = AppTest.from_file(PAGE, default_timeout=30)
            page.session_state[SESSION_KEY] = Shelf()
            page.query_params["cite"] = f"{LAW}:art_2__item_2"
            return page.run()

        return visit

    def test_the_room_shows_both_texts_and_where_the_official_one_is_from(
        self, settings: Settings, opened: Callable[[], AppTest]
    ) -> None:
        text = fetched(settings)
        page = opened()
        columns = [[m.value for m in column.markdown] for column in page.columns]
        assert columns[:2] == [[":small[**Our translation**]"], [":small[**Official text**]"]]
        assert [column[0] for column in columns[3:8:2]] == list(ARTICLES[1])
        assert "background" in columns[6][0]
        (where,) = (c.value for c in page.caption if "SHA-256" in c.value)
        assert where == f"Official text: fetched 22 Nov 2026 from kites.example, SHA-256 {text.sha256[:12]}."

    def test_without_an_official_text_there_is_ours_alone(self, opened: Callable[[], AppTest]) -> None:
        page = opened()
        assert not page.columns
        assert any("town hall" in m.value for m in page.markdown)

    def test_a_damaged_text_is_told_and_ours_is_shown(self, settings: Settings, opened: Callable[[], AppTest]) -> None:
        fetched(settings)
        edit(file_of(settings.data, LAW, DAY), "气象站", "天文台")
        page = opened()
        assert any("damaged" in w.value for w in page.warning)
        assert any("town hall" in m.value for m in page.markdown)
