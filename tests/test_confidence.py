"""How sure we are: a probability from data, fitted to development questions alone, told at every door and to the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from banfa.adapters import e5_weights, sentence_transformer
from banfa.answer import Sure
from banfa.assistant import Assistant
from banfa.confidence import FILE, NAMES, Confidence, Logistic, Term, features
from banfa.contract import retrieval_object
from banfa.corpus import Corpus
from banfa.desk import Desk as Door
from banfa.errors import IndexUnusable
from banfa.phrases import phrase
from banfa.question import Question
from banfa.retrieval import HybridRetriever
from evals.calibration import Case, calibrate, figures, fit, run, warnings, write
from evals.gold import GoldQuestion
from evals.reliability import needs_met, of_trials, reliability, table
from tests.fakes import fake_assistant
from tests.gold_desk import FILING, QUESTION, SCOPE, Desk

DAY = date(2026, 11, 22)
RAIN = "Who has to file an algorithm and within how many days?"


def always(probability: float) -> Logistic:
    """A model that says the same of everything."""
    return Logistic(float(np.log(probability / (1 - probability))), {name: Term(0.0, 1.0, 0.0) for name in NAMES})


def confident(retriever: HybridRetriever, corpus: Corpus, every: float, any_: float) -> Assistant:
    """An assistant that is so sure of everything."""
    model = Confidence(always(every), always(any_), "hash:512", 0.85)
    return fake_assistant(corpus, None, HybridRetriever(corpus, retriever.finder, confidence=model))


def case(n: int, top: float, met: float, held: bool = False) -> Case:
    """A case that differs from others in its best score alone."""
    return Case(replace(QUESTION, id=f"en-c-{n}", held=held), {**dict.fromkeys(NAMES, 0.0), "top": top}, met)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """What stands far ahead is met more often."""
    draw = np.random.default_rng(1)
    tops = draw.normal(size=240)
    return [case(n, float(top), float(draw.random() < 1 / (1 + np.exp(-2 * top)))) for n, top in enumerate(tops)]


class TestModel:
    def test_a_score_above_the_mean_raises_the_probability_by_its_weight_in_log_odds(self) -> None:
        model = Logistic(0.0, {"top": Term(2.0, 0.5, 1.0)})
        assert model.probability({"top": 2.0}) == 0.5
        assert model.probability({"top": 2.5}) == pytest.approx(1 / (1 + np.exp(-1)))

    def test_the_models_that_ship_are_of_the_features_and_of_the_default_embedder(self) -> None:
        shipped = Confidence.read()
        assert shipped is not None
        assert set(shipped.every.terms) == set(shipped.any.terms) == set(NAMES)
        assert shipped.embedder == sentence_transformer.E5_FINGERPRINT
        assert e5_weights is not None

    def test_a_file_for_other_features_is_refused(self, tmp_path: Path) -> None:
        other = tmp_path / "confidence.toml"
        other.write_text(FILE.read_text(encoding="utf-8").replace("margin =", "marginal ="), encoding="utf-8")
        with pytest.raises(IndexUnusable, match=r"marginal.*Remove it and run `banfa eval --calibrate`"):
            Confidence.read(other)

    def test_without_a_file_nothing_is_said(self, tmp_path: Path) -> None:
        assert Confidence.read(tmp_path / "confidence.toml") is None

    def test_every_feature_has_a_value_for_every_question(self, assistant: Assistant, retriever: HybridRetriever) -> None:
        for text in (RAIN, "算法备案要在几天之内办？", "?a", "What does article 4 of the Interim Measures say?"):
            asked = assistant.understand(text, DAY)
            values = features(asked, retriever.found(asked, DAY), retriever.finder)
            assert tuple(values) == NAMES
            assert np.isfinite(list(values.values())).all()

    def test_what_a_question_cites_and_its_language_count(self, assistant: Assistant, retriever: HybridRetriever) -> None:
        def of(text: str) -> dict[str, float]:
            asked: Question = assistant.understand(text, DAY)
            return features(asked, retriever.found(asked, DAY), retriever.finder)

        assert of("What does article 4 of the Interim Measures say?")["cited"] == 1.0
        assert (of(RAIN)["cited"], of(RAIN)["chinese"], of("算法备案要在几天之内办？")["chinese"]) == (0.0, 0.0, 1.0)


class TestDoors:
    def test_a_reply_and_what_was_found_say_how_sure_they_are(self, retriever: HybridRetriever, corpus: Corpus) -> None:
        door = Door(confident(retriever, corpus, 0.75, 0.9))
        for told in (door.ask(RAIN), door.retrieve(RAIN, 3)):
            assert (told["confidence"], told["confidence_any"]) == (0.75, 0.9)

    def test_without_a_model_they_say_nothing(self, assistant: Assistant) -> None:
        assert "confidence" not in Door(assistant).ask(RAIN)
        assert "confidence" not in retrieval_object([])
        assert retrieval_object([], sure=Sure(0.5, 0.6))["confidence"] == 0.5

    @pytest.mark.parametrize("text", [RAIN, "算法备案要在几天之内办？"])
    def test_a_doubtful_answer_tells_the_reader_in_the_language_of_the_question(
        self, retriever: HybridRetriever, corpus: Corpus, text: str
    ) -> None:
        doubtful, sure = (confident(retriever, corpus, 0.4, p).ask(text, DAY) for p in (0.5, 0.95))
        said = phrase("unsure", doubtful.language)
        assert doubtful.claims == sure.claims
        assert [r.text for r in doubtful.remarks if r.kind == "unsure"] == [said]
        assert all(r.kind != "unsure" for r in sure.remarks)
        assert said in Door(confident(retriever, corpus, 0.4, 0.5)).ask(text, DAY)["answer"]

    def test_a_reply_that_abstains_needs_no_warning(self, retriever: HybridRetriever, corpus: Corpus) -> None:
        reply = confident(retriever, corpus, 0.1, 0.1).ask("What does article 400 of the Interim Measures say?", DAY)
        assert all(r.kind != "unsure" for r in reply.remarks)


class TestFit:
    def test_it_finds_what_tells_and_leaves_out_what_does_not(self, cases: Sequence[Case]) -> None:
        terms = calibrate(cases, 1.0).model.terms
        assert terms["top"].weight > 0.5
        assert all(abs(term.weight) < 1e-6 for name, term in terms.items() if name != "top")

    def test_only_development_questions_have_a_say(self, cases: Sequence[Case]) -> None:
        turned = [c if c.question.split == "development" else replace(c, met=1 - c.met) for c in cases]
        assert calibrate(turned, 1.0).model == calibrate(cases, 1.0).model

    def test_no_question_has_a_say_in_what_is_said_of_itself(self, cases: Sequence[Case]) -> None:
        first = next(c for c in cases if c.question.split == "development")
        turned = [replace(c, met=1 - c.met) if c is first else c for c in cases]
        before, after = calibrate(cases, 1.0), calibrate(turned, 1.0)
        assert before.strength == after.strength
        assert before.said[first.question.id] == after.said[first.question.id]

    def test_any_is_met_by_a_part_and_every_by_the_whole(self, cases: Sequence[Case]) -> None:
        halves = [replace(c, met=0.5 if n % 2 else 0.0) for n, c in enumerate(cases)]
        assert sum(calibrate(halves, 0.0).held.values()) == 120
        assert not any(calibrate(halves, 1.0).held.values())

    def test_a_stronger_ridge_holds_the_coefficients_back(self) -> None:
        rows = np.array([[0.0], [1.0], [2.0], [3.0]])
        held = np.array([0.0, 0.0, 1.0, 1.0])
        loose, tight = (fit(rows, held, strength, ["top"]).terms["top"].weight for strength in (0.1, 10.0))
        assert 0 < tight < loose

    def test_what_is_written_is_what_is_read(self, cases: Sequence[Case], tmp_path: Path) -> None:
        every, some = calibrate(cases, 1.0), calibrate(cases, 0.0)
        write(every, some, "hash:512", "abc", 160, tmp_path / "confidence.toml")
        read = Confidence.read(tmp_path / "confidence.toml")
        assert read is not None
        assert (read.every, read.any, read.embedder) == (every.model, some.model, "hash:512")

    def test_the_figures_keep_apart_what_was_fitted_and_what_was_not(self, cases: Sequence[Case]) -> None:
        found = figures(cases, calibrate(cases, 1.0))
        ours = sum(c.question.split == "development" for c in cases)
        assert found["development, by cross-validation"].n == ours
        assert found["test and held out"].n == len(cases) - ours
        assert all(row.brier < row.brier_of_rate for row in found.values())

    def test_warnings_are_counted_with_what_was_missed(self) -> None:
        some = [case(n, 0.0, float(n % 2)) for n in range(40)]
        said = {c.question.id: 0.9 if c.met else 0.1 for c in some}
        ours = sum(c.question.split == "development" for c in some)
        missed = sum(c.question.split == "development" and not c.met for c in some)
        assert f"| development, by cross-validation | {missed} | {missed} | {ours - missed} | 0 |" in warnings(some, said, 0.5)

    def test_the_command_fits_writes_and_shows(self, assistant: Assistant, tmp_path: Path) -> None:
        asked: list[GoldQuestion] = [
            replace(QUESTION, id=f"en-run-{n}", question=f"{RAIN} {n}", gold=((FILING,),) if n % 3 else ((SCOPE,),))
            for n in range(30)
        ]
        said = run(assistant, asked, tmp_path / "confidence.toml")
        assert "Every need among the first five" in said
        assert Confidence.read(tmp_path / "confidence.toml") is not None


class TestReliability:
    def test_the_brier_score_is_the_mean_square_of_what_was_said_less_what_was(self) -> None:
        found = reliability([0.8, 0.4], [True, False])
        assert found.brier == pytest.approx((0.04 + 0.16) / 2)
        assert found.error == pytest.approx((0.2 + 0.4) / 2)
        assert (found.brier_of_rate, found.order) == (0.25, 1.0)

    def test_a_pair_of_which_both_are_said_the_same_is_half_in_order(self) -> None:
        assert reliability([0.5, 0.5], [True, False]).order == 0.5
        assert reliability([0.5], [True]).order is None

    def test_ranges_that_no_question_falls_in_are_left_out(self) -> None:
        assert [(b.n, b.held) for b in reliability([0.1, 0.15, 1.0], [False, True, True]).bins] == [(2, 0.5), (1, 1.0)]

    def test_a_question_that_no_provision_answers_is_never_met(self) -> None:
        assert needs_met(replace(QUESTION, gold=()), ["cn-genai-measures:art_17"]) == 0.0
        assert needs_met(QUESTION, ["cn-genai-measures:art_17"]) == 0.5

    def test_replies_are_held_to_the_first_five_passages(self, corpus: Corpus) -> None:
        desk = Desk(corpus)
        trials = [
            desk.trial("File.", FILING, SCOPE, confidence=0.9, question=replace(QUESTION, id="en-a-1")),
            desk.trial("File.", *[FILING] * 5, SCOPE, confidence=0.8, question=replace(QUESTION, id="en-a-2")),
            desk.trial("File.", FILING, confidence=True, question=replace(QUESTION, id="en-a-3")),
        ]
        found = of_trials(trials)["all"]
        assert (found.n, found.rate) == (2, 0.5)
        assert "| all | 2 | 0.850 | 0.500 |" in table({"all": found})
