"""Open the database of kept threads: find it, set a damaged file aside, bring it to the last step, one process at a time."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from banfa.adapters.history import HEAD, SqlThreads, told
from banfa.errors import HistoryUnusable

_ASIDE = ".damaged-"
_WAIT = 10.0
"""Seconds to wait for another process that is writing."""
_CONNECT = 5
"""Seconds to wait for a database server."""
_LOCK_KEY = 0x62616E6661
"""The advisory lock in PostgreSQL under which steps are run."""


def open_file(file: Path) -> SqlThreads:
    """The history in a SQLite file, made where there is none. A damaged file is renamed and kept, and a new one begun.

    Raises:
        HistoryUnusable: the folder cannot be written, or the file was made by a newer version.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _alone(file):
            if _damaged(file):
                _set_aside(file)
            threads = _at_last_step(_sqlite(file), _kept_aside(file))
            file.chmod(0o600)
            return threads
    except (OSError, sqlite3.OperationalError) as error:
        raise HistoryUnusable(f"The history cannot be kept in {file}: {getattr(error, 'strerror', None) or error}.") from error


def open_url(url: str) -> SqlThreads:
    """The history in the database at an address: ``postgresql://user:password@host/name`` or ``sqlite:///file``.

    Raises:
        HistoryUnusable: there is no such database, or it cannot be used.
    """
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise HistoryUnusable("BANFA_HISTORY is no address of a database. Write postgresql://user:password@host/name.") from error
    if address.get_backend_name() == "sqlite" and address.database:
        return open_file(Path(address.database))
    if address.drivername not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise HistoryUnusable(f"BANFA_HISTORY names a {address.drivername} database. PostgreSQL and SQLite are supported.")
    try:
        engine = sa.create_engine(
            address.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": _CONNECT},
            pool_pre_ping=True,
            hide_parameters=True,
        )
    except ImportError as error:
        raise HistoryUnusable('PostgreSQL needs psycopg. Install it: pip install "psycopg[binary]".') from error
    return _at_last_step(engine, "")


def _sqlite(file: Path) -> sa.Engine:
    """An engine whose writers take their turn at the start of a transaction, so that none fails half-way for another."""
    engine = sa.create_engine(f"sqlite:///{file}", connect_args={"timeout": _WAIT}, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("banfa_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _at_last_step(engine: sa.Engine, notice: str) -> SqlThreads:
    with told():
        with engine.connect() as db:
            step = _step(db)
        if step != HEAD:
            with engine.execution_options(banfa_writes=True).begin() as db:
                if db.dialect.name == "postgresql":
                    db.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
                if (step := _step(db)) != HEAD:
                    _run_steps(db, step)
    return SqlThreads(engine, notice)


def _step(db: sa.Connection) -> str | None:
    """The step at which a database is; None for an empty one."""
    if not sa.inspect(db).has_table("alembic_version"):
        return None
    step: str | None = db.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return step


def _run_steps(db: sa.Connection, step: str | None) -> None:
    """Alembic takes long to import, so it is imported only when there is something to do."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("history_steps")).replace("%", "%%"))
    known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
    if step is not None and step not in known:
        raise HistoryUnusable(f"The history was written by a newer version (step {step}; this one knows {HEAD}). Update Banfa.")
    config.attributes["connection"] = db
    command.upgrade(config, HEAD)


def _damaged(file: Path) -> bool:
    """Whether there is a file that SQLite cannot read in full. An empty one was cut off: a file is never left empty here."""
    if not file.exists():
        return False
    if file.stat().st_size == 0:
        return True
    try:
        with closing(sqlite3.connect(file, timeout=_WAIT)) as db:
            found = [row[0] for row in db.execute("PRAGMA quick_check(1)")]
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return True
    return found != ["ok"]


def _set_aside(file: Path) -> None:
    """Rename the file, and what SQLite keeps beside it, so that nothing is lost that somebody could still mend."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    for suffix in ("", "-wal", "-shm"):
        beside = file.with_name(file.name + suffix)
        if beside.exists():
            beside.rename(file.with_name(f"{file.stem}{_ASIDE}{stamp}{file.suffix}{suffix}"))


def _kept_aside(file: Path) -> str:
    """The name of the last damaged file that still lies beside this one; empty where there is none."""
    aside = sorted(found.name for found in file.parent.glob(f"{file.stem}{_ASIDE}*{file.suffix}"))
    return aside[-1] if aside else ""


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with file.with_name(f".{file.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
