"""The scope check as the doors offer it: plain values in, the object of the contract out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from banfa.case import Answer
from banfa.corpus import Corpus
from banfa.errors import UnfitFacts, UsageError
from banfa.question import readable
from banfa.reading_facts import propose
from banfa.scope_answers import gathered, read_answer, with_assumed
from banfa.scope_check import ScopeChecker
from banfa.scope_contract import scope_object

LONGEST_DESCRIPTION = 20_000
"""Characters of a description, as on the page; to read so long a one takes some seconds."""
MOST_FACTS = 200
"""Facts that may be stated in one case."""


class ScopeDesk:
    """Checks cases. One instance serves many threads; it keeps nothing of a case."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._checker = ScopeChecker(corpus.scope, corpus.obligations)

    @cached_property
    def since(self) -> date:
        """The first day from which on every provision that the rules rest on reads as it does now; today at the latest."""
        cited = {(g.statement.instrument, g.statement.locator) for r in self._corpus.scope.regimes for g in r.grounds}
        cited |= {address for obligation in self._corpus.obligations for address in obligation.cites}
        wordings = [self._corpus.wordings(instrument, locator) for instrument, locator in cited]
        return min(max((found[-1].effective for found in wordings if found), default=date.min), date.today())

    def check(
        self,
        facts: Mapping[str, object] | None,
        text: str | None,
        *,
        assume_proposed: bool = False,
        as_of: date | None = None,
        id: str = "",
    ) -> dict[str, Any]:
        """The findings and duties for stated facts, for a description, or for both, where what is stated comes first.

        Raises:
            UnfitFacts: a name that is no fact, or a value that does not fit it.
            UsageError: neither facts nor a description, too much of them, a day for which the rules do not stand, or no rules.
        """
        if facts is None and text is None:
            raise UsageError("Give facts or text. Facts are answers by name; text is a description of the product.")
        if not self._corpus.scope.regimes:
            raise UsageError("The corpus holds no rules of scope. Add a scope.toml to the folder of an instrument.")
        if as_of is not None and as_of < self.since:
            what = f"The rules of the scope check are those of the law from {self.since} on; as_of is {as_of}."
            raise UsageError(f"{what} Ask for a later day; what a law said on an earlier one can be asked and read.")
        stated = self._answers(facts or {})
        proposed = {} if text is None else gathered(propose(_description(text), self._corpus.readings))
        check = self._checker.check(with_assumed(stated, proposed) if assume_proposed else stated)
        return scope_object(self._checker, check, id, proposed)

    def _answers(self, facts: Mapping[str, object]) -> dict[str, Answer]:
        if len(facts) > MOST_FACTS:
            raise UsageError(f"{len(facts)} facts are stated; {MOST_FACTS} are read at most.")
        stated: dict[str, Answer] = {}
        mistakes: dict[str, str] = {}
        for name, value in facts.items():
            try:
                stated[name] = read_answer(name, value, self._corpus.scope.known)
            except UsageError as error:
                mistakes[readable(name)] = str(error)
        if mistakes:
            raise UnfitFacts(mistakes)
        return stated


def _description(text: str) -> str:
    text = readable(text)
    if len(text) > LONGEST_DESCRIPTION:
        raise UsageError(f"text has {len(text)} characters; it may have {LONGEST_DESCRIPTION}. Keep to what the product does.")
    if not re.search(r"\w", text):
        raise UsageError("The description is empty. Say what the product does, who uses it and where.")
    return text
