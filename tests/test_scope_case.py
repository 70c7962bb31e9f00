"""The facts of a case: what follows, what contradicts, what is derived from numbers; duties; the next question."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from banfa.answer import Claim
from banfa.case import Answer, Logic, Source, make_logic
from banfa.corpus import Corpus
from banfa.corpus.facts import read_facts
from banfa.corpus.obligations import Obligation
from banfa.corpus.regimes import read_regimes
from banfa.errors import CorpusError
from banfa.law import Citation
from banfa.scope_check import ScopeChecker
from banfa.scope_questions import MOST_QUESTIONS, next_question
from banfa.settings import Settings
from banfa.verify import objection
from tests.test_corpus import TODAY

FACT = """
[[fact]]
name = "{name}"
ask_en = "?"
ask_zh = "？"
why_en = "w"
why_zh = "w"
evidence_en = "e"
evidence_zh = "e"
rests_on = "toy:art_1"
"""


@pytest.fixture(scope="module")
def logic(corpus: Corpus) -> Logic:
    return make_logic(corpus.scope.known)


def toy(id: str, when: object) -> Obligation:
    words = ("Do it.", "做。", "A record.", "记录。")
    return Obligation(
        id, "cn-genai-measures", "provider", "launch", "must", when, *words, (("cn-genai-measures", "art_12"),), "q"
    )


@pytest.fixture(scope="module")
def checker(corpus: Corpus) -> ScopeChecker:
    duties = (
        toy("labelling.explicit", {"all": ["offered_to_public_in_mainland", "generates_content"]}),
        toy("minors", {"all": ["offered_to_public_in_mainland", "serves_minors"]}),
        toy("companion_security_assessment", {"all": ["companion_or_emotional", "companion_users_over_threshold"]}),
    )
    return ScopeChecker(corpus.scope, duties)


class TestSettling:
    def test_internal_use_means_no_offer_and_an_offer_means_no_internal_use(self, logic: Logic) -> None:
        assert logic.settle({"internal_use_only": True}).values["offered_to_public_in_mainland"] is False
        case = logic.settle({"offered_to_public_in_mainland": True})
        assert case.values["internal_use_only"] is False
        assert case.origins["internal_use_only"].source is Source.IMPLIED

    def test_no_internal_use_says_nothing_on_the_offer(self, logic: Logic) -> None:
        assert logic.settle({"internal_use_only": False}).values.get("offered_to_public_in_mainland") is None

    def test_an_api_for_businesses_alone_says_nothing_on_the_offer(self, logic: Logic) -> None:
        case = logic.settle({"b2b_api_only": True})
        assert case.values.get("offered_to_public_in_mainland") is None
        assert case.values["supplies_technology"] is True

    def test_a_contradiction_is_shown_and_leaves_both_unknown(self, logic: Logic) -> None:
        case = logic.settle({"internal_use_only": True, "offered_to_public_in_mainland": True})
        assert {c.fact for c in case.contradictions} == {"internal_use_only", "offered_to_public_in_mainland"}
        assert not {"internal_use_only", "offered_to_public_in_mainland"} & set(case.values)

    def test_the_order_of_the_answers_does_not_matter(self, logic: Logic) -> None:
        stated: dict[str, Answer] = {
            "rnd_only": True,
            "offered_to_public_in_mainland": True,
            "companion_or_emotional": True,
            "people_exported_this_year": 7,
        }
        results = [logic.settle(dict(order)) for order in permutations(stated.items())]
        assert all(r.values == results[0].values and r.contradictions == results[0].contradictions for r in results)

    def test_numbers_give_derived_facts_and_nothing_to_count_is_nought(self, logic: Logic) -> None:
        case = logic.settle({"people_exported_this_year": 100_000})
        assert case.values["exports_100k_to_1m"] is True
        assert case.values["exports_personal_information"] is True
        assert logic.settle({"exports_personal_information": False}).values["exports_over_1m"] is False
        assert logic.settle({}).values.get("exports_over_1m") is None

    def test_a_number_against_its_no_is_a_contradiction(self, logic: Logic) -> None:
        case = logic.settle({"exports_personal_information": False, "people_exported_this_year": 5})
        assert "exports_personal_information" in {c.fact for c in case.contradictions}

    @pytest.mark.parametrize(
        ("registered", "active", "over"),
        [(999_999, 99_999, False), (1_000_000, 0, True), (0, 100_000, True), (999_999, None, None), (None, 100_000, True)],
    )
    def test_users_of_companions(self, logic: Logic, registered: Answer, active: Answer, over: bool | None) -> None:
        case = logic.settle({"registered_users": registered, "monthly_active_users": active})
        assert case.values.get("companion_users_over_threshold") is over


class TestDuties:
    def test_a_duty_is_listed_only_where_its_trigger_is_met(self, checker: ScopeChecker) -> None:
        check = checker.check({"offered_to_public_in_mainland": True, "generates_content": True})
        assert [d.obligation.id for d in check.duties_that(True)] == ["labelling.explicit"]
        assert [(d.obligation.id, d.missing) for d in check.duties_that(None)] == [
            ("minors", ("serves_minors",)),
            ("companion_security_assessment", ("companion_or_emotional", "registered_users", "monthly_active_users")),
        ]

    def test_what_does_not_apply_says_why(self, checker: ScopeChecker) -> None:
        check = checker.check({"internal_use_only": True})
        reasons = {d.obligation.id: dict(d.reason.facts()) for d in check.duties_that(False)}
        assert reasons["labelling.explicit"] == {"offered_to_public_in_mainland": False}

    def test_an_exemption_that_nobody_claims_is_presumed_absent_and_said_to_be(self, corpus: Corpus) -> None:
        duty = toy("export_security_assessment", {"all": ["exports_over_1m", {"not": "export_exempt_case"}]})
        checker = ScopeChecker(corpus.scope, (duty,))
        listed = checker.check({"people_exported_this_year": 1_000_000}).duties_that(True)
        assert [d.presumed for d in listed] == [("export_exempt_case",)]
        claimed = checker.check({"people_exported_this_year": 1_000_000, "export_exempt_case": True})
        assert [d.applies for d in claimed.duties] == [False]

    def test_every_trigger_of_the_register_is_a_rule_over_facts_that_are_there(self, corpus: Corpus) -> None:
        assert len(ScopeChecker(corpus.scope, corpus.obligations).rules) == len(corpus.obligations) >= 150

    def test_a_trigger_on_a_fact_that_is_not_there_is_refused(self, corpus: Corpus) -> None:
        with pytest.raises(CorpusError, match="no fact 'offered'"):
            ScopeChecker(corpus.scope, (toy("x", "offered"),)).check({})


class TestTheNextQuestion:
    def test_the_interim_measures_come_first(self, checker: ScopeChecker) -> None:
        assert next_question(checker, checker.check({})) == "offered_to_public_in_mainland"
        stated: dict[str, Answer] = {"offered_to_public_in_mainland": True}
        assert next_question(checker, checker.check(stated)) == "generates_content"

    def test_what_is_skipped_is_not_asked_again(self, checker: ScopeChecker) -> None:
        assert next_question(checker, checker.check({}), {"offered_to_public_in_mainland"}) == "generates_content"

    def test_a_number_is_asked_only_where_there_is_something_to_count(self, checker: ScopeChecker) -> None:
        stated: dict[str, Answer] = {}
        asked: list[str] = []
        while (name := next_question(checker, checker.check(stated), asked)) is not None:
            asked.append(name)
            stated[name] = False if not checker.logic.is_number(name) else 0
        assert "people_exported_this_year" not in asked
        assert "people_handled" not in asked

    @pytest.mark.parametrize("offered", [True, False])
    def test_two_questions_decide_the_verdict(self, checker: ScopeChecker, offered: bool) -> None:
        stated: dict[str, Answer] = {"offered_to_public_in_mainland": offered}
        if offered:
            stated["generates_content"] = True
        assert checker.check(stated).main.missing == ()
        assert len(stated) <= MOST_QUESTIONS


class TestTheData:
    def test_every_sentence_on_a_regime_passes_the_check_of_claims(self, corpus: Corpus) -> None:
        objections = {
            (regime.id, ground.statement.locator, language): why
            for regime in corpus.scope.regimes
            for ground in regime.grounds
            for language in ("en", "zh")
            if (why := _objection(corpus, ground.statement.text(language), ground.statement.instrument, ground.statement.locator))
        }
        assert objections == {}

    def test_each_fact_stands_beside_the_instrument_that_it_rests_on(self, corpus: Corpus) -> None:
        files = sorted(Settings().corpus.glob("*/scope.toml"))
        assert files
        for file in files:
            for fact in read_facts_alone(file):
                assert corpus.scope.facts[fact].rests_on[0] == file.parent.name, fact

    def test_every_fact_is_asked_in_both_languages_and_says_why_and_what_settles_it(self, corpus: Corpus) -> None:
        for fact in corpus.scope.facts.values():
            for language in ("en", "zh"):
                assert fact.ask(language).endswith(("?", "？"))
                assert fact.why(language)
                assert fact.evidence(language)

    def test_the_facts_that_were_agreed_are_there(self, corpus: Corpus) -> None:
        agreed = [
            "offered_to_public_in_mainland",
            "internal_use_only",
            "rnd_only",
            "provider_established_abroad",
            "generates_content",
            "own_or_finetuned_model",
            "calls_filed_model_api_only",
            "public_opinion_or_mobilisation",
            "news_publishing_film",
            "companion_or_emotional",
            "serves_minors",
            "personal_information",
            "exports_personal_information",
            "foreign_invested",
            "b2b_api_only",
            "trains_model",
            "annotates_data",
            "trains_on_personal_information",
            "collects_data_automatically",
            "simulates_persons",
            "edits_face_or_voice",
            "face_recognition",
            "recommends_content",
            "personalised_recommendation",
            "dispatches_workers",
            "sells_to_consumers",
            "serves_older_people",
            "content_platform",
            "app_store",
            "user_publishes_generated_content",
            "supplies_technology",
            "sensitive_personal_information",
            "minors_under_14_information",
            "automated_decisions",
            "important_data",
            "exports_important_data",
            "critical_infrastructure_operator",
            "sells_internet_information_service_for_profit",
            "internet_information_service",
            "large_platform",
            "important_minor_platform",
            "entrusts_processing",
            "shares_personal_information",
            "people_handled",
            "people_exported_this_year",
            "sensitive_people_exported_this_year",
            "registered_users",
            "monthly_active_users",
        ]
        derived = [
            "exports_under_100k",
            "exports_100k_to_1m",
            "exports_over_1m",
            "exports_sensitive_under_10k",
            "exports_sensitive_10k_or_more",
            "handles_1m_people",
            "handles_10m_people",
            "companion_users_over_threshold",
        ]
        assert set(agreed) <= set(corpus.scope.facts)
        assert set(derived) <= set(corpus.scope.derived)


class TestRefusals:
    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ('kind = "maybe"', "kind is 'maybe'"),
            ("yes_means = { b = false }", "no yes/no fact 'b'"),
            ('yes_means = "b"', "not a table of facts"),
            ('counts = "b"', "no yes/no fact 'b'"),
            ('questoin = "x"', "unknown key 'questoin'"),
        ],
    )
    def test_a_broken_fact(self, tmp_path: Path, line: str, says: str) -> None:
        file = tmp_path / "scope.toml"
        file.write_text(FACT.format(name="a") + line, encoding="utf-8")
        with pytest.raises(CorpusError, match=r"scope\.toml, line 2") as refusal:
            read_facts([file])
        assert says in str(refusal.value)

    def test_two_facts_of_one_name(self, tmp_path: Path) -> None:
        file = tmp_path / "scope.toml"
        file.write_text(FACT.format(name="a") * 2, encoding="utf-8")
        with pytest.raises(CorpusError, match="two facts 'a'"):
            read_facts([file])

    def test_a_regime_without_words_of_the_law(self, tmp_path: Path) -> None:
        file = tmp_path / "scope.toml"
        file.write_text('[[regime]]\nid = "r"\ntitle_en = "R"\ntitle_zh = "R"\nin_scope = "a"\n', encoding="utf-8")
        with pytest.raises(CorpusError, match="no words of the law"):
            read_regimes([file], {"a"})


def _objection(corpus: Corpus, text: str, instrument: str, locator: str) -> str | None:
    quote = corpus.provision(instrument, locator).text_at(locator)
    return objection(Claim(text, (Citation(instrument, locator, quote),)), corpus, TODAY)


def read_facts_alone(file: Path) -> list[str]:
    """The names of the facts of one file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [lines[n + 1].split('"')[1] for n, line in enumerate(lines) if line == "[[fact]]"]


