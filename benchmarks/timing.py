"""Clocks: how long a call takes, alone and with others, and how much memory the process holds."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Took:
    """Milliseconds of a call: the median, the 95th percentile, over how many; calls a second with so many callers at once."""

    p50: float
    p95: float
    n: int
    callers: int
    per_second: float


def time_calls(call: Callable[[str], object], inputs: Sequence[str], callers: int = 1) -> Took:
    """Every input once, by ``callers`` threads. What a first call loads is to be loaded before."""

    def timed(text: str) -> float:
        started = time.perf_counter()
        call(text)
        return (time.perf_counter() - started) * 1000

    started = time.perf_counter()
    with ThreadPoolExecutor(callers) as pool:
        took = list(pool.map(timed, inputs))
    whole = time.perf_counter() - started
    p50, p95 = np.percentile(took, (50, 95))
    return Took(round(float(p50), 2), round(float(p95), 2), len(took), callers, round(len(took) / whole, 1))


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def megabytes() -> float:
    """The most memory that this process has held (resident set), in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
