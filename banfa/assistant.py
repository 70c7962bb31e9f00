"""The engine: retrieve, decide the kind of reply, write, verify."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from banfa import locator as loc
from banfa.answer import Claim, Draft, Remark, Reply, Status, Sure, Withheld
from banfa.citing import Citator
from banfa.compound import Compound
from banfa.corpus import Corpus
from banfa.embedded import EmbeddedWriter
from banfa.errors import WriterError
from banfa.filtering import filtered
from banfa.filters import Filters
from banfa.finding import Found
from banfa.followup import Standing, standing, written
from banfa.giving_way import with_what_displaces
from banfa.passage import Passage
from banfa.phrases import phrase
from banfa.question import Question, clean, understand
from banfa.render import day
from banfa.replies import Replies, summary_of
from banfa.retrieval import HybridRetriever
from banfa.routes import OutsideField
from banfa.seams import AnswerWriter, CaseDecider, DutyFinder, PremiseChecker
from banfa.spans import Spans, no_spans
from banfa.triage import Triage
from banfa.unresolved import left_aside
from banfa.verify import verify

_TURNS = 6
"""Turns of a conversation that a question may lean on."""
_MOST_CITED = 30
"""Articles cited that are answered one by one."""


class Assistant:
    """Answers questions. One instance serves many threads; it keeps nothing of a question."""

    def __init__(
        self,
        corpus: Corpus,
        citator: Citator,
        retriever: HybridRetriever,
        embedded: EmbeddedWriter,
        writer: AnswerWriter | None = None,
        *,
        top_k: int = 10,
        question_chars: int = 20_000,
        premises: PremiseChecker | None = None,
        duties: DutyFinder | None = None,
        cases: CaseDecider | None = None,
        spans: Spans = no_spans,
    ) -> None:
        self.corpus = corpus
        self.retriever = retriever
        self._citator = citator
        self._embedded = embedded
        self._writer: AnswerWriter = writer or embedded
        self._replies = Replies(corpus, embedded)
        self._triage = Triage(corpus, retriever.finder, premises, duties, cases)
        self._compound = Compound(corpus, retriever, self._triage, embedded, self._as)
        self._spans = spans
        self._top_k = top_k
        self._limit = question_chars

    def understand(self, text: str, as_of: date | None = None, filters: Filters | None = None) -> Question:
        """The question as the engine reads it."""
        return understand(text, self._citator, as_of or date.today(), self._limit, filters)

    def ask(self, text: str, as_of: date | None = None, filters: Filters | None = None, earlier: Sequence[str] = ()) -> Reply:
        """The checked reply to a question from provisions that pass the filters, as the law stands on ``as_of`` (default: today).

        ``earlier``: what the same person asked before it, oldest first; a question that leans on these is made to stand alone.

        Raises:
            UsageError: there is no question in ``text``.
        """
        with self._spans("banfa.ask") as span:
            reply = self._ask(text, as_of, filters, earlier)
            span.note(
                status=reply.status.value,
                language=reply.language,
                writer=reply.writer,
                claims=len(reply.claims),
                withheld=len(reply.withheld),
                passages=len(reply.passages),
            )
        return reply

    def _ask(self, text: str, as_of: date | None, filters: Filters | None, earlier: Sequence[str]) -> Reply:
        started = time.perf_counter()
        asked = self._standing(text, as_of, filters, earlier)
        typed = self.understand(text, as_of, filters)
        question = self._as(asked.text, typed) if asked.rewritten else typed
        with self._spans("banfa.retrieve"):
            found, passages, sure = self._found(question)
        route = self._triage.route(question, found, passages)
        whole = question
        if isinstance(route, OutsideField) and not route.improper and (part := self._compound.in_the_field(question)) is not None:
            question = part
            found, passages, sure = self._found(question)
            route = self._triage.route(question, found, passages)
        draft = self._replies.draft(route, question, passages, question.as_of)
        if question.filters:
            draft = filtered(draft, route, question, passages, self.corpus)
        name, notice = "embedded", ""
        if draft is None:
            draft, name, notice = self._write(question, passages)
            draft = replace(draft, remarks=draft.remarks + (() if question.filters else self._see_also(question, found)))
            if draft.status is Status.ANSWERED and draft.claims and self.retriever.doubts(sure):
                draft = replace(draft, remarks=(Remark("unsure", phrase("unsure", question.language)), *draft.remarks))
        draft = replace(draft, remarks=draft.remarks + left_aside(question, route, self.corpus))
        claims, withheld = self._checked(draft, question)
        if withheld and name != "embedded" and not claims:
            draft, name = self._embedded.write(question, passages, question.as_of), "embedded"
            notice = phrase("writer_failed", question.language, why=withheld[0].why)
            claims, more = self._checked(draft, question)
            withheld += more
        if draft.status is not Status.OUT_OF_FIELD:
            claims, withheld, draft = self._with_parts(whole, draft, claims, withheld)
        if whole.truncated:
            notice = f"{notice} {phrase('truncated', question.language, n=self._limit)}".strip()
        lost = draft.status in (Status.ANSWERED, Status.PREMISE_CORRECTED) and not claims and bool(draft.claims)
        return Reply(
            question=text,
            language=question.language,
            as_of=question.as_of,
            status=Status.NOT_IN_CORPUS if lost else draft.status,
            opening=phrase("all_withheld", question.language) if lost else draft.opening,
            claims=claims,
            remarks=draft.remarks,
            withheld=withheld,
            passages=tuple(passages),
            writer=name,
            notice=notice,
            elapsed_ms=(time.perf_counter() - started) * 1000,
            corpus_hash=self.corpus.hash,
            filters=question.filters,
            sure=sure,
            standing=written(asked.text) if asked.rewritten else "",
        )

    def _found(self, question: Question) -> tuple[Found, list[Passage], Sure | None]:
        found = self.retriever.finder.find(question.topic, question.as_of)
        k = max(self._top_k, min(len(question.cited), _MOST_CITED))
        admitted = self.retriever.found(question, question.as_of) if question.filters else found
        return found, self.retriever.rank(question, admitted, k, question.as_of), self.retriever.sure(question, admitted)

    def _standing(self, text: str, as_of: date | None, filters: Filters | None, earlier: Sequence[str]) -> Standing:
        """A question that stands alone for a turn; of what was asked before it, the last few turns are read."""
        if not earlier:
            return Standing(text, text)
        turns = [clean(turn[: self._limit]) for turn in (*earlier[-_TURNS:], text)]

        def unsure(turn: str) -> bool:
            alone = self.understand(turn, as_of, filters)
            plain = not alone.cited and not alone.mentions
            return plain and self.retriever.doubts(self.retriever.sure(alone, self.retriever.found(alone, alone.as_of)))

        def cited(turn: str) -> list[str]:
            return self._cited_for(self.understand(turn, as_of, filters))

        return standing([turn for turn in turns if turn] or [text], self.corpus.field.matter, cited, unsure)

    def _cited_for(self, question: Question) -> list[str]:
        """The articles that the answer to a question cites, by name and in order; no chat model is asked for it."""
        found, passages, _ = self._found(question)
        draft = self._replies.draft(self._triage.route(question, found, passages), question, passages, question.as_of)
        claims, _ = self._checked(draft or self._embedded.write(question, passages, question.as_of), question)
        places = dict.fromkeys((c.instrument, loc.article_of(c.locator)) for claim in claims for c in claim.citations)
        return [self.corpus.instruments[name].cite(place, question.language) for name, place in places]

    def _as(self, text: str, like: Question) -> Question:
        """A text as a question of the same day, language and filters as another."""
        return replace(self.understand(text, like.as_of, like.filters), language=like.language)

    def _with_parts(
        self, question: Question, draft: Draft, claims: tuple[Claim, ...], withheld: tuple[Withheld, ...]
    ) -> tuple[tuple[Claim, ...], tuple[Withheld, ...], Draft]:
        """A draft and what passed of it, with what the parts of a question add."""
        cited = {(c.instrument, loc.article_of(c.locator)) for claim in claims for c in claim.citations}
        beside = self._compound.beside(question, cited)
        told = [
            replace(one, on=claim.on)
            for claim in beside.claims
            for one in with_what_displaces((claim,), self.corpus, question.language, question.as_of)
        ]
        more, failed = verify(told, self.corpus, question.as_of)
        return claims + more, withheld + failed, replace(draft, remarks=draft.remarks + beside.remarks)

    def _checked(self, draft: Draft, question: Question) -> tuple[tuple[Claim, ...], tuple[Withheld, ...]]:
        with self._spans("banfa.verify"):
            claims = with_what_displaces(draft.claims, self.corpus, question.language, question.as_of)
            return verify(claims, self.corpus, question.as_of)

    def _see_also(self, question: Question, found: Found) -> tuple[Remark, ...]:
        known, note, language = self._triage.see_also(found), self._triage.note_beside(question, found), question.language
        remarks: list[Remark] = []
        if note is not None:
            values = {"date": day(note.as_of, language), "summary": summary_of(note, self.corpus, language, question.as_of)}
            remarks.append(Remark("note", phrase("note_beside", language, **values)))
        if known is not None:
            remarks.append(Remark("see_also", phrase("see_also", language, title=known.title(language))))
        return tuple(remarks)

    def _write(self, question: Question, passages: Sequence[Passage]) -> tuple[Draft, str, str]:
        try:
            with self._spans("banfa.write"):
                return self._writer.write(question, passages, question.as_of), self._writer.name, ""
        except WriterError as error:
            draft = self._embedded.write(question, passages, question.as_of)
            return draft, self._embedded.name, phrase("writer_failed", question.language, why=str(error))
