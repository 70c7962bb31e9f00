"""What a question in one language comes near to among the texts in the other.

The corpus says everything twice, in English and in Chinese, but the nearest rows to a question are nearly all in its own language
(98 of 100 of the nearest 1,500): the embedder puts language before meaning. So the other language is asked apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from banfa.errors import IndexUnusable
from banfa.index import Row
from banfa.question import language_of
from banfa.seams import Vectors

FILE = "languages.npz"
_ROLES = ("gist", "heading", "ask")
_OTHER = {"en": "zh", "zh": "en"}
_TOP = 3


@dataclass(frozen=True)
class Views:
    """Rows of one language: whose they are, shape (rows,), and their vectors, shape (rows, dimensions)."""

    owner: NDArray[np.int32]
    vectors: NDArray[np.float32]

    def standard(self, query: Vectors, size: int) -> NDArray[np.float32]:
        """Per findable (of ``size``) the mean cosine of its best three rows, in standard deviations above the mean over all rows.

        One without a row stands as the farthest one does; zeros where the rows tell nothing apart.
        """
        if not len(self.owner):
            return np.zeros(size, dtype=np.float32)
        cosine = self.vectors @ query.reshape(-1)
        best_first = np.lexsort((-cosine, self.owner))
        owner = self.owner[best_first]
        place = np.arange(len(owner)) - np.searchsorted(owner, owner)
        top = best_first[place < _TOP]
        counted = np.bincount(self.owner[top], minlength=size)
        total = np.bincount(self.owner[top], weights=cosine[top], minlength=size)
        mean = np.divide(total, counted, out=np.full(size, np.inf), where=counted > 0)
        mean[counted == 0] = mean.min()
        spread = float(cosine.std())
        return ((mean - cosine.mean()) / spread if spread > 0 else np.zeros(size)).astype(np.float32)


class OtherLanguage:
    """The views of an index by language."""

    def __init__(self, views: Mapping[str, Views]) -> None:
        self._views = views

    @classmethod
    def of(cls, rows: Sequence[Row], texts: Sequence[str], vectors: Vectors) -> OtherLanguage:
        """From the rows of an index, in its order, with their texts and vectors. The wording of the law itself is left out."""
        places: dict[str, list[int]] = {language: [] for language in _OTHER}
        for place, (row, text) in enumerate(zip(rows, texts, strict=True)):
            if row.role in _ROLES:
                places[language_of(text)].append(place)
        owner = np.array([row.findable for row in rows], dtype=np.int32)
        return cls({language: Views(owner[own], vectors[own]) for language, own in places.items()})

    def standard(self, text: str, query: Vectors, size: int) -> NDArray[np.float32]:
        """How near each findable comes to a question, by what is written on it in the language that the question is not in."""
        return self._views[_OTHER[language_of(text)]].standard(query, size)

    def write(self, build: Path) -> None:
        """Write it in half precision, which moves a cosine by less than .001."""
        parts = {f"{language}_owner": views.owner for language, views in self._views.items()}
        halves = {f"{language}_vectors": views.vectors.astype(np.float16) for language, views in self._views.items()}
        np.savez(build / FILE, **parts, **halves)  # type: ignore[arg-type]

    @classmethod
    def read(cls, build: Path) -> OtherLanguage:
        """What `write` wrote.

        Raises:
            IndexUnusable: it is missing or malformed.
        """
        try:
            with np.load(build / FILE, allow_pickle=False) as table:
                return cls(
                    {
                        language: Views(table[f"{language}_owner"], table[f"{language}_vectors"].astype(np.float32))
                        for language in _OTHER
                    }
                )
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise IndexUnusable(f"{FILE} in {build} is damaged: {error}. Run `banfa ingest --rebuild`.") from error
