"""Official pages over HTTP: bounded in time, size and redirects, and never led to somebody else's site. Knows httpx."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from banfa import __version__
from banfa.errors import OfficialTextError
from banfa.fetching import BY_HAND, LARGEST, Download

_AGENT = f"Banfa/{__version__} (reads official texts of law, to show them beside a translation; one page at a time)"
_CORRECT = "Correct official_url in instrument.toml."
_TEXT = ("text/html", "application/xhtml+xml", "text/plain")
_SECOND_LEVEL = {"ac", "co", "com", "edu", "gov", "mil", "net", "org"}
"""Labels under a country's that are registries, not sites: www.gov.cn is a site, gov.cn is not."""


@dataclass(frozen=True)
class Limits:
    """What a page may cost: seconds to wait for an answer and for the whole, bytes, redirects, the pause before each retry."""

    wait: float = 20.0
    whole: float = 90.0
    size: int = LARGEST
    redirects: int = 5
    pauses: tuple[float, ...] = (1.0, 4.0)


class _TryAgain(Exception):
    """A fault that may pass: the server is overloaded or slow, the line broke."""


class Pages:
    """Downloads pages: call it with an address."""

    def __init__(self, limits: Limits | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self._limits = limits or Limits()
        self._sleep = sleep

    def __call__(self, address: str) -> Download:
        """The page at an address, after at most so many redirects inside its own site.

        Raises:
            OfficialTextError: it cannot be had; the message names the address and says what to do.
        """
        with httpx.Client(headers={"User-Agent": _AGENT}, timeout=self._limits.wait, follow_redirects=False) as client:
            for pause in (*self._limits.pauses, None):
                try:
                    return self._follow(client, address)
                except _TryAgain as fault:
                    if pause is None:
                        times = len(self._limits.pauses) + 1
                        raise _refused(address, f"{fault}, {times} times", "Try again later.") from fault
                    self._sleep(pause)
                except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                    raise _refused(address, str(error) or type(error).__name__, "Check the address and the network.") from error
        raise AssertionError("the last try returns or raises")

    def _follow(self, client: httpx.Client, address: str) -> Download:
        here = _checked(httpx.URL(address), address)
        deadline = time.monotonic() + self._limits.whole
        for _ in range(self._limits.redirects + 1):
            try:
                with client.stream("GET", here) as response:
                    if not response.has_redirect_location:
                        return self._body(response, deadline)
                    here = _next(here, response.headers["Location"], address)
            except httpx.TimeoutException as error:
                raise _TryAgain(f"{here.host} did not answer within {self._limits.wait:g} seconds") from error
            except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError) as error:
                raise _TryAgain(f"{here.host} broke off ({error})") from error
        raise _refused(address, f"more than {self._limits.redirects} redirects", _CORRECT)

    def _body(self, response: httpx.Response, deadline: float) -> Download:
        here = str(response.url)
        if response.status_code >= 500 or response.status_code == 429:
            raise _TryAgain(f"{here} answers {response.status_code}")
        if response.status_code != 200:
            remedy = (
                "The page is gone or closed to programs: look for it in a browser, and correct official_url in instrument.toml."
            )
            raise _refused(here, f"answers {response.status_code} {response.reason_phrase}", remedy)
        kind = response.headers.get("Content-Type", "text/html").split(";")[0].strip().lower()
        if kind not in _TEXT:
            raise _refused(here, f"it is {kind}, not a page", _CORRECT)
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if len(content) > self._limits.size:
                raise _refused(here, f"it has more than {self._limits.size:,} bytes", _CORRECT)
            if time.monotonic() > deadline:
                raise _TryAgain(f"{here} did not come whole within {self._limits.whole:g} seconds")
        return Download(here, bytes(content), response.charset_encoding, plain=kind == "text/plain")


def _next(here: httpx.URL, location: str, start: str) -> httpx.URL:
    there = _checked(here.join(location), start)
    if site_of(there.host) != site_of(here.host):
        what = f"it leads to another site, {there.host}"
        raise _refused(start, what, f"If {there} is the official page, write it as official_url in instrument.toml.")
    if here.scheme == "https" and there.scheme == "http":
        what = f"it leads from https to {there}, which anybody on the way could change"
        raise _refused(start, what, _CORRECT)
    return there


def _checked(url: httpx.URL, start: str) -> httpx.URL:
    if url.scheme not in {"http", "https"} or not url.host:
        raise _refused(start, f"{url} is not an address of the web", "Write official_url as https://….")
    return url


def site_of(host: str) -> str:
    """The registered site that a host belongs to; a numbered address is a site of its own."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        labels = host.lower().rstrip(".").split(".")
    registry = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if registry else -2 :])


def _refused(address: str, what: str, remedy: str) -> OfficialTextError:
    return OfficialTextError(f"{address}: {what}. {remedy} {BY_HAND}")
