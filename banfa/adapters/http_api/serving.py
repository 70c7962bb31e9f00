"""The server under the HTTP doors: uvicorn, one process, the log as lines of JSON on standard error."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import uvicorn

from banfa.adapters.http_api.guard import LOG, Guard

_CONNECTIONS = 512
_QUIET_SECONDS = 15


def serve(app: Guard, host: str, port: int) -> None:
    """Serve until interrupted. An address that cannot be bound ends the process with uvicorn's message."""
    with _logging():
        uvicorn.run(
            cast(Any, app),
            host=host,
            port=port,
            access_log=False,
            server_header=False,
            log_level="warning",
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=_QUIET_SECONDS,
            timeout_graceful_shutdown=_QUIET_SECONDS,
        )


@contextmanager
def _logging() -> Iterator[None]:
    """Lines of JSON on standard error while the server runs; afterwards the log is as it was found."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    level, propagate = LOG.level, LOG.propagate
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    try:
        yield
    finally:
        LOG.removeHandler(handler)
        LOG.setLevel(level)
        LOG.propagate = propagate
