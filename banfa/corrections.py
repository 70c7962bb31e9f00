"""The sentence that corrects what a question takes for granted. It names the element that is wrong; the rule itself follows
as a claim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from banfa import locator as loc
from banfa.corpus import Corpus
from banfa.phrases import phrase
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
_SPEAKS_TO = re.compile(r"speaks to the .+, not to the .+")
_QUANTITY = re.compile(r"^(?P<money>RMB )?(?P<n>[\d,.]+)(?: (?P<unit>[a-z ]+))?$")
_COMPARABLE = ({"day", "working day"}, {"month", "year"})


def correction(found: Contradiction, corpus: Corpus, language: str) -> str:
    """The correction in ``en`` or ``zh``: what is wrong, and where to read what is right."""
    card = corpus.instruments[found.right[0]]
    cite = card.cite(loc.article_of(found.right[1]), language)
    if found.kind in _FIGURES:
        told = _two_figures(found, language)
        if told is not None:
            return phrase("corrected_figure", language, cite=cite, said=told[0], law=told[1])
        return phrase("corrected_no_figure", language, cite=cite, what=_FIGURES[found.kind][language == "zh"])
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
    if found.kind == "actor" and language == "en" and (who := _SPEAKS_TO.search(found.said)) is not None:
        return phrase("corrected_who", language, cite=cite, who=who[0])
    return phrase(f"corrected_{found.kind}", language, cite=cite)


def comparable(said: str, law: str) -> bool:
    """Whether the law has a figure of the kind of one that is said: "10 working day" for "30 day", not "60 working day" for
    "2 year"."""
    one = _QUANTITY.match(said)
    others = [_QUANTITY.match(part) for part in _listed(law)]
    return one is not None and any(other is not None and _alike(one, other) for other in others)


def _listed(law: str) -> list[str]:
    return [part for part in re.split(r", (?!\d{3}\b)", law) if part]


def _two_figures(found: Contradiction, language: str) -> tuple[str, str] | None:
    """What is said and what the law has instead, where it has just one figure of that kind."""
    said, law = _QUANTITY.match(found.said), [_QUANTITY.match(part) for part in _listed(found.law)]
    if said is None:
        return None
    alike = [m for m in law if m is not None and _alike(said, m)]
    return (_shown(said, language), _shown(alike[0], language)) if len(alike) == 1 else None


def _alike(one: re.Match[str], other: re.Match[str]) -> bool:
    units = {one["unit"] or "", other["unit"] or ""}
    return bool(one["money"]) == bool(other["money"]) and (len(units) == 1 or any(units <= kind for kind in _COMPARABLE))


def _shown(figure: re.Match[str], language: str) -> str:
    number, unit = figure["n"], figure["unit"] or ""
    if language == "zh":
        value = float(number.replace(",", ""))
        number = f"{value / _WAN:g}万" if value >= _WAN else number
        return f"{number}元" if figure["money"] else f"{number}{_UNITS_ZH.get(unit, unit)}"
    if unit == "percent":
        return f"{number}%"
    unit = {"person": "persons"}.get(unit, unit if number == "1" or not unit else f"{unit}s")
    return f"{figure['money'] or ''}{number} {unit}".strip()
