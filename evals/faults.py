"""The faults that are planted: data, in ``faults.toml``. Each is some edits of files, and says which questions it touches."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from banfa.errors import UsageError
from evals.gold import GoldQuestion

FILE = Path(__file__).parent / "faults.toml"


@dataclass(frozen=True)
class Edit:
    """Put ``after`` in the place of ``before``, or cut from ``cut_from`` up to ``cut_until``, or swap two texts, in one file."""

    file: str
    before: str = ""
    after: str = ""
    cut_from: str = ""
    cut_until: str = ""
    swap: tuple[str, str] | None = None
    everywhere: bool = False

    def apply(self, text: str) -> str:
        """The text with the edit made.

        Raises:
            UsageError: what is to be edited does not stand there exactly once.
        """
        if self.swap is not None:
            one, other = self.swap
            self._once(text, one)
            self._once(text, other)
            return text.replace(one, "\0").replace(other, one).replace("\0", other)
        if self.cut_from:
            self._once(text, self.cut_from)
            start = text.index(self.cut_from)
            end = text.find(self.cut_until, start + len(self.cut_from)) if self.cut_until else len(text)
            if end < 0:
                raise self._error(self.cut_until)
            return text[:start] + text[end:]
        if not self.everywhere:
            self._once(text, self.before)
        elif self.before not in text:
            raise self._error(self.before)
        return text.replace(self.before, self.after)

    def _once(self, text: str, wanted: str) -> None:
        if text.count(wanted) != 1:
            raise self._error(wanted)

    def _error(self, wanted: str) -> UsageError:
        return UsageError(f"{self.file} does not hold {wanted!r} exactly once. Bring the fault in {FILE.name} up to date.")


@dataclass(frozen=True)
class Fault:
    """Something that could go wrong; ``index`` says whether the index has to be built from it."""

    id: str
    what: str
    edits: tuple[Edit, ...]
    index: bool = False
    gold: str = ""
    slice: str = ""
    language: str = ""
    dated: bool = False

    def touches(self, question: GoldQuestion) -> bool:
        """Whether it is likely to change the reply to a question."""
        cites = [str(cite) for need in question.gold for cite in need]
        return (
            (bool(self.gold) and any(cite.startswith(self.gold) for cite in cites))
            or (bool(self.slice) and self.slice in question.slices)
            or (bool(self.language) and question.language == self.language)
            or (self.dated and question.as_of is not None)
        )

    def plant(self, folder: Path) -> list[str]:
        """Make the edits in a folder; returns the files that were touched.

        Raises:
            UsageError: the fault does not fit what is there. Nothing is written then.
        """
        texts: dict[str, str] = {}
        for edit in self.edits:
            text = texts.get(edit.file)
            texts[edit.file] = edit.apply((folder / edit.file).read_text(encoding="utf-8") if text is None else text)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        return list(texts)


def read_faults(file: Path = FILE) -> tuple[Fault, ...]:
    """Every fault of a file.

    Raises:
        UsageError: the file is not as it must be.
    """
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))["fault"]
        return tuple(_fault(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} is not readable: {error}. Write [[fault]] with id, what and edits.") from error


def _fault(row: Mapping[str, Any]) -> Fault:
    edits: Sequence[Mapping[str, Any]] = row["edits"]
    made = tuple(Edit(**{**edit, **({"swap": tuple(edit["swap"])} if "swap" in edit else {})}) for edit in edits)
    return Fault(**{**row, "edits": made})
