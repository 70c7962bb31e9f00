"""The register of duties as people read it: filtered, grouped by stage, on screen and as CSV or Markdown to take away."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from banfa.corpus import Corpus
from banfa.corpus.obligations import STAGES, Obligation
from banfa.duty_words import duty_word, kind_word
from banfa.phrases import phrase
from banfa.render import day

_COLUMNS = (
    ("stage", "who", "modality", "duty", "deadline", "evidence", "provisions", "kind", "practice", "as_of", "corpus", "note"),
    ("阶段", "主体", "要求", "义务", "期限", "证明材料", "条文", "类别", "实务", "截至日期", "语料", "说明"),
)


@dataclass(frozen=True)
class DutyFilter:
    """Which duties are wanted; an empty field wants all."""

    stage: str | None = None
    who: str | None = None
    instrument: str | None = None
    kind: str | None = None

    def wants(self, duty: Obligation) -> bool:
        """Whether a duty is one of them."""
        wanted = (self.stage, self.who, self.instrument, self.kind)
        return all(want is None or want == has for want, has in zip(wanted, _fields(duty), strict=True))


@dataclass(frozen=True)
class Choices:
    """What duties can be filtered by, each in a sensible order."""

    stages: tuple[str, ...]
    who: tuple[str, ...]
    instruments: tuple[str, ...]
    kinds: tuple[str, ...]


def choices(duties: Iterable[Obligation]) -> Choices:
    """The stages in the order of a service's life; roles, instruments and kinds with the most duties first."""
    found = [_fields(duty) for duty in duties]
    stages = tuple(stage for stage in STAGES if any(stage == fields[0] for fields in found))
    who, instruments, kinds = (tuple(v for v, _ in Counter(fields[n] for fields in found).most_common()) for n in (1, 2, 3))
    return Choices(stages, who, instruments, kinds)


def by_stage(duties: Iterable[Obligation]) -> list[Obligation]:
    """In the order of the stages; within a stage as in the register."""
    return sorted(duties, key=lambda duty: STAGES.index(duty.stage))


def duties_csv(duties: Sequence[Obligation], corpus: Corpus, language: str, as_of: date) -> str:
    """A table of duties that a spreadsheet opens: each row says as of when, from which corpus, and that it is no advice."""
    out = StringIO()
    out.write("\ufeff")
    table = csv.writer(out)
    table.writerow(_COLUMNS[language == "zh"])
    for duty in duties:
        words = [duty_word(word, language) for word in (duty.stage, duty.who, duty.modality)]
        texts = [
            what(duty, language),
            deadline(duty, language),
            evidence(duty, language),
            "; ".join(cites(duty, corpus, language)),
        ]
        tail = [kind_word(duty.kind, language), phrase("scope_yes" if duty.practice else "scope_no", language)]
        table.writerow([*words, *texts, *tail, as_of.isoformat(), corpus.hash[:12], phrase("unofficial", language)])
    return out.getvalue()


def duties_markdown(duties: Sequence[Obligation], corpus: Corpus, language: str, as_of: date) -> str:
    """The duties by stage, with who, evidence, deadline and provisions; as of when and from what stands at the top."""
    title = "义务清单" if language == "zh" else "Obligations"
    head = f"{phrase('as_of', language, date=day(as_of, language))} {phrase('unofficial', language)}"
    lines = [f"# {title}", "", f"{head} Corpus {corpus.hash[:12]}. {len(duties)}."]
    for stage in STAGES:
        own = [duty for duty in duties if duty.stage == stage]
        if own:
            lines += ["", f"## {duty_word(stage, language)}", *(_entry(duty, corpus, language) for duty in own)]
    return "\n".join(lines) + "\n"


def what(duty: Obligation, language: str) -> str:
    """The duty in a sentence."""
    return duty.what_zh if language == "zh" else duty.what_en


def deadline(duty: Obligation, language: str) -> str:
    """The deadline in words; empty without one."""
    return duty.deadline_zh if language == "zh" else duty.deadline_en


def evidence(duty: Obligation, language: str) -> str:
    """What proves that it is done."""
    return duty.evidence_zh if language == "zh" else duty.evidence_en


def cites(duty: Obligation, corpus: Corpus, language: str) -> list[str]:
    """The provisions it rests on, as citations."""
    return [corpus.instruments[instrument].cite(locator, language) for instrument, locator in duty.cites]


def _entry(duty: Obligation, corpus: Corpus, language: str) -> str:
    zh = language == "zh"
    head = f"**{duty_word(duty.who, language)} · {duty_word(duty.modality, language)}**"
    lines = [f"- {head}: {what(duty, language)} [{'; '.join(cites(duty, corpus, language))}]"]
    if duty.deadline_en:
        lines.append(f"  - {'期限' if zh else 'Deadline'}: {deadline(duty, language)}")
    lines.append(f"  - {'证明材料' if zh else 'Evidence'}: {evidence(duty, language)}")
    if duty.practice:
        lines.append(f"  - {'实务做法，并非条文' if zh else 'Practice, not in the text of the law'}")
    return "\n".join(lines)


def _fields(duty: Obligation) -> tuple[str, str, str, str]:
    return duty.stage, duty.who, duty.instrument, duty.kind
