"""Sentences that join two rules (既…又…, 并, "; and"): the parts, each readable by itself."""

from __future__ import annotations

import re

from banfa.duties import is_chinese, modals
from banfa.memo_wording import in_words_of_law

_BOTH_ZH = re.compile(r"既(?=[^，。；]{2,40}，又)")
_ZH = re.compile(
    r"；|，(?=(?:并且?|同时|还|又|也|且|而且)[^，。；]{3,})|，(?=[^，。；]{2,14}(?:至少|不得?少于|不低于|最高|不得?超过))"
)
_JOIN_ZH = re.compile(r"^(?:并且?|同时|还|又|也|且|而且)+")
_EN = re.compile(
    r";\s+(?:and\s+)?|,\s+and\s+(?:also\s+|then\s+)?(?=(?:must|may|need|has|have|keep|under|by|in|the|those|it|they)\b)", re.I
)
_OWN_EN = re.compile(r"^(?:under|by|in|the|those|it|they|an?|no)\b", re.IGNORECASE)
_FEWEST = 3
_WORDS = re.compile(r"[A-Za-z]{3,}|[㐀-鿿]{2}")


def parts_of(sentence: str) -> tuple[str, ...]:
    """The parts of a sentence that joins several rules; none where it states one only."""
    chinese = is_chinese(sentence)
    said = in_words_of_law(_BOTH_ZH.sub("", sentence)) if chinese else sentence
    first, *others = (_ZH if chinese else _EN).split(said)
    duties = modals(first)
    if not others or not duties:
        return ()
    before, word = first[: duties[0].start()], duties[0][0]
    parts = [first, *(_whole(piece.strip(), before, word, chinese=chinese) for piece in others)]
    return tuple(parts) if all(len(_WORDS.findall(part)) >= _FEWEST for part in others) else ()


def _whole(piece: str, before: str, word: str, *, chinese: bool) -> str:
    """A part with the subject, and where it has none with the word of duty, of the first."""
    if not chinese:
        return piece if _OWN_EN.match(piece) else f"{before}{piece}"
    bare = _JOIN_ZH.sub("", piece)
    if bare == piece:
        return piece
    duties = modals(bare)
    return f"{before}{bare}" if duties else f"{before}{word}{bare}"
