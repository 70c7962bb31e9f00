"""Read the articles of an official text from the lines of a sheet, in Chinese (第一条) or as the Union writes (Article 1). Pure.

What stands before the first article is the head; headings of chapters, and what a page puts behind the last article, are left
out. Nothing is judged here: whether the numbering adds up is for `banfa.official_proof`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from banfa import locator as loc
from banfa.official import OfficialArticle
from banfa.sheets import Sheet

_N = "零〇一二三四五六七八九十百千0-9０-９"
_CJK = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef"
_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}0-9])|(?<=[0-9]) (?=[{_CJK}])")
_ZH_ARTICLE = re.compile(rf"第 ?(?P<n>[{_N}]+) ?条(?: ?之(?P<more>[一二三四五六七八九])(?![{_N}]))?(?P<gap> |$)?(?P<rest>.*)")
_ZH_REFERENCE = re.compile(rf"[、，；。和及与或至到的]|规定|所[称列述规]|中的|第[{_N}]+[条款项]")
"""What may follow 第三条 where it refers to an article instead of opening it."""
_EN_ARTICLE = re.compile(r"Article (?P<n>\d+)(?P<more>[a-z]?)", re.IGNORECASE)
_EN_ANNEX = re.compile(r"ANNEX (?P<n>[IVX]+)", re.IGNORECASE)
_FINAL = re.compile(r"[。；：:;.!?！？…，,]$|[。；：:;.!?！？…][”’』」》）)\]\"']+$|[”』」》]$")


@dataclass(frozen=True)
class ReadText:
    """What was read from a sheet: its language, all that stands before the first article, the articles."""

    language: str
    head: tuple[str, ...]
    articles: tuple[OfficialArticle, ...]


@dataclass(frozen=True)
class _Manner:
    """How a language writes law: headings of parts, markers that belong to the next line, bare headings, what ends a text."""

    language: str
    part: re.Pattern[str]
    marker: re.Pattern[str]
    bare: re.Pattern[str]
    end: re.Pattern[str]


_ZH = _Manner(
    "zh",
    part=re.compile(rf"第[{_N}]+ ?(?:编|分编|章|节)[^。；]{{0,40}}$"),
    marker=re.compile(rf"[（(][{_N}]+[)）]|第 ?[{_N}]+ ?条(?: ?之[一二三四五六七八九])?|\d+[.．、]"),
    bare=re.compile(r"[^。；：，、？！（）()《》“”]{1,30}"),
    end=re.compile(
        r"[（(【][^）)】]*[）)】]$|责任编辑|责编|编辑：|来源：|相关|附件|附：|附录|扫一扫|分享|打印|上一篇|下一篇|关闭|返回|版权"
    ),
)
_EN = _Manner(
    "en",
    part=re.compile(r"(?:CHAPTER|SECTION|TITLE|PART) [IVXLC\d]+[A-Z]?$|[▼▲►◄] ?[A-Z]\d*$|[-—_ ]+$", re.IGNORECASE),
    marker=re.compile(r"\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,3}[a-z]?)[).]|[—–-]"),
    bare=re.compile(r"(?!\(?\w{1,4}[).]).{1,200}(?<![.;:,])"),
    end=re.compile(r"Done at |This (?:Regulation|Directive) shall be binding in its entirety"),
)


def read_text(sheet: Sheet) -> ReadText:
    """The articles of a sheet, none where it has none. Of several texts in a row the longest is meant."""
    manner = max((_ZH, _EN), key=lambda m: sum(_opens(line, m, None) is not None for line in sheet.lines))
    head: list[str] = []
    runs: list[list[tuple[str, list[str]]]] = []
    for line in _joined(sheet.lines, manner):
        opened = _opens(line, manner, runs[-1][-1][0] if runs else None)
        if opened is not None:
            locator, rest = opened
            if not runs or locator == "art_1":
                runs.append([])
            runs[-1].append((locator, [rest] if rest else []))
        elif not runs:
            head.append(line)
        else:
            runs[-1][-1][1].append(line)
    longest = max(runs, key=_length, default=[])
    return ReadText(manner.language, tuple(head), tuple(_finished(longest, manner)))


def _length(run: Iterable[tuple[str, Sequence[str]]]) -> int:
    return sum(len(line) for _, lines in run for line in lines)


def _joined(lines: Iterable[str], manner: _Manner) -> Iterator[str]:
    """The lines, with a number that stands alone put before the line that it numbers (in tables it has a cell of its own)."""
    waiting = ""
    for line in lines:
        if manner.marker.fullmatch(line):
            if waiting:
                yield waiting
            waiting = line
            continue
        yield f"{waiting} {line}".strip()
        waiting = ""
    if waiting:
        yield waiting


def _opens(line: str, manner: _Manner, last: str | None) -> tuple[str, str] | None:
    """The locator of the article that a line opens and the rest of the line; None where it opens none.

    A Chinese number that nothing sets off from the words behind it opens an article only if it is the next one and what follows
    does not read like a reference.
    """
    if manner.language == "en":
        if match := _EN_ARTICLE.fullmatch(line):
            return f"art_{match['n']}{match['more'].lower()}", ""
        annex = _EN_ANNEX.fullmatch(line)
        return (f"annex_{annex['n'].lower()}", "") if annex else None
    match = _ZH_ARTICLE.match(line)
    number = loc.from_chinese(match["n"]) if match else None
    if match is None or number is None:
        return None
    more = "abcdefghi"["一二三四五六七八九".index(match["more"])] if match["more"] else ""
    following = number == 1 if last is None else f"art_{number - 1}" == last
    if match["gap"] is None and (not following or _ZH_REFERENCE.match(match["rest"])):
        return None
    return f"art_{number}{more}", match["rest"].strip()


def _finished(run: Sequence[tuple[str, list[str]]], manner: _Manner) -> Iterator[OfficialArticle]:
    for place, (locator, lines) in enumerate(run):
        kept = _without_end(lines, manner, last=place == len(run) - 1)
        kept = _without_headings(kept, manner)
        yield OfficialArticle(locator, tuple(_tight(line) if manner.language == "zh" else line for line in kept))


def _without_end(lines: list[str], manner: _Manner, *, last: bool) -> list[str]:
    """The lines before what a page puts behind the law; behind the last article that is the first line that is no sentence."""
    for place, line in enumerate(lines):
        ended = manner.language == "en" or last
        if (ended and manner.end.match(line)) or (last and manner.language == "zh" and not _FINAL.search(line)):
            return lines[:place]
    return lines


def _without_headings(lines: list[str], manner: _Manner) -> list[str]:
    """The lines without headings: of chapters anywhere and, numbered or not, at the end; in the Union's law the article's own."""
    kept = [line for line in lines if not manner.part.match(line)]
    while len(kept) > 1 and manner.bare.fullmatch(kept[-1]):
        kept.pop()
    if manner.language == "en" and len(kept) > 1 and manner.bare.fullmatch(kept[0]):
        kept = kept[1:]
    return kept


def _tight(line: str) -> str:
    """Without the spaces that type-setting put between Chinese characters and around figures."""
    return _BETWEEN_CJK.sub("", line)
