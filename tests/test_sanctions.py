"""Which sanctions stand behind the duty that a question is about, and which give way."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from banfa.law import Enrichment, Provision, Unit
from banfa.sanctions import InForce, sanctions_weighed

PENAL = Enrichment(modality=("penalty",))


def article(number: int, text: str, instrument: str = "kites", *, penal: bool = False) -> Provision:
    at = f"art_{number}"
    about = {at: PENAL if penal else Enrichment()}
    return Provision(instrument, at, "", "", (Unit(at, text),), date(2020, 1, 1), enrichment=about)


def law(*provisions: Provision) -> InForce:
    return InForce(
        provisions,
        np.arange(len(provisions)),
        {(p.instrument, p.locator): n for n, p in enumerate(provisions)},
        {},
        tuple(n for n, p in enumerate(provisions) if "penalty" in p.about().modality),
    )


DUTY, OTHER = article(1, "Kites must be lit at night."), article(2, "Kites must be registered.")
ITS_FINE = article(8, "Whoever violates Article 1 is fined.", penal=True)
OTHER_FINE = article(9, "Whoever violates Article 2 is fined.", penal=True)
CATCH_ALL = article(10, "Breaches are dealt with under other laws.", penal=True)


def weighed(held: InForce, *scores: float, cited: frozenset[int] = frozenset()) -> dict[int, float]:
    return {n: round(gain, 3) for n, gain in sanctions_weighed(held, np.array(scores), cited).items() if gain}


def test_the_sanction_that_names_the_duty_comes_right_behind_it() -> None:
    assert weighed(law(DUTY, OTHER, ITS_FINE), 9.0, 0.0, 4.0)[2] == pytest.approx(9.0 - 0.3 - 4.0)


def test_a_sanction_of_another_duty_loses_by_how_far_that_duty_lies_behind() -> None:
    kept = weighed(law(DUTY, OTHER, ITS_FINE, OTHER_FINE), 9.0, 7.0, 8.9, 8.0)
    far = weighed(law(DUTY, OTHER, ITS_FINE, OTHER_FINE, article(3, "x"), article(4, "y")), 9.0, 1.0, 8.9, 8.0, 8.5, 8.4)
    assert kept.get(3, 0.0) > far[3] == -2.0


def test_what_the_question_cites_loses_nothing() -> None:
    held = law(DUTY, OTHER, ITS_FINE, OTHER_FINE, article(3, "x"), article(4, "y"))
    assert 3 not in weighed(held, 9.0, 1.0, 8.9, 8.0, 8.5, 8.4, cited=frozenset({3}))


def test_a_sanction_that_names_no_article_stands_in_where_none_names_the_duty() -> None:
    assert weighed(law(DUTY, CATCH_ALL), 9.0, 2.0) == {1: pytest.approx(6.0)}


def test_a_law_on_sanctions_has_no_catch_all() -> None:
    many = [article(n, "A fine is paid within 15 days.", penal=True) for n in range(20, 24)]
    assert weighed(law(DUTY, *many), 9.0, 2.0, 2.0, 2.0, 2.0) == {}
