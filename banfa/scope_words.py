"""Facts and answers as people read them: never a name of the data, always the question, shortened, or a title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from banfa.case import Answer, Case, Source
from banfa.corpus.scope import Scope
from banfa.phrases import phrase
from banfa.rules import Reason


@dataclass(frozen=True)
class Because:
    """A fact that decided, its value there, and where that came from (``source`` None: nobody said)."""

    fact: str
    value: Answer
    source: Source | None
    parent: str = ""


def fact_name(scope: Scope, name: str, language: str) -> str:
    """What a fact is called, as a line of its own."""
    title = scope.known.title(name, language)
    return title[:1].upper() + title[1:]


def answer_words(value: Answer, language: str) -> str:
    """Yes, no, not known, or the number with its thousands marked."""
    if value is None:
        return "不知道" if language == "zh" else "not known"
    if isinstance(value, bool):
        return phrase("scope_yes" if value else "scope_no", language)
    return f"{value:,}"


def because(reason: Reason, case: Case) -> Iterator[Because]:
    """The facts at the ends of a reason, once each, with where their values came from."""
    for name, value in dict(reason.facts()).items():
        origin = case.origins.get(name)
        yield Because(name, value, origin.source if origin else None, origin.name if origin else "")


def value_of(name: str, case: Case) -> Answer:
    """What is known of a fact or a number in a case."""
    return case.numbers[name] if name in case.numbers else case.values.get(name)
