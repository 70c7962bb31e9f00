"""The embedded writer: which of the passages it cites, and which of them leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from banfa.assistant import Assistant
from banfa.corpus import Corpus
from banfa.embedded import EmbeddedWriter
from banfa.leads import Leads
from banfa.locator import article_of
from banfa.passage import Passage

DAY = date(2026, 11, 23)
MEASURES, LABELLING = "cn-genai-measures", "cn-labelling"
NAMED: Mapping[str, float] = {"citation": 20.0, "named": 5.0}


@pytest.fixture(scope="module")
def writer(corpus: Corpus, assistant: Assistant) -> EmbeddedWriter:
    return EmbeddedWriter(corpus, assistant.retriever.finder.weights)


def passage(corpus: Corpus, address: str, score: float, why: Mapping[str, float] | None = None, near: str = "") -> Passage:
    instrument, _, locator = address.partition(":")
    provision = corpus.provision(instrument, locator, DAY)
    gists = {unit.locator: 0.9 if unit.locator == near else 0.5 for unit in provision.units}
    return Passage(provision, score, locator, why or {}, gists)


def cited(writer: EmbeddedWriter, assistant: Assistant, text: str, passages: list[Passage]) -> list[str]:
    claims = writer.write(assistant.understand(text, DAY), passages, DAY).claims
    return list(dict.fromkeys(f"{c.instrument}:{article_of(c.locator)}" for claim in claims for c in claim.citations))


class TestAFigureIsAskedFor:
    PASSAGES = (("cn-labelling:art_3", 13.1), ("cn-labelling:art_9", 12.9), ("cn-genai-measures:art_12", 6.0))

    def test_the_provision_that_has_one_leads(self, writer: EmbeddedWriter, assistant: Assistant, corpus: Corpus) -> None:
        found = [passage(corpus, address, score) for address, score in self.PASSAGES]
        assert cited(writer, assistant, "How long must we keep the logs?", found)[0] == "cn-labelling:art_9"
        assert cited(writer, assistant, "日志要留多久？", found)[0] == "cn-labelling:art_9"

    def test_else_the_best_does(self, writer: EmbeddedWriter, assistant: Assistant, corpus: Corpus) -> None:
        found = [passage(corpus, address, score) for address, score in self.PASSAGES]
        assert cited(writer, assistant, "Which logs must we keep?", found)[0] == "cn-labelling:art_3"


class TestAnArticleIsCited:
    ASKED = "Does labelling cover text too? Article 12 of the Interim Measures seems to name only pictures."

    def found(self, corpus: Corpus, rival: float) -> list[Passage]:
        return [passage(corpus, f"{MEASURES}:art_12", 32.0, NAMED), passage(corpus, f"{LABELLING}:art_4", rival)]

    def test_what_lies_nearer_to_the_topic_is_cited_beside_it(
        self, writer: EmbeddedWriter, assistant: Assistant, corpus: Corpus
    ) -> None:
        assert cited(writer, assistant, self.ASKED, self.found(corpus, 8.0)) == [f"{MEASURES}:art_12", f"{LABELLING}:art_4"]

    def test_what_lies_further_off_is_not(self, writer: EmbeddedWriter, assistant: Assistant, corpus: Corpus) -> None:
        assert cited(writer, assistant, self.ASKED, self.found(corpus, 6.0)) == [f"{MEASURES}:art_12"]

    def test_nor_anything_where_only_the_article_is_asked_for(
        self, writer: EmbeddedWriter, assistant: Assistant, corpus: Corpus
    ) -> None:
        asked = "What does article 12 of the Interim Measures say?"
        assert cited(writer, assistant, asked, self.found(corpus, 31.0)) == [f"{MEASURES}:art_12"]


class TestKindsAreAskedFor:
    def test_the_article_is_told_and_not_its_nearest_item(
        self, writer: EmbeddedWriter, assistant: Assistant, corpus: Corpus
    ) -> None:
        article = corpus.provision("cn-content-ecology", "art_7", DAY)
        item = article.units[-2].locator
        found = [passage(corpus, "cn-content-ecology:art_7", 9.0, near=item)]

        def told(text: str) -> list[str]:
            return [claim.text for claim in writer.write(assistant.understand(text, DAY), found, DAY).claims]

        assert told("不良信息有哪几类？") == [article.about().gist_zh]
        assert article.about(item).gist_zh in told("低俗内容算不良信息吗？")


class TestAParagraphIsMeant:
    """Of an article, the paragraph that stands clear of its sisters; where none does, the article."""

    def units(self, writer: EmbeddedWriter, assistant: Assistant, corpus: Corpus, near: Mapping[str, float]) -> list[str]:
        provision = corpus.provision(MEASURES, "art_14", DAY)
        found = Passage(provision, 9.0, "art_14", {}, {"art_14": 0.88, **near})
        claims = writer.write(assistant.understand("A user spreads rumours with our bot. What now?", DAY), [found], DAY).claims
        return [claim.text for claim in claims]

    def test_it_leads_by_itself(self, writer: EmbeddedWriter, assistant: Assistant, corpus: Corpus) -> None:
        provision = corpus.provision(MEASURES, "art_14", DAY)
        told = self.units(writer, assistant, corpus, {"art_14__para_1": 0.84, "art_14__para_2": 0.88})
        assert told == [provision.about("art_14__para_2").gist_en]

    def test_where_two_are_as_near_the_article_is_told(
        self, writer: EmbeddedWriter, assistant: Assistant, corpus: Corpus
    ) -> None:
        provision = corpus.provision(MEASURES, "art_14", DAY)
        told = self.units(writer, assistant, corpus, {"art_14__para_1": 0.878, "art_14__para_2": 0.88})
        assert told == [provision.about().gist_en]

    def test_a_way_of_asking_for_a_paragraph_speaks_for_it_and_not_for_its_article(
        self, assistant: Assistant, corpus: Corpus
    ) -> None:
        finder, unit = assistant.retriever.finder, "art_14__para_2"
        place = finder.listing.keys.index(f"{MEASURES}:art_14")
        asked = corpus.provision(MEASURES, "art_14", DAY).about(unit).asks_en[0]
        found = finder.find(asked, DAY)
        without = replace(finder.weights, units={**finder.weights.units, "asks": 0.0})
        plain = finder.varied(without, str, Leads({})).units(found, place)
        near = finder.units(found, place)
        assert near[unit] > plain[unit]
        assert near["art_14"] == plain["art_14"]
