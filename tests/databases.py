"""Databases for the tests of the history: a SQLite file, and a real PostgreSQL server of this machine where one is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def postgres_programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server of its own on a free port of this machine, gone afterwards. Gives the address of an empty database."""
    programs = postgres_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="banfa-postgres-"))
    user = _as_whom(folder)
    try:
        _run([programs / "initdb", "-D", folder / "db", "-U", "banfa", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        control = [programs / "pg_ctl", "-D", folder / "db", "-w", "-l", folder / "log"]
        _run([*control, "-o", options, "start"], user)
        try:
            yield f"postgresql://banfa@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_whom(folder: Path) -> str | None:
    """The user to run the server as: it refuses to be run by root, so then it is the one that its package made."""
    if os.geteuid() != 0:
        return None
    own = pwd.getpwnam("postgres")
    os.chown(folder, own.pw_uid, own.pw_gid)
    return "postgres"


def _run(command: list[Any], user: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
