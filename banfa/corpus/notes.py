"""Read the notes on practice: short dated texts of ours on what the law alone does not tell, each line with what it rests on.

A note is a Markdown file with a TOML head between two lines ``+++`` and two lists, ``## English`` and ``## 中文``, line by line
the same. A line that ends in ``[instrument:locator]`` (or several, with ``;`` between them) says what the law says and is checked
like any claim; a line that ends in ``(source)`` is practice: secondary, as of the day of the note. The summary in the head is
made of such sentences, too, and cites only what a line of the note cites.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import tomli

from banfa.corpus.knowledge import address
from banfa.corpus.tables import Fields
from banfa.errors import CorpusError
from banfa.law import Statement

_HEAD = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
_SENTENCE = re.compile(r"^(?P<text>.+?)(?<=\S)\s*(?:\[(?P<cite>[^\]]+:[^\]]+)\]|[(（](?P<source>[a-z0-9_, -]+)[)）])$")
_ENDS = "End it in [instrument:locator] or (source)."
_LANGUAGES = ("## English", "## 中文")
CONFIDENCES = ("high", "medium", "low")


@dataclass(frozen=True)
class Practice:
    """A sentence on practice, in both languages, with the names of the sources that hold it."""

    en: str
    zh: str
    sources: tuple[str, ...]

    def text(self, language: str) -> str:
        """The sentence in ``en`` or ``zh``."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Note:
    """What practice is known on a topic, as of a day, by which sources, how sure, and what would change it.

    ``summary`` answers first; ``lines`` are in the order of the file. In both a `Statement` states law and is cited, a `Practice`
    is secondary.
    """

    id: str
    title_en: str
    title_zh: str
    summary: tuple[Statement | Practice, ...]
    as_of: date
    confidence: str
    would_change_en: str
    would_change_zh: str
    sources: Mapping[str, str]
    lines: tuple[Statement | Practice, ...]
    asks_en: tuple[str, ...]
    asks_zh: tuple[str, ...]

    @property
    def claims(self) -> tuple[Statement, ...]:
        """The lines that state law."""
        return tuple(line for line in self.lines if isinstance(line, Statement))

    @property
    def practice(self) -> tuple[Practice, ...]:
        """The lines that do not."""
        return tuple(line for line in self.lines if isinstance(line, Practice))

    def title(self, language: str) -> str:
        """The title in ``en`` or ``zh``."""
        return self.title_zh if language == "zh" else self.title_en

    def would_change(self, language: str) -> str:
        """What would change the note, in ``en`` or ``zh``."""
        return self.would_change_zh if language == "zh" else self.would_change_en

    def summed_up(self, language: str) -> str:
        """The summary in ``en`` or ``zh`` without its citations."""
        return ("" if language == "zh" else " ").join(sentence.text(language) for sentence in self.summary)


def read_notes(folder: Path) -> tuple[Note, ...]:
    """The notes in ``folder``, by file name; none where there is no such folder.

    Raises:
        CorpusError: a note is malformed.
    """
    return tuple(_read(file) for file in sorted(folder.glob("*.md")))


def _read(file: Path) -> Note:
    text = file.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None:
        raise CorpusError(file, 1, "no head.", "Begin with a TOML head between two lines +++.")
    try:
        table = tomli.loads(head[1])
    except tomli.TOMLDecodeError as error:
        raise CorpusError(file, 1, f"the head is not valid TOML: {error}.", "Mend it.") from None
    f = Fields(file, 1, "head", table)
    sources = table.get("sources", {})
    if not isinstance(sources, dict) or not all(isinstance(value, str) for value in sources.values()):
        raise f.fail("sources is malformed.", 'Write [sources] with name = "who says it, when".')
    confidence = f.text("confidence")
    if confidence not in CONFIDENCES:
        raise f.fail(f"confidence is {confidence!r}.", f"Use {', '.join(CONFIDENCES)}.")
    lines = _lines(file, text, head.end(), f, sources)
    return Note(
        id=file.stem,
        title_en=f.text("title_en"),
        title_zh=f.text("title_zh"),
        summary=_summary(f, sources, lines),
        as_of=f.must_day("as_of"),
        confidence=confidence,
        would_change_en=f.text("would_change_en"),
        would_change_zh=f.text("would_change_zh"),
        sources=MappingProxyType(sources),
        lines=lines,
        asks_en=f.texts("asks_en"),
        asks_zh=f.texts("asks_zh"),
    )


