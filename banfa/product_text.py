"""A description of a product in clauses: which of them tell a fact, which only a plan, and which are no facts at all.

Everything in the text is data. Words that address the reader of the text (instructions), conclusions of law, quotations, what
other companies do, what was, and what may perhaps come tell nothing about the product as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from functools import cached_property
from itertools import groupby

from banfa.corpus.readings import Readings, Words

_LONGEST_QUOTED_NAME = {"en": 25, "zh": 8}
_MOST_WORDS = 4
_SAID = re.compile(r"[,.!?;:，。！？；：]\s*$")
"""A quotation that ends like a piece of a sentence is no name."""
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)\]]?\s+|(?<=[。！？；;])|\n+")
_BREAK = re.compile(
    r",(?!\d)|[，:：()（）]|\s+[-–—]+\s+|——|\b(?:but|however|although|though|whereas|yet|because|so that|when"
    r"|since(?!\s+(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the |early|last|then|launch|we launched)))\b"
    r"|但是?|不过|然而|而且|同时|因为|所以|因此",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"<\s*(\w+)[^<>]*>.*?<\s*/\s*\1\s*>|<[^<>\n]{1,40}>|\{[^{}\n]*\}|“([^”]*)”|\"([^\"]*)\"|「([^」]*)」|『([^』]*)』|```.*?```|`([^`]*)`|(?<!\w)'([^']{12,}?)'(?!\w)|‘([^’]{12,}?)’(?!\w)",
    re.DOTALL,
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_SENTENCE, _LONGEST_CLAUSE = 1200, 240
"""Characters after which what has no break is cut, so that reading takes time in proportion to the text."""


class Weight(IntEnum):
    """How much a clause tells of the product as it is."""

    NOTHING = 0
    ASKED = 1
    AFTER_INSTRUCTION = 2
    PLANNED = 3
    FACT = 4


class Doubt(Enum):
    """What a clause leaves open: nothing; what somebody has still to decide; or how things are, which nobody knows."""

    NONE = "none"
    UNDECIDED = "undecided"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ProductClause:
    """A piece of a sentence: its words, where it starts, its sentence, how much it tells, whether of a doubt, whether of a plan.

    Three texts of the same length: ``text`` with the words that mislead blanked, ``full`` with all words, and ``plain`` like
    ``text`` without the words that look like a denial and are none (不少, not only).
    """

    text: str
    full: str
    plain: str
    start: int
    sentence: int
    weight: Weight
    doubt: Doubt
    planned: bool = False


def language_of(text: str) -> str:
    """``zh`` where a tenth of the letters or more are Chinese, else ``en``."""
    letters = [c for c in text if c.isalpha()]
    return "zh" if letters and sum(bool(_CHINESE.match(c)) for c in letters) * 10 >= len(letters) else "en"


def clauses_of(text: str, readings: Readings) -> tuple[ProductClause, ...]:
    """The clauses of a description in their order; the words that would mislead are blanked, so that every offset stays.

    What follows an instruction in its paragraph tells little, and nothing as long as it goes on to speak of "the product".
    """
    whole = _unquoted(_plain(text), readings)
    clean = _masked(whole, readings)
    found: list[ProductClause] = []
    near = readings.near
    after = addressed = False
    at = 0
    for number, (start, sentence) in enumerate(_split(clean, _SENTENCE, _LONGEST_SENTENCE)):
        if "\n" in text[at:start]:
            after = addressed = False
        at = start
        if readings.clauses["instruction"].search(sentence):
            after = addressed = True
            continue
        addressed = addressed and near["about_the_text"].search(sentence) and not near["first_person"].search(sentence)
        told, before = _Sentence(sentence, readings), ""
        for offset, piece in _split(sentence, _BREAK, _LONGEST_CLAUSE):
            weight = _weigh(piece, told, before, readings)
            before = piece
            planned = weight is Weight.PLANNED
            if after:
                weight = Weight.NOTHING if addressed else min(weight, Weight.AFTER_INSTRUCTION)
            at_clause = start + offset
            full = whole[at_clause : at_clause + len(piece)]
            plain = _blanked(piece, near["no_denial"])
            found.append(ProductClause(piece, full, plain, at_clause, number, weight, _doubt(piece, told, readings), planned))
    return _looked_back(found, readings)


def _looked_back(clauses: list[ProductClause], readings: Readings) -> tuple[ProductClause, ...]:
    """The clauses, where a sentence is as open as the one after it says: "Some want China, some Japan. Nothing is settled." """
    doubts = {
        c.sentence - 1: c.doubt
        for c in sentences_of(clauses)
        if c.doubt is not Doubt.NONE and readings.near["looks_back"].search(c.full)
    }
    return tuple(replace(c, weight=Weight.NOTHING, doubt=doubts[c.sentence]) if c.sentence in doubts else c for c in clauses)


def sentences_of(clauses: Iterable[ProductClause]) -> list[ProductClause]:
    """The clauses of each sentence as one, with blanks for those between them that are left out."""
    return [_joined(list(group)) for _, group in groupby(clauses, key=lambda c: c.sentence)]


def _joined(clauses: list[ProductClause]) -> ProductClause:
    text, full, plain = "", "", ""
    for clause in clauses:
        gap = " " * (clause.start - clauses[0].start - len(text))
        text, full, plain = text + gap + clause.text, full + gap + clause.full, plain + gap + clause.plain
    doubt = next((d for d in (Doubt.UNKNOWN, Doubt.UNDECIDED) if any(c.doubt is d for c in clauses)), Doubt.NONE)
    return replace(clauses[0], text=text, full=full, plain=plain, doubt=doubt)


@dataclass(frozen=True)
class _Sentence:
    """What a whole sentence tells of each of its clauses, looked for once."""

    text: str
    readings: Readings

    @cached_property
    def doubtful(self) -> bool:
        return self.readings.clauses["doubt"].search(self.text)

    @cached_property
    def undecided(self) -> bool:
        return self.readings.clauses["undecided"].search(self.text)

    @cached_property
    def of_others(self) -> bool:
        return self.readings.clauses["other"].search(self.text)

    @cached_property
    def asks(self) -> bool:
        return self.text.rstrip().endswith("?") and self.readings.clauses["question"].search(self.text)


def _doubt(piece: str, sentence: _Sentence, readings: Readings) -> Doubt:
    """Whether a clause tells of what nobody knows, or of what has still to be decided."""
    if sentence.doubtful:
        return Doubt.UNKNOWN
    return Doubt.UNDECIDED if sentence.undecided or _is_open(piece, readings) else Doubt.NONE


def _is_open(piece: str, readings: Readings) -> bool:
    return readings.near["open_question"].search(piece)


def _plain(text: str) -> str:
    """The text with one kind of apostrophe and without the dots of abbreviations, each as long as before."""
    text = text.replace("'", "’") if "'" in text and not re.search(r"(?<!\w)'[^']{12,}'(?!\w)", text) else text
    text = re.sub(r"\b([eE])\.([gG])\.|\b([iI])\.([eE])\.", lambda m: m[0].replace(".", " "), text)
    return re.sub(r"\b(?:[A-Z]\.){2,}", lambda m: m[0].replace(".", "") + " " * m[0].count("."), text)


def _unquoted(text: str, readings: Readings) -> str:
    """The text without what is quoted, unless it is as short as a name and no instruction."""

    def blank(match: re.Match[str]) -> str:
        inner = next((group for group in match.groups()[1:] if group is not None), match[0])
        longest = _LONGEST_QUOTED_NAME[language_of(inner)]
        short = len(inner) <= longest and len(inner.split()) <= _MOST_WORDS and not _SAID.search(inner)
        if inner != match[0] and short and not readings.clauses["instruction"].search(inner):
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])

    return _QUOTED.sub(blank, text)


def _masked(text: str, readings: Readings) -> str:
    for words in readings.masks:
        text = _blanked(text, words)
    return text


def _blanked(text: str, words: Words) -> str:
    """The text with blanks for some words, as long as before."""
    pieces, at = [], 0
    for match in words.find(text):
        if match.start() >= at:
            pieces += [text[at : match.start()], " " * len(match[0])]
            at = match.end()
    return "".join(pieces) + text[at:] if pieces else text


def _split(text: str, at: re.Pattern[str], longest: int) -> list[tuple[int, str]]:
    """The pieces between the breaks, each with its offset; a break stays at the end of its piece; a long piece is cut."""
    ends = [match.end() for match in at.finditer(text)]
    spans = zip([0, *ends], [*ends, len(text)], strict=True)
    return [(a, text[a:b]) for start, end in spans for a, b in _cut(text, start, end, longest) if text[a:b].strip()]


def _cut(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """A span in parts of at most ``longest`` characters, cut at a blank where there is one."""
    while end - start > longest:
        blank = text.rfind(" ", start + longest // 2, start + longest)
        middle = blank + 1 if blank > 0 else start + longest
        yield start, middle
        start = middle
    yield start, end


def _weigh(piece: str, sentence: _Sentence, before: str, readings: Readings) -> Weight:
    """How much a clause tells; ``before`` is the clause before it in its sentence, empty for the first."""
    kinds = readings.clauses
    if any(kinds[kind].search(piece) for kind in ("conclusion", "past", "aside")) or sentence.of_others:
        return Weight.NOTHING
    if (
        sentence.undecided
        or kinds["doubt"].search(piece)
        or (sentence.doubtful and _is_open(piece, readings))
        or kinds["supposed"].search(piece)
        or _governs(before, readings)
    ):
        return Weight.NOTHING
    if kinds["question"].search(piece) or sentence.asks:
        return Weight.ASKED
    return Weight.PLANNED if kinds["planned"].search(piece) else Weight.FACT


def _governs(before: str, readings: Readings) -> bool:
    """Whether a supposition opened just before goes on over a list: "we may later open it to partners, customers and …"."""
    return before.rstrip().endswith("、") and readings.clauses["supposed"].search(before)
