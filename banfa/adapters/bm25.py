"""Word search with bm25s: one small index per field; English is stemmed, Chinese is cut into characters and pairs of characters.

Pairs rather than a segmenter: segmenters trained on news cut legal terms (算法备案, 深度合成) in the wrong places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from banfa.errors import IndexUnusable

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[㐀-鿿]+")
_PAIRED, _PAIRS = ("heading", "text"), "_pairs"
_STOP_WORDS = """
a an and are as at be been but by can could did do does for from had has have how i if in into is it its may
me might must my no not of on or our ours out over shall she should so some such than that the their them then
there these they this those to under up us was we were what when where which while who whom whose why will
with would you your about any also just only
"""
_STOP = frozenset(_STOP_WORDS.split())
_STOP_ZH = frozenset("的了吗呢啊吧是在和与或及有我们你他它这那个要不就都也还会能被把对为以")


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


def tokenise(text: str) -> list[str]:
    """Stemmed English words without stop words; for Chinese, pairs of characters, and single characters of any weight."""
    tokens: list[str] = []
    for run in _WORD.findall(text.lower()):
        if "㐀" <= run[0] <= "鿿":
            tokens += [run[i : i + 2] for i in range(len(run) - 1)]
            tokens += [c for c in run if c not in _STOP_ZH] if len(run) == 1 else []
        elif run not in _STOP:
            tokens.append(str(_stemmer().stemWord(run.removesuffix("'s"))))
    return tokens


def pairs(text: str) -> list[str]:
    """Neighbouring English words, stemmed, stop words skipped: "the labelling of content" is the pair "label content"."""
    words = [token for token in tokenise(text) if token.isascii()]
    return [f"{first} {second}" for first, second in pairwise(words)]


def _tokens(field: str, text: str) -> list[str]:
    return pairs(text) if field.endswith(_PAIRS) else tokenise(text)


class Bm25Index:
    """BM25 (Lucene's form, k1 1.2, b 0.75) over named fields of the same documents.

    The fields that hold the law itself are also indexed by pairs of words, as ``heading_pairs`` and ``text_pairs``.
    """

    def __init__(self, fields: Mapping[str, Any], size: int) -> None:
        self._fields = fields
        self._size = size

    @classmethod
    def build(cls, documents: Mapping[str, Sequence[str]]) -> Bm25Index:
        """An index over ``field → the text of each document``."""
        import bm25s

        fields: dict[str, Any] = {}
        size = 0
        paired = {name + _PAIRS: documents[name] for name in _PAIRED if name in documents}
        for name, texts in {**documents, **paired}.items():
            size = len(texts)
            tokens = [_tokens(name, text) for text in texts]
            if not any(tokens):
                continue
            fields[name] = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
            fields[name].index(tokens, show_progress=False)
        return cls(fields, size)

    def save(self, folder: Path) -> None:
        """Write the index into ``folder``."""
        for name, index in self._fields.items():
            index.save(str(folder / name))
        (folder / "size").write_text(str(self._size), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Bm25Index:
        """Read an index that `save` wrote.

        Raises:
            IndexUnusable: it is not whole.
        """
        import bm25s

        try:
            fields = {sub.name: bm25s.BM25.load(str(sub)) for sub in sorted(folder.iterdir()) if sub.is_dir()}
            return cls(fields, int((folder / "size").read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError) as error:
            raise IndexUnusable(f"The word index in {folder} is damaged: {error}. Run `banfa ingest --rebuild`.") from error

    def scores(self, text: str, field: str) -> NDArray[np.float32]:
        """The score of every document in one field; zeros where nothing matches."""
        index = self._fields.get(field)
        if index is None:
            return np.zeros(self._size, dtype=np.float32)
        known = [t for t in _tokens(field, text) if t in index.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(index.get_scores(known), dtype=np.float32)
