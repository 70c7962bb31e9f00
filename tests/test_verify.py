"""The check before release: what is true passes in either language and many words; what is false is caught, with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from banfa.answer import Claim
from banfa.corpus import Corpus
from banfa.law import Citation
from banfa.quoting import supported
from banfa.verify import objection, verify

TODAY = date(2026, 11, 22)
NAMES = {
    "measures": "cn-genai-measures",
    "deep": "cn-deep-synthesis",
    "algorithm": "cn-algorithm-recommendation",
    "labelling": "cn-labelling",
    "assessment": "cn-security-assessment",
}
TRUE = """
measures art_2__para_3 | A company that only uses generative AI in-house does not have to follow the Interim Measures.
measures art_2__para_3 | The Measures do not apply to research that is not offered to the public.
measures art_4 | Providers and users alike must uphold the core socialist values and may not generate prohibited content.
measures art_4__item_1 | You may not generate content that incites subversion of State power.
measures art_7__item_3 | You need the individual's consent to train on personal information, unless the law provides otherwise.
measures art_9__para_2 | You have to conclude a service agreement with registered users.
measures art_11__para_1 | Users' inputs must be protected; collecting personal information that isn't necessary is not allowed.
measures art_11__para_2 | Individuals can ask to correct or delete their data, and the provider must deal with it promptly.
measures art_14__para_2 | If a user breaks the law with your service, you must warn them, keep records and report.
measures art_17 | An algorithm filing and a security assessment are required if the service can sway public opinion.
measures art_18 | Users can complain to the competent departments about services that break the rules.
measures art_20 | A foreign service that breaks the rules can be blocked after a notice from the national cyberspace department.
measures art_21__para_1 | The Interim Measures set no fine; the authorities may warn, criticise publicly and order correction.
measures art_24 | The Interim Measures, Order No. 15 of 2023, have applied since August 2023.
deep art_14__para_2 | The person whose face is edited must give separate consent; you must prompt your users to see to that.
deep art_17__para_1 | Deep synthesis service providers whose output could mislead the public must label it prominently.
deep art_17__para_1__item_2 | Providers of voice imitation must apply a prominent label where the public may be confused.
deep art_17__para_2 | For other services you must offer a labelling function, and users may then apply labels.
deep art_18 | Nobody may remove or hide the labels.
deep art_18 | Users must not delete or conceal labels.
algorithm art_17__para_1 | Users must be able to turn off algorithm recommendation.
algorithm art_24__para_1 | The filing is due within ten working days from the day you start providing the service.
algorithm art_25 | The authorities must decide within 30 working days if the documents are complete.
algorithm art_30 | Anyone may complain to the cyberspace departments, which must handle the complaint promptly.
algorithm art_31 | The departments can fine a provider that refuses to correct between RMB 10,000 and 100,000.
labelling art_4__para_1__item_4 | Video needs a prominent notice in the opening frame and around the player.
labelling art_4__para_1__item_4 | For video the provider must add a label in the opening frame; in the middle it may.
labelling art_5__para_2 | Digital watermarks are encouraged, not required.
labelling art_8 | The user agreement must explain how labels work.
labelling art_9 | A user may ask for content without an explicit label; you then keep logs for at least six months.
labelling art_10__para_2 | Removing labels maliciously is prohibited, and so is offering tools for it.
assessment art_3__item_3 | Under the 2018 Provisions a marked growth of users is an occasion for an assessment.
assessment art_4 | You can do it yourself or hire a third party.
labelling art_4__para_1 | Article 17 of the Deep Synthesis Provisions says when an explicit label must be added.
deep art_6__para_2 | Neither providers nor users may spread fake news made with deep synthesis.
deep art_12 | Users must be offered an easy way to appeal and complain.
measures art_7__item_1 | Only lawfully sourced data and foundation models may be used.
measures art_19__para_1 | The authorities can ask where your training data came from, and you must explain.
measures art_3 | Supervision is to be inclusive and prudent, and graded by category.
measures art_14__para_1 | The provider may not just delete illegal content; it must also correct the model and report.
measures art_2__para_3 | 只在公司内部使用、不向公众提供的，不适用暂行办法。
measures art_4 | 提供和使用服务都必须遵守法律，不得生成违法内容。
measures art_7__item_3 | 训练数据涉及个人信息的，必须取得同意，或者符合法律规定的其他情形。
measures art_11__para_1 | 不能收集非必要的个人信息，用户输入应当依法保护。
measures art_14__para_2 | 发现用户利用服务违法的，应当警示、限制功能或者停止服务，并报告主管部门。
measures art_17 | 有舆论属性或者社会动员能力的服务，必须做安全评估和算法备案。
measures art_18 | 用户可以向主管部门投诉举报。
measures art_24 | 《暂行办法》自2023年8月起施行。
deep art_9 | 必须对用户进行实名认证，未认证的不得提供信息发布服务。
deep art_18 | 用户不得删除标识。
algorithm art_24__para_1 | 应在提供服务之日起10个工作日内备案。
algorithm art_31 | 可以处一万元以上十万元以下罚款。
labelling art_5__para_2 | 数字水印只是鼓励，不是必须。
labelling art_9 | 用户要求不加显式标识的，可以提供，但日志至少保存六个月。
labelling art_10__para_2 | 任何人不得恶意删除标识，也不得提供删除工具。
assessment art_3__item_3 | 按2018年规定，用户规模显著增加是需要评估的情形之一。
"""
FALSE = """
# the quote does not say 15 working_day
algorithm art_24__para_1 | Providers must file within 15 working days.
algorithm art_24__para_1 | 提供者应当在十五个工作日内备案。
# the quote does not say 10 day
algorithm art_24__para_1 | Providers must file within 10 days.
# the quote does not say 1000000 money
algorithm art_31 | The fine may reach RMB 1 million.
algorithm art_31 | 罚款最高一百万元。
# the quote does not say 3 year
labelling art_9 | Logs must be kept for at least three years.
# the quote does not say 20230801 date
measures art_24 | The Interim Measures come into force on 1 August 2023.
# the quote does not say 2024 year
measures art_24 | 暂行办法自2024年起施行。
# the quote does not say 1000000
measures art_17 | An assessment is due once there are 1,000,000 users.
# it leaves to choice what the quote does not
labelling art_5__para_1 | Providers may add an implicit label in the file metadata.
labelling art_5__para_1 | 提供者可以在文件元数据中添加隐式标识。
deep art_18 | Users may remove the labels.
algorithm art_13 | Providers must obtain a licence and may generate or synthesise false news information.
# it makes a duty of what the quote does not require
labelling art_5__para_2 | Providers must add digital watermarks.
labelling art_5__para_2 | 提供者应当添加数字水印。
algorithm art_8 | Providers must set up algorithm models that induce users to become addicted.
# it denies a duty that the quote sets
labelling art_5__para_1 | Providers need not add an implicit label.
labelling art_5__para_1 | 提供者没有义务添加隐式标识。
# it makes possible what the quote forbids
deep art_18 | Users can remove the labels.
deep art_18 | 用户有权删除标识。
# it denies a ban that the quote sets
deep art_18 | Removing the labels is not prohibited.
deep art_18 | 没有禁止删除标识。
# it forbids what the quote does not forbid
measures art_12 | Providers must not label images.
measures art_12 | 提供者不得对图片进行标识。
algorithm art_8 | 提供者不得定期审核、评估、验证算法机制机理。
# it applies what the quote says does not apply
measures art_2__para_3 | The Interim Measures apply to those who do not serve the public.
# it takes out what the quote says applies
measures art_2__para_1 | The Interim Measures do not apply to services for the public.
measures art_2__para_1 | 向公众提供生成内容的服务，不适用暂行办法。
# the provision speaks to the provider, not to the user
measures art_12 | Users must label images.
measures art_12 | 使用者应当对图片进行标识。
# the provision speaks to the user, not to the provider
measures art_18 | Providers have the right to complain.
# the provision speaks to the app store, not to the technical supporter
deep art_13 | Technical supporters must verify the filing.
# the provision speaks to the authority, not to the provider
measures art_20 | 提供者应当通知有关机构采取技术措施。
algorithm art_25 | Providers must make the filing within 30 working days.
# it names art 13, which it neither cites nor quotes
measures art_12 | Under article 13 providers must label images.
# it names art 18, which it neither cites nor quotes
labelling art_4__para_1 | 这些是深度合成规定第十八条的情形。
"""


def rows(table: str) -> list[tuple[str, ...]]:
    """The rows of a table as tuples; where a line with # heads several rows, it is the last cell of each."""
    found: list[tuple[str, ...]] = []
    head: tuple[str, ...] = ()
    for line in table.strip().splitlines():
        if line.startswith("# "):
            head = (line.removeprefix("# "),)
        else:
            found.append((*(cell.strip() for cell in line.split("|")), *head))
    return found


