"""The site: it is built without a warning, loads nothing from another host, and leads nowhere outside itself."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
LOADS = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src", "form": "action"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as ``scripts/site`` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def links() -> ModuleType:
    """The hook of the site."""
    spec = importlib.util.spec_from_file_location("site_links", ROOT / "docs" / "site_links.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    loaded = [
        f"{page.relative_to(site)}: {element[attribute]}"
        for page in site.rglob("*.html")
        for name, attribute in LOADS.items()
        for element in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find_all(name)
        if re.match(r"(?:https?:)?//", str(element.get(attribute, "")))
    ]
    styles = [str(sheet) for sheet in site.rglob("*.css") if re.search(r"(?:url\(|@import)\W*(?:https?:)?//", sheet.read_text())]
    assert loaded + styles == []
    assert len(list(site.rglob("*.html"))) > 15


def test_every_link_within_the_site_leads_to_a_file(site: Path) -> None:
    for page in site.rglob("*.html"):
        for link in BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find_all("a", href=True):
            target = str(link["href"]).partition("#")[0]
            if target and not re.match(r"[a-z]+:", target) and page.name != "404.html":
                assert (page.parent / target).exists(), f"{page.relative_to(site)}: {target}"


def test_pages_that_lie_elsewhere_are_brought_in(site: Path, links: ModuleType) -> None:
    for place in links.BROUGHT_IN:
        assert (ROOT / place).is_file()
    assert "What it knows" in (site / "about.html").read_text(encoding="utf-8")
    assert "instrument.toml" in (site / "corpus" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("link", "source", "here", "expected"),
    [
        ("[a](api.md#http-api)", "docs/mcp.md", "mcp.md", "[a](api.md#http-api)"),
        ("[a](../README.md#measured)", "docs/index.md", "index.md", "[a](about.md#measured)"),
        ("[a](docs/evals.md)", "CONTRIBUTING.md", "CONTRIBUTING.md", "[a](evals.md)"),
        ("[a](../corpus/README.md)", "docs/evals.md", "evals.md", "[a](corpus/README.md)"),
        ("[the file](../deploy/nginx.conf)", "docs/deployment.md", "deployment.md", "the file (`deploy/nginx.conf`)"),
        ("[`deploy/`](../deploy)", "docs/deployment.md", "deployment.md", "`deploy`"),
    ],
)
def test_a_link_leads_to_the_page_or_names_the_file(links: ModuleType, link: str, source: str, here: str, expected: str) -> None:
    assert links._LINK.sub(lambda found: links.relinked(found, source, here), link) == expected


def test_no_font_and_no_statistics_are_asked_of_anybody() -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["theme"]["font"] is False
    assert "repo_url" not in settings
    assert "analytics" not in settings["extra"]
