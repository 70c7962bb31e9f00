"""How many gold questions rest on which instrument, in which slice: a table in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from banfa.corpus import Corpus
from evals.gold import SLICES, SPLITS, GoldQuestion

_NONE = "no provision"


def coverage(corpus: Corpus, questions: Sequence[GoldQuestion]) -> str:
    """A row for each instrument of the corpus, a column for each slice; a question counts in each that it touches."""
    rows = [*corpus.instruments, _NONE]
    slices = [name for name in SLICES if any(name in question.slices for question in questions)]
    lines = [
        f"# Coverage of the gold set: {len(questions)} questions",
        "",
        "Written by `banfa eval --coverage`. A question counts in every row and column that it touches; 0 shows as a dot.",
        "",
        _line(["instrument", *slices, "all", *SPLITS]),
        _line(["---", *("---:" for _ in [*slices, "all", *SPLITS])]),
    ]
    for name in rows:
        own = [question for question in questions if name in _touched(question)]
        counts = [sum(slice in q.slices for q in own) for slice in slices]
        splits = [sum(q.split == split for q in own) for split in SPLITS]
        lines.append(_line([name, *(str(n or "·") for n in [*counts, len(own), *splits])]))
    totals = [sum(slice in q.slices for q in questions) for slice in slices]
    by_split = [sum(q.split == split for q in questions) for split in SPLITS]
    lines.append(_line(["all", *map(str, [*totals, len(questions), *by_split])]))
    bare = [name for name in corpus.instruments if not any(name in _touched(q) for q in questions)]
    lines += ["", f"Without any question: {', '.join(bare)}." if bare else "Every instrument has a question."]
    return "\n".join(lines) + "\n"


def _touched(question: GoldQuestion) -> set[str]:
    return {cite.instrument for need in question.gold for cite in need} or {_NONE}


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
