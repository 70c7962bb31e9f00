"""Many askers at once: ``python -m benchmarks.load [--seconds 60] [--askers 8 …]``; the HTTP API over the published index.

Each asker sends its next question when it has the answer to the one before. The server runs on loopback in a process of its own,
without a limit of requests; its memory is what the system says it holds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import httpx

from banfa.settings import Settings
from banfa.wiring import load_corpus
from benchmarks.product import questions

ASKERS = (1, 8, 32, 64)
_PATIENCE = 120.0


@dataclass(frozen=True)
class Load:
    """What so many askers saw in so many seconds; memory of the server in megabytes."""

    askers: int
    seconds: float
    taken: tuple[float, ...]
    """Seconds of each answer that came."""
    errors: int
    before: float
    after: float

    def line(self) -> str:
        """A row of the table."""
        ordered = sorted(self.taken)
        middle, late = (ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0 for part in (0.5, 0.95))
        rate = len(self.taken) / self.seconds
        return (
            f"| {self.askers} | {len(self.taken)} | {rate:.1f} | {middle * 1000:.0f} | {late * 1000:.0f} | {self.errors} "
            f"| {self.before:.0f} | {self.after:.0f} |"
        )


async def load(address: str, process: int, askers: int, seconds: float, following: Iterator[str]) -> Load:
    """So many askers for so many seconds."""
    taken: list[float] = []
    errors = 0
    before, until = resident(process), time.monotonic() + seconds

    async def ask(client: httpx.AsyncClient) -> None:
        nonlocal errors
        while time.monotonic() < until:
            started = time.monotonic()
            try:
                (await client.post("/ask", json={"question": next(following)})).raise_for_status().json()
            except (httpx.HTTPError, ValueError):
                errors += 1
            else:
                taken.append(time.monotonic() - started)

    started = time.monotonic()
    limits = httpx.Limits(max_connections=askers, max_keepalive_connections=askers)
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE, limits=limits, trust_env=False) as client:
        await asyncio.gather(*(ask(client) for _ in range(askers)))
    return Load(askers, time.monotonic() - started, tuple(taken), errors, before, resident(process))


def resident(process: int) -> float:
    """Megabytes of memory that a process holds now (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The address and the process of a server that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "benchmarks.load", "--serve", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # a line of log for each request
    try:
        wait(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(30)


def wait(address: str) -> None:
    """Until the server is ready.

    Raises:
        TimeoutError: it is not after two minutes.
    """
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/readyz", timeout=_PATIENCE, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise TimeoutError(f"{address} is not ready after {_PATIENCE:.0f} seconds. Run `banfa ingest`.")


def serve_here(port: int) -> None:
    """The API without a limit of requests."""
    from banfa.adapters.http_api.application import make_app
    from banfa.adapters.http_api.limits import Limits
    from banfa.adapters.http_api.serving import serve
    from banfa.opening import OpenedOnce

    serve(make_app(OpenedOnce(Settings.from_environment()), Limits(per_minute=0)), "127.0.0.1", port)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="Many askers at once.")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each number of askers asks")
    parser.add_argument("--askers", type=int, action="append", help=f"how many ask at once; default {ASKERS}")
    parser.add_argument("--questions", type=int, default=5000, help="how many different questions")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.serve:
        serve_here(wanted.serve)
        return
    asked = cycle(questions(load_corpus(Settings.from_environment()), wanted.questions))
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}, {wanted.seconds:.0f} s each\n")
    print("| askers | answers | a second | p50 ms | p95 ms | errors | MB before | MB after |\n|---|---|---|---|---|---|---|---|")
    with served() as (address, process):
        for askers in wanted.askers or ASKERS:
            print(asyncio.run(load(address, process, askers, wanted.seconds, asked)).line(), flush=True)


if __name__ == "__main__":
    main()
