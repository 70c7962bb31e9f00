"""Banfa as an MCP server: five tools and the law as resources. The objects are those of every other door."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp.server.mcpserver.resources import FunctionResource
from mcp_types import ToolAnnotations
from pydantic import Field

from banfa import __version__
from banfa.desk import CLOSED, Desk, Engine
from banfa.errors import BanfaError, UnknownProvision, UsageError
from banfa.memo_desk import LONGEST_CLAIM, LONGEST_MEMO
from banfa.scope_desk import LONGEST_DESCRIPTION

T = TypeVar("T")
LOG = logging.getLogger("banfa.mcp")
_ABOUT = """Questions about China's generative-AI regime, answered with pinpoint citations that the program checked.
Repeat the citations; add no law of your own; where the reply abstains, say so.
Unofficial translation; the Chinese text controls. Not legal advice."""
_JSON = "application/json"
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_Question = Annotated[str, Field(max_length=100_000, description="The question, in English or Chinese.")]
_Earlier = Annotated[
    list[str] | None,
    Field(max_length=50, description="What the same person asked before, oldest first, where the question leans on it."),
]
_AsOf = Annotated[str, Field(description="The day whose law is asked about, as 2026-01-31; empty for today.", max_length=10)]
_Facts = Annotated[
    dict[str, Any] | None,
    Field(
        description="Answers by name of the fact: true, false, a whole number or 'unknown'. {} tells in `missing` what to ask."
    ),
]
_Product = Annotated[str | None, Field(max_length=LONGEST_DESCRIPTION, description="A description of the product.")]
_Assume = Annotated[bool, Field(description="Count what the text suggests as confirmed. Only if the user did confirm it.")]
_Claim = Annotated[
    str | None, Field(max_length=LONGEST_CLAIM, description="One claim on the law, with its citation if it has one.")
]
_Memo = Annotated[str | None, Field(max_length=LONGEST_MEMO, description="A text whose claims on the law are found and checked.")]
_Filter = list[str] | None
_Instruments = Annotated[_Filter, Field(description="Only provisions of these instruments: ids (cn-pipl) or names.")]
_Forces = Annotated[_Filter, Field(description="Only what is: binding, recommended, policy; or a law, a departmental rule, ….")]
_Actors = Annotated[_Filter, Field(description="Only provisions that address: provider, platform, user, ….")]
_Topics = Annotated[_Filter, Field(description="Only provisions on: labelling, minors, training_data, ….")]
_Name = Annotated[str, Field(max_length=200, description="An id (cn-genai-measures) or a name that people use.")]
_Place = Annotated[str, Field(max_length=100, description="art_17, art_17__para_1, 'article 17' or 第十七条.")]


def make_server(engine: Engine) -> MCPServer[Any]:
    """The server over an engine, which is opened here so that its instruments can be listed.

    Raises:
        NotReady: the engine cannot be opened.
    """
    server: MCPServer[Any] = MCPServer("banfa", "Banfa", instructions=_ABOUT, version=__version__, log_level="WARNING")
    _add_tools(server, engine)
    _add_checks(server, engine)
    _add_resources(server, engine)
    return server


def _add_tools(server: MCPServer[Any], engine: Engine) -> None:
    @server.tool(title="Ask about the law", annotations=_READS)
    def ask(
        question: _Question,
        as_of: _AsOf = "",
        instrument: _Instruments = None,
        legal_force: _Forces = None,
        actor: _Actors = None,
        topic: _Topics = None,
        earlier: _Earlier = None,
    ) -> dict[str, Any]:
        """Answer a question about China's rules on generative AI and data; every claim carries a checked citation."""
        filters = {"instrument": instrument, "legal_force": legal_force, "actor": actor, "topic": topic}
        return _at_desk(engine, lambda desk: desk.ask(question, _day(as_of), filters=filters, earlier=earlier))

    @server.tool(title="Read a provision", annotations=_READS)
    def get_provision(instrument: _Name, provision: _Place, as_of: _AsOf = "") -> dict[str, Any]:
        """Give a provision word for word, as it read on a day."""
        return _at_desk(engine, lambda desk: desk.provision(instrument, provision, _day(as_of)))

    @server.tool(title="Search the law", annotations=_READS)
    def search_provisions(
        question: _Question,
        k: Annotated[int, Field(ge=1, le=200, description="How many.")] = 10,
        as_of: _AsOf = "",
        instrument: _Instruments = None,
        legal_force: _Forces = None,
        actor: _Actors = None,
        topic: _Topics = None,
    ) -> dict[str, Any]:
        """Find the provisions that bear on a question, best first, without an answer."""
        filters = {"instrument": instrument, "legal_force": legal_force, "actor": actor, "topic": topic}
        return _at_desk(engine, lambda desk: desk.retrieve(question, k, _day(as_of), filters=filters))


