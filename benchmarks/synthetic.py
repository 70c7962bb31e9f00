"""Passages that the script makes up: words drawn as in a language (Zipf), and vectors drawn at random or embedded for real."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from banfa.passage import Findable, View

_WORDS = 8000
_SYLLABLES = ("ba", "co", "de", "fi", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")
_SENTENCE = 12


def vocabulary(size: int = _WORDS) -> list[str]:
    """So many words that no language has."""
    base = len(_SYLLABLES)
    return ["".join(_SYLLABLES[n // base**place % base] for place in range(4)) for n in range(size)]


def texts(count: int, words: int, seed: int) -> list[str]:
    """``count`` texts of so many words each, in sentences."""
    draw, known = np.random.default_rng(seed), vocabulary()
    places = np.minimum(draw.zipf(1.3, size=(count, words)) - 1, len(known) - 1)
    return [". ".join(" ".join(known[n] for n in row[i : i + _SENTENCE]) for i in range(0, words, _SENTENCE)) for row in places]


def unit_vectors(count: int, dimensions: int, seed: int) -> NDArray[np.float32]:
    """Random directions: good for measuring a store, worthless for measuring what it finds."""
    rows = np.random.default_rng(seed).standard_normal((count, dimensions), dtype=np.float32)
    found: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return found


def findables(passages: Sequence[str]) -> list[Findable]:
    """The passages as the product would index provisions of that wording, one row each."""
    return [
        Findable(f"made-up:art_{n}", "provision", {"text": text}, (View(text, f"art_{n}", "text"),))
        for n, text in enumerate(passages)
    ]
