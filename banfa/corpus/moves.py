"""Read renumbering.toml: where the articles of the earlier version of an instrument went in the later one."""

from __future__ import annotations

from pathlib import Path

from banfa import locator as loc
from banfa.corpus.knowledge import entries
from banfa.corpus.tables import Fields, read_toml
from banfa.law import Move

_KINDS = ("moved", "added", "dropped")


def read_moves(file: Path) -> tuple[Move, ...]:
    """The moves, in the order of the file; none where there is no such file.

    Raises:
        CorpusError: an entry is malformed.
    """
    if not file.is_file():
        return ()
    table = read_toml(file)
    if unknown := set(table) - set(_KINDS):
        raise Fields(file, 1, file.name, table).fail(f"unknown table {min(unknown)!r}.", f"Use {', '.join(_KINDS)}.")
    return tuple(_move(fields) for kind in _KINDS for fields in entries(file, kind))


def _move(fields: Fields) -> Move:
    old, new = _articles(fields, "from"), _articles(fields, "to")
    if not old and not new:
        raise fields.fail("neither from nor to.", 'Write from = "art_21" and to = "art_23".')
    return Move(old, new, bool(fields.table.get("changed", not (old and new))))


def _articles(fields: Fields, name: str) -> tuple[str, ...]:
    value = fields.table.get(name, [])
    found = (value,) if isinstance(value, str) else tuple(map(str, value))
    if wrong := [item for item in found if not loc.is_locator(item)]:
        raise fields.fail(f"{name} has {wrong[0]!r}, which is no locator.", 'Write "art_21".')
    return found
