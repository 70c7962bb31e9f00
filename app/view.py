"""How a reply is drawn: what kind it is, the answer, each claim with its citations, then what is not law, then the sources."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence

import streamlit as st

from app import chips
from app.plain import pieces, plain
from app.reading import Reading, readings
from app.wording import STATUS, label
from banfa.answer import Claim, Remark, Reply
from banfa.corpus import Corpus
from banfa.passage import Passage
from banfa.phrases import phrase
from banfa.render import citations, day, markdown, provenance
from banfa.why import contributions

_PAUSE = 0.02
_URL = re.compile(r"https?://\S+")


class ReplyView:
    """Draws one reply. ``number`` keeps its widgets apart from those of other turns."""

    def __init__(self, reply: Reply, corpus: Corpus, number: int) -> None:
        self._reply = reply
        self._corpus = corpus
        self._number = number
        self._language = reply.language

    def draw(self, *, streamed: bool) -> None:
        """The whole reply. Streamed or not, nothing is drawn that did not pass the check."""
        self._status()
        if self._reply.standing:
            st.caption(
                f":material/subdirectory_arrow_right: {plain(phrase('standing', self._language, question=self._reply.standing))}"
            )
        if self._reply.opening:
            self._say(f"**{plain(self._reply.opening)}**", streamed=streamed)
        for place, claim in enumerate(self._reply.claims):
            self._claim(claim, place, streamed=streamed)
        self._practice([remark.text for remark in self._reply.remarks if remark.kind == "practice"])
        for remark in self._reply.remarks:
            if remark.kind != "practice":
                self._remark(remark)
        if self._reply.notice:
            st.info(plain(self._reply.notice), icon=":material/info:")
        self._provenance()
        self._words()
        self._copy()
        self._withheld()
        self._consulted()

    def _label(self, name: str, **values: object) -> str:
        return label(name, self._language, **values)

    def _status(self) -> None:
        if self._reply.status in STATUS:
            icon, color = STATUS[self._reply.status]
            name = self._reply.status.value
            st.markdown(f":{color}-badge[{icon} {self._label(name)}] :small[{self._label(name + '_means')}]")

    def _say(self, markdown: str, *, streamed: bool) -> None:
        if streamed:
            st.write_stream(_paced(markdown))
        else:
            st.markdown(markdown)

    def _claim(self, claim: Claim, place: int, *, streamed: bool) -> None:
        leads = place == 0 and not self._reply.opening and not claim.on
        if claim.on and (place == 0 or self._reply.claims[place - 1].on != claim.on):
            st.markdown(plain(phrase("part", self._language, part=claim.on)))
        with st.container(gap="xxsmall"):
            self._say(f"**{plain(claim.text)}**" if leads else plain(claim.text), streamed=streamed)
            with st.container(horizontal=True, gap="xxsmall", key=f"chips-{self._number}-{place}"):
                for n, reading in enumerate(readings(claim.citations, self._language, self._reply.as_of)):
                    self._chip(reading, f"chip-{self._number}-{place}-{n}")

    def _chip(self, reading: Reading, key: str) -> None:
        chips.chip(reading, self._corpus, key)

    def _practice(self, texts: Sequence[str]) -> None:
        if texts:
            with st.container(border=True, gap="xxsmall"):
                st.caption(f":material/work_history: {self._label('practice')}")
                st.markdown("\n".join(f"- {plain(text)}" for text in texts) if len(texts) > 1 else plain(texts[0]))

    def _remark(self, remark: Remark) -> None:
        address = _URL.search(remark.text)
        if remark.kind == "fact":
            st.markdown(f":material/help: *{plain(remark.text)}*")
        elif address:
            st.link_button(self._label("link"), address[0], icon=":material/open_in_new:")
        else:
            st.markdown(plain(remark.text))

    def _provenance(self) -> None:
        if self._reply.claims:
            st.caption(plain(provenance(self._reply, self._corpus)))
        else:
            st.caption(phrase("as_of", self._language, date=day(self._reply.as_of, self._language)))

    def _words(self) -> None:
        found = readings(citations(self._reply), self._language, self._reply.as_of)
        if not found:
            return
        with st.expander(self._label("words"), type="compact", icon=":material/format_quote:"):
            for reading in found:
                name = self._corpus.instruments[reading.instrument].cite_on(reading.locator, self._language, self._reply.as_of)
                lines = "  \n".join(plain(line) for quote in reading.quotes for line in quote.split("\n"))
                st.markdown(f"**{plain(name)}**  \n“{lines}”")

    def _copy(self) -> None:
        """The answer as text with its pinpoints and the words relied on; Streamlit puts the button to copy it beside it."""
        with st.expander(self._label("copy"), type="compact", icon=":material/content_copy:"):
            st.code(markdown(self._reply, self._corpus), language=None, wrap_lines=True)

    def _withheld(self) -> None:
        if not self._reply.withheld:
            return
        with st.expander(self._label("withheld", n=len(self._reply.withheld)), type="compact", icon=":material/visibility_off:"):
            st.caption(self._label("withheld_why"))
            for withheld in self._reply.withheld:
                st.markdown(f"- {plain(withheld.text)}  \n  :gray[{plain(withheld.why)}]")

    def _consulted(self) -> None:
        if not self._reply.passages:
            return
        cited = {(c.instrument, c.locator.split("__")[0]) for c in citations(self._reply)}
        with st.expander(self._label("consulted", n=len(self._reply.passages)), type="compact", icon=":material/manage_search:"):
            for n, passage in enumerate(self._reply.passages):
                key = (passage.provision.instrument, passage.provision.locator)
                self._passage(passage, n, used=key in cited)
            self._made()

    def _passage(self, passage: Passage, n: int, *, used: bool) -> None:
        provision = passage.provision
        heading = provision.about().heading_zh if self._language == "zh" else provision.heading
        badge = f":green-badge[:material/check: {self._label('cited')}] " if used else ""
        why = " · ".join(f"{self._label('why_' + name)} {value:.1f}" for name, value in passage.why.items())
        reading = Reading(provision.instrument, passage.pinpoint, (), self._language, self._reply.as_of)
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=f"chips-{self._number}-found-{n}"):
                self._chip(reading, f"found-{self._number}-{n}")
                st.markdown(f":small[{badge}{plain(heading)}]")
                self._why(passage, n)
            st.caption(self._label("score", score=f"{passage.score:.1f}", why=plain(why) or "–"))

    def _why(self, passage: Passage, n: int) -> None:
        """What speaks for a passage, by kind and part, and our summary that came nearest."""
        with st.popover(self._label("why"), icon=":material/query_stats:", type="tertiary", key=f"why-{self._number}-{n}"):
            kinds = contributions(passage.why)
            st.markdown(
                "\n".join(f"- {self._label('why_' + kind)}{self._label('colon')}**{kinds[kind]:+.2f}**" for kind in kinds)
            )
            st.caption(plain(" · ".join(f"{self._label('why_' + part)} {value:+.2f}" for part, value in passage.why.items())))
            nearest = passage.units_by_nearness[:1]
            gist = passage.provision.about(nearest[0]).gist(self._language) if nearest else ""
            if gist:
                st.caption(plain(self._label("why_nearest", gist=gist)))

    def _made(self) -> None:
        writer = self._label("embedded") if self._reply.writer == "embedded" else plain(self._reply.writer)
        seconds, digest = f"{self._reply.elapsed_ms / 1000:.1f}", self._reply.corpus_hash[:8]
        st.caption(self._label("made", seconds=seconds, writer=writer, hash=digest))


def _paced(markdown: str) -> Iterator[str]:
    """The pieces of a sentence at a pace the eye can follow; bold text comes whole, since half of it would show its marks."""
    for piece in [markdown] if markdown.startswith("**") else pieces(markdown):
        yield piece
        time.sleep(_PAUSE)
