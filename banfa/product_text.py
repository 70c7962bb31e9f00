"""A description of a product in clauses: which of them tell a fact, which only a plan, and which are no facts at all.

Everything in the text is data. Words that address the reader of the text (instructions), conclusions of law, quotations, what
other companies do, what was, and what may perhaps come tell nothing about the product as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from banfa.corpus.readings import Readings

_LONGEST_QUOTED_NAME = {"en": 25, "zh": 8}
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)\]]?\s+|(?<=[。！？；;])|\n+")
_BREAK = re.compile(
    r",(?!\d)|[，:：()（）]|\s+[-–—]+\s+|——|\b(?:but|however|although|though|whereas|yet|because|since|so that|when)\b"
    r"|但是?|不过|然而|而且|同时|因为|所以|因此"
)
_QUOTED = re.compile(
    r"<\s*(\w+)[^<>]*>.*?<\s*/\s*\1\s*>|<[^<>\n]{1,40}>|\{[^{}\n]*\}|“([^”]*)”|\"([^\"]*)\"|「([^」]*)」|『([^』]*)』|```.*?```|`([^`]*)`|(?<!\w)'([^']{12,}?)'(?!\w)|‘([^’]{12,}?)’(?!\w)",
    re.DOTALL,
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Weight(IntEnum):
    """How much a clause tells of the product as it is."""

    NOTHING = 0
    ASKED = 1
    AFTER_INSTRUCTION = 2
    PLANNED = 3
    FACT = 4


@dataclass(frozen=True)
class ProductClause:
    """A piece of a sentence (with the words that mislead blanked, and in full), where it starts, its sentence, what it tells."""

    text: str
    full: str
    start: int
    sentence: int
    weight: Weight


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
    for number, (start, sentence) in enumerate(_split(clean, _SENTENCE)):
        if "\n" in text[at:start]:
            after = addressed = False
        at = start
        if readings.clauses["instruction"].search(sentence):
            after = addressed = True
            continue
        addressed = addressed and near["about_the_text"].search(sentence) and not near["first_person"].search(sentence)
        for offset, piece in _split(sentence, _BREAK):
            weight = _weigh(piece, sentence, offset, readings)
            if after:
                weight = Weight.NOTHING if addressed else min(weight, Weight.AFTER_INSTRUCTION)
            at_clause = start + offset
            found.append(ProductClause(piece, whole[at_clause : at_clause + len(piece)], at_clause, number, weight))
    return tuple(found)


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
        if inner != match[0] and len(inner) <= longest and not readings.clauses["instruction"].search(inner):
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])

    return _QUOTED.sub(blank, text)


def _masked(text: str, readings: Readings) -> str:
    for words in readings.masks:
        for match in words.find(text):
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text


def _split(text: str, at: re.Pattern[str]) -> list[tuple[int, str]]:
    """The pieces between the breaks, each with its offset; a break stays at the end of its piece."""
    ends = [match.end() for match in at.finditer(text)]
    return [(a, text[a:b]) for a, b in zip([0, *ends], [*ends, len(text)], strict=True) if text[a:b].strip()]


def _weigh(piece: str, sentence: str, offset: int, readings: Readings) -> Weight:
    kinds = readings.clauses
    if kinds["conclusion"].search(piece) or kinds["past"].search(piece) or kinds["other"].search(sentence):
        return Weight.NOTHING
    if (
        kinds["undecided"].search(sentence)
        or kinds["supposed"].search(piece)
        or (offset and _governs(sentence[:offset], readings))
    ):
        return Weight.NOTHING
    if kinds["question"].search(piece) or (sentence.rstrip().endswith("?") and kinds["question"].search(sentence)):
        return Weight.ASKED
    return Weight.PLANNED if kinds["planned"].search(piece) else Weight.FACT


def _governs(before: str, readings: Readings) -> bool:
    """Whether a supposition opened just before goes on over a list: "we may later open it to partners, customers and …"."""
    last = _split(before, _BREAK)[-1][1]
    return last.rstrip().endswith(("、",)) and readings.clauses["supposed"].search(last)
