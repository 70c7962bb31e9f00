"""What a person types to find an old thread: words, and articles as lawyers cite them ("Measures art 17", 暂行办法第十七条)."""

from __future__ import annotations

import re

from banfa.citing import Citator, Status
from banfa.corpus import Corpus
from banfa.question import clean
from banfa.threads import CitedArticle, ThreadSearch, folded

_FILLING = frozenset({"of", "the", "and", "in", "under", "的", "和"})
_LONGEST = 200
_WORD = re.compile(r"[^\s,;，；、]+")


def read_search(text: str, corpus: Corpus, citator: Citator) -> ThreadSearch:
    """The search that a text asks for; an article without its law, or with a part of its name, is that of every law it fits."""
    text = clean(text[:_LONGEST])
    rest, articles = text, []
    found = [c for c in citator.find(text) if c.status in (Status.RESOLVED, Status.NO_SUCH_ARTICLE, Status.NO_INSTRUMENT)]
    taken = {(m.start, m.end) for m in citator.mentions(text)} if any(c.instrument for c in found) else set()
    by_place: dict[tuple[int, int], list[str]] = {}
    locators = {}
    for cited in found:
        by_place.setdefault((cited.start, cited.end), []).extend([cited.instrument] if cited.instrument else [])
        locators[cited.start, cited.end] = cited.locator
    for start, end in sorted({*by_place, *taken}, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    words = [word for word in _WORD.findall(folded(rest)) if word not in _FILLING]
    for place, instruments in sorted(by_place.items()):
        if not instruments:
            instruments, words = _named(words, corpus)
        articles.append(CitedArticle(locators[place], tuple(dict.fromkeys(instruments)), folded(text)))
    return ThreadSearch(tuple(words), tuple(articles))


def _named(words: list[str], corpus: Corpus) -> tuple[list[str], list[str]]:
    """The instruments whose names have the words that stand beside a bare article, and the words that are left."""
    if not words:
        return [], words
    names = {
        id: folded(" ".join((c.short_en, c.short_zh, c.title_en, c.title_zh, *c.aliases))) for id, c in corpus.instruments.items()
    }
    telling = [word for word in words if any(_in_name(word, name) for name in names.values())]
    fitting = [id for id, name in names.items() if telling and all(_in_name(word, name) for word in telling)]
    return (fitting, [word for word in words if word not in telling]) if fitting else ([], words)


def _in_name(word: str, name: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}\b", name)) if word.isascii() else word in name
