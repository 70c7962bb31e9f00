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
from banfa.memo_names import instrument_like, unheld_names, year_before
from banfa.memo_places import Fit, Places
from banfa.naming import Mention
from banfa.question import Question, understand

_LABEL = re.compile(
    r"^\W*(?:slide|page|point|section|question|answer|row|line|note|footnote|box|table|figure|step|bullet|topic|no\.?|q|a|#)"
    r"\W{0,2}\d{1,3}(?:\.\d+)*\s*(?:[:.)–—-]|、)|^\W*(?:第?\s*[\d一二三四五六七八九十]{1,3}\s*(?:页|点|项)"
    r"|(?:幻灯片|要点|问题|问|答|注|表|图|步骤)\s*[\d一二三四五六七八九十]{1,3})\s*[:：、.]",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"\bEU\b|\bEurop|\bAI Act\b|\bOECD\b|\bGPAI\b|general-purpose AI|\bEUR\b|\beuros?\b|\bundertakings?\b"
    r"|欧元|欧盟|欧洲|经合组织",
    re.IGNORECASE,
)
_PREFACE = re.compile(
    r"^[^.:;]{3,80}:\s+(?=(?:under|according to|as|pursuant to|per|by)\b)|^[^,，。；;:：]{2,24}[:：]\s*(?=按|根据|依)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"(?<!\d)[,;:]|[,;:](?!\d)")
_FULL = {",": "，", ";": "；", ":": "："}
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
    def abroad(self) -> bool:
        """Whether it speaks of the law of another place."""
        return _ABROAD.search(self.claim) is not None

    @property
    def topic(self) -> str:
        """What the claim says, without names, citations and the labels of an outline; Chinese with its own commas."""
        topic = _PREFACE.sub("", _LABEL.sub(" ", self.question.bare_topic))
        return _COMMA.sub(lambda match: _FULL[match[0]], topic) if self.question.language == "zh" else topic


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
        like = [
            (start, end, instrument_like(name, self._corpus, year_before(question.text, start)))
            for start, end, name in strange
            if not name.isupper()
        ]
        meant = tuple(Mention(start, end, name, True) for start, end, name in like if name)
        question = replace(question, mentions=question.mentions + meant)
        context = _spoken_of(question.mentions, context)
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


def _spoken_of(mentions: Sequence[Mention], context: str | None) -> str | None:
    """What a bare article means: the one instrument that the sentence itself names goes before the one carried on."""
    own = {m.instrument for m in mentions if m.held}
    if len(own) > 1:
        return context if context in own else None
    return next(iter(own), context)


def _as_cited(question: Question, cited: Sequence[Cited]) -> tuple[Mention, ...]:
    """The mentions, where a citation was read with another instrument the name means that one."""
    moved = {
        old.instrument: new.instrument for old, new in zip(question.cited, cited, strict=True) if old.instrument != new.instrument
    }
    return tuple(replace(m, instrument=moved.get(m.instrument) or m.instrument) for m in question.mentions)
