"""Is what a question takes for granted so? The memo check on each statement, believed only where it is sure.

To correct what is right is as bad as to let an error stand. So the figure that is said must stand in none of the provisions
that come
into question, and where the law is merely not seen to say something, an article must have been named for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from banfa.asked import asks_commencement
from banfa.citing import Citator, Cited, Status
from banfa.corpus import Corpus, Misbelief
from banfa.corrections import comparable
from banfa.duties import Modality, modalities
from banfa.finding import Finder
from banfa.law import Provision
from banfa.memo import MemoChecker
from banfa.memo_beliefs import Beliefs
from banfa.memo_elements import Clash
from banfa.memo_verdict import Judged, Verdict
from banfa.memo_wording import in_words_of_law
from banfa.passage import key_of
from banfa.premises import Contradiction, Premise
from banfa.premises_en import english_premises
from banfa.premises_zh import chinese_premises
from banfa.quantities import quantities
from banfa.question import Question

_FIGURES = frozenset({"number", "money", "period", "threshold", "frequency"})
_LOOK_AT, _NEAREST = 12, 3
_BEHIND = 3.0
"""How far behind the nearest provision one may stand that comes into question, where the nearest has a figure of the kind."""
_SMALLEST = 2
"""Smaller figures ("one of the following") tell nothing."""
_YEAR = re.compile(r"\b(?P<en>(?:19|20)\d\d)\b|(?P<zh>(?:19|20)\d\d)年")
_MADE = re.compile(r"\b(?:issued|published|promulgated|adopted|released|passed)\b|公布|发布|通过|出台|颁布", re.IGNORECASE)
_TURNOVER = re.compile(r"上一?年|年营业|每一?年|一年(?:累计|内|里)|(?:previous|last|a) year", re.IGNORECASE)
_PRIOR = re.compile(r"\b(?:prior|in advance|beforehand)\b|事前|事先", re.IGNORECASE)
_AFTERWARDS = re.compile(r"\bafter (?!(?:discover|find|learn|becom))|\bafterwards\b|事后|之后", re.IGNORECASE)


class PremiseCheck:
    """Holds the premises of questions against the law."""

    def __init__(self, corpus: Corpus, citator: Citator, finder: Finder, memo: MemoChecker, beliefs: Beliefs) -> None:
        self._corpus = corpus
        self._citator = citator
        self._finder = finder
        self._memo = memo
        self._beliefs = beliefs
        self._known = {f"misbelief:{m.id}": m for m in corpus.misbeliefs}
        self._place = {key: n for n, key in enumerate(finder.listing.keys)}

    def contradicted(self, question: Question) -> Contradiction | Misbelief | None:
        """The first premise of a question that the law contradicts for sure, a popular error that one repeats, or None."""
        if (wrong_day := self._commencement(question)) is not None:
            return wrong_day
        named = next((m.instrument for m in question.mentions if m.held), None)
        for premise in self._premises(question):
            if (found := self._against(premise, question, named)) is not None:
                return found
        return None

    def _premises(self, question: Question) -> tuple[Premise, ...]:
        read = chinese_premises if question.language == "zh" else english_premises
        stripped = (replace(p, claim=p.claim.strip(" ,;.?，；。、")) for p in read(question.text, self._citator))
        return tuple(dict.fromkeys(p for p in stripped if p.claim))

    def _commencement(self, question: Question) -> Contradiction | None:
        """A year that is asked about as that of the entry into force of an instrument, and is not."""
        named = list(dict.fromkeys(m.instrument for m in question.mentions if m.held))
        said = {int(m["en"] or m["zh"]) for m in _YEAR.finditer(question.bare_topic)}
        if len(named) != 1 or not said or question.polar or question.cited or not asks_commencement(question):
            return None
        card = self._corpus.instruments[named[0]]
        own = [p for p in self._corpus.in_force(question.as_of) if p.instrument == card.id]
        force = {card.in_force.year, *(p.effective.year for p in own)}
        made = force | {day.year for day in (card.adopted, card.published) if day is not None and _MADE.search(question.text)}
        last = next((p for p in own if "entry_into_force" in p.about().topics), None)
        if said & made or last is None:
            return None
        return Contradiction("date", str(min(said)), card.in_force.isoformat(), (card.id, last.locator))

    def _against(self, premise: Premise, question: Question, named: str | None) -> Contradiction | Misbelief | None:
        cited = [c for c in self._citator.find(premise.claim, context=named, on=question.as_of) if c.status is Status.RESOLVED]
        mentioned = [m.instrument for m in self._citator.mentions(premise.claim) if m.held]
        judged = self._memo.judge(premise.claim, question.as_of, named)
        found = self._departs(premise, judged, question, cited, mentioned) if judged.correct else None
        if found is not None or judged.verdict not in (Verdict.WRONG, Verdict.SUPPORTED):
            return found
        sure = premise.certain or premise.told
        return self._repeated(premise.claim, question, judged.verdict) if sure else None

    def _repeated(self, claim: str, question: Question, verdict: Verdict) -> Misbelief | None:
        """The popular error that a claim repeats: the one that lies nearest, by far, or by what it says."""
        found = self._finder.find(claim, question.as_of)
        nearest = max(self._finder.positions("misbelief").tolist(), key=lambda p: float(found.own[p]), default=None)
        if nearest is None:
            return None
        belief = self._known[self._finder.listing.keys[nearest]]
        ahead = float(found.own[nearest] - found.own[self._finder.positions("provision")].max())
        said = quantities(claim, words=True)
        if said and said <= quantities(belief.right_en, words=True) and not said <= quantities(belief.wrong_en, words=True):
            return None
        if verdict is Verdict.WRONG and ahead >= self._finder.weights.triage["misbelief_far_ahead"]:
            return belief
        return belief if self._beliefs.repeated(claim, question.language, found) is belief else None

    def _departs(
        self, premise: Premise, judged: Judged, question: Question, cited: Sequence[Cited], mentioned: Sequence[str]
    ) -> Contradiction | None:
        sure, right = premise.certain and bool(cited or mentioned), judged.correct[0]
        match judged.verdict:
            case Verdict.MISATTRIBUTED if sure and cited:
                return Contradiction("misattributed", "", "", right, _address(cited[0]))
            case Verdict.SUPERSEDED if premise.certain:
                return Contradiction("superseded", "", "", right)
            case Verdict.WRONG if sure and (ban := self._ban(premise.claim, question.as_of, mentioned)) is not None:
                return Contradiction("modality", "it makes possible what the quote forbids", "", ban)
            case Verdict.WRONG if judged.clashes:
                return self._clash(premise, judged, question, mentioned or [c.instrument or "" for c in cited])
            case Verdict.WRONG if sure and cited:
                return Contradiction("unsaid", "", "", right, _address(cited[0]))
            case Verdict.WRONG if premise.asked_of and mentioned:
                return Contradiction("unsaid", "", "", right)
            case Verdict.SUPPORTED if (
                premise.certain and _AFTERWARDS.search(premise.claim) and self._is_prior(right, question.as_of)
            ):
                return Contradiction("timing", "", "", right)
        return None

    def _is_prior(self, address: tuple[str, str], on: date) -> bool:
        """Whether a provision wants something done beforehand and nothing afterwards."""
        text = self._corpus.provision(*address, on).text
        return bool(_PRIOR.search(text)) and not _AFTERWARDS.search(text)

    def _ban(self, claim: str, on: date, named: Sequence[str]) -> tuple[str, str] | None:
        """What forbids a thing that a claim takes to be allowed: the provision nearest to the claim, where it does nothing
        but forbid."""
        if modalities(in_words_of_law(re.sub(r"\blet\b", "lets", claim))) != {Modality.MAY}:
            return None
        for provision in self._near(claim, on, named)[:_NEAREST]:
            if modalities(provision.text) == {Modality.MUST_NOT} and provision.about().modality == ("must_not",):
                return provision.instrument, provision.locator
        return None

    def _clash(self, premise: Premise, judged: Judged, question: Question, named: Sequence[str]) -> Contradiction | None:
        """The first element that is wrong for sure; a figure, where none of the provisions in question has it."""
        for clash in sorted(judged.clashes, key=lambda c: c.kind not in _FIGURES):
            if clash.kind in _FIGURES and _figure_counts(clash, premise):
                had = self._with_figure(premise.claim, clash, question, named)
                gone = next((place for p in had if (place := self._instead(p, question.as_of)) is not None), None)
                if gone is not None and all(self._instead(p, question.as_of) for p in had):
                    return Contradiction("superseded", "", "", gone)
                if not had:
                    return Contradiction(clash.kind, clash.said, clash.law, judged.correct[0])
            elif clash.kind not in _FIGURES and _element_counts(clash, premise, named):
                return Contradiction(clash.kind, clash.said, clash.law, judged.correct[0])
        return None

    def _with_figure(self, claim: str, clash: Clash, question: Question, named: Sequence[str]) -> list[Provision]:
        """The provisions near to the claim, of the instruments that it names, that have the figures that the claim has."""
        said = {q for q in quantities(claim, words=True) if q[0] >= _SMALLEST}
        if not said or clash.kind in {"threshold", "frequency"}:
            return []
        behind = _BEHIND if comparable(clash.said, clash.law) else math.inf
        near = self._near(claim, question.as_of, named, behind)
        return [p for p in near if said <= quantities(p.text, words=True)]

    def _instead(self, provision: Provision, on: date) -> tuple[str, str] | None:
        """What holds in the place of a provision that gives way to another one."""
        card = self._corpus.instruments[provision.instrument]
        found = [d.statement for u in provision.units for d in card.displacements(u.locator, on)]
        return (found[0].instrument, found[0].locator) if found else None

    def _near(self, claim: str, on: date, named: Sequence[str], behind: float = math.inf) -> Sequence[Provision]:
        """The provisions nearest to a claim, of the instruments that it names, and at most so far behind the nearest."""
        found = self._finder.find(claim, on)
        law = [p for p in self._corpus.in_force(on) if key_of(p) in self._place and (not named or p.instrument in named)]
        ranked = sorted(((float(found.own[self._place[key_of(p)]]), p) for p in law), key=lambda pair: -pair[0])[:_LOOK_AT]
        return [p for score, p in ranked if score >= ranked[0][0] - behind]


def _address(cited: Cited) -> tuple[str, str]:
    return cited.instrument or "", cited.locator


def _figure_counts(clash: Clash, premise: Premise) -> bool:
    """Whether a figure is one of a rule: not the year of "last year's turnover", nor what may be a figure of somebody's own
    case."""
    if clash.said.startswith("1 year") and _TURNOVER.search(premise.claim):
        return False
    return bool(clash.law) or premise.certain or premise.told


def _element_counts(clash: Clash, premise: Premise, named: Sequence[str]) -> bool:
    """Whether an element other than a figure is to be believed: of what is said of a named law, or of all cases alike."""
    return clash.kind in {"issuer", "scope"} or (clash.kind != "date" and premise.certain and bool(named))
