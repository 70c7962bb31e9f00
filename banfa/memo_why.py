"""Why a claim got its verdict, in plain words and in the language of the claim."""

from __future__ import annotations

from banfa.memo_elements import Clash
from banfa.memo_why_words import words_of

_ELEMENT = {
    "number": ("the figure", "数字"),
    "money": ("the amount", "金额"),
    "period": ("the period or age", "期限或者年龄"),
    "date": ("the date", "日期"),
    "threshold": ("the side of the threshold", "门槛的方向"),
    "frequency": ("how often", "频次"),
    "timing": ("when: before or after", "时间先后"),
    "scope": ("the scope: it says for all what the law says for some", "适用范围：把限于部分情形的规定说成一律适用"),
    "only": ("the exception: the law leaves other ways open", "例外：法律还规定了其他情形"),
    "exception": ("the exception, which it denies", "例外：法律规定了例外而所称没有例外"),
    "actor": ("whose duty it is", "义务主体"),
    "authority": ("which authority", "主管机关"),
    "step": ("which step is to be taken", "应当履行的程序"),
    "negation": ("the opposite of the law", "与法律规定相反"),
    "modality": ("the duty", "义务性质"),
    "issuer": ("who issued it", "制定机关"),
}
_TEXT = {
    "wrong": ("Wrong is {elements}. {cite}: {gist}", "有误之处：{elements}。{cite}：{gist}"),
    "unsaid": (
        "Not confirmed: no provision found says it, which does not prove it wrong. The nearest is {cite}: {gist}",
        "未能证实：没有找到有此内容的规定，但这不等于已证明其错误。最接近的是{cite}：{gist}",
    ),
    "belief": ("A common error. {gist}", "常见误解。{gist}"),
    "in_part": ("Wrong in part (“{part}”). {why}", "部分有误（“{part}”）。{why}"),
    "misattributed": ("{cited} does not say this; it is in {cite}: {gist}", "{cited}并未规定此内容；见{cite}：{gist}"),
    "renumbered": (
        "{cited} is the number of an earlier wording; it is now {cite}: {gist}",
        "{cited}是修改前的条号，现为{cite}：{gist}",
    ),
    "superseded": ("{cited} no longer applies so. {gist} ({cite})", "{cited}的这一规定已不再如此适用。{gist}（{cite}）"),
    "old_words": ("This is the wording before the amendment. Now {cite}: {gist}", "这是修改前的规定。现为{cite}：{gist}"),
    "not_in_force": ("{cited} was not in force on {day}.", "{cited}在{day}尚未施行。"),
    "draft": ("A draft is not law. What is in force: {cite}: {gist}", "草案、征求意见稿不是现行法。现行规定：{cite}：{gist}"),
    "draft_alone": ("{title} is a draft and not law.", "{title}只是草案，不是现行法。"),
    "not_in_corpus": ("{title} is not in our corpus; nothing was checked.", "{title}不在本库之内，未能核对。"),
    "no_law": (
        "Nothing that we hold and that this could mean was in force on {day}; nothing was checked.",
        "在{day}，本库所收的相关规定均不在施行中，未能核对。",
    ),
    "no_such_article": ("{cited} does not exist.", "{cited}不存在。"),
    "beyond_the_last": (
        "{cited} does not exist: {title} has {count} articles.",
        "{cited}不存在：{title}共{count}条。",
    ),
    "no_such_part": (
        "{article} exists but has no such paragraph or item as “{cited}”. The rule: {why}",
        "{article}没有“{cited}”所指的款、项。规定见：{why}",
    ),
    "silent": ("No provision found says what this denies.", "未找到与此相反的规定。"),
    "supported": ("{cite}: {gist}", "{cite}：{gist}"),
    "left_out": (
        "{why} It leaves out an exception that the text makes: {case}.",
        "{why}条文另有例外，所称没有提及，请看原文。",
    ),
}


def sentence(kind: str, language: str, **values: str) -> str:
    """One of the sentences of a verdict, filled in."""
    return _TEXT[kind][language == "zh"].format(**values)


def elements(clashes: tuple[Clash, ...], language: str) -> str:
    """The elements in which a claim is wrong, each with what was said and what the law has."""
    chinese = language == "zh"
    shown: dict[str, None] = {}
    for clash in clashes:
        shown[_ELEMENT[clash.kind][chinese] + _detail(clash, language)] = None
    return ("；" if chinese else "; ").join(shown)


def _detail(clash: Clash, language: str) -> str:
    chinese = language == "zh"
    if clash.kind in {"exception", "negation"}:
        return f" ({clash.law})" if clash.kind == "exception" and not chinese else ""
    said, law = (words_of(clash.kind, text, language) for text in (clash.said, clash.law))
    if clash.kind in {"modality", "actor"} and not clash.law:
        return f"（{said}）" if chinese else f" ({said})"
    if clash.law:
        return f"（所称{said}，法律为{law}）" if chinese else f" (it says {said}; the law has {law})"
    if clash.kind in {"number", "money", "period", "date"}:
        return f"（所称{said}，该条没有）" if chinese else f" (it says {said}; the provision has none such)"
    return ""
