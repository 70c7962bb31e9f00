"""The engine: retrieve, decide the kind of reply, write, verify."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from banfa.answer import Claim, Draft, Remark, Reply, Status, Withheld
from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.embedded import EmbeddedWriter, with_what_displaces
from banfa.errors import WriterError
from banfa.filtering import filtered
from banfa.filters import Filters
from banfa.finding import Found
from banfa.passage import Passage
from banfa.phrases import phrase
from banfa.question import Question, understand
from banfa.render import day
from banfa.replies import Replies, summary_of
from banfa.retrieval import HybridRetriever
from banfa.seams import AnswerWriter, CaseDecider, DutyFinder, PremiseChecker
from banfa.spans import Spans, no_spans
from banfa.triage import Triage
from banfa.unresolved import left_aside
from banfa.verify import verify

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
        self._spans = spans
        self._top_k = top_k
        self._limit = question_chars

    def understand(self, text: str, as_of: date | None = None, filters: Filters | None = None) -> Question:
        """The question as the engine reads it."""
        return understand(text, self._citator, as_of or date.today(), self._limit, filters)

    def ask(self, text: str, as_of: date | None = None, filters: Filters | None = None) -> Reply:
        """The checked reply to a question from provisions that pass the filters, as the law stands on ``as_of`` (default: today).

        Raises:
            UsageError: there is no question in ``text``.
        """
        with self._spans("banfa.ask") as span:
            reply = self._ask(text, as_of, filters)
            span.note(
                status=reply.status.value,
                language=reply.language,
                writer=reply.writer,
                claims=len(reply.claims),
                withheld=len(reply.withheld),
                passages=len(reply.passages),
            )
        return reply

    def _ask(self, text: str, as_of: date | None, filters: Filters | None) -> Reply:
        started = time.perf_counter()
        question = self.understand(text, as_of, filters)
        with self._spans("banfa.retrieve"):
            found = self.retriever.finder.find(question.topic, question.as_of)
            k = max(self._top_k, min(len(question.cited), _MOST_CITED))
            admitted = self.retriever.found(question, question.as_of) if question.filters else found
            passages = self.retriever.rank(question, admitted, k, question.as_of)
            sure = self.retriever.sure(question, admitted)
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
        if question.truncated:
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
        )

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
