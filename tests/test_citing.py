"""Citations in running text: a table of sentences, each with what a lawyer would say that it cites."""

from __future__ import annotations

import pytest

from banfa.citing import Citator, Status
from banfa.corpus import Corpus

MEASURES, DEEP, ALGORITHM = "cn-genai-measures", "cn-deep-synthesis", "cn-algorithm-recommendation"
LABELLING, ASSESSMENT = "cn-labelling", "cn-security-assessment"


def cited(citator: Citator, text: str, context: str | None = None) -> list[str]:
    """What a text cites, as ``instrument:locator``."""
    return [f"{c.instrument}:{c.locator}" for c in citator.find(text, context) if c.status is Status.RESOLVED]


class TestOneArticle:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Art 17 of the Measures", f"{MEASURES}:art_17"),
            ("Does Article 17 of the Interim Measures reach us?", f"{MEASURES}:art_17"),
            ("Interim Measures Art.17", f"{MEASURES}:art_17"),
            ("the Interim Measures (art 17)", f"{MEASURES}:art_17"),
            ("art 17 (Interim Measures)", f"{MEASURES}:art_17"),
            ("ARTICLE 17 OF THE INTERIM MEASURES", f"{MEASURES}:art_17"),
            ("article  17   of the Interim\nMeasures", f"{MEASURES}:art_17"),
            ("§ 17 of the Interim Measures", f"{MEASURES}:art_17"),
            ("article thirteen of the Interim Measures", f"{MEASURES}:art_13"),
            ("article twenty-one of the Interim Measures", f"{MEASURES}:art_21"),
            ("cn-genai-measures article 17", f"{MEASURES}:art_17"),
            (
                "Article 24 of the Provisions on the Administration of Algorithm Recommendation in Internet Information Services",
                f"{ALGORITHM}:art_24",
            ),
            ("暂行办法第十七条", f"{MEASURES}:art_17"),
            ("暂行办法第17条", f"{MEASURES}:art_17"),
            ("暂行办法第１７条", f"{MEASURES}:art_17"),
            ("暂行办法17条", f"{MEASURES}:art_17"),
            ("暂行办法 第 十七 条", f"{MEASURES}:art_17"),
            ("《生成式人工智能服务管理暂行办法》第二条", f"{MEASURES}:art_2"),
            ("按照第十七条，暂行办法要求什么？", f"{MEASURES}:art_17"),
            ("暂行办法和标识办法第四条", f"{LABELLING}:art_4"),
            ("CSL article 21", "cn-csl:art_21"),
            ("网络安全法第二十一条", "cn-csl:art_21"),
            ("个人信息保护法第十三条", "cn-pipl:art_13"),
            ("Art. 50 EU AI Act", "eu-ai-act:art_50"),
        ],
    )
    def test_is_found_however_it_is_written(self, citator: Citator, text: str, expected: str) -> None:
        assert cited(citator, text) == [expected]

    def test_knows_where_it_stands(self, citator: Citator) -> None:
        text = "Must we file under art 17 of the Interim Measures?"
        (found,) = citator.find(text)
        assert text[found.start : found.end] == found.text == "art 17"


