"""Ask what is meant to break it: ``python -m tests.trials.questions [--count N] [--seed S] [--toy]``.

Each text (tests/hostile.py) goes to the engine over the corpus of the repository, with the fake embedder; every tenth also as
a claim and as a memo, every hundredth as a description of a product. The exit code is 1 where anything
but a reply that holds or a plain refusal came.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from banfa.corpus import read_corpus
from banfa.desk import Desk
from banfa.errors import UsageError
from banfa.scope_desk import ScopeDesk
from banfa.settings import Settings
from tests import hostile
from tests.doors import toy_desk
from tests.fakes import fake_assistant

EVERY = {"question": 1, "claim": 10, "memo": 10, "description": 100}
SECONDS = 10.0
"""Longest for one text, of up to 40,000 characters, of which 20,000 are read."""


def main() -> int:
    """Ask, and print what came."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--count", type=int, default=10_000)
    wanted.add_argument("--seed", type=int, default=20261123)
    wanted.add_argument("--toy", action="store_true", help="over the toy corpus of the tests, which is quicker")
    given = wanted.parse_args()
    whole = read_corpus(Settings().corpus)
    desk = toy_desk(Path(tempfile.mkdtemp()) / "corpus") if given.toy else Desk(fake_assistant(whole))
    scope = ScopeDesk(whole)
    doors: dict[str, Callable[[str], Any]] = {
        "question": lambda text: _held(desk, desk.ask(text, date(2026, 11, 23))),
        "claim": lambda text: desk.check(claim=text),
        "memo": lambda text: desk.check(text=text),
        "description": lambda text: scope.check(None, text),
    }
    seen = {door: Counter[str]() for door in doors}
    longest = dict.fromkeys(doors, 0.0)
    spent = dict.fromkeys(doors, 0.0)
    for n, text in enumerate(hostile.texts(given.count, given.seed)):
        for door, read in doors.items():
            if n % EVERY[door] == 0:
                outcome, taken = _tried(read, text)
                longest[door], spent[door] = max(longest[door], taken), spent[door] + taken
                seen[door][outcome] += 1
                if outcome.startswith("BAD") or taken > SECONDS:
                    print(f"{door} {n} {taken:.1f} s {outcome}: {text[:80]!r}", file=sys.stderr, flush=True)
    print("| door | texts | answered | refused | anything else | mean ms | longest s |\n|---|---|---|---|---|---|---|")
    for door, outcomes in seen.items():
        count = outcomes.total()
        fine = outcomes["answered"], outcomes["refused"]
        mean = 1000 * spent[door] / max(1, count)
        print(f"| {door} | {count} | {fine[0]} | {fine[1]} | {count - sum(fine)} | {mean:.0f} | {longest[door]:.1f} |")
    return int(any(outcomes.total() - outcomes["answered"] - outcomes["refused"] for outcomes in seen.values()))


def _tried(read: Callable[[str], Any], text: str) -> tuple[str, float]:
    started = time.monotonic()
    try:
        json.dumps(read(text), ensure_ascii=False).encode()
        outcome = "answered"
    except UsageError:
        outcome = "refused"
    except Exception as error:  # whatever it is, it is what we look for
        outcome = f"BAD {type(error).__name__}: {error}"
    return outcome, time.monotonic() - started


def _held(desk: Desk, reply: dict[str, Any]) -> dict[str, Any]:
    """The reply, when each of its quotes stands in the law word for word."""
    for citation in reply["citations"]:
        text = desk.assistant.corpus.provision(citation["instrument"], citation["locator"]).text
        if citation["quote"] not in text:
            raise ValueError(f"quote not in {citation['instrument']} {citation['locator']}")
    return reply


if __name__ == "__main__":
    sys.exit(main())
