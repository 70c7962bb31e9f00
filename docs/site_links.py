"""Links of the site: pages of the checkout that lie outside docs/ are brought in, other files are named instead of linked.

MkDocs runs the two functions (``hooks`` in mkdocs.yml). So every page reads well in the checkout, where links lead to files, and
on the site, which holds pages only.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
BROUGHT_IN = {
    "README.md": "about.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "benchmarks/README.md": "benchmarks/README.md",
    "corpus/README.md": "corpus/README.md",
    "evals/gold/README.md": "evals/gold/README.md",
}
"""Pages by their place in the checkout, and their place on the site."""
_LINK = re.compile(r"\[(?P<text>[^\]\[]*)\]\((?P<to>(?!https?:|mailto:|#)[^)\s#]+)(?P<anchor>#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Bring in the pages that lie elsewhere."""
    for place, page in BROUGHT_IN.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / place)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Lead every link to a page of the site, or name the file that it leads to in the checkout."""
    here = page.file.src_uri
    source = {on_site: place for place, on_site in BROUGHT_IN.items()}.get(here, f"docs/{here}")
    return _LINK.sub(lambda link: relinked(link, source, here), markdown)


def relinked(link: re.Match[str], source: str, here: str) -> str:
    """A link as the site has it. ``source`` is the page's place in the checkout, ``here`` its place on the site."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link["to"]))
    on_site = target.removeprefix("docs/") if target.startswith("docs/") else BROUGHT_IN.get(target)
    if on_site is None:
        named = f"`{target}`"
        return named if target in link["text"].replace("`", "") else f"{link['text']} ({named})"
    return f"[{link['text']}]({posixpath.relpath(on_site, posixpath.dirname(here) or '.')}{link['anchor'] or ''})"