class TestParagraphsAndItems:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Labelling Measures art 4 item 4", f"{LABELLING}:art_4__para_1__item_4"),
            ("Interim Measures, Article 2, para 3", f"{MEASURES}:art_2__para_3"),
            ("Article 17 paragraph 1 item 3 of the Deep Synthesis Provisions", f"{DEEP}:art_17__para_1__item_3"),
            ("paragraph 2 of Article 14 of the Interim Measures", f"{MEASURES}:art_14__para_2"),
            ("item 2 of paragraph 1 of article 17 of the Deep Synthesis Provisions", f"{DEEP}:art_17__para_1__item_2"),
            ("point 3 of article 3 of the 2018 provisions", f"{ASSESSMENT}:art_3__item_3"),
            ("art 17(1) of the Deep Synthesis Provisions", f"{DEEP}:art_17__para_1"),
            ("art 17(1)(3) of the Deep Synthesis Provisions", f"{DEEP}:art_17__para_1__item_3"),
            ("art 4(2) of the Interim Measures", f"{MEASURES}:art_4__item_2"),
            ("article four, paragraph one, item two of the Interim Measures", f"{MEASURES}:art_4__item_2"),
            ("深度合成规定第十七条第一款第（三）项", f"{DEEP}:art_17__para_1__item_3"),
            ("深度合成规定第十七条第一款第三项", f"{DEEP}:art_17__para_1__item_3"),
            ("暂行办法第4条第(一)项", f"{MEASURES}:art_4__item_1"),
            ("暂行办法第二条第３款", f"{MEASURES}:art_2__para_3"),
            ("2018年规定第三条第三项", f"{ASSESSMENT}:art_3__item_3"),
        ],
    )
    def test_are_found_in_their_canonical_form(self, citator: Citator, text: str, expected: str) -> None:
        assert cited(citator, text) == [expected]


class TestListsAndRanges:
    @pytest.mark.parametrize(
        ("text", "instrument", "locators"),
        [
            ("Articles 16 to 18 of the Deep Synthesis Provisions", DEEP, "art_16 art_17 art_18"),
            ("arts 5-7 of the Interim Measures", MEASURES, "art_5 art_6 art_7"),
            ("art 5–7 of the Interim Measures", MEASURES, "art_5 art_6 art_7"),
            ("articles 24 through 26 of the Algorithm Provisions", ALGORITHM, "art_24 art_25 art_26"),
            ("Article 1 to Article 3 of the Interim Measures", MEASURES, "art_1 art_2 art_3"),
            ("Articles 7, 9 and 17 of the Interim Measures", MEASURES, "art_7 art_9 art_17"),
            ("arts 5, 6 & 8 of the Interim Measures", MEASURES, "art_5 art_6 art_8"),
            ("§§ 4 and 7 of the Interim Measures", MEASURES, "art_4 art_7"),
            ("Articles 2-4 and 10 of the Interim Measures", MEASURES, "art_2 art_3 art_4 art_10"),
            ("Article 24, paragraphs 1 and 3 of the Algorithm Provisions", ALGORITHM, "art_24__para_1 art_24__para_3"),
            ("Algorithm Provisions art 24 paras 1–3", ALGORITHM, "art_24__para_1 art_24__para_2 art_24__para_3"),
            ("art 24 para 1 and 25 of the Algorithm Provisions", ALGORITHM, "art_24__para_1 art_25"),
            ("article 4 items 1 to 3 of the Interim Measures", MEASURES, "art_4__item_1 art_4__item_2 art_4__item_3"),
            ("Interim Measures articles 18 to 16", MEASURES, "art_18 art_16"),
            ("暂行办法第四条、第七条和第九条", MEASURES, "art_4 art_7 art_9"),
            ("暂行办法第四条至第七条", MEASURES, "art_4 art_5 art_6 art_7"),
            ("暂行办法第4-7条", MEASURES, "art_4 art_5 art_6 art_7"),
            ("深度合成规定第十六、十七条", DEEP, "art_16 art_17"),
            ("算法推荐规定第二十四条第一款、第二款", ALGORITHM, "art_24__para_1 art_24__para_2"),
            ("暂行办法第四条第一项至第三项", MEASURES, "art_4__item_1 art_4__item_2 art_4__item_3"),
        ],
    )
    def test_name_each_of_their_members(self, citator: Citator, text: str, instrument: str, locators: str) -> None:
        assert cited(citator, text) == [f"{instrument}:{locator}" for locator in locators.split()]

    def test_a_range_without_end_does_not_fill_the_memory(self, citator: Citator) -> None:
        assert len(citator.find("articles 1 to 999999999 of the Interim Measures")) < 100


