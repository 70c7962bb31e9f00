"""A thread to take away: Markdown, Word, or JSON with a seal that ``banfa verify`` checks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from banfa.errors import UsageError
from banfa.export_blocks import Block, Heading, Line, Quote
from banfa.export_text import block_markdown, one_line, safe_json
from banfa.phrases import phrase
from banfa.scope_record import printable, seal
from banfa.thread_check import FORMAT
from banfa.threads import Kept, Thread
from banfa.turn_record import answer_of

FORMATS = (".md", ".docx", ".json")


def exported(thread: Thread, suffix: str, language: str) -> bytes:
    """The thread in the format of a suffix (``.md``, ``.docx``, ``.json``).

    Raises:
        UsageError: there is no such format.
    """
    if suffix == ".md":
        return ("\n\n".join(_markdown(block) for block in _blocks(thread, language)) + "\n").encode()
    if suffix == ".json":
        content = {
            "format": FORMAT,
            "id": thread.card.id,
            "title": thread.card.title,
            "created": thread.card.created.isoformat(),
            "updated": thread.card.updated.isoformat(),
            "turns": [dict(turn.record) for turn in thread.turns if turn.record],
        }
        content = json.loads(json.dumps(content))
        return safe_json({**content, "seal": seal(content)})
    if suffix == ".docx":
        from banfa.adapters.word import word_file

        return word_file(printable(thread.card.title), phrase("unofficial", language), _blocks(thread, language))
    raise UsageError(f"There is no export of a thread as {suffix!r}. Use {', '.join(FORMATS)}.")


def _markdown(block: Block) -> str:
    """A block as Markdown; a quote with the pinpoint it stands at, for here quotes follow the whole answer."""
    return f"> **{one_line(block.cite)}**: “{one_line(block.text)}”" if isinstance(block, Quote) else block_markdown(block)


def _blocks(thread: Thread, language: str) -> Iterator[Block]:
    yield Heading(1, printable(thread.card.title))
    yield Line(phrase("unofficial", language))
    for turn in thread.turns:
        yield from _turn(turn)


def _turn(turn: Kept) -> Iterator[Block]:
    """The question, the sentences of the reply with their pinpoints, the words relied on, and what the reply said of itself."""
    yield Heading(2, printable(" ".join(turn.question.split())))
    if not turn.record or "reply" not in turn.record:
        yield Line(printable(answer_of(turn.record)) if turn.record else phrase("turn_damaged", turn.language))
        return
    reply = turn.record["reply"]
    cited = reply["citations"]
    if reply.get("standing"):
        yield Line(printable(phrase("standing", reply["language"], question=" ".join(reply["standing"].split()))))
    if reply["opening"]:
        yield Line(printable(reply["opening"]))
    yield from _claims(reply)
    for remark in reply["remarks"]:
        said = phrase("practice", reply["language"], text=remark["text"]) if remark["kind"] == "practice" else remark["text"]
        yield Line(printable(said.replace("**", "").strip("> ")))
    for citation in cited:
        yield Quote(printable(citation["quote"]), citation["cite"])
    if reply["withheld"]:
        yield Line(phrase("withheld_some", reply["language"], n=len(reply["withheld"])))
    if reply["notice"]:
        yield Line(printable(reply["notice"]))
    yield Line(phrase("export_as_of", turn.language, day=reply["as_of"], hash=reply["corpus_hash"]))


def _claims(reply: Mapping[str, Any]) -> Iterator[Block]:
    """The sentences, those on one part of the question below the words of that part."""
    part = ""
    for claim in reply["claims"]:
        if (on := claim.get("on", "")) and on != part:
            yield Line(printable(phrase("part", reply["language"], part=on)))
        part = on
        pins = ", ".join(dict.fromkeys(reply["citations"][n]["cite"] for n in claim["citations"]))
        yield Line(printable(f"{claim['text']} [{pins}]"), bullet=True)
