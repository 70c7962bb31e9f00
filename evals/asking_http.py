"""Asking somebody else's assistant: ``POST <address>/ask`` with ``{"id", "question", "as_of"}``; the reply is the contract.

A reply must have ``status`` and ``answer``. ``claims``, ``citations`` and ``passages`` are scored too, and count as empty where
they are missing (docs/evals.md). Knows httpx.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import httpx

from banfa.corpus import Corpus
from banfa.errors import UsageError
from evals.gold import GoldQuestion
from evals.trial import Trial

_WAIT = 120.0
_LISTS = ("claims", "citations", "passages", "withheld", "remarks")


def ask_over_http(address: str, corpus: Corpus, questions: Iterable[GoldQuestion]) -> Iterator[Trial]:
    """A trial of each question, in order. A failed request is the result of that question and stops nothing.

    Raises:
        UsageError: nobody listens there at all.
    """
    place = f"{address.rstrip('/')}/ask"
    with httpx.Client(timeout=_WAIT) as client:
        for number, question in enumerate(questions):
            try:
                yield Trial(question, corpus, _ask(client, place, question))
            except httpx.ConnectError as error:
                if number == 0:
                    raise UsageError(
                        f"Nobody listens at {shown(address)} ({error}). Start the assistant, or correct --url."
                    ) from error
                yield Trial(question, corpus, error=f"{type(error).__name__}: {error}")
            except (httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError) as error:
                yield Trial(question, corpus, error=f"{type(error).__name__}: {error}")


def shown(address: str) -> str:
    """An address without a name and password that may stand in it."""
    found = httpx.URL(address)
    return str(found.copy_with(username=None, password=None)) if found.userinfo else address


def _ask(client: httpx.Client, place: str, question: GoldQuestion) -> dict[str, Any]:
    on = question.as_of or date.today()
    started = time.perf_counter()
    asked: dict[str, Any] = {"id": question.id, "question": question.question, "as_of": on.isoformat()}
    if question.earlier:
        asked["earlier"] = list(question.earlier)
    answered = client.post(place, json=asked)
    took = (time.perf_counter() - started) * 1000
    answered.raise_for_status()
    reply = answered.json()
    if not isinstance(reply, dict) or not {"status", "answer"} <= reply.keys():
        raise ValueError(f'the reply is not the contract: no "status" and "answer" in {answered.text[:200]!r}')
    given = {name: value for name, value in reply.items() if value is not None}
    return {"as_of": on.isoformat(), "elapsed_ms": round(took, 1), **{name: [] for name in _LISTS}, **given}
