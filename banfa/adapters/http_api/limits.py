"""Who may ask, how much and how often: keys, rates and sizes."""

from __future__ import annotations

import hmac
import ipaddress
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

from banfa.errors import UsageError
from banfa.settings import Settings

_SHORTEST_KEY = 16
_CALLERS = 10_000
"""Callers whose rate is remembered; who has not called for longest is forgotten first, and starts afresh."""


@dataclass(frozen=True)
class Limits:
    """What the doors that speak HTTP let in."""

    keys: tuple[str, ...] = ()
    """The keys that are accepted; without one nobody is asked for a key."""
    per_minute: int = 120
    """Requests a minute of one caller; 0 is no limit."""
    body: int = 262_144
    """Bytes of a request body."""
    body_seconds: float = 10.0
    """Seconds in which a body must arrive."""
    seconds: float = 60.0
    """Seconds for one request."""
    threads: int = 4
    """Requests worked on at a time."""
    waiting: int = 64
    """Requests that wait for their turn; more are told to come back."""

    @classmethod
    def from_settings(cls, settings: Settings) -> Limits:
        """The limits that the settings name.

        Raises:
            UsageError: a limit makes no sense or a key is too short to keep anybody out.
        """
        keys = tuple(key.strip() for key in settings.api_keys.split(",") if key.strip())
        if any(len(key) < _SHORTEST_KEY or not key.isascii() for key in keys):
            raise UsageError(
                f"A key in BANFA_API_KEYS is shorter than {_SHORTEST_KEY} characters, or not ASCII. Make a longer one."
            )
        for name, value, least in (
            ("BANFA_API_RATE", settings.api_rate, 0),
            ("BANFA_API_BODY", settings.api_body, 1),
            ("BANFA_API_SECONDS", settings.api_seconds, 0.1),
        ):
            if value < least:
                raise UsageError(f"{name} is {value}; set it to {least} or more.")
        return cls(keys, settings.api_rate, settings.api_body, seconds=settings.api_seconds)


class Keys:
    """The accepted keys, kept as digests and compared in a time that does not depend on them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._digests = [sha256(key.encode()).digest() for key in keys]

    @property
    def needed(self) -> bool:
        """Whether a key has to be given."""
        return bool(self._digests)

    def holder(self, key: bytes | None) -> str | None:
        """A name for the holder of a key, from which the key cannot be told; None when the key is not accepted."""
        given = sha256(key or b"").digest()
        matches = [hmac.compare_digest(given, known) for known in self._digests]
        return f"key:{given.hex()[:12]}" if any(matches) else None


class Rates:
    """How many requests each caller has left. A caller may use up a minute's worth at once; they come back steadily."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_minute, self._clock = per_minute, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, caller: str) -> float:
        """Take one request; 0 when there was one left, else the seconds until there is one."""
        if not self._per_minute:
            return 0.0
        now, rate = self._clock(), self._per_minute / 60
        left, since = self._left.pop(caller, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - since) * rate)
        allowed = left >= 1
        self._left[caller] = (left - allowed, now)
        if len(self._left) > _CALLERS:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / rate


def caller_of(address: str) -> str:
    """The name under which requests from an address are counted; an IPv6 caller is a network of 64 bits."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((number, 64), strict=False)) if number.version == 6 else str(number)
