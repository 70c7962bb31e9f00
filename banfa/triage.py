"""Before an answer is written: what kind of reply does this question call for?

Deterministic. Citations come first (an article that does not exist, an instrument that we do not hold), then the mistaken beliefs
whose words are in the question, then what lies nearest: the law, an open point, an instrument we do not hold, or something
outside the field. Margins and learnt probabilities decide, never an absolute cosine; all thresholds are in ``retrieval.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

import numpy as np

from banfa import locator as loc
from banfa.asked import (
    asks_relation,
    compares,
    law_of_elsewhere,
    names_only,
    wants_overview,
)
from banfa.asked_card import asks_card
from banfa.asked_figure import unfixed
from banfa.citation_triage import CitationTriage, asks_for_an_article_alone
from banfa.citing import Status
from banfa.contrast import Contrast
from banfa.corpus import Corpus, KnownInstrument, Misbelief, Note, OpenPoint
from banfa.finding import Finder, Found
from banfa.misbelief_cues import asks_the_number, cues_met, has_right_figures
from banfa.misuse import asks_about_others
from banfa.mixed import InOneLanguage
from banfa.parts import asks
from banfa.passage import Passage
from banfa.premises import Contradiction
from banfa.quantities import quantities
from banfa.question import Question
from banfa.routes import (
    Contradicted,
    Greeting,
    InLaw,
    Mistaken,
    NeedsFact,
    NoFigure,
    Noted,
    NotHeld,
    Open,
    OutsideField,
    Overview,
    OwnCaseDecided,
    Route,
)
from banfa.seams import CaseDecider, DutyFinder, PremiseChecker
from banfa.sides import sides_of
from banfa.written_beside import SMALL_TALK, WrittenBeside

_NEAREST = 3
"""A popular error of which no word is telling must rest on one of so many of the best provisions."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+|(?<=[。？！])")
_OWN = re.compile(r"\b(?:we|our|us|i|my)\b|我|咱|本公司", re.IGNORECASE)
_WANTS_HELP = re.compile(
    r"^\W*(?:please )?(?:tell|show|teach|give|write|help|explain to) (?:me|us)\b|\bhow (?:do|can|could|would) (?:i"
    r"|we)\b|教我|帮我|怎么(?:才能|样才)",
    re.IGNORECASE,
)


