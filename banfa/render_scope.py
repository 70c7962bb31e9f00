"""The result of a scope check as text: the verdict and the words of the law for it, what is missing, what flips it, duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from banfa.case import Answer
from banfa.changes_of_facts import Flip
from banfa.corpus import Corpus
from banfa.corpus.obligations import STAGES
from banfa.corpus.regimes import Arguable, Ground
from banfa.phrases import phrase
from banfa.scope_answers import Proposed
from banfa.scope_check import Check, Duty, Finding, ScopeChecker, Verdict


def scope_text(
    corpus: Corpus,
    checker: ScopeChecker,
    check: Check,
    language: str,
    proposed: Mapping[str, Proposed] | None = None,
    *,
    in_full: bool = False,
) -> str:
    """The whole result, in ``en`` or ``zh``: of the duties the numbers for each stage, or (``in_full``) each of them."""
    view = _View(corpus, checker, check, language)
    parts = [*view.main(), *view.proposals(proposed or {}), *view.regimes(), *view.duties(in_full)]
    return "\n".join([*parts, "", phrase("unofficial", language)])


class _View:
    """One result in one language."""

    def __init__(self, corpus: Corpus, checker: ScopeChecker, check: Check, language: str) -> None:
        self._corpus, self._checker, self._check, self._language = corpus, checker, check, language

    def main(self) -> Iterator[str]:
        """The finding on the Interim Measures in full."""
        finding = self._check.main
        yield f"{finding.regime.title(self._language)}: {self._say(f'scope_{finding.verdict.value}').upper()}"
        yield from (self._ground(ground) for ground in finding.grounds)
        for arguable in finding.arguable:
            yield from self._arguable(arguable)
        yield from self._missing(finding)
        for c in self._check.contradictions:
            names = {"fact": self._name(c.fact), "yes": self._name(c.because_yes), "no": self._name(c.because_no)}
            yield "  " + self._say("scope_contradiction", **names)
        flips = self._checker.flips(finding, self._check.case)
        if flips:
            yield "  " + self._say("scope_flips")
            yield from (f"    - {self._flip(flip)}" for flip in flips)

    def proposals(self, proposed: Mapping[str, Proposed]) -> Iterator[str]:
        """What a text suggests, each with its words."""
        if not proposed:
            return
        yield "\n" + self._say("scope_proposed")
        for p in proposed.values():
            words = " | ".join(f"“{words}”" for words in p.words)
            if p.value is None:
                yield "  ! " + self._say("scope_text_contradiction", fact=self._name(p.fact), words=words)
            else:
                yield f"  - {self._name(p.fact)} = {self._value(p.value)}: {words}"

    def regimes(self) -> Iterator[str]:
        """Every other regime in a line, those that apply first, with what is missing."""
        yield "\n" + self._say("scope_regimes")
        order = (Verdict.IN_SCOPE, Verdict.UNDETERMINED, Verdict.OUT_OF_SCOPE)
        for finding in sorted(self._check.findings[1:], key=lambda f: order.index(f.verdict)):
            cites = ", ".join(dict.fromkeys(self._cite(g) for g in finding.grounds))
            yield f"  - {finding.regime.title(self._language)}: {self._say(f'scope_{finding.verdict.value}')} [{cites}]"
            if finding.regime.practice and finding.verdict is not Verdict.OUT_OF_SCOPE:
                yield f"      {finding.regime.practice_zh if self._language == 'zh' else finding.regime.practice_en}"
            if finding.verdict is Verdict.UNDETERMINED:
                yield from (f"    {line}" for line in self._missing(finding))

    def duties(self, in_full: bool) -> Iterator[str]:
        """The duties that apply, and those that would if an open fact were so, by stage."""
        any_listed = False
        for title, duties in (
            ("scope_duties", self._check.duties_that(True)),
            ("scope_duties_if", self._check.duties_that(None)),
        ):
            if duties:
                any_listed = True
                yield "\n" + self._say(title, n=str(len(duties)))
                for stage in STAGES:
                    yield from self._stage(stage, [d for d in duties if d.obligation.stage == stage], in_full)
        if any_listed and not in_full:
            yield "  " + self._say("scope_duties_how")

    def _stage(self, stage: str, duties: Sequence[Duty], in_full: bool) -> Iterator[str]:
        if duties:
            yield "  " + self._say("scope_stage", stage=self._say(f"stage_{stage}"), n=str(len(duties)))
            if in_full:
                yield from (self._duty(duty) for duty in duties)

    def _duty(self, duty: Duty) -> str:
        o = duty.obligation
        cites = ", ".join(self._corpus.instruments[i].cite(where, self._language) for i, where in o.cites)
        turns = f" ({self._say('scope_depends', facts=self._names(duty.missing))})" if duty.missing else ""
        return f"    - {o.what_zh if self._language == 'zh' else o.what_en} [{cites}]{turns}"

    def _ground(self, ground: Ground) -> str:
        return f"  - {ground.statement.text(self._language)} [{self._cite(ground)}]\n      “{ground.quote}”"

    def _arguable(self, arguable: Arguable) -> Iterator[str]:
        point = next(p for p in self._corpus.open_points if p.id == arguable.point)
        yield "  " + self._say("scope_arguable", point=point.title_zh if self._language == "zh" else point.title_en)
        yield "    - " + self._say("scope_for_in", argument=arguable.argument("in", self._language))
        yield "    - " + self._say("scope_for_out", argument=arguable.argument("out", self._language))

    def _missing(self, finding: Finding) -> Iterable[str]:
        if finding.missing:
            yield "  " + self._say("scope_missing", facts=self._names(finding.missing))

    def _flip(self, flip: Flip) -> str:
        changes = ", ".join(f"{self._name(name)} = {self._value(value)}" for name, value in flip.changes.items())
        return self._say("scope_if", verdict=self._say("scope_in_scope" if flip.value else "scope_out_of_scope"), changes=changes)

    def _cite(self, ground: Ground) -> str:
        where = ground.statement
        return self._corpus.instruments[where.instrument].cite(where.locator, self._language)

    def _name(self, fact: str) -> str:
        return f"“{self._checker.scope.known.title(fact, self._language)}”"

    def _names(self, facts: Iterable[str]) -> str:
        return ("、" if self._language == "zh" else ", ").join(self._name(fact) for fact in facts)

    def _value(self, value: Answer) -> str:
        if isinstance(value, bool):
            return self._say("scope_yes" if value else "scope_no")
        return f"{value:,}" if value is not None else "?"

    def _say(self, name: str, **values: str) -> str:
        return phrase(name, self._language, **values)
