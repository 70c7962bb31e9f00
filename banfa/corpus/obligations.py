"""Read ``obligations.toml``, the duties of an instrument one by one, and ``ledger.toml``, what became of each word of duty of its
official Chinese text. Both are strict: an unknown key, a missing one or a value that means nothing is refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from banfa import locator as loc
from banfa.corpus.knowledge import address, entries
from banfa.corpus.tables import Fields, read_toml

ROLES = frozenset(
    {
        "anyone",
        "app_store",
        "entrusted_party",
        "exporter",
        "handler",
        "operator",
        "platform",
        "platform_of_minors",
        "provider",
        "technical_supporter",
        "user",
    }
)
"""Whose duty it is; ``anyone`` where the law says any organisation or individual, ``operator`` is one of a network or of critical
infrastructure."""
STAGES = ("train", "launch", "operate", "incident", "leave")
MODALITIES = ("must", "must_not", "may")
UNITS = ("working_days", "days", "hours", "months", "years")
_MILESTONES = ("start_of_service", "change", "termination", "threshold", "yearly", "provision", "collection", "handling_ended")
_EVENTS = ("incident", "knowledge", "assessment", "assessment_result", "audit", "rectification")
AFTER = (*_MILESTONES, *_EVENTS)
"""From what a time runs: the life of a service and of its data, or something that happens."""
WORDS = ("应当", "不得")
"""The words of duty that a ledger accounts for."""

_ID = re.compile(r"[a-z]+(?:_[a-z]+)*(?:\.[a-z0-9]+(?:_[a-z0-9]+)*)?")
_TEXTS = ("id", "who", "stage", "modality", "what_en", "what_zh", "evidence_en", "evidence_zh", "quote")
_DEADLINE = ("deadline_en", "deadline_zh")
_TIME = ("days", "unit", "after")
_KEYS = frozenset({*_TEXTS, *_DEADLINE, *_TIME, "when", "cites", "practice"})
_LEDGER_KEYS = frozenset({"locator", "word", "nth", "obligations", "reason_en", "reason_zh"})


@dataclass(frozen=True)
class Obligation:
    """One thing that somebody must do, must not do, or may choose to do.

    ``when`` is the rule over facts as it stands in the file; ``days`` counts the ``unit`` (working_days, hours, …) that runs from
    ``after``; the first of ``cites`` (instrument, locator) is the provision that carries ``what_en`` and ``what_zh``, and
    ``quote`` its words; ``practice`` marks what is done in practice and stands in no text.
    """

    id: str
    instrument: str
    who: str
    stage: str
    modality: str
    when: object = field(hash=False)
    what_en: str
    what_zh: str
    evidence_en: str
    evidence_zh: str
    cites: tuple[tuple[str, str], ...]
    quote: str
    practice: bool = False
    deadline_en: str = ""
    deadline_zh: str = ""
    days: int | None = None
    unit: str = ""
    after: str = ""

    @property
    def kind(self) -> str:
        """The kind of duty: ``labelling`` of ``labelling.explicit``."""
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class DutyWord:
    """The ``nth`` occurrence of a word of duty in a unit of the official text: what obligations it became, or why none."""

    instrument: str
    locator: str
    word: str
    nth: int
    obligations: tuple[str, ...] = ()
    reason_en: str = ""
    reason_zh: str = ""


def read_obligations(files: Iterable[Path]) -> tuple[Obligation, ...]:
    """The obligations of all these ``obligations.toml`` files, each in the folder of its instrument.

    Raises:
        CorpusError: a malformed entry, or an id that is given twice.
    """
    found: dict[str, Obligation] = {}
    for file in files:
        for f in _entries(file, "obligation"):
            duty = _obligation(f)
            if duty.id in found:
                raise f.fail(f"the id is given twice, also in {found[duty.id].instrument}.", "Give each duty an id of its own.")
            found[duty.id] = duty
    return tuple(found.values())


def read_ledger(file: Path) -> tuple[DutyWord, ...]:
    """The entries of one ``ledger.toml``, in order.

    Raises:
        CorpusError: a malformed entry.
    """
    return tuple(_word(f) for f in _entries(file, "word"))


def _entries(file: Path, name: str) -> list[Fields]:
    table = read_toml(file)
    top = Fields(file, 1, file.name, table)
    if unknown := set(table) - {name}:
        raise top.fail(f"unknown key {min(unknown)!r}.", f"Write [[{name}]] tables only.")
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise top.fail(f"{name} is no list of tables.", f"Write each entry under [[{name}]].")
    return entries(file, name)


def _obligation(f: Fields) -> Obligation:
    _known_keys(f, _KEYS)
    text = {name: _filled(f, name) for name in _TEXTS}
    if not _ID.fullmatch(text["id"]):
        raise f.fail(f"{text['id']!r} is no id.", 'Write a kind, or a kind and a detail: "labelling.explicit".')
    for name, allowed in (("who", ROLES), ("stage", STAGES), ("modality", MODALITIES)):
        _one_of(f, name, text[name], allowed)
    deadline_en, deadline_zh = _deadline(f)
    days, unit, after = _time(f, deadline_en)
    return Obligation(
        **text,
        instrument=f.file.parent.name,
        when=_when(f),
        cites=_cites(f),
        practice=_flag(f, "practice"),
        deadline_en=deadline_en,
        deadline_zh=deadline_zh,
        days=days,
        unit=unit,
        after=after,
    )


def _when(f: Fields) -> object:
    value = f.table.get("when")
    if not value or not isinstance(value, (str, dict)):
        raise f.fail("when is missing or no rule.", 'Write a fact, or { all = ["…", "…"] }, { any = […] }, { not = "…" }.')
    return value


def _cites(f: Fields) -> tuple[tuple[str, str], ...]:
    cites = tuple(address(f, cite) for cite in f.texts("cites"))
    if not cites:
        raise f.fail("cites is missing.", 'Write cites = ["cn-genai-measures:art_17"], first what carries the duty.')
    for _, locator in cites:
        _check_locator(f, locator)
    return cites


def _deadline(f: Fields) -> tuple[str, str]:
    if not any(name in f.table for name in _DEADLINE):
        return "", ""
    return _filled(f, "deadline_en"), _filled(f, "deadline_zh")


def _time(f: Fields, deadline: str) -> tuple[int | None, str, str]:
    if not any(name in f.table for name in _TIME):
        return None, "", ""
    if not deadline:
        raise f.fail("a time without its words.", 'Add deadline_en = "…" and deadline_zh = "…".')
    unit, after = _filled(f, "unit"), _filled(f, "after")
    _one_of(f, "unit", unit, UNITS)
    _one_of(f, "after", after, AFTER)
    return _count(f, "days"), unit, after


def _word(f: Fields) -> DutyWord:
    _known_keys(f, _LEDGER_KEYS)
    locator, word = _filled(f, "locator"), _filled(f, "word")
    _check_locator(f, locator)
    _one_of(f, "word", word, WORDS)
    duties = f.texts("obligations")
    reasons = ("", "")
    if not duties or "reason_en" in f.table or "reason_zh" in f.table:
        reasons = (_filled(f, "reason_en"), _filled(f, "reason_zh"))
    return DutyWord(f.file.parent.name, locator, word, _count(f, "nth"), duties, *reasons)


def _known_keys(f: Fields, keys: Collection[str]) -> None:
    if unknown := set(f.table) - set(keys):
        raise f.fail(f"unknown key {min(unknown)!r}.", f"Use {', '.join(sorted(keys))}.")


def _filled(f: Fields, name: str) -> str:
    value = f.text(name)
    if not value.strip():
        raise f.fail(f"{name} is empty.", f'Write {name} = "…".')
    return value


def _one_of(f: Fields, name: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        listed = sorted(allowed) if isinstance(allowed, frozenset) else allowed
        raise f.fail(f"{name} is {value!r}.", f"Use one of {', '.join(listed)}.")


def _count(f: Fields, name: str) -> int:
    value = f.number(name)
    if isinstance(value, bool) or value < 1:
        raise f.fail(f"{name} is {value!r}.", f"Write {name} = 1 or more.")
    return value


def _flag(f: Fields, name: str) -> bool:
    value = f.table.get(name, False)
    if not isinstance(value, bool):
        raise f.fail(f"{name} is {value!r}.", f"Write {name} = true, or leave it out.")
    return value


def _check_locator(f: Fields, locator: str) -> None:
    if not loc.is_locator(locator):
        raise f.fail(f"{locator!r} is no locator.", 'Write "art_17" or "art_4__item_1".')
