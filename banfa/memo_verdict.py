"""Verdicts on claims of a memo, each with where the law stands and why, in the language of the claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from banfa import locator as loc
from banfa.citing import Cited
from banfa.corpus import Corpus, Misbelief, Statement
from banfa.exceptions import left_out
from banfa.law import Instrument, Provision
from banfa.memo_elements import Clash
from banfa.memo_evidence import Carrier
from banfa.memo_why import elements, sentence
from banfa.memo_wording import in_words_of_law
from banfa.question import Question

Address = tuple[str, str]
_DRAFT = re.compile(
    r"\b(?:drafts?|draft (?:law|measures|rules)|exposure draft|consultation paper|bill)\b|征求意见稿|草案|送审稿", re.IGNORECASE
)
_NOT_LAW = re.compile(
    r"\b(?:not|never|no)\b[^.;]{0,30}\b(?:law|force|binding|adopted|draft)\b|\bdraft(?:s|ed|ing)? (?:up|a|an|the|of the"
    r"|agreement|contract|clear)\b|\bmust draft\b"
    r"|尚未|未生效|不具有|起草",
    re.IGNORECASE,
)


class Verdict(Enum):
    """What became of a claim."""

    SUPPORTED = "supported"
    MISATTRIBUTED = "misattributed"
    WRONG = "wrong"
    RENUMBERED = "renumbered"
    SUPERSEDED = "superseded"
    NOT_IN_CORPUS = "not_in_corpus"
    NO_SUCH_ARTICLE = "no_such_article"


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict: where the law on it stands (instrument, locator), and why, in the claim's language."""

    claim: str
    verdict: Verdict
    correct: tuple[Address, ...] = ()
    why: str = ""
    passage: str = ""
    clashes: tuple[Clash, ...] = ()


def is_draft(text: str) -> bool:
    """Whether a text relies on a draft as if it were law."""
    return bool(_DRAFT.search(text)) and not _NOT_LAW.search(text)


