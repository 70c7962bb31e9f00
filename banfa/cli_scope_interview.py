"""The questions of ``banfa scope``, one after another, at a keyboard: answer, skip, go back, or stop."""

from __future__ import annotations

from collections.abc import Mapping

import typer

from banfa.case import Answer
from banfa.errors import UsageError
from banfa.phrases import phrase
from banfa.scope_answers import read_answer
from banfa.scope_check import Check, ScopeChecker
from banfa.scope_questions import MOST_QUESTIONS, next_question

_BACK = {"b", "back", "返回", "上一题"}
_SKIP = {"s", "skip", "", "跳过"}
_DONE = {"q", "done", "quit", "结束"}
_WHY = {"why", "w", "为什么"}


def interview(checker: ScopeChecker, language: str, before: Mapping[str, Answer] | None = None) -> dict[str, Answer]:
    """Ask at most ten questions, the most decisive first, and return the answers with those given ``before``.

    A skipped fact stays unknown. ``back`` takes the last answer out and asks it again; no other answer is lost.
    """
    before = before or {}
    answers: dict[str, Answer] = {}
    typer.echo(phrase("scope_help", language), err=True)
    while len(answers) < MOST_QUESTIONS:
        known = {**before, **answers}
        check = checker.check({name: value for name, value in known.items() if value is not None})
        name = next_question(checker, check, known)
        if name is None:
            break
        reply = _ask(name, len(answers) + 1, check, checker, language)
        if reply in _DONE:
            break
        if reply in _BACK:
            if answers:
                answers.popitem()
            continue
        if reply in _SKIP:
            answers[name] = None
            continue
        try:
            answers[name] = read_answer(name, reply, checker.scope.known)
        except UsageError as error:
            typer.echo(str(error), err=True)
    return {**before, **answers}


def _ask(name: str, number: int, check: Check, checker: ScopeChecker, language: str) -> str:
    """The reply of the person, in small letters; the end of the input counts as done."""
    fact = checker.scope.facts[name]
    verdict = phrase(f"scope_{check.verdict.value}", language)
    typer.echo(f"\n[{number}/{MOST_QUESTIONS}] ({verdict}) {fact.ask(language)}", err=True)
    while True:
        try:
            reply = input("> ").strip().lower()
        except EOFError:
            return "done"
        if reply not in _WHY:
            return reply
        typer.echo(f"{fact.why(language)} {phrase('scope_evidence', language)} {fact.evidence(language)}", err=True)
