"""Yes and no: what a question denies, and when a flat "no" in the answer would mislead."""

from __future__ import annotations

import re

_FREE = re.compile(
    r"\b(?:exempt\w*|outside|out of|free (?:of|from)|escape|ignore|not (?:apply|covered|caught|bound))\b", re.IGNORECASE
)
_FLAT_NO = re.compile(r"^(?:No\. |(?:不是|不对|不能|没有|不适用|不必然|不完全是)。)")
_DENIAL = re.compile(
    r"\b(?:not|no|never|nothing|none|only|cannot|outside|exempt\w*|without|free of)\b|n['’]t\b"
    r"|不|没|无(?!论)|未|只|仅|免(?!费)|非",
    re.IGNORECASE,
)
_EITHER = re.compile("是不是|要不要|能不能|有没有|算不算|需不需要|用不用|可不可以|会不会")
_SENTENCE = re.compile(r"(?<=[.?!。？！])\s*")


def asks_to_be_free(text: str) -> bool:
    """Whether it is asked whether rules leave the asker alone: there "yes" would say the contrary of "they apply"."""
    return _FREE.search(text) is not None


def denies(text: str) -> bool:
    """Whether a text says, or asks, of something that it is not, or only, so; of several sentences the last counts."""
    sentences = [s for s in _SENTENCE.split(text.strip()) if s]
    return bool(sentences) and _DENIAL.search(_EITHER.sub("", sentences[-1])) is not None


def without_flat_no(text: str) -> str:
    """A correction without its "No.", which misleads whoever did not ask whether the error is so but whether the law is."""
    return _FLAT_NO.sub("", text)
