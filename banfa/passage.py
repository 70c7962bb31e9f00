"""Passages: what is embedded, what is searched, and what is quoted; three different things.

A `Chunk` is verbatim law and never crosses a provision. A `Findable` is anything that a question can find: a provision, an
open point, a misbelief, an instrument that we know of. Its ``fields`` are searched by words, its ``views`` by meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from banfa import locator as loc
from banfa.corpus import Corpus
from banfa.errors import IndexUnusable
from banfa.law import Provision
from banfa.official import OfficialArticle, Officials, in_official_words, official_article

CountTokens = Callable[[str], int]
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=\S)|(?<=[。；：])\s*(?=\S)")


@dataclass(frozen=True)
class Chunk:
    """A verbatim stretch of one provision, small enough for the embedder."""

    provision: Provision
    locator: str
    text: str


@dataclass(frozen=True)
class View:
    """One text under which something is embedded. ``pinpoint`` is the unit that it is about."""

    text: str
    pinpoint: str
    role: str


@dataclass(frozen=True)
class Findable:
    """Something that a question can find. ``key`` is ``<instrument>:<locator>`` for law, ``<kind>:<id>`` for the rest."""

    key: str
    kind: str
    fields: Mapping[str, str]
    views: tuple[View, ...]


@dataclass(frozen=True)
class Passage:
    """A provision found for a question: its score and what made it, the unit that fits best, how near each that has a gist is."""

    provision: Provision
    score: float
    pinpoint: str
    why: Mapping[str, float] = field(default_factory=dict)
    gists: Mapping[str, float] = field(default_factory=dict)

    @property
    def units_by_nearness(self) -> tuple[str, ...]:
        """The locators whose gists came near, nearest first."""
        return tuple(sorted(self.gists, key=lambda unit: -self.gists[unit]))


def chunks(provision: Provision, budget: int, count: CountTokens) -> list[Chunk]:
    """The article in one chunk where it fits ``budget`` tokens; else by paragraphs with their items, else by sentences."""
    if count(provision.text) <= budget:
        return [Chunk(provision, provision.locator, provision.text)]
    found: list[Chunk] = []
    for locator, text in _blocks(provision):
        if count(text) <= budget:
            found.append(Chunk(provision, locator, text))
        else:
            found += [Chunk(provision, locator, piece) for piece in _sentences(text, budget, count)]
    return found


def _blocks(provision: Provision) -> list[tuple[str, str]]:
    """Paragraphs with the items that follow them, each under the locator of the paragraph."""
    blocks: list[tuple[str, list[str]]] = []
    for unit in provision.units:
        if blocks and "item_" in unit.locator.rsplit("__", 1)[-1]:
            blocks[-1][1].append(unit.text)
        else:
            blocks.append((unit.locator, [unit.text]))
    return [(locator, "\n".join(lines)) for locator, lines in blocks]


def _sentences(text: str, budget: int, count: CountTokens) -> list[str]:
    pieces: list[str] = []
    start = 0
    for end in [match.end() for match in _SENTENCE.finditer(text)] + [len(text)]:
        if pieces and count(pieces[-1] + text[start:end]) <= budget:
            pieces[-1] += text[start:end]
        else:
            pieces.append(text[start:end])
        start = end
    return [piece.strip() for piece in pieces if piece.strip()]


def key_of(provision: Provision) -> str:
    """``cn-genai-measures:art_17``; a wording that was replaced has its first day behind it: ``cn-csl:art_21@2017-06-01``."""
    replaced = f"@{provision.effective}" if provision.until else ""
    return f"{provision.instrument}:{provision.locator}{replaced}"


def findables(
    corpus: Corpus, provisions: Iterable[Provision], budget: int, count: CountTokens, officials: Officials | None = None
) -> list[Findable]:
    """Everything in the corpus that a question can find, the provisions first, each also by its official words at hand.

    Raises:
        IndexUnusable: of a provision not every word could be found.
    """
    held = list(provisions)
    law = [_findable_provision(corpus, p, official_article(officials or {}, p), budget, count) for p in held]
    for provision, findable in zip(held, law, strict=True):
        _prove_whole(provision, findable)
    return law + _beside_the_law(corpus)


def _prove_whole(provision: Provision, findable: Findable) -> None:
    """Nothing, where every word of a provision can be found, by words and by meaning."""
    words = set(provision.text.split())
    read = {word for view in findable.views if view.role == "text" for word in view.text.split()}
    if not words <= read or not words <= set(findable.fields["text"].split()):
        raise IndexUnusable(f"{findable.key}: its text would not be searched whole. Mend the chunks in banfa/passage.py.")


def _findable_provision(
    corpus: Corpus, provision: Provision, official: OfficialArticle | None, budget: int, count: CountTokens
) -> Findable:
    card, own = corpus.instruments[provision.instrument], provision.about()
    told = () if provision.until else corpus.told.get((provision.instrument, provision.locator), ())
    asks = [(locator, ask) for locator, about in provision.enrichment.items() for ask in about.asks] + list(told)
    path = f"{card.short_en}, {loc.pinpoint(provision.locator)}: {provision.heading}"
    views = [View(f"{path}. {chunk.text}", chunk.locator, "text") for chunk in chunks(provision, budget, count)]
    if official is not None:
        path = f"{card.short_zh}{loc.pinpoint(provision.locator, 'zh')} {own.heading_zh}"
        words = in_official_words(provision, official)
        views += [View(f"{path}。{chunk.text}", chunk.locator, "text") for chunk in chunks(words, budget, count)]
    for locator, about in provision.enrichment.items():
        views += [View(gist, locator, "gist") for gist in (about.gist_en, about.gist_zh)]
    views.append(View(f"{card.short_zh}{loc.pinpoint(provision.locator, 'zh')} {own.heading_zh}", provision.locator, "heading"))
    views += [View(ask, locator, "ask") for locator, ask in asks]
    everything = provision.enrichment.values()
    return Findable(
        key=key_of(provision),
        kind="provision",
        fields={
            "heading": f"{provision.heading} {own.heading_zh}",
            "gist": " ".join(f"{e.gist_en} {e.gist_zh}" for e in everything),
            "asks": " ".join(ask for _, ask in asks),
            "terms": " ".join(term.replace("|", " ") for e in everything for term in e.terms),
            "text": f"{provision.text}\n{official.text}" if official else provision.text,
        },
        views=tuple(views),
    )


def _beside_the_law(corpus: Corpus) -> list[Findable]:
    found = [
        _asked(f"open_point:{p.id}", "open_point", f"{p.title_en} {p.title_zh}", (p.en, p.zh), p.asks_en + p.asks_zh)
        for p in corpus.open_points
    ]
    found += [
        _asked(f"misbelief:{m.id}", "misbelief", "", (m.wrong_en, m.wrong_zh), m.asks_en + m.asks_zh) for m in corpus.misbeliefs
    ]
    found += [
        _asked(f"known:{k.id}", "known", f"{k.title_en} {k.title_zh}", (k.about_en, k.about_zh), k.asks_en + k.asks_zh)
        for k in corpus.known
    ]
    for n in corpus.notes:
        summed_up = (n.summed_up("en"), n.summed_up("zh"))
        found.append(_asked(f"note:{n.id}", "practice", f"{n.title_en} {n.title_zh}", summed_up, n.asks_en + n.asks_zh))
    for kind, examples in (
        ("outside", corpus.field.outside),
        ("improper", corpus.field.improper),
        ("greeting", corpus.field.greeting),
    ):
        found += [_asked(f"{kind}:{n}", kind, "", (), (text,)) for n, text in enumerate(examples)]
    return found


def _asked(key: str, kind: str, heading: str, gists: tuple[str, ...], asks: tuple[str, ...]) -> Findable:
    views = [View(text, "", "gist") for text in gists] + [View(text, "", "ask") for text in asks]
    fields = {"heading": heading, "gist": " ".join(gists), "asks": " ".join(asks), "terms": "", "text": ""}
    return Findable(key, kind, fields, tuple(views))
