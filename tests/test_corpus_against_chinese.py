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
    "cn-genai-measures": "interim-measures-genai-2023.txt",
    "cn-deep-synthesis": "deep-synthesis-2022.txt",
    "cn-algorithm-recommendation": "algorithm-recommendation-2021.txt",
    "cn-labelling": "labelling-measures-2025.txt",
}
pytestmark = pytest.mark.skipif(not CHINESE.is_dir(), reason="the official Chinese texts are not beside this checkout")

_CHAPTER = re.compile(r"^第[一二三四五六七八九十]+章")
_ARTICLE = re.compile(r"^第([一二三四五六七八九十百]+)条\s+(.*)$")
_ITEM = re.compile(r"^（[一二三四五六七八九十]+）")

MODALS = {
    "must": (r"应当", r"\bmust\b(?! not\b)"),
    "must not": (r"不得", r"\bmust not\b"),
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


def official(instrument: str) -> dict[str, Article]:
    """The articles of an official text by locator."""
    found: list[Article] = []
    for line in (CHINESE / FILES[instrument]).read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if match := _ARTICLE.match(line):
            number = loc.from_chinese(match[1])
            assert number is not None
            found.append(Article(number, [match[2]], [[]]))
        elif found and _ITEM.match(line):
            found[-1].items[-1].append(line)
        elif found and line and not _CHAPTER.match(line):
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


def ours(corpus: Corpus, instrument: str) -> list[Provision]:
    """Our articles of an instrument."""
    return [p for p in corpus.provisions if p.instrument == instrument]


@pytest.mark.parametrize("instrument", FILES)
def test_every_article_is_translated_and_none_is_added(corpus: Corpus, instrument: str) -> None:
    assert [p.locator for p in ours(corpus, instrument)] == list(official(instrument))


@pytest.mark.parametrize("instrument", FILES)
def test_every_article_has_the_paragraphs_and_items_of_the_chinese(corpus: Corpus, instrument: str) -> None:
    chinese = {locator: [len(items) for items in article.items] for locator, article in official(instrument).items()}
    assert {p.locator: shape(p) for p in ours(corpus, instrument)} == chinese


@pytest.mark.parametrize("instrument", FILES)
def test_every_article_has_the_figures_and_dates_of_the_chinese_and_no_others(corpus: Corpus, instrument: str) -> None:
    chinese = official(instrument)
    differing = {
        p.locator: (quantities(p.text), quantities(chinese[p.locator].text))
        for p in ours(corpus, instrument)
        if quantities(p.text) != quantities(chinese[p.locator].text)
    }
    assert differing == {}


@pytest.mark.parametrize("instrument", FILES)
def test_the_card_has_the_dates_of_the_promulgation(corpus: Corpus, instrument: str) -> None:
    head = (CHINESE / FILES[instrument]).read_text(encoding="utf-8").split("第一条")[0]
    card = corpus.instruments[instrument]
    assert card.title_zh == head.splitlines()[0]
    days = [int(f"{day:%Y%m%d}") for day in (card.adopted, card.in_force) if day is not None]
    assert {(day, "date") for day in days} == {quantity for quantity in quantities(head) if quantity[1] == "date"}


def test_there_are_figures_to_compare(corpus: Corpus) -> None:
    found = {q for instrument in FILES for p in ours(corpus, instrument) for q in quantities(p.text)}
    assert {(10.0, "working_day"), (100_000.0, "money"), (6.0, "month"), (20250901, "date")} <= found


def lopsided(corpus: Corpus, instrument: str) -> dict[tuple[str, str, str], str]:
    """The units that have a word of duty in one of the two languages only."""
    chinese = official(instrument)
    return {
        (instrument, unit.locator, name): f"{unit.locator}: {name} in one of the two only\n    {line}\n    {unit.text}"
        for provision in ours(corpus, instrument)
        for unit, line in zip(provision.units, chinese[provision.locator].text.splitlines(), strict=True)
        for name, (zh, en) in MODALS.items()
        if bool(re.search(zh, line)) is not bool(re.search(en, unit.text))
    }


@pytest.mark.parametrize("instrument", FILES)
def test_what_must_must_not_or_may_be_done_is_so_in_both_unit_by_unit(corpus: Corpus, instrument: str) -> None:
    assert "\n".join(text for where, text in lopsided(corpus, instrument).items() if where not in JUSTIFIED) == ""


def test_every_exception_is_still_needed(corpus: Corpus) -> None:
    assert set(JUSTIFIED) == {where for instrument in FILES for where in lopsided(corpus, instrument)}


@pytest.mark.parametrize("instrument", FILES)
def test_every_reference_to_an_article_stands_in_both(corpus: Corpus, instrument: str, citator: Citator) -> None:
    chinese = official(instrument)
    differing = {}
    for provision in ours(corpus, instrument):
        said = [(c.instrument, c.locator) for c in citator.find(provision.text, context=instrument)]
        meant = [(c.instrument, c.locator) for c in citator.find(chinese[provision.locator].text, context=instrument)]
        if said != meant:
            differing[provision.locator] = (said, meant)
    assert differing == {}
