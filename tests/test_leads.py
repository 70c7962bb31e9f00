"""What we wrote beside the law leads to the law."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from banfa.corpus import read_corpus
from banfa.index import Listing
from banfa.leads import Leads

WEIGHTS = {"within": 2.0, "share": 0.5, "most": 1.5, "practice": 1.0, "open_point": 0.5, "misbelief": 0.5}
LAW = np.array([0, 1, 2])


def gains(note_scores: float, kind: str = "practice") -> list[float]:
    leads = Leads({3: (kind, np.array([1]))})
    score = np.array([4.0, 1.0, 0.0, note_scores], dtype=np.float32)
    return [float(gain) for gain in leads.lift(score, LAW, WEIGHTS)]


def test_a_near_note_lifts_what_it_rests_on_and_nothing_else() -> None:
    assert gains(4.0) == [0.0, 1.0, 0.0, 0.0]


def test_a_far_note_lifts_nothing() -> None:
    assert gains(1.9) == [0.0, 0.0, 0.0, 0.0]


def test_no_note_lifts_more_than_the_bound() -> None:
    assert max(gains(400.0)) == 1.5


def test_an_open_point_counts_as_much_as_its_weight() -> None:
    assert max(gains(4.0, "open_point")) == 0.5


def test_every_note_of_the_corpus_leads_to_the_articles_that_it_cites() -> None:
    corpus = read_corpus(Path(__file__).parents[1] / "corpus")
    keys = tuple(f"{p.instrument}:{p.locator}" for p in corpus.provisions if p.until is None) + tuple(corpus.beside)
    kinds = tuple("provision" if ":art_" in key or ":cl_" in key or ":annex" in key else "practice" for key in keys)
    leads = Leads.of(corpus, Listing(keys, kinds, ()))
    resting = {key for key, claims in corpus.beside.items() if claims}
    assert {keys[place] for place in leads.to} == resting
    filing = leads.to[keys.index("note:three-procedures")][1]
    assert "cn-genai-measures:art_17" in {keys[place] for place in filing}
