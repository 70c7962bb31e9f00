"""What is cited together: who cites one provision mostly cites the other, too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from banfa.companions import Companions
from banfa.corpus import read_corpus
from banfa.index import Listing

DUTY, SANCTION, OTHER, ALONE = (("kites", f"art_{n}") for n in (1, 2, 3, 4))
LISTING = Listing(tuple(f"kites:art_{n}" for n in (1, 2, 3, 4)), ("provision",) * 4, ())
WEIGHTS = {"weight": 2.0, "first": 10, "smooth": 1.0}
LAW = np.arange(4)


def gains(scores: list[float], law: np.ndarray = LAW) -> list[float]:
    together = [[DUTY, SANCTION], [DUTY, SANCTION], [DUTY, OTHER], [ALONE]]
    return Companions.among(together, LISTING).lift(np.array(scores, dtype=np.float32), law, WEIGHTS).round(3).tolist()


def test_the_companion_that_is_mostly_cited_with_what_leads_gains_the_most() -> None:
    duty, sanction, other, alone = gains([30.0, 0.0, 0.0, 0.0])
    assert sanction > other > 0
    assert duty == alone == 0.0


def test_half_the_answers_that_cite_it_count_half_under_the_root() -> None:
    assert gains([30.0, 0.0, 0.0, 0.0])[1] == pytest.approx(2.0 * (2 / 4) ** 0.5, abs=1e-3)


def test_what_is_far_behind_lifts_nothing_and_what_is_level_lifts_half() -> None:
    assert gains([0.0, 0.0, 0.0, 30.0]) == [0.0, 0.0, 0.0, 0.0]
    assert gains([30.0, 0.0, 0.0, 30.0])[1] == pytest.approx(2.0 * (0.5 * 2 / 4) ** 0.5, abs=1e-3)


def test_what_is_not_the_law_that_day_lifts_nothing() -> None:
    assert gains([-1000.0, 0.0, 0.0, 99.0], law=np.array([1, 2, 3])) == [0.0, 0.0, 0.0, 0.0]


def test_an_older_wording_has_the_companions_of_the_article() -> None:
    old = Listing(("kites:art_1@2019-01-01", "kites:art_2"), ("provision",) * 2, ())
    lifted = Companions.among([[DUTY, SANCTION]], old).lift(np.array([30.0, 0.0], dtype=np.float32), np.arange(2), WEIGHTS)
    assert lifted[1] > 0


def test_situations_and_bundles_of_the_corpus_tell_what_goes_together() -> None:
    corpus = read_corpus(Path(__file__).parents[1] / "corpus")
    assert len(corpus.together) == len(corpus.situations) + len(corpus.bundles)
    assert all(len(bundle.cites) > 1 for bundle in corpus.bundles)
    assert all(len(set(articles)) == len(articles) for articles in corpus.together)
