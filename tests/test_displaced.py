"""What gives way to a newer rule stands behind what holds in its place; what does not apply yet stands before what says so. Both
are checked like any claim."""

from __future__ import annotations

from datetime import date

import pytest
from typer.testing import CliRunner

from banfa.answer import Claim, Status
from banfa.assistant import Assistant
from banfa.cli import app
from banfa.corpus import Corpus, cites
from banfa.giving_way import with_what_displaces
from banfa.law import Citation
from banfa.locator import article_of
from banfa.render import cited
from banfa.verify import objection

BEFORE, TODAY = date(2023, 6, 1), date(2026, 11, 22)
OLD, NEW, EU = "cn-export-assessment", "cn-cross-border-data", "eu-ai-act"


def provisions_cited(assistant: Assistant, text: str, on: date) -> list[tuple[str, str]]:
    return [(c.instrument, article_of(c.locator)) for claim in assistant.ask(text, on).claims for c in claim.citations]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("What does article 4 of the Measures for the Security Assessment of Data Exports say?", "art_7"),
        ("What does article 14 of the Measures for the Security Assessment of Data Exports say?", "art_9"),
        ("数据出境安全评估办法第四条规定了什么？", "art_7"),
    ],
)
def test_a_displaced_article_is_answered_with_what_holds_in_its_place(assistant: Assistant, text: str, article: str) -> None:
    assert (NEW, article) in provisions_cited(assistant, text, TODAY)
    assert all(instrument == OLD for instrument, _ in provisions_cited(assistant, text, BEFORE)), "then it was still the law"


def claim_on(corpus: Corpus, law: str, locator: str, text: str) -> Claim:
    provision = corpus.provision(law, article_of(locator), TODAY)
    return Claim(text, (Citation(law, locator, provision.text_at(locator)),))


@pytest.mark.parametrize(("language", "mark"), [("en", "The older rule"), ("zh", "旧规定")])
def test_the_newer_rule_leads_and_the_older_one_is_marked(corpus: Corpus, language: str, mark: str) -> None:
    old, other = claim_on(corpus, OLD, "art_14", "Two years."), claim_on(corpus, OLD, "art_12", "45 working days.")
    newer = claim_on(corpus, NEW, "art_9", "Three years.")
    assert [c.text[:6] for c in with_what_displaces([old, other, newer], corpus, language, TODAY)][::2] == ["Three ", "45 wor"]
    first, second = with_what_displaces([old], corpus, language, TODAY)
    assert [c.instrument for c in first.citations] == [NEW]
    assert second.text.startswith(mark)
    assert second.citations == old.citations
    assert with_what_displaces([old, newer], corpus, language, BEFORE) == (old, newer), "then it was still the law"


def test_a_claim_that_tells_of_both_rules_is_left_as_it_is(corpus: Corpus) -> None:
    old, newer = claim_on(corpus, OLD, "art_14", ""), claim_on(corpus, NEW, "art_9", "")
    both = Claim("Three years now, two before.", old.citations + newer.citations)
    assert with_what_displaces([both], corpus, "en", TODAY) == (both,)


@pytest.mark.parametrize("locator", ["art_14__para_1__item_1", "art_14__para_1__item_2", "art_14__para_1__item_3"])
def test_what_the_newer_rule_leaves_in_an_article_is_not_marked(corpus: Corpus, locator: str) -> None:
    standing = claim_on(corpus, OLD, locator, "A new application is due.")
    assert with_what_displaces([standing], corpus, "en", TODAY) == (standing,)
    assert corpus.instruments[OLD].displacements("art_14__para_2", TODAY)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_our_words_on_what_gives_way_name_the_instrument(corpus: Corpus, language: str) -> None:
    said = [
        about.gist(language)
        for card in corpus.instruments.values()
        for provision in corpus.provisions
        if provision.instrument == card.id
        for locator, about in provision.enrichment.items()
        if card.displacements(locator, TODAY)
    ]
    assert said
    assert not [text for text in said if "these Measures" in text or "本办法" in text]


def test_an_article_that_is_not_displaced_stands_alone(assistant: Assistant) -> None:
    text = "What does article 12 of the Measures for the Security Assessment of Data Exports say?"
    assert {instrument for instrument, _ in provisions_cited(assistant, text, TODAY)} == {OLD}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_holds_instead_is_carried_by_the_newer_law(corpus: Corpus, language: str) -> None:
    seen = 0
    for card in corpus.instruments.values():
        for displaced in card.displaced:
            old = corpus.provision(card.id, displaced.locator, TODAY)
            quoted = Claim("what the old rule said", (Citation(card.id, displaced.locator, old.text_at(displaced.locator)),))
            *instead, _ = with_what_displaces([quoted], corpus, language, TODAY)
            assert instead
            assert [objection(claim, corpus, TODAY) for claim in instead] == [None] * len(instead)
            seen += 1
    assert seen


