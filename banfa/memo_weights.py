"""The margins of the memo check and what was learnt for it: data, in ``memo.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class MemoWeights:
    """``rule``: margins in scores of the retriever; ``said``: by language, the coefficients of a logistic regression."""

    rule: Mapping[str, float]
    said: Mapping[str, Mapping[str, float]]

    @classmethod
    def read(cls) -> MemoWeights:
        """The weights that ship with the library."""
        table = tomllib.loads((Path(__file__).parent / "memo.toml").read_text(encoding="utf-8"))
        return cls(table["rule"], table["said"])
