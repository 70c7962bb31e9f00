"""The report as one HTML page that stands alone: conclusion, what turned, plots, every question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from evals import judge_told, plots
from evals.committed import Turn, beginning
from evals.figures import confusion
from evals.gold import LANGUAGES, SLICES, SPLITS
from evals.markdown import conclusion
from evals.outcome import Outcome

_ENOUGH = 30
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1c1c1c;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}.passed{color:#0a6b2d}.failed{color:#a3141c}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}
svg{display:block;margin:1rem 0;max-width:100%;height:auto}svg text{font-size:12px;fill:#1c1c1c}svg .title{font-weight:600}
svg .end{text-anchor:end}svg .small{font-size:11px}.bar{fill:#8fb4d8}.ends,.line{stroke:#1f4e79;fill:none;stroke-width:1.5}
.frame,.grid{stroke:#999;fill:none}.dot{fill:#1f4e79}summary{cursor:pointer}small{color:#555}
"""


def page(outcome: Outcome) -> str:
    """The page."""
    state = "passed" if outcome.passed else "failed"
    failed = [f"<li>{escape(str(gate))}</li>" for gate in outcome.gates if not gate.passed]
    parts = [
        f'<h1 class="{state}">{escape(conclusion(outcome))}</h1>',
        f"<p><small>{escape(outcome.made_with)}</small></p>",
        f"<h2>Below the gate</h2><ul>{''.join(failed)}</ul>" if failed else "",
        *_turned(outcome),
        "<h2>Quality</h2>",
        *(f"<p>{escape(str(gap))}</p>" for gap in outcome.gaps),
        _bars(outcome, "right, by split and language", ["all", *SPLITS, "held", *LANGUAGES, "lay", "in terms"], "right"),
        _bars(outcome, "right, by slice", [f"slice {name}" for name in SLICES], "right"),
        _bars(outcome, "recall@5, by slice", [f"slice {name}" for name in SLICES], "recall@5"),
        _confusion(outcome),
        "<h2>Latency</h2>",
        plots.cumulative("share of replies within a time", _times(outcome), "ms"),
        "<h2>Reliability</h2>",
        _reliability(outcome),
        _judgement(outcome),
        _questions(outcome),
    ]
    head = f'<meta charset="utf-8"><title>{escape(conclusion(outcome))}</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n' + "\n".join(filter(None, parts)) + "\n</body></html>\n"


def _turned(outcome: Outcome) -> Iterable[str]:
    comparison = outcome.against
    if comparison is None:
        return
    yield "<h2>Against the baseline</h2>"
    if comparison.paired is not None:
        yield f"<p>{escape(str(comparison.paired))}</p>"
    for title, turns in (("Lost", comparison.lost), ("Gained", comparison.gained)):
        if turns:
            yield f"<h3>{title}: {len(turns)}</h3>" + _table(["question", "base", "head"], map(_sides, turns))


def _sides(turn: Turn) -> list[str]:
    after = f"{turn.after.got}: {turn.after.answer}" if turn.after else "not asked"
    return [turn.id, f"{turn.before.got}: {turn.before.answer}", after]


def _bars(outcome: Outcome, title: str, groups: Sequence[str], figure: str) -> str:
    found = [(group, outcome.figures[group]) for group in groups if figure in outcome.figures.get(group, {})]
    rows = []
    for group, row in found:
        ends = outcome.intervals.get(group, {}).get(figure)
        rows.append(plots.Bar(group.removeprefix("slice "), row[figure], ends, ends.n if ends else 1))
    return plots.bars(title, rows)


def _confusion(outcome: Outcome) -> str:
    counts = confusion(outcome.trials)
    got = sorted({status for row in counts.values() for status in row})
    rows = ([wanted, *(str(row.get(status, "")) for status in got)] for wanted, row in counts.items())
    return "<h3>Status: wanted (down), got (across)</h3>" + _table(["wanted", *got], rows)


def _times(outcome: Outcome) -> list[float]:
    return [float(trial.reply["elapsed_ms"]) for trial in outcome.trials if trial.reply.get("elapsed_ms")]


def _reliability(outcome: Outcome) -> str:
    """Only where enough replies say how sure they are; a score that is no probability is not passed off as one."""
    found = outcome.reliability
    if "all" not in found or found["all"].n < _ENOUGH:
        what = f"{found['all'].n if found else 0} of {len(outcome.trials)} replies carry a confidence between 0 and 1"
        return f"<p>No diagram: {what}, and {_ENOUGH} are needed.</p>"
    told = (
        "<p>The probability that everything a question needs is among the first five passages, against whether it was. The "
        "confidence of Banfa is fitted to development questions: only the others tell how far it can be believed.</p>"
    )
    head = ["group", "n", "said", "was", "Brier", "Brier of the rate", "calibration error"]
    rows = [[g, str(r.n), *(f"{v:.3f}" for v in (r.said, r.rate, r.brier, r.brier_of_rate, r.error))] for g, r in found.items()]
    drawn = [plots.reliability(f"every need among five, {group}", row) for group, row in found.items() if row.n >= _ENOUGH]
    return told + _table(head, rows) + "".join(drawn)


def _judgement(outcome: Outcome) -> str:
    """What a chat model says of the replies, if one was asked."""
    if outcome.judgement is None:
        return ""
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in judge_told.sentences(outcome.judgement, outcome.writer))
    rows = judge_told.differences(outcome.judgement)
    differ = _table(judge_told.DIFFERENCE, rows)
    folded = f"<details><summary>Where the judge and a scorer differ ({len(rows)})</summary>{differ}</details>" if rows else ""
    table = _table(judge_told.AGREEMENT, judge_told.agreement(outcome.judgement))
    return f"<h2>{escape(judge_told.TITLE)}</h2>{told}{table}{folded}"


def _questions(outcome: Outcome) -> str:
    why = {trial.question.id: reason for trial, reason in outcome.not_right}
    rows = (
        [
            t.question.id,
            t.question.split,
            "not right" if t.question.id in why else "right",
            beginning(t),
            why.get(t.question.id, ""),
        ]
        for t in outcome.trials
    )
    table = _table(["question", "split", "verdict", "reply", "why"], rows)
    return f"<details><summary>Every question ({len(outcome.trials)})</summary>{table}</details>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"
