"""The library: every instrument with what it is, since when, and on what our text rests; a picture of the times; what we lack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from app import frame, room, timeline
from app.plain import plain
from app.reading import Reading
from app.wording import label
from banfa import locator as loc
from banfa.card_told import number_of
from banfa.corpus import Corpus
from banfa.holdings import Holding, counted, holdings, matching
from banfa.phrases import phrase
from banfa.render import day

_FILTER_WIDTH = 160


def draw(corpus: Corpus, language: str) -> None:
    """The page from top to bottom."""
    held = holdings(corpus)
    now = sum(len(h.provisions) for h in held)
    st.markdown(label("library_lead", language, n=len(held), m=now))
    chosen = _filter(held, language)
    if chosen:
        _opener(chosen, corpus, language)
        _cards(chosen, language)
    else:
        st.info(label("none_here", language), icon=":material/filter_list_off:")
    st.header(label("timeline", language), anchor=False)
    st.caption(label("timeline_what", language))
    if chosen:
        timeline.draw(chosen, date.today(), language)
    _lacking(corpus, language)


def _filter(held: Sequence[Holding], language: str) -> tuple[Holding, ...]:
    words = st.text_input(label("find", language), key="library-words", icon=":material/search:", persist_state="session")
    chosen = {}
    fields = {"kind": "kind", "force": "legal_force", "basis": "text_basis"}
    with st.container(horizontal=True):
        for name, field in fields.items():
            chosen[name] = st.selectbox(
                label(name, language),
                counted(held, field),
                index=None,
                format_func=lambda value: label(value, language),
                placeholder=label("any", language),
                key=f"library-{name}",
                persist_state="session",
                width=_FILTER_WIDTH,
            )
    return matching(held, words or "", **chosen)


def _cards(held: Sequence[Holding], language: str) -> None:
    """One line each, to unfold."""
    for h in held:
        card = h.card
        icon = ":material/translate:" if card.text_basis == "translation" else ":material/edit_note:"
        name = f"**{plain(card.short(language))}** :small[{_line(h, language)}]"
        with st.expander(name, icon=icon, type="compact", key=f"card-{card.id}"):
            titles = [plain(card.title_en), f"《{plain(card.title_zh)}》"]
            first, second = titles[::-1] if language == "zh" else titles
            st.markdown(f"**{first}**  \n{second}")
            colon = label("colon", language)
            if card.in_force > date.today():
                said = label("not_now", language, date=day(card.in_force, language))
                st.warning(said, icon=":material/event_upcoming:")
            st.markdown("\n".join(f"- **{name}**{colon}{plain(value)}" for name, value in _facts(h, language) if value))
            if said := card.leads_to(language):
                st.caption(plain(said))
            if card.official_url.startswith(("https://", "http://")):
                st.link_button(label("official", language), card.official_url, icon=":material/open_in_new:")


def _line(h: Holding, language: str) -> str:
    since = phrase("in_force", language, date=day(h.card.in_force, language))
    return plain(" · ".join((label(h.card.kind, language), since, label(h.card.text_basis, language))))


def _facts(h: Holding, language: str) -> list[tuple[str, str]]:
    card = h.card
    issuers = [zh if language == "zh" else en for en, zh in card.issuers]
    whole = label("held_part" if h.partial else "held_all", language, n=len(h.provisions), m=card.articles)
    return [
        (label("kind", language), label("comma", language).join((label(card.kind, language), label(card.legal_force, language)))),
        (label("number", language), number_of(card, language)),
        (label("issuer", language), label("comma", language).join(issuers)),
        (label("in_force_from", language), day(card.in_force, language)),
        (label("versions", language), label("comma", language).join(day(w.effective, language) for w in h.wordings)),
        (label("held", language), whole),
        (label("basis", language), label(card.text_basis, language)),
        (label("verified", language), label("on_day", language, who=card.verified_by, date=day(card.verified_on, language))),
    ]


def _opener(held: Sequence[Holding], corpus: Corpus, language: str) -> None:
    """Choose an instrument and an article, and read it in the reading room."""
    by_id = {h.card.id: h for h in held}
    with st.container(border=True):
        first, second = st.columns(2)
        chosen = first.selectbox(
            label("open_card", language),
            list(by_id),
            format_func=lambda name: corpus.instruments[name].short(language),
            key="open-card",
        )
        articles = {p.locator: p for p in by_id[chosen].provisions}

        def named(locator: str) -> str:
            own = articles[locator]
            heading = own.about().heading_zh if language == "zh" else own.heading
            return f"{loc.pinpoint(locator, language)} {heading}".strip()

        article = second.selectbox(label("open_article", language), list(articles), format_func=named, key=f"open-{chosen}")
        later = articles[article].effective
        reading = Reading(chosen, article, (), language, later if later > date.today() else None)
        st.button(
            label("read", language),
            key="read-article",
            icon=":material/menu_book:",
            type="primary",
            on_click=room.show,
            args=(reading,),
        )


def _lacking(corpus: Corpus, language: str) -> None:
    st.header(label("lack", language, n=len(corpus.known)), anchor=False)
    st.caption(label("lack_why", language))
    with st.expander(label("lack_list", language), icon=":material/inventory_2:", type="compact"):
        for known in corpus.known:
            state = label("draft" if known.draft else "current", language)
            about = known.about_zh if language == "zh" else known.about_en
            title = plain(known.title(language))
            link = f"[{title}]({known.official_url})" if known.official_url.startswith("https://") else title
            st.markdown(f"**{link}** :gray-badge[{state}]  \n:small[{plain(about)}]")


frame.page("library", draw)
