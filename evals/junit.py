"""The report as JUnit XML: a test case a question and a gate, for whatever shows test results.

A question fails where it turned wrong, crashed or quotes what is not in the law. One that is not right and was not right in the
baseline is skipped, with the reason: it is known, and fails nothing.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.gates import ZERO_TOLERANCE
from evals.outcome import Outcome
from evals.trial import Trial

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit(outcome: Outcome) -> str:
    """The document."""
    root = Element("testsuites", name="banfa eval")
    suite = SubElement(root, "testsuite", name="gates")
    for gate in outcome.gates:
        case = SubElement(suite, "testcase", classname=f"gates.{gate.group}", name=f"{gate.figure} >= {gate.at_least}")
        if not gate.passed:
            SubElement(case, "failure", message=str(gate))
    suite = SubElement(root, "testsuite", name="questions")
    held = outcome.held_to if outcome.held_to and outcome.held_to.binding else None
    lost = {turn.id for turn in held.lost} if held else set()
    silenced = {turn.id for turn in held.silenced} if held else set()
    defects = {s.question: s.explanation for s in outcome.scores if s.scorer in ZERO_TOLERANCE and s.value < 1}
    not_right = {trial.question.id: why for trial, why in outcome.not_right}
    for trial in outcome.trials:
        case = _case(suite, trial)
        id = trial.question.id
        if id in lost or id in silenced or id in defects or trial.error:
            turned = f"turned wrong: {not_right.get(id, '')}" if id in lost else "more claims withheld than in the baseline"
            reason = trial.error or defects.get(id) or turned
            SubElement(case, "failure", message=_text(reason))
        elif id in not_right:
            SubElement(case, "skipped", message=_text(f"not right, as before or new: {not_right[id]}"))
    asked = {trial.question.id for trial in outcome.trials}
    for id in sorted(lost - asked):
        missing = SubElement(suite, "testcase", classname="questions.missing", name=id)
        SubElement(missing, "failure", message="right in the baseline, and not asked")
    for own in root:
        own.set("tests", str(len(own)))
        own.set("failures", str(len(own.findall("testcase/failure"))))
        own.set("skipped", str(len(own.findall("testcase/skipped"))))
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: Element, trial: Trial) -> Element:
    took = float(trial.reply.get("elapsed_ms") or 0.0) / 1000
    name = f"questions.{trial.question.slice}"
    return SubElement(suite, "testcase", classname=name, name=trial.question.id, time=f"{took:.3f}")


def _text(reason: str) -> str:
    return _NOT_XML.sub("", reason)[:1000]
