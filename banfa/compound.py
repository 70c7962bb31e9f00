"""What a message in several parts asks beside what its answer as a whole tells: each part is looked up by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from banfa import locator as loc
from banfa.answer import Claim, Remark
from banfa.asked_card import asks_card
from banfa.card_told import told_of
from banfa.corpus import Corpus
from banfa.embedded import EmbeddedWriter
from banfa.followup import leans
from banfa.parts import Part, parts_of, unlinked
from banfa.passage import Passage
from banfa.phrases import phrase
from banfa.question import Question
from banfa.retrieval import HybridRetriever
from banfa.routes import InLaw, OutsideField, Route
from banfa.triage import Triage

_FOUND = 10
_ALONE_WORDS, _ALONE_HAN = 5, 7
"""So much a part needs to be looked up by itself."""

_BACK = re.compile(
    r"\b(?:which (?:article|law|rule|provision|of the)|the (?:rules?|two|law|same)|fine[sd]?|penalt\w+|punish\w*)\b"
    r"|罚|依据|哪一?[条部款]|这[部个条种]|违反|不履行|数字",
    re.IGNORECASE,
)
"""What asks of a rule that was spoken of before."""

Article = tuple[str, str]


@dataclass(frozen=True)
class Beside:
    """What the parts add: claims that say which part they answer, and remarks on what is declined."""

    claims: tuple[Claim, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Compound:
    """Answers the parts of a question that its answer as a whole passes over."""

    def __init__(
        self,
        corpus: Corpus,
        retriever: HybridRetriever,
        triage: Triage,
        writer: EmbeddedWriter,
        read: Callable[[str, Question], Question],
    ) -> None:
        """``read``: a text as a question of the same day, language and filters as another."""
        self._corpus, self._retriever, self._triage, self._writer, self._read = corpus, retriever, triage, writer, read
        self._ahead = retriever.finder.weights.triage["part_ahead"]

    def parts(self, question: Question) -> tuple[Part, ...]:
        """What a question asks one by one; nothing where it asks one thing."""
        return parts_of(question.text, self._corpus.field.matter)

    def in_the_field(self, question: Question) -> Question | None:
        """The first part that the law answers, of a question that lies outside the field as a whole."""
        for part in self.parts(question):
            alone = self._read(part.standing, question)
            if not isinstance(self._routed(alone)[0], OutsideField):
                return alone
        return None

    def beside(self, question: Question, cited: Collection[Article]) -> Beside:
        """What the parts of a question add to an answer that cites some articles."""
        told, claims, remarks = set(cited), list[Claim](), list[Remark]()
        for part in self.parts(question):
            if self._outside(part, question):
                remarks.append(Remark("part", phrase("part_outside", question.language, part=part.words)))
                continue
            remarks += self._of_the_card(part, question)
            for claim in self._passed_over(part, question, told):
                claims.append(replace(claim, on=part.words))
                told |= {(c.instrument, loc.article_of(c.locator)) for c in claim.citations}
        return Beside(tuple(claims), tuple(remarks))

    def _of_the_card(self, part: Part, question: Question) -> list[Remark]:
        """Who issued an instrument, and when, where a part asks for that."""
        alone = self._read(part.words, question)
        held = next((m.instrument for m in alone.mentions if m.held), None)
        if held is None or not asks_card(alone) or asks_card(question):
            return []
        told = told_of(self._corpus.instruments[held], question.language)
        gap = "" if question.language == "zh" else " "
        return [Remark("part", f"{phrase('part', question.language, part=part.words)}{gap}{told}")]

    def _passed_over(self, part: Part, question: Question, told: Collection[Article]) -> tuple[Claim, ...]:
        """The answer to a part from the provision that leads for it, where that is not told and leads all that are."""
        if not self._stands(part, question):
            return ()
        alone = self._read(part.standing, question)
        route, _ = self._routed(alone)
        if not isinstance(route, InLaw) or self._doubted(alone):
            return ()
        passages = self._found_for(part, alone)
        best = passages[0]
        behind = max((p.score for p in passages if _article(p) in told), default=passages[-1].score)
        if _article(best) in told or best.score - behind < self._ahead:
            return ()
        return tuple(self._writer.write(alone, [best], question.as_of).claims[:1])

    def _found_for(self, part: Part, alone: Question) -> list[Passage]:
        """The provisions for a part: its own words count as much as these with all that the message tells."""
        words = self._read(part.words, alone)
        own, told = (self._retriever.found(read, read.as_of) for read in (words, alone))
        return self._retriever.rank(alone, own.level_with(told), _FOUND, alone.as_of)

    def _outside(self, part: Part, question: Question) -> bool:
        """Whether a part is of another field, by itself and with what the message tells."""
        if not self._stands(part, question):
            return False
        read = dict.fromkeys((part.words, part.standing))
        return all(isinstance(self._routed(self._read(text, question))[0], OutsideField) for text in read)

    def _stands(self, part: Part, question: Question) -> bool:
        """Whether a part tells by itself what it is about: "and the log?" does where it names something of the field, "who
        punishes a breach?" only where it names the law."""
        zh, matter = question.language == "zh", self._corpus.field.matter
        size = len(part.words) if zh else len(part.words.split())
        if size < (_ALONE_HAN if zh else _ALONE_WORDS):
            return False
        if _BACK.search(part.words) and not self._read(part.words, question).mentions:
            return False
        own = unlinked(part.words)
        words = own.rstrip("?？ ").removesuffix("呢") if zh else own
        named = zh and words != own and matter.search(words) is not None
        return named or not leans(words, matter)

    def _doubted(self, question: Question) -> bool:
        return self._retriever.doubts(self._retriever.sure(question, self._retriever.found(question, question.as_of)))

    def _routed(self, question: Question) -> tuple[Route, list[Passage]]:
        found = self._retriever.finder.find(question.topic, question.as_of)
        admitted = self._retriever.found(question, question.as_of) if question.filters else found
        passages = self._retriever.rank(question, admitted, _FOUND, question.as_of)
        return self._triage.route(question, found, passages), passages


def _article(passage: Passage) -> Article:
    return passage.provision.instrument, passage.provision.locator
