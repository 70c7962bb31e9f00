"""The commands that the pages tell people to type: read out of the Markdown, one simple command after the other."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
SHELL, PYTHON = {"sh", "console", "bash", "shell"}, {"python"}
_BETWEEN = {"&&", "||", "|", ";", "&"}
_AIMS = {">", ">>", "<", "2>", "2>&1"}
_TYPED = re.compile(r"(?:[A-Z_]+=\S+ )*(?:\.venv/bin/|(?:banfa|curl|docker|mkdocs|pytest|python3?|sh|streamlit|uv)\s)")
"""How a command begins, where a page does not say that a block or a word is one."""


@dataclass(frozen=True)
class Command:
    """One program with its arguments. ``set`` are the variables set before it; ``program`` has no folder of ours in it."""

    page: str
    line: int
    program: str
    arguments: tuple[str, ...]
    set: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """The command as the tables of the test know it: the same however it is laid out."""
        return " ".join([self.program, *map(shlex.quote, self.arguments)])

    def __str__(self) -> str:
        """Where it stands, and what it is."""
        return f"{self.page}:{self.line}: {self.typed}"


@dataclass(frozen=True)
class Code:
    """A block of Python."""

    page: str
    line: int
    text: str


def pages() -> list[Path]:
    """The pages of the site, and those that it brings in."""
    return [
        *sorted((ROOT / "docs").glob("*.md")),
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "benchmarks/README.md")),
    ]


@cache
def commands() -> tuple[Command, ...]:
    """Every command of a block, of every page."""
    return tuple(command for page in pages() for command in commands_of(page.read_text(encoding="utf-8"), _name(page)))


@cache
def named() -> tuple[Command, ...]:
    """Every command that stands in a line of text, between backticks."""
    found = []
    for page in pages():
        for token in _tokens(page.read_text(encoding="utf-8")):
            for part in token.children or ():
                if part.type == "code_inline" and _TYPED.match(part.content + " "):
                    found += simple(part.content, _name(page), _line(token))
    return tuple(found)


@cache
def python() -> tuple[Code, ...]:
    """Every block of Python, of every page."""
    return tuple(
        Code(_name(page), _line(token), token.content)
        for page in pages()
        for token in _tokens(page.read_text(encoding="utf-8"))
        if token.type == "fence" and token.info.strip() in PYTHON
    )


def commands_of(markdown: str, page: str) -> Iterator[Command]:
    """The commands of one page: of blocks that are said to be commands, all lines; of others, the lines that begin like one."""
    for token in _tokens(markdown):
        said = token.type == "fence" and token.info.strip() in SHELL
        if said or token.type == "code_block" or (token.type == "fence" and token.info.strip() in {"", "text"}):
            first = _line(token) + (token.type == "fence")
            for number, line in _lines(token.content):
                if line.strip() and (said or _TYPED.match(line)):
                    yield from simple(line, page, first + number)


def simple(line: str, page: str, number: int) -> Iterator[Command]:
    """The simple commands of a line, without comments and without where they read and write."""
    words = shlex.shlex(line.removeprefix("$ "), posix=True, punctuation_chars=True)
    words.whitespace_split, words.commenters = True, "#"
    part: list[str] = []
    for word in [*words, ";"]:
        if word not in _BETWEEN:
            part.append(word)
            continue
        if part:
            yield _command(part, page, number)
        part = []


def _command(words: Sequence[str], page: str, number: int) -> Command:
    kept = [w for n, w in enumerate(words) if w not in _AIMS and (n == 0 or words[n - 1] not in _AIMS)]
    first = next((n for n, word in enumerate(kept) if not re.match(r"[A-Z_]+=", word)), len(kept))
    given, rest = kept[:first], [word.removeprefix(".venv/bin/") for word in kept[first:]]
    if not rest or rest[0] == "export":
        return Command(page, number, "export", (), (*given, *rest[1:]))
    long = 2 if rest[0] == "sh" else 3 if rest[0].startswith("python") and rest[1:2] == ["-m"] else 1
    return Command(page, number, " ".join(rest[:long]), tuple(rest[long:]), tuple(given))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their number; one that ends in a backslash goes on."""
    begun, at = "", 0
    for number, line in enumerate(text.splitlines()):
        at = at if begun else number
        begun += line
        if begun.endswith("\\"):
            begun = begun[:-1]
            continue
        yield at, begun
        begun = ""


def _tokens(markdown: str) -> list[Token]:
    return MarkdownIt().enable("table").parse(markdown)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()