class TestWhoseArticleItIs:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "Interim Measures art 17 and Algorithm Provisions art 24",
                [f"{MEASURES}:art_17", f"{ALGORITHM}:art_24"],
            ),
            (
                "Article 17 of the Deep Synthesis Provisions and Article 4 of the Labelling Measures",
                [f"{DEEP}:art_17", f"{LABELLING}:art_4"],
            ),
            (
                "Articles 7 and 9 of the Interim Measures and article 4 of the Labelling Measures",
                [f"{MEASURES}:art_7", f"{MEASURES}:art_9", f"{LABELLING}:art_4"],
            ),
            (
                "Under the Interim Measures we label. Do articles 16 and 17 of the Deep Synthesis Provisions apply, too?",
                [f"{DEEP}:art_16", f"{DEEP}:art_17"],
            ),
            ("标识办法第四条、深度合成规定第十七条", [f"{LABELLING}:art_4", f"{DEEP}:art_17"]),
            ("PIPL art 3 para 1 and Interim Measures art 11", ["cn-pipl:art_3__para_1", f"{MEASURES}:art_11"]),
            ("Copyright Law art 24 para 1 and Interim Measures art 11", [f"{MEASURES}:art_11"]),
        ],
    )
    def test_is_the_nearest_that_names_it(self, citator: Citator, text: str, expected: list[str]) -> None:
        assert cited(citator, text) == expected

    @pytest.mark.parametrize(
        ("text", "context", "expected"),
        [
            ("Article 9 of these Measures", MEASURES, [f"{MEASURES}:art_9"]),
            ("Article 24, paragraph 3 of these Provisions", ALGORITHM, [f"{ALGORITHM}:art_24__para_3"]),
            ("Articles 16 and 17 of these Provisions", DEEP, [f"{DEEP}:art_16", f"{DEEP}:art_17"]),
            ("as required by Article 9", MEASURES, [f"{MEASURES}:art_9"]),
            ("本办法第九条", MEASURES, [f"{MEASURES}:art_9"]),
            (
                "Article 17, paragraph 1 of the Provisions on the Administration of Deep Synthesis in Internet Information"
                " Services",
                LABELLING,
                [f"{DEEP}:art_17__para_1"],
            ),
            ("《互联网信息服务深度合成管理规定》第十六条和第十七条", LABELLING, [f"{DEEP}:art_16", f"{DEEP}:art_17"]),
            ("the Interim Measures apply. Under Article 9 of these Provisions", DEEP, [f"{DEEP}:art_9"]),
        ],
    )
    def test_these_measures_are_those_that_one_is_reading(
        self, citator: Citator, text: str, context: str, expected: list[str]
    ) -> None:
        assert cited(citator, text, context) == expected

    def test_an_alias_that_is_used_as_a_verb_names_nobody(self, citator: Citator) -> None:
        (found,) = citator.find("安全评估规定在第十七条")
        assert (found.instrument, found.status) == (None, Status.NO_INSTRUMENT)


