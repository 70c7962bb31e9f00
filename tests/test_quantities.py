"""Figures with their units, in English and in Chinese, brought to one form; and which of them a quote backs."""

from __future__ import annotations

import pytest

from banfa.quantities import Quantity, backed, quantities


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        ("within 10 working days", "在十个工作日内", {(10, "working_day")}),
        ("within ten business days", "10个工作日内", {(10, "working_day")}),
        ("thirty working days", "三十 个工作日", {(30, "working_day")}),
        ("thirty-one days", "三十一日", {(31, "day")}),
        ("5 calendar days", "5天", {(5, "day")}),
        ("for not less than 6 months", "不少于六个月", {(6, "month")}),
        ("two months", "两个月", {(2, "month")}),
        ("three years", "三年", {(3, "year")}),
        ("one week", "一周", {(1, "week")}),
        ("twenty-four hours", "二十四小时", {(24, "hour")}),
        ("30 minutes", "三十分钟", {(30, "minute")}),
        ("14-year-old", "不满十四周岁", {(14, "year")}),
        ("5 per cent", "百分之五", {(5, "percent")}),
        ("5%", "5%", {(5, "percent")}),
        ("RMB 10,000", "一万元", {(10_000, "money")}),
        ("RMB10,000", "10,000元", {(10_000, "money")}),
        ("CNY 1 million", "一百万元", {(1_000_000, "money")}),
        ("50 million yuan", "五千万元", {(50_000_000, "money")}),
        ("¥100,000", "10万元", {(100_000, "money")}),
        (
            "not less than RMB 10,000 and not more than RMB 100,000",
            "一万元以上十万元以下",
            {(10_000, "money"), (100_000, "money")},
        ),
        ("RMB 10,000 to RMB 100,000", "1万至10万元", {(10_000, "money"), (100_000, "money")}),
        ("15 August 2023", "2023年8月15日", {(20230815, "date")}),
        ("August 15, 2023", "2023-08-15", {(20230815, "date")}),
        ("the 1st of March 2022", "2022年3月1日", {(20220301, "date")}),
        ("Aug. 2023", "2023年8月", {(20230800, "date")}),
        ("on 15 August", "8月15日", {(815, "date")}),
        ("100,000 users", "10万用户", {(100_000, "")}),
        ("1 million people", "一百万人", {(1_000_000, "person")}),
        ("fewer than 10,000 persons", "不满1万人", {(10_000, "person")}),
        ("three to five times the illegal gains", "违法所得五倍以下", {(5, "times")}),
        ("not more than 10 times", "10倍以下", {(10, "times")}),
        ("twice the fine", "两倍罚款", {(2, "times")}),
        ("for at least 2 seconds", "不少于2秒", {(2, "second")}),
        ("level 3 or above", "三级以上", {(3, "level")}),
        ("5%", "百分之五", {(5, "percent")}),
        ("RMB 50,000,000", "五千万元", {(50_000_000, "money")}),
        ("RMB 1.2 billion", "12亿元", {(1_200_000_000, "money")}),
    ],
)
def test_a_figure_is_the_same_in_both_languages(english: str, chinese: str, expected: set[Quantity]) -> None:
    assert quantities(english) == expected
    assert quantities(chinese) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ten (10) working days", {(10, "working_day")}),
        ("10 to 20 working days", {(10, ""), (20, "working_day")}),
        ("one of 24 articles, 3 of them long", {(24, ""), (3, "")}),
        ("in 2023", {(2023, "")}),
        ("2023年", {(2023, "year")}),
        ("3.5 years", {(3.5, "year")}),
    ],
)
def test_figures_of_one_language_are_read_as_they_are_written(text: str, expected: set[Quantity]) -> None:
    assert quantities(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Article 17, paragraph 1, item 3",
        "arts 5 and 8",
        "Articles 16 to 18",
        "art. 4(1)(2)",
        "§ 17",
        "sections 2 and 3",
        "(1) forums; (2) blogs",
        "Order No. 15",
        "GB 45438-2025 and GB/T 45654-2025",
        "国信办通字〔2025〕2号",
        "第十七条第一款第（三）项",
        "第 17 条",
        "第三章",
        "第15号令",
        "GPT-4 and COVID-19",
        "five occasions",
        "one of the two",
        "it may be",
        "一起、一般、一定",
        "千万不要",
        "万一",
        "十分重要",
        "one person in charge",
        "第三人承担侵权责任",
        "上一级网信部门",
        "one by one",
    ],
)
def test_addresses_names_and_idioms_are_no_figures(text: str) -> None:
    assert quantities(text) == set()


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("within 10 working days", "within 10 working days"),
        ("十个工作日内", "within 10 working days"),
        ("10 to 20 working days", "10 working days ... 20 working days"),
        ("up to 100,000", "not more than RMB 100,000"),
        ("since 15 August 2023", "on 15 August 2023"),
        ("since August 2023", "on 15 August 2023"),
        ("2023年8月起", "on 15 August 2023"),
        ("since 2023", "on 15 August 2023"),
        ("自2023年", "on 15 August 2023"),
        ("on 15 August", "on 15 August 2023"),
        ("100万人", "1 million users"),
        ("100万人", "1 million persons"),
    ],
)
def test_a_quote_backs_its_own_figures_and_the_parts_of_its_dates(said: str, quoted: str) -> None:
    assert backed(quantities(said), quantities(quoted)) == quantities(said) != set()


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("within 11 working days", "within 10 working days"),
        ("within 10 days", "within 10 working days"),
        ("within 10 months", "within 10 working days"),
        ("十日内", "within 10 working days"),
        ("RMB 1,000,000", "RMB 100,000"),
        ("十万元", "RMB 10,000"),
        ("since 16 August 2023", "on 15 August 2023"),
        ("since July 2023", "on 15 August 2023"),
        ("since 2024", "on 15 August 2023"),
        ("15 days", "on 15 August 2023"),
        ("on 15 August 2023", "in August 2023"),
        ("24 hours", "without delay"),
        ("100万人", "RMB 1 million"),
        ("十倍", "10%"),
        ("三级", "3 persons"),
    ],
)
def test_and_no_others(said: str, quoted: str) -> None:
    assert backed(quantities(said), quantities(quoted)) == set()


def test_numbers_in_words_back_a_figure_of_the_other_language() -> None:
    assert quantities("two enforcement officers") == set()
    assert backed(quantities("两名执法人员"), quantities("two enforcement officers", words=True)) == {(2, "person")}
