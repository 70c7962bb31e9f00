"""Of a note that compares two sides, what it says on the matter asked about: who, what, since when, at what sanction."""

from __future__ import annotations

from collections.abc import Sequence

from banfa import locator as loc
from banfa.asked import asks_commencement, asks_in_general, asks_sanction
from banfa.corpus import Corpus, Note
from banfa.finding import Finder, Found
from banfa.law import Statement
from banfa.question import Question
from banfa.sides import Side

_WHEN = frozenset({"entry_into_force", "transition"})
_PEERS = 0.02
"""Statements of one side whose cosine comes so near to that of the best are told with it."""


class Contrast:
    """Chooses the statements of a note that answer a question, of each side at least one."""

    def __init__(self, corpus: Corpus, finder: Finder) -> None:
        self._finder = finder
        self._field = corpus.field
        self._abouts = {(p.instrument, p.locator): p.about() for p in corpus.provisions if p.until is None}
        self._place = {key: n for n, key in enumerate(finder.listing.keys)}

    def of(self, note: Note, sides: Sequence[Side], question: Question, found: Found) -> tuple[Statement, ...]:
        """What the note says of each side on what is asked, in its own order; nothing where it says nothing of one of
        them, or where they are compared as a whole."""
        if asks_in_general(question, self._field.home, self._field.union):
            return ()
        chosen: list[Statement] = []
        for side in sides:
            own = [s for s in note.claims if s.instrument in side.instruments]
            if not own:
                return ()
            chosen += self._of_one(own, question, found)
        return tuple(s for s in note.claims if s in chosen)

    def _of_one(self, own: Sequence[Statement], question: Question, found: Found) -> list[Statement]:
        """Of the statements on one side the sanctions, or the days and the nearest duty, or the nearest duties."""
        kinds = {kind: [s for s in own if self._kind(s) == kind] for kind in ("when", "sanction", "duty")}
        if asks_sanction(question) and kinds["sanction"]:
            return kinds["sanction"]
        duties = kinds["duty"] or list(own)
        near = [self._near(s, found) for s in duties]
        peers = [s for s, cosine in zip(duties, near, strict=True) if cosine >= max(near) - _PEERS]
        return [*peers, *(kinds["when"] if asks_commencement(question) else [])]

    def _kind(self, statement: Statement) -> str:
        about = [self._abouts[name, loc.article_of(at)] for name, at in statement.cites]
        if any(_WHEN & set(each.topics) for each in about):
            return "when"
        penal = any("penalty" in each.modality or "penalties" in each.topics for each in about)
        return "sanction" if penal else "duty"

    def _near(self, statement: Statement, found: Found) -> float:
        """The cosine of the question and the nearest gist of what a statement rests on."""
        near = [
            self._finder.units(found, self._place[key]).get(at, -1.0)
            for name, at in statement.cites
            if (key := f"{name}:{loc.article_of(at)}") in self._place
        ]
        return max(near, default=-1.0)
