"""Is what a question takes for granted so? The memo check on each statement, believed only where it is sure.

To correct what is right is as bad as to let an error stand. So the figure that is said must stand in none of the provisions
that come into question, and of an article that is merely not seen to say something many others must say more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from banfa import locator as loc
from banfa.asked import asks_commencement
from banfa.citing import Citator, Cited, Status
from banfa.corpus import Corpus, Misbelief
from banfa.duties import Modality, modalities
from banfa.finding import Finder
from banfa.law import Provision
from banfa.memo import MemoChecker
from banfa.memo_authorities import agencies
from banfa.memo_beliefs import Beliefs
from banfa.memo_elements import Clash
from banfa.memo_verdict import Judged, Verdict
from banfa.memo_wording import in_words_of_law
from banfa.misbelief_cues import cues_met, has_right_figures
from banfa.premise_evidence import PremiseEvidence
from banfa.premise_figures import FIGURES, PremiseFigures, figure_counts
from banfa.premises import Contradiction, Premise
from banfa.premises_en import english_premises
from banfa.premises_zh import chinese_premises
from banfa.quantities import backed, quantities
from banfa.question import Question

_NEAREST, _AUTHORITIES = 3, 5
_WEAK = frozenset({"actor", "scope", "unsaid", "misattributed", "modality"})
"""What is told rather by what the law has not at all, where it has not."""
_YEAR = re.compile(r"\b(?P<en>(?:19|20)\d\d)\b|(?P<zh>(?:19|20)\d\d)年")
_MADE = re.compile(r"\b(?:issued|published|promulgated|adopted|released|passed)\b|公布|发布|通过|出台|颁布", re.IGNORECASE)
_PRIOR = re.compile(r"\b(?:prior|in advance|beforehand)\b|事前|事先", re.IGNORECASE)
_US = re.compile(r"\b(?:we|us|our)\b|我们|我司|咱们?", re.IGNORECASE)
_CAN_BE = re.compile(r"\b(?:may|can|could) (?:be an?|count|qualify|act)\b", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:authorit|regulator|department|ministr|administration)", re.IGNORECASE)
_AFTERWARDS = re.compile(r"\bafter (?!(?:discover|find|learn|becom))|\bafterwards\b|事后|之后", re.IGNORECASE)


class PremiseCheck:
    """Holds the premises of questions against the law."""

    def __init__(self, corpus: Corpus, citator: Citator, finder: Finder, memo: MemoChecker, beliefs: Beliefs) -> None:
        self._corpus = corpus
        self._citator = citator
        self._finder = finder
        self._memo = memo
        self._beliefs = beliefs
        self._evidence = PremiseEvidence(corpus, citator, finder)
        self._figures = PremiseFigures(corpus, self._evidence)
        self._known = {f"misbelief:{m.id}": m for m in corpus.misbeliefs}

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
        on = question.as_of
        cited = [c for c in self._citator.find(premise.claim, context=named, on=on) if c.status is Status.RESOLVED]
        mentioned = [m.instrument for m in self._citator.mentions(premise.claim) if m.held]
        judged = self._memo.judge(premise.claim, on, named)
        found = self._departs(premise, judged, question, cited, mentioned) if judged.correct else None
        if found is None or found.kind in _WEAK or (found.kind == "money" and not found.law):
            found = self._without(premise, cited, mentioned, on) or found
        if found is not None or judged.verdict not in (Verdict.WRONG, Verdict.SUPPORTED):
            return found
        sure = premise.certain or premise.told
        believed = self._repeated(premise.claim, question, judged.verdict) if sure else None
        about = believed is not None and _is_about(believed, cited, mentioned)
        return (believed if about else None) or self._other_authority(premise, question)

    def _without(self, premise: Premise, cited: Sequence[Cited], mentioned: Sequence[str], on: date) -> Contradiction | None:
        """Where the only article or instrument that a claim names has nothing of a thing that the claim finds in it."""
        places = dict.fromkeys(map(_address, cited))
        if not premise.certain or len(places) > 1 or not (places or len(set(mentioned)) == 1):
            return None
        place = next(iter(places), None)
        named = place[0] if place else mentioned[0]
        thing = self._evidence.without(premise.claim, place, named, on)
        if thing is None:
            return None
        right = place or self._evidence.nearest_in(named, premise.claim, on, penal=thing == "fine")
        return Contradiction("thing", thing, "", right, place, self._evidence.with_thing(thing, premise.claim, on))

    def _other_authority(self, premise: Premise, question: Question) -> Contradiction | None:
        """An authority that is said to act, where none of the provisions nearest to the claim names it and all that name one
        name another one."""
        said = agencies(premise.claim)
        if len(said) != 1 or not (premise.told or premise.certain):
            return None
        near = self._evidence.near(premise.claim, question.as_of, most=_AUTHORITIES)
        told = [(p, agencies(p.text)) for p in near]
        acting = [(p, there) for p, there in told if there]
        if not acting or any(said & there for _, there in acting) or len({there for _, there in acting}) > 1:
            return None
        first, there = acting[0]
        if first is not near[0] and first is not near[1]:
            return None
        return Contradiction("authority", _joined(said), _joined(there), (first.instrument, first.locator))

    def _repeated(self, claim: str, question: Question, verdict: Verdict) -> Misbelief | None:
        """The popular error that a claim repeats: the one that lies nearest, by far, or by what it says."""
        found = self._finder.find(claim, question.as_of)
        nearest = max(self._finder.positions("misbelief").tolist(), key=lambda p: float(found.own[p]), default=None)
        if nearest is None:
            return None
        belief = self._known[self._finder.listing.keys[nearest]]
        ahead = float(found.own[nearest] - found.own[self._finder.positions("provision")].max())
        if has_right_figures(belief, claim):
            return None
        cued = cues_met(belief, replace(question, text=claim)) > 0
        if verdict is Verdict.WRONG and cued and ahead >= self._finder.weights.triage["misbelief_far_ahead"]:
            return belief
        return belief if self._beliefs.repeated(claim, question.language, found) is belief else None

    def _departs(
        self, premise: Premise, judged: Judged, question: Question, cited: Sequence[Cited], mentioned: Sequence[str]
    ) -> Contradiction | None:
        sure, right = premise.certain and bool(cited or mentioned), judged.correct[0]
        off = bool(cited) and self._evidence.far_off(premise.claim, _address(cited[0]), question.as_of)
        match judged.verdict:
            case Verdict.MISATTRIBUTED if sure and off:
                return Contradiction("misattributed", "", "", right, _address(cited[0]))
            case Verdict.SUPERSEDED if premise.certain:
                return Contradiction("superseded", "", "", right)
            case Verdict.WRONG if sure and (ban := self._ban(premise.claim, question.as_of, mentioned)) is not None:
                return Contradiction("modality", "it makes possible what the quote forbids", "", ban)
            case Verdict.WRONG if judged.clashes:
                return self._clash(premise, judged, question, mentioned, cited)
            case Verdict.WRONG if sure and off:
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
        for provision in self._evidence.near(claim, on, named)[:_NEAREST]:
            if modalities(provision.text) == {Modality.MUST_NOT} and provision.about().modality == ("must_not",):
                return provision.instrument, provision.locator
        return None

    def _clash(
        self, premise: Premise, judged: Judged, question: Question, mentioned: Sequence[str], places: Sequence[Cited]
    ) -> Contradiction | None:
        """The first element that is wrong for sure; a figure, where none of the provisions in question has it.

        What has given way to a newer rule corrects nobody.
        """
        instrument, locator = judged.correct[0]
        standing = not self._corpus.instruments[instrument].displacements(locator, question.as_of)
        named, cited = mentioned or [c.instrument or "" for c in places], _same_article(judged.correct[0], places)
        for clash in sorted(judged.clashes, key=lambda c: c.kind not in FIGURES):
            if clash.kind in FIGURES and figure_counts(clash, premise):
                had = self._figures.standing(premise.claim, clash, question.as_of, named)
                gone = next((place for p in had if (place := self._instead(p, question.as_of)) is not None), None)
                if gone is not None and all(self._instead(p, question.as_of) for p in had):
                    return Contradiction("superseded", "", "", gone)
                if not had and not standing:
                    return self._given_way(premise.claim, judged.correct[0], question.as_of)
                if not had:
                    found = self._figures.departure(clash, premise.claim, judged.correct[0], cited, question.as_of)
                    return replace(found, from_then=any(c.kind == "timing" and c.law == "from" for c in judged.clashes))
            elif standing and clash.kind not in FIGURES and _element_counts(clash, premise, named):
                return Contradiction(clash.kind, clash.said, clash.law, judged.correct[0])
        return None

    def _given_way(self, claim: str, address: tuple[str, str], on: date) -> Contradiction | None:
        """That a claim is of a rule which gives way to a newer one; None where the newer one has the figures of the claim."""
        instead = self._instead(self._corpus.provision(*address, on), on)
        said = quantities(claim, words=True)
        if instead is None or said <= backed(said, quantities(self._corpus.provision(*instead, on).text, words=True)):
            return None
        return Contradiction("superseded", "", "", instead)

    def _instead(self, provision: Provision, on: date) -> tuple[str, str] | None:
        """What holds in the place of a provision that gives way to another one."""
        card = self._corpus.instruments[provision.instrument]
        found = [d.statement for u in provision.units for d in card.displacements(u.locator, on)]
        return (found[0].instrument, found[0].locator) if found else None


def _address(cited: Cited) -> tuple[str, str]:
    return cited.instrument or "", cited.locator


def _element_counts(clash: Clash, premise: Premise, named: Sequence[str]) -> bool:
    """Whether an element other than a figure is to be believed: of what is said of a named law, or of all cases alike.

    Whose duty it is is not read from a claim on "us"; that an authority may do what it must, or that somebody may be something,
    is no choice.
    """
    if clash.kind == "actor" and _US.search(premise.claim):
        return False
    if clash.kind == "modality":
        office = bool(agencies(premise.claim)) or _OFFICE.search(premise.claim) is not None
        if (clash.said.startswith("it leaves to choice") and office) or _CAN_BE.search(premise.claim):
            return False
    return clash.kind in {"issuer", "scope"} or (clash.kind != "date" and premise.certain and bool(named))


def _is_about(belief: Misbelief, cited: Sequence[Cited], mentioned: Sequence[str]) -> bool:
    """Whether a popular error is about what a claim cites, or else about an instrument that it names."""
    if cited:
        articles = {(s.instrument, loc.article_of(s.locator)) for s in belief.claims}
        return any((c.instrument, loc.article_of(c.locator)) in articles for c in cited)
    return not mentioned or bool({belief.instrument, *(s.instrument for s in belief.claims)} & set(mentioned))


def _same_article(right: tuple[str, str], cited: Sequence[Cited]) -> tuple[str, str] | None:
    """The article that is cited, where it is the one that a claim was held against."""
    same = (c for c in map(_address, cited) if c[0] == right[0] and loc.article_of(c[1]) == loc.article_of(right[1]))
    return next(same, None)


def _joined(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
