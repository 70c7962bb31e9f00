"""Text that Markdown shows as it stands, and text cut into the pieces in which it appears."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]#!|~<>$:&^])")
_LINE_START = re.compile(r"^([ \t]*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)
_PIECE = re.compile(r"[^，。；：、,.;:]*[，。；：、,.;:]*\s*")
_BETWEEN = " .,;:，。；：、"


def plain(text: str) -> str:
    """``text`` with everything escaped that Streamlit's Markdown would read as a mark, a directive, a formula or HTML."""
    return _LINE_START.sub(_at_line_start, _MARKS.sub(r"\\\1", text))


def _at_line_start(match: re.Match[str]) -> str:
    _, sign, number, dot = match.groups()
    return f"\\{sign}" if sign else f"{number}\\{dot}"


def short(text: str, limit: int) -> str:
    """At most ``limit`` characters of ``text``, on one line; cut between words where one ends near enough."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    kept = line[: limit - 1]
    space = kept.rfind(" ")
    within = line[limit - 1].isascii() and line[limit - 1].isalnum() and kept[-1].isascii() and kept[-1].isalnum()
    return (kept[:space] if within and space > limit // 2 else kept).rstrip(_BETWEEN) + "…"


def pieces(markdown: str) -> list[str]:
    """``markdown`` cut behind its commas and full stops; joined they are the whole again."""
    return [piece for piece in _PIECE.findall(markdown) if piece]
