"""An embedder that embeds no question twice, for whoever asks the same questions of several retrievers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from banfa.seams import Embedder, Vectors


class Remembering:
    """Any embedder, with the vectors of all questions kept for as long as it lives."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    @property
    def fingerprint(self) -> str:
        """What made the vectors."""
        return self._embedder.fingerprint

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new or not texts:
            found = self._embedder.queries(new)
            self._known |= dict(zip(new, found, strict=True))
            if not texts:
                return found
        return np.stack([self._known[text] for text in texts])

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of texts to be found."""
        return self._embedder.passages(texts, progress)
