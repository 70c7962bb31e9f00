"""What was checked of the law that we hold: per instrument, on what our text rests, who read it against what, and when.

``corpus/VERIFICATION.md`` is this page; a test keeps it in step with the data.
"""

from __future__ import annotations

from collections.abc import Sequence

from banfa import locator as loc
from banfa.corpus import Corpus
from banfa.law import Instrument, Provision

_HEAD = """# What was checked

Generated from the data by `banfa law verification`; not edited by hand. Every text is unofficial; the official text controls.

A **translation** is ours, article by article, from the official Chinese text; an **extract** is a translation of some articles. A
**restatement** says in our words what is known from elsewhere or, for Union law, from the official English: it is not a
translation, and nothing in it is firmer than its source. Of every text the program proves at each `banfa ingest`: numbering
without gaps, no empty article, every paragraph and item addressable, every cross-reference and every citation resolvable. Of
every translation the tests compare, unit by unit with the Chinese where that is at hand: the number of articles, paragraphs and
items, every figure and date, the words of duty (must, must not, may, has the right to), and every reference.
"""


def verification(corpus: Corpus) -> str:
    """The page as Markdown."""
    cards = sorted(corpus.instruments.values(), key=lambda card: (card.text_basis != "translation", card.id))
    rows = [_row(card, _current(corpus, card)) for card in cards]
    table = [
        "| instrument | basis | held | units | words | versions from | read by | on |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
    ]
    details = [_detail(card) for card in cards]
    held = [p for p in corpus.provisions if p.until is None]
    translated = sum(corpus.instruments[p.instrument].text_basis == "translation" for p in held)
    total = (
        f"{len(cards)} instruments, {len(held)} provisions as they read now, {translated} of them ({translated / len(held):.0%}) "
        f"translated from the official text; {len(corpus.notes)} notes on practice; {len(corpus.known)} instruments and drafts "
        "known and not held (`banfa law --missing`)."
    )
    return "\n".join([_HEAD, total, "", *table, "", "## On what each rests", "", *details])


def _current(corpus: Corpus, card: Instrument) -> list[Provision]:
    return [p for p in corpus.provisions if p.instrument == card.id]


def _row(card: Instrument, provisions: Sequence[Provision]) -> str:
    now = [p for p in provisions if p.until is None]
    articles = sum(p.locator.startswith("art_") for p in now)
    partial = card.articles > articles
    basis = "extract" if card.text_basis == "translation" and partial else card.text_basis
    of = f" of {card.articles}" if partial else ""
    versions = ", ".join(sorted({p.effective.isoformat() for p in provisions}))
    words = sum(len(p.text.split()) for p in now)
    units = sum(len(p.units) for p in now)
    return (
        f"| {card.id} | {basis} | {len(now)}{of} | {units} | {words:,} | {versions} | {card.verified_by} | {card.verified_on} |"
    )


def _detail(card: Instrument) -> str:
    lines = [f"### {card.title_en} ({card.title_zh})", "", f"- Checked against: {card.checked_against}."]
    lines.append(f"- Official text: {card.official_url} {card.leads_to('en')}".rstrip())
    if card.articles_held:
        lines.append(f"- Held: {', '.join(map(loc.pinpoint, card.articles_held))}.")
    lines += [f"- Displaced since {d.since}: {loc.pinpoint(d.locator)}. {d.statement.en}" for d in card.displaced]
    for d in card.deferred:
        lines.append(f"- Not all applied before {d.until}: {', '.join(map(loc.pinpoint, d.locators))}. {d.statement.en}")
    if card.note:
        lines.append(f"- Note: {card.note}")
    return "\n".join([*lines, ""])
