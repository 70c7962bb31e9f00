"""The values of the filters as people read them, in both languages."""

from __future__ import annotations

from banfa.duty_words import duty_word

_WORDS: dict[str, tuple[str, str]] = {
    "authority": ("authorities", "主管部门"),
    "personal_information_handler": ("personal information handler", "个人信息处理者"),
    "data_handler": ("data handler", "数据处理者"),
    "network_operator": ("network operator", "网络运营者"),
    "cii_operator": ("operator of critical infrastructure", "关键信息基础设施运营者"),
    "algorithm_provider": ("provider of algorithms", "算法推荐服务提供者"),
    "industry_body": ("industry body", "行业组织"),
    "state": ("the State", "国家"),
    "provider": ("provider", "提供者"),
    "platform": ("platform", "平台"),
    "user": ("user", "使用者"),
    "anyone": ("anyone", "任何组织和个人"),
    "authorities": ("authorities", "主管部门"),
    "penalties": ("penalties", "处罚"),
    "procedure": ("procedure", "程序"),
    "liability": ("liability", "法律责任"),
    "data_security": ("data security", "数据安全"),
    "user_rights": ("rights of users", "用户权利"),
    "content": ("content", "信息内容"),
    "supervision": ("supervision", "监督检查"),
    "cross_border": ("cross-border transfer", "跨境"),
    "promotion": ("promotion", "促进发展"),
    "scope": ("scope", "适用范围"),
    "misuse": ("misuse", "违规使用"),
    "definitions": ("definitions", "定义"),
    "licences": ("licences", "许可"),
    "confidentiality": ("confidentiality", "保密"),
    "purpose": ("purpose", "立法目的"),
    "entry_into_force": ("entry into force", "施行日期"),
    "algorithm_governance": ("governance of algorithms", "算法治理"),
    "logs": ("logs", "日志"),
    "recommendation": ("recommendation", "推荐"),
    "consumers": ("consumers", "消费者"),
    "misinformation": ("misinformation", "虚假信息"),
    "news": ("news", "新闻信息"),
    "workers": ("workers", "劳动者"),
    "app_stores": ("app stores", "应用分发平台"),
    "discrimination": ("discrimination", "歧视"),
    "real_names": ("real names", "真实身份"),
    "intellectual_property": ("intellectual property", "知识产权"),
    "competition": ("competition", "竞争"),
    "foreign_investment": ("foreign investment", "外商投资"),
    "elderly": ("the elderly", "老年人"),
    "minors": ("minors", "未成年人"),
    "transparency": ("transparency", "透明度"),
    "incident": ("incidents", "安全事件"),
    "annotation": ("annotation", "数据标注"),
    "complaints": ("complaints", "投诉举报"),
    "labelling": ("labelling", "标识"),
}


def filter_word(value: str, language: str) -> str:
    """An actor or a topic in ``en`` or ``zh``; one without words of its own stands for itself."""
    return _WORDS[value][language == "zh"] if value in _WORDS else duty_word(value, language)