class Triage:
    """Decides the route of a question from what it cites and what it found."""

    def __init__(
        self,
        corpus: Corpus,
        finder: Finder,
        premises: PremiseChecker | None = None,
        duties: DutyFinder | None = None,
        cases: CaseDecider | None = None,
    ) -> None:
        """``premises``: what holds the premises of questions against the law; ``duties``: what knows on which facts duties
        turn; ``cases``: what decides whether the rules reach a case."""
        self._corpus = corpus
        self._finder = finder
        self._premises = premises
        self._duties = duties
        self._cases = cases
        self._rule = finder.weights.triage
        self._citations = CitationTriage(corpus, finder)
        self._plain = InOneLanguage(corpus)
        self._contrast = Contrast(corpus, finder)
        self._written = WrittenBeside(corpus, finder)
        self._known = {f"known:{k.id}": k for k in corpus.known}
        self._known_ids = {k.id: k for k in corpus.known}
        self._notes = {f"note:{n.id}": n for n in corpus.notes}
        self._place = {key: n for n, key in enumerate(finder.listing.keys)}
        self._beliefs = {f"misbelief:{m.id}": m for m in corpus.misbeliefs}

    def see_also(self, found: Found) -> KnownInstrument | None:
        """An instrument that we do not hold and that a question answered from the law bears on too."""
        if found.kinds.get("known", 0.0) < self._rule["see_also"]:
            return None
        best, law = self._finder.best(found, "known")[0], self._finder.positions("provision")
        near = float(found.own[best] - found.own[law].max()) >= self._rule["see_also_ahead"]
        return self._known[self._finder.listing.keys[best]] if near else None

    def note_beside(self, question: Question, found: Found) -> Note | None:
        """The note on practice that comes nearest to a question answered from the law, where it comes near enough to add."""
        return self._written.note_near(question, found)

    def route(self, question: Question, found: Found, passages: Sequence[Passage] = ()) -> Route:
        """The kind of reply that ``question`` calls for; ``passages`` are the provisions that were found for it, best first."""
        by_citation = self._citations.by_citation(question)
        if by_citation is not None:
            return by_citation
        grounded = any(c.status is Status.RESOLVED for c in question.cited) or any(m.held for m in question.mentions)
        outside = self._outside(question, found, grounded)
        route = outside if outside is not None else self._in_field(question, found, grounded, passages)
        return self._on_what_is_asked(route, question, found) if isinstance(route, Noted) else route

    def _on_what_is_asked(self, route: Noted, question: Question, found: Found) -> Noted:
        """A note that compares the sides that the question compares, with what it says of each on the matter asked about."""
        sides = sides_of(question, self._corpus)
        asked = self._contrast.of(route.note, sides, question, found) if sides else ()
        return replace(route, sides=sides, asked=asked) if asked else route

    def _outside(self, question: Question, found: Found, grounded: bool) -> Route | None:
        near, rule, field = found.kinds, self._rule, self._corpus.field
        improper = 0.0 if asks_about_others(question.text, field.evades) else near.get("improper", 0.0)
        if improper >= rule["improper"] and field.evades.search(question.text):
            return OutsideField(improper=True)
        if grounded:
            return None
        if improper >= rule["improper_sure"] and _WANTS_HELP.search(question.text):
            return OutsideField(improper=True)
        greeting = self._finder.best(found, "greeting")[1]
        if len(question.text) < SMALL_TALK and greeting > max(self._finder.best(found, k)[1] for k in ("provision", "outside")):
            return Greeting()
        abroad = field.foreign.search(question.text) and not field.china.search(question.text) and not question.mentions
        if abroad and law_of_elsewhere(question.text, field.foreign):
            return OutsideField(improper=False)
        behind = float(found.own[self._finder.positions("provision")].max() - found.own[self._finder.positions("outside")].max())
        likely = rule["outside_likely"] if behind <= rule["outside_behind"] else rule["outside"]
        law_leads = behind > rule["outside_behind"] and near.get("provision", 0.0) > near.get("outside", 0.0)
        # who asks in Chinese and names another country asks of China all the same
        if abroad and question.language == "en" and not law_leads:
            likely = rule["outside_abroad"]
        if not field.matter.search(question.text):
            likely = min(likely, rule["outside_no_matter"])
        if field.elsewhere.search(question.text):
            likely = min(likely, rule["outside_elsewhere"])
        enough = rule["outside_china"] if field.china.search(question.text) and not abroad else likely
        return OutsideField(improper=False) if near.get("outside", 0.0) >= enough else None

    def _in_field(self, question: Question, found: Found, grounded: bool, passages: Sequence[Passage]) -> Route:
        first = self._citations.unknown(question) or self._overview(question)
        if first is not None:
            return first
        renumbered = self._citations.renumbered(question)
        if renumbered is not None:
            return renumbered
        if asks_for_an_article_alone(question):
            return InLaw()
        sides = sides_of(question, self._corpus)
        side_by_side = bool(sides) and all(side.name in self._corpus.instruments for side in sides) and not question.polar
        belief = None if side_by_side else self._misbelief(question, found, passages)
        taken = self._premises.contradicted(question) if self._premises is not None and not side_by_side else None
        beside = self._written.nearest(question, found)
        gate = self._corpus.scope.missing(self._plain.text(question)) if not sides else None
        if belief is not None:
            if gate is not None and taken is None and question.polar and not question.asserts and _OWN.search(question.text):
                return NeedsFact(gate)
            if taken is None and isinstance(beside, Open) and self._asks_openly(question, found, belief, beside):
                return beside
            also = taken if isinstance(taken, Contradiction) and _has_more(taken, question) else None
            return Mistaken(belief, taken is not None or _states(belief, question), also)
        wrong = self._citations.wrong_article(question)
        if wrong is not None:
            return wrong
        superseded = isinstance(taken, Contradiction) and taken.kind == "superseded" and asks_relation(question)
        far = isinstance(taken, Misbelief) and not _rests_among(taken, passages[:_NEAREST])
        if superseded or far or (isinstance(taken, Misbelief) and has_right_figures(taken, question.text)):
            taken = None
        if taken is not None:
            return Mistaken(taken, granted=True) if isinstance(taken, Misbelief) else Contradicted(taken)
        if self._written.yields(question, beside, passages):
            beside = None
        case = self._cases.decided(question) if self._cases is not None else None
        if case is not None:
            arguable = isinstance(beside, Open) and not (case.applies or case.closed) and _on_the_same(beside.point, case)
            return beside if beside is not None and arguable else case
        if isinstance(beside, Open) and gate is not None and found.kinds.get("note", 0.0) >= self._rule["open_sure"]:
            return beside
        if gate is not None:
            return NeedsFact(gate)
        missing = self._duties.missing_fact(question) if self._duties is not None and beside is None else None
        if missing is not None:
            return missing
        figure = unfixed(question, passages)
        if figure is not None and not isinstance(beside, Open):
            return NoFigure(figure)
        known = self._not_held(question, found, grounded)
        noted = max(self._finder.best(found, kind)[1] for kind in ("open_point", "practice"))
        if known is not None and (beside is None or self._finder.best(found, "known")[1] >= noted or question.mentions):
            return known
        return beside or InLaw()

    def _asks_openly(self, question: Question, found: Found, belief: Misbelief, point: Open) -> bool:
        """Whether a question that states nothing lies nearer to what the law leaves open than to what is got wrong about it."""
        open_, mistaken = self._place[f"open_point:{point.point.id}"], self._place[f"misbelief:{belief.id}"]
        return not question.asserts and bool(found.own[open_] >= found.own[mistaken])

    def _overview(self, question: Question) -> Overview | Noted | None:
        held = [m.instrument for m in question.mentions if m.held]
        if not held or question.cited:
            return None
        others = [self._known_ids[m.instrument] for m in question.mentions if not m.held]
        if asks_card(question):
            return Overview(held[0], None, card=True)
        if others and compares(question):
            return Overview(held[0], others[0])
        if compares(question) and names_only(question) and len(set(held)) > 1:
            return self._comparison(question, held)
        return Overview(held[0], None) if not others and wants_overview(question) else None

    def _comparison(self, question: Question, held: Sequence[str]) -> Noted | Overview:
        """What sets two held instruments side by side: the note that rests on both the most, or else an overview of the first."""
        pair = list(dict.fromkeys(held))[:2]
        counts = {
            note.id: min(sum(name in dict(s.cites) for s in note.claims) for name in pair)
            for note in self._notes.values()
            if self._written.stands(note.claims, question)
        }
        best = max(counts, key=lambda name: counts[name], default=None)
        return Noted(self._notes[f"note:{best}"]) if best is not None and counts[best] > 1 else Overview(pair[0], None)

    def _misbelief(self, question: Question, found: Found, passages: Sequence[Passage]) -> Misbelief | None:
        law = self._finder.positions("provision")
        named = {c.instrument for c in question.cited if c.status is Status.RESOLVED}
        named |= {m.instrument for m in question.mentions if m.held}
        best: tuple[float, Misbelief] | None = None
        for position in self._finder.positions("misbelief"):
            belief = self._beliefs[self._finder.listing.keys[int(position)]]
            about = {belief.instrument, *(s.instrument for s in belief.claims)}
            if not self._written.stands(belief.claims, question) or (named and not named & about):
                continue
            cosine = float(found.cosine[int(position)])
            behind = float(found.cosine[law].max()) - cosine
            ahead = float(found.own[int(position)] - found.own[law].max())
            met = cues_met(belief, question)
            stated = question.asserts or ahead >= self._rule["misbelief_asked"]
            likely = met == 1.0 and behind <= self._rule["misbelief_behind"] and (question.polar or question.asserts) and stated
            if not named and not question.polar and ahead < self._rule["misbelief_unnamed"]:
                likely = False
            hinted = met >= 0.5 and behind <= 0 and ahead >= self._rule["misbelief_ahead"] and question.asserts
            likely = likely or (hinted and _rests_among(belief, passages[:_NEAREST]))
            likely = likely or (
                (question.polar or question.tagged) and met > 0.5 and behind <= 0 and ahead >= self._rule["misbelief_far_ahead"]
            )
            if not likely or asks_the_number(question, belief) or has_right_figures(belief, question.text):
                continue
            if best is None or cosine > best[0]:
                best = (cosine, belief)
        return None if best is None else best[1]

    def _not_held(self, question: Question, found: Found, grounded: bool) -> NotHeld | None:
        if grounded:
            return None
        named = [m for m in question.mentions if not m.held]
        if named:
            return NotHeld(self._known_ids[named[0].instrument], None)
        positions, law = self._finder.positions("known"), self._finder.positions("provision")
        if not len(positions):
            return None
        best = int(positions[int(np.argmax(found.own[positions]))])
        if self._known[self._finder.listing.keys[best]].draft:
            return None  # what is no law answers nothing in its place: only who names it is told of it
        ahead, near = float(found.own[best] - found.own[law].max()), found.kinds.get("known", 0.0)
        leads, likely = ahead >= self._rule["known_score"], near >= self._rule["known"]
        if self._written.clear_law(found) and not (leads and likely):
            return None
        if (likely and ahead >= -self._rule["known_behind"]) or (leads and near >= self._rule["known_ahead"]):
            return NotHeld(self._known[self._finder.listing.keys[best]], None)
        return None


