"""What we wrote beside the law: open points and notes on practice, and when one of them answers before the law does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from banfa import locator as loc
from banfa.asked import asks_overview, asks_sanction, asks_what_befalls
from banfa.citing import Status
from banfa.corpus import Corpus, Note
from banfa.finding import Finder, Found
from banfa.law import Statement
from banfa.passage import Passage
from banfa.question import Question
from banfa.routes import Noted, Open

SMALL_TALK = 60
"""Characters below which a question may be a greeting, or ask for nothing but an overview."""


class WrittenBeside:
    """The open points and notes of a corpus, and where they stand to what was found."""

    def __init__(self, corpus: Corpus, finder: Finder) -> None:
        self._corpus = corpus
        self._finder = finder
        self._rule = finder.weights.triage
        self._law = lru_cache(maxsize=64)(self._law_on)
        self._points = {f"open_point:{p.id}": p for p in corpus.open_points}
        self._notes = {f"note:{n.id}": n for n in corpus.notes}

    def nearest(self, question: Question, found: Found) -> Open | Noted | None:
        """What we wrote beside the law, where it leads the law: an open point, or a note on practice."""
        if any(c.status is Status.RESOLVED for c in question.cited) or (
            asks_overview(question) and len(question.text) < SMALL_TALK
        ):
            return None
        law = self._finder.positions("provision")
        positions = [
            position
            for kind, beside in (("open_point", self._points), ("practice", self._notes))
            for position in self._finder.positions(kind).tolist()
            if self.stands(beside[self._finder.listing.keys[position]].claims, question)
        ]
        if not positions:
            return None
        best = int(positions[int(np.argmax(found.own[positions]))])
        points = [p for p in positions if self._finder.listing.kinds[p] == "open_point"]
        point = max(points, key=lambda p: float(found.own[p]), default=best)
        if found.own[point] >= found.own[best] - self._rule["open_before_note"]:
            best = point
        key, kind = self._finder.listing.keys[best], self._finder.listing.kinds[best]
        ahead = float(found.own[best] - found.own[law].max())
        behind = float(found.cosine[law].max() - found.cosine[best])
        noted = found.kinds.get("note", 1.0) >= self._rule["open_note"]
        far_ahead = kind == "open_point" and ahead >= self._rule["open_far_ahead"]
        settled = self.clear_law(found) and behind >= -self._rule["law_near"] and not far_ahead
        enough = self._rule["open_ahead" if kind == "open_point" else "practice_ahead"]
        if not noted or settled or ahead < enough or behind > self._rule["open_behind"] * (2 if far_ahead else 1):
            return None
        return Open(self._points[key]) if kind == "open_point" else Noted(self._notes[key])

    def note_near(self, question: Question, found: Found) -> Note | None:
        """The note on practice that comes nearest to a question answered from the law, where it comes near enough to add."""
        positions, law = self._finder.positions("practice"), self._finder.positions("provision")
        if not len(positions) or any(c.status is Status.RESOLVED for c in question.cited):
            return None
        best = int(positions[int(np.argmax(found.own[positions]))])
        near = float(found.own[best]) >= self._rule["practice_beside"] * float(found.own[law].max())
        return self._notes[self._finder.listing.keys[best]] if near else None

    def yields(self, question: Question, beside: Open | Noted | None, passages: Sequence[Passage]) -> bool:
        """Whether what was found of the law answers before it: where a sanction is asked for, or whom the rules reach."""
        reach = bool(self._corpus.scope.asks_reach(question.text))
        if reach and (isinstance(beside, Noted) or not question.polar):
            return True
        best = passages[0].provision.about() if passages else None
        penal = best is not None and ("penalty" in best.modality or "penalties" in best.topics)
        if not (asks_sanction(question) or asks_what_befalls(question)):
            return False
        return (beside is not None and penal) or (isinstance(beside, Noted) and not self._on_sanctions(beside.note))

    def stands(self, statements: Sequence[Statement], question: Question) -> bool:
        """Whether any of the provisions that statements rest on is the law on the day that is asked about."""
        law = self._law(question.as_of)
        return not statements or any((name, loc.article_of(at)) in law for s in statements for name, at in s.cites)

    def clear_law(self, found: Found) -> bool:
        """Whether one provision leads all others by far."""
        law = np.sort(found.own[self._finder.positions("provision")])[::-1]
        return len(law) > 1 and float(law[0] - law[1]) >= self._rule["law_clear"]

    def _on_sanctions(self, note: Note) -> bool:
        """Whether a note rests on a provision that sets a sanction."""
        wordings = (p for s in note.claims for name, at in s.cites for p in self._corpus.wordings(name, loc.article_of(at)))
        return any("penalty" in p.about().modality for p in wordings)

    def _law_on(self, day: date) -> frozenset[tuple[str, str]]:
        return frozenset((p.instrument, p.locator) for p in self._corpus.in_force(day))
