"""From lay words to terms of art: what the glossary adds to a question before its words are searched."""

from __future__ import annotations

import re
from collections.abc import Iterable

from banfa.corpus import Term

_CJK = re.compile(r"[㐀-鿿]")


class Glossary:
    """The glossary, compiled once."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._entries: list[tuple[frozenset[str], re.Pattern[str], Term]] = []
        for term in terms:
            words = sorted({*term.lay_en, *term.lay_zh, *term.en, *term.zh}, key=len, reverse=True)
            pattern = "|".join(_matcher(word.lower()) for word in words if word)
            if pattern:
                beginnings = frozenset(word.lower().split()[0] for word in words if word.strip())
                self._entries.append((beginnings, re.compile(pattern), term))
        self._beginnings = frozenset(word for beginnings, _, _ in self._entries for word in beginnings)

    def terms(self, text: str) -> list[Term]:
        """The terms of art that the words of a question point to."""
        lowered = text.lower()
        return [term for pattern, term in self._near(lowered) if pattern.search(lowered)]

    def asked(self, rest: str) -> list[Term]:
        """The terms that a question asks about and nothing else; ``rest`` is the question without its words of asking."""
        lowered = rest.lower()
        if not _word(lowered):
            return []
        return [term for pattern, term in self._near(lowered) if not _word(pattern.sub(" ", lowered))]

    def expand(self, text: str) -> str:
        """The names of those terms, in both languages."""
        return " ".join(f"{term.en[0]} {term.zh[0]}" for term in self.terms(text))

    def _near(self, text: str) -> list[tuple[re.Pattern[str], Term]]:
        """The entries that begin with something in the text: far cheaper than the patterns, of which few are met."""
        here = {word for word in self._beginnings if word in text}
        return [(pattern, term) for beginnings, pattern, term in self._entries if not here.isdisjoint(beginnings)]


def _word(text: str) -> bool:
    return re.search(r"[a-z]{4,}|[㐀-鿿]{2,}", text) is not None


def _matcher(word: str) -> str:
    if _CJK.search(word):
        return re.escape(word)
    plural = "" if word.endswith("s") else "s?"
    return r"(?<![a-z0-9])" + r"\s+".join(map(re.escape, word.split())) + plural + r"(?![a-z0-9])"
