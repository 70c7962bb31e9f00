"""What the card of an instrument tells, as a sentence: who issued it, under which number, and its days."""

from __future__ import annotations

import re

from banfa.law import Instrument
from banfa.phrases import phrase
from banfa.render import day

_ORDER = re.compile(r"(?P<council>State Council )?Order No\. (?P<n>\d+)$")
_REGULATION = re.compile(r"Regulation \(EU\) (?P<n>\d+/\d+)$")


def told_of(card: Instrument, language: str) -> str:
    """The sentence in ``en`` or ``zh``; what the card does not have is left out."""
    zh = language == "zh"
    issuers = ("、" if zh else ", ").join(names[zh] for names in card.issuers)
    if len(card.issuers) > 1:
        issuers = phrase("card_bodies", language, issuers=issuers, n=len(card.issuers))
    dated = (("adopted", card.adopted), ("published", card.published), ("in_force", card.in_force))
    days = [phrase(f"card_{name}", language, day=day(value, language)) for name, value in dated if value is not None]
    title = card.title(language)
    if card.number:
        title = f"{title}》（{number_of(card, language)}）" if zh else f"{title} ({card.number})"
    told = phrase("card", language, title=title, issuers=issuers, days="".join(("，" if zh else ", ") + one for one in days))
    return told.replace("）》", "）")


def number_of(card: Instrument, language: str) -> str:
    """The number of an instrument; in Chinese as it stands there: 第15号令, 国务院令第292号, 国信办通字〔2025〕2号."""
    number = card.number
    if language != "zh":
        return number
    if regulation := _REGULATION.match(number):
        return f"欧盟第{regulation['n']}号条例"
    order = _ORDER.match(number)
    if order is not None:
        return f"国务院令第{order['n']}号" if order["council"] else f"第{order['n']}号令"
    return number.partition(" (")[0]
