"""What a question should not take out of the house: found in both languages, and not seen where the law itself is asked about."""

from __future__ import annotations

import pytest

from banfa.confidential import sensitive
from banfa.outside import goes_outside

# Written before the detector. Numbers are made up; those with check digits fit them.
HELD = [
    ("My client's email is li.wei@example.cn, must she be told?", {"email"}),
    ("请回复至 zhang_san+law@example.com.cn，谢谢", {"email"}),
    ("Call me on +86 138 1234 5678 about the filing.", {"phone"}),
    ("联系电话13912345678，请问要备案吗", {"phone"}),
    ("our officer (tel. +44 20 7946 0958) asks whether the Measures apply", {"phone"}),
    ("办公室电话：010-66667777，能否解答？", {"phone"}),
    ("用户身份证号11010519491231002X泄露了怎么办", {"id_number"}),
    ("ID no. 110105 19491231 002X was in the training data", {"id_number"}),
    ("训练数据里有银行卡号6222 0212 3456 7894，要删除吗？", {"bank_card"}),
    ("A user typed card 4111-1111-1111-1111 into our bot", {"bank_card"}),
    ("护照号码E12345678的用户要求删除", {"passport"}),
    ("Passport No: G87654321, can we keep it?", {"passport"}),
    ("CONFIDENTIAL: project Lark will launch in May. Must we file?", {"marked"}),
    ("Strictly confidential, not to be shared: we plan to scrape Weibo", {"marked"}),
    ("【保密】我们拟于五月上线，需要备案吗", {"marked"}),
    ("以下为公司机密：拟收购某模型公司，适用暂行办法吗？", {"marked"}),
    ("这是内部资料，请勿外传。我们的模型要备案吗", {"marked"}),
    ("Privileged and confidential. Our client ACME asks …", {"marked"}),
    ("attorney-client privileged: did we breach art 14?", {"marked"}),
    ("our key is sk-" + "proj-Ab3dEf6hIj9kLm2nOp5q, why does the call fail under the Measures?", {"secret"}),
    ("AWS key AKIA" + "IOSFODNN7EXAMPLE leaked, incident report?", {"secret"}),
    ("token gh" + "p_16C7e42F292c6912E7710c838347Ae178B4a in the prompt", {"secret"}),
    ("api_key = 9f8e7d6c5b4a39281706f5e4d3c2b1a0 leaked", {"secret"}),
    ("密码：Xk9!mmQ2zz，员工把它发给了模型", {"secret"}),
    ("password: hunter2horse was typed by a user", {"secret"}),
    ("邮箱wang@example.com、手机18600001111，都要脱敏吗", {"email", "phone"}),
    ("保密文件：某项目的训练数据来源", {"marked"}),
    ("Please keep this between us: we have 3 million users and no filing", {"marked"}),
]
# A second set, of which the detector found 12 of 15 at first sight; 13 of the 15 of its kind below passed.
HELD += [
    ("我的微信绑定手机是 +86-159-8765-4321，能否收集？", {"phone"}),
    ("Contact: j.smith@law-firm.co.uk re filing", {"email"}),
    ("The customer's PAN 5500 0000 0000 0004 was in a prompt", {"bank_card"}),
    ("护照 EA1234567 持有人申请删除", {"passport"}),
    ("本邮件内容保密，请勿转发：我们计划裁撤合规部", {"marked"}),
    ("This is confidential: we have 2 million minors as users", {"marked"}),
    ("这份备忘录属于机密，请分析", {"marked"}),
    ("座机（021）5555 6666，请联系", {"phone"}),
    ("Phone: (415) 555-2671 asked us", {"phone"}),
]
PASSED = [
    "What is confidential information under Chinese law?",
    "数据处理者对个人信息负有保密责任吗？",
    "国家机密与商业秘密有何区别？",
    "客户保密义务由谁承担？",
    "Is internal use only outside the Measures?",
    "我司内部使用的模型需要备案吗？",
    "May we keep the phone numbers of 1000-2000 users?",
    "Must the authorities keep our trade secrets confidential under the Interim Measures?",
    "What does article 19 say about the duty of confidentiality of the agencies?",
    "有关机构的保密义务规定在哪一条？",
    "泄露国家秘密、商业秘密的，承担什么责任？",
    "提供者对使用者的输入信息应当履行保护义务吗？",
    "Do we have to delete a user's phone number or e-mail address on request?",
    "身份证号属于敏感个人信息吗？",
    "Is a passport number sensitive personal information under PIPL art 28?",
    "银行卡号属于敏感个人信息吗？",
    "Order No. 15 of 2023, published on 10 July 2023: who issued it?",
    "国家互联网信息办公室令第12号什么时候施行？",
    "GB 45438-2025 and GB/T 45654-2025: which applies to 1,000,000 users?",
    "Which fines between 50,000 and 500,000 yuan does art 60 set?",
    "We have 12345678 registered users and 987654321 prompts a day. Must we file?",
    "我们有1300000000条训练数据，需要安全评估吗",
    "Do API keys count as personal information?",
    "密码法适用于生成式人工智能吗？",
    "What is the deadline 2026-01-01 to 2026-12-31 for the audit?",
    "Must confidential computing be used?",
    "Is information provided in confidence protected by the penalty law?",
    "保密协议能否约束训练数据供应商？",
    "Are passwords of users stored in logs personal information?",
    "第二十九条、第三十条、第三十一条分别规定什么",
    "Does the Confidentiality Law (保守国家秘密法) apply to model training?",
    "Does 2023.08.15-2026.01.01 matter for cn-genai-measures:art_17?",
    "Must records be kept for 6 months or 3 years (art 55, art 56)?",
    "Can 12377 be used to report AI content?",
    "网上举报电话12377是否适用于生成式AI？",
]


