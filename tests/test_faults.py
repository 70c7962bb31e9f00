"""A few of the trials of tests/trials, so that they are known to run; all of them: ``python -m tests.trials.faults``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


FAULTS = ("kill", "cut", "edited")


def test_a_fault_loses_nothing_and_shows_nothing_wrong() -> None:
    only = [part for fault in FAULTS for part in ("--only", fault)]
    command = [sys.executable, "-m", "tests.trials.faults", "--times", "1", *only]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("\n|") == len(FAULTS) + 1
