"""The gold questions are proved as they are read, and the baselines that answer them beside us rank articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from banfa.corpus import Corpus, read_corpus
from banfa.errors import CorpusError
from banfa.settings import Settings
from evals import baselines
from evals.gold import Cite, read_gold
from tests.fakes import HashEmbedder

MEASURES = "cn-genai-measures"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(Settings().corpus)


ENTRY = """
[[question]]
id = "en-x-01"
question = "Must we file?"
language = "en"
slice = "obligation"
lay = true
status = "answered"
gold = [["cn-genai-measures:art_17"]]
key_points = [["file"]]
source = "written here"
reviewer = "nobody"
reviewed = 2026-11-22
"""


class TestGold:
    def test_our_own_questions_are_sound(self, corpus: Corpus) -> None:
        questions = read_gold(corpus)
        assert len({question.id for question in questions}) == len(questions) > 0

    def test_a_locator_is_put_in_its_canonical_form(self, corpus: Corpus, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text(ENTRY.replace("art_17", "art_4__para_1__item_2"), encoding="utf-8")
        assert read_gold(corpus, tmp_path)[0].gold == ((Cite(MEASURES, "art_4__item_2"),),)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("art_17", "art_99", "cn-genai-measures:art_99"),
            ("cn-genai-measures:art_17", "art_17", "<instrument>:<locator>"),
            ('[["file"]]', '[["("]]', "not a regular expression"),
            ('[["file"]]', '["file"]', "list of filled lists"),
            ('status = "answered"', 'status = "maybe"', "Use one of answered"),
            ('slice = "obligation"', 'slice = "rest"', "Use one of scope"),
            ("lay = true", 'lay = "yes"', "must be a bool"),
            ("lay = true", "lay = true\nlaid = true", "unknown field 'laid'"),
            ('reviewer = "nobody"', "", "reviewer is missing"),
            ('gold = [["cn-genai-measures:art_17"]]', "", "gold names none"),
            ('language = "en"', 'language = "zh"', "begin with the language"),
        ],
    )
    def test_an_error_names_file_line_entry_and_remedy(
        self, corpus: Corpus, tmp_path: Path, old: str, new: str, said: str
    ) -> None:
        (tmp_path / "a.toml").write_text("# a comment\n" + ENTRY.replace(old, new), encoding="utf-8")
        with pytest.raises(CorpusError, match=r"a\.toml, line 3: en-x-01: ") as caught:
            read_gold(corpus, tmp_path)
        assert said in str(caught.value)

    def test_an_id_is_never_reused(self, corpus: Corpus, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text(ENTRY, encoding="utf-8")
        (tmp_path / "b.toml").write_text(ENTRY, encoding="utf-8")
        with pytest.raises(CorpusError, match=r"b\.toml, line 2: en-x-01: the id stands twice"):
            read_gold(corpus, tmp_path)

    def test_not_toml(self, corpus: Corpus, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text("[[question", encoding="utf-8")
        with pytest.raises(CorpusError, match="not readable as TOML"):
            read_gold(corpus, tmp_path)


class TestBaselines:
    def test_each_ranks_articles(self, corpus: Corpus, tmp_path: Path) -> None:
        few = [corpus.provision(MEASURES, f"art_{n}") for n in (2, 12, 17)]
        questions = {"q": few[1].text}
        words = baselines.bm25(few, questions)
        chain = baselines.langchain(few, HashEmbedder(), questions, tmp_path)
        assert words["q"][0] == chain["q"][0] == "cn-genai-measures:art_12"
        assert chain == baselines.langchain(few, HashEmbedder(), questions, tmp_path)

    def test_fusion_adds_reciprocal_ranks(self) -> None:
        fused = baselines.fused([{"q": ("a", "b", "c")}, {"q": ("b", "c")}])
        assert fused == {"q": ("b", "c", "a")}
