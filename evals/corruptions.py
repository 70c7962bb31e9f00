"""True sentences of ours made false in one place each, to see how many the check lets through: ``banfa eval --corruptions``.

Taken from the gists of the corpus that pass the check, spread evenly over it, half of them English; nothing is drawn by lot. A
sentence offers a kind of error or it does not, so each kind has a number of its own. A dropped exception is counted where the
sentence states one; what is left is then too wide, and not false by any word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from banfa import locator as loc
from banfa.answer import Claim
from banfa.corpus import Corpus
from banfa.quoting import supported
from banfa.verify import objection

SENTENCES = 300
_MAY = r"\bmay\b(?! only\b)|\bha(?:s|ve) the right to\b"
_MUST, _MUST_NOT = r"\bmust\b(?! not\b| only\b)", r"\bmust not\b"
_MUST_ZH, _MUST_NOT_ZH, _MAY_ZH = r"(?<!知道或者)应当|必须", r"不得", r"可以|有权"
_DUTY = rf"(?=\s?(?:\bmust\b|{_MAY}|应当|不得|可以|有权))"
_OTHERS = (
    (r"\bproviders?\b", "users"),
    (r"\bhandlers?\b", "users"),
    (r"\boperators?\b", "users"),
    (r"\busers?\b", "providers"),
    (r"\bdepartments?\b|\borgans?\b", "handlers"),
    (r"提供者", "使用者"),
    (r"处理者", "使用者"),
    (r"运营者", "使用者"),
    (r"使用者|用户", "提供者"),
    (r"部门|机关", "处理者"),
)
_MODALS = ((_MUST, "may"), (_MAY, "must"), (_MUST_ZH, "可以"), (_MAY_ZH, "应当"))
_NEGATED = (
    (_MUST_NOT, "must"),
    (_MUST, "must not"),
    (_MAY, "must not"),
    (_MUST_NOT_ZH, "应当"),
    (_MUST_ZH, "不得"),
    (_MAY_ZH, "不得"),
)
_EXCEPTION = re.compile(
    r",? (?:except|unless|other than|save) [^.;]*(?=[.;])|^(?:Except|Unless)[^,]*, "
    r"|[，；（(][^，。；（(]*(?:除外|另有规定的)[^，。；]*|除[^，。；]{2,40}外，"
)


@dataclass(frozen=True)
class Tally:
    """How many false sentences of a kind there were, and those that came through."""

    kind: str
    language: str
    told: int
    passed: Sequence[str]

    @property
    def share(self) -> float:
        """The share that came through; 0 of none."""
        return len(self.passed) / self.told if self.told else 0.0


def true_claims(corpus: Corpus, on: date, count: int = SENTENCES) -> tuple[tuple[str, Claim], ...]:
    """Sentences of ours that pass the check on a day, each with its language: half English, half Chinese."""
    found: list[tuple[str, Claim]] = []
    for language in ("en", "zh"):
        claims = {
            supported(about.gist(language), provision, locator, corpus, on): None
            for provision in corpus.in_force(on)
            for locator, about in provision.enrichment.items()
            if about.gist(language)
        }
        passing = [claim for claim in claims if objection(claim, corpus, on) is None]
        step = max(1.0, len(passing) / (count / 2))
        found += [(language, passing[int(n * step)]) for n in range(min(len(passing), count // 2))]
    return tuple(found)


def figure(text: str) -> Iterator[str]:
    """The first figure, one higher."""
    for pattern in (r"\d+(?=[ ,%万亿]| ?[年月日个倍小人])", r"[一二三四五六七八九十]+(?=个工作日|个月|万元|日内|小时)"):
        if match := re.search(pattern, text):
            digits = match[0].isascii()
            other = str(int(match[0]) + 1) if digits else loc.to_chinese((loc.from_chinese(match[0]) or 0) + 1)
            yield text[: match.start()] + other + text[match.end() :]
            return


def actor(text: str) -> Iterator[str]:
    """Another one bound, where somebody stands directly before a word of duty."""
    for pattern, other in _OTHERS:
        changed = re.sub(rf"(?:{pattern}){_DUTY}", other, text, count=1)
        if changed != text:
            yield changed
            return


def _first(pairs: Sequence[tuple[str, str]]) -> Callable[[str], Iterator[str]]:
    def changed(text: str) -> Iterator[str]:
        others = (re.sub(pattern, other, text, count=1) for pattern, other in pairs)
        yield from [other for other in others if other != text][:1]

    return changed


def exception(text: str) -> Iterator[str]:
    """The sentence without the exception that it states."""
    rest = _EXCEPTION.sub("", text, count=1)
    if rest != text and len(rest) > len(text) / 3:
        yield rest


KINDS: dict[str, Callable[[str], Iterator[str]]] = {
    "number": figure,
    "actor": actor,
    "modality": _first(_MODALS),
    "negation": _first(_NEGATED),
    "exception dropped": exception,
}


def another_article(claim: Claim, corpus: Corpus) -> Claim:
    """A claim that rests on the article after its own."""
    first, *others = claim.citations
    law = [p.locator for p in corpus.provisions if p.instrument == first.instrument]
    taken = {loc.article_of(citation.locator) for citation in claim.citations}
    place = law.index(loc.article_of(first.locator))
    there = next((name for name in (*law[place + 1 :], *law[:place]) if name not in taken), "art_2099")
    return replace(claim, citations=(replace(first, locator=there), *others))


def corrupt(corpus: Corpus, on: date, count: int = SENTENCES) -> list[Tally]:
    """Every kind of error in every sentence that offers the occasion, held against the check."""
    claims = true_claims(corpus, on, count)
    tallies = []
    for language in ("en", "zh"):
        own = [claim for spoken, claim in claims if spoken == language]
        told = {kind: [replace(c, text=text) for c in own for text in make(c.text)] for kind, make in KINDS.items()}
        told["article"] = [another_article(claim, corpus) for claim in own]
        for kind, false in told.items():
            passed = [claim.text for claim in false if objection(claim, corpus, on) is None]
            tallies.append(Tally(kind, language, len(false), passed))
    return tallies


def table(tallies: Sequence[Tally]) -> str:
    """The figures, one kind a line, and all of them together."""
    told, passed = sum(t.told for t in tallies), sum(len(t.passed) for t in tallies)
    lines = [f"{t.kind:18} {t.language}  {len(t.passed):4} of {t.told:4} let through = {t.share:.3f}" for t in tallies]
    return "\n".join([*lines, f"{'all':18}     {passed:4} of {told:4} let through = {passed / max(1, told):.3f}", ""])
