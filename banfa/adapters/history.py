"""Kept threads in SQLite or PostgreSQL, through SQLAlchemy. Nothing else in the project knows SQLAlchemy.

A turn is written in one transaction or not at all, and sealed: a record that does not fit its seal is not shown.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from banfa import locator as loc
from banfa.errors import HistoryDamaged, HistoryUnusable, UnknownThread
from banfa.threads import CitedArticle, Kept, Thread, ThreadCard, ThreadSearch, Unanswered, folded, now

HEAD = "0001"
"""The last step in ``history_steps/versions``."""

TABLES = sa.MetaData()
_threads = sa.Table(
    "threads",
    TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("updated", sa.String(32), nullable=False),
    sa.Index("threads_of_owner", "owner", "updated"),
)
_turns = sa.Table(
    "turns",
    TABLES,
    sa.Column("thread", sa.String(32), sa.ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("asked", sa.String(32), nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("status", sa.String(32), nullable=False, index=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("seal", sa.String(64), nullable=False),
    sa.Index("turns_by_status", "status"),
)
_cites = sa.Table(
    "cites",
    TABLES,
    sa.Column("thread", sa.String(32), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("instrument", sa.String(64), primary_key=True),
    sa.Column("locator", sa.String(128), primary_key=True),
    sa.ForeignKeyConstraint(["thread", "number"], ["turns.thread", "turns.number"], ondelete="CASCADE"),
    sa.Index("cites_of_provision", "locator", "instrument"),
)
_log = logging.getLogger(__name__)


class SqlThreads:
    """Threads in one database, which is at the last step. One instance serves many threads of a process."""

    def __init__(self, engine: sa.Engine, notice: str = "") -> None:
        self._reading, self._writing = engine, engine.execution_options(banfa_writes=True)
        self._notice = notice

    @property
    def notice(self) -> str:
        """The name of a damaged file that lies aside; empty when there is none."""
        return self._notice

    def close(self) -> None:
        """Give up the connections."""
        self._reading.dispose()

    def begin(self, owner: str, title: str, turn: Kept) -> str:
        """Keep a new thread with its first turn; returns its id."""
        thread, at = uuid.uuid4().hex, _written(turn.asked)
        with told(), self._writing.begin() as db:
            row = {
                "id": thread,
                "owner": owner,
                "title": _storable(title),
                "words": folded(_storable(title)),
                "created": at,
                "updated": at,
            }
            db.execute(sa.insert(_threads).values(row))
            self._put(db, thread, 1, turn)
        return thread

    def add(self, owner: str, thread: str, turn: Kept) -> None:
        """Keep another turn of a thread."""
        with told(), self._writing.begin() as db:
            self._own(db, owner, thread, lock=True)
            last = db.scalar(sa.select(sa.func.max(_turns.c.number)).where(_turns.c.thread == thread))
            self._put(db, thread, (last or 0) + 1, turn)
            db.execute(sa.update(_threads).where(_threads.c.id == thread).values(updated=_written(turn.asked)))

    def read(self, owner: str, thread: str) -> Thread:
        """A thread with all its turns."""
        with told(), self._reading.begin() as db:
            card = _card(self._own(db, owner, thread))
            rows = db.execute(sa.select(_turns).where(_turns.c.thread == thread).order_by(_turns.c.number)).mappings().all()
            cites = db.execute(sa.select(_cites).where(_cites.c.thread == thread)).mappings().all()
        cited: dict[int, list[tuple[str, str]]] = {}
        for row in cites:
            cited.setdefault(row["number"], []).append((row["instrument"], row["locator"]))
        return Thread(card, tuple(_kept(dict(row), tuple(cited.get(row["number"], ()))) for row in rows))

    def find(self, owner: str, search: ThreadSearch, limit: int) -> list[ThreadCard]:
        """The threads that a search finds, the last used first."""
        query = sa.select(_threads).where(_threads.c.owner == owner)
        for word in search.words:
            query = query.where(_has_words(folded(word)))
        for article in search.articles:
            query = query.where(sa.or_(_cited(article), _has_words(article.said)))
        with told(), self._reading.begin() as db:
            rows = db.execute(query.order_by(_threads.c.updated.desc(), _threads.c.id).limit(limit)).mappings().all()
        return [_card(dict(row)) for row in rows]

    def rename(self, owner: str, thread: str, title: str) -> None:
        """Give a thread another title."""
        with told(), self._writing.begin() as db:
            self._own(db, owner, thread)
            named = {"title": _storable(title), "words": folded(_storable(title))}
            db.execute(sa.update(_threads).where(_threads.c.id == thread).values(named))

    def delete(self, owner: str, thread: str) -> None:
        """Forget a thread with everything in it."""
        with told(), self._writing.begin() as db:
            self._own(db, owner, thread)
            for table in (_cites, _turns):
                db.execute(sa.delete(table).where(table.c.thread == thread))
            db.execute(sa.delete(_threads).where(_threads.c.id == thread))

    def unanswered(self, statuses: Sequence[str], limit: int) -> list[Unanswered]:
        """The questions of everybody that ended with one of these statuses, the most frequent first."""
        columns = (_turns.c.question, _turns.c.language, _turns.c.status)
        times, last = sa.func.count().label("times"), sa.func.max(_turns.c.asked).label("last")
        query = sa.select(*columns, times, last).where(_turns.c.status.in_(statuses)).group_by(*columns)
        with told(), self._reading.begin() as db:
            rows = db.execute(query.order_by(times.desc(), last.desc()).limit(limit)).mappings().all()
        return [Unanswered(**{**row, "last": datetime.fromisoformat(row["last"])}) for row in rows]

    @staticmethod
    def _own(db: sa.Connection, owner: str, thread: str, *, lock: bool = False) -> Mapping[str, Any]:
        query = sa.select(_threads).where(_threads.c.id == thread, _threads.c.owner == owner)
        found = db.execute(query.with_for_update() if lock else query).mappings().first()
        if found is None:
            raise UnknownThread("There is no such thread. It was deleted, or it is kept for somebody else.")
        return dict(found)

    @staticmethod
    def _put(db: sa.Connection, thread: str, number: int, turn: Kept) -> None:
        record = json.dumps(turn.record, ensure_ascii=True, sort_keys=True)
        row = {
            "thread": thread,
            "number": number,
            "asked": _written(turn.asked),
            "language": turn.language,
            "status": turn.status,
        }
        texts = {"question": _storable(turn.question), "words": _storable(turn.words), "record": record, "seal": _seal(record)}
        db.execute(sa.insert(_turns).values(row | texts))
        if turn.cites:
            cites = [{"thread": thread, "number": number, "instrument": i, "locator": at} for i, at in turn.cites]
            db.execute(sa.insert(_cites), cites)


@contextmanager
def told() -> Iterator[None]:
    """What goes wrong in the database, told in words; a question never stands in them."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        if type(error.orig) is sqlite3.DatabaseError:  # its kinds, like OperationalError, are locks, full disks and the like
            raise HistoryDamaged(f"The history file is damaged ({error.orig}).") from error
        first = str(error.orig).strip().partition("\n")[0]  # what follows it may quote a statement
        _log.warning("The history database failed: %s: %s", type(error.orig).__name__, first)
        why = first if isinstance(error.orig, sqlite3.Error) else type(error.orig).__name__
        raise HistoryUnusable(f"The history cannot be used at the moment ({why}). The program's log has the details.") from error
    except sa.exc.SQLAlchemyError as error:
        raise HistoryUnusable(f"The history cannot be used at the moment ({type(error).__name__}).") from error


