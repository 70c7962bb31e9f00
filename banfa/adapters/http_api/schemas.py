"""What comes in and what goes out, for the check of requests and for the description of the API (OpenAPI)."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from banfa.filters import NAMES
from banfa.question import readable


def _day(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return date.fromisoformat(value)
    raise ValueError("write a day as 2026-01-31")


def _text(value: object) -> object:
    return readable(value) if isinstance(value, str) else value


_DAY = {"type": "string", "format": "date", "examples": ["2026-11-22"]}
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY)]
READABLE = BeforeValidator(_text)
Text = Annotated[str, READABLE]
AS_OF = Field(default=None, description="The day whose law is asked about; today where it is not given.")
ID = Field(default="", max_length=200, description="Yours; it comes back in the reply.")
_EARLIER: list[str] = Field(
    default=[],
    max_length=50,
    description="What the same person asked before, oldest first; a question that leans on it is read with it.",
)
_QUESTION = Field(description="The question, in English or Chinese.", json_schema_extra={"minLength": 1})


_WHICH = "Only provisions of these; a value that none has is an error that lists those allowed."
Values = Annotated[str | list[str] | None, Field(default=None, description=_WHICH)]


class Strict(BaseModel):
    """A request: an unknown name in it is an error, not something to pass over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class _Filtered(Strict):
    """A request that may say which provisions count: one value or several for each filter."""

    instrument: Values = None
    legal_force: Values = None
    actor: Values = None
    topic: Values = None

    def filters(self) -> dict[str, str | list[str] | None]:
        """The filters, by name."""
        return {name: getattr(self, name) for name in NAMES}


class AskBody(_Filtered):
    """A question."""

    question: Text = _QUESTION
    as_of: Day | None = AS_OF
    id: Text = ID
    earlier: list[Text] = _EARLIER


class RetrieveBody(_Filtered):
    """A question whose provisions are wanted, without an answer."""

    question: Text = _QUESTION
    k: int = Field(default=10, ge=1, le=200, description="How many provisions.")
    as_of: Day | None = AS_OF
    id: Text = ID


class OnADay(Strict):
    """The query of an address of the law."""

    as_of: Day | None = AS_OF


class Listed(BaseModel):
    """The query of the list of the law."""

    model_config = ConfigDict(extra="forbid")
    missing: bool = Field(default=False, description="List what is known and not held.")


_FILTERS: Any = Field(default_factory=dict, description="The filters of the request; only there where it had any.")


_WHERE = "only there where the embedder has a model for it."
_EVERY: Any = Field(default_factory=float, ge=0, le=1, description=f"How likely the first five hold all that is needed; {_WHERE}")
_ANY: Any = Field(default_factory=float, ge=0, le=1, description=f"How likely they hold anything of it; {_WHERE}")


class Out(BaseModel):
    """A part of a reply: names are added in later versions, never changed."""

    model_config = ConfigDict(extra="forbid")


class ClaimOut(Out):
    """A sentence about the law that passed the check."""

    text: str
    citations: list[int] = Field(description="Positions in the list `citations`.")
    part: str = Field(default="", description="Of a question in several parts, the one that it answers; missing for the whole.")


class CitationOut(Out):
    """The provision that carries a claim, with its words."""

    instrument: str
    locator: str
    quote: str = Field(description="Verbatim from our unofficial translation.")
    effective: Day
    legal_force: str
    official_url: str


class RemarkOut(Out):
    """A sentence that states no law."""

    kind: str
    text: str


class WithheldOut(Out):
    """A claim that failed the check, and why."""

    text: str
    why: str


class PassageOut(Out):
    """A provision that was found."""

    instrument: str
    locator: str
    pinpoint: str
    score: float
    text: str
    why: dict[str, float] = Field(description="The parts of the score.")
    contributions: dict[str, float] = Field(description="The parts by kind: lexical, dense, glossary, cross_reference, other.")


class ReplyOut(Out):
    """The object of `banfa ask --json`."""

    id: str
    question: str
    as_of: Day
    language: str
    status: str = Field(description="answered, unsettled, premise_corrected, needs_fact, not_in_corpus or out_of_field")
    answer: str = Field(description="The whole reply as Markdown.")
    claims: list[ClaimOut]
    citations: list[CitationOut]
    remarks: list[RemarkOut]
    withheld: list[WithheldOut]
    passages: list[PassageOut]
    notice: str
    writer: str
    elapsed_ms: float
    corpus_hash: str
    confidence: float = _EVERY
    confidence_any: float = _ANY
    filters: dict[str, list[str]] = _FILTERS
    standing: str = Field(default="", description="The question as it was read, where it leans on an earlier one; else missing.")


class RetrievalOut(Out):
    """The object of `banfa retrieve --json`."""

    id: str
    passages: list[PassageOut]
    confidence: float = _EVERY
    confidence_any: float = _ANY
    filters: dict[str, list[str]] = _FILTERS


class InstrumentOut(Out):
    """An instrument that we hold: a row of `banfa law --json`."""

    id: str
    title_en: str
    title_zh: str
    kind: str
    legal_force: str
    jurisdiction: str
    text_basis: str
    articles: int
    held: int
    in_force: Day
    versions: list[Day]
    official_url: str
    url_leads_to: str = Field(description="What is there: text, home page, or first text (before its amendment).")
    verified_on: Day


class KnownOut(Out):
    """An instrument that we know of and do not hold: a row of `banfa law --missing --json`."""

    id: str
    title_en: str
    title_zh: str
    kind: str
    official_url: str
    about_en: str


class ProvisionOut(Out):
    """A provision as it read on a day: a row of `banfa law show --json`."""

    instrument: str
    locator: str
    citation: str
    heading: str
    text: str
    effective: Day
    until: Day | None
    text_basis: str
    official_url: str


class StatusOut(Out):
    """What a probe is told."""

    status: str


class ProblemOut(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str


PROBLEM: dict[str, Any] = ProblemOut.model_json_schema()
