"""The server under the HTTP doors: uvicorn, one process, the log as lines of JSON on standard error."""

from __future__ import annotations

import logging
from typing import Any, cast

import uvicorn

from banfa.adapters.http_api.guard import LOG, Guard

_CONNECTIONS = 512
_QUIET_SECONDS = 15


def serve(app: Guard, host: str, port: int) -> None:
    """Serve until interrupted. An address that cannot be bound ends the process with uvicorn's message."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
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
