"""Read the comparisons of ``scope.toml``: regimes of China set beside regimes of the EU, how they differ, what not to infer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from banfa.corpus.facts import known_keys
from banfa.corpus.knowledge import address, entries
from banfa.corpus.regimes import Ground, parts, read_ground
from banfa.corpus.tables import Fields

TEXTS = ("id", "title_en", "title_zh", "differs_en", "differs_zh", "not_inferred_en", "not_inferred_zh")


@dataclass(frozen=True)
class Contrast:
    """Something of China set beside something of the EU: our reading of how they differ, and what must not be inferred from one
    side for the other."""

    id: str
    title_en: str
    title_zh: str
    differs_en: str
    differs_zh: str
    not_inferred_en: str
    not_inferred_zh: str

    def title(self, language: str) -> str:
        """The title in ``en`` or ``zh``."""
        return self.title_zh if language == "zh" else self.title_en

    def differs(self, language: str) -> str:
        """How the two sides differ, in ``en`` or ``zh``."""
        return self.differs_zh if language == "zh" else self.differs_en

    def not_inferred(self, language: str) -> str:
        """What must not be inferred, in ``en`` or ``zh``."""
        return self.not_inferred_zh if language == "zh" else self.not_inferred_en


@dataclass(frozen=True)
class Comparison(Contrast):
    """One row of the matrix for a case: the ids of the regimes on either side (none: no counterpart held), the provisions
    (instrument, locator) that our reading rests on, and words of the law that no regime of the row quotes."""

    china: tuple[str, ...]
    eu: tuple[str, ...]
    rests_on: tuple[tuple[str, str], ...]
    words: tuple[Ground, ...] = ()


def read_comparisons(files: list[Path], regimes: Collection[str]) -> tuple[Comparison, ...]:
    """The comparisons of all ``scope.toml`` files, in their order.

    Raises:
        CorpusError: a malformed entry, one without provisions, or one of a regime that is not there.
    """
    return tuple(_comparison(f, regimes) for file in files for f in entries(file, "comparison"))


def _comparison(f: Fields, regimes: Collection[str]) -> Comparison:
    known_keys(f, {*TEXTS, "china", "eu", "rests_on", "words"})
    sides = {side: f.texts(side) for side in ("china", "eu")}
    for name in (*sides["china"], *sides["eu"]):
        if name not in regimes:
            raise f.fail(f"there is no regime {name!r}.", "Add it to a scope.toml, or correct the id.")
    rests_on = tuple(address(f, cite) for cite in f.texts("rests_on"))
    if not rests_on:
        raise f.fail("it rests on nothing.", 'Write rests_on = ["cn-genai-measures:art_2", "eu-ai-act:art_2"].')
    words = tuple(read_ground(part, ()) for part in parts(f, "words"))
    texts = {name: f.text(name) for name in TEXTS}
    return Comparison(**texts, china=sides["china"], eu=sides["eu"], rests_on=rests_on, words=words)
