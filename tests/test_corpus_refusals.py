"""A broken corpus is refused; the message names file, line and remedy. One fault at a time, in a corpus of kites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from banfa.citing import Citator
from banfa.corpus import read_corpus
from banfa.crossrefs import crossrefs
from banfa.errors import CorpusError
from tests.toy_corpus import LAW, edit, write_toy_corpus

TEXT, ENRICHMENT, CARD = f"{LAW}/2020-03-01.md", f"{LAW}/2020-03-01.toml", f"{LAW}/instrument.toml"
APPLIES = "These Rules apply to whoever flies a kite above the town."


def gap(folder: Path) -> None:
    edit(folder / TEXT, "### Article 2.", "### Article 4.")


def repeated_article(folder: Path) -> None:
    edit(folder / TEXT, "### Article 3. Fine", "### Article 2. Fine")


def article_too_few(folder: Path) -> None:
    edit(folder / CARD, "articles = 3", "articles = 4")


def another_day_than_the_card(folder: Path) -> None:
    edit(folder / TEXT, APPLIES, "These Rules come into force on 1 March 2021.")


def gist_of_another_article(folder: Path) -> None:
    file = folder / ENRICHMENT
    first = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("gist_en"))
    edit(file, first, 'gist_en = "Training data must come from lawful sources and respect intellectual property."')


def situation(folder: Path, text: str) -> None:
    (folder / "situations").mkdir()
    (folder / "situations" / "wind.toml").write_text(f"[[situation]]\n{text}\n", encoding="utf-8")


def situation_answered_by_nothing(folder: Path) -> None:
    situation(folder, 'text = "My kite fell on a roof."')


def situation_answered_by_what_is_not_there(folder: Path) -> None:
    situation(folder, 'text = "My kite fell on a roof."\ncites = ["toy-kites:art_9"]')


def bundle(folder: Path, cites: str) -> None:
    (folder / "together").mkdir()
    (folder / "together" / "wind.toml").write_text(f'[[together]]\nproblem = "A kite fell"\ncites = {cites}\n', encoding="utf-8")


def bundle_of_one(folder: Path) -> None:
    bundle(folder, '["toy-kites:art_1"]')


def bundle_with_what_is_not_there(folder: Path) -> None:
    bundle(folder, '["toy-kites:art_1", "toy-kites:art_9"]')


def empty_article(folder: Path) -> None:
    edit(folder / TEXT, APPLIES, "")


def item_out_of_order(folder: Path) -> None:
    edit(folder / TEXT, "(2) the weather station", "(3) the weather station")


def item_without_paragraph(folder: Path) -> None:
    edit(folder / TEXT, "The owner of a kite must register it within 10 days with both of the following:", "")


def text_before_the_first_article(folder: Path) -> None:
    edit(folder / TEXT, "### Article 1. Who", "The council, mindful of the wind,\n\n### Article 1. Who")


def malformed_heading(folder: Path) -> None:
    edit(folder / TEXT, "### Article 3. Fine", "### Article three. Fine")


def unknown_heading(folder: Path) -> None:
    edit(folder / TEXT, "### Article 3. Fine", "#### Article 3. Fine")


def no_article(folder: Path) -> None:
    (folder / TEXT).write_text("# Rules on Kites above the Town\n", encoding="utf-8")


def enrichment_of_nothing(folder: Path) -> None:
    edit(folder / ENRICHMENT, "[art_2__item_1]", "[art_2__item_7]")


def article_without_enrichment(folder: Path) -> None:
    edit(folder / ENRICHMENT, "[art_1]", "[art_1__extra]")
    edit(folder / ENRICHMENT, "[art_1__extra]", "[art_3__para_1]")


def missing_gist(folder: Path) -> None:
    edit(folder / ENRICHMENT, 'gist_zh = "风筝在镇政府登记。"', "")


def missing_asks(folder: Path) -> None:
    edit(folder / ENRICHMENT, 'asks_zh = ["没报备要交多少钱", "没办手续会怎样"]', "")


def unknown_modality(folder: Path) -> None:
    edit(folder / ENRICHMENT, '["penalty"]', '["should"]')


def asks_that_are_no_list(folder: Path) -> None:
    edit(folder / ENRICHMENT, '["谁要守风筝规则", "游客放风筝管不管"]', '"谁要守风筝规则"')


def quoted_date(folder: Path) -> None:
    edit(folder / CARD, "in_force = 2020-03-01", 'in_force = "2020-03-01"')


def missing_date(folder: Path) -> None:
    edit(folder / CARD, "in_force = 2020-03-01", "")


def text_named_by_no_day(folder: Path) -> None:
    (folder / TEXT).rename(folder / LAW / "2020-13-01.md")


def no_text(folder: Path) -> None:
    (folder / TEXT).rename(folder / LAW / "current.md")


def invalid_toml(folder: Path) -> None:
    edit(folder / ENRICHMENT, 'heading_zh = "登记"', 'heading_zh = "登记')


def not_utf_8(folder: Path) -> None:
    (folder / "glossary.toml").write_bytes("[[term]]\nzh = '登记'\n".encode("gb18030"))


def missing_file(folder: Path) -> None:
    (folder / "misbeliefs.toml").unlink()


def articles_held_that_are_none(folder: Path) -> None:
    edit(folder / CARD, "articles = 3", 'articles = 3\narticles_held = [1, "two"]')


def count_of_a_version_without_its_day(folder: Path) -> None:
    edit(folder / CARD, "articles = 3", 'articles = 3\narticles_at = { "of old" = 3 }')


def move_that_goes_nowhere(folder: Path) -> None:
    (folder / LAW / "renumbering.toml").write_text("[[moved]]\nchanged = true\n", encoding="utf-8")


def move_from_what_is_no_locator(folder: Path) -> None:
    (folder / LAW / "renumbering.toml").write_text('\n[[moved]]\nfrom = "article 1"\nto = "art_2"\n', encoding="utf-8")


def displacement_by_nothing(folder: Path) -> None:
    card = folder / CARD
    entry = f'\n[[displaced]]\nlocator = "art_1"\nby = "{LAW}:art_9"\nfrom = 2021-01-01\nen = "Gone."\nzh = "没了。"\n'
    card.write_text(card.read_text(encoding="utf-8") + entry, encoding="utf-8")


def paragraph_that_stands_twice(folder: Path) -> None:
    edit(folder / TEXT, APPLIES, "1. Whoever flies a kite.\n\n1. And again.")


def numbered_and_unnumbered(folder: Path) -> None:
    edit(folder / TEXT, APPLIES, "1. Whoever flies a kite.\n\nAnd whoever not.")


def unknown_basis(folder: Path) -> None:
    edit(folder / CARD, '"translation"', '"summary"')


def address_to_nowhere_we_know(folder: Path) -> None:
    edit(folder / CARD, "text_basis", 'url_leads_to = "the moon"\ntext_basis')


def malformed_issuers(folder: Path) -> None:
    edit(folder / CARD, 'zh = "镇议会"', 'cn = "镇议会"')


def overview_without_chinese(folder: Path) -> None:
    edit(folder / CARD, 'zh = "适用于在镇上空放风筝的人。"', "")


def overview_of_nothing(folder: Path) -> None:
    edit(folder / CARD, 'locator = "art_1"', 'locator = "art_9"')


def misbelief_citing_nothing(folder: Path) -> None:
    edit(folder / "misbeliefs.toml", "toy-kites:art_2", "toy-kites:art_2__item_3")


def misbelief_without_citation(folder: Path) -> None:
    edit(folder / "misbeliefs.toml", "toy-kites:art_2", "art_2")


def claim_in_one_language(folder: Path) -> None:
    edit(folder / "open_points.toml", ', zh = "在镇上空放风筝的人适用。"', "")


def point_without_claims(folder: Path) -> None:
    edit(folder / "open_points.toml", "claims = [", "claimed = [")


def glossary_citing_an_unknown_law(folder: Path) -> None:
    edit(folder / "glossary.toml", "toy-kites:art_2", "toy-balloons:art_2")


def malformed_pattern(folder: Path) -> None:
    edit(folder / "field.toml", '["hide", "躲"]', '["hide(", "躲"]')


FAULTS: list[tuple[Callable[[Path], None], str, int, str, str]] = [
    (gap, TEXT, 8, "art 4 stands where art 2 was expected", "without gap or repeat"),
    (repeated_article, TEXT, 15, "art 2 stands where art 3 was expected", "without gap or repeat"),
    (article_too_few, TEXT, 15, "3 articles where instrument.toml says 4", "Complete the text, or correct the count"),
    (empty_article, TEXT, 4, "art 1 is empty", "Write its text below the heading"),
    (item_out_of_order, TEXT, 13, "item (3) where (2) was expected", "Number the items of a paragraph 1, 2, 3"),
    (item_without_paragraph, TEXT, 12, "an item without a paragraph before it", "Write the leading paragraph first"),
    (text_before_the_first_article, TEXT, 4, "text before the first article", "Put it under '### Article 1"),
    (malformed_heading, TEXT, 15, "malformed article heading '### Article three. Fine'", "Write '### Article 17. Short heading'"),
    (unknown_heading, TEXT, 15, "malformed article heading '#### Article 3. Fine'", "Write '### Article 17. Short heading'"),
    (no_article, TEXT, 1, "no article", "Write each article under a heading"),
    (enrichment_of_nothing, ENRICHMENT, 21, "[art_2__item_7] is no unit of the text", "Correct or drop it"),
    (
        another_day_than_the_card,
        TEXT,
        4,
        "comes into force on 2021-03-01, by instrument.toml on 2020-03-01",
        "Correct the day that is wrong",
    ),
    (gist_of_another_article, ENRICHMENT, 0, "gist_en is not about this article", "See whether it stands at another article"),
    (article_without_enrichment, ENRICHMENT, 1, "[art_1] is missing", "Give every article its gist"),
    (missing_gist, ENRICHMENT, 21, "[art_2__item_1]: gist_zh is missing", 'Write gist_zh = "…"'),
    (missing_asks, ENRICHMENT, 25, "[art_3] is incomplete", "It needs heading_zh, gist, asks (both languages) and modality"),
    (unknown_modality, ENRICHMENT, 25, "unknown modality should", "Use definition, may, must"),
    (asks_that_are_no_list, ENRICHMENT, 2, "[art_1]: asks_zh is not a list of strings", 'Write asks_zh = ["…", "…"]'),
    (quoted_date, CARD, 1, "in_force is not a date", "Write in_force = 2023-08-15, without quotes"),
    (missing_date, CARD, 1, "in_force is missing", "Write in_force = 2023-08-15"),
    (text_named_by_no_day, f"{LAW}/2020-13-01.md", 0, "2020-13-01 is no day", "Name the text by the day"),
    (no_text, LAW, 0, "no dated text", "Add <date>.md"),
    (invalid_toml, ENRICHMENT, 13, "not valid TOML", "Mend that line"),
    (not_utf_8, "glossary.toml", 1, "not UTF-8", "Save it as UTF-8"),
    (missing_file, "misbeliefs.toml", 0, "the file is missing", "corpus/README.md shows what it holds"),
    (articles_held_that_are_none, CARD, 1, "articles_held has 'art_two'", "Write 17"),
    (count_of_a_version_without_its_day, CARD, 1, "articles_at is malformed", "the day of a version and its articles"),
    (move_that_goes_nowhere, f"{LAW}/renumbering.toml", 1, "neither from nor to", 'Write from = "art_21"'),
    (move_from_what_is_no_locator, f"{LAW}/renumbering.toml", 2, "from has 'article 1'", 'Write "art_21"'),
    (
        displacement_by_nothing,
        CARD,
        29,
        "toy-kites:art_1 cites what is not there: Kite Rules has no art 9",
        "Correct the citation",
    ),
    (paragraph_that_stands_twice, TEXT, 8, "art 1 para 1 stands there twice", "a number of its own"),
    (numbered_and_unnumbered, TEXT, 8, "without a number in an article of numbered ones", "Number it"),
    (unknown_basis, CARD, 1, "text_basis is 'summary'", "Use one of translation, restatement"),
    (address_to_nowhere_we_know, CARD, 1, "url_leads_to is 'the moon'", "Use one of text, home page, first text"),
    (malformed_issuers, CARD, 1, "issuers is malformed", "Write issuers = ["),
    (overview_without_chinese, CARD, 22, "[[overview]]: zh is missing", 'Write zh = "…"'),
    (overview_of_nothing, CARD, 23, "toy-kites:art_9 cites what is not there: Kite Rules has no art 9", "Correct the citation"),
    (
        misbelief_citing_nothing,
        "misbeliefs.toml",
        10,
        "a-year cites what is not there: Kite Rules art 2 has no",
        "Correct the citation",
    ),
    (misbelief_without_citation, "misbeliefs.toml", 2, "a-year: 'art_2' is no citation", 'Write "cn-genai-measures:art_17"'),
    (claim_in_one_language, "open_points.toml", 2, "lanterns: a claim lacks its English or its Chinese", "Write { cite ="),
    (point_without_claims, "open_points.toml", 2, "lanterns: no claims", "Give what the text does say"),
    (
        glossary_citing_an_unknown_law,
        "glossary.toml",
        9,
        "登记 cites what is not there: The corpus holds no",
        "Correct the citation",
    ),
    (situation_answered_by_nothing, "situations/wind.toml", 1, "cites is missing or names no provision", "Write cites ="),
    (
        situation_answered_by_what_is_not_there,
        "situations/wind.toml",
        3,
        "situation 'My kite fell on a roof.' cites what is not there: Kite Rules has no art 9",
        "Correct the citation",
    ),
    (bundle_of_one, "together/wind.toml", 1, "cites names fewer than two provisions", "Name all that the answer needs"),
    (
        bundle_with_what_is_not_there,
        "together/wind.toml",
        3,
        "bundle 'A kite fell' cites what is not there: Kite Rules has no art 9",
        "Correct the citation",
    ),
    (malformed_pattern, "field.toml", 1, "improper_cues holds a malformed pattern", "Mend the regular expression"),
]


def test_the_corpus_that_is_broken_here_is_sound_before(tmp_path: Path) -> None:
    toy = read_corpus(write_toy_corpus(tmp_path))
    assert [p.locator for p in toy.provisions] == ["art_1", "art_2", "art_3"]
    assert crossrefs(toy, Citator(toy)) == {}


@pytest.mark.parametrize(("fault", "file", "line", "what", "remedy"), FAULTS, ids=[fault.__name__ for fault, *_ in FAULTS])
def test_a_broken_file_is_refused_with_file_line_and_remedy(
    tmp_path: Path, fault: Callable[[Path], None], file: str, line: int, what: str, remedy: str
) -> None:
    fault(write_toy_corpus(tmp_path))
    with pytest.raises(CorpusError) as caught:
        read_corpus(tmp_path)
    assert (caught.value.file, caught.value.line) == (tmp_path / file, line)
    assert what in caught.value.what
    assert remedy in caught.value.remedy
    assert str(caught.value) == f"{tmp_path / file}, line {line}: {caught.value.what} {caught.value.remedy}"


@pytest.mark.parametrize(
    ("reference", "what"),
    [
        ("Article 7 of these Rules", "'Article 7', which is no such article"),
        ("Article 2, paragraph 5", "'Article 2, paragraph 5', which is no such article"),
    ],
)
def test_a_reference_of_the_law_that_leads_nowhere_is_named_with_its_article(tmp_path: Path, reference: str, what: str) -> None:
    edit(write_toy_corpus(tmp_path) / TEXT, "without registration", f"without registration under {reference}")
    toy = read_corpus(tmp_path)
    with pytest.raises(CorpusError, match=r"toy-kites/2020-03-01\.md, line 1: Kite Rules art 3 refers to") as caught:
        crossrefs(toy, Citator(toy))
    assert what in caught.value.what
    assert "Correct the reference" in caught.value.remedy


def test_a_folder_without_any_law_says_where_to_point(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="Point BANFA_CORPUS at the folder"):
        read_corpus(tmp_path)
