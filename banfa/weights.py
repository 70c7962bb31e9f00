"""The weights and margins of retrieval, triage and writing: data, in ``retrieval.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Weights:
    """How the parts of a score are weighed, and by how much one kind of finding must beat another."""

    whole: float
    sentences: float
    other_language: float
    words: float
    candidates: int
    views: Mapping[str, float]
    units: Mapping[str, float]
    fields: Mapping[str, float]
    pairs: Mapping[str, float]
    expansion: float
    expansion_most: float
    prior: Mapping[str, float]
    beside: Mapping[str, float]
    leads: Mapping[str, float]
    together: Mapping[str, float]
    triage: Mapping[str, float]
    writer: Mapping[str, float]

    @classmethod
    def read(cls) -> Weights:
        """The weights that ship with the library."""
        table = tomllib.loads((Path(__file__).parent / "retrieval.toml").read_text(encoding="utf-8"))
        fusion = table["fusion"]
        return cls(
            whole=fusion["whole"],
            sentences=fusion["sentences"],
            other_language=fusion["other_language"],
            words=fusion["words"],
            candidates=fusion["candidates"],
            views=table["views"],
            units=table["units"],
            fields=table["fields"],
            pairs=table["pairs"],
            expansion=table["expansion"]["weight"],
            expansion_most=table["expansion"]["most"],
            prior=table["prior"],
            beside=table["beside"],
            leads=table["leads"],
            together=table["together"],
            triage=table["triage"],
            writer=table["writer"],
        )
