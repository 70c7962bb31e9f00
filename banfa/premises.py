"""What a question takes for granted: a statement about the law as a sentence of its own, and where one departs from the law."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Premise:
    """A statement about the law that a question takes for granted, as a sentence of its own.

    ``asked_of``: whether it is asked which provision says so, and so stands and falls with it; ``certain``: whether the
    question says
    it of the law (since …, why …, …规定) and not of what may be the case of somebody; ``told``: whether others are said to
    say so.
    """

    claim: str
    asked_of: bool = False
    certain: bool = True
    told: bool = False


@dataclass(frozen=True)
class Contradiction:
    """Where a statement departs from the law.

    ``kind`` is the element (number, period, actor, …), or ``misattributed``, ``superseded``, ``unsaid`` or ``thing`` (the law
    cited has no such thing); ``said`` and ``law`` what each has there, "" where that is not one figure or name; ``right`` the
    instrument and locator where the law on it stands, ``wrong`` the locator that was cited for it; ``elsewhere`` another
    provision that has what the one cited has not, and ``there`` the figures that it has; ``from_then``: whether a period of the
    law runs from an event and the one that is said runs up to it.
    """

    kind: str
    said: str
    law: str
    right: tuple[str, str]
    wrong: tuple[str, str] | None = None
    elsewhere: tuple[str, str] | None = None
    there: str = ""
    from_then: bool = False
