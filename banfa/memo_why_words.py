"""The details of a departure from the law, as counsel reads them: figures, actors, authorities and duties in both languages."""

from __future__ import annotations

import re

_UNITS = {
    "working day": "个工作日",
    "years of age": "周岁",
    "regularly": "定期",
    "person": "人",
    "minute": "分钟",
    "second": "秒",
    "month": "个月",
    "times": "倍",
    "level": "级",
    "hour": "小时",
    "week": "周",
    "year": "年",
    "day": "日",
    "before": "之前",
    "from": "自某日起",
    "RMB ": "人民币",
}
_UNIT = re.compile(rf" ?({'|'.join(sorted(_UNITS, key=len, reverse=True))})s?")
_OFTEN = {"year": ("every year", "每年"), "2 years": ("every two years", "每两年"), "month": ("every month", "每月")}
_OFTEN |= {"quarter": ("every quarter", "每季度"), "regularly": ("regularly", "定期")}
_DUTIES = {
    "it forbids what the quote does not forbid": ("it forbids what the law does not forbid", "把法律没有禁止的说成不得"),
    "it makes a duty of what the quote does not require": (
        "it makes a duty of what the law does not require",
        "把法律没有要求的说成应当",
    ),
    "it leaves to choice what the quote does not": ("it leaves to choice what the law does not", "把法律没有交由选择的说成可以"),
    "it makes possible what the quote forbids": ("it makes possible what the law forbids", "把法律禁止的说成可以"),
    "it denies a duty that the quote sets": ("it denies a duty that the law sets", "否认了法律规定的义务"),
    "it denies a ban that the quote sets": ("it denies a ban that the law sets", "否认了法律的禁止"),
    "it applies what the quote says does not apply": (
        "it applies what the law says does not apply",
        "把法律规定不适用的说成适用",
    ),
    "it takes out what the quote says applies": ("it takes out what the law says applies", "把法律规定适用的说成不适用"),
    "it speaks of a choice or ban, the provision of none": (
        "it speaks of a choice or a ban, the provision of neither",
        "说成可以或者不得，该条没有这样规定",
    ),
}
_NAMES = {
    "technical supporter": "技术支持者",
    "app store": "应用商店",
    "entrusted party": "受托人",
    "institution": "专业机构",
    "handler": "处理者",
    "infrastructure operator": "关键信息基础设施运营者",
    "other than CII operators": "关键信息基础设施运营者以外的处理者",
    "CII operator": "关键信息基础设施运营者",
    "operator": "运营者",
    "platform": "平台",
    "producer": "生产者",
    "deployer": "部署者",
    "importer": "进口者",
    "distributor": "分销者",
    "guardian": "监护人",
    "school": "学校",
    "provider": "提供者",
    "user": "使用者",
    "individual": "个人",
    "recipient": "接收方",
    "authority": "主管部门",
    "party": "当事人",
    "anybody": "任何组织和个人",
    "cyberspace": "网信部门",
    "public security": "公安机关",
    "state security": "国家安全机关",
    "telecommunications": "电信主管部门",
    "market regulation": "市场监督管理部门",
    "education": "教育部门",
    "press": "新闻出版部门",
    "science": "科技部门",
    "commerce": "商务主管部门",
    "finance": "财政部门",
    "development": "发展改革部门",
    "broadcasting": "广播电视部门",
    "customs": "海关",
    "tax": "税务机关",
    "health": "卫生健康部门",
    "culture": "文化和旅游部门",
    "foreign affairs": "外交部",
    "justice": "司法行政部门",
    "banking": "金融管理部门",
    "data bureau": "数据管理部门",
    "court": "法院",
    "procurator": "检察机关",
    "national": "国家级",
    "provincial": "省级",
    "city": "市级",
    "county": "县级",
    "security assessment": "安全评估",
    "impact assessment": "影响评估",
    "risk assessment": "风险评估",
    "compliance audit": "合规审计",
    "standard contract": "标准合同",
    "certification": "认证",
    "security review": "安全审查",
}
_NAMED = {"authority", "actor", "step", "issuer"}
_BINDS = re.compile(r"the provision speaks to the (?P<law>.+), not to the (?P<said>.+)")


def words_of(kind: str, text: str, language: str) -> str:
    """What was said, or what the law has, in ``en`` or ``zh``."""
    chinese = language == "zh"
    if kind == "modality":
        return _DUTIES.get(text, (text, text))[chinese]
    if kind == "frequency":
        return ("、" if chinese else ", ").join(_OFTEN.get(name, (name, name))[chinese] for name in text.split(", "))
    if binds := _BINDS.fullmatch(text):
        law, said = (re.split(r" (?:and|or) the ", binds[name]) for name in ("law", "said"))
        if chinese:
            return f"该条约束的是{'、'.join(_NAMES.get(n, n) for n in law)}，不是{'、'.join(_NAMES.get(n, n) for n in said)}"
        return f"the law binds the {' and the '.join(law)}, not the {' or the '.join(said)}"
    if not chinese:
        return text
    if kind in _NAMED:
        return "、".join(_NAMES.get(name, name) for name in text.split(", "))
    return _UNIT.sub(lambda match: _UNITS[match[1]], text).replace(", ", "、")
