"""Read the regimes of ``scope.toml``: a set of rules with its own reach, the rule for being inside, and the words that say so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from banfa.corpus.facts import known_keys
from banfa.corpus.knowledge import address, entries
from banfa.corpus.tables import Fields
from banfa.law import Statement
from banfa.rules import ALWAYS, Place, Rule, parse

SIDES = ("in", "out", "note")
_TEXTS = {"id", "title_en", "title_zh", "practice_en", "practice_zh", "jurisdiction"}
_REGIME = _TEXTS | {"in_scope", "main", "practice", "ground", "arguable"}
HOME = "CN"
"""The jurisdiction that is checked unless another is asked for."""


@dataclass(frozen=True)
class Ground:
    """Words of the law that speak for being inside or outside, or that must be known besides; shown where ``when`` holds."""

    side: str
    when: Rule
    statement: Statement
    quote: str


@dataclass(frozen=True)
class Arguable:
    """What the law leaves open in a case where ``when`` holds: the open point, and the argument for either side."""

    when: Rule
    point: str
    in_en: str
    in_zh: str
    out_en: str
    out_zh: str

    def argument(self, side: str, language: str) -> str:
        """The argument for being ``in`` or ``out``, in ``en`` or ``zh``."""
        if side == "in":
            return self.in_zh if language == "zh" else self.in_en
        return self.out_zh if language == "zh" else self.out_en


@dataclass(frozen=True)
class Regime:
    """A set of rules, and the rule (over facts) that says whether a case lies inside.

    ``practice`` marks what authorities do and no text says; then ``practice_en`` and ``practice_zh`` say what is known of it.
    ``main`` marks the regime whose verdict is the verdict of its ``jurisdiction``.
    """

    id: str
    title_en: str
    title_zh: str
    in_scope: Rule
    grounds: tuple[Ground, ...]
    arguable: tuple[Arguable, ...] = ()
    main: bool = False
    practice: bool = False
    practice_en: str = ""
    practice_zh: str = ""
    jurisdiction: str = HOME

    def title(self, language: str) -> str:
        """The title in ``en`` or ``zh``."""
        return self.title_zh if language == "zh" else self.title_en


def read_regimes(files: list[Path], facts: Collection[str]) -> tuple[Regime, ...]:
    """The regimes of all ``scope.toml`` files, in their order.

    Raises:
        CorpusError: a malformed entry, an id used twice, a rule on a fact that is not there, or two main ones in one place.
    """
    found: dict[str, Regime] = {}
    for file in files:
        for f in entries(file, "regime"):
            regime = _regime(f, facts)
            if regime.id in found:
                raise f.fail("there are two regimes of that id.", "Give one of them another id.")
            if regime.main and any(other.main and other.jurisdiction == regime.jurisdiction for other in found.values()):
                raise f.fail("there are two main regimes.", "Leave main = true to one of them.")
            found[regime.id] = regime
    return tuple(sorted(found.values(), key=lambda regime: not regime.main))


def _regime(f: Fields, facts: Collection[str]) -> Regime:
    known_keys(f, _REGIME)
    place = Place(f.file, f.line, f.where)
    grounds = tuple(read_ground(part, facts) for part in parts(f, "ground"))
    if not any(ground.side == "in" and ground.when == ALWAYS for ground in grounds):
        raise f.fail("no words of the law for being inside.", 'Give it a [[regime.ground]] with side = "in" and without when.')
    practice = bool(f.table.get("practice", False))
    if practice != bool(f.text("practice_en", "") and f.text("practice_zh", "")):
        raise f.fail(
            "practice and its sentences do not go together.", "Give practice = true, practice_en and practice_zh, or none."
        )
    return Regime(
        id=f.text("id"),
        title_en=f.text("title_en"),
        title_zh=f.text("title_zh"),
        in_scope=parse(f.table.get("in_scope"), facts, place),
        grounds=grounds,
        arguable=tuple(_arguable(part, facts) for part in parts(f, "arguable")),
        main=bool(f.table.get("main", False)),
        practice=practice,
        practice_en=f.text("practice_en", ""),
        practice_zh=f.text("practice_zh", ""),
        jurisdiction=f.text("jurisdiction", HOME),
    )


def read_ground(f: Fields, facts: Collection[str]) -> Ground:
    """One entry of words of the law.

    Raises:
        CorpusError: it is malformed.
    """
    known_keys(f, {"side", "when", "cite", "quote", "en", "zh"})
    side = f.text("side")
    if side not in SIDES:
        raise f.fail(f"side is {side!r}.", f"Use {', '.join(SIDES)}.")
    statement = Statement(*address(f, f.text("cite")), f.text("en"), f.text("zh"))
    return Ground(side, _when(f, facts), statement, f.text("quote"))


def _arguable(f: Fields, facts: Collection[str]) -> Arguable:
    known_keys(f, {"when", "point", "in_en", "in_zh", "out_en", "out_zh"})
    arguments = (f.text("in_en"), f.text("in_zh"), f.text("out_en"), f.text("out_zh"))
    return Arguable(_when(f, facts), f.text("point"), *arguments)


def _when(f: Fields, facts: Collection[str]) -> Rule:
    return parse(f.table["when"], facts, Place(f.file, f.line, f.where)) if "when" in f.table else ALWAYS


def parts(f: Fields, name: str) -> list[Fields]:
    """The tables under a key of an entry, each knowing where it stands."""
    rows = f.table.get(name, [])
    return [Fields(f.file, f.line, f"{f.where}, {name} {n}", row) for n, row in enumerate(rows, 1)]
