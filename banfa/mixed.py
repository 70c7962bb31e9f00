"""A question in English that names terms of the law in Chinese: read as if it named them in English."""

from __future__ import annotations

import re

from banfa.corpus import Corpus
from banfa.question import Question

_HAN = re.compile(r"[㐀-鿿]")


class InOneLanguage:
    """The Chinese terms of art of a corpus, ready to be put into English where a question in English uses them."""

    def __init__(self, corpus: Corpus) -> None:
        self._titles = {card.id: card.short_en for card in corpus.instruments.values()}
        self._names = {zh: en[0] for zh, en in corpus.english.items() if _HAN.search(zh) and en}
        self._pattern = re.compile("|".join(map(re.escape, self._names)) if self._names else r"(?!)")

    def text(self, question: Question) -> str:
        """The words of a question, its terms of art in English where the question is."""
        if question.language != "en" or not _HAN.search(question.text):
            return question.text
        text = question.text
        for m in sorted(question.mentions, key=lambda m: -m.start):
            if m.instrument in self._titles and _HAN.search(text[m.start : m.end]):
                text = f"{text[: m.start]} {self._titles[m.instrument]} {text[m.end :]}"
        return re.sub(r" {2,}", " ", self._pattern.sub(lambda m: f" {self._names[m[0]]} ", text))
