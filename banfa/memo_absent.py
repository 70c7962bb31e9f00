"""What a claim cites and the law does not have: no such article, a draft, a law that is not held or was not in force."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from banfa.citing import Status
from banfa.corpus import Corpus
from banfa.law import Provision
from banfa.memo_claim import Case
from banfa.memo_verdict import Judged, Verdicts, is_draft

Nearest = Callable[[Case, Collection[str]], Sequence[Provision]]


class Absent:
    """Judges claims by what they cite alone."""

    def __init__(self, corpus: Corpus, say: Verdicts) -> None:
        self._corpus = corpus
        self._say = say

    def of(self, case: Case, nearest: Nearest) -> Judged | None:
        """What is cited does not exist, is a draft, is not held or was not in force."""
        for cited in case.cited:
            if cited.status is Status.NO_SUCH_ARTICLE:
                return self._say.no_such_article(case.question, cited)
        if is_draft(case.question.text):
            near = nearest(case, case.named) if case.named or not case.cited else ()
            return self._say.draft(case.question, near[0] if near else None)
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
