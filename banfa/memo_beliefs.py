"""Popular errors that a claim repeats: found by the index, told apart from their corrections by meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from banfa.corpus import Corpus, Misbelief
from banfa.duties import modalities
from banfa.finding import Finder, Found
from banfa.memo_wording import in_words_of_law
from banfa.seams import Embedder, Vectors

_LOOK_AT = 3
_ABSOLUTE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:only|sole|solely|alone|just|exclusively)\b|只|仅|唯一|才",
        r"\b(?:always|every|all|any|each|whatever|everybody|everything|invariably)\b|所有|一律|都|一定|必须|任何|全部|凡|均",
        r"\b(?:not|never|no|none|nobody|without|exempt\w*|free|outside)\b|n['’]t\b|[不无未没免非]",
    )
)


class Beliefs:
    """The misbeliefs of a corpus, held against claims."""

    def __init__(self, corpus: Corpus, finder: Finder, embedder: Embedder, rule: Mapping[str, float]) -> None:
        self._finder = finder
        self._embedder = embedder
        self._rule = rule
        self._beliefs = {f"misbelief:{m.id}": m for m in corpus.misbeliefs}
        self._vector = lru_cache(maxsize=1024)(self._vector_of)

    def repeated(self, claim: str, language: str, found: Found) -> Misbelief | None:
        """The popular error that a claim repeats, or None."""
        listed = self._finder.positions("misbelief")
        law = max((float(found.own[p]) for p in self._finder.positions("provision")), default=0.0)
        near = sorted(listed, key=lambda p: -float(found.own[p]))[:_LOOK_AT]
        for position in near:
            lead = float(found.own[position]) - law
            belief = self._beliefs[self._finder.listing.keys[position]]
            cued = _cued(claim, belief)
            if lead < self._rule["belief_cued" if cued else "belief_lead"]:
                continue
            if _with_the_law(claim, belief, language):
                continue
            if not cued and not _alike_absolute(claim, belief, language):
                continue
            if self._nearer_wrong(claim, belief, language) > self._rule["belief_wrong_cued" if cued else "belief_wrong"]:
                return belief
        return None

    def _nearer_wrong(self, claim: str, belief: Misbelief, language: str) -> float:
        """By how much cosine a claim is nearer to the error than to what is right."""
        said = self._embedder.queries([claim])[0]
        chinese = language == "zh"
        wrong = float(said @ self._vector(belief.wrong_zh if chinese else belief.wrong_en))
        right = [belief.right_zh if chinese else belief.right_en, *(c.text(language) for c in belief.claims)]
        return wrong - max(float(said @ self._vector(text)) for text in right)

    def _vector_of(self, text: str) -> Vectors:
        vector: Vectors = self._embedder.passages([text])[0]
        return vector


def _alike_absolute(claim: str, belief: Misbelief, language: str) -> bool:
    """Whether a claim has any of the words (only, every, not) on which an error turns; true where the error turns on none."""
    wrong = belief.wrong_zh if language == "zh" else belief.wrong_en
    return any(kind.search(claim) for kind in _ABSOLUTE) or not any(kind.search(wrong) for kind in _ABSOLUTE)


def _with_the_law(claim: str, belief: Misbelief, language: str) -> bool:
    """Whether a claim forbids, requires or frees as what is right does, and not as the error does."""
    chinese = language == "zh"
    wrong, right = (belief.wrong_zh, belief.right_zh) if chinese else (belief.wrong_en, belief.right_en)
    said, error, law = (modalities(in_words_of_law(text)) for text in (claim, wrong, right))
    return bool(said & law) and not said & error and bool(error)


def _cued(claim: str, belief: Misbelief) -> bool:
    """Whether each group of the words that betray an error has one in the claim."""
    words = f" {' '.join(claim.lower().replace(',', ' ').replace('.', ' ').split())} "
    english = bool(belief.cues_en) and all(any(f" {cue} " in words for cue in group) for group in belief.cues_en)
    return english or (bool(belief.cues_zh) and all(any(cue in claim for cue in group) for group in belief.cues_zh))
