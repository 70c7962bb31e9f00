"""Addresses of provisions: their form, how lawyers write them in both languages, and Chinese numerals."""

from __future__ import annotations

import pytest

from banfa import locator as loc


@pytest.mark.parametrize(
    "text",
    [
        "art_1",
        "art_17",
        "art_12a",
        "art_14__para_2",
        "art_4__item_1",
        "art_17__para_1__item_3",
        "annex_iii",
        "annex_iii__point_5__b",
    ],
)
def test_this_is_a_locator(text: str) -> None:
    assert loc.is_locator(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "art",
        "art_",
        "art_0x1",
        "Art_17",
        "article_17",
        "17",
        "art_17_para_1",
        "art_17__",
        "art_17__clause_1",
        "art_17__para_",
        "annex_3",
        "art_17\n",
        " art_17",
        "art_十七",
        "art_１７",
        "../art_1",
    ],
)
def test_this_is_none(text: str) -> None:
    assert not loc.is_locator(text)


@pytest.mark.parametrize(
    ("article", "paragraph", "item", "expected"),
    [
        ("17", None, None, "art_17"),
        ("14", 2, None, "art_14__para_2"),
        ("4", None, 1, "art_4__item_1"),
        ("17", 1, 3, "art_17__para_1__item_3"),
        ("12a", 1, None, "art_12a__para_1"),
    ],
)
def test_a_locator_is_made_from_its_numbers(article: str, paragraph: int | None, item: int | None, expected: str) -> None:
    assert loc.make(article, paragraph, item) == expected
    assert loc.is_locator(expected)


@pytest.mark.parametrize(
    ("locator", "article", "number", "parent"),
    [
        ("art_17", "art_17", "17", None),
        ("art_14__para_2", "art_14", "14", "art_14"),
        ("art_4__item_1", "art_4", "4", "art_4"),
        ("art_17__para_1__item_3", "art_17", "17", "art_17__para_1"),
        ("annex_iii__point_5__b", "annex_iii", "III", "annex_iii__point_5"),
    ],
)
def test_a_locator_knows_its_article_and_what_it_lies_in(locator: str, article: str, number: str, parent: str | None) -> None:
    assert loc.article_of(locator) == article
    assert loc.article_number(locator) == number
    assert loc.parent_of(locator) == parent


@pytest.mark.parametrize(
    ("locator", "container", "expected"),
    [
        ("art_17", "art_17", True),
        ("art_17__para_1", "art_17", True),
        ("art_17__para_1__item_3", "art_17__para_1", True),
        ("art_17", "art_17__para_1", False),
        ("art_17", "art_1", False),
        ("art_17__para_12", "art_17__para_1", False),
    ],
)
def test_inside_means_inside_and_not_merely_a_longer_number(locator: str, container: str, expected: bool) -> None:
    assert loc.within(locator, container) is expected


@pytest.mark.parametrize(
    ("locator", "english", "chinese"),
    [
        ("art_17", "art 17", "第十七条"),
        ("art_10", "art 10", "第十条"),
        ("art_24__para_3", "art 24 para 3", "第二十四条第三款"),
        ("art_4__item_1", "art 4 item 1", "第四条第一项"),
        ("art_17__para_1__item_3", "art 17 para 1 item 3", "第十七条第一款第三项"),
        ("art_101", "art 101", "第一百零一条"),
        ("art_12a", "art 12a", "第十二a条"),
        ("annex_iii", "Annex III", "附件III"),
        ("annex_iii__point_5__b", "Annex III point 5 (b)", "附件III第五点(b)"),
    ],
)
def test_a_pinpoint_reads_as_lawyers_write_it(locator: str, english: str, chinese: str) -> None:
    assert loc.pinpoint(locator) == loc.pinpoint(locator, "en") == english
    assert loc.pinpoint(locator, "zh") == chinese


@pytest.mark.parametrize(
    ("number", "chinese"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (24, "二十四"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ],
)
def test_chinese_numerals_are_those_of_the_statute_book(number: int, chinese: str) -> None:
    assert loc.to_chinese(number) == chinese


def test_every_number_up_to_9999_survives_the_way_to_chinese_and_back() -> None:
    lost = [number for number in range(10_000) if loc.from_chinese(loc.to_chinese(number)) != number]
    assert lost == []


def test_no_two_numbers_are_written_alike() -> None:
    assert len({loc.to_chinese(number) for number in range(10_000)}) == 10_000


@pytest.mark.parametrize("number", [-1, 10_000])
def test_what_lies_outside_is_refused_with_the_range(number: int) -> None:
    with pytest.raises(ValueError, match="0 to 9999"):
        loc.to_chinese(number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24", 24),
        ("２４", 24),
        ("１0", 10),
        ("二十四", 24),
        ("十", 10),
        ("两百", 200),
        ("二〇二三", 2023),
        ("一百〇一", 101),
        ("一百零一", 101),
        ("〇", 0),
    ],
)
def test_numerals_are_read_however_they_are_written(text: str, value: int) -> None:
    assert loc.from_chinese(text) == value


@pytest.mark.parametrize("text", ["", "x", "第十", "十七条", "twelve", "4.5", "-3", "二十四个", "²"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert loc.from_chinese(text) is None
