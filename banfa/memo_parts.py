"""The statements of one sentence: what stands before and after "whereas" or 同时应当 can be in two paragraphs of the law."""

from __future__ import annotations

import re

from banfa.duties import is_chinese, modalities
from banfa.memo_wording import in_words_of_law

_EN = re.compile(r";\s+|,\s*(?:whereas|while|but|and|yet|although)\s+(?:also\s+)?|(?<!\s)\s+(?:whereas|while)\s+", re.IGNORECASE)
_ZH = re.compile(r"；|，(?=(?:同时|并且?|而|但|且|也|还|又|应当?|不得|可以|须|无需)[^，。；]{2,})")


_SANCTION = re.compile(
    r"\b(?:fine[sd]?|penal\w+|punish\w*|sanction\w*|turnover|RMB|EUR|revo\w+|cost|warning|suspen\w+|liab\w+)\b|罚|处分|吊销|责令|没收",
    re.IGNORECASE,
)


def is_sanction(claim: str) -> bool:
    """Whether a claim speaks of what a breach costs."""
    return bool(_SANCTION.search(claim))


def statements_of(sentence: str) -> tuple[str, ...]:
    """The statements of a sentence, each with a word of duty of its own; the sentence where it makes only one."""
    found: list[str] = []
    for piece in (_ZH if is_chinese(sentence) else _EN).split(sentence):
        if found and not (modalities(in_words_of_law(piece)) and modalities(in_words_of_law(found[-1]))):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return tuple(found)
