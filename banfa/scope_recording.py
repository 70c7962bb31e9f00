"""From a scope check to its record, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from banfa.case import Answer
from banfa.corpus import Corpus
from banfa.corpus.regimes import Ground
from banfa.deadlines import Due
from banfa.phrases import phrase
from banfa.scope_answers import Proposed
from banfa.scope_check import Check, Duty, Finding, ScopeChecker
from banfa.scope_compare import Row
from banfa.scope_contract import origin, spelt
from banfa.scope_record import DateLine, DutyLine, FactLine, FindingLine, Record, RowLine, Words, printable


def make_record(
    corpus: Corpus,
    checker: ScopeChecker,
    check: Check,
    language: str,
    as_of: date,
    *,
    proposed: Mapping[str, Proposed] | None = None,
    due: Iterable[Due] = (),
    rows: tuple[Row, ...] = (),
) -> Record:
    """The record of a check on a day, in ``en`` or ``zh``, with the days that fall due and the matrix, if they are asked for."""
    maker = _Maker(corpus, checker, check, language)
    eu = dict.fromkeys(finding for row in rows for finding in row.eu)
    return Record(
        as_of=as_of.isoformat(),
        corpus=corpus.hash,
        language=language,
        notices=tuple(phrase(name, language) for name in ("unofficial", *(("unofficial_abroad", "our_reading") if rows else ()))),
        verdict=check.verdict.value,
        stated={name: spelt(value) for name, value in check.case.stated.items()},
        facts=maker.facts(proposed or {}),
        findings=tuple(maker.finding(f) for f in (*check.findings, *eu)),
        contradictions=maker.contradictions(),
        duties=tuple(maker.duty(d) for d in check.duties_that(True)),
        duties_if=tuple(maker.duty(d) for d in check.duties_that(None)),
        dates=tuple(maker.date(d) for d in due),
        rows=tuple(maker.row(row) for row in rows),
    )


class _Maker:
    """One check in one language, piece by piece."""

    def __init__(self, corpus: Corpus, checker: ScopeChecker, check: Check, language: str) -> None:
        self._corpus, self._checker, self._check, self._language = corpus, checker, check, language

    def facts(self, proposed: Mapping[str, Proposed]) -> tuple[FactLine, ...]:
        case = self._check.case
        values: dict[str, Answer] = {**case.values, **case.numbers}
        return tuple(
            FactLine(name, self._title(name), str(spelt(values.get(name))), printable(self._origin(name, proposed)))
            for name in dict.fromkeys([*case.stated, *values])
        )

    def finding(self, finding: Finding) -> FindingLine:
        regime = finding.regime
        practice = regime.practice_zh if self._language == "zh" else regime.practice_en
        words = tuple(self._ground(g) for g in finding.grounds)
        missing = self._titles(finding.missing)
        title = regime.title(self._language)
        return FindingLine(regime.id, title, regime.jurisdiction, finding.verdict.value, practice, words, missing)

    def contradictions(self) -> tuple[str, ...]:
        return tuple(
            phrase(
                "scope_contradiction",
                self._language,
                fact=self._title(c.fact),
                yes=self._title(c.because_yes),
                no=self._title(c.because_no),
            )
            for c in self._check.contradictions
        )

    def duty(self, duty: Duty) -> DutyLine:
        o, zh = duty.obligation, self._language == "zh"
        instrument, locator = o.cites[0]
        cites = tuple(self._cite(*where) for where in o.cites)
        what = o.what_zh if zh else o.what_en
        return DutyLine(
            id=o.id,
            stage=o.stage,
            modality=o.modality,
            what=what,
            deadline=o.deadline_zh if zh else o.deadline_en,
            evidence=o.evidence_zh if zh else o.evidence_en,
            practice=o.practice,
            cites=cites,
            words=Words(instrument, locator, cites[0], "in", what, o.quote),
            missing=self._titles(duty.missing),
            presumed=self._titles(duty.presumed),
        )

    def date(self, due: Due) -> DateLine:
        zh = self._language == "zh"
        return DateLine(
            on=due.on.isoformat(),
            kind=due.kind,
            events=due.events,
            duties=tuple(o.id for o in due.duties),
            says=tuple(f"{o.what_zh if zh else o.what_en} ({o.deadline_zh if zh else o.deadline_en})" for o in due.duties),
            cites=tuple(dict.fromkeys(self._cite(*where) for o in due.duties for where in o.cites)),
            caution=phrase("working_days", self._language) if due.in_working_days else "",
        )

    def row(self, row: Row) -> RowLine:
        c = row.comparison
        return RowLine(
            id=c.id,
            title=c.title(self._language),
            china=tuple(f.regime.id for f in row.china),
            eu=tuple(f.regime.id for f in row.eu),
            differs=c.differs(self._language),
            not_inferred=c.not_inferred(self._language),
            cites=tuple(self._cite(*where) for where in c.rests_on),
            words=tuple(self._ground(ground) for ground in c.words),
        )

    def _ground(self, ground: Ground) -> Words:
        where = ground.statement
        cite = self._cite(where.instrument, where.locator)
        return Words(where.instrument, where.locator, cite, ground.side, where.text(self._language), ground.quote)

    def _origin(self, fact: str, proposed: Mapping[str, Proposed]) -> str:
        return origin(fact, self._check, proposed.get(fact))

    def _cite(self, instrument: str, locator: str) -> str:
        return self._corpus.instruments[instrument].cite(locator, self._language)

    def _title(self, fact: str) -> str:
        return self._checker.scope.known.title(fact, self._language)

    def _titles(self, facts: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._title(fact) for fact in facts)
