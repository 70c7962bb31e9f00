"""The memo check on what joins, turns or excepts: parts of a sentence, "must" for "may", a rule in the case excepted."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.citing import Citator
from banfa.corpus import Corpus
from banfa.duties import Modality, modalities
from banfa.memo import MemoChecker
from banfa.memo_authorities import agencies
from banfa.memo_beliefs import Beliefs
from banfa.memo_cases import case_excepted, choice_and_duty, freed
from banfa.memo_denials import denials
from banfa.memo_joined import parts_of
from banfa.memo_names import instrument_like, unheld_names
from banfa.memo_reading import read_memo
from banfa.memo_synonyms import others_for
from banfa.memo_verdict import Verdict
from banfa.memo_weights import MemoWeights
from banfa.memo_wording import in_words_of_law, leaves_free
from banfa.retrieval import HybridRetriever
from tests.fakes import HashEmbedder

TODAY = date(2026, 11, 22)
VIDEO = "The provider must add a label in the opening frame of a video; a label may be added at the end of the video."


@pytest.fixture(scope="module")
def checker(corpus: Corpus, citator: Citator, retriever: HybridRetriever) -> MemoChecker:
    weights = MemoWeights.read()
    return MemoChecker(
        corpus, citator, retriever.finder, Beliefs(corpus, retriever.finder, HashEmbedder(), weights.rule), weights
    )


class TestParts:
    def test_each_part_has_the_subject_and_the_duty_of_the_first(self) -> None:
        assert parts_of("处理敏感信息既要取得同意，又要事前评估，报告至少留三年。") == (
            "处理敏感信息应当取得同意",
            "处理敏感信息应当要事前评估",
            "报告至少留三年。",
        )
        assert parts_of("Providers must sign an agreement with users, and must keep logs for six months.")[1].startswith(
            "Providers must"
        )

    @pytest.mark.parametrize(
        "one", ["Providers must label text, images and audio.", "提供者应当签订服务协议，明确双方权利义务。"]
    )
    def test_a_list_is_no_second_rule(self, one: str) -> None:
        assert parts_of(one) == ()


class TestClauseByClause:
    def test_a_must_made_of_a_may_is_seen(self, corpus: Corpus) -> None:
        assert [c.kind for c in choice_and_duty("A video must have a label at the end.", VIDEO, "", corpus.english)] == [
            "modality"
        ]

    @pytest.mark.parametrize("right", ["A video must have a label in the opening frame.", "A label may be added at the end."])
    def test_what_the_law_says_is_not(self, right: str, corpus: Corpus) -> None:
        assert not list(choice_and_duty(right, VIDEO, "", corpus.english))

    def test_a_rule_does_not_hold_in_the_case_excepted(self, corpus: Corpus) -> None:
        provision = corpus.provision("cn-pipl", "art_13", TODAY)
        even = "Even where it is necessary to perform a contract with the individual, a handler must obtain consent."
        free = "Consent need not be obtained where it is necessary to perform a contract with the individual."
        assert [c.kind for c in case_excepted(even, provision, corpus.english)] == ["exception"]
        assert freed(free, provision, corpus.english)
        assert not list(case_excepted(free, provision, corpus.english))
        assert not list(case_excepted("A handler must obtain consent.", provision, corpus.english))


class TestWords:
    def test_whether_is_no_ban_and_no_need_no_duty(self) -> None:
        assert modalities(in_words_of_law("抽查标得准不准")) == frozenset()
        assert modalities(in_words_of_law("技术支持者不用办备案")) == {Modality.NEED_NOT}
        assert modalities(in_words_of_law("谁都不能删除标识")) == {Modality.MUST_NOT}

    def test_the_onus_put_on_somebody_is_his_duty(self) -> None:
        assert "the user must check" in in_words_of_law("It puts it on the user to check the file.")

    def test_who_frees_needs_a_law_that_frees(self) -> None:
        assert leaves_free("It need not file.", "It is exempt from filing.")
        assert not leaves_free("It need not file.", "It may export data.")

    def test_ministries_are_told_apart(self) -> None:
        assert agencies("filed with the Ministry of Commerce") == {"commerce"}
        assert agencies("向商务部申报") == {"commerce"}
        assert agencies("向国家网信部门申报") == {"cyberspace"}

    def test_an_actor_left_out_of_what_binds_anybody_is_wrong(self) -> None:
        law = "Organisations and individuals must not maliciously delete labels."
        assert [c.kind for c in denials("Only users, not providers, are barred from deleting labels.", law)] == ["actor"]
        assert not list(denials("Users must not delete labels.", law))

    def test_ordinary_words_stand_for_those_of_the_law(self) -> None:
        assert "illeg" in others_for("unlaw")
        assert others_for("xyzzy") == {"xyzzy"}


class TestNames:
    def test_a_title_with_its_year_is_found(self, corpus: Corpus) -> None:
        assert instrument_like("Assessment Measures", corpus, 2022) == "cn-export-assessment"
        assert instrument_like("Assessment Measures", corpus, 2019) is None

    def test_a_name_begins_after_its_preposition(self) -> None:
        assert [name for _, _, name in unheld_names("Under the Cybersecurity Review Measures it must apply.", [])] == [
            "Cybersecurity Review Measures"
        ]

    def test_a_longer_title_is_not_the_measures(self, citator: Citator) -> None:
        assert not citator.mentions("Article 14 of the Measures for Security of Widgets")
        assert citator.mentions("Article 14 of the Measures")

    def test_the_sentence_goes_before_what_was_carried_on(self, checker: MemoChecker) -> None:
        judged = checker.judge("The Labelling Measures have no such rule (Art. 99).", TODAY, "cn-genai-measures")
        assert judged.verdict is Verdict.NO_SUCH_ARTICLE
        assert "14 articles" in judged.why


@pytest.mark.parametrize(
    "fact", ["By our reckoning that deadline passed in April.", "产品底层调用某家已备案大模型的接口，月活约8万。"]
)
def test_facts_of_a_case_are_no_claims(fact: str, citator: Citator) -> None:
    assert not read_memo(fact, citator).statements


def test_a_duty_of_the_client_is_a_claim(citator: Citator) -> None:
    assert read_memo("The client must file its algorithm within ten working days.", citator).statements
