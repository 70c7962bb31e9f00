"""Text that Markdown shows as it stands, and text cut into the pieces in which it appears."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]#!|~<>$:&^])")
_LINE_START = re.compile(r"^([ \t]*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)
_PIECE = re.compile(r"[^，。；：、,.;:]*[，。；：、,.;:]*\s*")


def plain(text: str) -> str:
    """``text`` with everything escaped that Streamlit's Markdown would read as a mark, a directive, a formula or HTML."""
    return _LINE_START.sub(_at_line_start, _MARKS.sub(r"\\\1", text))


def _at_line_start(match: re.Match[str]) -> str:
    _, sign, number, dot = match.groups()
    return f"\\{sign}" if sign else f"{number}\\{dot}"


def short(text: str, limit: int) -> str:
    """At most ``limit`` characters of ``text``, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def pieces(markdown: str) -> list[str]:
    """``markdown`` cut behind its commas and full stops; joined they are the whole again."""
    return [piece for piece in _PIECE.findall(markdown) if piece]
