"""Whether a question leaves this machine for a chat model."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def goes_outside(writer: str, url: str) -> bool:
    """Whether a writer (as in ``BANFA_WRITER``) is a chat model on another machine.

    Ollama is on this machine unless ``url`` (``BANFA_WRITER_URL``) names another.
    """
    if writer == "embedded":
        return False
    if not url:
        return not writer.startswith("ollama:")
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    return not is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
