"""Where two sides are held against each other both are told, on the matter asked about; else nothing changes."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.answer import Claim
from banfa.assistant import Assistant
from banfa.contrast import Contrast
from banfa.corpus import Corpus
from banfa.law import Citation
from banfa.sides import Side, of_each_side, side_by_side, sides_of

DAY = date(2026, 11, 23)
GENAI, LABELS, DEEP, EU = "cn-genai-measures", "cn-labelling", "cn-deep-synthesis", "eu-ai-act"
EXPORTS, FLOWS = "cn-export-assessment", "cn-cross-border-data"


def sides(assistant: Assistant, text: str) -> list[str]:
    return [side.name for side in sides_of(assistant.understand(text, DAY), assistant.corpus)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who has to mark AI images, in Europe compared with China?", ["china", "eu"]),
        ("Our office in Lyon, France and the one in Wuhan: is the duty to log the same in both?", ["china", "eu"]),
        ("How do the Labelling Measures and the Deep Synthesis Provisions relate to each other?", [LABELS, DEEP]),
        ("标识办法和深度合成规定不一致的，以哪个为准？", [LABELS, DEEP]),
        ("欧洲和国内，哪边罚得更重？", ["china", "eu"]),
    ],
)
def test_two_sides_are_seen(assistant: Assistant, text: str, expected: list[str]) -> None:
    assert sides(assistant, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We are a German company; must we file our algorithm in China?",
        "What do the Labelling Measures require of app stores?",
        "Do the Labelling Measures and the Deep Synthesis Provisions bind us?",
        "Which is higher in China, the fine for no filing or for no label?",
        "总部在巴黎，在国内上线聊天机器人要备案吗？",
    ],
)
def test_no_sides_where_nothing_is_held_against_anything(assistant: Assistant, text: str) -> None:
    assert sides(assistant, text) == []


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Compare training data duties under the Interim Measures with those under the EU AI Act.", {GENAI, EU}),
        ("How do the Labelling Measures and the Deep Synthesis Provisions relate on visible labels?", {LABELS, DEEP}),
        ("训练数据方面，暂行办法和欧盟人工智能法有什么不同？", {GENAI, EU}),
    ],
)
def test_each_side_is_cited(assistant: Assistant, text: str, cited: set[str]) -> None:
    reply = assistant.ask(text, DAY)
    assert {c.instrument for claim in reply.claims for c in claim.citations} == cited


def test_which_of_two_is_to_be_followed_is_no_mistake_and_is_told_by_what_says_so(assistant: Assistant) -> None:
    reply = assistant.ask("Order 11 says 2 years for an export assessment and Order 16 says 3. Which one prevails?", DAY)
    assert reply.status.value == "answered"
    first = reply.claims[0].citations[0]
    assert (first.instrument, first.locator) == (FLOWS, "art_13")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Which fine is higher for a missing label, in the EU or in China?", {"art_99", "art_13", "art_31"}),
        ("Since when must AI images be marked in the EU and in China, compared?", {"art_14", "art_113", "art_111"}),
    ],
)
def test_of_a_comparing_note_both_sides_are_told_on_what_is_asked(assistant: Assistant, text: str, told: set[str]) -> None:
    note = next(n for n in assistant.corpus.notes if n.id == "eu-comparison-labelling-and-fines")
    question, finder = assistant.understand(text, DAY), assistant.retriever.finder
    asked = Contrast(assistant.corpus, finder).of(
        note, sides_of(question, assistant.corpus), question, finder.find(question.topic, DAY)
    )
    articles = {at.partition("__")[0] for statement in asked for _, at in statement.cites}
    assert told <= articles
    assert len(asked) < len(note.claims)
    assert {name[:2] for statement in asked for name, _ in statement.cites} == {"cn", "eu"}


def test_a_note_on_one_side_only_is_no_comparison(assistant: Assistant, corpus: Corpus) -> None:
    question, finder = assistant.understand("Compare China and the EU on labels.", DAY), assistant.retriever.finder
    note = next(n for n in corpus.notes if n.id == "labelling-in-practice")
    assert Contrast(corpus, finder).of(note, sides_of(question, corpus), question, finder.find(question.topic, DAY)) == ()


def test_it_is_said_where_nothing_near_was_found_on_a_side(corpus: Corpus) -> None:
    one, other = Side(LABELS, frozenset({LABELS})), Side(EU, frozenset({EU}))
    assert "found nothing" not in side_by_side((one, other), corpus, "en")
    told = side_by_side((one, other), corpus, "en", [other])
    assert f"Of {corpus.instruments[EU].short_en} we found nothing" in told
    assert "未在本库找到" in side_by_side((one, other), corpus, "zh", [other])
    assert side_by_side((), corpus, "en") == ""


def test_each_side_is_told_under_its_own_name_in_the_order_of_naming(corpus: Corpus) -> None:
    sides = [Side("eu", frozenset({"eu-ai-act"})), Side("china", frozenset({"cn-labelling"}))]

    def claim(text: str, *instruments: str) -> Claim:
        return Claim(text, tuple(Citation(name, "art_1", "…") for name in instruments))

    given = [
        claim("c", "cn-labelling"),
        claim("both", "cn-labelling", "eu-ai-act"),
        claim("e", "eu-ai-act"),
        claim("r", "eu-ai-act"),
    ]
    told = of_each_side(given, sides, corpus, "en", {"r"})
    assert [(c.text, c.on) for c in told] == [("both", ""), ("r", ""), ("e", "EU"), ("c", "China")]
    assert of_each_side(given, [], corpus, "en") == tuple(given)
