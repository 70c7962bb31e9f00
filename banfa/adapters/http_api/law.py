"""The door ``/law``: what we hold, and a provision as it read on a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from banfa.adapters.http_api.door import KEY, described, door_of
from banfa.adapters.http_api.schemas import InstrumentOut, KnownOut, Listed, OnADay, ProvisionOut

_PROBLEMS = (404, 422, 503, 504)
_Instrument = Annotated[
    str, Path(max_length=200, description="Its id, or a name that people use for it.", examples=["cn-genai-measures"])
]
_Locator = Annotated[
    str, Path(max_length=100, description="`art_17`, `art_17__para_1`, `article 17` or `第十七条`.", examples=["art_17"])
]
router = APIRouter(prefix="/law", tags=["law"], dependencies=KEY)


@router.get("", responses=described(model=list[InstrumentOut] | list[KnownOut], problems=(422, 503, 504)))
async def law(request: Request, query: Annotated[Listed, Query()]) -> Response:
    """List the instruments that we hold, or with `missing` those that we know of and do not hold."""
    return JSONResponse(await door_of(request).at_desk(lambda desk: desk.law(missing=query.missing)))


@router.get("/{instrument}", responses=described(model=list[ProvisionOut], problems=_PROBLEMS))
async def instrument(request: Request, instrument: _Instrument, query: Annotated[OnADay, Query()]) -> Response:
    """List the provisions of an instrument as they read on a day."""
    return JSONResponse(await door_of(request).at_desk(lambda desk: desk.instrument(instrument, query.as_of)))


@router.get("/{instrument}/{locator}", responses=described(model=ProvisionOut, problems=_PROBLEMS))
async def provision(request: Request, instrument: _Instrument, locator: _Locator, query: Annotated[OnADay, Query()]) -> Response:
    """Give a provision, or a paragraph or an item of it, as it read on a day."""
    return JSONResponse(await door_of(request).at_desk(lambda desk: desk.provision(instrument, locator, query.as_of)))
