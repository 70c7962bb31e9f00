"""China ↔ EU: the same facts on both sides, words of the law on both, and neither side leaks into the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from banfa.answer import Claim
from banfa.case import Answer
from banfa.cli import app
from banfa.corpus import Corpus
from banfa.corpus.comparisons import read_comparisons
from banfa.errors import CorpusError
from banfa.law import Citation
from banfa.scope_check import ScopeChecker
from banfa.scope_compare import EU, compare, eu_checker
from banfa.scope_questions import next_question
from banfa.verify import objection
from tests.test_corpus import TODAY

LINK: dict[str, Answer] = {"placed_on_eu_market_or_output_used_in_eu": True, "eu_exclusion_applies": False}
PROVIDER: dict[str, Answer] = {**LINK, "eu_provider": True, "generates_content": True}


def verdict(corpus: Corpus, name: str, stated: dict[str, Answer]) -> str:
    return next(f.verdict.value for f in eu_checker(corpus.scope).check(stated).findings if f.regime.id == name)


class TestTheEuSide:
    @pytest.mark.parametrize(
        ("name", "stated", "expected"),
        [
            ("eu-reach", {}, "undetermined"),
            ("eu-reach", {**LINK, "generates_content": True}, "in_scope"),
            ("eu-reach", {"generates_content": True, "offered_to_public_in_mainland": True}, "undetermined"),
            ("eu-reach", {"placed_on_eu_market_or_output_used_in_eu": False}, "out_of_scope"),
            ("eu-reach", {**LINK, "generates_content": True, "internal_use_only": True}, "in_scope"),
            ("eu-reach", {**LINK, "generates_content": True, "rnd_only": True}, "in_scope"),
            ("eu-reach", {"eu_exclusion_applies": True}, "out_of_scope"),
            ("eu-prohibited", {**LINK, "ai_system_or_model": True, "prohibited_practice": True}, "in_scope"),
            ("eu-prohibited", {"prohibited_practice": False}, "out_of_scope"),
            ("eu-high-risk", {**PROVIDER, "high_risk_annex_iii": True}, "undetermined"),
            ("eu-high-risk", {**PROVIDER, "high_risk_annex_iii": True, "annex_iii_exception": False}, "in_scope"),
            ("eu-high-risk", {**PROVIDER, "annex_iii_exception": True, "high_risk_product": False}, "out_of_scope"),
            ("eu-high-risk", {**PROVIDER, "annex_iii_exception": True, "high_risk_product": True}, "in_scope"),
            ("eu-interaction", {**PROVIDER, "interacts_with_people": True, "interaction_exception": False}, "in_scope"),
            ("eu-interaction", {**PROVIDER, "interacts_with_people": True}, "undetermined"),
            ("eu-marking", {**PROVIDER, "generates_images": True, "marking_exception": False}, "in_scope"),
            ("eu-marking", {**PROVIDER, "marking_exception": False}, "undetermined"),
            ("eu-marking", {"eu_provider": False}, "out_of_scope"),
            ("eu-disclosure", {**LINK, "eu_deployer": True, "makes_deep_fakes": True, "disclosure_exception": False}, "in_scope"),
            ("eu-disclosure", {"eu_deployer": False}, "out_of_scope"),
            ("eu-general-purpose", {"general_purpose_model": True, "eu_exclusion_applies": False}, "in_scope"),
            ("eu-general-purpose", {"placed_on_eu_market_or_output_used_in_eu": False}, "out_of_scope"),
        ],
    )
    def test_the_table(self, corpus: Corpus, name: str, stated: dict[str, Answer], expected: str) -> None:
        assert verdict(corpus, name, stated) == expected

    def test_the_dates_of_the_amended_act_are_quoted(self, corpus: Corpus) -> None:
        quotes = {r.id: " ".join(g.quote for g in r.grounds) for r in corpus.scope.regimes if r.jurisdiction == EU}
        assert "2 December 2027" in quotes["eu-high-risk"]
        assert "2 August 2028" in quotes["eu-high-risk"]
        assert "2 December 2026" in quotes["eu-marking"]
        assert "2 December 2026" in quotes["eu-prohibited"]
        assert "2 August 2025" in quotes["eu-general-purpose"]


class TestTheBorder:
    def test_nothing_of_the_eu_is_found_or_asked_in_the_check_of_china(self, corpus: Corpus) -> None:
        checker = ScopeChecker(corpus.scope)
        assert all(f.regime.jurisdiction == "CN" for f in checker.check(LINK).findings)
        asked: list[str] = []
        while (name := next_question(checker, checker.check({}), asked)) is not None:
            asked.append(name)
        assert not {corpus.instruments[corpus.scope.facts[name].rests_on[0]].jurisdiction for name in asked} - {"CN"}

    def test_answers_on_the_eu_change_no_finding_in_china(self, corpus: Corpus) -> None:
        checker = ScopeChecker(corpus.scope)
        eu = [f.name for f in corpus.scope.facts.values() if corpus.instruments[f.rests_on[0]].jurisdiction == EU]
        plain = [f.verdict for f in checker.check({}).findings]
        for value in (True, False):
            for name in eu:
                assert [f.verdict for f in checker.check({name: value}).findings] == plain, name

    def test_the_eu_questions_begin_with_the_reach(self, corpus: Corpus) -> None:
        checker = eu_checker(corpus.scope)
        assert next_question(checker, checker.check({"generates_content": True})) in checker.check({}).main.missing


class TestTheMatrix:
    def test_every_regime_of_the_eu_is_compared_and_both_sides_are_quoted(self, corpus: Corpus) -> None:
        rows = compare(corpus.scope, PROVIDER)
        assert {f.regime.id for row in rows for f in row.eu} == {r.id for r in corpus.scope.regimes if r.jurisdiction == EU}
        for row in rows:
            assert all(side and all(f.grounds for f in side) for side in (row.china, row.eu)), row.comparison.id
            cited = {corpus.instruments[instrument].jurisdiction for instrument, _ in row.comparison.rests_on}
            assert cited == {"CN", "EU"}, row.comparison.id

    def test_every_sentence_on_the_law_passes_the_check_of_claims(self, corpus: Corpus) -> None:
        for row in corpus.scope.comparisons:
            for ground in row.words:
                where = ground.statement
                quote = corpus.provision(where.instrument, where.locator).text_at(where.locator)
                for language in ("en", "zh"):
                    claim = Claim(where.text(language), (Citation(where.instrument, where.locator, quote),))
                    assert objection(claim, corpus, TODAY) is None, where.text(language)

    def test_a_row_on_a_regime_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "scope.toml"
        file.write_text('[[comparison]]\nid = "x"\nchina = ["nothing"]\n', encoding="utf-8")
        with pytest.raises(CorpusError, match="no regime 'nothing'"):
            read_comparisons([file], set())

    @pytest.mark.parametrize(("option", "says"), [((), "Not to be inferred:"), (("--zh",), "不可推断：")])
    def test_the_command_prints_it(self, tmp_path: Path, option: tuple[str, ...], says: str) -> None:
        file = tmp_path / "product.toml"
        file.write_text("generates_content = true\n", encoding="utf-8")
        printed = CliRunner().invoke(app, ["scope", "--facts", str(file), "--compare", *option]).stdout
        assert printed.count(says) == 7
        assert "2 December 2027" in printed

    def test_the_json_has_both_sides_with_quotes(self, tmp_path: Path) -> None:
        file = tmp_path / "product.toml"
        file.write_text("generates_content = true\n", encoding="utf-8")
        found = json.loads(CliRunner().invoke(app, ["scope", "--facts", str(file), "--compare", "--json"]).stdout)
        assert all(f["words"] for row in found["comparison"] for side in ("china", "eu") for f in row[side])
        assert "eu-reach" not in {regime["id"] for regime in found["regimes"]}
