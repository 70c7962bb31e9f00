"""Our English against the official Chinese, where that is at hand: articles, paragraphs, items, figures, duties, references.

The Chinese is reference material that is never part of the repository; without it these tests are skipped. What they prove is
mechanical: that no article, paragraph, item, figure, duty or reference was lost or added. Whether a sentence is translated well
is for a second reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from banfa import locator as loc
from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.law import Provision
from banfa.quantities import quantities

CHINESE = Path(__file__).parents[2] / "shared" / "law" / "zh"
FILES = {
    ("cn-genai-measures", "2023-08-15"): "interim-measures-genai-2023.txt",
    ("cn-deep-synthesis", "2023-01-10"): "deep-synthesis-2022.txt",
    ("cn-algorithm-recommendation", "2022-03-01"): "algorithm-recommendation-2021.txt",
    ("cn-labelling", "2025-09-01"): "labelling-measures-2025.txt",
    ("cn-pipl", "2021-11-01"): "pipl-2021.txt",
    ("cn-dsl", "2021-09-01"): "dsl-2021.txt",
    ("cn-csl", "2026-01-01"): "csl-2025.txt",
    ("cn-csl", "2017-06-01"): "csl-2016.txt",
    ("cn-network-data", "2025-01-01"): "network-data-regs-2024.txt",
    ("cn-cross-border-data", "2024-03-22"): "cross-border-data-2024.txt",
    ("cn-export-assessment", "2022-09-01"): "export-security-assessment-2022.txt",
    ("cn-minors-online", "2024-01-01"): "minors-online-2023.txt",
    ("cn-content-ecology", "2020-03-01"): "content-ecology-2019.txt",
    ("cn-internet-information", "2025-01-20"): "internet-info-services-2000.txt",
    ("cn-internet-information", "2011-01-08"): "internet-info-services-2000-rev2011.txt",
    ("cn-civil-code", "2021-01-01"): "civil-code-tort.txt",
    ("cn-admin-penalty", "2021-07-15"): "administrative-penalty-2021.txt",
}
"""The official text of each wording that we translated from a proofed copy."""
DATED = (
    ("cn-genai-measures", "2023-08-15"),
    ("cn-deep-synthesis", "2023-01-10"),
    ("cn-algorithm-recommendation", "2022-03-01"),
    ("cn-labelling", "2025-09-01"),
    ("cn-cross-border-data", "2024-03-22"),
    ("cn-export-assessment", "2022-09-01"),
    ("cn-content-ecology", "2020-03-01"),
    ("cn-civil-code", "2021-01-01"),
)
"""Those whose head gives the day of the act and the day from which it is in force, and no other day."""
pytestmark = pytest.mark.skipif(not CHINESE.is_dir(), reason="the official Chinese texts are not beside this checkout")

_CHAPTER = re.compile(r"^(?:第[一二三四五六七八九十]+[编章节].*|\u200b\s*[^\n。；：]+)$", re.MULTILINE)
"""The heading of a chapter; one copy has a zero-width space in the place of 第二章, and the name on the next line."""
_ARTICLE = re.compile(r"^第([一二三四五六七八九十百千零]+)条\s+(.*)$")
_ITEM = re.compile(r"^[（(][一二三四五六七八九十]+[）)]")

MODALS = {
    "must": (r"应当|必须", r"\bmust\b(?! not\b)"),
    "must not": (r"不得|禁止|严禁", r"\bmust not\b|\bprohibit(?:ed|s)\b"),
    "may": (r"可以|可能|能够|方可|可供", r"\b(?:may|can)\b"),
    "right": (r"有权", r"\bhave the right\b|\bhas the right\b"),
}
"""The words of duty: in Chinese, and as corpus/README.md says that they are translated."""

JUSTIFIED = {
    # An item that follows 遵守以下规定 has no verb of duty in Chinese; an English sentence needs one.
    ("cn-genai-measures", "art_4__item_1", "must"): "坚持: must be upheld",
    ("cn-genai-measures", "art_4__item_2", "must"): "采取有效措施: effective measures must be taken",
    ("cn-genai-measures", "art_4__item_3", "must"): "尊重, 保守: must be respected, must be kept",
    ("cn-genai-measures", "art_4__item_4", "must"): "尊重: must be respected",
    ("cn-genai-measures", "art_4__item_5", "must"): "采取有效措施: effective measures must be taken",
    ("cn-genai-measures", "art_7__item_1", "must"): "使用: must be used",
    ("cn-genai-measures", "art_7__item_4", "must"): "采取有效措施: effective measures must be taken",
    ("cn-genai-measures", "art_7__item_5", "must"): "the item is a bare object of 遵守: must be complied with",
    # The note in instrument.toml says so.
    ("cn-labelling", "art_9", "must"): "并依法留存 hangs on a 可以 without 应当 of its own: must retain",
    # 禁止 that forbids nothing: what another country does.
    ("cn-pipl", "art_43", "must not"): "歧视性的禁止: a noun, discriminatory prohibitions",
    ("cn-dsl", "art_26", "must not"): "歧视性的禁止: a noun, discriminatory prohibitions",
    # 可能 in 可能性 allows nothing.
    ("cn-csl", "art_56__item_2", "may"): "可能性: a noun, the possibility of an incident",
    ("cn-csl", "art_54__item_2", "may"): "可能性: a noun, the possibility of an incident (wording of 2017)",
    # 只能 is no 可以, and yet its English has a may.
    ("cn-csl", "art_32", "may"): "只能用于: may be used only for",
    ("cn-csl", "art_30", "may"): "只能用于: may be used only for (wording of 2017)",
    ("cn-admin-penalty", "art_10__para_2", "may"): "只能由法律设定: may only be set by laws",
    ("cn-admin-penalty", "art_18__para_3", "may"): "只能由公安机关行使: may only be exercised by",
    # 应当 that sets no duty.
    ("cn-civil-code", "art_1031__para_2", "must"): "应当记载而没有记载: should have been recorded and was not",
    ("cn-civil-code", "art_1197", "must"): "知道或者应当知道: knows or should know",
}
"""Where the English has a modal that the Chinese unit has not, or the other way round, and why that is right."""


@dataclass
class Article:
    """An article of the official text: its paragraphs, each with its items."""

    number: int
    paragraphs: list[str] = field(default_factory=list)
    items: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(
            line for paragraph, items in zip(self.paragraphs, self.items, strict=True) for line in (paragraph, *items)
        )


Wording = tuple[str, str]
"""An instrument and the day from which a wording of it was the law."""


def official(wording: Wording) -> dict[str, Article]:
    """The articles of an official text by locator."""
    found: list[Article] = []
    for line in _CHAPTER.sub("", (CHINESE / FILES[wording]).read_text(encoding="utf-8")).splitlines():
        line = line.strip()
        if match := _ARTICLE.match(line):
            number = loc.from_chinese(match[1])
            assert number is not None
            found.append(Article(number, [match[2]], [[]]))
        elif found and _ITEM.match(line):
            found[-1].items[-1].append(line)
        elif found and line:
            found[-1].paragraphs.append(line)
            found[-1].items.append([])
    return {f"art_{article.number}": article for article in found}


def shape(provision: Provision) -> list[int]:
    """How many items each paragraph of ours has."""
    counts: list[int] = []
    for unit in provision.units:
        if "__item_" in unit.locator:
            counts[-1] += 1
        else:
            counts.append(0)
    return counts


def ours(corpus: Corpus, wording: Wording) -> list[Provision]:
    """Our articles of an instrument."""
    return [p for p in corpus.provisions if (p.instrument, p.effective.isoformat()) == wording]


@pytest.mark.parametrize("wording", FILES)
def test_every_article_is_translated_and_none_is_added(corpus: Corpus, wording: Wording) -> None:
    card = corpus.instruments[wording[0]]
    assert [p.locator for p in ours(corpus, wording)] == [a for a in official(wording) if a in (card.articles_held or (a,))]


@pytest.mark.parametrize("wording", FILES)
def test_every_article_has_the_paragraphs_and_items_of_the_chinese(corpus: Corpus, wording: Wording) -> None:
    chinese = official(wording)
    for provision in ours(corpus, wording):
        assert shape(provision) == [len(items) for items in chinese[provision.locator].items], provision.locator


def figures(text: str) -> set[tuple[float, str]]:
    """The figures of a text. How many persons is counted without its unit: "10 million or more individuals" for 1000万人以上; and
    "two or more" tortfeasors, which English writes in words, are not counted."""
    return {(value, "" if unit == "person" else unit) for value, unit in quantities(text) if (value, unit) != (2.0, "person")}


@pytest.mark.parametrize("wording", FILES)
def test_every_article_has_the_figures_and_dates_of_the_chinese_and_no_others(corpus: Corpus, wording: Wording) -> None:
    chinese = official(wording)
    pairs = {p.locator: (figures(p.text), figures(chinese[p.locator].text)) for p in ours(corpus, wording)}
    assert {locator: pair for locator, pair in pairs.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize("wording", DATED)
def test_the_card_has_the_dates_of_the_promulgation(corpus: Corpus, wording: Wording) -> None:
    head = (CHINESE / FILES[wording]).read_text(encoding="utf-8").split("\n第")[0]
    card = corpus.instruments[wording[0]]
    assert head.startswith(card.title_zh)
    day_of_the_act = card.adopted or card.published
    assert day_of_the_act is not None
    days = {(int(f"{day:%Y%m%d}"), "date") for day in (day_of_the_act, card.in_force)}
    assert days == {quantity for quantity in quantities(head) if quantity[1] == "date"}


def test_there_are_figures_to_compare(corpus: Corpus) -> None:
    found = {q for wording in FILES for p in ours(corpus, wording) for q in quantities(p.text)}
    assert {(10.0, "working_day"), (100_000.0, "money"), (6.0, "month"), (20250901, "date")} <= found


def lopsided(corpus: Corpus, wording: Wording) -> dict[tuple[str, str, str], str]:
    """The units that have a word of duty in one of the two languages only."""
    chinese = official(wording)
    return {
        (wording[0], unit.locator, name): f"{unit.locator}: {name} in one of the two only\n    {line}\n    {unit.text}"
        for provision in ours(corpus, wording)
        for unit, line in zip(provision.units, chinese[provision.locator].text.splitlines(), strict=True)
        for name, (zh, en) in MODALS.items()
        if bool(re.search(zh, line)) is not bool(re.search(en, unit.text))
    }


@pytest.mark.parametrize("wording", FILES)
def test_what_must_must_not_or_may_be_done_is_so_in_both_unit_by_unit(corpus: Corpus, wording: Wording) -> None:
    assert "\n".join(text for where, text in lopsided(corpus, wording).items() if where not in JUSTIFIED) == ""


def test_every_exception_is_still_needed(corpus: Corpus) -> None:
    assert set(JUSTIFIED) == {where for wording in FILES for where in lopsided(corpus, wording)}


@pytest.mark.parametrize("wording", FILES)
def test_every_reference_to_an_article_stands_in_both(corpus: Corpus, wording: Wording, citator: Citator) -> None:
    chinese = official(wording)
    differing = {}
    for provision in ours(corpus, wording):
        on, instrument = provision.effective, provision.instrument
        said = [(c.instrument, c.locator) for c in citator.find(provision.text, instrument, on)]
        meant = [(c.instrument, c.locator) for c in citator.find(chinese[provision.locator].text, instrument, on)]
        if said != meant:
            differing[provision.locator] = (said, meant)
    assert differing == {}
