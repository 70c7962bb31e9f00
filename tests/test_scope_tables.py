"""Every regime over its whole answer space: the unknown puts no case outside, more facts turn no verdict, flips flip."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest

from banfa.case import Answer, Case, Logic
from banfa.changes_of_facts import LARGEST, base_facts, flips, missing
from banfa.corpus import Corpus
from banfa.corpus.regimes import Regime
from banfa.rules import Rule, evaluate, facts_of
from banfa.scope_check import Finding, ScopeChecker, Verdict
from banfa.settings import Settings

REGIMES = sorted(
    line.split('"')[1]
    for file in Settings().corpus.glob("*/scope.toml")
    for before, line in zip(["", *file.read_text("utf-8").splitlines()], file.read_text("utf-8").splitlines(), strict=False)
    if before == "[[regime]]"
)


@pytest.fixture(scope="module")
def checker(corpus: Corpus) -> ScopeChecker:
    return ScopeChecker(corpus.scope)


def finding_of(checker: ScopeChecker, name: str, stated: dict[str, Answer]) -> Finding:
    """The finding on a regime, by a checker of its jurisdiction."""
    checker = ScopeChecker(checker.scope, (), regime_of(checker, name).jurisdiction)
    return next(finding for finding in checker.check(stated).findings if finding.regime.id == name)


def regime_of(checker: ScopeChecker, name: str) -> Regime:
    return next(regime for regime in checker.scope.regimes if regime.id == name)


def answers(name: str, rule: Rule, logic: Logic) -> list[Answer]:
    """Yes and no, or numbers on both sides of every threshold of the rule."""
    if not logic.is_number(name):
        return [True, False]
    spans = [t for f in facts_of(rule) if f in logic.facts.derived for t in logic.facts.derived[f].thresholds if t.number == name]
    ends = {n for t in spans for n in (t.at_least, t.below) if n is not None}
    return sorted({0} | {n - 1 for n in ends if n} | ends)


def cases(rule: Rule, logic: Logic) -> Iterator[tuple[dict[str, Answer], Case]]:
    """Every combination of answers and open questions on the facts of a rule that does not contradict itself."""
    names = base_facts(rule, logic)
    for row in product(*([*answers(name, rule, logic), None] for name in names)):
        stated = {name: answer for name, answer in zip(names, row, strict=True) if answer is not None}
        case = logic.settle(stated)
        if not case.contradictions:
            yield stated, case


@pytest.mark.parametrize("name", REGIMES)
class TestEveryRegime:
    def test_an_answer_more_never_turns_a_decided_verdict(self, checker: ScopeChecker, name: str) -> None:
        """So out of scope with a fact unknown means: out of scope whatever that fact is."""
        rule, logic = regime_of(checker, name).in_scope, checker.logic
        for stated, case in cases(rule, logic):
            value = evaluate(rule, case.values)
            if value is None:
                continue
            for fact in base_facts(rule, logic):
                for answer in answers(fact, rule, logic) if fact not in stated else ():
                    more = logic.settle({**stated, fact: answer})
                    assert more.contradictions or evaluate(rule, more.values) is value, (stated, fact, answer)

    def test_what_is_missing_is_named_exactly_while_undetermined(self, checker: ScopeChecker, name: str) -> None:
        rule, logic = regime_of(checker, name).in_scope, checker.logic
        everything = list(cases(rule, logic))
        for stated, case in everything[:: 1 + len(everything) // 400]:
            open_ = missing(rule, case, logic)
            assert bool(open_) == (evaluate(rule, case.values) is None), stated
            assert not set(open_) & set(stated)

    def test_all_facts_known_leave_nothing_undetermined(self, checker: ScopeChecker, name: str) -> None:
        rule, logic = regime_of(checker, name).in_scope, checker.logic
        names = base_facts(rule, logic)
        full = [case for stated, case in cases(rule, logic) if len(stated) == len(names)]
        assert {evaluate(rule, case.values) for case in full} == {True, False}

    def test_flips_flip_and_no_part_of_one_does(self, checker: ScopeChecker, name: str) -> None:
        rule, logic = regime_of(checker, name).in_scope, checker.logic
        everything = list(cases(rule, logic))
        for stated, case in everything[:: 1 + len(everything) // 60]:
            for flip in flips(rule, case, logic):
                after = logic.settle({**stated, **flip.changes})
                assert evaluate(rule, after.values) is flip.value
                assert not {c.fact for c in after.contradictions} & facts_of(rule)
                assert 1 <= len(flip.changes) <= LARGEST
                for size in range(len(flip.changes)):
                    for part in combinations(flip.changes.items(), size):
                        less = logic.settle({**stated, **dict(part)})
                        disputed = {c.fact for c in less.contradictions} & (facts_of(rule) | {fact for fact, _ in part})
                        assert evaluate(rule, less.values) is not flip.value or disputed, (stated, flip)

    def test_every_verdict_has_words_of_the_law(self, checker: ScopeChecker, name: str) -> None:
        rule, logic = regime_of(checker, name).in_scope, checker.logic
        everything = list(cases(rule, logic))
        for stated, _ in everything[:: 1 + len(everything) // 40]:
            finding = finding_of(checker, name, stated)
            assert finding.grounds
            assert all(g.quote for g in finding.grounds)


def table(checker: ScopeChecker, name: str, **stated: Answer) -> Verdict:
    return next(f.verdict for f in checker.check(stated).findings if f.regime.id == name)


class TestTheInterimMeasures:
    @pytest.mark.parametrize(
        ("stated", "verdict"),
        [
            ({}, "undetermined"),
            ({"offered_to_public_in_mainland": True}, "undetermined"),
            ({"generates_content": True}, "undetermined"),
            ({"offered_to_public_in_mainland": True, "generates_content": True}, "in_scope"),
            ({"offered_to_public_in_mainland": False}, "out_of_scope"),
            ({"generates_content": False}, "out_of_scope"),
            ({"internal_use_only": True}, "out_of_scope"),
            ({"rnd_only": True}, "out_of_scope"),
            ({"internal_use_only": False, "generates_content": True}, "undetermined"),
            ({"b2b_api_only": True, "generates_content": True}, "undetermined"),
            ({"b2b_api_only": True, "generates_content": True, "customers_serve_mainland_public": True}, "in_scope"),
            ({"b2b_api_only": True, "generates_content": True, "customers_serve_mainland_public": False}, "undetermined"),
            ({"provider_established_abroad": True, "generates_content": True}, "undetermined"),
            ({"only_passively_reachable": True, "generates_content": True}, "undetermined"),
            ({"news_publishing_film": True, "offered_to_public_in_mainland": True, "generates_content": True}, "in_scope"),
            ({"internal_use_only": True, "offered_to_public_in_mainland": True, "generates_content": True}, "undetermined"),
            ({"calls_filed_model_api_only": True, "offered_to_public_in_mainland": True}, "in_scope"),
            ({"companion_or_emotional": True, "generates_content": False}, "undetermined"),
        ],
    )
    def test_the_table(self, checker: ScopeChecker, stated: dict[str, Answer], verdict: str) -> None:
        assert checker.check(stated).verdict.value == verdict

    def test_the_quote_follows_the_side(self, checker: ScopeChecker) -> None:
        inside = checker.check(
            {"offered_to_public_in_mainland": True, "generates_content": True, "provider_established_abroad": True}
        )
        assert [g.statement.locator for g in inside.main.grounds] == ["art_2__para_1", "art_20"]
        outside = checker.check({"internal_use_only": True})
        assert [g.statement.locator for g in outside.main.grounds] == ["art_2__para_3"]
        open_ = checker.check({"b2b_api_only": True, "generates_content": True})
        assert {g.side for g in open_.main.grounds} == {"in", "out"}
        assert [a.point for a in open_.main.arguable] == ["b2b-api-supply"]


BASE: dict[str, Answer] = {
    "critical_infrastructure_operator": False,
    "export_exempt_case": False,
    "exports_important_data": False,
}


class TestExportThresholds:
    @pytest.mark.parametrize(
        ("people", "sensitive", "assessment", "contract"),
        [
            (99_999, 0, "out_of_scope", "out_of_scope"),
            (100_000, 0, "out_of_scope", "in_scope"),
            (999_999, 0, "out_of_scope", "in_scope"),
            (1_000_000, 0, "in_scope", "out_of_scope"),
            (0, 1, "out_of_scope", "in_scope"),
            (0, 9_999, "out_of_scope", "in_scope"),
            (0, 10_000, "in_scope", "out_of_scope"),
            (99_999, 9_999, "out_of_scope", "in_scope"),
            (200_000, 10_000, "in_scope", "out_of_scope"),
        ],
    )
    def test_numbers(self, checker: ScopeChecker, people: int, sensitive: int, assessment: str, contract: str) -> None:
        stated = {**BASE, "people_exported_this_year": people, "sensitive_people_exported_this_year": sensitive}
        assert table(checker, "export-security-assessment", **stated).value == assessment
        assert table(checker, "export-contract-or-certification", **stated).value == contract

    def test_important_data_needs_the_assessment_even_where_the_rest_is_exempt(self, checker: ScopeChecker) -> None:
        stated = {**BASE, "exports_important_data": True, "export_exempt_case": True, "people_exported_this_year": 5}
        assert table(checker, "export-security-assessment", **stated) is Verdict.IN_SCOPE

    def test_an_operator_of_critical_infrastructure_needs_it_for_one_person(self, checker: ScopeChecker) -> None:
        stated = {**BASE, "critical_infrastructure_operator": True, "people_exported_this_year": 1}
        assert table(checker, "export-security-assessment", **stated) is Verdict.IN_SCOPE
        assert table(checker, "export-contract-or-certification", **stated) is Verdict.OUT_OF_SCOPE

    def test_an_unknown_number_decides_nothing(self, checker: ScopeChecker) -> None:
        stated = {**BASE, "exports_personal_information": True}
        assert table(checker, "export-security-assessment", **stated) is Verdict.UNDETERMINED
        assert table(checker, "export-contract-or-certification", **stated) is Verdict.UNDETERMINED
