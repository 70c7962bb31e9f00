"""The doors ``/ask`` and ``/retrieve``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from banfa.adapters.http_api.door import KEY, described, door_of, request_id, sent_as_json
from banfa.adapters.http_api.examples import ASK, EVENTS, REPLY, RETRIEVAL, RETRIEVE
from banfa.adapters.http_api.schemas import AskBody, ReplyOut, RetrievalOut, RetrieveBody
from banfa.adapters.http_api.streaming import EVENT_STREAM, events

_PROBLEMS = (400, 415, 422, 503, 504)


router = APIRouter(tags=["ask"], dependencies=[*KEY, Depends(sent_as_json)])
_ask_described = described(REPLY, model=ReplyOut, problems=_PROBLEMS)
_ask_described[200]["content"][EVENT_STREAM] = {"schema": {"type": "string"}, "example": EVENTS}


@router.post("/ask", responses=_ask_described)
async def ask(request: Request, body: Annotated[AskBody, Body(openapi_examples=ASK)]) -> Response:
    """Answer a question with checked citations.

    With `Accept: text/event-stream` the reply comes as server-sent events: `received`, each checked `claim`, then the whole
    `reply`, or a `problem`. Nothing is sent that has not passed the check.
    """
    door = door_of(request)
    if EVENT_STREAM in request.headers.get("accept", ""):
        return StreamingResponse(events(door, body, request_id(request)), media_type=EVENT_STREAM)
    reply = await door.at_desk(lambda desk: desk.ask(body.question, body.as_of, body.id, body.filters(), body.earlier))
    door.counters.reply(reply)
    return JSONResponse(reply)


@router.post("/retrieve", responses=described(RETRIEVAL, model=RetrievalOut, problems=_PROBLEMS))
async def retrieve(request: Request, body: Annotated[RetrieveBody, Body(openapi_examples=RETRIEVE)]) -> Response:
    """Find the provisions that bear on a question, best first, with what made the score."""
    found = await door_of(request).at_desk(lambda desk: desk.retrieve(body.question, body.k, body.as_of, body.id, body.filters()))
    return JSONResponse(found)
