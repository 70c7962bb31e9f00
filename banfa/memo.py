"""Check a memo: for every claim on the law a verdict, with the provision that carries it or that says otherwise.

A claim is supported only where a provision carries what it says; that the article exists is never enough. The provisions come
from the same retrieval as those of an answer; whether they carry the claim is decided by what retrieval makes of them beside each
other, by how much of the claim they speak of, and by its elements (figure, period, date, duty, actor, scope) against the law.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from banfa import locator as loc
from banfa.citing import Citator, Cited, Mention, Status
from banfa.corpus import Corpus
from banfa.finding import Finder, Found
from banfa.law import Provision
from banfa.memo_beliefs import Beliefs
from banfa.memo_card import issuer_clash, issuers_said
from banfa.memo_evidence import Carrier, Evidence
from banfa.memo_names import instrument_like, unheld_names
from banfa.memo_reading import Statement, read_memo
from banfa.memo_verdict import Judged, Verdict, Verdicts, is_draft
from banfa.memo_weights import MemoWeights
from banfa.memo_wording import affirmed
from banfa.question import Question, understand

_RIVALS, _LOOK_AT = 4, 6
_SELF = re.compile(
    r"\b(?:these|this|the) (?:measures|provisions|law|regulations?|rules|instrument)\b"
    r"|本办法|该办法|本法|该法|本规定|该规定|本条例|该条例|办法|条例",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Case:
    """One claim, with what was found for it."""

    claim: str
    question: Question
    found: Found
    cited: tuple[Cited, ...]
    named: frozenset[str]
    on: date

    @property
    def topic(self) -> str:
        return self.question.bare_topic


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
        question = understand(claim, self._citator, on)
        strange = unheld_names(question.text, question.mentions)
        like = [(start, end, instrument_like(name, self._corpus)) for start, end, name in strange]
        meant = tuple(Mention(start, end, name, True) for start, end, name in like if name)
        question = replace(question, mentions=question.mentions + meant)
        context = meant[0].instrument if meant else context
        cited = tuple(self._citator.find(question.text, context=context, on=on))
        question = replace(question, cited=cited)
        named = frozenset(m.instrument for m in question.mentions if m.held) or frozenset(
            {context} if context and _SELF.search(claim) else ()
        )
        case = _Case(claim, question, self._finder.find(question.bare_topic, on), cited, named, on)
        return self._not_there(case, [name for _, _, name in strange], any(meant)) or self._against_the_law(case)

    def _not_there(self, case: _Case, strange: Sequence[str], known: bool) -> Judged | None:
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
        if strange and not known and not case.named:
            return self._say.unknown(case.question, strange[0])
        return self._not_in_force(case)

    def _not_in_force(self, case: _Case) -> Judged | None:
        law = {p.instrument for p in self._corpus.in_force(case.on)}
        gone = [name for name in sorted(case.named) if name not in law]
        return self._say.not_in_force(case.question, gone[0]) if gone and len(gone) == len(case.named) else None

    def _against_the_law(self, case: _Case) -> Judged:
        if issuers_said(case.claim) and case.named and not case.cited:
            card = self._corpus.instruments[sorted(case.named)[0]]
            last = [p for p in self._corpus.in_force(case.on) if p.instrument == card.id][-1]
            return self._say.on_issuers(case.question, card, last, issuer_clash(case.claim, card))
        cited = [c for c in case.cited if c.status is Status.RESOLVED] or self._meant(case)
        cited = [c for c in cited if any(p.in_force(case.on) for p in self._corpus.wordings(c.instrument or "", c.locator))]
        judged = self._cited(case, cited) if cited else self._uncited(case)
        if judged.verdict is Verdict.WRONG and case.named and (other := affirmed(case.claim)) is not None:
            return self._silent(case, other, judged)
        if judged.verdict is not Verdict.SUPPORTED:
            return judged
        belief = self._beliefs.repeated(case.claim, case.question.language, case.found)
        return self._say.belief(case.question, belief) if belief is not None else judged

    def _silent(self, case: _Case, affirmed_claim: str, judged: Judged) -> Judged:
        """A claim that an instrument is silent holds where nothing in the instrument says what it denies."""
        said = self.judge(affirmed_claim, case.on)
        if said.verdict is not Verdict.WRONG:
            return judged
        return self._say.silent(case.question, said)

    def _meant(self, case: _Case) -> list[Cited]:
        """A bare "Article 10" is that of the instrument in which an article of that number fits best."""
        bare = [c for c in case.cited if c.status is Status.NO_INSTRUMENT]
        numbers = {loc.article_of(c.locator) for c in bare}
        options = [p for p in self._corpus.in_force(case.on) if p.locator in numbers]
        if not options:
            return []
        best = max(options, key=lambda p: self._evidence.score(case.found, p))
        return [
            replace(c, instrument=best.instrument, locator=_within(best, c.locator), status=Status.RESOLVED)
            for c in bare
            if loc.article_of(c.locator) == best.locator
        ]

    def _ranked(self, case: _Case, among: Collection[str] = ()) -> list[Provision]:
        law = [p for p in self._corpus.in_force(case.on) if not among or p.instrument in among]
        return sorted(law, key=lambda p: -self._evidence.score(case.found, p))

    def _weigh(self, case: _Case, provision: Provision, within: str | None = None) -> Carrier:
        return self._evidence.weigh(case.topic, provision, case.found, within, case.named)

    def _worth(self, carrier: Carrier) -> float:
        return carrier.score - self._rule["clash"] * bool(carrier.clashes)

    def _said(self, case: _Case, carrier: Carrier) -> float:
        """The probability that a provision says what a claim says, as far as score and words tell."""
        table = self._weights.said[case.question.language]
        x = table["score"] * carrier.score + table["coverage"] * carrier.coverage + table["constant"]
        return 1 / (1 + math.exp(-x))

    def _cited(self, case: _Case, cited: Sequence[Cited]) -> Judged:
        rule = self._rule
        held = [(c, self._corpus.provision(c.instrument or "", c.locator, case.on)) for c in cited]
        own = [self._weigh(case, p, p.resolve(c.locator) if "__" in c.locator else None) for c, p in held]
        best = max(own, key=self._worth)
        instrument = best.provision.instrument
        if moved := self._renumbered(case, best):
            return moved
        rival = max((self._weigh(case, p) for p in self._ranked(case, {instrument})[:_RIVALS]), key=self._worth)
        gap = rival.score - best.score
        if self._refers(rival.provision, cited):
            best, gap = rival, 0.0
        if rule["misattributed"] > gap and (gap > rule["elsewhere"] or best.score < rule["weak"]):
            other = max((self._weigh(case, p) for p in self._ranked(case)[:_RIVALS]), key=self._worth)
            if other.score - best.score > rule["abroad"]:
                rival, gap = other, other.score - best.score
        if gap > rule["misattributed"] and best.coverage < rival.coverage + rule["covered"]:
            if self._said(case, rival) < rule["said_cited"]:
                return self._say.wrong(case.question, best)
            return self._say.misattributed(case.question, cited[0], rival)
        least = rule["said_cited"] if gap <= 0 else rule["said"]
        return self._on(case, best, said=self._said(case, best) >= least)

    def _on(self, case: _Case, best: Carrier, *, said: bool, beside: Sequence[Carrier] = ()) -> Judged:
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

    def _renumbered(self, case: _Case, best: Carrier) -> Judged | None:
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

    def _uncited(self, case: _Case) -> Judged:
        rule = self._rule
        carriers = [self._weigh(case, p) for p in self._ranked(case, case.named)[:_LOOK_AT]]
        top = carriers[0]
        clean = [c for c in carriers if not c.clashes]
        near = [c for c in clean if top.score - c.score < rule["beside"]]
        if not near or self._said(case, max(near, key=lambda c: c.score)) < rule["said"]:
            sure = [c for c in clean if top.score - c.score < rule["beside_sure"] and self._said(case, c) >= rule["sure"]]
            near += sure if not top.clashes else []
        if not near:
            return self._on(case, top, said=False)
        best = max(near, key=lambda c: (self._said(case, c) >= rule["said"], c.score))
        return self._on(case, best, said=self._said(case, best) >= rule["said"], beside=[c for c in near if c is not best])


def _within(provision: Provision, locator: str) -> str:
    """The unit that a bare pinpoint means in an article: "22(2)" may be a paragraph or an item; failing both, the article."""
    meant = (locator, locator.replace("__para_", "__item_"), loc.article_of(locator))
    return next(name for name in meant if provision.resolve(name) is not None)