def _rests_among(belief: Misbelief, passages: Sequence[Passage]) -> bool:
    """Whether what is right of an error rests on one of some provisions: the question is about that matter at all."""
    grounds = {(name, loc.article_of(at)) for claim in belief.claims for name, at in claim.cites}
    return any((p.provision.instrument, p.provision.locator) in grounds for p in passages)


def _has_more(taken: Contradiction, question: Question) -> bool:
    """Whether a question states several periods, or several sums, of which the law sets none."""
    if taken.law or taken.kind not in {"period", "money"}:
        return False
    units = [unit for _, unit in quantities(question.text, words=True)]
    return sum((unit == "money") == (taken.kind == "money") for unit in units if unit) > 1


def _on_the_same(point: OpenPoint, case: OwnCaseDecided) -> bool:
    """Whether what is left open is the very article that a verdict on a case rests on."""
    articles = {(name, loc.article_of(at)) for ground in case.grounds for name, at in ground.cites}
    return any((name, loc.article_of(at)) in articles for claim in point.claims for name, at in claim.cites)


def _states(belief: Misbelief, question: Question) -> bool:
    """Whether a question tells an error in a sentence of its own before it asks."""
    sentences = [s for s in _SENTENCE.split(question.text) if s]
    told = " ".join(takewhile(lambda s: not asks(s, question.language), sentences))
    return bool(told) and cues_met(belief, replace(question, text=told)) == 1.0
