"""Citations as people put them, written before the mechanism was mended: lists of names, ranges, 同法, orders, what we lack.

What a text cites is written in one line: ``G17`` is article 17 of the Interim Measures; ``?9`` an article of no instrument that
is named, ``x9`` of one that we do not know, ``-cn-copyright:9`` of one that we know and do not hold, ``~E9`` one of a text of
which we hold only a part, ``!G31`` one that does not exist.
"""

from __future__ import annotations

import re

import pytest

from banfa.citing import Citator, Status

SHORT = {
    "G": "cn-genai-measures",
    "D": "cn-deep-synthesis",
    "A": "cn-algorithm-recommendation",
    "L": "cn-labelling",
    "P": "cn-pipl",
    "C": "cn-csl",
    "X": "cn-dsl",
    "E": "eu-ai-act",
    "V": "cn-civil-code",
    "N": "cn-network-data",
    "Y": "cn-minors-online",
}
LETTER = {name: letter for letter, name in SHORT.items()}
MARK = {Status.RESOLVED: "", Status.NO_SUCH_ARTICLE: "!", Status.NO_INSTRUMENT: "?", Status.UNKNOWN_INSTRUMENT: "x"}


def read(citator: Citator, text: str) -> str:
    """What a text cites, in the notation of this table."""
    words = []
    for cited in citator.find(text):
        name = LETTER.get(cited.instrument or "", f"{cited.instrument}:" if cited.instrument else "")
        partly = "~" if cited.instrument in LETTER else "-"
        place = cited.locator.removeprefix("art_").replace("__para_", "p").replace("__item_", "i")
        words.append(MARK.get(cited.status, partly) + name + place)
    return " ".join(words)


def names(citator: Citator, text: str) -> str:
    """The instruments that a text names, in the notation of this table."""
    return "".join(LETTER.get(m.instrument, f"({m.instrument})") for m in citator.mentions(text))


