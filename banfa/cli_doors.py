"""``banfa api`` and ``banfa mcp``: the doors for other programs. Everything heavy is imported when one of them is opened."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Annotated

import typer

from banfa.settings import Settings

if TYPE_CHECKING:
    from banfa.adapters.http_api.limits import Limits

_Host = Annotated[str, typer.Option("--host", help="The address to listen on; by default only this machine can reach it.")]


def api(
    host: _Host = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port.")] = 8700,
) -> None:
    """Serve the HTTP API (its description: /openapi.json)."""
    from banfa.adapters.http_api.application import make_app
    from banfa.adapters.http_api.limits import Limits
    from banfa.adapters.http_api.serving import serve
    from banfa.opening import OpenedOnce

    settings = Settings.from_environment()
    limits = Limits.from_settings(settings)
    _announce("the HTTP API", f"http://{_in_url(host)}:{port}", host, limits)
    serve(make_app(OpenedOnce(settings), limits), host, port)


def mcp(
    http: Annotated[bool, typer.Option("--http", help="Serve streamable HTTP at /mcp, not standard input and output.")] = False,
    host: _Host = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port, with --http.")] = 8701,
) -> None:
    """Serve the Model Context Protocol to AI assistants."""
    from banfa.adapters.mcp_server import http_app, make_server
    from banfa.opening import OpenedOnce

    settings = Settings.from_environment()
    if not http:
        make_server(OpenedOnce(settings)).run("stdio")
        return
    from banfa.adapters.http_api.guard import Guard
    from banfa.adapters.http_api.limits import Limits
    from banfa.adapters.http_api.serving import serve

    limits = Limits.from_settings(settings)
    server = make_server(OpenedOnce(settings))
    _announce("MCP", f"http://{_in_url(host)}:{port}/mcp", host, limits)
    serve(Guard(http_app(server, host, limits.body), limits), host, port)


def _announce(what: str, where: str, host: str, limits: Limits) -> None:
    typer.echo(f"banfa: {what} at {where}", err=True)
    if not limits.keys and not _is_loopback(host):
        typer.echo("banfa: other machines can reach this, and no key is asked for. Set BANFA_API_KEYS.", err=True)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
