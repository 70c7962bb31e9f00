"""The check on the laws about data, networks, minors, persons and penalties: sentences in words of their own, true and false."""

from __future__ import annotations

import pytest

from banfa.corpus import Corpus
from banfa.quoting import supported
from banfa.verify import objection
from tests.test_verify import TODAY, rows

NAMES = {
    "pipl": "cn-pipl",
    "csl": "cn-csl",
    "dsl": "cn-dsl",
    "export": "cn-export-assessment",
    "flows": "cn-cross-border-data",
    "minors": "cn-minors-online",
    "civil": "cn-civil-code",
    "penalty": "cn-admin-penalty",
    "incident": "cn-incident-reporting",
    "face": "cn-face-recognition",
    "audit": "cn-pi-audit",
    "ecology": "cn-content-ecology",
    "netdata": "cn-network-data",
    "companion": "cn-companion-ai",
    "labelling": "cn-labelling",
    "euai": "eu-ai-act",
}
TRUE = """
pipl art_13 | You may process personal data only on one of the legal bases, consent being one of them.
pipl art_13 | Consent is not required where processing is necessary for a contract with the individual.
pipl art_14 | Consent must be voluntary, explicit and given with full knowledge.
pipl art_15 | People can withdraw their consent, and the handler must make that easy.
pipl art_17 | Before handling, the individual has to be told who handles the data, why, and for how long.
pipl art_24 | Prices must not discriminate unreasonably between individuals.
pipl art_24 | A person may refuse a decision that is made by automated means alone.
pipl art_28 | Information on minors under 14 counts as sensitive.
pipl art_31 | For children under 14 you need the consent of a parent or other guardian.
pipl art_38 | To send data abroad a handler needs one of the listed mechanisms, such as certification or a standard contract.
pipl art_39 | A separate consent of the individual is needed before personal information goes abroad.
pipl art_40 | Operators of critical information infrastructure have to keep personal information in China.
pipl art_47 | If the handler has not deleted the data, the individual may ask for deletion.
pipl art_55 | An impact assessment must be done in advance when sensitive data are handled.
pipl art_57 | After a leak the handler must take remedial measures at once and notify the authorities.
pipl art_66 | In serious cases the fine may go up to RMB 50 million or 5% of last year's turnover.
pipl art_57 | 发生个人信息泄露的，应当立即补救并通知监管部门和个人。
pipl art_66 | 情节严重的，可处五千万元以下或者上一年度营业额百分之五以下罚款。
pipl art_31 | 处理不满14周岁儿童的信息，要取得监护人同意。
pipl art_39 | 个人信息出境必须取得个人的单独同意。
pipl art_47 | 个人可以要求删除。
pipl art_24 | 不得对个人在交易价格上实行不合理的差别待遇。
csl art_23 | Network logs have to be kept for at least six months.
csl art_23 | 网络日志至少留存六个月。
csl art_26 | Network operators must ask users for real identity information and must not serve those who refuse.
csl art_39 | 关基运营者在境内收集的数据应当存在境内。
csl art_27 | Network operators need emergency plans for security incidents.
csl art_44 | Operators must not leak personal information they collect.
dsl art_27 | Whoever handles important data must name a person in charge and a management body.
dsl art_30 | Handlers of important data must regularly carry out risk assessments and report them.
dsl art_32 | 收集数据必须合法、正当，不得窃取。
export art_5 | Data handlers must do a self-assessment of the risks before they apply for the assessment.
export art_14 | 评估结果有效期为两年。
flows art_7 | A handler that exports personal information of one million people or more must apply for a security assessment.
flows art_8 | 非关基运营者累计出境10万人以上不满100万人个人信息的，应当订立标准合同或者通过认证。
flows art_9 | The result of the assessment holds for three years.
flows art_5 | Export that is truly necessary for a contract with the individual is exempt.
minors art_31 | A service that lets minors post must ask for their real identity.
minors art_24 | Nobody may put content that can harm children into products made for them.
minors art_47 | 网络游戏服务提供者应当要求未成年人以真实身份注册。
minors art_43 | Guardians can set limits on the time that minors spend online.
civil art_1019 | Nobody may make a deepfake of somebody's likeness without consent, unless the law allows it.
civil art_1019 | 未经本人同意，不得制作、使用、公开其肖像。
civil art_1195 | After a notice from the right holder, the network service provider must pass it on and act.
civil art_1197 | A platform that knew of the infringement and did nothing is jointly liable.
civil art_1032 | Privacy must not be intruded upon by anybody.
penalty art_33 | A minor offence that was corrected in time and did no harm is not punished.
penalty art_36 | An offence not discovered within two years is no longer punished.
penalty art_45 | The party has the right to be heard, and may not be punished more heavily for it.
penalty art_29 | 同一违法行为不能罚款两次。
penalty art_63 | 较大数额罚款的，当事人可以要求听证。
incident art_4 | CII operators must report within one hour at the latest.
incident art_4 | 其他运营者最迟四小时内向省级网信部门报告。
face art_10 | Face recognition must not be the only way to verify who somebody is.
face art_10 | 个人不同意刷脸的，应当提供其他方式。
audit art_4 | Handlers with the data of more than 10 million people have to be audited at least every two years.
audit art_5 | The authorities may order an audit by a professional institution.
ecology art_6 | Producers must not make illegal content.
ecology art_10 | 平台发现违法信息的，应当立即处置并报告。
netdata art_9 | Network data handlers must protect data with encryption, backup and access control.
netdata art_18 | Automated tools must not be used to intrude into other people's networks.
netdata art_24 | 转移个人信息的请求符合条件的，应当提供途径。
companion art_2 | The Measures apply to services that imitate human personality and offer emotional interaction.
euai art_50__para_2 | Providers must mark synthetic output in a machine-readable way.
euai art_5__para_1 | Social scoring is prohibited in the EU.
"""
FALSE = """
# the provision speaks to the authority and the handler and the infrastructure operator, not to the operator
pipl art_40 | Network operators must store personal information in China.
# the quote does not say 8 percent
pipl art_66 | The fine may go up to RMB 50 million or 8% of last year's turnover.
pipl art_66 | 情节严重的，可处五千万元以下或者上一年度营业额百分之八以下罚款。
# the quote does not say 6 day
csl art_23 | Network logs have to be kept for at least six days.
# the quote does not say 1 day
incident art_4 | CII operators must report within one day.
# the quote does not say 2000000 person
flows art_7 | An assessment is due from 2 million persons.
# the quote does not say 50000000 person
audit art_4 | 处理超过五千万人个人信息的，应当每两年审计。
# it forbids what the quote does not forbid
pipl art_13 | Handlers must not handle personal information to perform a contract with the individual.
# it denies a duty that the quote sets
pipl art_39 | Providing personal information abroad needs no separate consent; it is not required.
csl art_23 | Network operators need not keep logs.
# it leaves to choice what the quote does not
csl art_26 | Network operators may serve users who refuse to give their identity.
penalty art_29 | 同一违法行为可以给予两次以上罚款。
civil art_1019 | Anybody may make a likeness of another without consent.
netdata art_18 | Automated tools may be used to intrude into other people's networks.
ecology art_10 | 平台可以传播第六条规定的信息。
# the provision speaks to the guardian and the provider, not to the school
minors art_31 | Schools must ask for the real identity of minors.
minors art_31 | 学校应当要求未成年人提供真实身份信息。
# the provision speaks to the provider, not to the deployer
euai art_50__para_2 | Deployers must mark the synthetic output in a machine-readable format.
# it names GB 45438-2026, which it neither cites nor quotes
labelling art_5__para_1 | GB 45438-2026 says how the implicit label is added.
# it names 2016/680, which it neither cites nor quotes
euai art_5__para_1 | Regulation (EU) 2016/680 prohibits the AI practices.
# it names paragraph 2, which it neither cites nor quotes
minors art_54__para_1 | Who violates Article 20, paragraph 2 is fined.
# it names paragraph 3, which it neither cites nor quotes
pipl art_31__para_1 | The consent of a guardian under paragraph 3 must be obtained.
"""


def check(corpus: Corpus, where: str, text: str) -> str | None:
    """What the check has against a sentence that quotes the provision at, say, ``pipl art_17``."""
    name, locator = where.split()
    provision = corpus.provision(NAMES[name], locator, TODAY)
    return objection(supported(text, provision, provision.resolve(locator) or locator, corpus, TODAY), corpus, TODAY)


@pytest.mark.parametrize(("where", "text"), rows(TRUE))
def test_a_true_sentence_passes(corpus: Corpus, where: str, text: str) -> None:
    assert check(corpus, where, text) is None


@pytest.mark.parametrize(("where", "text", "why"), rows(FALSE))
def test_a_false_one_is_caught_with_the_reason(corpus: Corpus, where: str, text: str, why: str) -> None:
    assert check(corpus, where, text) == why
