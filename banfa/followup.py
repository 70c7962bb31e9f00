"""A turn that leans on the one before it, made into a question that stands alone: "and for minors?", 那罚款呢?, "the second one".

Deterministic: forms of words tell that a turn leans. What it names takes the place of its like in the question before it (text
for pictures, China for Europe: ``likes.toml``); where it names nothing of that kind, that question is read along with it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from banfa.question import language_of

_MOST_WORDS, _MOST_HAN = 24, 40
"""A turn longer than this tells enough by itself."""
_FEW_WORDS, _FEW_HAN = 9, 14
"""A turn as short as this that names nothing of the field cannot stand alone."""
_LEAST_WORDS, _LEAST_HAN = 2, 6
"""So few words lean, whatever they name."""
_LONGEST = 600
"""Characters of what was asked before that are read along: its end."""
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "former": 0, "latter": 1, "前者": 0, "后者": 1}
_PLACES |= {"一": 0, "二": 1, "三": 2, "四": 3, "1": 0, "2": 1, "3": 2, "4": 3}
_ORDINAL = re.compile(
    r"\bthe (?P<en>first|second|third|fourth|last|former|latter)\b"
    r"(?: (?:one|point|article|provision|duty|rule)\b|(?=\s*[?.,!]|$))"
    r"|第(?P<zh>[一二三四1-4])(?:个|点|项|种)(?!月)|(?P<pair>前者|后者)",
    re.IGNORECASE,
)
_OPENS_EN = re.compile(
    r"^\W*(?:and|but|so|or|also|then|even|what about|how about|same (?:for|with|thing)|what else|who else|anything else"
    r"|in that case|if (?:so|not|yes|no)|otherwise|since when|by when|by whom|until when|why(?: not)?(?=\s*\?)"
    r"|which (?:one|article|law)(?=\s*(?:\?|is (?:that|it)|says (?:that|so)))|says who)(?!\w)",
    re.IGNORECASE,
)
_SUPPOSES_EN = re.compile(r"\W*(?:what if|what happens (?:if|when)|suppose|if)\b", re.IGNORECASE)
_POINTS_EN = re.compile(
    r"\b(?:it|they|them|their|these|those|the same|this(?! (?:year|month|week|quarter)\b)|both)\b"
    r"|\b(?:do|does|is|was|would|can|could|will|did|should|must|about|for|with|of|after|before|on|in|under|from) that\b"
    r"|\bthat\b(?=\s*(?:[?.!,]|$|\b(?:appl(?:y|ies)|means?|includes?|covers?|still|too|also|costs?|says?|law|rule|article|case"
    r"|duty|fine|deadline|label|filing|number|one|not|takes?|work|differ|lasts?|expires?|enough|happens?)\b))",
    re.IGNORECASE,
)
_EXPLETIVE_EN = re.compile(
    r"\bit (?:is |be |was )?(?:\w+ly )?\w+ (?:that|to|if|for)\b|\bis it \w+ (?:that|to|if|for)\b|\bit takes? .* to\b", re.I
)
_OF_IT_EN = re.compile(
    r"\bthe (?:outcome|result|decision|papers|application|fine|penalty|deadline|label|number|report|boss)\b"
    r"|\bthe other (?:one|side|way round)\b",
    re.IGNORECASE,
)
_ADDS_EN = re.compile(r"\b(?:also|too|as well|either|instead|still|else)\b", re.IGNORECASE)
_OPENS_ZH = re.compile(r"^\W*(?:那|还有|另外|同样|也|又|可是|但|所以|再|以及|为什么[?？]|凭什么|依据|哪一?条|换成|改成)")
_SUPPOSES_ZH = re.compile(r"\W*(?:如果|要是|假如|万一|若)")
_ENDS_ZH = re.compile(r"呢[?？。!！\s]*$")
_POINTS_ZH = re.compile(
    r"它|这个|那个|这些|那些|这种|那种|这样|这条|那条|上述|前述|两者|(?<![得])同样|该(?:规定|条|办法|法|制度|义务)|同法|本办法"
)
_EARLY_WORDS, _EARLY_HAN = 5, 6
"""What a pronoun stands for comes before it: this near to the beginning nothing does."""
_LITTLE, _LITTLE_HAN = 16, 5
"""What a turn may say beside the word that it exchanges, for the exchange to be all that it means."""
_HOLLOW = re.compile(
    r"\b(?:and|but|so|or|also|then|what|how|about|for|on|in|with|to|of|the|a|an|is|are|does|do|it|that|same|thing|apply|too|instead|even|if|only)\b"
    r"|那么?|还有|如果|要是|换成|改成|对于?|也|一样|是|的|呢|吗|怎么样?|如何|同样|又|只|还|[\W_]",
    re.IGNORECASE,
)
_SENTENCE_EN, _SENTENCE_ZH = re.compile(r"(?<=[.?!])\s+"), re.compile(r"(?<=[。?？!！])")

_FULL_WIDTH = dict(zip("?!,;:", "？！，；：", strict=True))
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[?!,;:](?=\s|$|[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Standing:
    """A turn as it is asked of the law, and what the next turn would lean on."""

    text: str
    root: str
    rewritten: bool = False


def standing(
    turns: Sequence[str],
    matter: re.Pattern[str],
    named: Callable[[str], Sequence[str]],
    unsure: Callable[[str], bool] = lambda _: False,
) -> Standing:
    """The last of some turns of a person, oldest first, as a question that stands alone.

    ``matter``: what words of the field look like. ``named``: for a question, what its reply cites, by name and in order.
    ``unsure``: whether a text by itself leads to no provision that is surely meant; such a turn, if short, is read along too.
    """
    now = Standing(turns[0], turns[0])
    for turn in turns[1:]:
        now = _after(now, turn, named) if leans(turn, matter) or (_short(turn) and unsure(turn)) else Standing(turn, turn)
    return now


def written(text: str) -> str:
    """A text that was read in NFKC form with its marks as Chinese writes them: full-width behind a Han character."""
    return _HALF_WIDTH.sub(lambda mark: _FULL_WIDTH[mark[0]], text)


def leans(text: str, matter: re.Pattern[str]) -> bool:
    """Whether a turn cannot be understood without the one before it."""
    return (_leans_zh if language_of(text) == "zh" else _leans_en)(text.strip(), bare=not matter.search(text))


def _short(text: str) -> bool:
    return len(text) <= _MOST_HAN if language_of(text) == "zh" else len(text.split()) <= _MOST_WORDS


def _leans_zh(text: str, *, bare: bool) -> bool:
    size, told = len(text), [s for s in _SENTENCE_ZH.split(text) if s]
    if size > _MOST_HAN or (len(told) > 1 and len(told[0]) > _FEW_HAN):
        return False
    if size <= _LEAST_HAN or (bare and size <= _FEW_HAN) or (bare and _SUPPOSES_ZH.match(text)):
        return True
    pointed = _POINTS_ZH.search(text)
    points = pointed is not None and (pointed.start() <= _EARLY_HAN or size <= _FEW_HAN)
    return points or any(form.search(text) for form in (_OPENS_ZH, _ENDS_ZH, _ORDINAL))


def _leans_en(text: str, *, bare: bool) -> bool:
    words, told = len(text.split()), _SENTENCE_EN.split(text)
    if words > _MOST_WORDS or (len(told) > 1 and len(told[0].split()) > _FEW_WORDS):
        return False
    if words <= _LEAST_WORDS or (bare and words <= _FEW_WORDS) or (_OF_IT_EN.search(text) and words <= _FEW_WORDS):
        return True
    if _SUPPOSES_EN.match(text) and (bare or _OF_IT_EN.search(text)):
        return True
    pointed = _POINTS_EN.search(text)
    early = pointed is not None and (words <= _FEW_WORDS or len(text[: pointed.start()].split()) < _EARLY_WORDS)
    points = early and not _EXPLETIVE_EN.search(told[0])
    added = words <= _FEW_WORDS and _ADDS_EN.search(text) is not None
    return points or added or any(form.search(text) for form in (_OPENS_EN, _ORDINAL))


def _after(before: Standing, turn: str, named: Callable[[str], Sequence[str]]) -> Standing:
    swapped, left = _swapped(before.root, turn)
    if swapped and not left:
        return Standing(swapped, swapped, rewritten=True)
    if len(left) > (_LITTLE_HAN if language_of(turn) == "zh" else _LITTLE):
        swapped = ""
    ordinal = _ORDINAL.search(turn)
    if ordinal is not None:
        turn = _resolved(turn, ordinal, named(before.text))
    base = swapped or before.text
    context = base[-_LONGEST:]
    gap = "" if language_of(context) == "zh" and language_of(turn) == "zh" else " "
    return Standing(f"{context}{gap}{turn}", base if swapped else before.root, rewritten=True)


def _resolved(turn: str, ordinal: re.Match[str], names: Sequence[str]) -> str:
    """The turn with the name of what it counts to, where there are so many."""
    place = _PLACES[next(found for found in ordinal.groups() if found).lower()]
    if not -len(names) <= place < len(names):
        return turn
    name = names[place]
    told = f"（{name}）" if language_of(turn) == "zh" else f" ({name})"
    return f"{turn[: ordinal.end()]}{told}{turn[ordinal.end() :]}"


def _swapped(before: str, turn: str) -> tuple[str, str]:
    """What was asked before with its word of a kind exchanged for the turn's ("" where none fits), and the rest of the turn."""
    for kind in _likes().values():
        old, new = _only(kind, before), _only(kind, turn)
        if old and new and old[0] != new[0]:
            rest = kind[new[0]].sub(" ", turn)
            return kind[old[0]].sub(new[1], before), _HOLLOW.sub("", rest)
    return "", turn


def _only(kind: dict[str, re.Pattern[str]], text: str) -> tuple[str, str] | None:
    """The one word of a kind in a text: its name, and how it is put; None where there is none, or more than one."""
    met = {name: m.group() for name, pattern in kind.items() if (m := pattern.search(text))}
    return next(iter(met.items())) if len(met) == 1 else None


@cache
def _likes() -> dict[str, dict[str, re.Pattern[str]]]:
    table = tomllib.loads(Path(__file__).with_name("likes.toml").read_text(encoding="utf-8"))
    return {kind: {name: _pattern(words) for name, words in words_of.items()} for kind, words_of in table.items()}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    spelled = [word if not word.isascii() else rf"\b(?:{word})\b" for word in sorted(words, key=len, reverse=True)]
    return re.compile("|".join(spelled), re.IGNORECASE)
