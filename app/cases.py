"""The case of one visit: its description, the facts proposed from it, the interview. Kept in the session and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from app import pace, private
from banfa.case import Answer
from banfa.confidential import Sensitive
from banfa.corpus import Corpus
from banfa.fact_reading import FactReader, read_facts
from banfa.scope_answers import Proposed
from banfa.scope_check import Check, ScopeChecker
from banfa.scope_interview import Interview
from banfa.settings import Settings

READER_KEY = "fact_reader"
LONGEST = 20_000
"""Characters of a description that are read."""


@dataclass
class CaseFile:
    """What a visitor told: ``proposed`` waits for confirmation, ``interview`` holds what counts.

    ``held``: what was found in the description that should not go to a chat model elsewhere before the visitor says so.
    ``wait``: seconds until a description that was not read because too much was asked can be read.
    """

    description: str = ""
    proposed: dict[str, Proposed] = field(default_factory=dict)
    nothing_read: bool = False
    notice: str = ""
    held: tuple[Sensitive, ...] = ()
    wait: int = 0
    interview: Interview = field(default_factory=Interview)

    def read(self, text: str, corpus: Corpus, reader: FactReader | None, language: str, *, sure: bool = False) -> None:
        """Propose facts from a description; what was confirmed before is not proposed again as it stands.

        A description that seems to hold what is private is held back from a model elsewhere, unless the visitor is ``sure``. Who
        goes too fast waits; what was held back stays so meanwhile and can be sent from there.
        """
        self.description = text[:LONGEST]
        self.proposed, self.nothing_read, self.notice, self.wait = {}, False, "", 0
        self.held = () if reader is None else private.found(self.description, reader.name)
        if self.held and not sure:
            return
        self.wait = pace.wait()
        if self.wait:
            return
        self.held = ()
        read = read_facts(self.description, corpus, reader, language)
        found, self.notice = read.proposed, read.notice
        answers = self.interview.answers
        self.proposed = {n: p for n, p in found.items() if p.value is None or answers.get(n) != p.value}
        self.nothing_read = not found

    def confirm(self, answers: Mapping[str, Answer]) -> None:
        """Let the proposed facts count as the visitor confirmed or corrected them."""
        self.interview = self.interview.confirm(answers)
        self.proposed = {}

    def forget(self, name: str) -> None:
        """Take an answer back, so that the fact is open again."""
        rest = {fact: value for fact, value in self.interview.answers.items() if fact != name}
        self.interview = replace(self.interview, answers=rest)


def case_file() -> CaseFile:
    """The case of this visit."""
    kept: CaseFile = st.session_state.setdefault("case", CaseFile())
    return kept


def start_over() -> None:
    """Forget the case."""
    st.session_state.pop("case", None)


def fact_reader(corpus: Corpus) -> FactReader | None:
    """The chat model that is set to read descriptions, or None. What a test puts into the session is used as it is."""
    given: FactReader | None = st.session_state.get(READER_KEY)
    return given if given is not None else _fact_reader(corpus, corpus.hash)


def checker_of(corpus: Corpus) -> ScopeChecker:
    """The scope check over a corpus, shared by every visitor."""
    return _checker(corpus, corpus.hash)


def checked(corpus: Corpus) -> Check:
    """What follows from the answers of this visit."""
    known = {name: value for name, value in case_file().interview.answers.items() if value is not None}
    return _check(checker_of(corpus), corpus.hash, tuple(sorted(known.items())))


@st.cache_resource(show_spinner=False, max_entries=2)
def _fact_reader(_corpus: Corpus, digest: str) -> FactReader | None:  # noqa: ARG001
    from banfa.wiring import make_fact_reader

    return make_fact_reader(Settings.from_environment(), _corpus)


@st.cache_resource(show_spinner=False, max_entries=2)
def _checker(_corpus: Corpus, digest: str) -> ScopeChecker:  # noqa: ARG001  (a changed corpus is a new key)
    return ScopeChecker(_corpus.scope, _corpus.obligations)


@st.cache_resource(show_spinner=False, max_entries=256)
def _check(_checker: ScopeChecker, digest: str, answers: tuple[tuple[str, Answer], ...]) -> Check:  # noqa: ARG001
    return _checker.check(dict(answers))
