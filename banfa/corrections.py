"""The sentence that corrects what a question takes for granted. It names the element that is wrong; the rule itself follows
as a claim."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from banfa import locator as loc
from banfa.corpus import Corpus
from banfa.phrases import phrase
from banfa.premise_things import THINGS
from banfa.premises import Contradiction
from banfa.render import day

_FIGURES: Mapping[str, tuple[str, str]] = {
    "number": ("figure", "数字"),
    "money": ("amount", "金额"),
    "period": ("period", "期限"),
    "frequency": ("interval", "频次"),
    "threshold": ("threshold", "门槛"),
}
_DUTIES: Mapping[str, str] = {
    "it forbids": "not_forbidden",
    "it makes a duty": "not_required",
    "it leaves to choice": "no_choice",
    "it makes possible": "forbidden",
    "it denies": "required",
}
_UNITS_ZH = {
    "working day": "个工作日",
    "day": "日",
    "hour": "小时",
    "week": "周",
    "month": "个月",
    "year": "年",
    "percent": "%",
    "person": "人",
}
_WAN = 10_000
_INTERVALS: Mapping[str, Mapping[str, str]] = {
    "year": {"en": "every year", "zh": "每年"},
    "2 years": {"en": "every two years", "zh": "每两年"},
    "quarter": {"en": "every quarter", "zh": "每季度"},
    "month": {"en": "every month", "zh": "每月"},
    "regularly": {"en": "“regularly”", "zh": "“定期”"},
}
_AUTHORITIES: Mapping[str, tuple[str, str]] = {
    "cyberspace": ("the cyberspace departments", "网信部门"),
    "public security": ("the public security organs", "公安机关"),
    "state security": ("the State security organs", "国家安全机关"),
    "telecommunications": ("the telecommunications departments (MIIT)", "电信主管部门（工信部门）"),
    "market regulation": ("the market regulation departments", "市场监督管理部门"),
    "education": ("the education departments", "教育部门"),
    "press": ("the press and publication departments", "新闻出版部门"),
    "science": ("the science and technology departments", "科技部门"),
    "court": ("the courts", "法院"),
    "procurator": ("the procuratorates", "检察机关"),
    "national": ("the national level", "国家一级"),
    "provincial": ("the provincial level", "省级"),
    "city": ("the level of cities with districts", "设区的市一级"),
    "county": ("the county level", "县级"),
}
_ACTORS_ZH: Mapping[str, str] = {
    "technical supporter": "技术支持者",
    "app store": "应用程序分发平台",
    "entrusted party": "受托人",
    "institution": "专业机构",
    "handler": "处理者",
    "infrastructure operator": "关键信息基础设施运营者",
    "operator": "运营者",
    "platform": "平台",
    "producer": "生产者",
    "guardian": "监护人",
    "school": "学校",
    "provider": "提供者",
    "user": "使用者",
    "individual": "个人",
    "recipient": "接收方",
    "authority": "主管部门",
    "party": "当事方",
}
_MOST = 3
"""So many figures of the law are told."""
_SPEAKS_TO = re.compile(r"speaks to the (?P<there>.+), not to the (?P<said>.+)")
_QUANTITY = re.compile(r"^(?P<money>RMB )?(?P<n>[\d,.]+)(?P<percent>%)?(?: (?P<unit>[a-z ]+?)s?)?$")
_COMPARABLE = ({"day", "working day"}, {"month", "year"})


def correction(found: Contradiction, corpus: Corpus, language: str) -> str:
    """The correction in ``en`` or ``zh``: what is wrong, what the law has instead, and where to read it."""
    card = corpus.instruments[found.right[0]]
    cite = card.cite(loc.article_of(found.right[1]), language)
    if found.kind in _FIGURES:
        return _on_figure(found, cite, corpus, language)
    if found.kind == "thing":
        what = THINGS[found.said].zh if language == "zh" else THINGS[found.said].en
        named = cite if found.wrong is not None else card.title(language)
        return phrase("corrected_no_thing", language, cite=named, what=what) + _elsewhere(found, what, corpus, language)
    if found.kind == "authority":
        said, law = (_authorities(names, language) for names in (found.said, found.law))
        return phrase("corrected_authority", language, cite=cite, said=said, law=law)
    if found.kind == "issuer":
        makers = ("、" if language == "zh" else ", ").join(names[language == "zh"] for names in card.issuers)
        return phrase("corrected_issuer", language, title=card.title(language), n=len(card.issuers), issuers=makers)
    if found.kind == "date":
        return phrase(
            "corrected_date",
            language,
            title=card.title(language),
            said=found.said,
            date=day(date.fromisoformat(found.law), language),
        )
    if found.kind in {"misattributed", "unsaid"} and found.wrong is not None:
        wrong = corpus.instruments[found.wrong[0]].cite(found.wrong[1], language)
        same = loc.article_of(found.wrong[1]) == loc.article_of(found.right[1])
        return phrase("corrected_unsaid" if same else "wrong_article", language, wrong=wrong, right=cite)
    if found.kind == "unsaid":
        return phrase("corrected_nowhere", language, title=card.title(language), cite=cite)
    if found.kind == "modality":
        name = next((name for start, name in _DUTIES.items() if found.said.startswith(start)), "duty")
        return phrase(f"corrected_{name}", language, cite=cite)
    if found.kind == "actor" and (who := _SPEAKS_TO.search(found.said)) is not None:
        told = who[0] if language == "en" else _speaks_zh(who)
        return phrase("corrected_who", language, cite=cite, who=told)
    return phrase(f"corrected_{found.kind}", language, cite=cite)


def _on_figure(found: Contradiction, cite: str, corpus: Corpus, language: str) -> str:
    """Which figure the law has; where it has none of the kind, that it has none, and what has one."""
    what = _FIGURES[found.kind][language == "zh"]
    if found.kind == "frequency":
        said, law = (_INTERVALS.get(name, {}).get(language) for name in (found.said, found.law))
        figure = _QUANTITY.match(found.said)
        said = said or (_shown(figure, language) if figure else None)
        if said and law:
            return phrase("corrected_figure", language, cite=cite, said=said, law=law)
    told = _two_figures(found, language)
    if told is not None:
        after = phrase("corrected_from_then", language) if found.from_then else ""
        return phrase("corrected_figure", language, cite=cite, said=told[0], law=told[1]) + after
    said_there = _QUANTITY.match(found.said)
    if said_there is None or found.kind in {"frequency", "threshold"}:
        return phrase("corrected_no_figure", language, cite=cite, what=what)
    if found.law or found.kind == "number":
        return phrase("corrected_no_such", language, cite=cite, said=_shown(said_there, language))
    title = corpus.instruments[found.right[0]].title(language)
    name = "corrected_none" if found.wrong is not None else "corrected_none_found"
    return phrase(name, language, cite=cite, title=title, what=what) + _elsewhere(found, what, corpus, language)


def _elsewhere(found: Contradiction, what: str, corpus: Corpus, language: str) -> str:
    """Where what the provision cited has not stands, with its figures."""
    if found.elsewhere is None:
        return ""
    cite = corpus.instruments[found.elsewhere[0]].cite(found.elsewhere[1], language)
    figures = [_shown(m, language) for m in map(_QUANTITY.match, _listed(found.there)) if m is not None]
    if not figures or len(figures) > _MOST:
        return phrase("corrected_elsewhere", language, cite=cite)
    return phrase("corrected_elsewhere_figures", language, cite=cite, what=what, figures=_several(figures, language))


def _authorities(names: str, language: str) -> str:
    return _several([_AUTHORITIES.get(name, (name, name))[language == "zh"] for name in names.split(", ")], language)


def _speaks_zh(who: re.Match[str]) -> str:
    """Whom a provision speaks to, and not, in Chinese: the kinds of actors stand there in English."""
    there, said = (re.split(r" and the | or the ", part) for part in (who["there"], who["said"]))
    known = ["、".join(_ACTORS_ZH.get(name, name) for name in part) for part in (there, said)]
    return f"规定的是{known[0]}的义务，不是{known[1]}的义务"


def _several(parts: Sequence[str], language: str) -> str:
    """Parts of a list as it is read: A, B and C."""
    if language == "zh" or len(parts) == 1:
        return "、".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def comparable(said: str, law: str) -> bool:
    """Whether the law has a figure of the kind of one that is said: "10 working day" for "30 day", not "60 working day" for
    "2 year"."""
    one = _QUANTITY.match(said)
    others = [_QUANTITY.match(part) for part in _listed(law)]
    return one is not None and any(other is not None and _alike(one, other) for other in others)


def _listed(law: str) -> list[str]:
    return [part for part in re.split(r", (?!\d{3}\b)", law) if part]


def _two_figures(found: Contradiction, language: str) -> tuple[str, str] | None:
    """What is said and what the law has instead, where it has figures of that kind, and not many."""
    said, law = _QUANTITY.match(found.said), [_QUANTITY.match(part) for part in _listed(found.law)]
    if said is None:
        return None
    alike = [_shown(m, language) for m in law if m is not None and _alike(said, m)]
    return (_shown(said, language), _several(alike, language)) if 0 < len(alike) <= _MOST else None


def _alike(one: re.Match[str], other: re.Match[str]) -> bool:
    units = {_unit(one), _unit(other)}
    return bool(one["money"]) == bool(other["money"]) and (len(units) == 1 or any(units <= kind for kind in _COMPARABLE))


def _unit(figure: re.Match[str]) -> str:
    return "percent" if figure["percent"] else figure["unit"] or ""


def _shown(figure: re.Match[str], language: str) -> str:
    number, unit = figure["n"], _unit(figure)
    if language == "zh":
        value = float(number.replace(",", ""))
        number = f"{value / _WAN:g}万" if value >= _WAN else number
        return f"{number}元" if figure["money"] else f"{number}{_UNITS_ZH.get(unit, unit)}"
    if unit == "percent":
        return f"{number}%"
    unit = unit if number == "1" or not unit or unit.endswith("s") else f"{unit}s"
    return f"{figure['money'] or ''}{number} {unit}".strip()
