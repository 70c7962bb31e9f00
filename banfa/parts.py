"""The parts of a message that asks several things, each as a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from banfa.followup import leans
from banfa.question import language_of

_SENTENCE_EN = re.compile(r"(?<=[.?!])\s+|\n+")
_SENTENCE_ZH = re.compile(r"(?<=[。?？!！;；])|\n+")
_WH = r"(?:how|what|who|whom|whose|when|where|which|why)"
_AUX = r"(?:do|does|did|is|are|was|can|could|must|should|may|will|would|has|have|need)"
_ASKS_EN = re.compile(rf"\?|(?:^|:)\W*(?:(?:and|or|but|so|also|if (?:so|not|yes)),?\s+)*(?:{_WH}|{_AUX})\b", re.IGNORECASE)
_ASKS_ZH = re.compile(
    r"[?？]|吗|呢|什么|怎么|怎样|如何|哪|谁|多久|多少|几|何时|是否|能否|可否|要不要|能不能|可不可以|用不用|需不需要|算不算|是不是|有没有|会不会|该不该|行不行|对不对|合不合[法规]|违不违[法规]"
)
_JOINT_EN = re.compile(
    r"(?:,\s*(?:and|or|but)?|\s+(?:and|or|but)|;)\s+(?=(?:(?:also|if (?:so|not)),?\s+)?"
    rf"(?:{_WH}\b|{_AUX}\s+(?:we|i|you|they|it|the|our|an?|any\w*|my|this|that)\b))",
    re.IGNORECASE,
)
_JOINT_ZH = re.compile(r"[，,;；]")
_LINK = re.compile(
    r"^\W*(?:and|also|but|or|plus|by the way)\b[\s,]*"
    r"|^\W*(?:另外|还有|此外|顺便(?:问(?:一句|一下|下)?)?|再问(?:一句|一下|下)?)[,，]?",
    re.IGNORECASE,
)
_SHORTEST_WORDS, _SHORTEST_HAN = 3, 5
_SHORT_WORDS, _SHORT_HAN = 8, 12
"""What is asked so briefly is asked of what stands before it."""
_MOST = 4
"""Parts that are looked at; a message that asks more is read as a whole."""


@dataclass(frozen=True)
class Part:
    """One of several things asked: its words, and the question that stands alone for it."""

    words: str
    standing: str


def parts_of(text: str, matter: re.Pattern[str]) -> tuple[Part, ...]:
    """The parts of a message; none where it asks one thing, or too many to take one by one.

    What a message tells, and what an earlier part asks where the next one leans on it, is read along with a part.
    """
    zh = language_of(text) == "zh"
    told: list[str] = []
    found: list[Part] = []
    before = ""
    for sentence in (s.strip() for s in (_SENTENCE_ZH if zh else _SENTENCE_EN).split(text) if s.strip()):
        case, colon, rest = sentence.partition(":")
        if colon and rest.strip() and not asks(case, "zh" if zh else "en"):
            told.append(f"{case}。" if zh else f"{case}.")
            sentence = rest.strip()
        asked = _asked(sentence, zh=zh)
        if not asked:
            told.append(sentence)
        for words in asked:
            short = len(words) <= _SHORT_HAN if zh else len(words.split()) <= _SHORT_WORDS
            leaning = leans(unlinked(words), matter) or (short and not matter.search(words))
            context = [*told, before] if before and leaning else told
            found.append(Part(words, ("" if zh else " ").join([*context, words])))
            before = words
    return tuple(found) if 1 < len(found) <= _MOST else ()


def unlinked(words: str) -> str:
    """A part without the "and" that only joins it to the one before: inside one message that is no sign that it leans."""
    return _LINK.sub("", words)


def asks(sentence: str, language: str) -> bool:
    """Whether a sentence asks something: by its mark, or by its words where it has none."""
    form = _ASKS_ZH if language == "zh" else _ASKS_EN
    return form.search(sentence) is not None and not sentence.endswith((".", "。", "！", "!"))


def _asked(sentence: str, *, zh: bool) -> Sequence[str]:
    """What a sentence asks, one by one; a clause that asks nothing stays with the one behind it."""
    if not asks(sentence, "zh" if zh else "en"):
        return ()
    form, joint = (_ASKS_ZH, _JOINT_ZH) if zh else (_ASKS_EN, _JOINT_EN)
    pieces: list[str] = []
    held = ""
    for piece in joint.split(sentence):
        piece = f"{held}{'，' if zh and held else ' ' if held else ''}{piece.strip()}"
        size = len(piece) if zh else len(piece.split())
        long = size >= (_SHORTEST_HAN if zh else _SHORTEST_WORDS)
        if form.search(piece) and (long or not pieces):
            held = "" if long else piece
            pieces += [piece] if long else []
        elif form.search(piece):
            pieces[-1], held = f"{pieces[-1]}{'，' if zh else ', '}{piece}", ""
        else:
            held = piece
    if held and pieces:
        pieces[-1] = f"{pieces[-1]}{'，' if zh else ' '}{held}"
    return pieces or (sentence,)