class Verdicts:
    """Puts verdicts into words."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._known = {k.id: k for k in corpus.known}

    def supported(self, question: Question, best: Carrier, beside: Sequence[Carrier] = ()) -> Judged:
        """The provision carries it."""
        why = sentence("supported", question.language, **self._of(best, question.language))
        omitted = left_out(in_words_of_law(question.text), _passage(best), self._corpus.english)
        if omitted is not None:
            why = sentence("left_out", question.language, why=why, case=omitted.case)
        addresses = tuple(dict.fromkeys(c.address for c in (best, *beside)))
        return Judged(question.text, Verdict.SUPPORTED, addresses, why, _passage(best))

    def joined(self, question: Question, parts: Sequence[Judged]) -> Judged:
        """Each part of a sentence is carried, by one provision or by several."""
        correct = tuple(dict.fromkeys(address for part in parts for address in part.correct[:1]))
        why = (" " if question.language == "en" else "").join(dict.fromkeys(part.why for part in parts))
        return Judged(question.text, Verdict.SUPPORTED, correct, why, parts[0].passage)

    def in_part(self, question: Question, part: Judged) -> Judged:
        """A sentence of which one part is wrong."""
        why = sentence("in_part", question.language, part=part.claim, why=part.why)
        return replace(part, claim=question.text, why=why)

    def wrong(self, question: Question, best: Carrier) -> Judged:
        """The provision says otherwise, or nothing says it."""
        values = self._of(best, question.language) | {"elements": elements(best.clashes, question.language)}
        kind = "wrong" if best.clashes else "unsaid"
        why = sentence(kind, question.language, **values)
        return Judged(question.text, Verdict.WRONG, (best.address,), why, _passage(best), best.clashes)

    def misattributed(self, question: Question, cited: Cited, rival: Carrier) -> Judged:
        """Another provision says it."""
        values = self._of(rival, question.language) | {"cited": self._name(cited, question.language)}
        why = sentence("misattributed", question.language, **values)
        return Judged(question.text, Verdict.MISATTRIBUTED, (rival.address,), why, _passage(rival))

    def renumbered(self, question: Question, cited: Cited, now: Carrier, *, changed: bool) -> Judged:
        """The article has another number now, or (``changed``) other words, too."""
        values = self._of(now, question.language) | {"cited": self._name(cited, question.language)}
        why = sentence("old_words" if changed else "renumbered", question.language, **values)
        verdict = Verdict.SUPERSEDED if changed else Verdict.RENUMBERED
        return Judged(question.text, verdict, ((now.provision.instrument, now.provision.locator),), why, _passage(now))

    def displaced(self, question: Question, best: Carrier, by: Statement) -> Judged:
        """The provision gives way to another one."""
        language = question.language
        card, newer = (self._corpus.instruments[i] for i in (best.provision.instrument, by.instrument))
        values = {"cited": card.cite(best.unit, language), "cite": newer.cite(by.locator, language), "gist": by.text(language)}
        there = self._corpus.provision(by.instrument, by.locator)
        text = there.text_at(there.resolve(by.locator) or by.locator)
        why = sentence("superseded", language, **values)
        return Judged(question.text, Verdict.SUPERSEDED, ((by.instrument, by.locator),), why, text)

    def belief(self, question: Question, belief: Misbelief) -> Judged:
        """The claim repeats a popular error."""
        gist = belief.right_zh if question.language == "zh" else belief.right_en
        correct = tuple((c.instrument, c.locator) for c in belief.claims)
        return Judged(question.text, Verdict.WRONG, correct, sentence("belief", question.language, gist=gist))

    def silent(self, question: Question, affirmed: Judged) -> Judged:
        """Nothing says what the claim denies; ``affirmed`` is what was found for the opposite."""
        why = sentence("silent", question.language)
        return Judged(question.text, Verdict.SUPPORTED, affirmed.correct, why, affirmed.passage)

    def on_issuers(self, question: Question, card: Instrument, last: Provision, clash: Clash | None) -> Judged:
        """What the card of the instrument says of its makers."""
        language = question.language
        makers = "、".join(zh for _, zh in card.issuers) if language == "zh" else ", ".join(en for en, _ in card.issuers)
        correct = ((card.id, last.locator),)
        values = {"cite": card.title(language), "gist": makers}
        if clash is None:
            return Judged(question.text, Verdict.SUPPORTED, correct, sentence("supported", language, **values))
        values["elements"] = elements((clash,), language)
        return Judged(question.text, Verdict.WRONG, correct, sentence("wrong", language, **values), clashes=(clash,))

    def no_such_article(self, question: Question, cited: Cited) -> Judged:
        """The article does not exist."""
        name, card = self._name(cited, question.language), self._corpus.instruments.get(cited.instrument or "")
        if card is None or not card.articles or not cited.locator.startswith("art_"):
            why = sentence("no_such_article", question.language, cited=name)
        else:
            values = {"title": card.title(question.language), "count": str(card.articles)}
            why = sentence("beyond_the_last", question.language, cited=name, **values)
        return Judged(question.text, Verdict.NO_SUCH_ARTICLE, (), why)

    def no_such_part(self, judged: Judged, question: Question, cited: Cited) -> Judged:
        """The article exists and the paragraph or item does not: what the article says counts, under its right address."""
        if judged.verdict is not Verdict.SUPPORTED:
            return judged
        values = {"cited": cited.text, "article": self._name(cited, question.language), "why": judged.why}
        return replace(judged, verdict=Verdict.MISATTRIBUTED, why=sentence("no_such_part", question.language, **values))

    def draft(self, question: Question, nearest: Provision | None) -> Judged:
        """A draft is taken for law."""
        language = question.language
        away = next((self._known[m.instrument] for m in question.mentions if m.instrument in self._known), None)
        if nearest is None or away is not None:
            title = away.title(language) if away else ("该文件" if language == "zh" else "What it relies on")
            return Judged(question.text, Verdict.SUPERSEDED, (), sentence("draft_alone", language, title=title))
        values = self._values(nearest, nearest.locator, language)
        correct = ((nearest.instrument, nearest.locator),)
        return Judged(question.text, Verdict.SUPERSEDED, correct, sentence("draft", language, **values), nearest.text)

    def not_held(self, question: Question, instrument: str) -> Judged:
        """An instrument or article that we know of and do not hold; a draft of one is no law."""
        known = self._known.get(instrument)
        if known is None:
            return self.unknown(question, self._corpus.instruments[instrument].title(question.language))
        if known.draft:
            why = sentence("draft_alone", question.language, title=known.title(question.language))
            return Judged(question.text, Verdict.SUPERSEDED, (), why)
        return self.unknown(question, known.title(question.language))

    def unknown(self, question: Question, title: str) -> Judged:
        """A law that is not here."""
        return Judged(question.text, Verdict.NOT_IN_CORPUS, (), sentence("not_in_corpus", question.language, title=title))

    def no_law(self, question: Question) -> Judged:
        """Nothing that we hold and the claim can mean was the law on the day."""
        why = sentence("no_law", question.language, day=question.as_of.isoformat())
        return Judged(question.text, Verdict.NOT_IN_CORPUS, (), why)

    def not_in_force(self, question: Question, instrument: str) -> Judged:
        """An instrument that is not the law on the day."""
        card, day = self._corpus.instruments[instrument], question.as_of.isoformat()
        why = sentence("not_in_force", question.language, cited=card.title(question.language), day=day)
        return Judged(question.text, Verdict.SUPERSEDED, (), why)

    def _name(self, cited: Cited, language: str) -> str:
        card = self._corpus.instruments.get(cited.instrument or "")
        return card.cite(cited.locator, language) if card else loc.pinpoint(cited.locator, language)

    def _of(self, carrier: Carrier, language: str) -> dict[str, str]:
        return self._values(carrier.provision, carrier.unit, language)

    def _values(self, provision: Provision, unit: str, language: str) -> dict[str, str]:
        gist = provision.about(unit).gist(language) or provision.about().gist(language)
        return {"cite": self._corpus.instruments[provision.instrument].cite(unit, language), "gist": gist}


def _passage(carrier: Carrier) -> str:
    return carrier.provision.text_at(carrier.unit)
