"""The routes a question can take: what kind of reply it calls for."""

from __future__ import annotations

from dataclasses import dataclass

from banfa.asked_figure import Unfixed
from banfa.citing import Cited
from banfa.corpus import Gate, KnownInstrument, Misbelief, Note, OpenPoint
from banfa.corpus.obligations import Obligation
from banfa.law import Statement
from banfa.premises import Contradiction
from banfa.sides import Side


@dataclass(frozen=True)
class Greeting:
    """Small talk."""


@dataclass(frozen=True)
class OutsideField:
    """Not about China's rules on generative AI, or a request to evade them."""

    improper: bool


@dataclass(frozen=True)
class NotHeld:
    """About an instrument that we know of and do not hold, or (without one) cites what is not in our corpus."""

    instrument: KnownInstrument | None
    cited: Cited | None


@dataclass(frozen=True)
class Unnamed:
    """Asks for an article and nothing else, and does not say of which instrument."""

    cited: Cited


@dataclass(frozen=True)
class NoSuchArticle:
    """Cites an article that does not exist."""

    cited: Cited


@dataclass(frozen=True)
class NotInForce:
    """About an instrument, or an article of it, that is not the law on the day that is asked about."""

    instrument: str
    locator: str | None


@dataclass(frozen=True)
class Moved:
    """An article cited by its number before a new wording, where it stands today, and whether its words changed."""

    cited: Cited
    now: tuple[str, ...]
    changed: bool = False


@dataclass(frozen=True)
class Renumbered:
    """About articles by the numbers that they had before a new wording, in the order in which they are cited."""

    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class WrongArticle:
    """Takes for granted that an article deals with something that another article deals with."""

    cited: Cited
    right: str


@dataclass(frozen=True)
class Mistaken:
    """Rests on, or asks about, something that popular guides get wrong."""

    misbelief: Misbelief
    granted: bool = False
    """Whether the question takes it for granted, even where it asks for yes or no."""
    also: Contradiction | None = None
    """What else it takes for granted that is not so."""


@dataclass(frozen=True)
class Contradicted:
    """Takes for granted what the law contradicts."""

    contradiction: Contradiction


@dataclass(frozen=True)
class Open:
    """The law leaves it open."""

    point: OpenPoint


@dataclass(frozen=True)
class NoFigure:
    """Asks for a figure that the law does not give."""

    asked: Unfixed


@dataclass(frozen=True)
class Noted:
    """Practice answers it rather than the text of the law.

    ``sides`` and ``asked``: of a note that compares what the question compares, the sides, and what it says of each on the
    matter that is asked about.
    """

    note: Note
    sides: tuple[Side, ...] = ()
    asked: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class NeedsFact:
    """Turns on a fact that the question does not tell."""

    gate: Gate


@dataclass(frozen=True)
class MissingFact:
    """Asks whether the asker has duties that turn on a fact which the question does not tell.

    ``fact`` is what to ask for; ``turns_on`` what the duties turn on: the same, or a threshold of a number that is asked for.
    """

    fact: str
    turns_on: str
    duties: tuple[Obligation, ...]


@dataclass(frozen=True)
class Overview:
    """Asks what an instrument is, or compares it with one that we do not hold.

    ``card``: whether it asks only who issued it, when, or under which number.
    """

    instrument: str
    against: KnownInstrument | None
    card: bool = False


@dataclass(frozen=True)
class InLaw:
    """The provisions answer it."""


@dataclass(frozen=True)
class OwnCaseDecided:
    """Asks whether the rules reach the asker's own service, and tells enough to say.

    ``closed``: it is used inside or in research only, or nobody in the mainland uses it; ``asked``: it is asked whether the
    rules apply, and not only whether to file; ``words`` are those that tell it, ``grounds`` what the verdict rests on.
    """

    applies: bool
    closed: bool
    asked: bool
    words: tuple[str, ...]
    grounds: tuple[Statement, ...]


Route = (
    Greeting
    | OutsideField
    | NotHeld
    | Unnamed
    | NoSuchArticle
    | NotInForce
    | Renumbered
    | WrongArticle
    | Mistaken
    | Contradicted
    | Open
    | NoFigure
    | Noted
    | NeedsFact
    | MissingFact
    | OwnCaseDecided
    | Overview
    | InLaw
)
