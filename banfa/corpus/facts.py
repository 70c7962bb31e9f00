"""Read the facts of ``scope.toml``: what to ask about a case, what follows from an answer, and the thresholds of the numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from banfa.corpus.knowledge import address, sections
from banfa.corpus.tables import Fields

KINDS = ("yes_no", "number")
_NEVER = re.compile(r"(?!)")
_ASIDE = re.compile(r"(?<!\s)\s*\([^()]*\)|（[^（）]*）|(?::\s|：)[^?？]*(?=[?？])")
_TEXTS = {"ask_en", "ask_zh", "why_en", "why_zh", "evidence_en", "evidence_zh", "rests_on"}
_FACT = _TEXTS | {"name", "kind", "tells_en", "tells_zh", "counts", "presumed", "title_en", "title_zh"}
_MEANS = {"yes_means", "no_means", "yes_includes", "no_includes"}
_DERIVED = {"name", "title_en", "title_zh", "rests_on", "any"}


@dataclass(frozen=True)
class Implication:
    """That one answer brings another with it: an answer is the name of a fact and whether it is so."""

    given: tuple[str, bool]
    then: tuple[str, bool]


@dataclass(frozen=True)
class Fact:
    """Something about the asker's case: the question, why it is asked, the provision it rests on, and what would prove it.

    ``tells`` are the words by which a question to the chat shows that it tells the fact. ``counts`` names, for a number, the
    yes/no fact whose cases it counts: where that is not so, the number is 0. ``presumed`` is what duties (never a verdict) take
    for granted while nobody says otherwise, such as that a company is not an operator of critical infrastructure.
    ``title_en`` and ``title_zh`` name the fact in a few words; without them the question does.
    """

    name: str
    kind: str
    ask_en: str
    ask_zh: str
    why_en: str
    why_zh: str
    evidence_en: str
    evidence_zh: str
    rests_on: tuple[str, str]
    tells: re.Pattern[str]
    counts: str = ""
    presumed: bool | None = None
    implications: tuple[Implication, ...] = ()
    title_en: str = ""
    title_zh: str = ""

    def title(self, language: str) -> str:
        """What it is called, in ``en`` or ``zh``: its title, or its question without what the question explains."""
        named = self.title_zh if language == "zh" else self.title_en
        return named or _ASIDE.sub("", self.ask(language))

    @property
    def can_be_told(self) -> bool:
        """Whether it is known how a question to the chat tells it; only then can the chat miss it."""
        return self.tells.pattern != _NEVER.pattern

    def ask(self, language: str) -> str:
        """The question in ``en`` or ``zh``."""
        return self.ask_zh if language == "zh" else self.ask_en

    def why(self, language: str) -> str:
        """Why it is asked, in ``en`` or ``zh``."""
        return self.why_zh if language == "zh" else self.why_en

    def evidence(self, language: str) -> str:
        """What settles it, in ``en`` or ``zh``."""
        return self.evidence_zh if language == "zh" else self.evidence_en


@dataclass(frozen=True)
class Threshold:
    """A span of a number: at least ``at_least``, below ``below`` (None: no end)."""

    number: str
    at_least: int
    below: int | None

    def holds(self, count: int) -> bool:
        """Whether a count lies in the span."""
        return self.at_least <= count and (self.below is None or count < self.below)


@dataclass(frozen=True)
class Derived:
    """A fact that nobody is asked: it is so where any of some thresholds is met."""

    name: str
    title_en: str
    title_zh: str
    rests_on: tuple[str, str]
    thresholds: tuple[Threshold, ...]
    implications: tuple[Implication, ...] = ()

    def title(self, language: str) -> str:
        """What it says, in ``en`` or ``zh``."""
        return self.title_zh if language == "zh" else self.title_en

    def value(self, numbers: Mapping[str, int]) -> bool | None:
        """Whether a threshold is met; unknown where a number that might meet one is not there."""
        values = [t.holds(numbers[t.number]) if t.number in numbers else None for t in self.thresholds]
        return True if True in values else None if None in values else False


@dataclass(frozen=True)
class Facts:
    """The facts to ask, in the order of their files, and those derived from numbers."""

    asked: dict[str, Fact] = field(default_factory=dict)
    derived: dict[str, Derived] = field(default_factory=dict)

    @property
    def yes_no(self) -> set[str]:
        """The names that a rule may use."""
        return {name for name, fact in self.asked.items() if fact.kind == "yes_no"} | set(self.derived)

    def title(self, name: str, language: str) -> str:
        """What the fact of that name is called, in ``en`` or ``zh``."""
        fact: Fact | Derived = self.asked[name] if name in self.asked else self.derived[name]
        return fact.title(language)

    @property
    def presumed(self) -> dict[str, bool]:
        """What duties take for granted while nobody says otherwise."""
        return {name: fact.presumed for name, fact in self.asked.items() if fact.presumed is not None}

    @property
    def implications(self) -> tuple[Implication, ...]:
        """What follows from what, over all facts."""
        sources: list[Fact | Derived] = [*self.asked.values(), *self.derived.values()]
        return tuple(implication for source in sources for implication in source.implications)


def read_facts(files: list[Path]) -> Facts:
    """The facts of all ``scope.toml`` files.

    Raises:
        CorpusError: a malformed entry, a name used twice, or an implication, a count or a threshold on a fact that is not there.
    """
    facts = Facts()
    tables = [sections(file, "fact", "derived") for file in files]
    rows = [(f, kind) for kind in ("fact", "derived") for table in tables for f in table[kind]]
    for f, kind in rows:
        name = f.text("name")
        if name in facts.asked or name in facts.derived:
            raise f.fail(f"there are two facts {name!r}.", "Keep one of them.")
        if kind == "fact":
            facts.asked[name] = _fact(f)
        else:
            facts.derived[name] = _derived(f, facts)
    for f, _ in rows:
        _check_names(f, facts)
    return facts


def _fact(f: Fields) -> Fact:
    known_keys(f, _FACT | _MEANS)
    kind = f.text("kind", "yes_no")
    if kind not in KINDS:
        raise f.fail(f"kind is {kind!r}.", f"Use {' or '.join(KINDS)}.")
    return Fact(
        name=f.text("name"),
        kind=kind,
        ask_en=f.text("ask_en"),
        ask_zh=f.text("ask_zh"),
        why_en=f.text("why_en"),
        why_zh=f.text("why_zh"),
        evidence_en=f.text("evidence_en"),
        evidence_zh=f.text("evidence_zh"),
        rests_on=address(f, f.text("rests_on")),
        tells=_words(f, "tells"),
        counts=f.text("counts", ""),
        presumed=_presumed(f),
        implications=_implications(f),
        title_en=f.text("title_en", ""),
        title_zh=f.text("title_zh", ""),
    )


def _presumed(f: Fields) -> bool | None:
    value = f.table.get("presumed")
    if value is not None and not isinstance(value, bool):
        raise f.fail("presumed is not true or false.", "Write presumed = false.")
    return value


def _derived(f: Fields, facts: Facts) -> Derived:
    known_keys(f, _DERIVED | _MEANS)
    rows = f.table.get("any")
    if not isinstance(rows, list) or not rows:
        raise f.fail("no thresholds.", 'Write any = [{ from = "people_handled", at_least = 1000000 }].')
    thresholds = tuple(_threshold(Fields(f.file, f.line, f.where, row), facts) for row in rows)
    titles = f.text("title_en"), f.text("title_zh")
    return Derived(f.text("name"), *titles, address(f, f.text("rests_on")), thresholds, _implications(f))


def _threshold(f: Fields, facts: Facts) -> Threshold:
    known_keys(f, {"from", "at_least", "below"})
    number = f.text("from")
    if number not in facts.asked or facts.asked[number].kind != "number":
        raise f.fail(f"there is no number {number!r}.", 'Add a [[fact]] of kind = "number".')
    span = Threshold(number, f.number("at_least"), f.number("below") if "below" in f.table else None)
    if span.below is not None and span.below <= span.at_least:
        raise f.fail("below is not above at_least.", "Mend the span.")
    return span


def _implications(f: Fields) -> tuple[Implication, ...]:
    """What an answer means (and so the reverse: without the one, not the other) and what it includes (one way only)."""
    name, found = f.text("name"), []
    for word, value in (("yes", True), ("no", False)):
        for then, is_so in _answers(f, f"{word}_means").items():
            found.append(Implication((name, value), (then, is_so)))
            found.append(Implication((then, not is_so), (name, not value)))
        found += [Implication((name, value), (then, is_so)) for then, is_so in _answers(f, f"{word}_includes").items()]
    return tuple(found)


def _answers(f: Fields, name: str) -> dict[str, bool]:
    table = f.table.get(name, {})
    if not isinstance(table, dict) or not all(isinstance(value, bool) for value in table.values()):
        raise f.fail(f"{name} is not a table of facts.", f"Write {name} = {{ other_fact = false }}.")
    return table


def _check_names(f: Fields, facts: Facts) -> None:
    for name in {n for word in _MEANS for n in _answers(f, word)} | ({f.table["counts"]} if "counts" in f.table else set()):
        if name not in facts.yes_no:
            raise f.fail(f"there is no yes/no fact {name!r}.", "Add it to a scope.toml, or correct the name.")


def known_keys(f: Fields, allowed: Collection[str]) -> None:
    """Refuse a key that nobody reads.

    Raises:
        CorpusError: the table has a key that is not allowed.
    """
    for key in f.table:
        if key not in allowed:
            raise f.fail(f"unknown key {key!r}.", f"Use {', '.join(sorted(allowed))}.")


def _words(f: Fields, name: str) -> re.Pattern[str]:
    english, chinese = "|".join(f.texts(f"{name}_en")), "|".join(f.texts(f"{name}_zh"))
    if not english and not chinese:
        return _NEVER
    return compiled(
        f, name, rf"\b(?:{english})\b|{chinese}" if english and chinese else rf"\b(?:{english})\b" if english else chinese
    )


def compiled(f: Fields, name: str, pattern: str) -> re.Pattern[str]:
    """A pattern of the data.

    Raises:
        CorpusError: it is malformed.
    """
    try:
        return re.compile(pattern, re.IGNORECASE | re.DOTALL)
    except re.error as error:
        raise f.fail(f"{name} holds a malformed pattern: {error}.", "Mend the regular expression.") from error
