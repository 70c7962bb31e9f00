"""A whole corpus of one small law, three articles long, for tests that build and rebuild: it is ready in milliseconds."""

from __future__ import annotations

from pathlib import Path

LAW = "toy-kites"

_CARD = """
kind = "departmental rule"
legal_force = "binding"
jurisdiction = "CN"
number = "Order No. 1"
in_force = 2020-03-01
articles = 3
official_url = "https://kites.example/rules"
text_basis = "translation"
checked_against = "nothing; it is a toy"
verified_on = 2026-01-01
verified_by = "nobody"
issuers = [{ en = "Town Council", zh = "镇议会" }]
aliases = ["kite rules"]

[title]
en = "Rules on Kites above the Town"
zh = "镇上空风筝管理规则"
short_en = "Kite Rules"
short_zh = "风筝规则"

[[overview]]
locator = "art_1"
en = "They apply to whoever flies a kite above the town."
zh = "适用于在镇上空放风筝的人。"
"""

_TEXT = """
# Rules on Kites above the Town

### Article 1. Who the Rules are for

These Rules apply to whoever flies a kite above the town.

### Article 2. Registration

The owner of a kite must register it within 10 days with both of the following:

(1) the town hall;
(2) the weather station.

### Article 3. Fine

A person who flies an unregistered kite must pay a fine of 50 yuan.

A child may fly a kite of paper without registration.
"""

_ENRICHMENT = """
[art_1]
heading_zh = "适用范围"
gist_en = "The Rules apply to whoever flies a kite above the town."
gist_zh = "在镇上空放风筝的人适用本规则。"
terms = ["风筝 | kite"]
topics = ["visitors"]
modality = ["definition"]
asks_en = ["who do the kite rules cover", "do they reach visitors with a kite"]
asks_zh = ["谁要守风筝规则", "游客放风筝管不管"]

[art_2]
heading_zh = "登记"
gist_en = "The owner of a kite must register it within 10 days."
gist_zh = "风筝的所有人应当在十日内登记。"
terms = ["登记 | registration"]
modality = ["must"]
asks_en = ["when do I sign up my kite", "where is the paperwork for a kite"]
asks_zh = ["风筝什么时候去报备", "风筝到哪里办手续"]

[art_2__item_1]
gist_en = "The kite is registered with the town hall."
gist_zh = "风筝在镇政府登记。"

[art_3]
heading_zh = "罚款"
gist_en = "A person who flies an unregistered kite must pay 50 yuan."
gist_zh = "放未登记风筝的，应当缴纳五十元罚款。"
terms = ["罚款 | fine"]
topics = ["fines"]
actors = ["flyer"]
modality = ["penalty"]
asks_en = ["how much does it cost me if I never signed up", "what happens without the paperwork"]
asks_zh = ["没报备要交多少钱", "没办手续会怎样"]
"""

_GLOSSARY = """
[[term]]
zh = "登记"
en = "registration"
lay_en = ["sign up", "paperwork"]
lay_zh = ["报备", "办手续"]
meaning = "Entry of a kite in the list of kites."
meaning_zh = "把风筝列入名册。"
where = ["toy-kites:art_2"]
"""

_KNOWN = """
[[instrument]]
id = "toy-balloons"
title_en = "Rules on Balloons"
title_zh = "气球管理规则"
short_en = "Balloon Rules"
short_zh = "气球规则"
aliases = ["balloon ordinance"]
official_url = "https://kites.example/balloons"
about_en = "Filling, flying and bursting of balloons."
about_zh = "气球的充气、升空和放气。"
asks_en = ["may I fill a balloon with gas", "who may burst a balloon"]
asks_zh = ["气球可以充什么气", "谁可以扎破气球"]
"""

_OPEN_POINTS = """
[[point]]
id = "lanterns"
title_en = "Lanterns on a string"
title_zh = "拴线的孔明灯"
en = "Whether a lantern on a string is a kite is not said."
zh = "拴线的孔明灯算不算风筝，没有写明。"
claims = [
  { cite = "toy-kites:art_1", en = "The Rules apply to whoever flies a kite above the town.", zh = "在镇上空放风筝的人适用。" },
]
asks_en = ["is a lantern on a string a kite"]
asks_zh = ["拴线的灯笼算风筝吗"]
as_of = 2026-01-01
"""

_MISBELIEFS = """
[[misbelief]]
id = "a-year"
instrument = "toy-kites"
wrong_en = "Registration is due within a year."
wrong_zh = "登记期限为一年。"
right_en = "Registration is due within 10 days."
right_zh = "应当在十日内登记。"
claims = [
  { cite = "toy-kites:art_2", en = "The owner must register the kite within 10 days.", zh = "所有人应当在十日内登记风筝。" },
]
cues_en = [["year"], ["register", "registration"]]
cues_zh = [["一年"], ["登记"]]
asks_en = ["registration is due within a year"]
asks_zh = ["登记期限是一年"]
"""

_FIELD = """
outside_en = ["how do I bake bread", "who won the football match", "what is the capital of Peru"]
outside_zh = ["面包怎么烤", "球赛谁赢了"]
improper_en = ["how do I hide my kite from the inspector"]
improper_zh = ["怎么躲过检查"]
greeting_en = ["hello there"]
greeting_zh = ["你好"]
improper_cues = ["hide", "躲"]
foreign = ["Peru", "秘鲁"]
china = ["China", "中国"]
matter = ["kites?", "balloons?", "lanterns?", "gas", "风筝"]
elsewhere = ["taxes"]
"""


def write_toy_corpus(folder: Path) -> Path:
    """Write the corpus into ``folder`` and return it."""
    law = folder / LAW
    law.mkdir(parents=True)
    (law / "instrument.toml").write_text(_CARD, encoding="utf-8")
    (law / "2020-03-01.md").write_text(_TEXT, encoding="utf-8")
    (law / "2020-03-01.toml").write_text(_ENRICHMENT, encoding="utf-8")
    beside = {"glossary": _GLOSSARY, "known": _KNOWN, "open_points": _OPEN_POINTS, "misbeliefs": _MISBELIEFS, "field": _FIELD}
    for name, text in beside.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def edit(file: Path, before: str, after: str) -> None:
    """Put ``after`` in the place of ``before``, which must stand in the file once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")
