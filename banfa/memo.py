"""Check a memo: for every claim on the law a verdict, with the provision that carries it or that says otherwise.

A claim is supported only where a provision carries what it says; that the article exists is never enough. The provisions come
from the same retrieval as those of an answer; whether they carry the claim is decided by what retrieval makes of them beside each
other, by how much of the claim they speak of, and by its elements (figure, period, date, duty, actor, scope) against the law.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from banfa import locator as loc
from banfa.citing import Citator, Cited, Status
from banfa.corpus import Corpus
from banfa.finding import Finder
from banfa.law import Provision
from banfa.memo_absent import Absent
from banfa.memo_beliefs import Beliefs
from banfa.memo_card import issuer_clash, issuers_said
from banfa.memo_claim import Case, Claims
from banfa.memo_clashes import FIGURES
from banfa.memo_evidence import Carrier, Evidence
from banfa.memo_joined import parts_of
from banfa.memo_parts import is_sanction
from banfa.memo_places import Places
from banfa.memo_reading import Statement, read_memo
from banfa.memo_references import referred_to, refers
from banfa.memo_said import Said
from banfa.memo_verdict import Judged, Verdict, Verdicts
from banfa.memo_weights import MemoWeights
from banfa.memo_wording import affirmed, agrees
from banfa.quantities import quantities

_RIVALS, _LOOK_AT, _LONG = 4, 6, 24
_OPPOSITE = {"modality", "negation", "exception"}


class MemoChecker:
    """Judges claims one by one against the law of a day."""

    def __init__(self, corpus: Corpus, citator: Citator, finder: Finder, beliefs: Beliefs, weights: MemoWeights) -> None:
        self._corpus = corpus
        self._citator = citator
        self._finder = finder
        self._beliefs = beliefs
        self._says = Said(weights)
        self._rule: Mapping[str, float] = weights.rule
        self._evidence = Evidence(corpus, finder.listing.keys)
        self._places = Places(corpus)
        self._claims = Claims(corpus, citator, finder, self._evidence)
        self._say = Verdicts(corpus)
        self._absent = Absent(corpus, self._say)
        places = Counter(card.jurisdiction for card in corpus.instruments.values())
        self._home = places.most_common(1)[0][0] if places else ""

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
        judged = self._absent.of(case, self._ranked) or self._part_by_part(case, self._against_the_law(case))
        return self._say.no_such_part(judged, case.question, part) if part is not None else judged

    def _part_by_part(self, case: Case, judged: Judged) -> Judged:
        """A sentence that joins several rules and cites none: each is held against the law, and all that carry it are named."""
        parts = () if case.cited else parts_of(case.claim)
        if not parts or judged.verdict not in (Verdict.SUPPORTED, Verdict.WRONG):
            return judged
        name = self._corpus.instruments[next(iter(case.named))].title(case.question.language) if len(case.named) == 1 else ""
        alone = [self._alone(part, name, case) for part in parts]
        if all(one.verdict is Verdict.SUPPORTED for one in alone):
            return self._say.joined(case.question, alone)
        told = next((one for one in alone if one.verdict is Verdict.WRONG and FIGURES & {c.kind for c in one.clashes}), None)
        unsaid = judged.verdict is Verdict.WRONG and not judged.clashes
        return self._say.in_part(case.question, told) if unsaid and told is not None else judged

    def _alone(self, part: str, name: str, case: Case) -> Judged:
        """The verdict on a part, which means the instrument that the sentence names unless it names one itself."""
        read = self._claims.read(part, case.on, None)
        if name and not read.named:
            read = self._claims.read(
                f"《{name}》：{part}" if case.question.language == "zh" else f"Under the {name}, {part}", case.on, None
            )
        return self._absent.of(read, self._ranked) or self._against_the_law(read)

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
        if judged.verdict is Verdict.WRONG and not judged.clashes and (moved := self._taken_for(case, cited)) is not None:
            return moved
        if judged.verdict is not Verdict.SUPPORTED:
            return judged
        belief = self._beliefs.repeated(case.claim, case.question.language, case.found)
        carried = {(i, loc.article_of(where)) for i, where in judged.correct}
        elsewhere = (
            belief is not None and cited and not carried & {(c.instrument, loc.article_of(c.locator)) for c in belief.claims}
        )
        return self._say.belief(case.question, belief) if belief is not None and not elsewhere else judged

    def _taken_for(self, case: Case, cited: Sequence[Cited]) -> Judged | None:
        """The popular error that one article says what another one of its instrument says; None where it is no such error."""
        places = {(c.instrument, loc.article_of(c.locator)) for c in cited}
        belief = self._beliefs.repeated(case.claim, case.question.language, case.found) if len(places) == 1 else None
        if belief is None or not belief.claims:
            return None
        right = (belief.claims[0].instrument, loc.article_of(belief.claims[0].locator))
        moved = right not in places and right[0] in {instrument for instrument, _ in places}
        return replace(self._say.belief(case.question, belief), verdict=Verdict.MISATTRIBUTED) if moved else None

    def _silent(self, case: Case, affirmed_claim: str, judged: Judged) -> Judged:
        """A claim that an instrument is silent holds where nothing in the instrument says what it denies."""
        rest = case.claim.partition(":")[2] or case.claim.partition("：")[2]
        if len(rest) > _LONG:
            more = self._alone(rest, "", case)
            if more.verdict is Verdict.SUPPORTED or more.clashes:
                return replace(more, claim=case.question.text)
        said = self.judge(affirmed_claim, case.on)
        if said.verdict is not Verdict.WRONG:
            return judged
        return self._say.silent(case.question, said)

    def _ranked(self, case: Case, among: Collection[str] = ()) -> list[Provision]:
        law = [p for p in self._corpus.in_force(case.on) if (p.instrument in among if among else self._at_home(case, p))]
        return sorted(law, key=lambda p: -self._evidence.score(case.found, p))

    def _at_home(self, case: Case, provision: Provision) -> bool:
        """Whether a claim that names no law can mean a provision: those of other places only where it speaks of them."""
        return self._corpus.instruments[provision.instrument].jurisdiction == self._home or case.abroad

    def _weigh(self, case: Case, provision: Provision, within: str | None = None) -> Carrier:
        named = (loc.article_of(c.locator) for c in case.cited if c.instrument in (None, provision.instrument))
        duties = {article for article in named if article != provision.locator} if is_sanction(case.claim) else ()
        return self._evidence.weigh(case.topic, provision, case.found, within, case.named, duties)

    def _worth(self, carrier: Carrier) -> float:
        return carrier.score - self._rule["clash"] * bool(carrier.clashes)

    def _cited(self, case: Case, cited: Sequence[Cited]) -> Judged:
        rule = self._rule
        best = self._of_what_is_cited(case, cited)
        instrument = best.provision.instrument
        if moved := self._renumbered(case, best):
            return moved
        rival = max((self._weigh(case, p) for p in self._ranked(case, {instrument})[:_RIVALS]), key=self._worth)
        gap = rival.score - best.score
        if refers(self._citator, rival.provision, cited):
            best, gap = rival, 0.0
        elif is_sanction(case.claim) and refers(self._citator, best.provision, [_place(rival)]):
            best, gap = self._evidence.together(case.topic, [best, rival], best), 0.0
        if rule["misattributed"] > gap and (gap > rule["elsewhere"] or best.score < rule["weak"]):
            other = max((self._weigh(case, p) for p in self._ranked(case)[:_RIVALS]), key=self._worth)
            if other.score - best.score > rule["abroad"]:
                rival, gap = other, other.score - best.score
        if gap > rule["misattributed"] and best.coverage < rival.coverage + rule["covered"]:
            opposite = best.coverage >= rival.coverage and any(clash.kind in _OPPOSITE for clash in best.clashes)
            if opposite or self._says.likely(case, rival) < rule["said_cited"]:
                return self._say.wrong(case.question, best)
            return self._say.misattributed(case.question, cited[0], rival)
        likely = self._says.likely(case, best, cited=gap <= 0)
        said = likely >= rule["said"] and self._says.frees(case, best)
        sure = said and likely >= rule["cited_sure"]
        return (None if sure or best.clashes else self._elsewhere(case, cited[0], best)) or self._on(case, best, said=said)

    def _elsewhere(self, case: Case, cited: Cited, best: Carrier) -> Judged | None:
        """The provision that almost surely says, in words much nearer, what the one cited does not."""
        there = [self._weigh(case, p) for p in self._ranked(case)[:_RIVALS] if p.instrument != best.provision.instrument]
        sure = [c for c in there if not c.clashes and self._says.likely(case, c) >= self._rule["sure"]]
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
        referred = (
            frozenset() if is_sanction(case.claim) else referred_to(self._citator, max(every, key=lambda c: c.score).provision)
        )
        own = [c for c in every if (c.provision.instrument, c.provision.locator) not in referred]
        best = max(own, key=self._worth)
        return self._evidence.together(case.topic, own, best) if len({c.provision.locator for c in own}) > 1 else best

    def _on(self, case: Case, best: Carrier, *, said: bool, beside: Sequence[Carrier] = ()) -> Judged:
        """The verdict by one provision: contradicted, displaced, not saying it, or carrying it."""
        displaced = self._corpus.instruments[best.provision.instrument].displacements(best.unit, case.on)
        if displaced and not best.clashes:
            return self._say.displaced(case.question, best, displaced[0].statement)
        if best.clashes or not said:
            return self._say.wrong(case.question, best)
        return self._say.supported(case.question, best, beside)

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
        rule, carriers = self._rule, [self._weigh(case, p) for p in self._ranked(case, case.named)[:_LOOK_AT]]
        if not carriers:
            return self._say.no_law(case.question)
        top = carriers[0]
        clean = [c for c in carriers if not c.clashes]
        near = [c for c in clean if top.score - c.score < rule["beside"]]
        if not near or self._says.likely(case, max(near, key=lambda c: c.score)) < rule["said"]:
            sure = [c for c in clean if top.score - c.score < rule["beside_sure"] and self._says.likely(case, c) >= rule["sure"]]
            near += [c for c in sure if not top.clashes or (quantities(case.topic) and agrees(case.topic, _passage(c)))]
        if not near:
            return self._on(case, top, said=False)
        best = max(near, key=lambda c: (self._says.carries(case, c), c.score))
        return self._on(case, best, said=self._says.carries(case, best), beside=[c for c in near if c is not best])


def _passage(carrier: Carrier) -> str:
    return carrier.provision.text_at(carrier.unit)


def _place(carrier: Carrier) -> Cited:
    return Cited(0, 0, "", carrier.provision.instrument, carrier.provision.locator, Status.RESOLVED)
