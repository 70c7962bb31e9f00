"""Texts whose paragraphs carry numbers of their own (Union law) and standards with clauses: the numbers are the address."""

from __future__ import annotations

from pathlib import Path

import pytest

from banfa import locator as loc
from banfa.corpus.parse import parse_text
from banfa.pinpoints import pinpoints

UNION = """
# A Regulation on Kites

### Article 4a. Kites for study

1. Whoever studies kites may:

(a) fly one by day;

(ba) fly one by night, with a lamp.

1a. The lamp must be red.

3. Paragraph 2 was deleted.

### Annex III. Heavy kites

1. Kites of wood:

(a) of oak;

(b) of ash.

5. Kites of iron.
"""

STANDARD = """
### Clause 5.6. The mark on a kite

The mark must be seen from the ground.

### Clause 6. Hidden marks

The mark has these parts:

(1) the owner;

(2) the number.
"""


def parsed(folder: Path, text: str) -> dict[str, list[str]]:
    file = folder / "2020-01-01.md"
    file.write_text(text, encoding="utf-8")
    return {article.locator: [unit.locator for unit in article.units] for article in parse_text(file)}


def test_paragraphs_and_points_keep_the_numbers_and_letters_they_carry(tmp_path: Path) -> None:
    assert parsed(tmp_path, UNION) == {
        "art_4a": [
            "art_4a__para_1",
            "art_4a__para_1__a",
            "art_4a__para_1__ba",
            "art_4a__para_1a",
            "art_4a__para_3",
        ],
        "annex_iii": [
            "annex_iii__point_1",
            "annex_iii__point_1__a",
            "annex_iii__point_1__b",
            "annex_iii__point_5",
        ],
    }


def test_a_standard_is_addressed_by_its_clauses(tmp_path: Path) -> None:
    assert parsed(tmp_path, STANDARD) == {"cl_5_6": ["cl_5_6"], "cl_6": ["cl_6__para_1", "cl_6__item_1", "cl_6__item_2"]}


@pytest.mark.parametrize(
    ("locator", "en", "zh"),
    [
        ("cl_5_6", "cl 5.6", "第5.6条"),
        ("cl_6__item_2", "cl 6 item 2", "第6条第二项"),
        ("art_4a__para_1__ba", "art 4a para 1 (ba)", "第四a条第一款(ba)"),
        ("annex_iii__point_1__b", "Annex III point 1 (b)", "附件III第一点(b)"),
    ],
)
def test_every_address_is_a_locator_and_reads_as_lawyers_write_it(locator: str, en: str, zh: str) -> None:
    assert loc.is_locator(locator)
    assert (loc.pinpoint(locator), loc.pinpoint(locator, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("text", "locators"),
    [
        ("Article 50(2) of the AI Act", ["art_50__para_2"]),
        ("Art 5(1)(f)", ["art_5__para_1__f"]),
        ("Article 113(a)", ["art_113__a"]),
        ("Article 4a", ["art_4a"]),
        ("Article 5(1a)", ["art_5__para_1a"]),
        ("Annex III, point 5(b)", ["annex_iii__point_5__b"]),
        ("附件三第五点", ["annex_iii__point_5"]),
        ("clause 5.6 of the standard", ["cl_5_6"]),
        ("标准第5.6条", ["cl_5_6"]),
        ("Article 6 (or any other)", ["art_6"]),
    ],
)
def test_they_are_cited_as_people_write_them(text: str, locators: list[str]) -> None:
    assert [found.locator for found in pinpoints(text)] == locators
