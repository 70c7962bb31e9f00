"""The gate for facts that a chat model proposes: known fact, fitting value, words that stand in the text and tell something.

The embedded reader needs no gate: it can only propose words that it found. What a model writes is trusted in nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from banfa.audience import Proposal
from banfa.corpus.facts import Facts
from banfa.corpus.readings import Readings
from banfa.errors import UsageError
from banfa.product_numbers import figures
from banfa.product_text import ProductClause, Weight, clauses_of
from banfa.scope_answers import read_answer

_LONGEST = 400
"""Characters of the words for one fact: what is longer is no evidence but the text again."""


@dataclass(frozen=True)
class Suggestion:
    """What a model says of a fact: its name, the value, the words it points to. All of it as the model spelt it."""

    fact: str
    value: str
    words: str


@dataclass(frozen=True)
class Gated:
    """The suggestions that passed, in the order of the text, and how many were dropped for which reason."""

    proposals: tuple[Proposal, ...]
    dropped: Mapping[str, int]


def gate(text: str, suggestions: Iterable[Suggestion], facts: Facts, readings: Readings) -> Gated:
    """The suggestions of a model that may be put to a person; the rest is dropped and counted by reason."""
    clauses = [c for c in clauses_of(text, readings) if c.weight >= Weight.PLANNED]
    passed: list[Proposal] = []
    dropped: Counter[str] = Counter()
    for suggestion in dict.fromkeys(suggestions):
        found = _passed(text, suggestion, facts, clauses)
        if isinstance(found, str):
            dropped[found] += 1
        else:
            passed.append(found)
    return Gated(tuple(sorted(passed, key=lambda p: p.start)), dict(dropped))


def _passed(text: str, suggestion: Suggestion, facts: Facts, clauses: Sequence[ProductClause]) -> Proposal | str:
    """The proposal, or why it is dropped."""
    if suggestion.fact not in facts.asked:
        return "unknown_fact"
    try:
        value = read_answer(suggestion.fact, suggestion.value, facts)
    except UsageError:
        return "unfit_value"
    if value is None:
        return "no_value"
    words = suggestion.words.strip()
    start = text.find(words) if any(c.isalnum() for c in words) else -1
    if start < 0:
        return "words_not_in_text"
    if len(words) > _LONGEST or not _tells(words, start, clauses):
        return "words_tell_no_fact"
    if facts.asked[suggestion.fact].kind == "number" and value not in {figure.value for figure in figures(words)}:
        return "number_not_in_words"
    return Proposal(suggestion.fact, value, words, start)


def _tells(words: str, start: int, clauses: Sequence[ProductClause]) -> bool:
    """Whether half of the words or more stand where the text tells of the product, in no instruction, quotation or rumour."""
    own = [at for at, sign in enumerate(words, start) if sign.isalnum()]
    shown = {c.start + at for c in clauses for at, sign in enumerate(c.full) if sign.isalnum()}
    return sum(at in shown for at in own) * 2 >= len(own)
