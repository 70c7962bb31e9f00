"""What a text requires, forbids or allows, and of whom: the words that say so, in both languages."""

from __future__ import annotations

import pytest

from banfa.actors import addressed, bound, named, strangers, subjects
from banfa.clauses import chinese_clauses, clauses, law_clauses
from banfa.corpus import Corpus
from banfa.documents import documents, paragraphs, unknown
from banfa.duties import Modality, granted, modalities


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
        ("Collecting it isn't allowed.", "MUST_NOT"),
        ("You mustn't delete labels.", "MUST_NOT"),
        ("It is strictly prohibited to do so.", "MUST_NOT"),
        ("No handler may sell data.", "MUST_NOT"),
        ("You don't have to file.", "NEED_NOT"),
        ("Actors should respect human rights.", "MUST"),
        ("It may be used only for security.", "MUST"),
        ("These Measures apply where data are handled.", "APPLIES"),
        ("应当添加标识", "MUST"),
        ("必须备案", "MUST"),
        ("应在十日内备案", "MUST"),
        ("应尊重人权", "MUST"),
        ("只能用于维护安全", "MUST"),
        ("需经批准", "MUST"),
        ("不得不备案", "MUST"),
        ("不应删除", "MUST_NOT"),
        ("不准删除", "MUST_NOT"),
        ("可处罚款", "MAY"),
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
        "where leakage may occur",
        "知道或者应当知道",
        "应急预案、应用程序、相应措施",
        "信息不准确的",
        "发现禁止传输的信息",
        "审查是否可以识别",
        "the publication of which is prohibited",
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


def test_in_the_law_what_may_be_done_only_so_may_be_done_and_must_be_done_so() -> None:
    text = "A handler may handle it only where the individual consents."
    assert granted(text) == {Modality.MAY, Modality.MUST}
    assert {clause.modality for clause in law_clauses(text)} == {Modality.MAY, Modality.MUST}
    assert modalities(text) == {Modality.MAY}


def test_what_is_possible_is_a_clause_of_its_own_and_no_choice() -> None:
    text = "They must not push information that may affect minors."
    assert [clause.modality for clause in clauses(text)] == [Modality.MUST_NOT, Modality.MIGHT]


def test_of_a_passive_the_words_before_it_say_what() -> None:
    (clause,) = clauses("Trade secrets must be respected.")
    assert {"trad", "secre", "respe"} <= clause.stems


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
        ("Internet information service providers must keep records.", "provider"),
        ("A personal information handler must inform the individual.", "handler"),
        ("A network data handler that serves State organs must keep secrets.", "handler"),
        ("Critical information infrastructure operators must store it.", "infrastructure operator"),
        ("A data handler (not a CII operator) must file.", "handler"),
        ("Network operators must keep logs.", "operator"),
        ("Content platforms must check.", "platform"),
        ("Schools must teach it.", "school"),
        ("Guardians of minors must supervise them.", "guardian"),
        ("Manufacturers must preinstall it.", "producer"),
        ("Deployers must inform people.", "deployer"),
        ("The party may appeal.", "party"),
        ("Labels must be added, and providers must keep logs.", "provider"),
        ("个人信息处理者应当告知个人。", "handler"),
        ("达到国家网信部门规定数量的处理者应当指定负责人。", "handler"),
        ("关键信息基础设施的运营者应当在境内存储。", "infrastructure operator"),
        ("网络运营者应当留存日志。", "operator"),
        ("学校应当开展教育。", "school"),
        ("监护人应当教育未成年人。", "guardian"),
        ("智能终端产品的制造者应当预装软件。", "producer"),
        ("任何组织和个人不得删除标识。", ""),
        ("应当取得监护人同意，并应当制定规则。", ""),
        ("国家网信部门规定的其他情形应当申报。", ""),
    ],
)
def test_whoever_stands_directly_before_the_duty_is_addressed(text: str, expected: str) -> None:
    assert addressed(text) == frozenset(filter(None, expected.split(", ")))


def test_in_the_law_everybody_before_the_duty_may_be_meant() -> None:
    assert named("Where providers discover that users break the law, they must warn them.") == {"provider", "user"}
    assert named("Organisations and individuals must not remove labels.") == frozenset()


def test_a_duty_of_the_law_is_of_who_stands_before_it_and_not_of_who_is_named_in_the_condition() -> None:
    assert list(bound("Where users complain, providers must answer, and must not delete.").values()) == [{"provider"}] * 2
    assert list(bound("The handler must inform the user, and the department must decide.").values()) == [
        {"handler"},
        {"authority"},
    ]
    assert list(bound("It must be stored by operators.").values()) == [{"operator"}]
    assert list(bound("Organisations and individuals must not sell it.").values()) == [frozenset()]


def test_a_claim_says_of_each_duty_whose_it_is_or_leaves_it_open() -> None:
    assert list(subjects("Providers must label, and must not delete.").values()) == [{"provider"}] * 2
    assert list(subjects("The authorities may ask, and you must explain.").values()) == [{"authority"}, frozenset()]


@pytest.mark.parametrize(
    ("said", "meant", "expected"),
    [
        ("handler", "provider", "handler"),
        ("platform", "provider", ""),
        ("provider", "operator", ""),
        ("operator", "infrastructure operator", "operator"),
        ("infrastructure operator", "operator", ""),
        ("user", "individual", ""),
        ("provider", "party", ""),
        ("authority", "party", "authority"),
    ],
)
def test_one_may_stand_for_another_by_definition_or_by_role(said: str, meant: str, expected: str) -> None:
    assert strangers(frozenset({said}), frozenset({meant})) == [expected] * bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GB/T 45654-2025 and GB 45438", {"GB 45654-2025", "GB 45438"}),
        ("按TC260-003", {"TC260-003"}),
        ("Order No. 15 of 2023", {"Order No. 15"}),
        ("第十五号令", {"Order No. 15"}),
        ("2019/790号指令", {"2019/790"}),
        ("100 GB of data in 2023", set()),
    ],
)
def test_documents_are_known_by_their_number(text: str, expected: set[str]) -> None:
    assert documents(text) == expected


def test_the_year_of_a_standard_may_be_left_out_and_not_be_another_one() -> None:
    known = documents("GB 45438-2025")
    assert unknown(documents("GB 45438"), known) == []
    assert unknown(documents("GB 45438-2026"), known) == ["GB 45438-2026"]


def test_paragraphs_are_known_by_their_number() -> None:
    assert paragraphs("paragraphs 4 and 5 and 第二款") == {2, 4, 5}
