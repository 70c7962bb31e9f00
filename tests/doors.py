"""What the tests of the doors share: an engine that is already open, and one that never opens."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from banfa.corpus import read_corpus
from banfa.desk import Desk
from banfa.errors import NotReady
from tests.fakes import fake_assistant
from tests.toy_corpus import write_toy_corpus

FINE = "How much is the fine for an unregistered kite?"
SECRET = "/srv/secret/index is broken"


class OpenEngine:
    """An engine that stands ready with a desk; `before` runs before every visit to it."""

    def __init__(self, desk: Desk, before: Callable[[], object] = lambda: None) -> None:
        self._desk, self._before = desk, before

    def desk(self) -> Desk:
        self._before()
        return self._desk

    def check(self) -> None:
        self._before()


class ShutEngine:
    """An engine that cannot be opened, for a reason that only its keeper may read."""

    def desk(self) -> Desk:
        raise NotReady(SECRET)

    def check(self) -> None:
        raise NotReady(SECRET)


def toy_desk(folder: Path) -> Desk:
    """A desk over the toy corpus, with the fake embedder."""
    return Desk(fake_assistant(read_corpus(write_toy_corpus(folder))))


def events(text: str) -> list[tuple[str, Any]]:
    """Server-sent events, each with its name and its data."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def timeless(value: dict[str, Any]) -> dict[str, Any]:
    """An object of the contract without the time it took."""
    return {name: part for name, part in value.items() if name != "elapsed_ms"}
