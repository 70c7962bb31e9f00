"""The kinds of duty in the register: each falls on a case that the Chinese text names, and not on its neighbour."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from banfa.case import Answer
from banfa.corpus import Corpus
from banfa.scope_check import ScopeChecker, Verdict

PUBLIC: dict[str, Answer] = {
    "offered_to_public_in_mainland": True,
    "generates_content": True,
    "provider_established_abroad": False,
}
INSIDE: dict[str, Answer] = {"internal_use_only": True, "generates_content": True, "provider_established_abroad": False}
EXPORTER: dict[str, Answer] = {**PUBLIC, "exports_personal_information": True, "critical_infrastructure_operator": False}
CASES: dict[str, tuple[Mapping[str, Answer], Mapping[str, Answer]]] = {
    "content_rules": (PUBLIC, INSIDE),
    "labelling": (PUBLIC, INSIDE),
    "platform_label_check": ({**PUBLIC, "content_platform": True}, {**PUBLIC, "content_platform": False}),
    "user_label_declaration": ({"user_publishes_generated_content": True}, {"user_publishes_generated_content": False}),
    "personal_information": ({**INSIDE, "personal_information": True}, {**INSIDE, "personal_information": False}),
    "minors": ({**PUBLIC, "serves_minors": True}, {**INSIDE, "serves_minors": False}),
    "guardian_consent": (
        {**PUBLIC, "personal_information": True, "minors_under_14_information": True},
        {**PUBLIC, "personal_information": True, "minors_under_14_information": False, "serves_minors": False},
    ),
    "complaints": (PUBLIC, {**INSIDE, "personal_information": False}),
    "service_agreement": (PUBLIC, INSIDE),
    "training_data": ({**PUBLIC, "own_or_finetuned_model": True}, {**PUBLIC, "calls_filed_model_api_only": True}),
    "annotation": ({**PUBLIC, "own_or_finetuned_model": True, "annotates_data": True}, {**PUBLIC, "annotates_data": False}),
    "user_misuse": (PUBLIC, INSIDE),
    "security_assessment": (
        {**PUBLIC, "public_opinion_or_mobilisation": True},
        {**PUBLIC, "public_opinion_or_mobilisation": False},
    ),
    "algorithm_filing": (
        {**PUBLIC, "public_opinion_or_mobilisation": True},
        {**PUBLIC, "public_opinion_or_mobilisation": False, "supplies_technology": False},
    ),
    "genai_filing": ({**PUBLIC, "own_or_finetuned_model": True}, {**PUBLIC, "calls_filed_model_api_only": True}),
    "genai_registration": ({**PUBLIC, "calls_filed_model_api_only": True}, {**PUBLIC, "own_or_finetuned_model": True}),
    "algorithm_rules": (PUBLIC, INSIDE),
    "face_voice_separate_consent": ({**PUBLIC, "edits_face_or_voice": True}, {**PUBLIC, "edits_face_or_voice": False}),
    "companion_rules": ({**PUBLIC, "companion_or_emotional": True}, {**PUBLIC, "companion_or_emotional": False}),
    "companion_security_assessment": (
        {**PUBLIC, "companion_or_emotional": True, "registered_users": 1_000_000},
        {**PUBLIC, "companion_or_emotional": True, "registered_users": 999_999, "monthly_active_users": 99_999},
    ),
    "companion_minor_ban": (
        {**PUBLIC, "companion_or_emotional": True, "serves_minors": True},
        {**PUBLIC, "companion_or_emotional": False, "serves_minors": True},
    ),
    "news_permit": ({**PUBLIC, "news_publishing_film": True}, {**PUBLIC, "news_publishing_film": False}),
    "foreign_investment_rules": ({**PUBLIC, "foreign_invested": True}, {**PUBLIC, "foreign_invested": False}),
    "local_representative": (
        {**PUBLIC, "provider_established_abroad": True, "personal_information": True},
        {**PUBLIC, "personal_information": True},
    ),
    "data_localisation": (
        {**INSIDE, "critical_infrastructure_operator": True, "personal_information": True},
        {**PUBLIC, "critical_infrastructure_operator": False, "personal_information": True, "people_handled": 10},
    ),
    "export_security_assessment": (
        {**EXPORTER, "people_exported_this_year": 1_000_000},
        {
            **EXPORTER,
            "people_exported_this_year": 999_999,
            "sensitive_people_exported_this_year": 9_999,
            "exports_important_data": False,
        },
    ),
    "export_contract_or_certification": (
        {**EXPORTER, "people_exported_this_year": 100_000, "sensitive_people_exported_this_year": 0},
        {**EXPORTER, "people_exported_this_year": 99_999, "sensitive_people_exported_this_year": 0},
    ),
    "export_notice_consent_pipia": (EXPORTER, {**PUBLIC, "exports_personal_information": False}),
    "incident": (PUBLIC, {"rnd_only": True, "provider_established_abroad": True, "handles_data_in_mainland": False}),
}
ROLES: dict[str, dict[str, Answer]] = {
    "provider": {},
    "supplier": {"b2b_api_only": True},
    "platform": {"content_platform": True},
    "app store": {"app_store": True},
    "user": {"user_publishes_generated_content": True},
    "exporter": {"exports_personal_information": True},
}


@pytest.fixture(scope="module")
def checker(corpus: Corpus) -> ScopeChecker:
    return ScopeChecker(corpus.scope, corpus.obligations)


def kinds(checker: ScopeChecker, facts: Mapping[str, Answer]) -> dict[str, list[str]]:
    """The ids of the duties that apply, by kind, without what binds any organisation or individual."""
    found: dict[str, list[str]] = {}
    for duty in checker.check(facts).duties_that(True):
        if duty.obligation.who == "anyone":
            continue
        found.setdefault(duty.obligation.kind, []).append(duty.obligation.id)
    return found


@pytest.mark.parametrize("kind", CASES)
def test_a_kind_of_duty_falls_on_the_case_that_the_text_names_and_not_on_its_neighbour(checker: ScopeChecker, kind: str) -> None:
    falls, spares = CASES[kind]
    assert not checker.check(falls).contradictions
    assert not checker.check(spares).contradictions
    assert kind in kinds(checker, falls)
    assert kinds(checker, spares).get(kind) is None


@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_left_with_an_empty_list_whatever_the_verdict(checker: ScopeChecker, role: str) -> None:
    verdicts = set()
    for case in (PUBLIC, {"offered_to_public_in_mainland": False, "generates_content": True}, {}):
        check = checker.check({**case, **ROLES[role]})
        verdicts.add(check.verdict)
        assert check.duties_that(True) or check.duties_that(None)
    assert verdicts == set(Verdict)
