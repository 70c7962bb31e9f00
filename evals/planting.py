"""Plant faults one at a time in a copy of the checkout, to see which the gate catches (``sh scripts/plant_faults``).

A fault that needs another index gets one, in which every vector is reused that still can be. For each fault some questions are
asked, most of them such as it touches, and none that was wrong before: those can turn no gate.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from banfa.errors import UsageError
from evals.committed import Committed
from evals.faults import Fault
from evals.gold import GoldQuestion

_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".banfa", "__pycache__", ".*_cache", "*.egg-info", "docs", "tests", "build", "dist"
)
_TOUCHED, _OTHERS = 12, 8
_TELLING = ("below the gate", "turned wrong", "more withheld", "banfa:", "Error", "error:", "prompts changed")


@dataclass(frozen=True)
class Caught:
    """What became of one fault: by what it was caught (empty when it was not), the reason given, how many were asked."""

    fault: Fault
    by: str
    reason: str
    asked: int


@dataclass(frozen=True)
class Ended:
    """A finished command: its exit code and what it said."""

    code: int
    said: str


Run = Callable[[Path, Sequence[str]], Ended]
"""Runs ``python -m <arguments>`` in a folder."""


def run_module(folder: Path, arguments: Sequence[str]) -> Ended:
    """In a process of its own; no byte code is kept, for it could outlive the fault that it was compiled from."""
    command = [sys.executable, "-B", "-m", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return Ended(ended.returncode, ended.stdout + ended.stderr)


class Field:
    """A copy of the checkout with its index, in which faults are planted and pulled out again."""

    def __init__(self, root: Path, folder: Path, run: Run = run_module) -> None:
        self.root, self.folder, self._run = root, folder, run
        shutil.copytree(root, folder, ignore=_LEFT_OUT, dirs_exist_ok=True)
        self._build = self._copy_index()

    def prepare(self) -> Ended:
        """Bring the index of the copy up to date and write its baseline anew, all questions asked: the run without a fault."""
        made = self._run(self.folder, ["ingest"])
        if made.code == 0:
            made = self._run(self.folder, ["evals", "--no-baselines", "--write-baseline"])
        self._build = self._serving()
        return made

    def control(self, ids: Sequence[str]) -> Ended:
        """The run without a fault over some questions."""
        return self._run(self.folder, [*_evaluation(), *_only(ids)])

    def plant(self, fault: Fault, ids: Sequence[str]) -> Caught:
        """Plant a fault, build the index where it needs one, ask, and pull the fault out again."""
        touched = fault.plant(self.folder)
        try:
            if fault.index:
                built = self._run(self.folder, ["ingest"])
                if built.code:
                    return Caught(fault, "ingest", _reason(built.said), 0)
            ended = self._run(self.folder, [*_evaluation(), *_only(ids)])
            return Caught(fault, "gate" if ended.code else "", _reason(ended.said) if ended.code else "", len(ids))
        finally:
            for name in touched:
                shutil.copy2(self.root / name, self.folder / name)
            self._pull_out_index()

    def _copy_index(self) -> str:
        current = self.root / ".banfa" / "current"
        if not current.exists():
            return ""
        name = current.read_text(encoding="utf-8").strip()
        shutil.copytree(self.root / ".banfa" / "builds" / name, self.folder / ".banfa" / "builds" / name)
        shutil.copy2(current, self.folder / ".banfa" / "current")
        return name

    def _serving(self) -> str:
        current = self.folder / ".banfa" / "current"
        return current.read_text(encoding="utf-8").strip() if current.exists() else ""

    def _pull_out_index(self) -> None:
        if self._build and self._serving() != self._build:
            shutil.rmtree(self.folder / ".banfa" / "builds" / self._serving(), ignore_errors=True)
            (self.folder / ".banfa" / "current").write_text(self._build, encoding="utf-8")


def choose(fault: Fault, questions: Iterable[GoldQuestion], base: Committed, *, everything: bool = False) -> list[str]:
    """The questions to ask of a fault, of those that were right: some that it touches, and some from all over the set."""
    was_right = [q for q in questions if q.id in base.verdicts and base.verdicts[q.id].right]
    if everything:
        return [question.id for question in was_right]
    touched = [q.id for q in was_right if fault.touches(q)]
    rest = [q.id for q in was_right if q.answered and q.id not in touched]
    return [*_spread(touched, _TOUCHED), *_spread(rest, _OTHERS)]


def as_lines(found: Sequence[Caught]) -> str:
    """The result as a table in Markdown, what was not caught named below it."""
    lines = ["| fault | caught by | questions | reason |", "|---|---|---:|---|"]
    lines += [f"| {c.fault.id}: {c.fault.what} | {c.by or '**not caught**'} | {c.asked} | {c.reason} |" for c in found]
    missed = [c.fault.id for c in found if not c.by]
    end = f"Not caught: {', '.join(missed)}. Improve the gate." if missed else "Every fault was caught."
    return "\n".join([*lines, "", f"{len(found) - len(missed)} of {len(found)} caught. {end}"]) + "\n"


def require(ended: Ended, what: str) -> None:
    """See that a run without a fault passes, else every fault would seem to be caught.

    Raises:
        UsageError: it does not; the message has its last words.
    """
    if ended.code:
        raise UsageError(f"{what} fails without any fault, so nothing would be proved:\n{ended.said[-3000:]}")


def write_json(found: Sequence[Caught], file: Path) -> None:
    """The same for a machine."""
    rows = [{"id": c.fault.id, "what": c.fault.what, "by": c.by, "reason": c.reason, "asked": c.asked} for c in found]
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _evaluation() -> list[str]:
    return ["evals", "--no-baselines"]


def _only(ids: Sequence[str]) -> list[str]:
    return [argument for id in ids for argument in ("--only", id)]


def _spread(ids: Sequence[str], most: int) -> list[str]:
    """So many of them, at even distances."""
    return list(ids) if len(ids) <= most else [ids[n * len(ids) // most] for n in range(most)]


def _reason(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if any(word in line for word in _TELLING)]
    shown = lines[:2] or [line.strip() for line in said.splitlines() if line.strip()][-1:]
    return " / ".join(line[:160] for line in shown).replace("|", "\\|")
