"""In which element a claim departs from words of the law, and how memos put duties."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.citing import Citator, Mention
from banfa.corpus import Corpus
from banfa.memo_authorities import levels
from banfa.memo_card import issuer_clash
from banfa.memo_case import figures_of_case, within
from banfa.memo_clashes import Clashes
from banfa.memo_denials import denials
from banfa.memo_elements import Clash, further_clashes, one_of_several
from banfa.memo_names import instrument_like, unheld_names
from banfa.memo_parts import is_sanction, statements_of
from banfa.memo_places import Places
from banfa.memo_sides import ranges
from banfa.memo_why import elements
from banfa.memo_wording import affirmed, in_words_of_law


@pytest.fixture(scope="module")
def clashes(corpus: Corpus) -> Clashes:
    return Clashes(corpus)


def kinds(claim: str, law: str) -> set[str]:
    return {clash.kind for clash in further_clashes(claim, law)}


def against(clashes: Clashes, corpus: Corpus, claim: str, instrument: str, unit: str) -> set[str]:
    provision = corpus.provision(instrument, unit)
    return {clash.kind for clash in clashes.of(claim, provision, [provision.resolve(unit) or unit])}


class TestWords:
    @pytest.mark.parametrize(
        ("claim", "words"),
        [
            ("It is the user who has to file.", "the user has to file."),
            ("Setting up channels is the duty of users.", "users must Setting up channels."),
            ("投诉渠道的设置和处理结果反馈，是使用者的义务。", "使用者应当投诉渠道的设置和处理结果反馈。"),
            ("提供者无须申报。", "提供者无须申报。"),
            ("应由使用者在内容上添加标识。", "使用者应当在内容上添加标识。"),
            ("是否删除该信息由处理者自行决定。", "处理者无需删除该信息。"),
            ("保存期不得少于三年。", "保存期应当不少于三年。"),
            ("可以自己做，也可以委托专业机构。", "自行做或者委托专业机构。"),
            ("No commercial marketing may be aimed at minors.", "commercial marketing must not be aimed at minors."),
            ("Whether to label the file is up to the provider.", "the provider need not label the file."),
            ("Where a tool lets users edit faces, it must warn.", "Where a tool serves users edit faces, it must warn."),
            ("The text may be no smaller than 5%.", "The text must be no smaller than 5%."),
        ],
    )
    def test_who_has_a_duty_is_put_before_it(self, claim: str, words: str) -> None:
        assert in_words_of_law(claim) == words

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

    def test_not_less_than_is_at_least_in_chinese(self) -> None:
        assert "threshold" not in kinds("应当不得少于三年。", "must be kept for at least 3 years")
        assert "threshold" in kinds("不得超过三年。", "must be kept for at least 3 years")

    def test_that_an_authority_has_no_part_in_it(self) -> None:
        law = "The national cyberspace department coordinates the supervision; public security departments supervise."
        assert {c.kind for c in denials("网信部门没有监管职责。", law)} == {"negation"}
        assert not list(denials("教育部门没有监管职责。", law))

    def test_that_a_breach_goes_unfined(self) -> None:
        law = "A violation is subject to a fine of not less than RMB 10,000."
        assert {c.kind for c in denials("Such a breach goes unfined.", law)} == {"negation"}
        assert not list(denials("Such a breach goes unfined.", "A violation is dealt with in accordance with law."))

    def test_how_often(self) -> None:
        assert "frequency" in kinds("每年至少审计一次。", "must conduct an audit at least once every two years")
        assert "frequency" not in kinds("The audit is yearly.", "must conduct an audit each year")

    def test_an_exclusion_turned_into_a_case(self) -> None:
        law = "a data handler other than a critical information infrastructure operator has provided the data of fewer persons"
        assert "actor" in kinds("The exemption covers CII operators, too.", law)

    def test_another_authority(self) -> None:
        assert "authority" in kinds("The police decide on it.", "the national cyberspace department must notify the institutions")

    def test_another_level_of_authority(self) -> None:
        law = "the national cyberspace department must notify relevant institutions"
        assert "authority" in kinds("The provincial cyberspace department has it blocked.", law)
        assert "authority" not in kinds("The CAC has it blocked.", law)
        assert levels("departments at or above the provincial level") == {"provincial", "national"}

    def test_another_step(self) -> None:
        law = "must conclude a standard contract or obtain certification"
        assert "step" in kinds("Whoever exports must pass a security assessment.", law)
        assert "step" not in kinds("需要订立标准合同。", law)

    def test_one_case_of_several_made_the_only_one(self) -> None:
        item = "In any of the following circumstances, an assessment must be conducted: handling sensitive personal information;"
        assert list(one_of_several("An assessment is needed only where sensitive data are handled.", item))
        assert not list(one_of_several("An assessment is needed only in one of the listed cases.", item))

    def test_a_duty_to_refuse_what_the_law_allows(self) -> None:
        law = "the service provider may, after making the obligations clear, provide content without a label"
        assert "negation" in kinds("The Measures oblige the provider to refuse.", law)
        assert "negation" not in kinds("The store must refuse the app.", "must refuse to list the app and may provide reasons")


class TestFiguresOfACase:
    def test_the_clients_own_figure_is_held_against_the_ranges_of_the_law(self) -> None:
        said = {(120_000.0, "person")}
        case = figures_of_case("With 120,000 persons stored, we must file.", said)
        assert case == said
        assert within(case, "reaches 100,000 persons") is True
        assert within(case, "reaches 1 million persons") is False

    def test_a_threshold_that_a_memo_states_is_no_case(self) -> None:
        assert figures_of_case("Handlers of more than 500,000 persons must file.", {(500_000.0, "person")}) == set()

    def test_two_ends_make_one_range(self) -> None:
        law = "not less than 100,000 but fewer than 1 million persons, or of fewer than 10,000 persons"
        assert list(ranges(law)) == [(1e5, 1e6), (0.0, 1e4)]


class TestSentences:
    def test_two_statements_are_told_apart(self) -> None:
        assert len(statements_of("Watermarks may be added, whereas a metadata label must be added.")) == 2
        assert len(statements_of("应当添加标识，同时应当留存日志。")) == 2
        assert len(statements_of("Providers, whereas others differ, must file.")) == 1

    def test_what_a_breach_costs_is_a_sanction(self) -> None:
        assert is_sanction("可处五万元以下罚款")
        assert not is_sanction("Providers must label images.")


class TestPlaces:
    def test_a_short_name_that_leads_nowhere_is_read_as_another_instrument(self, corpus: Corpus, citator: Citator) -> None:
        text = "Article 14 of the Security Assessment Measures sets two years."
        taken_for = Mention(18, 46, "cn-security-assessment", True)
        (cited,) = citator.find(text, context=taken_for.instrument)
        read = Places(corpus).otherwise(cited, text, [taken_for], date(2026, 11, 22), lambda _: 0.0)
        assert read.instrument == "cn-export-assessment"

    def test_a_missing_paragraph_is_no_missing_article(self, corpus: Corpus, citator: Citator) -> None:
        (part,) = citator.find("PIPL Article 29(2)")
        (whole,) = citator.find("PIPL Article 129")
        places = Places(corpus)
        assert places.only_the_part_is_missing(part, date(2026, 11, 22))
        assert not places.only_the_part_is_missing(whole, date(2026, 11, 22))


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
    def test_an_error_is_named(self, clashes: Clashes, corpus: Corpus, claim: str, instrument: str, unit: str, kind: str) -> None:
        assert kind in against(clashes, corpus, claim, instrument, unit)

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
        self, clashes: Clashes, corpus: Corpus, claim: str, instrument: str, unit: str
    ) -> None:
        assert against(clashes, corpus, claim, instrument, unit) == set()


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


class TestWhy:
    def test_the_reason_names_who_is_bound(self) -> None:
        clash = Clash("actor", "the provision speaks to the provider, not to the user")
        assert elements((clash,), "en") == "whose duty it is (the law binds the provider, not the user)"
        assert elements((clash,), "zh") == "义务主体（该条约束的是提供者，不是使用者）"

    def test_figures_are_put_in_the_language_of_the_claim(self) -> None:
        clash = Clash("period", "30 working days", "10 working days, 1 hour")
        assert elements((clash,), "zh") == "期限或者年龄（所称30个工作日，法律为10个工作日、1小时）"

    def test_how_often_and_at_which_level(self) -> None:
        clashes = (Clash("frequency", "2 years", "year"), Clash("authority", "provincial", "national"))
        assert "所称每两年，法律为每年" in elements(clashes, "zh")
        assert "所称省级，法律为国家级" in elements(clashes, "zh")
