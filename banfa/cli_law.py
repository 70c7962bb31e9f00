"""``banfa law``: what we hold, in which wordings; one provision as it read on a day; what a new version changed."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Any

import typer

from banfa import locator as loc
from banfa.changes import Change, changes
from banfa.citing import held_instrument
from banfa.contract import law_object, provision_object
from banfa.corpus import Corpus, read_corpus
from banfa.law import Provision
from banfa.lookup import look_up
from banfa.official import Officials, aligned, in_official_words, official_article
from banfa.official_store import read_officials
from banfa.settings import Settings
from banfa.verification import verification as page

app = typer.Typer(
    invoke_without_command=True,
    rich_markup_mode=None,
    help="The law that we hold: list it, read a provision as of a day, see what a new version changed.",
    epilog="Examples:  banfa law    banfa law show cn-csl art_23    banfa law diff cn-csl 2017-06-01 2026-01-01",
)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_MARKS = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
_STYLES: dict[str, dict[str, Any]] = {
    "same": {},
    "added": {"fg": "green", "underline": True},
    "removed": {"fg": "red", "strikethrough": True},
}


@app.callback()
def listing(
    context: typer.Context,
    as_json: AsJson = False,
    missing: Annotated[bool, typer.Option("--missing", help="List what we know of and do not hold.")] = False,
) -> None:
    """List the instruments and their wordings."""
    if context.invoked_subcommand is not None:
        return
    corpus = _corpus()
    rows = law_object(corpus, missing=missing)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        if missing:
            typer.echo(f"{row['id']:28} {row['kind']:9} {row['title_en']} ({row['title_zh']})  {row['official_url']}")
            continue
        wordings = ", ".join(row["versions"])
        typer.echo(f"{row['id']:28} {row['held']:>4} provisions  {row['text_basis']:11}  from {wordings}  {row['title_en']}")


@app.command(epilog="Examples:  banfa law show cn-csl art_23 --zh    banfa law show PIPL 'article 38'    banfa law show cn-dsl")
def show(
    instrument: Annotated[str, typer.Argument(help="Its id, or a name that people use for it.")],
    provision: Annotated[
        str | None, typer.Argument(help="art_23, or 'article 23', or 第二十三条; without it, the whole.")
    ] = None,
    as_of: Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day; default today.")] = None,
    chinese: Annotated[
        bool, typer.Option("--zh", help="Print the official text too, where `banfa fetch` has brought it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show a provision as it read on a day."""
    corpus = _corpus()
    on = as_of.date() if as_of else date.today()
    found = look_up(corpus, instrument, provision, on)
    name = found[0][0].instrument
    data = Settings.from_environment().data
    official = read_officials(data, {(p.instrument, p.effective) for p, _ in found}) if chinese else {}
    if as_json:
        rows = [
            provision_object(corpus, p, where) | ({"official": _official(official, p, where)} if chinese else {})
            for p, where in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    card = corpus.instruments[name]
    for article, where in found:
        until = f" until {article.until}" if article.until else ""
        typer.echo(f"{card.cite(where)} ({card.cite(where, 'zh')}): {article.heading}, from {article.effective}{until}")
        typer.echo(article.text_at(where) + "\n")
        for displaced in card.displacements(where, on):
            typer.echo(f"Gives way to another provision since {displaced.since}. {displaced.statement.en}\n")
        for deferred in card.deferrals(where, on):
            typer.echo(f"Not all of it applies before {deferred.until}. {deferred.statement.en}\n")
        if words := _official(official, article, where):
            typer.echo(words + "\n")
    if chinese and not official:
        typer.echo(f"The official text is not here. Run `banfa fetch {name}`.", err=True)
    typer.echo(f"{card.text_basis}; the official text controls: {card.official_url} {card.leads_to('en')}".rstrip())


@app.command(epilog="Example:  banfa law diff cn-csl 2017-06-01 2026-01-01")
def diff(
    instrument: Annotated[str, typer.Argument(help="Its id, or a name that people use for it.")],
    before: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="A day on which the earlier wording was the law.")],
    after: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="A day on which the later wording was the law.")],
    as_json: AsJson = False,
    everything: Annotated[bool, typer.Option("--all", help="List the articles of which no word changed, too.")] = False,
) -> None:
    """Show what changed between the wordings of two days: [-taken out-] and [+put in+]."""
    corpus = _corpus()
    name = held_instrument(corpus, instrument)
    found = changes(corpus, name, before.date(), after.date())
    shown = [c for c in found if everything or c.kind not in {"same", "renumbered"}]
    if as_json:
        typer.echo(json.dumps([_changed(c) for c in (found if everything else shown)], ensure_ascii=False, indent=1))
        return
    for change in shown:
        typer.echo(f"{_arrow(change)}: {change.kind}")
        typer.echo("".join(typer.style(_MARKS[s.kind].format(s.text), **_STYLES[s.kind]) for s in change.spans) + "\n")
    counts = {kind: sum(c.kind == kind for c in found) for kind in ("changed", "added", "dropped", "renumbered", "same")}
    typer.echo(", ".join(f"{count} {kind}" for kind, count in counts.items()) if found else "The same wording on both days.")


@app.command(epilog="Example:  banfa law verification > corpus/VERIFICATION.md")
def verification() -> None:
    """Print what was checked of each text, by whom, against what, and when."""
    typer.echo(page(_corpus()), nl=False)


def _corpus() -> Corpus:
    return read_corpus(Settings.from_environment().corpus)


def _official(officials: Officials, article: Provision, where: str) -> str:
    """The official words at a locator, or those of the whole article where they do not pair with ours; empty without any."""
    words = official_article(officials, article)
    if words is None:
        return ""
    return in_official_words(article, words).text_at(where if aligned(article, words) else article.locator)


def _arrow(change: Change) -> str:
    old, new = (", ".join(loc.pinpoint(p.locator) for p in side) for side in (change.old, change.new))
    return old if old == new else f"{old} → {new}" if old and new else old or new


def _changed(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "old": [p.locator for p in change.old],
        "new": [p.locator for p in change.new],
        "spans": [{"kind": s.kind, "text": s.text} for s in change.spans],
    }
