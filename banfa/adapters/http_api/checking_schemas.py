"""What comes in and what goes out at ``/scope`` and ``/check``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, JsonValue, WithJsonSchema

from banfa.adapters.http_api.schemas import AS_OF, ID, READABLE, Day, Out, Strict, Text
from banfa.memo_desk import LONGEST_CLAIM, LONGEST_MEMO
from banfa.memo_verdict import Verdict as OfClaim
from banfa.scope_check import Verdict as OfScope
from banfa.scope_desk import LONGEST_DESCRIPTION, MOST_FACTS

_ANSWER = {"anyOf": [{"type": "boolean"}, {"type": "integer", "minimum": 0}, {"type": "string"}, {"type": "null"}]}
_FACTS = {"type": "object", "maxProperties": MOST_FACTS, "additionalProperties": _ANSWER}
Facts = Annotated[dict[str, Any], WithJsonSchema(_FACTS)]
_Product = Annotated[str, Field(max_length=LONGEST_DESCRIPTION), READABLE]
_Claim = Annotated[str, Field(max_length=LONGEST_CLAIM), READABLE]
_Memo = Annotated[str, Field(max_length=LONGEST_MEMO), READABLE]
_SCOPES = Field(json_schema_extra={"enum": [verdict.value for verdict in OfScope]})
_CLAIMS = Field(json_schema_extra={"enum": [verdict.value for verdict in OfClaim]})


def _given(name: str, kind: str) -> JsonValue:
    """In JSON Schema: the name is there, and not as null."""
    return {"required": [name], "properties": {name: {"type": kind}}}


class ScopeBody(Strict):
    """A product: facts, a description, or both."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [_given("facts", "object"), _given("text", "string")]})
    facts: Facts | None = Field(
        default=None,
        description="Answers by name: true, false, a whole number, or `unknown`. `{}` tells in `missing` which facts count.",
    )
    text: _Product | None = Field(default=None, description="A description, English or Chinese.")
    assume_proposed: bool = Field(default=False, description="Count what the text suggests as confirmed.")
    as_of: Day | None = Field(
        default=None, description="A day for which the rules of the check stand; an earlier one is refused. Default: today."
    )
    id: Text = ID


class CheckBody(Strict):
    """One claim, or a text that may make several."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_given("claim", "string"), _given("text", "string")]})
    claim: _Claim | None = Field(default=None, description="One claim, English or Chinese.")
    text: _Memo | None = Field(default=None, description="A memo, plain text or Markdown.")
    as_of: Day | None = AS_OF
    id: Text = ID


class GroundOut(Out):
    """Words of the law for a finding."""

    instrument: str
    locator: str
    quote: str = Field(description="Verbatim from our unofficial translation.")


class RegimeOut(Out):
    """Whether a set of rules applies; `practice` and `arguable` are there only where there is something to say."""

    id: str
    verdict: str = _SCOPES
    because: list[GroundOut]
    missing: list[str] = Field(description="Open facts that would decide it.")
    practice: Literal[True] = Field(default=True, description="What authorities do and no text says.")
    arguable: list[str] = Field(default=[], description="What the law leaves open here.")


class FactOut(Out):
    """A fact as it counted; `proposed` and `disputed` are there only where they hold."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    value: str | int = Field(description="yes, no, unknown, or the number.")
    origin: str = Field(alias="from", description="stated; the words of the text; or implied by, derived from which fact.")
    proposed: str = Field(default="", description="What the text suggests and nobody confirmed.")
    disputed: Literal[True] = Field(default=True, description="The answers contradict one another on it.")


class DutyOut(Out):
    """A duty that applies."""

    id: str
    cites: list[str] = Field(description="instrument:locator")


class DutyIfOut(DutyOut):
    """A duty that turns on open facts."""

    missing: list[str]


class FlipOut(Out):
    """The smallest change of answers that would turn the verdict."""

    change: dict[str, str | int]
    verdict: str


class ContradictionOut(Out):
    """Answers on a fact that cannot both hold: what says `yes` and what `no`, or the `words` of the text."""

    fact: str
    yes: str = ""
    no: str = ""
    words: str = ""


class ScopeOut(Out):
    """The object of `banfa scope --batch`."""

    id: str
    verdict: str = Field(description="That of the Interim Measures.", json_schema_extra={"enum": [v.value for v in OfScope]})
    regimes: list[RegimeOut]
    facts: dict[str, FactOut]
    duties: list[DutyOut]
    duties_if: list[DutyIfOut]
    flips: list[FlipOut]
    contradictions: list[ContradictionOut]


class PlaceOut(Out):
    """A provision."""

    instrument: str
    locator: str


class JudgedOut(Out):
    """A claim with its verdict: the object of `banfa check --batch`."""

    id: str
    claim: str
    verdict: str = _CLAIMS
    correct: list[PlaceOut] = Field(description="Where the law on it stands.")
    why: str = Field(description="In the language of the claim.")


class MemoOut(Out):
    """A text with its claims. Each has the id of the text with a number behind it, or the number alone."""

    id: str
    claims: list[JudgedOut]
    skipped: int = Field(description="Sentences that make no claim on the law.")
