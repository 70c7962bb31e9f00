"""The threads that work on requests: so many at a time, so many waiting, each for so long."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from banfa.adapters.http_api.limits import Limits
from banfa.adapters.http_api.problems import Busy, TooSlow

T = TypeVar("T")


class Workers:
    """A bounded pool. Work that was given up on still holds its place until it ends, so that it cannot pile up."""

    def __init__(self, limits: Limits) -> None:
        self._pool = ThreadPoolExecutor(limits.threads, thread_name_prefix="banfa")
        self._room, self._seconds = limits.threads + limits.waiting, limits.seconds
        self._held, self._lock = 0, threading.Lock()

    async def run(self, work: Callable[[], T]) -> T:
        """What ``work`` returns, or what it raises.

        Raises:
            Busy: there is no room for it.
            TooSlow: it did not end in time.
        """
        with self._lock:
            if self._held >= self._room:
                raise Busy
            self._held += 1
        future = self._pool.submit(work)
        future.add_done_callback(self._ended)
        done, _ = await asyncio.wait({waited := asyncio.wrap_future(future)}, timeout=self._seconds)
        if not done:
            future.cancel()
            waited.cancel()
            raise TooSlow
        return waited.result()

    def close(self) -> None:
        """Take no more work and drop what has not begun."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _ended(self, _: Future[T]) -> None:
        with self._lock:
            self._held -= 1