@pytest.mark.parametrize(("text", "kinds"), HELD, ids=range(len(HELD)))
def test_what_identifies_a_person_or_is_marked_as_secret_is_found(text: str, kinds: set[str]) -> None:
    assert {found.kind for found in sensitive(text)} == kinds


@pytest.mark.parametrize("text", PASSED, ids=range(len(PASSED)))
def test_a_question_about_the_law_itself_is_not_held(text: str) -> None:
    assert sensitive(text) == ()


def test_what_is_found_is_shown_in_part_only() -> None:
    (found,) = sensitive("用户身份证号11010519491231002X泄露了怎么办")
    assert found.masked == "11…2X"
    assert "19491231" not in found.masked


def test_full_width_digits_hide_nothing() -> None:
    assert [found.kind for found in sensitive("电话１３９１２３４５６７８")] == ["phone"]


def test_a_very_long_text_is_read_in_time_proportional_to_its_length() -> None:
    assert sensitive("1" * 200_000 + " a@" * 50_000 + "-" * 100_000) == ()


@pytest.mark.parametrize(
    ("writer", "url", "outside"),
    [
        ("embedded", "", False),
        ("embedded", "https://models.example/v1", False),
        ("openai:some-model", "", True),
        ("anthropic:some-model", "", True),
        ("openai:some-model", "http://127.0.0.1:8000/v1", False),
        ("openai:some-model", "http://localhost:8000/v1", False),
        ("openai:some-model", "http://[::1]:8000/v1", False),
        ("openai:some-model", "https://localhost.example.com/v1", True),
        ("openai:some-model", "http://127.0.0.1.example.com/v1", True),
        ("ollama:qwen", "", False),
        ("ollama:qwen", "http://models.example:11434", True),
        ("openai:some-model", "not an address", True),
    ],
)
def test_only_a_chat_model_on_another_machine_is_outside(writer: str, url: str, outside: bool) -> None:
    assert goes_outside(writer, url) is outside
