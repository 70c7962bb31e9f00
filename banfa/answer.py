"""What an answer is: claims with citations, remarks that state no law, and a status that says what kind of reply it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from banfa.filters import NO_FILTERS, Filters
from banfa.law import Citation
from banfa.passage import Passage


class Status(Enum):
    """The kind of reply. All but the first and third are abstentions of a type."""

    ANSWERED = "answered"
    UNSETTLED = "unsettled"
    PREMISE_CORRECTED = "premise_corrected"
    NEEDS_FACT = "needs_fact"
    NOT_IN_CORPUS = "not_in_corpus"
    OUT_OF_FIELD = "out_of_field"


@dataclass(frozen=True)
class Claim:
    """A sentence about the law with the citations that carry it. The first claim of an answer leads it.

    ``on``: the part of a question in several parts that it answers, where that is not the question as a whole.
    """

    text: str
    citations: tuple[Citation, ...]
    on: str = ""


@dataclass(frozen=True)
class Remark:
    """A sentence that states no law: what is not settled, what practice is known, which fact is missing, what to do next."""

    kind: str
    text: str


@dataclass(frozen=True)
class Draft:
    """What a writer hands in, before the check."""

    status: Status
    claims: tuple[Claim, ...]
    opening: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Withheld:
    """A claim that failed the check, and why."""

    text: str
    why: str


@dataclass(frozen=True)
class Sure:
    """How likely the first five passages hold everything that the question needs, and how likely anything of it (0 to 1)."""

    every: float
    any: float


@dataclass(frozen=True)
class Reply:
    """What every door returns: checked claims, what was withheld, the passages consulted."""

    question: str
    language: str
    as_of: date
    status: Status
    opening: str
    claims: tuple[Claim, ...]
    remarks: tuple[Remark, ...]
    withheld: tuple[Withheld, ...]
    passages: tuple[Passage, ...]
    writer: str
    notice: str
    elapsed_ms: float
    corpus_hash: str
    filters: Filters = NO_FILTERS
    sure: Sure | None = None
    standing: str = ""
    """The question as it was read, where it leans on what was asked before; else empty."""