def _has_words(word: str) -> sa.ColumnElement[bool]:
    """Whether a thread has a word, in its title or in one of its turns."""
    in_turn = sa.exists().where(_turns.c.thread == _threads.c.id, _turns.c.words.contains(word, autoescape=True))
    return sa.or_(_threads.c.words.contains(word, autoescape=True), in_turn)


def _cited(article: CitedArticle) -> sa.ColumnElement[bool]:
    """Whether a thread cites a place, what lies in it, or what it lies in."""
    around, parent = [article.locator], loc.parent_of(article.locator)
    while parent is not None:
        around.append(parent)
        parent = loc.parent_of(parent)
    near = sa.or_(_cites.c.locator.in_(around), _cites.c.locator.startswith(f"{article.locator}__", autoescape=True))
    query = sa.exists().where(_cites.c.thread == _threads.c.id, near)
    return query.where(_cites.c.instrument.in_(article.instruments)) if article.instruments else query


def _card(row: Mapping[str, Any]) -> ThreadCard:
    return ThreadCard(row["id"], row["title"], datetime.fromisoformat(row["created"]), datetime.fromisoformat(row["updated"]))


def _kept(row: Mapping[str, Any], cites: tuple[tuple[str, str], ...]) -> Kept:
    whole = _seal(row["record"]) == row["seal"]
    record = json.loads(row["record"]) if whole else {}
    asked = datetime.fromisoformat(row["asked"])
    return Kept(row["question"], row["language"], row["status"], asked, row["words"], cites, record)


def _seal(record: str) -> str:
    return hashlib.sha256(record.encode()).hexdigest()


def _written(at: datetime) -> str:
    """A time as text whose order is that of time."""
    return at.astimezone(now().tzinfo).isoformat(timespec="microseconds")


def _storable(text: str) -> str:
    """The text without what databases refuse: halves of characters and the zero character."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