def _add_checks(server: MCPServer[Any], engine: Engine) -> None:
    @server.tool(title="Check whether the rules apply", annotations=_READS)
    def scope_check(
        facts: _Facts = None, text: _Product = None, assume_proposed: _Assume = False, as_of: _AsOf = ""
    ) -> dict[str, Any]:
        """Tell which of China's generative-AI rules apply to a product, which duties follow, and which facts are missing.

        Give facts, text or both. What a text suggests is `proposed` and stays unknown until somebody states it as a fact.
        """
        return _at_desk(engine, lambda desk: desk.scope(facts, text, assume_proposed=assume_proposed, as_of=_day(as_of)))

    @server.tool(title="Check what is said about the law", annotations=_READS)
    def check_citations(claim: _Claim = None, text: _Memo = None, as_of: _AsOf = "") -> dict[str, Any]:
        """Give a verdict on a claim, or on each claim of a text: supported, or what is wrong and where the law stands."""
        return _at_desk(engine, lambda desk: desk.check(claim, text, _day(as_of)))


def _add_resources(server: MCPServer[Any], engine: Engine) -> None:
    @server.resource("law://instruments", title="The instruments that we hold", mime_type=_JSON)
    def instruments() -> str:
        """List the instruments, with their wordings and what our text of them rests on."""
        return _read(engine, lambda desk: desk.law())

    @server.resource("law://{instrument}/{provision}", title="A provision as it reads today", mime_type=_JSON)
    def provision(instrument: str, provision: str) -> str:
        """Give one provision."""
        return _read(engine, lambda desk: desk.provision(instrument, provision))

    for row in engine.desk().law():
        server.add_resource(_instrument(engine, row["id"], row["title_en"]))


def _instrument(engine: Engine, id: str, title: str) -> FunctionResource:
    def read() -> str:
        return _read(engine, lambda desk: desk.instrument(id))

    about = f"{title}: its provisions as they read today."
    return FunctionResource.from_function(read, f"law://{id}", name=id, title=title, description=about, mime_type=_JSON)


def http_app(server: MCPServer[Any], host: str, body: int) -> Any:
    """The server as an ASGI application with streamable HTTP at ``/mcp``; on loopback it checks Host and Origin."""
    return server.streamable_http_app(stateless_http=True, json_response=True, max_request_body_size=body, host=host)


def _at_desk(engine: Engine, call: Callable[[Desk], T]) -> T:
    try:
        return call(engine.desk())
    except UsageError as error:
        raise ToolError(str(error)[:2000]) from error
    except BanfaError as error:
        LOG.warning("%s: %s", type(error).__name__, error)
        raise ToolError(CLOSED) from error


def _read(engine: Engine, call: Callable[[Desk], Any]) -> str:
    try:
        return json.dumps(call(engine.desk()), ensure_ascii=False)
    except UnknownProvision as error:
        raise ResourceNotFoundError(str(error)[:2000]) from error
    except BanfaError as error:
        LOG.warning("%s: %s", type(error).__name__, error)
        raise ResourceError(CLOSED) from error


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise UsageError(f"as_of is {text!r}; write it as 2026-01-31.") from None
