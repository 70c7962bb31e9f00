"""Counts of people in a description: figures in both languages, what they count, and what lies too near a threshold to tell."""

from __future__ import annotations

import pytest

from banfa.corpus import Corpus
from banfa.product_numbers import figures
from banfa.reading_facts import propose
from banfa.scope_answers import gathered, with_assumed
from banfa.scope_check import ScopeChecker


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("120,000 users", 120_000),
        ("350 000 people", 350_000),
        ("1.2 million players", 1_200_000),
        ("30k pairs", 30_000),
        ("two million units", 2_000_000),
        ("half a million people", 500_000),
        ("已收集约23万名学生", 230_000),
        ("9.8万人", 98_000),
        ("两百三十人", 230),
        ("二十多万用户", 200_000),
        ("三千万用户", 30_000_000),
        ("nearly 100,000 users", 99_999),
        ("不到10万人", 99_999),
        ("about 8,000 users", 8000),
        ("more than 100,000 users", 100_000),
    ],
)
def test_a_figure_has_its_value(text: str, value: int) -> None:
    assert [figure.value for figure in figures(text)] == [value]


@pytest.mark.parametrize("text", ["about 100,000 users", "约10万用户", "十万用户左右", "roughly 1 million people", "大约100万人"])
def test_about_a_threshold_is_no_number(text: str) -> None:
    assert [figure.value for figure in figures(text)] == [None]


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("过去一年向新加坡总部传了12万用户昵称。", "people_exported_this_year", 120_000),
        ("今年以来已把86万名车主的账号同步到慕尼黑总部，不含敏感个人信息。", "people_exported_this_year", 860_000),
        ("This year we sent about 8,000 users' health records to Zurich.", "sensitive_people_exported_this_year", 8000),
        ("今年把9千名患者的病历传到了美国母公司。", "sensitive_people_exported_this_year", 9000),
        ("We store personal data of 350,000 people.", "people_handled", 350_000),
        ("It has 1.3 million registered accounts in China.", "registered_users", 1_300_000),
        ("注册用户320万。", "registered_users", 3_200_000),
        ("月活40万用户。", "monthly_active_users", 400_000),
    ],
)
def test_a_count_is_of_the_fact_that_its_words_tell(corpus: Corpus, text: str, fact: str, value: int) -> None:
    found = gathered(propose(text, corpus.readings))
    assert found[fact].value == value
    assert found[fact].words[0] in text


@pytest.mark.parametrize(
    "text",
    [
        "Last year the names of 1.2 million players were transferred to Seoul.",
        "去年向新加坡传了12万用户的昵称。",
        "每月向美国传5万名用户的日志。",
    ],
)
def test_the_count_of_another_year_or_of_a_month_is_not_that_of_this_year(corpus: Corpus, text: str) -> None:
    found = gathered(propose(text, corpus.readings))
    assert "people_exported_this_year" not in found
    assert found["exports_personal_information"].value is True


@pytest.mark.parametrize(
    ("count", "derived"),
    [("99,999", "exports_under_100k"), ("100,000", "exports_100k_to_1m"), ("1,000,000", "exports_over_1m")],
)
def test_the_thresholds_follow_from_the_count(corpus: Corpus, count: str, derived: str) -> None:
    text = f"Since January we have transferred the nicknames of {count} users to Singapore, none of them sensitive."
    case = ScopeChecker(corpus.scope).check(with_assumed({}, gathered(propose(text, corpus.readings)))).case
    names = ("exports_under_100k", "exports_100k_to_1m", "exports_over_1m")
    assert [name for name in names if case.values[name]] == [derived]


@pytest.mark.parametrize("text", ["We are 40 people in Wuhan.", "It took 3 years and 200 servers.", "A plan costs 120,000 yuan."])
def test_what_counts_nobody_whose_data_are_handled_is_no_count(corpus: Corpus, text: str) -> None:
    counts = {"people_handled", "registered_users", "monthly_active_users", "people_exported_this_year"}
    assert not counts & {p.fact for p in propose(text, corpus.readings)}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("We are a WFOE in Suzhou.", "foreign_invested"),
        ("本公司为外商独资企业。", "foreign_invested"),
        ("We are incorporated in Singapore.", "provider_established_abroad"),
        ("公司注册在香港。", "provider_established_abroad"),
    ],
)
def test_capital_and_seat_are_read(corpus: Corpus, text: str, fact: str) -> None:
    assert gathered(propose(text, corpus.readings))[fact].value is True


def test_the_seat_of_the_parent_is_not_that_of_the_provider(corpus: Corpus) -> None:
    assert "provider_established_abroad" not in gathered(propose("本公司注册在上海，母公司在新加坡。", corpus.readings))
