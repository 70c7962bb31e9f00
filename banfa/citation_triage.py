"""What a citation in a question calls for: the article does not exist, is not held, not the law, renumbered, or the wrong one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from banfa import locator as loc
from banfa.asked import BARE, CONTENT, FILLER
from banfa.citing import Cited, Status
from banfa.corpus import Corpus, KnownInstrument
from banfa.finding import Finder
from banfa.law import Provision
from banfa.passage import key_of
from banfa.pinpoints import pinpoints
from banfa.question import Question
from banfa.routes import Moved, NoSuchArticle, NotHeld, NotInForce, Renumbered, Route, Unnamed, WrongArticle

_ASKS_CONTENT = re.compile(
    r"\bwhat(?:'s| is| does| do| was)?\b.{0,90}\b(?:say|says|state|require|in it|mean|about|provide|cover)\b"
    r"|\b(?:show|explain|read|summari[sz]e|quote|pls|please|text of)\b"
    r"|说的?是?什么|规定了?什么|什么内容|讲的?什么|怎么规定|原文|解读|是什么",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"\b(?:old|former(?:ly)?|previous(?:ly)?|pre-\d{4}|before \d{4}|used to be|original(?:ly)?)\b"
    r"|原第|原来|旧|修改前|修订前|修正前|以前",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:what|which|how|does|do|did|is|are|say|says|said|state|states|mean|means|provide|provides|cover|covers|require|requires|in|of"
    r"|and|or|the|about|please|pls|show|me|explain|read|tell|summari[sz]e|quote|text)\b|请|问|解释|一下|规定|说|讲|是|什么|怎么|如何|内容"
    r"|原文|写|要求|有|哪些|了|的|呢|吗|和|与|、",
    re.IGNORECASE,
)
_ENOUGH_TO_SEARCH = 2


class CitationTriage:
    """Decides the route of a question that cites the law by number."""

    def __init__(self, corpus: Corpus, finder: Finder) -> None:
        self._corpus = corpus
        self._finder = finder
        self._rule = finder.weights.triage
        self._known: dict[str, KnownInstrument] = {k.id: k for k in corpus.known}

    def by_citation(self, question: Question) -> Route | None:
        """The route of a question that cites what is not there, not held or not the law on its day; None for any other."""
        for cited in question.cited:
            if cited.status is Status.NO_SUCH_ARTICLE:
                return NoSuchArticle(cited)
        resolved = any(c.status is Status.RESOLVED for c in question.cited)
        bare = any(c.status is Status.NO_INSTRUMENT for c in question.cited) and _asks_nothing_else(question)
        for cited in question.cited:
            if cited.status is Status.NOT_HELD and not resolved:
                return NotHeld(self._known.get(cited.instrument or ""), cited)
            if cited.status is Status.NO_INSTRUMENT and not resolved and bare:
                return Unnamed(cited)
        return self._not_in_force(question)

    def unknown(self, question: Question) -> NotHeld | None:
        """The route of a question that names no instrument that we hold and cites one that we do not know."""
        if any(c.status is Status.RESOLVED for c in question.cited) or any(m.held for m in question.mentions):
            return None
        cited = next((c for c in question.cited if c.status is Status.UNKNOWN_INSTRUMENT), None)
        return None if cited is None else NotHeld(None, cited)

    def _not_in_force(self, question: Question) -> NotInForce | None:
        """Where nothing of what the question names is the law on its day: the last thing that it names."""
        named: list[tuple[str, str | None]] = [(m.instrument, None) for m in question.mentions if m.held]
        cited = [c for c in question.cited if c.status is Status.RESOLVED]
        named += [(c.instrument, loc.article_of(c.locator)) for c in cited if c.instrument]
        law = {(p.instrument, p.locator) for p in self._corpus.in_force(question.as_of)}
        instruments = {instrument for instrument, _ in law}
        sought = [(i, locator) for i, locator in named if locator is not None] or named
        if any((i, locator) in law or (locator is None and i in instruments) for i, locator in sought):
            return None
        return NotInForce(*sought[-1]) if sought else None

    def renumbered(self, question: Question) -> Renumbered | None:
        """The question cites articles by the numbers of an earlier wording; of one instrument all or none are old."""
        moved = [moved for cited in question.cited if (moved := self._moved(cited, question)) is not None]
        if not any(self._means_the_old(question, one) for one in moved):
            return None
        first = next(one.cited.instrument for one in moved if self._means_the_old(question, one))
        articles = {loc.article_of(one.cited.locator): one for one in reversed(moved) if one.cited.instrument == first}
        return Renumbered(tuple(reversed(articles.values())))

    def _moved(self, cited: Cited, question: Question) -> Moved | None:
        """Where the article of that number in the earlier wording stands on the day; None where it did not move."""
        card = self._corpus.instruments.get(cited.instrument or "")
        if cited.status is not Status.RESOLVED or card is None:
            return None
        law = self._law_of(card.id, question)
        article = loc.article_of(cited.locator)
        moves = [move for move in card.moves if article in move.old and article not in move.new]
        new = tuple(to for move in moves for to in move.new if to in law)
        later = bool(law) and min(p.effective for p in law.values()) > card.in_force
        return Moved(cited, new, any(move.changed for move in moves)) if later and new else None

    def _law_of(self, instrument: str, question: Question) -> dict[str, Provision]:
        return {p.locator: p for p in self._corpus.in_force(question.as_of) if p.instrument == instrument}

    def _means_the_old(self, question: Question, moved: Moved) -> bool:
        """It says so, it says nothing but the number, or what it says fits the old article better than today's."""
        if _OLD.search(question.text) or asks_for_an_article_alone(question):
            return True
        law = self._law_of(moved.cited.instrument or "", question)
        article = loc.article_of(moved.cited.locator)
        keys, score = self._finder.listing.keys, self._finder.find(question.topic, question.as_of).score
        then = max(float(score[keys.index(key_of(law[to]))]) for to in moved.now)
        return then > float(score[keys.index(key_of(law[article]))]) + self._rule["renumbered"]

    def wrong_article(self, question: Question) -> WrongArticle | None:
        """The question ties a topic to an article that says nothing of it, and another article of that instrument is about it."""
        cited = {(c.instrument, c.locator): c for c in question.cited if c.status is Status.RESOLVED}
        if len(cited) != 1 or _ASKS_CONTENT.search(question.text):
            return None
        (instrument, locator), only = cited.popitem()
        topic = question.topic
        if topic == question.text or len(CONTENT.findall(topic)) < _ENOUGH_TO_SEARCH:
            return None
        score, named = self._finder.find(topic, question.as_of).score, self._finder.word_scores(topic, ("heading", "terms"))
        words = self._finder.word_scores(topic, ("heading", "terms", "gist", "text"))
        keys = self._finder.listing.keys
        law = [p for p in self._corpus.in_force(question.as_of) if p.instrument == instrument]
        places = {p.locator: keys.index(key_of(p)) for p in law}
        own = places[loc.article_of(locator)]
        rivals = [place for place in places.values() if named[place] > 0]
        best = max(rivals, key=lambda p: float(score[p]), default=own)
        clear = float(score[best] - score[own]) >= self._rule["wrong_article"] and float(words[own]) < 0.35 * float(words[best])
        right = next(p for p in law if places[p.locator] == best)
        if not clear or best == own or self._punished_elsewhere(right, loc.article_of(locator), law):
            return None
        return WrongArticle(only, right.locator)

    @staticmethod
    def _punished_elsewhere(right: Provision, cited: str, law: Sequence[Provision]) -> bool:
        """Whether one article punishes what another one forbids, and a third punishes the breach of the article cited."""
        penal = [p for p in law if "penalty" in p.about().modality]
        naming = [p for p in penal if any(loc.article_of(place.locator) == cited for place in pinpoints(p.text))]
        return right in penal and bool(naming) and right not in naming


def says_old(question: Question) -> bool:
    """Whether it says itself that the number which it cites is that of an earlier wording."""
    return _OLD.search(question.text) is not None


def asks_for_an_article_alone(question: Question) -> bool:
    """Whether it wants an article that we hold and says nothing else: "What does article 17 of the Interim Measures say?"."""
    if not any(c.status is Status.RESOLVED for c in question.cited):
        return False
    rest = FILLER.sub(" ", _ASKS_CONTENT.sub(" ", question.topic))
    return question.topic == question.text or len(CONTENT.findall(rest)) < BARE


def _asks_nothing_else(question: Question) -> bool:
    """Whether no word is left beside what it cites and names, and the words of asking."""
    text = question.text
    spans = {(c.start, c.end) for c in question.cited} | {(m.start, m.end) for m in question.mentions}
    for span in sorted(spans, reverse=True):
        text = f"{text[: span[0]]} {text[span[1] :]}"
    return re.search(r"\w", _ASKING.sub(" ", text)) is None
