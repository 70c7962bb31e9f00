"""``python -m benchmarks``: each measurement in a process of its own, the tables on the screen, everything as JSON on request."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.table import put_into

WHAT = ("warm", "cold", "ingest", "sizes")
SIZES = (1_000, 10_000, 100_000)
STORES = ("exact", "chroma")


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """What is to be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast, how large.")
    parser.add_argument("what", nargs="*", choices=[[], *WHAT], help="what to measure; everything where nothing is named")
    parser.add_argument("--json", type=Path, help="write everything measured into this file")
    parser.add_argument("--table", type=Path, help="write the tables into this page, between its marks (docs/sizing.md)")
    parser.add_argument("--questions", type=int, default=60, help="questions for each row of the tables")
    parser.add_argument("--passages", type=int, default=500, help="passages for the share of the encoder")
    parser.add_argument("--size", type=int, action="append", help="made-up passages; default 1000, 10000, 100000")
    parser.add_argument("--store", choices=STORES, action="append", help="which store at these sizes; default exact")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def main() -> None:
    """Measure in processes of their own and print; with ``--one``, measure here and print JSON."""
    wanted = options()
    if wanted.one:
        print(json.dumps(_measured(json.loads(wanted.one)), default=_plain))
        return
    found: dict[str, Any] = {"on": datetime.now(UTC).isoformat(timespec="minutes"), "machine": _machine(), "measured": []}
    for job in jobs(wanted):
        load = os.getloadavg()[0]
        command = [sys.executable, "-m", "benchmarks", "--one", json.dumps(job)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        row = {**job, "load_before": round(load, 1), **json.loads(done.stdout.splitlines()[-1])}
        found["measured"].append(row)
        print("\n".join(lines(row)), flush=True)
    if wanted.table:
        put_into(wanted.table, found)
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def jobs(wanted: argparse.Namespace) -> list[dict[str, Any]]:
    """The measurements, one after the other; the stores that are compared follow each other at each size."""
    what, found = wanted.what or WHAT, []
    for name in what:
        if name == "sizes":
            sizes, stores = wanted.size or SIZES, wanted.store or STORES[:1]
            found += [{"what": name, "size": n, "store": s, "questions": wanted.questions} for n in sizes for s in stores]
        else:
            found.append({"what": name, "questions": wanted.questions, "count": wanted.passages})
    return found


def _measured(job: Mapping[str, Any]) -> dict[str, Any]:
    from banfa.settings import Settings
    from banfa.wiring import make_embedder
    from benchmarks import product, searching

    settings = Settings.from_environment()
    if job["what"] == "warm":
        return product.warm(settings, job["questions"])
    if job["what"] == "cold":
        return product.cold(3)
    if job["what"] == "ingest":
        return product.ingest(settings, job["count"])
    return searching.at_size(job["size"], job["store"], job["questions"], make_embedder(settings))


def lines(row: Mapping[str, Any]) -> list[str]:
    """What was measured, in lines to read."""
    took = row.get("took", {})
    told = {k: v for k, v in row.items() if k not in ("took", "what", "questions", "count", "size")}
    said = [f"\n{row['what']}: " + ", ".join(f"{name} {value}" for name, value in told.items())]
    if took:
        said.append(f"{'':32}{'callers':>8}{'p50 ms':>10}{'p95 ms':>10}{'a second':>10}{'n':>6}")
    for name, rows in took.items():
        said += [f"{name:32}{t['callers']:8}{t['p50']:10.1f}{t['p95']:10.1f}{t['per_second']:10.1f}{t['n']:6}" for t in rows]
    return said


def _machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "processor": platform.machine(), "python": platform.python_version()}


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{value!r} is not JSON")


if __name__ == "__main__":
    main()
