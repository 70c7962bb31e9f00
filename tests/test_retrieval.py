"""From a question to provisions: what is cited stands first, what is not the law that day is not there, the parts add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from app.wording import label
from banfa.adapters.bm25 import Bm25Index, pairs, tokenise
from banfa.adapters.kind_learning import learn
from banfa.assistant import Assistant
from banfa.corpus import Corpus, Term
from banfa.expansion import Glossary
from banfa.finding import sentences_of
from banfa.kinds import KindModel, features, read_kinds, write_kinds
from banfa.passage import Passage
from banfa.question import Question
from banfa.retrieval import HybridRetriever
from banfa.seams import Vectors

DAY = date(2026, 11, 22)
EVERYTHING = 10_000
"""More than there are provisions."""
MEASURES = "cn-genai-measures"
ALGORITHMS = "cn-algorithm-recommendation"
CITING = (
    "What does article 4 of the Interim Measures say?",
    "Does article 7 of the Interim Measures regulate delivery riders' orders, remuneration, working hours and rewards?",
    "Is a fine of 100,000 yuan possible under Art. 1 of the Interim Measures for whoever manipulates hot search lists?",
    "暂行办法第一条规定的骑手订单分配、报酬构成及支付、工作时间、奖惩算法是什么？",
)
QUESTIONS = (
    "Who has to file an algorithm and within how many days?",
    "How must generated pictures be labelled under the Labelling Measures?",
    "Our chatbot produced something illegal. What now? Must we tell the authorities?",
    "训练数据有什么要求？",
)


class Desk:
    """Asks the retriever as the assistant does."""

    def __init__(self, assistant: Assistant, retriever: HybridRetriever) -> None:
        self.assistant, self.retriever = assistant, retriever

    def read(self, text: str, on: date = DAY) -> Question:
        return self.assistant.understand(text, on)

    def found(self, text: str, k: int = 10, on: date = DAY) -> list[Passage]:
        return self.retriever.retrieve(self.read(text, on), k, on)


@pytest.fixture(scope="module")
def desk(assistant: Assistant, retriever: HybridRetriever) -> Desk:
    return Desk(assistant, retriever)


def key(passage: Passage) -> str:
    return f"{passage.provision.instrument}:{passage.provision.locator}"


class TestCited:
    @pytest.mark.parametrize("text", CITING)
    def test_the_cited_article_stands_first_whatever_else_is_in_the_question(self, desk: Desk, text: str) -> None:
        (cited,) = desk.read(text).cited
        assert key(desk.found(text)[0]) == f"{cited.instrument}:{cited.locator}"

    def test_two_cited_articles_stand_above_the_rest(self, desk: Desk) -> None:
        found = desk.found("How do article 9 of the Interim Measures and article 24 of the Algorithm Provisions fit together?")
        assert {key(p) for p in found[:2]} == {f"{MEASURES}:art_9", f"{ALGORITHMS}:art_24"}

    def test_the_cited_paragraph_is_the_pinpoint(self, desk: Desk) -> None:
        assert desk.found("What does article 14 paragraph 2 of the Interim Measures say?")[0].pinpoint == "art_14__para_2"

    def test_an_article_that_does_not_exist_lifts_nothing(self, desk: Desk) -> None:
        assert all("citation" not in p.why for p in desk.found("What does article 99 of the Interim Measures say?"))


class TestNamed:
    def test_the_provisions_of_a_named_instrument_gain_the_same_bonus_and_no_others_gain(self, desk: Desk) -> None:
        question = desk.read("Which duties on complaints are in the Interim Measures?")
        assert [m.instrument for m in question.mentions] == [MEASURES]
        scores = desk.retriever.finder.find(question.topic)
        plain = {key(p): p.score for p in desk.retriever.rank(replace(question, mentions=()), scores, EVERYTHING, DAY)}
        named = {key(p): p.score for p in desk.retriever.rank(question, scores, EVERYTHING, DAY)}
        gains = {k: round(named[k] - plain[k], 6) for k in named}
        assert {gain for k, gain in gains.items() if not k.startswith(MEASURES)} == {0.0}
        (bonus,) = {gain for k, gain in gains.items() if k.startswith(MEASURES)}
        assert bonus > 0

    def test_naming_the_instrument_brings_its_provisions_up(self, desk: Desk) -> None:
        places = []
        for name in ("", " under the Deep Synthesis Provisions"):
            found = desk.found(f"Who must handle complaints{name}, and how fast?", EVERYTHING)
            places.append([place for place, passage in enumerate(found) if "deep" in key(passage)])
        plain, named = places
        assert named[0] <= plain[0]
        assert median(named) < median(plain)


class TestAsked:
    def test_since_when_a_named_law_holds_is_in_its_article_on_that(self, desk: Desk) -> None:
        found = desk.found("Since when are the Labelling Measures in force?")
        assert key(found[0]) == "cn-labelling:art_14"
        assert found[0].why["commencement"] > 0

    def test_what_a_breach_of_a_named_law_leads_to_raises_its_sanctions_above_the_rest_of_it(self, desk: Desk) -> None:
        found = desk.found("What are the consequences of a breach of the Interim Measures?", EVERYTHING)
        raised = {key(p) for p in found if p.provision.instrument == MEASURES and "asked" in p.why}
        assert raised == {f"{MEASURES}:art_20", f"{MEASURES}:art_21"}

    def test_the_sanction_that_names_the_article_found_stands_right_behind_it(self, desk: Desk) -> None:
        found = desk.found("What fine follows if a provider markets to minors by automated decision-making?", 40)
        raised = {key(p): p for p in found if p.why.get("sanction", 0.0) > 0}
        best = [p for p in found if p.why.get("sanction", 0.0) <= 0 and "penalty" not in p.provision.about().modality][:2]
        assert raised
        assert {p.provision.instrument for p in raised.values()} <= {p.provision.instrument for p in best}
        assert all(p.score < found[0].score for p in raised.values())

    def test_no_sanction_is_raised_where_none_is_asked_for(self, desk: Desk) -> None:
        assert not any(
            "sanction" in p.why for p in desk.found("May we market to minors by automated decision-making?", EVERYTHING)
        )

    def test_nothing_is_raised_where_no_such_thing_is_asked(self, desk: Desk) -> None:
        assert not any(
            "asked" in p.why for p in desk.found("How must pictures be labelled under the Labelling Measures?", EVERYTHING)
        )

    def test_what_a_term_means_raises_the_provisions_on_it(self, desk: Desk, corpus: Corpus) -> None:
        with_terms = HybridRetriever(corpus, desk.retriever.finder, Glossary(corpus.glossary))
        found = with_terms.retrieve(desk.read("What is an implicit label?"), EVERYTHING, DAY)
        term = next(t for t in corpus.glossary if "隐式标识" in t.zh)
        assert {key(p) for p in found if "defines" in p.why} == {f"{i}:{place.split('__')[0]}" for i, place in term.where}

    def test_of_two_laws_compared_both_stand_among_the_first(self, desk: Desk) -> None:
        found = desk.found("How do the Interim Measures differ from the EU AI Act on labels?", 6)
        assert [p.provision.instrument for p in found].count(MEASURES) == 3
        assert [p.provision.instrument for p in found].count("eu-ai-act") == 3


class TestReach:
    """Whether the rules apply at all."""

    @pytest.mark.parametrize(
        "text",
        [
            "We run a poem generator for readers in Wuhan. Is any of the AI rulebooks meant for us?",
            "Our insurer's letter writer talks to policyholders in Hebei. Do we have to go through the 2023 AI rules?",
            "我们做头像生成，谁都能用，网上说的AI规矩管得到我们吗？",
        ],
    )
    def test_the_article_on_whom_the_measures_bind_is_raised_and_both_its_sides_lead(self, desk: Desk, text: str) -> None:
        found = [p for p in desk.found(text, EVERYTHING) if "reach" in p.why]
        assert [key(p) for p in found] == [f"{MEASURES}:art_2"]
        draft = desk.assistant._embedded.write(desk.read(text), found, DAY)
        first = [citation.locator for claim in draft.claims[:2] for citation in claim.citations]
        assert len({locator for locator in first if locator.startswith("art_2__para")}) == 2

    def test_of_a_named_law_its_own_article_is_raised(self, desk: Desk) -> None:
        found = desk.found("Do the Labelling Measures apply to our generative AI voice tool?", EVERYTHING)
        assert {key(p) for p in found if "reach" in p.why} == {"cn-labelling:art_2"}

    def test_what_must_be_done_raises_nothing_on_reach(self, desk: Desk) -> None:
        assert not any("reach" in p.why for p in desk.found("How must we label pictures?", EVERYTHING))


class TestUnits:
    def test_every_gist_of_a_passage_is_measured_however_far_off(self, desk: Desk) -> None:
        for passage in desk.found("May we train on customer chats?"):
            told = {unit for unit, own in passage.provision.enrichment.items() if own.gist_en}
            assert set(passage.gists) == told
            assert passage.pinpoint == passage.units_by_nearness[0]


class TestDay:
    @pytest.mark.parametrize(
        ("day", "instruments"),
        [
            (date(2011, 1, 7), set()),
            (date(2017, 5, 31), {"cn-internet-information"}),
            (date(2017, 6, 1), {"cn-internet-information", "cn-csl"}),
            (date(2022, 2, 28), {"cn-security-assessment", "cn-csl", "cn-dsl", "cn-pipl"}),
            (date(2022, 6, 1), {"cn-security-assessment", ALGORITHMS}),
            (date(2023, 8, 14), {"cn-security-assessment", ALGORITHMS, "cn-deep-synthesis"}),
            (date(2023, 8, 15), {"cn-security-assessment", ALGORITHMS, "cn-deep-synthesis", MEASURES}),
            (DAY, {"cn-security-assessment", ALGORITHMS, "cn-deep-synthesis", MEASURES, "cn-labelling", "eu-ai-act"}),
        ],
    )
    def test_only_what_is_in_force_on_the_day_is_found(self, desk: Desk, day: date, instruments: set[str]) -> None:
        found = desk.found("What must the provider of generative AI do about labels and algorithms?", EVERYTHING, day)
        assert {p.provision.instrument for p in found} >= instruments
        assert all(p.provision.in_force(day) for p in found)
        assert bool(found) == bool(instruments)

    @pytest.mark.parametrize(("day", "wording"), [(date(2025, 12, 31), date(2017, 6, 1)), (DAY, date(2026, 1, 1))])
    def test_of_a_law_in_two_wordings_that_of_the_day_is_found(self, desk: Desk, day: date, wording: date) -> None:
        found = desk.found("What does article 21 of the Cybersecurity Law say?", EVERYTHING, day)
        assert key(found[0]) == "cn-csl:art_21"
        assert {p.provision.effective for p in found if p.provision.instrument == "cn-csl"} == {wording}

    def test_an_article_cited_before_its_day_is_not_found(self, desk: Desk) -> None:
        found = desk.found("What does article 17 of the Interim Measures say?", EVERYTHING, date(2022, 6, 1))
        assert found
        assert MEASURES not in {p.provision.instrument for p in found}


class TestScores:
    @pytest.mark.parametrize("text", [*QUESTIONS, *CITING])
    def test_the_parts_that_are_shown_add_up_to_the_score(self, desk: Desk, text: str) -> None:
        for passage in desk.found(text):
            assert sum(passage.why.values()) == pytest.approx(passage.score, abs=0.001)

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_part_has_a_name_on_the_page(self, desk: Desk, language: str) -> None:
        parts = {part for text in (*QUESTIONS, *CITING) for passage in desk.found(text, EVERYTHING) for part in passage.why}
        assert {"meaning", "words", "citation", "named"} <= parts
        assert [part for part in parts if label(f"why_{part}", language) == f"why_{part}"] == []

    @pytest.mark.parametrize("text", [*QUESTIONS, *CITING])
    def test_the_best_stand_first(self, desk: Desk, text: str) -> None:
        scores = [p.score for p in desk.found(text, EVERYTHING)]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] > scores[-1]

    @pytest.mark.parametrize("k", [1, 3, 10, EVERYTHING])
    def test_no_more_than_k_are_given(self, desk: Desk, corpus: Corpus, k: int) -> None:
        found = desk.found(QUESTIONS[0], k)
        assert len(found) == min(k, len(corpus.in_force(DAY)))
        assert len({key(p) for p in found}) == len(found)

    def test_fewer_are_the_first_of_many(self, desk: Desk) -> None:
        assert [key(p) for p in desk.found(QUESTIONS[0], 3)] == [key(p) for p in desk.found(QUESTIONS[0], 10)][:3]

    def test_the_same_question_finds_the_same(self, desk: Desk) -> None:
        assert desk.found(QUESTIONS[2]) == desk.found(QUESTIONS[2])

    def test_a_pinpoint_lies_in_its_provision(self, desk: Desk) -> None:
        for text in QUESTIONS:
            assert all(p.provision.resolve(p.pinpoint) == p.pinpoint for p in desk.found(text))

    def test_a_question_without_one_known_word_raises_nothing(self, desk: Desk) -> None:
        assert len(desk.found("qwxz vbnm", 5)) == 5

    def test_a_long_story_is_also_read_sentence_by_sentence(self) -> None:
        story = "We sell shoes in Lyon. Rain. Our chatbot labels nothing! Must it label its pictures?"
        assert sentences_of(story) == ["We sell shoes in Lyon.", "Our chatbot labels nothing!", "Must it label its pictures?"]
        assert sentences_of("Must it label its pictures?") == []


class TestExpansion:
    def test_lay_words_bring_the_term_of_art_in_both_languages(self, corpus: Corpus) -> None:
        expand = Glossary(corpus.glossary).expand
        for term in corpus.glossary:
            for lay in (*term.lay_en, *term.lay_zh):
                assert term.zh[0] in expand(f"Tell me: {lay}?"), f"{lay!r} does not bring {term.zh[0]}"

    def test_words_that_point_to_no_term_bring_nothing(self) -> None:
        assert Glossary([FILING]).expand("the weather is fine") == ""

    def test_a_plural_and_another_case_are_the_same_word(self) -> None:
        assert Glossary([FILING]).expand("We never did our PAPER TRAILS.") == "filing 备案"

    def test_a_word_inside_another_is_not_that_word(self) -> None:
        assert Glossary([FILING]).expand("profiling is registered") == ""

    def test_chinese_words_are_found_without_spaces(self) -> None:
        assert Glossary([FILING]).expand("我们要不要去报备一下") == "filing 备案"

    def test_the_glossary_raises_what_its_terms_are_about(self, desk: Desk) -> None:
        lay = next(lay for term in desk.assistant.corpus.glossary if term.where for lay in term.lay_en)
        found = desk.found(f"Who is bound by rules on {lay}?", EVERYTHING)
        assert any(p.why.get("glossary", 0.0) > 0 for p in found)

    def test_a_word_in_passing_raises_nothing_by_more_than_a_little(self, desk: Desk) -> None:
        """A forum, a livestream, a mini-program: each stands for public-opinion attributes, and none of them is asked about."""
        most = desk.retriever.finder.weights.expansion_most
        for story in ("Our forum has a livestream. May we train on its posts?", "我们的小程序有直播和论坛，帖子能拿来训练吗？"):
            assert max(p.why.get("glossary", 0.0) for p in desk.found(story, EVERYTHING)) <= most + 0.05  # less its mean over all


FILING = Term(("备案",), ("filing",), ("paper trail", "register"), ("报备",), "", "", (), False)


class TestWords:
    def test_english_words_are_stemmed_and_empty_words_dropped(self) -> None:
        assert tokenise("The providers' labelling of the labels") == tokenise("provider label labels")

    def test_chinese_is_cut_into_pairs_of_characters(self) -> None:
        assert tokenise("算法备案") == ["算法", "法备", "备案"]

    def test_neighbouring_english_words_are_pairs_across_stop_words(self) -> None:
        assert pairs("The labelling of synthetic content 深度合成") == ["label synthet", "synthet content"]

    def test_of_two_texts_with_the_same_words_the_one_with_them_side_by_side_stands_higher(self) -> None:
        texts = ["content of a label, synthetic or not", "label of synthetic content, or not"]
        index = Bm25Index.build({"text": texts, "asks": texts})
        scores = index.scores("synthetic content", "text_pairs")
        assert scores[1] > scores[0] == 0
        assert not index.scores("synthetic content", "asks_pairs").any()

    def test_an_index_that_was_saved_scores_as_before(self, tmp_path: Path) -> None:
        index = Bm25Index.build({"text": ["a kite above the town", "a boat on the river", "登记风筝"], "empty": ["", "", ""]})
        (tmp_path / "words").mkdir()
        index.save(tmp_path / "words")
        again = Bm25Index.load(tmp_path / "words")
        for text in ("kites", "river boat", "风筝", "nothing of this"):
            for field in ("text", "text_pairs", "empty", "unheard of"):
                assert np.array_equal(index.scores(text, field), again.scores(text, field))
        assert int(np.argmax(again.scores("which boats", "text"))) == 1


CENTRES = {"provision": 0, "open_point": 1, "known": 2, "outside": 3}
NEAREST = 40


class TestKinds:
    """Four kinds of things, each around a direction of its own."""

    def rows(self, seed: int, each: int) -> tuple[list[str], Vectors]:
        random = np.random.default_rng(seed)
        kinds = [kind for kind in CENTRES for _ in range(each)]
        vectors = random.normal(scale=0.25, size=(len(kinds), 16)).astype(np.float32)
        vectors[np.arange(len(kinds)), [CENTRES[kind] for kind in kinds]] += 1.0
        return kinds, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def model(self) -> KindModel:
        kinds, vectors = self.rows(1, 60)
        found = learn(kinds, ["ask"] * len(kinds), vectors, NEAREST)
        assert found is not None
        return found

    def judge(self, model: KindModel, vector: Vectors) -> dict[str, float]:
        kinds, vectors = self.rows(1, 60)
        cosines = vectors @ vector
        best = np.argsort(-cosines)[:NEAREST]
        return model.probabilities([kinds[n] for n in best], cosines[best].tolist())

    def test_the_model_tells_the_kinds_of_new_questions_apart(self) -> None:
        model, group = self.model(), {"open_point": "note"}
        asked, vectors = self.rows(2, 25)
        right = 0
        for kind, vector in zip(asked, vectors, strict=True):
            near = self.judge(model, vector)
            assert sum(near.values()) == pytest.approx(1.0)
            right += max(near, key=lambda g: near[g]) == group.get(kind, kind)
        assert right >= 95

    def test_a_kind_that_the_index_does_not_have_gets_no_chance(self) -> None:
        assert self.judge(self.model(), self.rows(2, 1)[1][0])["improper"] < 1e-6

    def test_a_model_that_was_saved_judges_as_before(self, tmp_path: Path) -> None:
        model, vector = self.model(), self.rows(2, 1)[1][2]
        write_kinds(tmp_path / "kinds.json", model)
        again = read_kinds(tmp_path / "kinds.json")
        assert again is not None
        assert self.judge(again, vector) == pytest.approx(self.judge(model, vector), abs=1e-4)

    def test_with_one_kind_there_is_nothing_to_learn(self) -> None:
        assert learn(["provision"] * 9, ["ask"] * 9, np.eye(9, dtype=np.float32), 5) is None

    def test_where_no_model_was_saved_there_is_none(self, tmp_path: Path) -> None:
        assert read_kinds(tmp_path / "kinds.json") is None

    def test_what_counts_is_how_much_nearer_one_kind_is_than_another(self) -> None:
        kinds, cosines = ["provision", "outside", "provision"], [0.9, 0.8, 0.7]
        assert np.allclose(features(kinds, cosines), features(kinds, [c - 0.5 for c in cosines]))
