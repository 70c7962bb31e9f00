"""A reply as Markdown: the answer first, each sentence with its pinpoint, the words quoted below, then law, date and caveat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from banfa.answer import Claim, Reply
from banfa.corpus import Corpus
from banfa.law import Citation, Instrument
from banfa.phrases import phrase


def markdown(reply: Reply, corpus: Corpus, *, quotes: bool = True) -> str:
    """The whole reply as Markdown, in the language of the question."""
    parts = [f"_{phrase('standing', reply.language, question=reply.standing)}_"] if reply.standing else []
    parts += [reply.opening] if reply.opening else []
    if reply.claims:
        lead, rest = (None, reply.claims) if reply.opening or reply.claims[0].on else (reply.claims[0], reply.claims[1:])
        if lead is not None:
            parts.append(f"**{lead.text}** {chips(lead, corpus, reply.language, reply.as_of)}")
        whole = [claim for claim in rest if not claim.on]
        parts.append("\n".join(f"- {cited(claim, corpus, reply.language, reply.as_of)}" for claim in whole))
        for part, claims in groupby((claim for claim in rest if claim.on), key=lambda claim: claim.on):
            lines = [f"- {cited(claim, corpus, reply.language, reply.as_of)}" for claim in claims]
            parts.append("\n".join([phrase("part", reply.language, part=part), "", *lines]))
    practice = [r.text for r in reply.remarks if r.kind == "practice"]
    if practice:
        told = practice[0] if len(practice) == 1 else "\n\n" + "\n".join(f"- {text}" for text in practice)
        parts.append(phrase("practice", reply.language, text=told))
    parts += [r.text for r in reply.remarks if r.kind != "practice"]
    if quotes and reply.claims:
        parts.append("\n\n".join(_quote(c, corpus, reply.language, reply.as_of) for c in quoted(reply)))
    if reply.claims:
        parts.append(f"*{provenance(reply, corpus)}*")
    if reply.withheld:
        parts.append(phrase("withheld_some", reply.language, n=len(reply.withheld)))
    if reply.notice:
        parts.append(f"_{reply.notice}_")
    return "\n\n".join(part for part in parts if part)


def citations(reply: Reply) -> list[Citation]:
    """The citations of a reply in order of first use, without repeats."""
    return list(dict.fromkeys(c for claim in reply.claims for c in claim.citations))


def quoted(reply: Reply) -> list[Citation]:
    """The citations whose words are to be shown: without a unit whose article is shown whole."""
    every = citations(reply)
    return [
        c for c in every if not any(c.instrument == o.instrument and c.locator != o.locator and c.quote in o.quote for o in every)
    ]


def cited(claim: Claim, corpus: Corpus, language: str, on: date) -> str:
    """A claim with its pinpoints behind it, as of a day."""
    return f"{claim.text} {chips(claim, corpus, language, on)}"


def chips(claim: Claim, corpus: Corpus, language: str, on: date) -> str:
    """The pinpoints of a claim: ``[Interim Measures art 17]``, as of a day."""
    names = dict.fromkeys(corpus.instruments[c.instrument].cite_on(c.locator, language, on) for c in claim.citations)
    return " ".join(f"［{name}］" if language == "zh" else f"[{name}]" for name in names)


def provenance(reply: Reply, corpus: Corpus) -> str:
    """Which laws, in force since when, on what text: the caveat under every answer."""
    language = reply.language
    lines = []
    cards = [corpus.instruments[name] for name in dict.fromkeys(c.instrument for c in citations(reply))]
    for card in cards:
        words = [phrase("in_force", language, date=day(card.in_force, language))]
        wording = max(
            corpus.provision(c.instrument, c.locator, reply.as_of).effective for c in citations(reply) if c.instrument == card.id
        )
        if wording > card.in_force:
            words.append(phrase("as_amended", language, date=day(wording, language)))
        if card.text_basis == "restatement":
            words.append(phrase("restated" if card.jurisdiction == "CN" else "restated_abroad", language))
        if card.legal_force != "binding":
            words.append(phrase("recommended", language))
        title = f"《{card.title_zh}》" if language == "zh" else card.title_en
        lines.append(f"{title} ({', '.join(words)})" if language == "en" else f"{title}（{'，'.join(words)}）")
    joined = "；".join(lines) + "。" if language == "zh" else "; ".join(lines) + "."
    told = (joined, phrase("as_of", language, date=day(reply.as_of, language)), caveat(cards, language))
    return ("" if language == "zh" else " ").join(told)


def caveat(cards: Sequence[Instrument], language: str) -> str:
    """What our texts are: translations, restatements, or both; which text controls."""
    chinese = any(card.jurisdiction == "CN" for card in cards) or not cards
    return phrase("unofficial" if chinese else "unofficial_abroad", language)


def day(value: date, language: str) -> str:
    """A date as it is written: ``15 Aug 2023`` or ``2023年8月15日``."""
    return f"{value.year}年{value.month}月{value.day}日" if language == "zh" else f"{value.day} {value:%b %Y}"


def _quote(citation: Citation, corpus: Corpus, language: str, on: date) -> str:
    name = corpus.instruments[citation.instrument].cite_on(citation.locator, language, on)
    lines = citation.quote.split("\n")
    return f"> **{name}**: “{lines[0]}" + "".join(f"  \n> {line}" for line in lines[1:]) + "”"
