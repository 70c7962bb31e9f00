"""What a text requires, forbids or allows, and of whom: the words that say so, in both languages."""

from __future__ import annotations

import pytest

from banfa.corpus import Corpus
from banfa.duties import Modality, addressed, chinese_clauses, clauses, modalities, named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Providers must label.", "MUST"),
        ("Providers shall label.", "MUST"),
        ("A label is required.", "MUST"),
        ("You have to file.", "MUST"),
        ("The user needs to declare it.", "MUST"),
        ("Only lawful data may be used.", "MUST"),
        ("Providers must not delete labels.", "MUST_NOT"),
        ("You may not delete labels.", "MUST_NOT"),
        ("Nobody may delete labels.", "MUST_NOT"),
        ("No organisation or individual may delete labels.", "MUST_NOT"),
        ("Deleting labels is prohibited.", "MUST_NOT"),
        ("Providers may offer unlabelled content.", "MAY"),
        ("Watermarks are encouraged.", "MAY"),
        ("Users have the right to complain.", "CAN"),
        ("Users can complain.", "CAN"),
        ("You need not file.", "NEED_NOT"),
        ("There is no duty to file.", "NEED_NOT"),
        ("A licence is not required.", "NEED_NOT"),
        ("The Measures do not prohibit it.", "NO_BAN"),
        ("These Measures apply to providers.", "APPLIES"),
        ("These Measures do not apply.", "APPLIES_NOT"),
        ("Providers must label and may not delete.", "MUST MUST_NOT"),
        ("应当添加标识", "MUST"),
        ("必须备案", "MUST"),
        ("应在十日内备案", "MUST"),
        ("不得删除", "MUST_NOT"),
        ("严禁删除", "MUST_NOT"),
        ("不能删除", "MUST_NOT"),
        ("可以添加", "MAY"),
        ("鼓励添加", "MAY"),
        ("有权投诉", "CAN"),
        ("不需要备案", "NEED_NOT"),
        ("无需备案", "NEED_NOT"),
        ("没有备案义务", "NEED_NOT"),
        ("没有禁止", "NO_BAN"),
        ("不适用本办法", "APPLIES_NOT"),
        ("的服务，适用本办法", "APPLIES"),
    ],
)
def test_a_text_has_the_modality_that_a_lawyer_reads_in_it(text: str, expected: str) -> None:
    assert modalities(text) == {Modality[name] for name in expected.split()}


@pytest.mark.parametrize(
    "text",
    [
        "These Measures come into force on 15 August 2023.",
        "content that may cause confusion",
        "services which can move the public",
        "information prohibited by laws",
        "measures to encourage innovation",
        "in accordance with their duties",
        "法律、行政法规禁止的信息",
        "可能导致混淆",
        "能够识别",
        "适用人群",
        "需要评估的情形之一",
    ],
)
def test_words_that_only_look_like_it_are_none(text: str) -> None:
    assert modalities(text) == frozenset()


def test_each_clause_has_the_words_that_say_what() -> None:
    first, second = clauses("Providers must keep secrets confidential, and must not disclose them to others.")
    assert (first.modality, second.modality) == (Modality.MUST, Modality.MUST_NOT)
    assert {"secre", "confi"} <= first.stems
    assert "discl" in second.stems
    assert "discl" not in first.stems


def test_of_a_passive_the_words_before_it_say_what() -> None:
    (clause,) = clauses("Trade secrets must be respected.")
    assert {"trade", "secre", "respe"} <= clause.stems


def test_a_clause_lies_in_one_that_speaks_of_the_same() -> None:
    (said,) = clauses("You may disclose trade secrets to others.")
    kept, told = clauses("They must keep records, and must not disclose trade secrets to others.")
    assert said.inside(told) == 1.0
    assert said.inside(kept) == 0.0


def test_a_chinese_clause_speaks_through_the_terms_of_the_glossary(corpus: Corpus) -> None:
    (said,) = chinese_clauses("应当履行算法备案手续", corpus.english)
    (same,) = clauses("You must complete the formalities for algorithm filing.")
    (other,) = clauses("You must give annotators training.")
    assert said.inside(same) == 1.0
    assert said.inside(other) == 0.0


def test_without_a_glossary_a_chinese_clause_says_nothing_that_could_be_compared() -> None:
    assert chinese_clauses("应当备案", {}) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Providers must label.", "provider"),
        ("A deep synthesis service provider must label.", "provider"),
        ("Providers and technical supporters must file.", "provider, technical supporter"),
        ("Internet app stores and other app distribution platforms must verify.", "app store"),
        ("Users have the right to complain.", "user"),
        ("The national cyberspace department must notify them.", "authority"),
        ("Providers of services to users must label.", "provider"),
        ("The number of users may grow.", ""),
        ("Users' data must not be sold.", ""),
        ("The user agreement must say so.", ""),
        ("If users complain, you must answer.", ""),
        ("Where users complain, providers must answer.", "provider"),
        ("Users must be told.", ""),
        ("Users can complain.", ""),
        ("You must label.", ""),
        ("提供者应当添加标识。", "provider"),
        ("技术支持者应当备案。", "technical supporter"),
        ("用户发布内容的，服务提供者应当核验。", "provider"),
        ("使用者的输入信息不得留存。", ""),
        ("提供者对使用者的输入信息应当保护。", "provider"),
        ("有关主管部门可以责令改正。", "authority"),
    ],
)
def test_whoever_stands_directly_before_the_duty_is_addressed(text: str, expected: str) -> None:
    assert addressed(text) == frozenset(filter(None, expected.split(", ")))


def test_in_the_law_everybody_before_the_duty_may_be_meant() -> None:
    assert named("Where providers discover that users break the law, they must warn them.") == {"provider", "user"}
    assert named("Organisations and individuals must not remove labels.") == frozenset()
