"""Print how long the scripted walks through the scope check take: ``sh scripts/walk``."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from banfa.corpus import read_corpus
from banfa.settings import Settings
from tests.browser.scope_personas import PERSONAS
from tests.browser.scope_walk import Keyboard, Mouse, Walk, walk
from tests.browser.serving import ROOT, serving

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LOCALES = {"en": "en-GB", "zh": "zh-CN"}


def main() -> None:
    """Walk each persona with each hand and print the table."""
    scope = read_corpus(Settings().corpus).scope
    chromium = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    print("| persona | hand | questions | keys | person s | waiting s | seconds | verdict |")
    print("|---|---|---|---|---|---|---|---|")
    gone: list[Walk] = []
    page = ROOT / "tests" / "browser" / "page_on_fakes.py"
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as play,
        serving(page, Path(folder), BANFA_DATA=folder) as address,
    ):
        browser = play.chromium.launch(executable_path=chromium, headless=True, args=SWITCHES)
        for persona in PERSONAS:
            for hand in (Mouse, Keyboard):
                context = browser.new_context(locale=LOCALES[persona.language], accept_downloads=True)
                one = walk(context.new_page(), address, persona, scope, hand)
                context.close()
                gone.append(one)
                times = f"{one.person:.0f} | {one.waited:.0f} | {one.seconds:.0f}"
                kind = hand.__name__.lower()
                shown = persona.verdict if persona.verdict in one.verdict else "?"
                print(f"| {persona.name} | {kind} | {len(one.asked)} | {one.keys} | {times} | {shown} |", flush=True)
        browser.close()
    seconds = [one.seconds for one in gone]
    most = max(len(one.asked) for one in gone)
    print(f"\nmedian {statistics.median(seconds):.0f} s, longest {max(seconds):.0f} s, most questions {most}")


if __name__ == "__main__":
    main()