def _summary(f: Fields, sources: Mapping[str, str], lines: Sequence[Statement | Practice]) -> tuple[Statement | Practice, ...]:
    """The sentences of the summary; what they cite, a line of the note cites, so that its words are shown beside them."""
    english, chinese = ([_sentence(f, text) for text in f.texts(name)] for name in ("summary_en", "summary_zh"))
    if not english or len(english) != len(chinese):
        what = f"the summary has {len(english)} sentences in English, {len(chinese)} in Chinese."
        raise f.fail(what, "Write summary_en and summary_zh as lists that say the same, sentence by sentence.")
    summary = tuple(_pair(f, f.line, en, zh, sources) for en, zh in zip(english, chinese, strict=True))
    carried = {cite for line in lines if isinstance(line, Statement) for cite in line.cites}
    for sentence in summary:
        for cite in sentence.cites if isinstance(sentence, Statement) else ():
            if cite not in carried:
                what = f"the summary cites {':'.join(cite)}, which no line does."
                raise f.fail(what, "Add a line on it, or cite what one does.")
    return summary


def _sentence(f: Fields, text: str) -> re.Match[str]:
    match = _SENTENCE.match(text)
    if match is None:
        raise f.fail(f"{text[:60]!r} has neither a citation nor a source.", _ENDS)
    return match


def _lines(file: Path, text: str, start: int, f: Fields, sources: Mapping[str, str]) -> tuple[Statement | Practice, ...]:
    english, chinese = (_list_under(file, text, start, heading) for heading in _LANGUAGES)
    if len(english) != len(chinese):
        what = f"{len(english)} lines in English, {len(chinese)} in Chinese."
        raise CorpusError(file, 1, what, "Say the same in both, line by line.")
    return tuple(_pair(f, number, en, zh, sources) for (_, en), (number, zh) in zip(english, chinese, strict=True))


def _list_under(file: Path, text: str, start: int, heading: str) -> list[tuple[int, re.Match[str]]]:
    first = text.count("\n", 0, start) + 1
    inside, found = False, []
    for number, line in enumerate(text[start:].splitlines(), first):
        if line.startswith("## "):
            inside = line.strip() == heading
        elif inside and line.strip():
            match = _SENTENCE.match(line.strip().removeprefix("- "))
            if match is None or not line.startswith("- "):
                what = f"{line.strip()[:60]!r} has neither a citation nor a source."
                raise CorpusError(file, number, what, _ENDS)
            found.append((number, match))
    if not found:
        raise CorpusError(file, first, f"nothing under {heading!r}.", "Write a list of sentences there.")
    return found


def _pair(
    f: Fields, number: int, english: re.Match[str], chinese: re.Match[str], sources: Mapping[str, str]
) -> Statement | Practice:
    """A sentence in both languages, which stands in line ``number``."""
    if (english["cite"], english["source"]) != (chinese["cite"], chinese["source"]):
        what = f"{chinese['text'][:40]!r} rests on something else than the English."
        raise CorpusError(f.file, number, what, "Cite the same in both languages.")
    if english["cite"]:
        first, *also = (address(f, cite.strip()) for cite in english["cite"].split(";"))
        return Statement(*first, english["text"], chinese["text"], tuple(also))
    names = tuple(name.strip() for name in english["source"].split(","))
    if unknown := [name for name in names if name not in sources]:
        raise CorpusError(f.file, number, f"the source {unknown[0]!r} is not in the head.", "Add it under [sources].")
    return Practice(english["text"], chinese["text"], names)
