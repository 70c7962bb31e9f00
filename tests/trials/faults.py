"""Break things and see what becomes of them: ``python -m tests.trials.faults [--times N] [--seed S] [--only WORD]``.

Each fault is tried on a toy corpus in a folder of its own, in processes of its own. The table says what was done, how often, and
what happened; the exit code is 1 where an outcome was not good. docs/faults.md holds the table of the last run.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from banfa.errors import BanfaError
from tests.toy_corpus import LAW, edit
from tests.trials.house import QUESTION, RIGHT, House, Outcome, forked, warm

Trial = Callable[[House, random.Random, int], Counter[str]]
BAD = "BAD"
"""How an outcome begins that must not be."""


@contextmanager
def fresh_house() -> Iterator[House]:
    """A house with its index."""
    with tempfile.TemporaryDirectory(prefix="banfa-fault-") as folder:
        house = House(Path(folder))
        built = forked(house.ingest)
        assert built.value, built
        yield house


def told(outcome: Outcome) -> str:
    """An outcome in a few words: the right answer, a clear message of ours, or something bad."""
    if outcome.killed:
        return f"{BAD}: died of signal {-outcome.killed}"
    if outcome.trouble.startswith("banfa.") and "Run `banfa ingest" in outcome.trouble:
        return "refused, told to run `banfa ingest`"
    if outcome.trouble.startswith("banfa."):
        return "refused with a clear message"
    if outcome.trouble:
        return f"{BAD}: {outcome.trouble}"
    return "right answer" if RIGHT in str(outcome.value) else f"{BAD}: answered {outcome.value!r}"


def mended(house: House, seen: Counter[str]) -> None:
    """See to it that a plain ``banfa ingest`` and nothing else brings the house back to order."""
    again = forked(lambda: house.ingest(rebuild=False))
    if not again.value:
        seen[f"{BAD}: the next ingest failed: {again.trouble}"] += 1
    elif told(forked(house.ask)) != "right answer" or house.halves():
        seen[f"{BAD}: not mended by the next ingest"] += 1
    else:
        seen["mended by the next `banfa ingest`"] += 1


def kill(house: House, chance: random.Random, times: int) -> Counter[str]:
    """An ingest is killed (SIGKILL) at a random moment"""
    seen: Counter[str] = Counter()
    whole = max(forked(house.ingest).seconds for _ in range(3))
    for _ in range(times):
        before = house.serving().name
        end = forked(house.ingest, kill_after=chance.uniform(0, 1.05 * whole))
        seen["killed on the way" if end.killed else "was done before the kill"] += 1
        serves = "the index before" if house.serving().name == before else "the new index, whole"
        answer = told(forked(house.ask))
        seen[f"{serves} serves: {answer}"] += 1
        done = forked(house.ingest)
        seen["next ingest builds, no half build is left" if done.value and not house.halves() else f"{BAD}: {done}"] += 1
    return seen


def full(house: House, chance: random.Random, times: int) -> Counter[str]:
    """The disk is full (no file may grow past a random size) during an ingest"""
    seen: Counter[str] = Counter()
    for _ in range(times):
        limit = int(chance.choice([0, 100, 3_000, 20_000, 80_000, 150_000]) * chance.uniform(0.5, 1.5))

        def limited(limit: int = limit) -> str:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            return house.ingest()

        before = house.serving().name
        end = forked(limited)
        if end.value:
            seen["there was room enough"] += 1
        else:
            clear = end.trouble.startswith("banfa.") and "still serves" in end.trouble
            seen["refused with a clear message" if clear else f"{BAD}: {end}"] += 1
            if house.serving().name != before or house.halves():
                seen[f"{BAD}: a half build is left or serves"] += 1
        seen[f"then: {told(forked(house.ask))}"] += 1
    mended(house, seen)
    return seen


def read_only(house: House, chance: random.Random, times: int) -> Counter[str]:
    """The data folder can be read and not written: questions, then an ingest"""
    del chance
    seen: Counter[str] = Counter()
    folders = [house.data, *(f for f in house.data.rglob("*") if f.is_dir())]
    files = [f for f in house.data.rglob("*") if f.is_file()]
    house.data.parent.chmod(0o755)
    for entry in (*files, *folders):
        entry.chmod(0o555 if entry in folders else 0o444)
    try:
        for _ in range(times):
            seen[f"asked: {told(forked(lambda: _as_nobody(house.ask)))}"] += 1
            end = forked(lambda: _as_nobody(house.ingest))
            clear = end.trouble.startswith("banfa.") and "still serves" in end.trouble
            seen["ingest refused with a clear message" if clear else f"{BAD}: {end}"] += 1
    finally:
        for entry in (*folders, *files):
            entry.chmod(0o755 if entry in folders else 0o644)
    mended(house, seen)
    return seen


def _as_nobody(work: Callable[[], str]) -> str:
    if os.getuid() == 0:  # to whom no file is read-only
        os.setgid(65534)
        os.setuid(65534)
    return work()


def flip(house: House, chance: random.Random, times: int) -> Counter[str]:
    """One random bit of a random file of the index is flipped"""
    return _damaged(house, chance, times, _flipped)


def cut(house: House, chance: random.Random, times: int) -> Counter[str]:
    """A random file of the index is cut short at a random place"""
    return _damaged(house, chance, times, lambda whole, chance: whole[: chance.randrange(len(whole))])


def _flipped(whole: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(whole))
    return bytes([*whole[:at], whole[at] ^ (1 << chance.randrange(8)), *whole[at + 1 :]])


def _damaged(house: House, chance: random.Random, times: int, damage: Callable[[bytes, random.Random], bytes]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for n in range(times):
        files = [f for f in (*house.serving().rglob("*"), house.data / "current") if f.is_file() and f.stat().st_size]
        file = chance.choice(sorted(files))
        whole = file.read_bytes()
        file.write_bytes(damage(whole, chance))
        seen[told(forked(house.ask))] += 1
        if n % 10 == 9:
            mended(house, seen)
        else:
            file.write_bytes(whole)
    return seen


def two(house: House, chance: random.Random, times: int) -> Counter[str]:
    """Two ingests run at once"""
    del chance
    seen: Counter[str] = Counter()
    for _ in range(times):
        first = os.fork()
        if first == 0:
            ended = forked(house.ingest)
            os._exit(0 if ended.value else 1)
        second = forked(house.ingest)
        _, status = os.waitpid(first, 0)
        both = bool(second.value) and os.waitstatus_to_exitcode(status) == 0
        seen["both end well" if both else f"{BAD}: {second} {status}"] += 1
        seen[f"then: {told(forked(house.ask))}"] += 1
        if house.halves():
            seen[f"{BAD}: a half build is left"] += 1
    return seen


def edited(house: House, chance: random.Random, times: int) -> Counter[str]:
    """The corpus is edited under a running engine, and then ingested"""
    del chance
    seen: Counter[str] = Counter()
    for n in range(times):
        before, after = 50 + n, 51 + n
        outcome = forked(lambda before=before, after=after: _edited(house, before, after))
        seen[str(outcome.value) if outcome.value else f"{BAD}: {outcome.trouble} {outcome.killed}"] += 1
    return seen


def _edited(house: House, before: int, after: int) -> str:
    from banfa.opening import OpenedOnce

    opened = OpenedOnce(house.settings)
    law = house.settings.corpus / LAW
    with house._embedder():
        first = opened.desk().ask(QUESTION)["answer"]
        for file in ("2020-03-01.md", "2020-03-01.toml"):
            edit(law / file, f"{before} yuan", f"{after} yuan")
        edit(law / "2020-03-01.toml", _in_chinese(before), _in_chinese(after))
        second = opened.desk().ask(QUESTION)["answer"]
        try:
            opened.check()
        except BanfaError as error:
            stale = "stale" in str(error)
        else:
            return f"{BAD}: it calls itself ready"
        outcome = forked(lambda: house.ingest(rebuild=False))
        time.sleep(0.05)
        third = opened.desk().ask(QUESTION)["answer"]
    right = f"{before} yuan" in first and f"{before} yuan" in second and f"{after} yuan" in third and outcome.value and stale
    words = "answers from the law it was opened with, calls itself not ready; after `banfa ingest` answers from the new law"
    return words if right else f"{BAD}: {first} {second} {third} {outcome}"


def _in_chinese(number: int) -> str:
    ones = "〇一二三四五六七八九"[number % 10]
    return f"五十{ones if number % 10 else ''}元" if number < 60 else f"六十{ones if number % 10 else ''}元"


def clock(house: House, chance: random.Random, times: int) -> Counter[str]:
    """The clock is moved by up to ten years, either way, before an ingest and a question"""
    seen: Counter[str] = Counter()
    for _ in range(times):
        away = chance.uniform(-10, 10) * 365 * 86400

        def moved(away: float = away) -> str:
            real, real_ns = time.time, time.time_ns
            time.time, time.time_ns = lambda: real() + away, lambda: real_ns() + int(away * 1e9)
            return house.ingest()

        for file in house.data.rglob("*"):
            os.utime(file, (time.time() + away, time.time() + away))
        end = forked(moved)
        seen["ingest ends well" if end.value and not house.halves() else f"{BAD}: {end}"] += 1
        seen[f"then: {told(forked(house.ask))}"] += 1
    return seen


TRIALS: dict[str, tuple[Trial, int]] = {
    "kill": (kill, 50),
    "full": (full, 30),
    "read-only": (read_only, 5),
    "flip": (flip, 100),
    "cut": (cut, 60),
    "two": (two, 10),
    "edited": (edited, 5),
    "clock": (clock, 10),
}


def main() -> int:
    """Try them and print the table."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--times", type=int, help="how often each is tried, in place of its own number")
    wanted.add_argument("--seed", type=int, default=20261123)
    wanted.add_argument("--only", choices=sorted(TRIALS), action="append")
    given = wanted.parse_args()
    warm()
    bad = False
    print("| what was done | times | what happened |\n|---|---|---|")
    for name, (trial, own) in TRIALS.items():
        if given.only and name not in given.only:
            continue
        times = given.times or own
        with fresh_house() as house:
            seen = trial(house, random.Random(given.seed), times)
        bad = bad or any(BAD in outcome for outcome in seen)
        what = "; ".join(f"{outcome} ({count})" for outcome, count in sorted(seen.items(), key=lambda pair: -pair[1]))
        print(f"| {trial.__doc__} | {times} | {what} |", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    assert shutil.which("sh"), "the trials need a Unix"
    sys.exit(main())