class TestAFactIsAskedFor:
    """Questions to the chat that nobody can answer without a fact."""

    @pytest.mark.parametrize(
        ("text", "gate"),
        [
            ("Our customer records are stored in Seoul. Must we file anything?", "export-formality"),
            ("我们把会员资料放在海外服务器，要不要做安全评估？", "export-formality"),
            ("A part of our database leaked. Must we report it?", "incident-report"),
            ("系统被入侵了，需不需要上报？", "incident-report"),
            ("Does our companion app need to be assessed?", "companion-assessment"),
        ],
    )
    def test_where_the_question_does_not_tell_it(self, corpus: Corpus, text: str, gate: str) -> None:
        missing = corpus.scope.missing(text)
        assert missing is not None
        assert missing.id == gate

    @pytest.mark.parametrize(
        "text",
        [
            "Names and e-mail addresses of 30,000 customers are stored in Seoul. Must we file anything?",
            "我们把二十万会员的资料放在海外服务器，要不要做安全评估？",
            "A database of two million users leaked. Must we report it?",
            "系统被入侵了，多久之内要上报？",
            "At how many users must a companion app be assessed?",
            "When is a data export security assessment required?",
        ],
    )
    def test_but_not_where_it_does_or_asks_for_the_rule(self, corpus: Corpus, text: str) -> None:
        assert corpus.scope.missing(text) is None
