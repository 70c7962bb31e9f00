"""Does a question tell enough of the asker's own service to say whether the Interim Measures reach it?

The facts are read from the question as from a description, and held against the same rules as in the scope check. Only a verdict
that rests on what the question says of its audience is given, together with these words; what is arguable is left to the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from banfa.corpus import Corpus
from banfa.corpus.scope import without_the_rules
from banfa.mixed import InOneLanguage
from banfa.question import Question
from banfa.reading_facts import propose
from banfa.routes import OwnCaseDecided
from banfa.scope_answers import Proposed, gathered
from banfa.scope_check import ScopeChecker, Verdict

_OURS = re.compile(r"\b(?:we|our|us|i|my|i['’]m|we['’]re)\b", re.IGNORECASE)
"""Who asks in English says whose service it is; Chinese leaves it out."""
_TWO_STATES = re.compile(
    r"\b(?:from|as of|starting) (?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december|next|then|now on)\b"
    r"|\b(?:next (?:year|month|quarter)|later on|afterwards|at first|for now|so far|once we|when we (?:launch|open))\b"
    r"|(?:以后|之后|将来|后来|明年|下个?月|下一步|等到|先.{1,20}再|准备(?:放|开)|放出去|上线后|开放后)",
    re.IGNORECASE,
)
"""What tells of a service now and of another later: one verdict would be wrong of one of them."""
_TO_THE_PUBLIC = re.compile(
    r"\b(?:is|are|does|do|would|counts?)\b[^?.]{0,80}\b(?:offer\w*|provid\w*|open|available|service)\b[^?.]{0,30}\bto\b[^?.]{0,12}\bpublic\b"
    r"|(?:算|属于|构成|是不是|是否|等于)[^?？。]{0,10}(?:向|面向|对)(?:社会|境内)?公众",
    re.IGNORECASE,
)
"""What asks for the test of the Measures in its own words."""
_NEITHER = re.compile(
    r"\b(?:contractors?|freelanc\w+|temps|temporary (?:staff|workers)|agency (?:staff|workers)|subsidiar\w+|affiliates?"
    r"|group compan\w+|sister compan\w+|partners?|suppliers?)\b"
    r"|外包|派遣|临时工|子公司|集团|关联公司|兄弟公司|合作方|合作伙伴|供应商",
    re.IGNORECASE,
)
"""People who are neither one's own nor plainly the public: whether they are is left open."""
_SUPPLIES = re.compile(
    r"\b(?:sdk|api|engine|technical support|white[- ]label)\b"
    r"|\b(?:sell|licen[cs]e|supply|provide|offer)\w*\b[^.?]{0,60}\b(?:to|for)\b[^.?]{0,30}\b(?:developers?|makers?|vendors?|platforms?|providers?|compan(?:y|ies)|firms?|businesses|studios?)\b"
    r"|SDK|API|接口|引擎|技术支持|白标|(?:给|为|向|帮)(?:别家|别人|人家|别的|其他|下游|同行|厂商|客户)|(?:供|提供|授权|卖)给",
    re.IGNORECASE,
)
"""Who supplies others is no user of the technology, though without users of its own."""
_NOBODY_THERE = re.compile(
    r"\b(?:no|not (?:a|one) single|not one|zero) (?:users?|customers?|people|visitors?) (?:in|from) (?:the )?"
    r"(?:mainland|china|prc)\b"
    r"|\b(?:no|not (?:a|one) single|not one|zero) (?:chinese|mainland|prc)[\w -]{0,12}(?:users?|customers?|visitors?)"
    r"|(?:没有?|无)(?:任何|一个|一名|半个)?(?:大陆|内地|国内|境内|中国)的?(?:用户|客户|访客)",
    re.IGNORECASE,
)
_GETS_IN = re.compile(
    r"\bvpns?\b|\b(?:anyway|all the same|get round|get around|still (?:get|use))\b|翻墙|绕过|偷偷|还是(?:有人|能)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[^,，。;；:：.!！?？\n]+")
_LONGEST = 120
_AUDIENCE = "offered_to_public_in_mainland"
_CLOSED = ("internal_use_only", "rnd_only")
_GENERATES = "generates_content"
_DECIDING = (_AUDIENCE, _GENERATES, *_CLOSED)


class OwnCases:
    """The rules on whom the main regime reaches, ready for what questions tell."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._checker = ScopeChecker(corpus.scope)
        self._plain = InOneLanguage(corpus)

    def decided(self, question: Question) -> OwnCaseDecided | None:
        """The verdict on the asker's own service; None where none is asked for, or the question does not tell enough."""
        if not (self._checker.regimes and self._checker.regimes[0].grounds):
            return None
        text, own = self._plain.text(question), self._checker.regimes[0].grounds[0].statement.instrument
        of_another = question.cited or any(m.instrument != own for m in question.mentions)
        if of_another or not question.polar or not (_OURS.search(text) or question.language == "zh") or _TWO_STATES.search(text):
            return None
        asks_reach = self._corpus.scope.asks_reach(text) == own
        asks_to_file = self._corpus.scope.asks_to_file(text)
        asks_test = bool(_TO_THE_PUBLIC.search(text)) and not _NEITHER.search(text)
        if not (asks_reach or asks_to_file or asks_test):
            return None
        told = gathered(propose(without_the_rules(text), self._corpus.readings))
        check = self._checker.check({name: p.value for name, p in told.items() if p.value is not None})
        finding, words = check.main, _in_context(question.text, _deciding(told, check.verdict))
        open_ = finding.arguable or check.contradictions or any(p.value is None for p in told.values() if p.fact in _DECIDING)
        closed = any(told[name].value for name in _CLOSED if name in told)
        applies = finding.verdict is Verdict.IN_SCOPE
        if open_ or not words or not (asks_reach or (asks_to_file and not applies) or (asks_test and closed and not applies)):
            return None
        if not (applies or closed) and _SUPPLIES.search(text):
            return None
        shut = not applies and bool(_NOBODY_THERE.search(text)) and not _GETS_IN.search(text)
        return OwnCaseDecided(
            applies, closed or shut, asks_reach or asks_test, words, tuple(ground.statement for ground in finding.grounds)
        )


def _deciding(told: Mapping[str, Proposed], verdict: Verdict) -> tuple[str, ...]:
    """The words of the question that the verdict rests on."""
    if verdict is Verdict.UNDETERMINED:
        return ()
    names = (_AUDIENCE,) if verdict is Verdict.IN_SCOPE else (*_CLOSED, _AUDIENCE, _GENERATES)
    for name in names:
        if name in told and told[name].value is (verdict is Verdict.IN_SCOPE or name in _CLOSED):
            return told[name].words
    return ()


def _in_context(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The clauses of a text that words come from; the words alone where a clause is too long to repeat."""
    clauses = [m.group().strip() for m in _CLAUSE.finditer(text)]
    told = []
    for found in words:
        last = found.split(" … ")[-1]
        told.append(next((c for c in clauses if last in c and len(c) <= _LONGEST), found))
    return tuple(dict.fromkeys(told))
