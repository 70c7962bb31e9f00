"""The gold questions, proved as they are read: every citation leads somewhere in the corpus and every pattern compiles."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from banfa.answer import Status
from banfa.corpus import Corpus
from banfa.errors import CorpusError, UnknownProvision
from banfa.locator import article_of

FOLDER = Path(__file__).parent / "gold"
LANGUAGES = ("en", "zh")
SLICES = (
    *("scope", "obligation", "lookup", "definition", "deadline", "penalty", "procedure", "false_premise", "unsettled"),
    *("needs_fact", "out_of_field", "not_in_corpus", "version", "comparison", "cross_language", "role_swap", "injection"),
    "follow_up",
)
SPLITS = ("development", "test")
_BY_ID = {"-cross-": "cross_language", "-swap-": "role_swap", "-inj-": "injection"}
"""Slices that an id tells, beside the one that the question names."""
_HELD = "held_"
"""How the files begin whose questions are test questions, every one."""
_TEST_SHARE = 3
"""One of so many of the other questions is a test question."""
_REQUIRED: Mapping[str, type] = {
    "id": str,
    "question": str,
    "language": str,
    "slice": str,
    "lay": bool,
    "status": str,
    "source": str,
    "reviewer": str,
    "reviewed": date,
}
_OPTIONAL: Mapping[str, type] = {"gold": list, "key_points": list, "must_not": list, "as_of": date, "earlier": list}
_ENTRY = re.compile(r"^\s*\[\[\s*question\s*\]\]", re.MULTILINE)

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Cite:
    """A provision that a need may be met by: ``cn-genai-measures:art_17``, or a unit inside an article."""

    instrument: str
    locator: str

    @property
    def article(self) -> str:
        """The article it lies in, as retrieval names it: ``cn-genai-measures:art_17``."""
        return f"{self.instrument}:{article_of(self.locator)}"

    def __str__(self) -> str:
        return f"{self.instrument}:{self.locator}"


@dataclass(frozen=True)
class GoldQuestion:
    """A question with what a right reply must contain (the fields are described in ``evals/gold/README.md``)."""

    id: str
    question: str
    language: str
    slice: str
    lay: bool
    status: Status
    gold: tuple[tuple[Cite, ...], ...] = ()
    key_points: tuple[Patterns, ...] = ()
    must_not: Patterns = ()
    as_of: date | None = None
    earlier: tuple[str, ...] = ()
    """What was asked before it, oldest first."""
    source: str = ""
    reviewer: str = ""
    reviewed: date | None = None
    held: bool = False

    @property
    def split(self) -> str:
        """``test`` for what is held out by its file, and for a third of the rest by the hash of the id; else ``development``."""
        drawn = int(sha256(self.id.encode()).hexdigest(), 16) % _TEST_SHARE == 0
        return "test" if self.held or drawn else "development"

    @property
    def whole(self) -> str:
        """All that was asked, in one text, for what knows of no turns."""
        return " ".join([*self.earlier, self.question])

    @property
    def slices(self) -> tuple[str, ...]:
        """The slice that it names, and those that its id tells."""
        return tuple(dict.fromkeys([self.slice, *(name for part, name in _BY_ID.items() if part in self.id)]))

    @property
    def answered(self) -> bool:
        """Whether the right reply answers, or corrects what was taken for granted."""
        return self.status in (Status.ANSWERED, Status.PREMISE_CORRECTED)


def read_gold(corpus: Corpus, folder: Path = FOLDER) -> tuple[GoldQuestion, ...]:
    """Every question of ``folder/*.toml``.

    Raises:
        CorpusError: an entry is not as it must be; the message names the file, the line, the entry and the remedy.
    """
    found: dict[str, GoldQuestion] = {}
    for file in sorted(folder.glob("*.toml")):
        for entry in _entries(file):
            question = entry.question(corpus)
            if question.id in found:
                raise entry.error("the id stands twice.", "Give each question an id of its own; ids are never reused.")
            found[question.id] = replace(question, held=file.name.startswith(_HELD))
    if not found:
        raise CorpusError(folder, 0, "no gold question.", "Put [[question]] entries into a .toml file there.")
    return tuple(found.values())


def _entries(file: Path) -> list[_Entry]:
    try:
        text = file.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(file, 1, f"not readable as TOML: {error}.", "Correct the file.") from error
    rows = table.pop("question", [])
    if table or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CorpusError(file, 1, "something besides [[question]] entries.", "Keep only [[question]] entries in it.")
    lines = [text.count("\n", 0, match.end()) + 1 for match in _ENTRY.finditer(text)]
    return [_Entry(file, line, row) for line, row in zip(lines, rows, strict=True)]


@dataclass(frozen=True)
class _Entry:
    """One ``[[question]]`` and where it stands."""

    file: Path
    line: int
    row: Mapping[str, Any]

    def error(self, what: str, remedy: str) -> CorpusError:
        return CorpusError(self.file, self.line, f"{self.row.get('id', 'a question without id')}: {what}", remedy)

    def question(self, corpus: Corpus) -> GoldQuestion:
        self._check_fields()
        row, status = self.row, self._status()
        gold = tuple(tuple(self._cite(text, corpus) for text in need) for need in self._groups("gold"))
        if not gold and status not in (Status.OUT_OF_FIELD, Status.NOT_IN_CORPUS):
            raise self.error(f"a reply that is {status.value} rests on provisions; gold names none.", "List the needs in gold.")
        return GoldQuestion(
            id=row["id"],
            question=row["question"],
            language=row["language"],
            slice=row["slice"],
            lay=row["lay"],
            status=status,
            gold=gold,
            key_points=tuple(tuple(self._pattern(text) for text in point) for point in self._groups("key_points")),
            must_not=tuple(self._pattern(text) for text in row.get("must_not", [])),
            as_of=row.get("as_of"),
            earlier=tuple(row.get("earlier", ())),
            source=row["source"],
            reviewer=row["reviewer"],
            reviewed=row["reviewed"],
        )

    def _check_fields(self) -> None:
        known = {**_REQUIRED, **_OPTIONAL}
        for name in self.row:
            if name not in known:
                raise self.error(f"unknown field {name!r}.", f"The fields are {', '.join(known)}.")
        for name in _REQUIRED:
            if name not in self.row or self.row[name] == "":
                raise self.error(f"{name} is missing.", "Add it; evals/gold/README.md says what it holds.")
        for name, value in self.row.items():
            if not isinstance(value, known[name]):
                raise self.error(f"{name} is {value!r}.", f"It must be a {known[name].__name__}.")
        if not all(isinstance(turn, str) and turn for turn in self.row.get("earlier", ())):
            raise self.error("earlier is not a list of questions.", 'Write it as ["What was asked first?"].')
        for name, allowed in (("language", LANGUAGES), ("slice", SLICES)):
            if self.row[name] not in allowed:
                raise self.error(f"{name} is {self.row[name]!r}.", f"Use one of {', '.join(allowed)}.")
        if not self.row["id"].startswith(f"{self.row['language']}-"):
            raise self.error("the id does not begin with the language.", f"Write it as {self.row['language']}-<slice>-<number>.")

    def _status(self) -> Status:
        try:
            return Status(self.row["status"])
        except ValueError:
            allowed = ", ".join(status.value for status in Status)
            raise self.error(f"status is {self.row['status']!r}.", f"Use one of {allowed}.") from None

    def _groups(self, name: str) -> list[list[str]]:
        groups = self.row.get(name, [])
        if not all(isinstance(group, list) and group for group in groups):
            raise self.error(f"{name} is not a list of filled lists.", 'Write it as [["one", "or another"], ["and"]].')
        return list(groups)

    def _cite(self, text: object, corpus: Corpus) -> Cite:
        instrument, colon, locator = str(text).partition(":")
        if not colon:
            raise self.error(f"gold has {text!r}.", "Write <instrument>:<locator>, as in cn-genai-measures:art_17.")
        try:
            found = corpus.provision(instrument, locator).resolve(locator)
        except UnknownProvision as error:
            raise self.error(f"gold cites {text}: {error}", "Correct the citation.") from None
        return Cite(instrument, found or locator)

    def _pattern(self, text: object) -> re.Pattern[str]:
        try:
            return re.compile(str(text), re.IGNORECASE)
        except re.error as error:
            raise self.error(f"{text!r} is not a regular expression: {error}.", "Correct the pattern.") from None
