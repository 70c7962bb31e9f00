"""The doors ``/scope`` and ``/check``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import JSONResponse, Response

from banfa.adapters.http_api.checking_examples import CHECK, JUDGED, SCOPE, SCOPED
from banfa.adapters.http_api.checking_schemas import CheckBody, JudgedOut, MemoOut, ScopeBody, ScopeOut
from banfa.adapters.http_api.door import KEY, described, door_of, sent_as_json

_PROBLEMS = (400, 415, 422, 503, 504)
router = APIRouter(tags=["check"], dependencies=[*KEY, Depends(sent_as_json)])


@router.post("/scope", responses=described(SCOPED, model=ScopeOut, problems=_PROBLEMS))
async def scope(request: Request, body: Annotated[ScopeBody, Body(openapi_examples=SCOPE)]) -> Response:
    """Tell which rules apply to a product, which duties follow, and which facts are missing.

    Give `facts`, `text` or both; what is stated comes before what the text suggests. A fact that the text suggests is `proposed`
    and counts as unknown, unless `assume_proposed` is true. The unknown puts no case outside.
    """
    found = await door_of(request).at_desk(
        lambda desk: desk.scope(body.facts, body.text, assume_proposed=body.assume_proposed, as_of=body.as_of, id=body.id)
    )
    return JSONResponse(found)


@router.post("/check", responses=described(JUDGED, model=JudgedOut | MemoOut, problems=_PROBLEMS))
async def check(request: Request, body: Annotated[CheckBody, Body(openapi_examples=CHECK)]) -> Response:
    """Give a verdict on what is said about the law.

    With `claim` the reply is the verdict on it; with `text` it has a list `claims` of verdicts, and in `skipped` the number of
    sentences that say nothing about the law.
    """
    found = await door_of(request).at_desk(lambda desk: desk.check(body.claim, body.text, body.as_of, body.id))
    return JSONResponse(found)
