"""The steps of an answer as a trace. Off unless the assistant is given a place to send them; a span holds no question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Span(Protocol):
    """One step, while it is being done."""

    def note(self, **values: str | int) -> None:
        """Keep counts and kinds with the step; never what somebody wrote."""


class Spans(Protocol):
    """Opens a step; an error that leaves it is noted by its kind."""

    def __call__(self, name: str) -> AbstractContextManager[Span]:
        """The step of that name, for as long as the context lasts."""


class _Nothing:
    def note(self, **values: str | int) -> None:
        """Keep nothing."""


@contextmanager
def no_spans(name: str) -> Iterator[Span]:
    """A step of which no trace is kept."""
    del name
    yield _Nothing()
