"""China ↔ EU as a file: the matrix for a case, and the standing matrix by topic, with quotes on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from banfa.corpus import Corpus
from banfa.corpus.topics import SIDES, Said, Topic
from banfa.errors import UsageError
from banfa.export_blocks import Block, Heading, Line, Quote, Table, about, facts, matrix, reading
from banfa.export_sheets import Sheet
from banfa.export_text import block_markdown
from banfa.phrases import phrase
from banfa.scope_record import Record, RowLine, Words

FORMATS = (".docx", ".xlsx", ".md")
"""The suffixes that a comparison can be taken away with."""


@dataclass(frozen=True)
class TopicLine:
    """A topic in one language: the words of the law of either side, and our reading."""

    title: str
    china: tuple[Words, ...]
    eu: tuple[Words, ...]
    differs: str
    not_inferred: str

    def side(self, name: str) -> tuple[Words, ...]:
        """The words of a side, ``china`` or ``eu``."""
        return self.china if name == "china" else self.eu


def topic_lines(corpus: Corpus, language: str) -> tuple[TopicLine, ...]:
    """Every topic of the corpus, in ``en`` or ``zh``."""
    return tuple(_line(topic, corpus, language) for topic in corpus.topics)


def comparison_file(record: Record, topics: tuple[TopicLine, ...], suffix: str) -> bytes:
    """A comparison in the format of a suffix.

    Raises:
        UsageError: there is no such format.
    """
    if suffix not in FORMATS:
        raise UsageError(f"There is no comparison as {suffix!r}. Use {', '.join(FORMATS)}.")
    return _WRITERS[suffix](record, topics)


def comparison_blocks(record: Record, topics: tuple[TopicLine, ...]) -> Iterator[Block]:
    """The comparison as headings, paragraphs, quotes and tables, in the order of reading."""
    say = record.language
    yield Heading(1, phrase("compare_title", say))
    yield Line(about(record))
    yield from facts(record)
    yield Heading(2, phrase("compare_case", say))
    yield Table(*matrix(record))
    for row in record.rows:
        yield from _row(row, record)
    yield Heading(2, phrase("compare_topics", say))
    for topic in topics:
        yield Heading(3, topic.title)
        for side in SIDES:
            yield from _quoted(phrase(f"side_{side}", say), topic.side(side))
        yield from (Line(text) for text in _reading(topic, say))


def comparison_sheets(record: Record, topics: tuple[TopicLine, ...]) -> Iterator[Sheet]:
    """The comparison as sheets of cells."""
    say = record.language
    yield Sheet("About", ("what", "value"), (("as of", record.as_of), ("corpus", record.corpus), *_notices(record)))
    yield Sheet("Facts", ("id", "fact", "value", "from"), tuple((f.id, f.title, f.value, f.source) for f in record.facts))
    sides = tuple(phrase(f"side_{side}", say) for side in SIDES)
    rows = tuple((*cells, *reading(row, say)) for cells, row in zip(matrix(record)[1], record.rows, strict=True))
    yield Sheet("Case", ("row", *sides, "differs", "not inferred"), rows)
    lines = tuple(
        (row.title, phrase(f"side_{side}", say), finding.title, phrase(f"scope_{finding.verdict}", say), w.says, w.cite, w.quote)
        for row in record.rows
        for side in SIDES
        for finding in map(record.finding, row.china if side == "china" else row.eu)
        for w in finding.words
    )
    yield Sheet("Case quotes", ("row", "side", "regime", "verdict", "says", "cite", "quote"), lines)
    both = tuple((t.title, *("\n".join(_cells(t.side(side))) for side in SIDES), *_reading(t, say)) for t in topics)
    yield Sheet("Topics", ("topic", *sides, "differs", "not inferred"), both)
    quotes = tuple(
        (t.title, phrase(f"side_{side}", say), w.says, w.cite, w.quote) for t in topics for side in SIDES for w in t.side(side)
    )
    yield Sheet("Topic quotes", ("topic", "side", "says", "cite", "quote"), quotes)


def _line(topic: Topic, corpus: Corpus, language: str) -> TopicLine:
    def words(said: Said) -> Words:
        where = said.statement
        cite = corpus.instruments[where.instrument].cite(where.locator, language)
        return Words(where.instrument, where.locator, cite, "note", where.text(language), said.quote)

    china, eu = (tuple(map(words, side)) for side in (topic.china, topic.eu))
    return TopicLine(topic.title(language), china, eu, topic.differs(language), topic.not_inferred(language))


def _row(row: RowLine, record: Record) -> Iterator[Block]:
    say = record.language
    yield Heading(3, row.title)
    for side, ids in (("china", row.china), ("eu", row.eu)):
        for finding in map(record.finding, ids):
            verdict = phrase(f"scope_{finding.verdict}", say)
            yield from _quoted(f"{phrase(f'side_{side}', say)} – {finding.title}: {verdict}", finding.words)
            if finding.practice and finding.verdict != "out_of_scope":
                yield Line(finding.practice)
            if finding.missing:
                yield Line(phrase("scope_missing", say, facts="; ".join(finding.missing)))
    yield from _quoted("", row.words)
    yield from (Line(text) for text in reading(row, say))


def _quoted(title: str, words: Iterable[Words]) -> Iterator[Block]:
    if title:
        yield Line(title)
    for w in words:
        yield Line(f"{w.says} [{w.cite}]", bullet=True)
        yield Quote(w.quote, w.cite)


def _reading(topic: TopicLine, language: str) -> tuple[str, str]:
    cites = ", ".join(dict.fromkeys(w.cite for side in SIDES for w in topic.side(side)))
    differs = phrase("differs", language, text=topic.differs, cites=cites)
    return differs, phrase("not_inferred", language, text=topic.not_inferred)


def _cells(words: Iterable[Words]) -> Iterator[str]:
    return (f"{w.says} [{w.cite}]" for w in words)


def _notices(record: Record) -> tuple[tuple[str, str], ...]:
    return tuple(("notice", notice) for notice in (*record.notices, *record.contradictions))


def _docx(record: Record, topics: tuple[TopicLine, ...]) -> bytes:
    from banfa.adapters.word import word_file

    return word_file(phrase("compare_title", record.language), about(record), comparison_blocks(record, topics))


def _xlsx(record: Record, topics: tuple[TopicLine, ...]) -> bytes:
    from banfa.adapters.spreadsheet import spreadsheet_file

    return spreadsheet_file(comparison_sheets(record, topics))


def _md(record: Record, topics: tuple[TopicLine, ...]) -> bytes:
    return ("\n\n".join(map(block_markdown, comparison_blocks(record, topics))) + "\n").encode()


_WRITERS: dict[str, Callable[[Record, tuple[TopicLine, ...]], bytes]] = {".docx": _docx, ".xlsx": _xlsx, ".md": _md}
