"""Threads of questions and replies as they are kept: pure values, whatever keeps them."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

LOCAL = "local"
"""The owner of the threads of whoever sits at this machine and is not signed in."""
FAILED = "failed"
"""The status of a question to which no reply came."""
_TITLE = 80


@dataclass(frozen=True)
class Kept:
    """A question with what became of it, as it is kept.

    ``status`` is that of the reply, or ``failed``. ``words`` is what a search reads. ``cites`` are the addresses (instrument,
    locator) that the reply cites. ``record`` is JSON (`banfa.turn_record`); it is empty where what was kept is damaged.
    """

    question: str
    language: str
    status: str
    asked: datetime
    words: str
    cites: tuple[tuple[str, str], ...]
    record: Mapping[str, Any]


@dataclass(frozen=True)
class ThreadCard:
    """What a list shows of a thread; the times are in UTC."""

    id: str
    title: str
    created: datetime
    updated: datetime


@dataclass(frozen=True)
class Thread:
    """A thread with its turns, oldest first."""

    card: ThreadCard
    turns: tuple[Kept, ...]


@dataclass(frozen=True)
class CitedArticle:
    """What a search wants cited: an address, or one locator in some instruments; ``said`` is how it was typed."""

    locator: str
    instruments: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class ThreadSearch:
    """A thread is found that has all of the words and cites all of the articles (or has them as they were typed)."""

    words: tuple[str, ...] = ()
    articles: tuple[CitedArticle, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.articles)


@dataclass(frozen=True)
class Unanswered:
    """A question that got no answer, how often it was asked, and when last."""

    question: str
    language: str
    status: str
    times: int
    last: datetime


def title_of(question: str) -> str:
    """The title that a thread gets from its first question: one line of at most 80 characters."""
    line = " ".join(question.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def folded(text: str) -> str:
    """The text in the one spelling in which it is kept for search, and searched for: width and case play no part."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\0", " ").casefold().split())


def owner_of(issuer: str, subject: str) -> str:
    """The owner for a signed-in person: a digest, so that the history holds nobody's name or address."""
    return "oidc-" + hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()[:40]


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)
