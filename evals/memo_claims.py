"""Score the memo check on claims with known verdicts: ``python -m evals.memo_claims dev heldout guide``."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from banfa import locator as loc
from banfa.memo import MemoChecker
from banfa.settings import Settings
from banfa.wiring import make_checker

FOLDER = Path(__file__).parent / "memo"
AS_OF = date(2026, 11, 22)


@dataclass(frozen=True)
class KnownClaim:
    """A claim with its verdict and the provisions that it rests on, as ``instrument:locator``."""

    id: str
    claim: str
    verdict: str
    correct: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What the check said of a claim; ``placed`` is whether it named one of the right articles (true where there is none)."""

    known: KnownClaim
    verdict: str
    placed: bool
    why: str


def read_claims(name: str) -> tuple[KnownClaim, ...]:
    """The claims of a file of ``evals/memo``."""
    rows = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["claim"]
    return tuple(KnownClaim(r["id"], r["claim"], r["verdict"], tuple(filter(None, r["correct"]))) for r in rows)


def score(checker: MemoChecker, claims: tuple[KnownClaim, ...]) -> list[Outcome]:
    """The outcome for each claim, as the law stood on the day of the files."""
    found = []
    for known in claims:
        judged = checker.judge(known.claim, AS_OF)
        there = {f"{instrument}:{loc.article_of(locator)}" for instrument, locator in judged.correct}
        placed = not known.correct or any(loc.article_of(where) in there for where in known.correct)
        found.append(Outcome(known, judged.verdict.value, placed, judged.why))
    return found


def main(names: list[str]) -> None:
    """Print the share of right verdicts and places of each file, and what was missed."""
    checker = make_checker(Settings.from_environment())
    for name in names or ["dev", "heldout", "guide"]:
        outcomes = score(checker, read_claims(name))
        right = sum(o.verdict == o.known.verdict for o in outcomes)
        placed = sum(o.placed for o in outcomes)
        print(f"{name}: {right}/{len(outcomes)} verdicts = {right / len(outcomes):.3f}; right place {placed / len(outcomes):.3f}")
        print("  ", dict(Counter((o.known.verdict, o.verdict) for o in outcomes if o.verdict != o.known.verdict)))
        for missed in outcomes:
            if missed.verdict != missed.known.verdict:
                print(f"   {missed.known.id} {missed.known.verdict} → {missed.verdict}: {missed.known.claim} [{missed.why[:90]}]")


if __name__ == "__main__":
    main(sys.argv[1:])
