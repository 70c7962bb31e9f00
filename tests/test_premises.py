"""What questions take for granted: read from the question, held against the law, corrected in a sentence."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from banfa.asked_figure import unfixed
from banfa.citing import Citator
from banfa.corpus import Corpus, read_corpus
from banfa.corrections import comparable, correction
from banfa.law import Provision
from banfa.memo_elements import Clash
from banfa.memo_wording import in_words_of_law
from banfa.misbelief_cues import has_right_figures
from banfa.passage import Passage
from banfa.premise_figures import figure_counts
from banfa.premise_things import has_thing, things_said
from banfa.premises import Contradiction, Premise
from banfa.premises_en import english_premises
from banfa.premises_zh import chinese_premises
from banfa.question import understand

DAY = date(2026, 11, 23)
PIPL, MEASURES, FILING = "cn-pipl", "cn-genai-measures", "cn-algorithm-recommendation"


@cache
def held() -> Corpus:
    return read_corpus(Path(__file__).parents[1] / "corpus")


@cache
def citator() -> Citator:
    return Citator(held())


def claims(text: str) -> list[str]:
    question = understand(text, citator(), DAY)
    read = chinese_premises if question.language == "zh" else english_premises
    return [premise.claim.strip(" ,.?，。") for premise in read(question.text, citator())]


def passage(instrument: str, locator: str) -> Passage:
    provision: Provision = held().provision(instrument, locator, DAY)
    return Passage(provision, 1.0, locator)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        (
            "Since article 9 of the Interim Measures sets a fine, may we pay it in instalments?",
            "article 9 of the Interim Measures sets a fine",
        ),
        ("Why does the PIPL require consent for everything?", "the PIPL require consent for everything"),
        (
            "Since the Labelling Measures make watermarks compulsory, which one do we take?",
            "the Labelling Measures make watermarks compulsory",
        ),
        ("Why must audit reports be kept for ten years?", "audit reports must be kept for ten years"),
        ("Which article of the PIPL sets a deadline of 72 hours?", "the PIPL sets a deadline of 72 hours"),
        ("The six bodies that issued the Interim Measures: who leads?", "the Interim Measures was issued by six bodies"),
        (
            "Does the 48-hour deadline for illegal content in the Interim Measures run on Sundays?",
            "The Interim Measures set a 48-hour deadline for illegal content",
        ),
        ("既然个保法要求报告保存五年，电子版行吗？", "个保法要求报告保存五年"),
        ("深度合成规定第十二条要求的实名认证，用邮箱能不能代替？", "深度合成规定第十二条要求实名认证"),
        ("国务院为什么要自己发布《生成式人工智能服务管理暂行办法》？", "《生成式人工智能服务管理暂行办法》由国务院发布"),
        ("《暂行办法》第十七条不是写了满100万用户才要评估吗？", "《暂行办法》第十七条规定满100万用户才要评估"),
    ],
)
def test_a_question_is_read_for_what_it_takes_for_granted(question: str, claim: str) -> None:
    assert claim in claims(question)


@pytest.mark.parametrize(
    "question",
    [
        "What does article 17 of the Interim Measures say?",
        "We have 300 engineers in Shenzhen. Does that matter?",
        "My handbook says the Cybersecurity Law fines ten times the gain. Is that still so?",
        "我们用户有三十万，要不要做安全评估？",
        "如果算法备案要三十日，我们怎么办？",
    ],
)
def test_what_is_asked_or_is_the_case_of_the_asker_is_no_premise(question: str) -> None:
    assert claims(question) == []


def test_a_correction_names_the_figure_of_the_law_where_it_has_one_of_the_kind() -> None:
    found = Contradiction("period", "30 day", "10 working day", (FILING, "art_24__para_1"))
    assert (
        correction(found, held(), "en") == "One correction first: Algorithm Provisions art 24 has 10 working days, not 30 days."
    )
    assert "10个工作日，不是30日" in correction(found, held(), "zh")


def test_a_correction_names_no_figure_of_another_kind() -> None:
    found = Contradiction("period", "2 year", "60 working day", (PIPL, "art_56__para_2"))
    assert "60" not in correction(found, held(), "en")
    assert not comparable("2 year", "60 working day")
    assert comparable("RMB 10,000,000", "RMB 100,000, RMB 50,000,000")


@pytest.mark.parametrize("kind", ["issuer", "actor", "scope", "only", "negation", "timing", "superseded", "modality"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_of_correction_has_its_sentence(kind: str, language: str) -> None:
    assert correction(Contradiction(kind, "", "", (MEASURES, "art_17")), held(), language)


def test_a_figure_that_the_article_has_is_no_open_question() -> None:
    question = understand("How many years must the assessment report be kept?", citator(), DAY)
    assert unfixed(question, [passage(PIPL, "art_56")]) is None


def test_a_figure_that_the_articles_do_not_have_is_said_not_to_be_there() -> None:
    question = understand("How many hours do we have to take illegal content down?", citator(), DAY)
    found = unfixed(question, [passage(MEASURES, "art_14")])
    assert found is not None
    assert (found.kind, found.locator) == ("time", "art_14")


def test_a_degree_is_not_counted_where_the_law_does_not_count_it() -> None:
    question = understand("个保法第五十八条的“用户数量巨大”到底是多少万人？", citator(), DAY)
    found = unfixed(question, [passage(PIPL, "art_58")])
    assert found is not None
    assert found.kind == "degree"


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        (
            "Who can be the agent that article 22 of the Interim Measures tells foreign firms to name?",
            "article 22 of the Interim Measures tells foreign firms to name the agent",
        ),
        (
            "I know article 15 gives us two days to answer a complaint - does a Sunday count?",
            "article 15 gives us two days to answer a complaint",
        ),
        (
            "We start in June and article 24 of the Algorithm Provisions wants the filing sixty days ahead. Are we late?",
            "article 24 of the Algorithm Provisions wants the filing sixty days ahead",
        ),
        ("算法备案归市场监管局管对吧，要带什么材料？", "算法备案归市场监管局管"),
        ("标识办法给老产品留了一年过渡期，现在还来得及吗？", "标识办法给老产品留了一年过渡期"),
    ],
)
def test_what_stands_in_a_clause_beside_the_question_is_read_too(question: str, claim: str) -> None:
    assert claim in claims(question)


def test_who_tells_what_others_say_and_asks_whether_it_is_true_takes_nothing_for_granted() -> None:
    assert claims("Somebody on our team claims that a student may be a provider under article 22. Correct?") == []
    assert claims("A student may be a provider under article 22 of the Interim Measures. Correct?") != []


def test_an_article_without_a_period_is_said_to_have_none_and_not_another_one() -> None:
    cited = Contradiction("period", "3 years", "", (MEASURES, "art_15"), (MEASURES, "art_15"))
    assert correction(cited, held(), "en") == "One correction first: Interim Measures art 15 sets no period."
    assert "没有规定期限" in correction(cited, held(), "zh")
    uncited = Contradiction("period", "3 years", "", (MEASURES, "art_11"), None, ("cn-csl", "art_23"), "6 months")
    assert correction(uncited, held(), "en").endswith("A period that may be meant is in CSL art 23: 6 months.")


def test_a_correction_tells_every_figure_of_an_article_that_has_few() -> None:
    found = Contradiction("period", "30 working days", "10 working days, 20 working days", (FILING, "art_24"), from_then=True)
    told = correction(found, held(), "en")
    assert "art 24 has 10 working days and 20 working days, not 30 working days." in told
    assert told.endswith("It counts from the event on, not back from it.")


def test_a_correction_names_the_authority_and_the_actor_of_the_law() -> None:
    authority = Contradiction("authority", "public security", "cyberspace", (MEASURES, "art_20"))
    assert correction(authority, held(), "zh") == "先更正一点：暂行办法第二十条规定的是网信部门，不是公安机关。"
    actor = Contradiction("actor", "the provision speaks to the provider, not to the user", "", (MEASURES, "art_17"))
    assert correction(actor, held(), "zh") == "先更正一点：暂行办法第十七条规定的是提供者的义务，不是使用者的义务。"


@pytest.mark.parametrize(
    ("claim", "thing", "instrument", "article"),
    [
        ("article 15 makes providers name a data protection officer", "officer", MEASURES, "art_15"),
        ("第九条要求用户先实名", "real-name", MEASURES, "art_9"),
        ("article 20 makes every operator hand in an ethics review", "ethics", "cn-csl", "art_20"),
        ("第十三条罚一万到十万", "fine", "cn-labelling", "art_13"),
        ("article 22 tells foreign providers to appoint a local representative", "representative", MEASURES, "art_22"),
    ],
)
def test_a_thing_is_missed_in_an_article_that_does_not_speak_of_it(claim: str, thing: str, instrument: str, article: str) -> None:
    assert thing in things_said(claim)
    assert not has_thing(thing, held().provision(instrument, article, DAY).text)


@pytest.mark.parametrize(
    ("thing", "instrument", "article"),
    [
        ("officer", PIPL, "art_52"),
        ("real-name", "cn-deep-synthesis", "art_9"),
        ("real-name", "cn-csl", "art_26"),
        ("ethics", FILING, "art_7"),
        ("fine", "cn-network-data", "art_55"),
        ("representative", PIPL, "art_53"),
        ("localisation", PIPL, "art_40"),
        ("leak", PIPL, "art_57"),
        ("licence", MEASURES, "art_23"),
    ],
)
def test_a_thing_is_not_missed_where_the_article_has_it(thing: str, instrument: str, article: str) -> None:
    assert has_thing(thing, held().provision(instrument, article, DAY).text)


def test_illegal_content_in_a_duty_is_no_ban() -> None:
    assert "must not" not in in_words_of_law("article 14 makes us report illegal content to the authorities")
    assert "must not" in in_words_of_law("article 14 makes resale illegal")


@pytest.mark.parametrize(
    ("claim", "counts"),
    [
        ("会员一个月收39块钱", False),
        ("The plan costs RMB 39 a month", False),
        ("每月收费39元", False),
        ("The filing must be made within a month", True),
        ("变更应当提前一个月办理", True),
    ],
)
def test_the_month_that_a_price_is_paid_for_is_no_period_of_the_law(claim: str, counts: bool) -> None:
    assert figure_counts(Clash("period", "1 month", "30 days"), Premise(claim)) is counts


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ("The fine starts at RMB 10,000 and ends at RMB 100,000; is a first one a light one?", True),
        ("The fine starts at RMB 1,000 and ends at RMB 10,000; is a first one a light one?", False),
        ("Is a first one a light one?", False),
    ],
)
def test_right_figures_are_known_beside_a_word_for_one(corpus: Corpus, told: str, right: bool) -> None:
    belief = next(m for m in corpus.misbeliefs if m.id == "algorithm-fine-amounts")
    assert has_right_figures(belief, told) is right