def check(corpus: Corpus, where: str, text: str) -> str | None:
    """What the check has against a sentence that quotes the provision at, say, ``measures art_17``."""
    name, locator = where.split()
    provision = corpus.provision(NAMES[name], locator, TODAY)
    return objection(supported(text, provision, provision.resolve(locator) or locator, corpus, TODAY), corpus, TODAY)


def cite(corpus: Corpus, where: str, quote: str | None = None) -> Citation:
    """A citation of a provision, with its whole text or the words given."""
    name, locator = where.split()
    return Citation(NAMES[name], locator, quote or corpus.provision(NAMES[name], locator, TODAY).text_at(locator))


class TestTheQuote:
    def test_a_claim_needs_one(self, corpus: Corpus) -> None:
        assert objection(Claim("Providers must label.", ()), corpus, TODAY) == "it cites nothing"

    def test_it_is_verbatim_whatever_its_spacing_and_case(self, corpus: Corpus) -> None:
        quote = "PROVIDERS must label  images,\nvideo and other generated content"
        assert objection(Claim("Providers must label images.", (cite(corpus, "measures art_12", quote),)), corpus, TODAY) is None

    @pytest.mark.parametrize(
        ("where", "quote", "why"),
        [
            (
                "measures art_12",
                "Providers must label images, text and other generated content",
                "the quote is not in Interim Measures art 12",
            ),
            (
                "measures art_13",
                "Providers must label images, video and other generated content",
                "the quote is not in Interim Measures art 13",
            ),
            (
                "measures art_14__para_2",
                "Where providers discover illegal content, they must promptly",
                "the quote is not in Interim Measures art 14 para 2",
            ),
            ("measures art_12", "must label", "the quote 'must label' is too short to carry it"),
            ("measures art_12", "            .", "too short to carry it"),
        ],
    )
    def test_it_is_in_the_provision_cited_and_says_something(self, corpus: Corpus, where: str, quote: str, why: str) -> None:
        found = objection(Claim("Providers must label images.", (cite(corpus, where, quote),)), corpus, TODAY)
        assert found is not None
        assert why in found

    def test_every_citation_counts_not_only_the_first(self, corpus: Corpus) -> None:
        good, bad = cite(corpus, "measures art_12"), cite(corpus, "measures art_13", "words that are not in any law")
        assert objection(Claim("Providers must label images.", (good, bad)), corpus, TODAY) is not None

    @pytest.mark.parametrize(
        ("citation", "why"),
        [
            (Citation("cn-genai-measures", "art_31", "x" * 20), "has no art 31"),
            (Citation("cn-kites", "art_1", "x" * 20), "holds no instrument 'cn-kites'"),
            (Citation("cn-genai-measures", "art_4__item_9", "x" * 20), "has no 'art_4__item_9'"),
            (Citation("cn-genai-measures", "", "x" * 20), "has no"),
        ],
    )
    def test_the_provision_exists(self, corpus: Corpus, citation: Citation, why: str) -> None:
        found = objection(Claim("Providers must label images.", (citation,)), corpus, TODAY)
        assert found is not None
        assert why in found

    def test_the_provision_is_in_force_on_the_day_asked_about(self, corpus: Corpus) -> None:
        claim = Claim("Providers must label images.", (cite(corpus, "measures art_12"),))
        assert objection(claim, corpus, date(2023, 8, 15)) is None
        assert "was not in force on 2023-08-14" in (objection(claim, corpus, date(2023, 8, 14)) or "")