class TestWhatCannotBeResolvedIsNeverGuessed:
    @pytest.mark.parametrize(
        ("text", "instrument", "locator", "status"),
        [
            ("第4条第(一)项", None, "art_4__item_1", Status.NO_INSTRUMENT),
            ("What does article 9 say?", None, "art_9", Status.NO_INSTRUMENT),
            ("Article 9 of these Measures", None, "art_9", Status.NO_INSTRUMENT),
            ("within 10 working days after article 24, 30 working days", None, "art_24", Status.NO_INSTRUMENT),
            ("art 31 of the Interim Measures", MEASURES, "art_31", Status.NO_SUCH_ARTICLE),
            ("Article 0 of the Interim Measures", MEASURES, "art_0", Status.NO_SUCH_ARTICLE),
            ("Article 17a of the Interim Measures", MEASURES, "art_17a", Status.NO_SUCH_ARTICLE),
            ("暂行办法第三十一条", MEASURES, "art_31", Status.NO_SUCH_ARTICLE),
            ("article 4 item 9 of the Interim Measures", MEASURES, "art_4", Status.NO_SUCH_ARTICLE),
            ("暂行办法第四条第九项", MEASURES, "art_4", Status.NO_SUCH_ARTICLE),
            ("art 19 of the 2018 provisions", ASSESSMENT, "art_19", Status.NO_SUCH_ARTICLE),
            ("art 7 of the 2018 provisions", ASSESSMENT, "art_7", Status.NOT_HELD),
            ("2018年规定第七条", ASSESSMENT, "art_7", Status.NOT_HELD),
            ("Copyright Law article 24", "cn-copyright", "art_24", Status.NOT_HELD),
            ("著作权法第二十四条", "cn-copyright", "art_24", Status.NOT_HELD),
            ("民法典第五百七十七条", "cn-civil-code", "art_577", Status.NOT_HELD),
            ("Art. 9 EU AI Act", "eu-ai-act", "art_9", Status.NOT_HELD),
            ("Art. 114 EU AI Act", "eu-ai-act", "art_114", Status.NO_SUCH_ARTICLE),
            ("个人信息保护法第七十五条", "cn-pipl", "art_75", Status.NO_SUCH_ARTICLE),
        ],
    )
    def test_but_told_apart(self, citator: Citator, text: str, instrument: str | None, locator: str, status: Status) -> None:
        (found,) = citator.find(text)
        assert (found.instrument, found.locator, found.status) == (instrument, locator, status)


class TestProse:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "five articles of clothing",
            "I read three articles about China's Interim Measures",
            "10 items or 3 points",
            "The art of labelling",
            "a 24-article regulation",
            "a particle 17 of dust, start 5",
            "paragraph 3 of your letter",
            "五条建议",
            "5条建议",
            "一条消息",
            "暂行办法共24条",
            "第一次备案",
        ],
    )
    def test_that_cites_nothing_yields_nothing(self, citator: Citator, text: str) -> None:
        assert citator.find(text) == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("articles 4, 7 and 10 working days", ["art_4", "art_7"]),
            ("article 17 or 30 days", ["art_17"]),
            ("Article 4 and 100,000 users", ["art_4"]),
            ("article 24, 30 working days later", ["art_24"]),
            ("article 17, 20% of users", ["art_17"]),
        ],
    )
    def test_figures_behind_an_article_are_no_articles(self, citator: Citator, text: str, found: list[str]) -> None:
        assert [c.locator for c in citator.find(text)] == found


class TestMentions:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Do the Interim Measures apply?", [(MEASURES, True)]),
            ("the interim measures and the labelling measures", [(MEASURES, True), (LABELLING, True)]),
            ("标识办法和著作权法", [(LABELLING, True), ("cn-copyright", False)]),
            ("GB 45438, the PIPL and GB/T 45674", [("cn-gb-45438", True), ("cn-pipl", True), ("cn-gbt-45674", False)]),
            ("interim measurements", []),
            ("pipelines", []),
        ],
    )
    def test_an_instrument_is_held_or_merely_known(self, citator: Citator, text: str, expected: list[tuple[str, bool]]) -> None:
        assert [(m.instrument, m.held) for m in citator.mentions(text)] == expected

    def test_the_longest_name_wins(self, citator: Citator) -> None:
        text = "Do the Interim Measures for the Management of Generative AI Services apply?"
        (found,) = citator.mentions(text)
        assert text[found.start : found.end] == "the Interim Measures for the Management of Generative AI Services"

    def test_every_name_of_every_instrument_that_we_hold_is_recognised(self, corpus: Corpus, citator: Citator) -> None:
        missed = [
            (card.id, name)
            for card in corpus.instruments.values()
            for name in (card.title_en, card.title_zh, card.short_en, card.short_zh, *card.aliases)
            if [m.instrument for m in citator.mentions(name)] != [card.id]
        ]
        assert missed == []
