"""In which element a claim departs from words of the law, and how memos put duties."""

from __future__ import annotations

import pytest

from banfa.corpus import Corpus
from banfa.memo_card import issuer_clash
from banfa.memo_elements import further_clashes
from banfa.memo_evidence import Evidence
from banfa.memo_names import instrument_like, unheld_names
from banfa.memo_wording import affirmed, in_words_of_law


@pytest.fixture(scope="module")
def evidence(corpus: Corpus) -> Evidence:
    return Evidence(corpus, ())


def kinds(claim: str, law: str) -> set[str]:
    return {clash.kind for clash in further_clashes(claim, law)}


def against(evidence: Evidence, corpus: Corpus, claim: str, instrument: str, unit: str) -> set[str]:
    provision = corpus.provision(instrument, unit)
    return {clash.kind for clash in evidence.clashes(claim, provision, [provision.resolve(unit) or unit])}


class TestWords:
    @pytest.mark.parametrize(
        ("claim", "said"),
        [
            ("The rules oblige providers to keep logs.", "providers must keep logs"),
            ("Consent is not needed.", "need not"),
            ("This lets providers share prompts.", "providers may share prompts"),
            ("Internal tools fall outside the scope of the rules.", "do not apply to"),
            ("A filing is compulsory.", "must be done"),
            ("未实名的，不能提供服务。", "不得提供服务"),
            ("用户可以不声明。", "无需声明"),
            ("要求使用者核验材料。", "使用者应当核验材料"),
        ],
    )
    def test_of_duty_are_put_as_the_law_puts_them(self, claim: str, said: str) -> None:
        assert said in " ".join(in_words_of_law(claim).split())

    def test_that_are_no_duty_stay(self) -> None:
        assert in_words_of_law("The handler need not notify them.") == "The handler need not notify them."


class TestClashes:
    LAW = "A provider with public-opinion attributes must, within 10 working days from the date of providing the service, file."

    def test_before_is_not_within_days_from(self) -> None:
        assert "timing" in kinds("The filing must be done before the service starts.", self.LAW)

    def test_for_every_provider_is_not_for_some(self) -> None:
        assert "scope" in kinds("Every provider must file.", self.LAW)
        assert "scope" not in kinds("A provider with public-opinion attributes must file.", self.LAW)

    def test_the_other_side_of_a_threshold(self) -> None:
        law = "handlers that provide the personal information of not less than 100,000 persons"
        assert "threshold" in kinds("Handlers exporting data of fewer than 100,000 people must apply.", law)
        assert "threshold" not in kinds("From 100,000 people on, handlers must apply.", law)

    def test_how_often(self) -> None:
        assert "frequency" in kinds("每年至少审计一次。", "must conduct an audit at least once every two years")
        assert "frequency" not in kinds("The audit is yearly.", "must conduct an audit each year")

    def test_an_exclusion_turned_into_a_case(self) -> None:
        law = "a data handler other than a critical information infrastructure operator has provided the data of fewer persons"
        assert "actor" in kinds("The exemption covers CII operators, too.", law)

    def test_another_authority(self) -> None:
        assert "authority" in kinds("The police decide on it.", "the national cyberspace department must notify the institutions")


class TestAgainstProvisions:
    @pytest.mark.parametrize(
        ("claim", "instrument", "unit", "kind"),
        [
            ("The logs must be kept for three months.", "cn-labelling", "art_9", "period"),
            ("日志应留存不少于三年。", "cn-labelling", "art_9", "period"),
            ("The Measures took effect on 1 August 2023.", "cn-genai-measures", "art_24", "date"),
            ("标识办法自2025年3月7日起施行。", "cn-labelling", "art_14", "date"),
            ("情节严重的处一千万元以下罚款。", "cn-pipl", "art_66__para_2", "money"),
            ("Providers with more than one million users need an assessment.", "cn-genai-measures", "art_17", "number"),
            ("Users bear the responsibility of content producers.", "cn-genai-measures", "art_9__para_1", "actor"),
            ("用户发布生成合成内容时，可以不声明。", "cn-labelling", "art_10__para_1", "modality"),
        ],
    )
    def test_an_error_is_named(
        self, evidence: Evidence, corpus: Corpus, claim: str, instrument: str, unit: str, kind: str
    ) -> None:
        assert kind in against(evidence, corpus, claim, instrument, unit)

    @pytest.mark.parametrize(
        ("claim", "instrument", "unit"),
        [
            ("The logs have to be kept for at least six months.", "cn-labelling", "art_9"),
            ("The Measures took effect on 15 August 2023.", "cn-genai-measures", "art_24"),
            ("Since 1 January 2026 operators must follow the multi-level protection scheme.", "cn-csl", "art_23"),
            ("处理超过1000万人个人信息的，至少每两年做一次合规审计。", "cn-pi-audit", "art_4"),
            ("If harm is avoided, the handler need not notify the individuals.", "cn-pipl", "art_57__para_2"),
        ],
    )
    def test_what_is_true_clashes_with_nothing(
        self, evidence: Evidence, corpus: Corpus, claim: str, instrument: str, unit: str
    ) -> None:
        assert against(evidence, corpus, claim, instrument, unit) == set()


class TestIssuers:
    @pytest.mark.parametrize(
        ("claim", "right"),
        [
            ("The Measures were issued by seven departments.", True),
            ("The Measures were issued by the CAC and six others.", True),
            ("The Measures were issued by six ministries and agencies.", False),
            ("The Measures were issued by the CAC and five others.", False),
            ("《暂行办法》由国家网信办等六部门联合公布。", False),
            ("《暂行办法》由国家网信办等七部门联合公布。", True),
        ],
    )
    def test_are_counted(self, corpus: Corpus, claim: str, right: bool) -> None:
        assert (issuer_clash(claim, corpus.instruments["cn-genai-measures"]) is None) == right

    def test_are_named(self, corpus: Corpus) -> None:
        assert issuer_clash("The PIPL was issued by the CAC.", corpus.instruments["cn-pipl"]) is not None


class TestNames:
    def test_a_law_that_is_not_known_is_noticed(self) -> None:
        assert [name for _, _, name in unheld_names("《广告法》第九条禁止虚假广告。", ())] == ["广告法"]

    def test_a_title_put_differently_is_known(self, corpus: Corpus) -> None:
        assert instrument_like("Measures for the Security Assessment of Data Export", corpus) == "cn-export-assessment"
        assert instrument_like("Anti-Dumping Regulations", corpus) is None


class TestFigures:
    LAW = "a platform with 50 million or more registered users or 10 million or more monthly active users"

    def test_that_the_law_has_for_something_else(self) -> None:
        assert "number" in kinds("A large platform has 10 million registered users.", self.LAW)
        assert "number" not in kinds("A large platform has 50 million registered users.", self.LAW)


class TestSilence:
    @pytest.mark.parametrize(
        ("claim", "affirmed_claim"),
        [
            ("The Measures contain no user threshold.", "The Measures contain user threshold."),
            ("《暂行办法》没有设定罚款。", "《暂行办法》设定罚款。"),
            ("Providers must file.", None),
        ],
    )
    def test_is_checked_by_its_opposite(self, claim: str, affirmed_claim: str | None) -> None:
        assert affirmed(claim) == affirmed_claim
