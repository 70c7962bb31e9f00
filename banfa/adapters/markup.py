"""HTML to lines of text: the content of a page without scripts, hidden text and furniture. Knows Beautiful Soup; runs nothing."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from bs4.exceptions import ParserRejectedMarkup

from banfa.errors import OfficialTextError
from banfa.sheets import Sheet, clean

_CONTAINERS = (
    "#BodyLabel",  # cac.gov.cn
    "#UCAP-CONTENT",  # gov.cn
    "#Zoom",  # npc.gov.cn
    ".trs_editor_view",
    ".TRS_Editor",
    ".pages_content",
    ".article-content",
    "#content",
    ".main-content",
    "#docHtml",  # eur-lex.europa.eu
    "#document1",
)
"""Where the text stands on the sites that we know, the narrowest first; where none of them is, the whole body is read."""
_UNION = re.compile(r"art_\d+[a-z]?|anx_[IVX]+")
"""The ids of the articles and annexes on a page of EUR-Lex."""
_PARTS = (".eli-subdivision", ".eli-container")
_TITLES = ("title", "h1", "h2", ".title", ".oj-doc-ti", ".doc-ti", ".title-doc-first", ".eli-main-title")
_NAMED = {"ArticleTitle", "DC.title"}
_MOST = 20
"""Elements of a kind that are looked at; a page of the law has one or two."""
_NO_TEXT = {
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video"),
    *("button", "select", "option", "textarea", "input", "nav", "head", "rt", "rp"),
}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q"),
    *("ruby", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_FOOTNOTES = {"oj-note-tag", "note-tag"}
_ARTICLE = re.compile(r"第[零〇一二三四五六七八九十百千0-9０-９]+条(?:之[一二三四五六七八九])?|Article \d+[a-z]?")


def read_markup(markup: str) -> Sheet:
    """The text of a page.

    Raises:
        OfficialTextError: it cannot be read as HTML.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that it is XML, or looks like an address
            soup = BeautifulSoup(markup.replace("\0", ""), "lxml")
        titles = _titles(soup)
        for tag in [tag for tag in soup.find_all(True) if _unseen(tag)]:
            tag.extract()
        return Sheet(titles, _content(soup))
    except (ParserRejectedMarkup, RecursionError, ValueError, AssertionError) as error:
        raise OfficialTextError(f"It cannot be read as HTML: {error}. Save it anew from a browser.") from error


def _titles(soup: BeautifulSoup) -> tuple[str, ...]:
    """What the page calls itself: what its head says, its title, its headings."""
    found = [str(tag.get("content", "")) for tag in soup.find_all("meta") if tag.get("name") in _NAMED]
    headings = _marked(soup, _TITLES)
    found += [tag.get_text() for mark in _TITLES for tag in headings[mark][:_MOST]]
    return tuple(dict.fromkeys(title for text in found if (title := clean(text))))


def _marked(soup: BeautifulSoup, marks: Iterable[str]) -> dict[str, list[Tag]]:
    """The elements of each of some marks: ``name``, ``#id`` or ``.class``."""
    found: dict[str, list[Tag]] = {mark: [] for mark in marks}
    for tag in soup.find_all(True):
        for mark in (tag.name, f"#{tag.get('id')}", *(f".{name}" for name in tag.get_attribute_list("class"))):
            if mark in found:
                found[mark].append(tag)
    return found


def _unseen(tag: Tag) -> bool:
    if tag.name in _NO_TEXT or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(str(tag.get("style", "")))) or bool(_FOOTNOTES & set(tag.get_attribute_list("class")))


def _content(soup: BeautifulSoup) -> tuple[str, ...]:
    """The lines of the narrowest known container that holds articles; else of the whole page."""
    marked = _marked(soup, _CONTAINERS + _PARTS)
    union = {str(tag.get("id")): tag for mark in _PARTS for tag in marked[mark] if _UNION.fullmatch(str(tag.get("id")))}
    if union:
        return tuple(line for tag in union.values() for line in _lines(tag))
    for mark in _CONTAINERS:
        best = max(map(_lines, marked[mark][:_MOST]), key=_articles, default=())
        if _articles(best):
            return best
    return _lines(soup)


def _articles(lines: Iterable[str]) -> int:
    return sum(_ARTICLE.match(line) is not None for line in lines)


def _lines(root: Tag) -> tuple[str, ...]:
    """The text below an element, a line for each stretch that no block element or line break parts."""
    pieces: list[list[str]] = [[]]
    blocks: dict[int, int] = {}
    last = 0
    for node in root.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                pieces.append([])
            parent = blocks.get(id(node.parent), id(root))
            blocks[id(node)] = parent if node.name in _INLINE else id(node)
        elif type(node) is NavigableString:
            block = blocks.get(id(node.parent), id(root))
            if block != last:
                pieces.append([])
                last = block
            pieces[-1].append(_set_off(node))
    return tuple(line for piece in pieces if (line := clean("".join(piece))))


def _set_off(node: NavigableString) -> str:
    """The text; a number of an article in bold type, which pages do not always part from the words behind it, with a space."""
    bold = any(tag is not None and tag.name in {"b", "strong"} for tag in (node.parent, node.parent and node.parent.parent))
    return f"{node} " if bold and _ARTICLE.fullmatch(clean(node)) else str(node)