@pytest.mark.parametrize(("locator", "held"), [("art_4", True), ("art_14", True), ("art_14__para_2", True), ("art_12", False)])
def test_the_command_says_so_too(locator: str, held: bool) -> None:
    shown = CliRunner().invoke(app, ["law", "show", OLD, locator, "--as-of", "2026-11-22"]).stdout
    assert ("Gives way to another provision since 2024-03-22" in shown) is held
    before = CliRunner().invoke(app, ["law", "show", OLD, locator, "--as-of", "2023-06-01"]).stdout
    assert "Gives way" not in before


@pytest.mark.parametrize(
    ("language", "mark"), [("en", "(gives way, wholly or in part)]"), ("zh", "（已全部或者部分让位于其他规定）］")]
)
def test_a_citation_of_it_says_so_wherever_it_stands(corpus: Corpus, language: str, mark: str) -> None:
    quoted = corpus.provision(OLD, "art_4", TODAY).text_at("art_4")
    claim = Claim("…", (Citation(OLD, "art_4", quoted),))
    assert cited(claim, corpus, language, TODAY).endswith(mark)
    assert "(" not in cited(claim, corpus, "en", BEFORE)


def test_whatever_of_ours_rests_on_what_gives_way_cites_the_newer_law_beside_it(corpus: Corpus) -> None:
    named: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for cite in cites(corpus):
        named.setdefault((cite.kind, cite.id), set()).add((cite.instrument, article_of(cite.locator)))
    alone = [
        cite
        for cite in cites(corpus)
        for d in corpus.instruments[cite.instrument].displacements(cite.locator, TODAY)
        if cite.kind not in {"displacement", "glossary term"}
        and (d.statement.instrument, article_of(d.statement.locator)) not in named[cite.kind, cite.id]
    ]
    assert alone == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "locator", ["art_6__para_2", "art_10__para_3", "art_25__para_1__a", "annex_iii__point_5__b", "art_50__para_2"]
)
def test_what_does_not_apply_yet_is_followed_by_when_it_will(corpus: Corpus, language: str, locator: str) -> None:
    law = corpus.provision(EU, locator, TODAY)
    claim = Claim("…", (Citation(EU, locator, law.text_at(locator)),))
    _, when = with_what_displaces([claim], corpus, language, TODAY)
    assert objection(when, corpus, TODAY) is None
    assert "2027" in when.text or "2026" in when.text
    assert with_what_displaces([claim], corpus, language, date(2028, 8, 2)) == (claim,)
    assert with_what_displaces([claim, when], corpus, language, TODAY) == (claim, when), "it is said once"


def test_what_applies_already_stands_alone(corpus: Corpus) -> None:
    law = corpus.provision(EU, "art_50__para_1", TODAY)
    claim = Claim("…", (Citation(EU, "art_50__para_1", law.text_at("art_50__para_1")),))
    assert with_what_displaces([claim], corpus, "en", TODAY) == (claim,)


def test_the_command_says_from_when_it_applies() -> None:
    shown = CliRunner().invoke(app, ["law", "show", EU, "art_10", "--as-of", "2026-11-22"]).stdout
    assert "Not all of it applies before 2028-08-02. These high-risk rules apply from 2 December 2027" in shown


@pytest.mark.parametrize(
    "text",
    [
        "How long is a passed data export security assessment valid, and when is its extension applied for?",
        "通过数据出境安全评估的结果有效期多久，期满前何时申请延长？",
    ],
)
def test_an_answer_on_the_period_is_led_by_the_newer_rule(assistant: Assistant, text: str) -> None:
    first, *_ = assistant.ask(text, TODAY).claims
    assert {(c.instrument, c.locator) for c in first.citations} == {(NEW, "art_9")}


def test_a_question_on_what_still_stands_is_answered_without_what_gives_way(assistant: Assistant) -> None:
    reply = assistant.ask("Actual control of the overseas recipient changed, or the destination's policies: apply anew?", TODAY)
    found = [(c.instrument, c.locator) for claim in reply.claims for c in claim.citations]
    assert (OLD, "art_14__para_1__item_2") in found
    assert (OLD, "art_14__para_2") not in found


class TestPremisesOnWhatGaveWay:
    """What a question takes for granted of a rule that has given way."""

    def test_the_older_figure_is_corrected(self, assistant: Assistant) -> None:
        reply = assistant.ask("数据出境安全评估有效期是两年，对吧？", TODAY)
        assert reply.status is Status.PREMISE_CORRECTED

    def test_the_newer_figure_is_not(self, assistant: Assistant) -> None:
        reply = assistant.ask("数据出境安全评估有效期三年，对吧？", TODAY)
        assert reply.status is Status.ANSWERED
