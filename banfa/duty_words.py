"""The words for the register of duties, in both languages: stages, roles, what is asked, and kinds of duty."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str]] = {
    "train": ("Train and prepare", "训练与准备"),
    "launch": ("Launch", "上线"),
    "operate": ("Operate", "运营"),
    "incident": ("When something happens", "出现情况时"),
    "leave": ("End the service", "终止服务"),
    "must": ("must", "应当"),
    "must_not": ("must not", "不得"),
    "may": ("may", "可以"),
    "anyone": ("anyone", "任何组织、个人"),
    "app_store": ("app store", "应用分发平台"),
    "entrusted_party": ("entrusted party", "受托人"),
    "exporter": ("exporter of data", "数据出境方"),
    "handler": ("handler of personal information or data", "个人信息、数据处理者"),
    "operator": ("operator of networks", "网络运营者"),
    "platform": ("platform", "平台"),
    "platform_of_minors": ("platform with many minors", "未成年人用户众多的平台"),
    "provider": ("provider", "提供者"),
    "technical_supporter": ("technical supporter", "技术支持者"),
    "user": ("user", "使用者"),
    "personal_information": ("personal information", "个人信息"),
    "content_rules": ("content", "内容管理"),
    "labelling": ("labelling", "标识"),
    "security_assessment": ("security assessment", "安全评估"),
    "algorithm_rules": ("algorithms", "算法规则"),
    "training_data": ("training data", "训练数据"),
    "minors": ("minors", "未成年人"),
    "algorithm_filing": ("algorithm filing", "算法备案"),
    "network_security": ("network security", "网络安全"),
    "supervision_cooperation": ("cooperation with supervision", "配合监督检查"),
    "export_security_assessment": ("security assessment of exports", "出境安全评估"),
    "complaints": ("complaints", "投诉举报"),
    "deep_synthesis_rules": ("deep synthesis", "深度合成"),
    "platform_duties": ("platforms", "平台义务"),
    "transparency": ("transparency", "透明度"),
    "platform_label_check": ("label checks by platforms", "平台核验标识"),
    "companion_rules": ("companion AI", "拟人化互动"),
    "important_data": ("important data", "重要数据"),
    "user_misuse": ("misuse by users", "使用者违规"),
    "internet_licence": ("internet licence or filing", "互联网许可、备案"),
    "service_agreement": ("service agreement", "服务协议"),
    "export_notice_consent_pipia": ("exports: notice, consent, assessment", "出境告知、同意与评估"),
    "news_permit": ("news permit", "新闻许可"),
    "export_contract_or_certification": ("standard contract or certification", "标准合同或者认证"),
    "real_name": ("real names", "真实身份"),
    "annotation": ("data annotation", "数据标注"),
    "anti_addiction": ("anti-addiction", "防沉迷"),
    "critical_infrastructure": ("critical infrastructure", "关键信息基础设施"),
    "guardian_consent": ("consent of guardians", "监护人同意"),
    "export_conditions": ("conditions of exports", "出境条件"),
    "app_store_check": ("checks by app stores", "应用商店核验"),
    "face_voice_separate_consent": ("consent for faces and voices", "人脸人声单独同意"),
    "face_recognition_filing": ("face-recognition filing", "人脸识别备案"),
    "genai_filing": ("generative-AI filing", "生成式人工智能备案"),
    "automated_decisions": ("automated decisions", "自动化决策"),
    "notice_and_takedown": ("notice and takedown", "通知与删除"),
    "companion_minor_ban": ("companion AI and minors", "拟人化互动与未成年人"),
    "data_localisation": ("storage in the mainland", "境内存储"),
    "foreign_authority_requests": ("requests of foreign authorities", "境外机构调取"),
    "genai_registration": ("generative-AI registration", "生成式人工智能登记"),
    "foreign_investment_rules": ("foreign investment", "外商投资"),
    "user_label_declaration": ("declaration by users", "用户声明"),
    "local_representative": ("representative in China", "境内代表"),
    "personality_rights": ("personality rights", "人格权"),
    "companion_security_assessment": ("security assessment of companion AI", "拟人化互动安全评估"),
    "licence": ("licence", "许可"),
    "national_security_review": ("national security review", "国家安全审查"),
    "supplier_duties": ("suppliers", "供应方"),
}
_KINDS = {"incident": ("incidents", "安全事件")}
"""Kinds that have the name of something else."""


def kind_word(name: str, language: str) -> str:
    """The word for a kind of duty in ``en`` or ``zh``."""
    return _KINDS[name][language == "zh"] if name in _KINDS else duty_word(name, language)


def duty_word(name: str, language: str) -> str:
    """The word for a stage, role or modality in ``en`` or ``zh``; what has none is its name, spaced."""
    english, chinese = _WORDS.get(name, (name.replace("_", " "),) * 2)
    return chinese if language == "zh" else english
