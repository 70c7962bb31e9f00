"""First paint and time to first answer of the page: ``python -m benchmarks.page [--sessions 1 --sessions 50]``.

The page is served on loopback in a process of its own over the published index, its threads in a folder that is thrown away,
without a limit of questions. One visitor is a browser; the others are sessions without one (`benchmarks.page_session`), which
ask, read for a while and ask again, as people do.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from urllib.request import urlopen

import numpy as np

from banfa.settings import Settings
from banfa.wiring import load_corpus
from benchmarks.load import resident
from benchmarks.page_browser import Seen, chromium, visit
from benchmarks.page_session import PATIENCE, Heard, NoAnswer, Session
from benchmarks.product import questions

T = TypeVar("T")
SESSIONS = (1, 50)
_ROOT = Path(__file__).resolve().parent.parent
_HEAD = "| sessions | who, when | what | n | p50 s | p95 s | most s | errors |\n|--:|---|---|--:|--:|--:|--:|--:|"


@dataclass(frozen=True)
class Row:
    """So many seconds each, for one thing that was waited for."""

    sessions: int
    who: str
    what: str
    seconds: tuple[float, ...]
    errors: int = 0

    def line(self) -> str:
        """A row of the table."""
        middle, late, most = (float(np.percentile(self.seconds, p)) if self.seconds else float("nan") for p in (50, 95, 100))
        figures = f"{len(self.seconds)} | {middle:.2f} | {late:.2f} | {most:.2f} | {self.errors}"
        return f"| {self.sessions} | {self.who} | {self.what} | {figures} |"


@dataclass(frozen=True)
class Plan:
    """How much of it."""

    visits: int
    seconds: float
    reading: float


class Crowd:
    """Sessions without a browser, a thread for each. One that gets no answer is counted as an error and asks no more."""

    def __init__(self, address: str, size: int, following: Iterator[str]) -> None:
        self.size = size
        self._address, self._following, self._lock = address, following, threading.Lock()
        self._sessions: list[Session] = []

    def arrive(self) -> Row:
        """All open the page in the same moment."""

        def opened() -> Iterator[float]:
            session = Session(self._address)
            took = session.open()
            self._sessions.append(session)
            yield took

        return Row(self.size, "sessions, all at once", "box to ask in", *_each([opened] * self.size))

    def burst(self) -> list[Row]:
        """All ask in the same moment."""

        def asked(session: Session) -> Iterator[Heard]:
            yield session.ask(self._question())

        return self._told("sessions, all at once", asked)

    def talk(self, seconds: float, reading: float) -> list[Row]:
        """All ask, read for half to one and a half times ``reading`` seconds, and ask again."""
        until = time.monotonic() + seconds

        def talked(session: Session) -> Iterator[Heard]:
            time.sleep(random.uniform(0, reading))
            while time.monotonic() < until:
                yield session.ask(self._question())
                time.sleep(random.uniform(0.5, 1.5) * reading)

        return self._told(f"sessions, {reading:.0f} s of reading", talked)

    def leave(self) -> None:
        """Close the page everywhere."""
        for session in self._sessions:
            session.close()

    def _told(self, who: str, work: Callable[[Session], Iterator[Heard]]) -> list[Row]:
        heard, errors = _each([partial(work, session) for session in self._sessions])
        return [
            Row(self.size, who, "first words", tuple(one.words for one in heard), errors),
            Row(self.size, who, "whole answer", tuple(one.whole for one in heard), errors),
        ]

    def _question(self) -> str:
        with self._lock:
            return next(self._following)


def _each(works: Sequence[Callable[[], Iterator[T]]]) -> tuple[tuple[T, ...], int]:
    """What all the works gave, done at once, and how many ended in an error."""

    def done(work: Callable[[], Iterator[T]]) -> tuple[list[T], int]:
        found: list[T] = []
        try:
            found.extend(work())
        except (NoAnswer, OSError) as error:
            print(f"error: {error}", file=sys.stderr)
            return found, 1
        return found, 0

    with ThreadPoolExecutor(max(1, len(works))) as pool:
        ends = list(pool.map(done, works))
    return tuple(one for found, _ in ends for one in found), sum(errors for _, errors in ends)


def with_browser(browser: Any, address: str, who: str, sessions: int, asked: Sequence[str]) -> list[Row]:
    """A visit for each question, one after the other; the next as if nobody had been there."""
    seen: list[Seen] = []
    errors = 0
    for question in asked:
        try:
            seen.append(visit(browser, address, question))
        except NoAnswer as error:
            print(f"error: {error}", file=sys.stderr)
            errors += 1
    names = {"first paint": "paint", "box to ask in": "box", "first words": "words", "whole answer": "whole"}
    return [Row(sessions, who, what, tuple(getattr(one, name) for one in seen), errors) for what, name in names.items()]


def measure(browser: Any, address: str, sessions: int, following: Iterator[str], plan: Plan) -> Iterator[Row]:
    """One browser among so many sessions: all come at once, all ask at once, then they talk while the browser visits."""
    asked = [next(following) for _ in range(plan.visits)]
    if sessions == 1:
        yield from with_browser(browser, address, "browser, alone", 1, asked)
        return
    crowd = Crowd(address, sessions - 1, following)
    try:
        yield crowd.arrive()
        yield from crowd.burst()
        with ThreadPoolExecutor(1) as pool:
            talk = pool.submit(crowd.talk, plan.seconds, plan.reading)
            yield from with_browser(browser, address, "browser, while the others talk", sessions, asked)
            yield from talk.result()
    finally:
        crowd.leave()


@contextmanager
def served(data: Path) -> Iterator[tuple[str, int]]:
    """The address and the process of a page over an index; what it writes goes into a folder that is thrown away.

    Raises:
        TimeoutError: it did not start.
    """
    with TemporaryDirectory() as folder, socket.socket() as free:
        for entry in data.iterdir():
            if not entry.name.startswith("history.db"):
                (Path(folder) / entry.name).symlink_to(entry.resolve())
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        free.close()
        own = ["env", f"BANFA_DATA={folder}", "BANFA_PAGE_RATE=0", "BANFA_HISTORY="]  # it becomes the server: one process
        command = [*own, sys.executable, "-m", "streamlit", "run", "app/chat.py", "--server.headless", "true"]
        server = subprocess.Popen(
            [*command, "--server.port", address.rpartition(":")[2]],
            cwd=_ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(address, server)
            yield address, server.pid
        finally:
            server.terminate()
            server.wait(30)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"The page did not start at {address}. Try `streamlit run app/chat.py`.")


def _processor() -> float:
    """Seconds of processor time of this process, which the server did not have."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description="First paint, time to first answer.")
    parser.add_argument("--sessions", type=int, action="append", help=f"how many at once; default {SESSIONS}")
    parser.add_argument("--visits", type=int, default=10, help="visits of the browser for each number of sessions")
    parser.add_argument("--seconds", type=float, default=120.0, help="how long the sessions without a browser ask")
    parser.add_argument("--reading", type=float, default=30.0, help="seconds from an answer to the next question, on average")
    parser.add_argument("--json", type=Path, help="write every time measured into this file")
    wanted = parser.parse_args()
    settings = Settings.from_environment()
    following = cycle(questions(load_corpus(settings), 5000))
    plan, begun = Plan(wanted.visits, wanted.seconds, wanted.reading), os.getloadavg()[0]
    rows: list[Row] = []
    memory: list[str] = []
    print(f"{os.cpu_count()} cores, load before {begun:.1f}\n\n{_HEAD}", flush=True)
    spent = _processor()
    with served(settings.data) as (address, process), chromium() as browser:
        for row in with_browser(browser, address, "browser, the first since the start", 1, [next(following)]):
            rows.append(row)
            print(row.line(), flush=True)
        for sessions in wanted.sessions or SESSIONS:
            before = resident(process)
            for row in measure(browser, address, sessions, following, plan):
                rows.append(row)
                print(row.line(), flush=True)
            memory.append(f"The server held {before:.0f} MB before and {resident(process):.0f} MB after {sessions} at once.")
    taken = f"The sessions without a browser took {_processor() - spent:.0f} s of processor time beside it."
    print("", *memory, taken, sep="\n")
    if wanted.json:
        found = {"cores": os.cpu_count(), "load_before": begun, "memory": memory, "rows": [asdict(row) for row in rows]}
        wanted.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
