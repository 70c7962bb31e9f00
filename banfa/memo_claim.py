"""One claim of a memo, ready to be judged: what it names, what it cites, and what the index finds for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from banfa.citing import Citator, Cited
from banfa.corpus import Corpus
from banfa.finding import Finder, Found
from banfa.memo_evidence import Evidence
from banfa.memo_names import instrument_like, unheld_names
from banfa.memo_places import Fit, Places
from banfa.naming import Mention
from banfa.question import Question, understand

_SELF = re.compile(
    r"\b(?:these|this|the) (?:measures|provisions|law|regulations?|rules|instrument)\b"
    r"|本办法|该办法|本法|该法|本规定|该规定|本条例|该条例|办法|条例",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Case:
    """One claim. ``named``: the instruments it speaks of; ``strange``: the names of laws that are none of ours."""

    claim: str
    question: Question
    found: Found
    cited: tuple[Cited, ...]
    named: frozenset[str]
    strange: tuple[str, ...]
    on: date

    @property
    def topic(self) -> str:
        """What the claim says, without names and citations."""
        return self.question.bare_topic


class Claims:
    """Reads claims against one corpus and one index."""

    def __init__(self, corpus: Corpus, citator: Citator, finder: Finder, evidence: Evidence) -> None:
        self._corpus = corpus
        self._citator = citator
        self._finder = finder
        self._evidence = evidence
        self._places = Places(corpus)

    def read(self, claim: str, on: date, context: str | None) -> Case:
        """A claim. ``context`` is the instrument that a bare "Article 9" means there.

        Raises:
            UsageError: there is no claim in ``claim``.
        """
        question = understand(claim, self._citator, on)
        strange = unheld_names(question.text, question.mentions)
        like = [(start, end, instrument_like(name, self._corpus)) for start, end, name in strange if not name.isupper()]
        meant = tuple(Mention(start, end, name, True) for start, end, name in like if name)
        question = replace(question, mentions=question.mentions + meant)
        context = meant[0].instrument if meant else context
        question = replace(question, cited=tuple(self._citator.find(question.text, context=context, on=on)))
        found = self._finder.find(question.bare_topic, on)
        cited = tuple(self._places.otherwise(c, question.text, question.mentions, on, self.fit(found)) for c in question.cited)
        question = replace(question, cited=cited, mentions=_as_cited(question, cited))
        named = frozenset(m.instrument for m in question.mentions if m.held) or frozenset(
            {context} if context and _SELF.search(claim) else ()
        )
        unknown = () if meant else tuple(name for _, _, name in strange)
        return Case(claim, question, found, cited, named, unknown, on)

    def fit(self, found: Found) -> Fit:
        """How well a provision fits a claim, as the retriever scores it."""
        return lambda provision: self._evidence.score(found, provision)


def _as_cited(question: Question, cited: Sequence[Cited]) -> tuple[Mention, ...]:
    """The mentions, where a citation was read with another instrument the name means that one."""
    moved = {
        old.instrument: new.instrument for old, new in zip(question.cited, cited, strict=True) if old.instrument != new.instrument
    }
    return tuple(replace(m, instrument=moved.get(m.instrument) or m.instrument) for m in question.mentions)
