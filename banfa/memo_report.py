"""The verdicts on a memo to take away: as JSON, the same object as the command's, and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from banfa.corpus import Corpus
from banfa.memo_contract import judged_objects
from banfa.memo_verdict import Judged, Verdict
from banfa.phrases import phrase
from banfa.render import day

_WORDS: dict[Verdict, tuple[str, str]] = {
    Verdict.SUPPORTED: ("Supported", "有条文支持"),
    Verdict.MISATTRIBUTED: ("Wrong provision cited", "引用条文有误"),
    Verdict.WRONG: ("Not what the law says", "与条文不符"),
    Verdict.RENUMBERED: ("Article renumbered", "条文序号已变"),
    Verdict.SUPERSEDED: ("No longer the law, or not yet", "已失效或者尚未生效"),
    Verdict.NOT_IN_CORPUS: ("Not in our library", "本库未收录"),
    Verdict.NO_SUCH_ARTICLE: ("No such article", "没有这一条"),
}


def verdict_words(verdict: Verdict, language: str) -> str:
    """A verdict as people read it."""
    return _WORDS[verdict][language == "zh"]


def memo_record(judged: Sequence[Judged], skipped: int, corpus: Corpus, as_of: date) -> dict[str, Any]:
    """The whole check: as of when, from which corpus, every claim, and how many sentences make none."""
    return {
        "as_of": as_of.isoformat(),
        "corpus_hash": corpus.hash,
        "claims": judged_objects(judged),
        "sentences_without_claim": skipped,
        "note": phrase("unofficial", "en"),
    }


def memo_markdown(judged: Sequence[Judged], corpus: Corpus, language: str, as_of: date) -> str:
    """Claim by claim: the verdict, why, and the words of the provision."""
    title = "备忘录核对结果" if language == "zh" else "What the memo says, checked"
    head = f"{phrase('as_of', language, date=day(as_of, language))} {phrase('unofficial', language)}"
    lines = [f"# {title}", "", f"{head} Corpus {corpus.hash[:12]}."]
    for number, one in enumerate(judged, 1):
        where = "; ".join(corpus.instruments[i].cite(where, language) for i, where in one.correct)
        lines += ["", f"## {number}. {verdict_words(one.verdict, language)}", "", f"> {_quoted(one.claim)}", "", one.why]
        if where:
            lines += ["", f"**{where}**"]
        if one.passage:
            lines += ["", f"> {_quoted(one.passage)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return text.replace("\n", "\n> ")