CITED = [
    # several instruments, each with its articles
    ("Articles 10 and 17 of the Measures and article 12 of the labelling rules", "G10 G17 L12"),
    ("《暂行办法》第十条、第十七条和《标识办法》第四条", "G10 G17 L4"),
    ("暂行办法和深度合成规定第十七条", "D17"),
    ("What do arts 9 and 14 of the Measures and art 10 of the deep-synthesis rules say?", "G9 G14 D10"),
    ("暂行办法第十七条以及算法推荐规定第二十四条", "G17 A24"),
    ("PIPL第13条和第23条，DSL第21条", "P13 P23 X21"),
    ("articles 9 (real names) and 10 of the deep synthesis rules", "D9 D10"),
    ("Articles 17 and 24 of the Interim Measures and the Algorithm Provisions respectively", "G17 A24"),
    ("art 17 of both the Interim Measures and the Deep Synthesis Provisions", "G17 D17"),
    ("暂行办法和深度合成规定的第十七条分别怎么说", "G17 D17"),
    # lists and ranges
    ("arts 4-6 of the deepfake rules", "D4 D5 D6"),
    ("标识办法第四条至第六条", "L4 L5 L6"),
    ("标识办法第四到六条", "L4 L5 L6"),
    ("暂行办法第４～６条", "G4 G5 G6"),
    ("arts 3, 5–7 and 9 of the DSL", "X3 X5 X6 X7 X9"),
    ("暂行办法第3、5-7、9条", "G3 G5 G6 G7 G9"),
    ("PIPL arts. 38 ff.", "P38"),
    ("数安法第二十一条、三十条", "X21 X30"),
    ("暂行办法第七条第（二）、（三）项", "G7i2 G7i3"),
    ("Interim Measures, art 22 items 1 and 3", "G22i1 G22i3"),
    ("Arts. 14(1) and 14(2) of the Interim Measures", "G14p1 G14p2"),
    # full-width forms
    ("暂行办法第１７条", "G17"),
    ("Art．１７ of the Interim Measures", "G17"),
    ("Ａｒｔ．１７ Interim Measures", "G17"),
    # orders
    ("Order 15 art 7", "G7"),
    ("Order No. 12, article 14", "D14"),
    ("CAC Decree No. 9, art 24", "A24"),
    ("Order number 15, article 4", "G4"),
    ("国家网信办令第15号第七条", "G7"),
    ("第十五号令第七条", "G7"),
    ("国务院令第七百九十号第九条", "N9"),
    ("State Council Decree No 766, art 20", "Y20"),
    ("工信部第12号令第五条", "x5"),
    ("MIIT Order 12 article 5", "x5"),
    # what stood before in the same text
    ("《暂行办法》第七条和同法第十一条", "G7 G11"),
    ("个人信息保护法第二十三条要求单独同意，该法第三十八条呢？", "P23 P38"),
    ("深度合成规定第十四条第二款与该条第一款是什么关系？", "D14p2 D14p1"),
    ("What does article 14 of the Deep Synthesis Provisions require, and paragraph 2 of that article?", "D14 D14p2"),
    ("Does art 23 PIPL differ from art 38 of the same law?", "P23 P38"),
    ("暂行办法管得到我们吗？本办法第二条怎么说？", "G2"),
    ("PIPL、暂行办法都要看。该法第十三条列了哪些情形？", "P13"),
    ("The Data Security Law binds us. What does article 9 of these Measures add?", "?9"),
    # old numbers, and the European Union
    ("原网络安全法第二十一条", "C21"),
    ("Article 37 of the 2017 Cybersecurity Law", "C37"),
    ("Article 50(2) AI Act", "E50p2"),
    ("Art. 4a AI Act", "E4a"),
    ("Annex III point 1", "Eannex_iii__point_1"),
    ("Annex III, point 1(a) of the AI Act", "Eannex_iii__point_1__a"),
    ("AI Act Annex III(4)(b)", "Eannex_iii__point_4__b"),
    ("point 5(b) of Annex III to the AI Act", "Eannex_iii__point_5__b"),
    ("欧盟人工智能法附件三第1点", "Eannex_iii__point_1"),
    # what cannot be resolved, and why
    ("Do the Interim Measures override Article 9 of the Tourism Law?", "x9"),
    ("暂行办法与《旅游法》第九条是什么关系？", "x9"),
    ("旅游法第九条和暂行办法第四条", "x9 G4"),
    ("Art 22 GDPR and Art 24 PIPL", "x22 P24"),
    ("article 24 of the Copyright Law", "-cn-copyright:24"),
    ("What does article 9 say?", "?9"),
    ("第九条怎么规定的", "?9"),
    ("What do the Interim Measures and the Labelling Measures say in article 9?", "?9"),
    ("art 25 of the Interim Measures", "!G25"),
    ("标识办法第十五条", "!L15"),
    ("Art 9 AI Act", "~E9"),
    ("民法典第一千零三十四条", "V1034"),
    ("民法典第五百条", "~V500"),
    # written after a first mending
    ("Compare art 55 PIPL with arts 21 and 29 of the Data Security Law.", "P55 X21 X29"),
    ("第十二、十四和二十条，暂行办法里怎么写", "G12 G14 G20"),
    ("《个人信息保护法》第五十五条、第五十六条，以及《网络数据条例》第四十四条", "P55 P56 N44"),
    ("per Art. 10 (2) and Art. 11 of the Deep Synthesis Provisions", "D10p2 D11"),
    ("算法推荐规定第7至9条和第24条", "A7 A8 A9 A24"),
    ("Decree 9, art. 24", "A24"),
    ("国务院令第766号第二十条", "Y20"),
    ("商务部令第12号第三条", "x3"),
    ("article 3 of MOFCOM Order No. 15", "x3"),
    ("刑法第二百八十六条之一与网络安全法第六十一条", "x286 C61"),
    ("依照《慈善法》第五十五条，平台要赔吗？", "x55"),
    ("Is section 230 relevant, or Article 17 of the Interim Measures?", "G17"),
    ("Article 6 of the Digital Services Act and Article 14 of the Measures", "x6 G14"),
    ("Does Article 5 of the Charity Law bind us?", "x5"),
    ("The Labelling Measures matter here. What does Article 4 of the Measures say?", "L4"),
    ("Labelling Measures art 4 and art 6 thereof", "L4 L6"),
    ("标识办法第四条讲显式标识，该办法第五条呢？", "L4 L5"),
    ("数据安全法第二十七条和同法第三十条", "X27 X30"),
    ("依据该条第二款（深度合成规定第十四条）", "D14"),
    ("What about para 2 of the same article? We read art 14 of the Interim Measures.", "G14"),
    ("points 4 and 5 of Annex III AI Act", "Eannex_iii__point_4 Eannex_iii__point_5"),
    ("AI Act art 50 paras 1-4", "E50p1 E50p2 E50p3 E50p4"),
    ("Article 6(2) in conjunction with Annex III of the AI Act", "E6p2 Eannex_iii"),
    ("网络安全法第六十一条第三款", "C61p3"),
    ("附件三第五点（b）是什么", "?annex_iii__point_5__b"),
    ("Article 82 of the DSL", "!X82"),
    ("数安法第五十六条", "!X56"),
    ("PIPL Article 0", "!P0"),
    ("article 14 of the interim measures, paragraph 2", "G14p2"),
    ("第17条（暂行办法）", "G17"),
    ("暂行办法17、18条", "G17 G18"),
    ("articles 16 and 17 in each of the Deep Synthesis Provisions and the Algorithm Provisions", "D16 A16 D17 A17"),
    ("old Article 37 CSL", "C37"),
    ("修改前网络安全法第三十七条", "C37"),
]
NAMED = [
    ("Do the algorithm, deep-synthesis and labelling rules apply to us?", "ADL"),
    ("the deep synthesis and algorithm recommendation provisions", "DA"),
    ("the Cybersecurity and Data Security Laws", "CX"),
    ("the Interim and Labelling Measures", "GL"),
    ("generative AI, deepfake or watermark rules", "GDL"),
    ("算法推荐和深度合成规定适用于我们吗", "AD"),
    ("《网络安全法》《数据安全法》", "CX"),
    ("the deepfake rules", "D"),
    ("algorithm and other rules", ""),
    ("工信部第12号令", ""),
    # written after a first mending
    ("the minors, labelling and content ecosystem rules", "YL(cn-content-ecology)"),
    ("PIPL and Data Security Law", "PX"),
    ("Deep Synthesis or Algorithm Provisions?", "DA"),
    ("标识和深度合成办法", "LD"),
    ("we follow house rules and labelling measures", "L"),
    ("data export and standard contract measures", "(cn-export-contract)"),
]


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_each_citation_is_what_a_lawyer_takes_it_for(citator: Citator, text: str, expected: str) -> None:
    assert read(citator, text) == expected


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_each_name_in_a_list_is_found(citator: Citator, text: str, expected: str) -> None:
    assert names(citator, text) == expected


def test_the_table_is_not_small() -> None:
    assert len(CITED) + len(NAMED) >= 100
    assert sum(bool(re.search("[㐀-鿿]", text)) for text, _ in CITED + NAMED) >= 40
