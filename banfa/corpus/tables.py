"""Read TOML with errors that name file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from banfa.errors import CorpusError

Table = Mapping[str, Any]
_AT_LINE = re.compile(r"at line (\d+)")


def read_toml(file: Path) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        CorpusError: the file is missing or is not TOML.
    """
    try:
        return tomli.loads(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise CorpusError(file, 1, f"not UTF-8: {error.reason} at byte {error.start}.", "Save it as UTF-8.") from None
    except FileNotFoundError:
        raise CorpusError(file, 0, "the file is missing.", "corpus/README.md shows what it holds.") from None
    except tomli.TOMLDecodeError as error:
        match = _AT_LINE.search(str(error))
        raise CorpusError(file, int(match[1]) if match else 1, f"not valid TOML: {error}.", "Mend that line.") from None


class Fields:
    """The fields of one table, taken out one by one with their type checked."""

    def __init__(self, file: Path, line: int | None, where: str, table: Table) -> None:
        """``line`` is where the table stands; None: where its header ``where`` is, looked for only when something is wrong."""
        self.file, self._line, self.where, self.table = file, line, where, table

    @property
    def line(self) -> int:
        """The line of the table in its file."""
        return self._line if self._line is not None else line_of(self.file, self.where)

    def fail(self, what: str, remedy: str) -> CorpusError:
        """An error at this table."""
        return CorpusError(self.file, self.line, f"{self.where}: {what}", remedy)

    def text(self, name: str, default: str | None = None) -> str:
        """A string; required unless a default is given."""
        value = self.table.get(name, default)
        if not isinstance(value, str):
            raise self.fail(f"{name} is missing or not a string.", f'Write {name} = "…".')
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; empty when absent."""
        value = self.table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.fail(f"{name} is not a list of strings.", f'Write {name} = ["…", "…"].')
        return tuple(value)

    def day(self, name: str) -> date | None:
        """A date, or None when absent."""
        value = self.table.get(name)
        if value is not None and not isinstance(value, date):
            raise self.fail(f"{name} is not a date.", f"Write {name} = 2023-08-15, without quotes.")
        return value

    def must_day(self, name: str) -> date:
        """A date that must be there."""
        value = self.day(name)
        if value is None:
            raise self.fail(f"{name} is missing.", f"Write {name} = 2023-08-15.")
        return value

    def number(self, name: str) -> int:
        """A whole number that must be there."""
        value = self.table.get(name)
        if not isinstance(value, int):
            raise self.fail(f"{name} is missing or not a whole number.", f"Write {name} = 24.")
        return value


def line_of(file: Path, header: str) -> int:
    """The line on which a table header such as ``[art_17]`` stands (1 when it is not found)."""
    return lines_of(file).get(header, 1)


def lines_of(file: Path) -> dict[str, int]:
    """The line on which each text of a line first stands: for a file of which many tables are read."""
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    found: dict[str, int] = {}
    for number, line in lines:
        found.setdefault(line.strip(), number)
    return found
