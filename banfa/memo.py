"""Check a memo: for every claim on the law a verdict, with the provision that carries it or that says otherwise.

A claim is supported only where a provision carries what it says; that the article exists is never enough. The provisions come
from the same retrieval as those of an answer; whether they carry the claim is decided by what retrieval makes of them beside each
other, by how much of the claim they speak of, and by its elements (figure, period, date, duty, actor, scope) against the law.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from banfa import locator as loc
from banfa.citing import Citator, Cited, Status
from banfa.corpus import Corpus
from banfa.finding import Finder
from banfa.law import Provision
from banfa.memo_beliefs import Beliefs
from banfa.memo_card import issuer_clash, issuers_said
from banfa.memo_claim import Case, Claims
from banfa.memo_evidence import Carrier, Evidence
from banfa.memo_parts import is_sanction
from banfa.memo_places import Places
from banfa.memo_reading import Statement, read_memo
from banfa.memo_verdict import Judged, Verdict, Verdicts, is_draft
from banfa.memo_weights import MemoWeights
from banfa.memo_wording import affirmed, agrees
from banfa.quantities import quantities

_RIVALS, _LOOK_AT = 4, 6


class MemoChecker:
    """Judges claims one by one against the law of a day."""

    def __init__(self, corpus: Corpus, citator: Citator, finder: Finder, beliefs: Beliefs, weights: MemoWeights) -> None:
        self._corpus = corpus
        self._citator = citator
        self._finder = finder
        self._beliefs = beliefs
        self._weights = weights
        self._rule: Mapping[str, float] = weights.rule
        self._evidence = Evidence(corpus, finder.listing.keys)
        self._places = Places(corpus)
        self._claims = Claims(corpus, citator, finder, self._evidence)
        self._say = Verdicts(corpus)

    def check(self, text: str, on: date) -> tuple[list[Judged], int]:
        """The verdicts on all claims of a text, and how many sentences make none."""
        reading = read_memo(text, self._citator)
        return [self._in_context(statement, on) for statement in reading.statements], reading.skipped

    def _in_context(self, statement: Statement, on: date) -> Judged:
        """A claim read behind its lead; where that finds fault, the better of this and the claim alone."""
        judged = self.judge(statement.whole, on, statement.context)
        if statement.lead and judged.verdict is Verdict.MISATTRIBUTED:
            alone = self.judge(statement.text, on, statement.context)
            judged = alone if alone.verdict is Verdict.SUPPORTED else judged
        return replace(judged, claim=statement.text)

    def judge(self, claim: str, on: date, context: str | None = None) -> Judged:
        """The verdict on one claim. ``context`` is the instrument that a bare "Article 9" means there.

        Raises:
            UsageError: there is no claim in ``claim``.
        """
        case = self._claims.read(claim, on, context)
        part = next((c for c in case.cited if self._places.only_the_part_is_missing(c, on)), None)
        if part is not None:
            case = replace(case, cited=tuple(replace(c, status=Status.RESOLVED) if c is part else c for c in case.cited))
        judged = self._not_there(case) or self._against_the_law(case)
        return self._say.no_such_part(judged, case.question, part) if part is not None else judged

    def _not_there(self, case: Case) -> Judged | None:
        """What is cited does not exist, is a draft, is not held or was not in force."""
        for cited in case.cited:
            if cited.status is Status.NO_SUCH_ARTICLE:
                return self._say.no_such_article(case.question, cited)
        if is_draft(case.question.text):
            return self._say.draft(case.question, self._ranked(case, case.named)[0] if case.named or not case.cited else None)
        away = [m.instrument for m in case.question.mentions if not m.held]
        away += [c.instrument for c in case.cited if c.status is Status.NOT_HELD and c.instrument]
        if any(c.status is Status.RESOLVED for c in case.cited):
            return self._not_in_force(case)
        if away and (not case.named or any(c.status is Status.NOT_HELD for c in case.cited)):
            return self._say.not_held(case.question, away[0])
        if case.strange and not case.named:
            return self._say.unknown(case.question, case.strange[0])
        return self._not_in_force(case)

    def _not_in_force(self, case: Case) -> Judged | None:
        law = {p.instrument for p in self._corpus.in_force(case.on)}
        gone = [name for name in sorted(case.named) if name not in law]
        return self._say.not_in_force(case.question, gone[0]) if gone and len(gone) == len(case.named) else None

    def _against_the_law(self, case: Case) -> Judged:
        if issuers_said(case.claim) and case.named and not case.cited:
            card = self._corpus.instruments[sorted(case.named)[0]]
            last = [p for p in self._corpus.in_force(case.on) if p.instrument == card.id][-1]
            return self._say.on_issuers(case.question, card, last, issuer_clash(case.claim, card))
        cited = [c for c in case.cited if c.status is Status.RESOLVED] or self._places.bare(
            case.cited, case.on, self._claims.fit(case.found)
        )
        cited = [c for c in cited if any(p.in_force(case.on) for p in self._corpus.wordings(c.instrument or "", c.locator))]
        judged = self._cited(case, cited) if cited else self._uncited(case)
        if judged.verdict is Verdict.WRONG and case.named and (other := affirmed(case.claim)) is not None:
            return self._silent(case, other, judged)
        if judged.verdict is not Verdict.SUPPORTED:
            return judged
        belief = self._beliefs.repeated(case.claim, case.question.language, case.found)
        elsewhere = belief is not None and cited and not {i for i, _ in judged.correct} & {c.instrument for c in belief.claims}
        return self._say.belief(case.question, belief) if belief is not None and not elsewhere else judged

    def _silent(self, case: Case, affirmed_claim: str, judged: Judged) -> Judged:
        """A claim that an instrument is silent holds where nothing in the instrument says what it denies."""
        said = self.judge(affirmed_claim, case.on)
        if said.verdict is not Verdict.WRONG:
            return judged
        return self._say.silent(case.question, said)

    def _ranked(self, case: Case, among: Collection[str] = ()) -> list[Provision]:
        law = [p for p in self._corpus.in_force(case.on) if not among or p.instrument in among]
        return sorted(law, key=lambda p: -self._evidence.score(case.found, p))

    def _weigh(self, case: Case, provision: Provision, within: str | None = None) -> Carrier:
        named = (loc.article_of(c.locator) for c in case.cited if c.instrument in (None, provision.instrument))
        duties = {article for article in named if article != provision.locator} if is_sanction(case.claim) else ()
        return self._evidence.weigh(case.topic, provision, case.found, within, case.named, duties)

    def _worth(self, carrier: Carrier) -> float:
        return carrier.score - self._rule["clash"] * bool(carrier.clashes)

    def _said(self, case: Case, carrier: Carrier, *, cited: bool = False) -> float:
        """The probability that a provision says what a claim says; ``cited``: the claim cites it, and none fits better."""
        table = self._weights.said[case.question.language]
        x = table["score"] * carrier.score + table["coverage"] * carrier.coverage + table["cited"] * cited + table["constant"]
        return 1 / (1 + math.exp(-x))

    def _cited(self, case: Case, cited: Sequence[Cited]) -> Judged:
        rule = self._rule
        best = self._of_what_is_cited(case, cited)
        instrument = best.provision.instrument
        if moved := self._renumbered(case, best):
            return moved
        rival = max((self._weigh(case, p) for p in self._ranked(case, {instrument})[:_RIVALS]), key=self._worth)
        gap = rival.score - best.score
        if self._refers(rival.provision, cited):
            best, gap = rival, 0.0
        elif is_sanction(case.claim) and self._refers(best.provision, [_place(rival)]):
            best, gap = self._evidence.together(case.topic, [best, rival], best), 0.0
        if rule["misattributed"] > gap and (gap > rule["elsewhere"] or best.score < rule["weak"]):
            other = max((self._weigh(case, p) for p in self._ranked(case)[:_RIVALS]), key=self._worth)
            if other.score - best.score > rule["abroad"]:
                rival, gap = other, other.score - best.score
        if gap > rule["misattributed"] and best.coverage < rival.coverage + rule["covered"]:
            if self._said(case, rival) < rule["said_cited"]:
                return self._say.wrong(case.question, best)
            return self._say.misattributed(case.question, cited[0], rival)
        said = self._said(case, best, cited=gap <= 0) >= rule["said"]
        return (None if said or best.clashes else self._elsewhere(case, cited[0], best)) or self._on(case, best, said=said)

    def _elsewhere(self, case: Case, cited: Cited, best: Carrier) -> Judged | None:
        """The provision that almost surely says, in words much nearer, what the one cited does not."""
        there = [self._weigh(case, p) for p in self._ranked(case)[:_RIVALS] if p.instrument != best.provision.instrument]
        sure = [c for c in there if not c.clashes and self._said(case, c) >= self._rule["sure"]]
        near = [c for c in sure if c.coverage > best.coverage + self._rule["covered"] and c.score > best.score]
        return self._say.misattributed(case.question, cited, max(near, key=lambda c: c.score)) if near else None

    def _of_what_is_cited(self, case: Case, cited: Sequence[Cited]) -> Carrier:
        """The best of the provisions cited; several that are cited together carry a claim together."""
        places: dict[tuple[str, str], Carrier] = {}
        for one in cited:
            provision = self._corpus.provision(one.instrument or "", one.locator, case.on)
            within = provision.resolve(one.locator) if "__" in one.locator else None
            places[provision.instrument, one.locator] = self._weigh(case, provision, within)
        every = list(places.values())
        referred = frozenset() if is_sanction(case.claim) else self._referred_to(max(every, key=lambda c: c.score).provision)
        own = [c for c in every if (c.provision.instrument, c.provision.locator) not in referred]
        best = max(own, key=self._worth)
        return self._evidence.together(case.topic, own, best) if len({c.provision.locator for c in own}) > 1 else best

    def _referred_to(self, provision: Provision) -> frozenset[tuple[str | None, str]]:
        """The other articles to which a provision refers."""
        cited = self._citator.find(provision.text, context=provision.instrument)
        return frozenset((c.instrument, loc.article_of(c.locator)) for c in cited) - {(provision.instrument, provision.locator)}

    def _on(self, case: Case, best: Carrier, *, said: bool, beside: Sequence[Carrier] = ()) -> Judged:
        """The verdict by one provision: contradicted, displaced, not saying it, or carrying it."""
        displaced = self._corpus.instruments[best.provision.instrument].displacements(best.unit, case.on)
        if displaced and not best.clashes:
            return self._say.displaced(case.question, best, displaced[0].statement)
        if best.clashes or not said:
            return self._say.wrong(case.question, best)
        return self._say.supported(case.question, best, beside)

    def _refers(self, provision: Provision, cited: Sequence[Cited]) -> bool:
        """Whether a provision refers to what is cited: then the claim repeats the reference."""
        named = {(c.instrument, loc.article_of(c.locator)) for c in cited}
        there = self._citator.find(provision.text, context=provision.instrument)
        return (provision.instrument, provision.locator) not in named and any(
            (c.instrument, loc.article_of(c.locator)) in named for c in there
        )

    def _renumbered(self, case: Case, best: Carrier) -> Judged | None:
        """The claim cites an article by the number that it had in an earlier wording."""
        card, article = self._corpus.instruments[best.provision.instrument], best.provision.locator
        law = {p.locator: p for p in self._corpus.in_force(case.on) if p.instrument == card.id}
        new = [to for m in card.moves if article in m.old and article not in m.new for to in m.new if to in law]
        if not new or min(p.effective for p in law.values()) <= card.in_force:
            return None
        now = max((self._weigh(case, law[to]) for to in new), key=lambda carrier: carrier.score)
        if now.score <= best.score + self._rule["renumbered"]:
            return None
        old = [p for p in self._corpus.wordings(card.id, article) if not p.in_force(case.on)][-1]
        then = self._evidence.weigh(case.topic, old, self._finder.find(case.topic, old.effective), None, case.named)
        changed = bool(now.clashes) and not then.clashes
        return self._say.renumbered(case.question, case.cited[0], now, changed=changed)

    def _uncited(self, case: Case) -> Judged:
        rule = self._rule
        carriers = [self._weigh(case, p) for p in self._ranked(case, case.named)[:_LOOK_AT]]
        top = carriers[0]
        clean = [c for c in carriers if not c.clashes]
        near = [c for c in clean if top.score - c.score < rule["beside"]]
        if not near or self._said(case, max(near, key=lambda c: c.score)) < rule["said"]:
            sure = [c for c in clean if top.score - c.score < rule["beside_sure"] and self._said(case, c) >= rule["sure"]]
            near += [c for c in sure if not top.clashes or (quantities(case.topic) and agrees(case.topic, _passage(c)))]
        if not near:
            return self._on(case, top, said=False)
        best = max(near, key=lambda c: (self._said(case, c) >= rule["said"], c.score))
        return self._on(case, best, said=self._said(case, best) >= rule["said"], beside=[c for c in near if c is not best])


def _passage(carrier: Carrier) -> str:
    return carrier.provision.text_at(carrier.unit)


def _place(carrier: Carrier) -> Cited:
    return Cited(0, 0, "", carrier.provision.instrument, carrier.provision.locator, Status.RESOLVED)
