"""The report as Markdown for a comment on a pull request: the conclusion first, then what turned, then the figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evals import judge_told, reliability
from evals.committed import Comparison, Turn, Verdict
from evals.figures import latency
from evals.gold import LANGUAGES, SLICES, SPLITS
from evals.outcome import Outcome
from evals.uncertainty import Interval

MARK = "<!-- banfa-eval -->"
"""By this a workflow finds its comment again, to write it anew instead of adding another."""
_SHOWN = ("right", "status", "recall@5", "ndcg@10", "citation_recall", "character_recall", "quote_validity", "truthfulness")
_MOST = 25


def markdown(outcome: Outcome) -> str:
    """The comment."""
    parts = [
        MARK,
        f"## {conclusion(outcome)}",
        _why(outcome),
        *_turned(outcome),
        _figures(outcome),
        *map(str, outcome.gaps),
        _reliability(outcome),
        _judgement(outcome),
    ]
    took = latency(outcome.trials)
    parts.append(f"A reply takes {took.p50:.0f} ms (median), {took.p95:.0f} ms (95th percentile). Made with {outcome.made_with}.")
    if outcome.against is not None:
        base = outcome.against.base
        parts.append(f"Baseline: corpus {base.corpus_hash[:12]}, embedder {base.embedder}, writer {base.writer}.")
    return "\n\n".join(part for part in parts if part) + "\n"


def conclusion(outcome: Outcome) -> str:
    """One line: whether it passes, how many are right, what changed."""
    right = len(outcome.trials) - len(outcome.not_right)
    said = f"{'Passed' if outcome.passed else 'Failed'}: {right} of {len(outcome.trials)} questions right"
    against = outcome.against
    if against is None:
        return f"{said}; no baseline to compare with"
    return f"{said}; {len(against.gained)} gained, {len(against.lost)} lost"


def _why(outcome: Outcome) -> str:
    """What fails, one line each."""
    lines = [f"- below the gate: {gate}" for gate in outcome.gates if not gate.passed]
    held = outcome.held_to
    if held is not None and held.binding and held.lost:
        names = ", ".join(turn.id for turn in held.lost)
        lines.append(f"- turned from right to wrong without a change of the baseline: {names}")
    if held is not None and held.binding and held.silenced:
        names = ", ".join(turn.id for turn in held.silenced)
        lines.append(f"- more claims withheld than in the baseline, so a text of ours no longer agrees with the law: {names}")
    if held is not None and held.binding and held.prompts:
        lines.append(f"- prompts changed without a change of the baseline: {', '.join(held.prompts)}")
    if held is not None and not held.binding:
        lines.append("- another writer answered than in the baseline, so what turned fails nothing")
    return "\n".join(lines)


def _turned(outcome: Outcome) -> Iterable[str]:
    comparison = outcome.against
    if comparison is None:
        return
    if comparison.paired is not None:
        yield f"Base against head: {comparison.paired}."
    accepted = _accepted(outcome, comparison)
    for title, turns in (("Lost", comparison.lost), ("Gained", comparison.gained)):
        if turns:
            yield f"### {title}: {len(turns)}\n\n" + _table(turns, accepted)
    if comparison.new:
        yield f"New, so not compared: {', '.join(comparison.new[:_MOST])}{' …' if len(comparison.new) > _MOST else ''}."


def _accepted(outcome: Outcome, comparison: Comparison) -> set[str]:
    """What is lost against the base, and accepted by a baseline that this change wrote anew."""
    if outcome.held_to is None or outcome.held_to is comparison:
        return set()
    return {turn.id for turn in comparison.lost} - {turn.id for turn in outcome.held_to.lost}


def _table(turns: Sequence[Turn], accepted: set[str]) -> str:
    lines = ["| question | base | head |", "|---|---|---|"]
    for turn in turns[:_MOST]:
        name = f"{turn.id} (accepted: the baseline is changed)" if turn.id in accepted else turn.id
        lines.append(f"| {name} | {_said(turn.before)} | {_said(turn.after)} |")
    more = [f"\n… and {len(turns) - _MOST} more; the JSON report has them all."] if len(turns) > _MOST else []
    return "\n".join(lines + more)


def _said(verdict: Verdict | None) -> str:
    if verdict is None:
        return "*not asked*"
    return f"*{verdict.got}*: {_inert(verdict.answer)}"


def _inert(text: str) -> str:
    """Text for a cell: it ends no cell and no row, and makes no HTML, link or picture."""
    for sign, shown in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("[", "\\["), ("\n", " ")):
        text = text.replace(sign, shown)
    return text


def _figures(outcome: Outcome) -> str:
    head = ["group", "n", *_SHOWN]
    lines = [_line(head), _line(["---", *("---:" for _ in head[1:])])]
    for group in ("all", *SPLITS, "held", *LANGUAGES, *(f"slice {name}" for name in SLICES)):
        if group in outcome.figures:
            row = outcome.figures[group]
            cells = [_cell(row.get(name), outcome.intervals.get(group, {}).get(name)) for name in _SHOWN]
            lines.append(_line([group.removeprefix("slice "), f"{row['n']:.0f}", *cells]))
    table = "\n".join(lines)
    return f"<details><summary>Figures, each with its 95 % bootstrap interval and n</summary>\n\n{table}\n\n</details>"


def _reliability(outcome: Outcome) -> str:
    if not outcome.reliability:
        return ""
    what = "Confidence: the probability that everything needed is among the first five passages, against whether it was"
    return f"<details><summary>{what}</summary>\n\n{reliability.table(outcome.reliability)}\n\n</details>"


def _judgement(outcome: Outcome) -> str:
    """What a chat model says of the replies, folded away, for it decides nothing."""
    if outcome.judgement is None:
        return ""
    parts = [*judge_told.sentences(outcome.judgement, outcome.writer)]
    parts.append(_lines(judge_told.AGREEMENT, judge_told.agreement(outcome.judgement)))
    if rows := judge_told.differences(outcome.judgement):
        more = f" (the first {_MOST}; the JSON report has them all)" if len(rows) > _MOST else ""
        parts.append(f"Where the judge and a scorer differ: {len(rows)}{more}")
        parts.append(_lines(judge_told.DIFFERENCE, rows[:_MOST]))
    told = "\n\n".join(parts)
    return f"<details><summary>{judge_told.TITLE}</summary>\n\n{told}\n\n</details>"


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([_line(head), _line(["---"] * len(head)), *(_line([_inert(cell) for cell in row]) for row in rows)])


def _cell(value: float | None, ends: Interval | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if ends is None else f"{value:.3f} ({ends.low:.2f}–{ends.high:.2f}; {ends.n})"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