class TestTrueSentencesPass:
    """Sentences in words of their own, as a chat model may put them."""

    @pytest.mark.parametrize(("where", "text"), rows(TRUE))
    def test_in_other_words(self, corpus: Corpus, where: str, text: str) -> None:
        assert check(corpus, where, text) is None


class TestFalseSentencesAreCaught:
    @pytest.mark.parametrize(("where", "text", "why"), rows(FALSE))
    def test_with_the_reason(self, corpus: Corpus, where: str, text: str, why: str) -> None:
        assert check(corpus, where, text) == why

    def test_the_year_in_the_name_of_another_instrument_is_a_figure_like_any_other(self, corpus: Corpus) -> None:
        assert check(corpus, "measures art_17", "The 2018 Provisions require an assessment.") == "the quote does not say 2018"


class TestWhatIsWithheldIsShown:
    def test_claim_by_claim_with_the_reason(self, corpus: Corpus) -> None:
        good = Claim("Providers must label images.", (cite(corpus, "measures art_12"),))
        bad = replace(good, text="Users must label images.")
        passed, withheld = verify([bad, good, Claim("It is so.", ())], corpus, TODAY)
        assert passed == (good,)
        assert [w.text for w in withheld] == ["Users must label images.", "It is so."]
        assert [w.why for w in withheld] == ["the provision speaks to the provider, not to the user", "it cites nothing"]
