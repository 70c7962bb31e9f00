"""The reading room: a drawer beside the chat with one article, its cited words marked. The address (``?cite=``) says which."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote, urlsplit

import streamlit as st

from app.plain import plain
from app.reading import Reading, marked_text, neighbours, side_by_side
from app.wording import label
from banfa import locator as loc
from banfa.card_told import number_of
from banfa.corpus import Corpus
from banfa.errors import OfficialTextError, UnknownProvision
from banfa.law import Instrument, Provision
from banfa.official import OfficialText
from banfa.official_store import read_official
from banfa.phrases import phrase
from banfa.render import caveat, day
from banfa.settings import Settings

_PARAM = "cite"
_KEY = "reading"
_WIDTH, _WIDE = 560, 920


def show(reading: Reading) -> None:
    """Open the room at a reading; it is drawn when the page is."""
    st.session_state[_KEY] = reading
    st.query_params[_PARAM] = reading.address


def close() -> None:
    """Leave the room."""
    st.session_state.pop(_KEY, None)
    st.query_params.pop(_PARAM, None)


def draw(corpus: Corpus) -> None:
    """Draw the room if the address asks for it; an address that leads nowhere is told in a sentence."""
    if _PARAM not in st.query_params:
        return
    try:
        reading = _reading()
        _find(corpus, reading)
    except UnknownProvision as error:
        close()
        st.warning(plain(str(error)), icon=":material/link_off:")
        return
    title = label("room", reading.language)
    official, trouble = _official(_find(corpus, reading))
    width = _WIDTH if official is None else _WIDE
    room = st.dialog(title, position="right", width=width, icon=":material/menu_book:", on_dismiss=close)(_room)
    room(corpus, official, trouble)


def _reading() -> Reading:
    address, kept = st.query_params[_PARAM], st.session_state.get(_KEY)
    if isinstance(kept, Reading) and kept.address == address:
        return kept
    return Reading.at(address, kept.language if isinstance(kept, Reading) else "en")


def _find(corpus: Corpus, reading: Reading) -> Provision:
    return corpus.provision(reading.instrument, reading.locator, reading.as_of or date.today())


def _official(provision: Provision) -> tuple[OfficialText | None, str]:
    """The official text that an article is in, if it was fetched and holds it, and what is wrong with its file."""
    try:
        text = read_official(Settings.from_environment().data, provision.instrument, provision.effective)
    except OfficialTextError as error:
        return None, str(error)
    return (text if text and text.article(provision.locator) else None), ""


def _room(corpus: Corpus, official: OfficialText | None, trouble: str) -> None:
    reading = _reading()
    provision, card = _find(corpus, reading), corpus.instruments[reading.instrument]
    _head(card, provision, reading.language)
    text = marked_text(provision, reading)
    if text != marked_text(provision, Reading(provision.instrument, provision.locator)):
        st.caption(f":material/ink_highlighter: {label('highlighted', reading.language)}")
    with st.container(border=True, key="law"):
        article = official.article(provision.locator) if official else None
        if official is None or article is None:
            st.markdown(text)
        else:
            _columns(side_by_side(provision, reading, article), official, card, reading.language)
    for displaced in card.displacements(reading.locator, reading.as_of or date.today()):
        said = label("displaced", reading.language, text=displaced.statement.text(reading.language))
        st.warning(plain(said), icon=":material/swap_horiz:")
    for deferred in card.deferrals(reading.locator, reading.as_of or date.today()):
        said = label("deferred", reading.language, text=deferred.statement.text(reading.language))
        st.warning(plain(said), icon=":material/event_upcoming:")
    if trouble:
        st.warning(plain(trouble), icon=":material/warning:")
    _summary(provision, reading)
    _source(card, reading.language)
    if official is not None:
        place = urlsplit(official.address).hostname or urlsplit(official.address).path.rsplit("/", 1)[-1]
        fetched = day(official.fetched.date(), reading.language)
        st.caption(label("fetched", reading.language, date=fetched, place=plain(unquote(place)), hash=official.sha256[:12]))
    _turn_pages(corpus, provision, reading)


def _columns(pairs: list[tuple[str, str]], official: OfficialText, card: Instrument, language: str) -> None:
    """Ours and the official words beside one another, the reader's language first; on a phone, below one another."""
    name = label("official", language)
    rows = [(f":small[**{_capital(label(card.text_basis, language))}**]", f":small[**{name}**]"), *pairs]
    for ours, theirs in rows:
        first, second = st.columns(2)
        first.markdown(theirs if language == official.language == "zh" else ours)
        second.markdown(ours if language == official.language == "zh" else theirs)


def _head(card: Instrument, provision: Provision, language: str) -> None:
    zh = f"{loc.pinpoint(provision.locator, 'zh')} {provision.about().heading_zh}"
    en = f"{_capital(loc.pinpoint(provision.locator))}. {provision.heading}"
    titles = [card.title_en, f"《{card.title_zh}》"]
    (first, second), (main, other) = ((zh, en), titles[::-1]) if language == "zh" else ((en, zh), titles)
    st.subheader(plain(first), anchor=False)
    st.markdown(f"{plain(second)}  \n**{plain(main)}**  \n{plain(other)}")
    if provision.chapter:
        st.caption(plain(provision.chapter))
    st.markdown(" ".join(f":gray-badge[{plain(fact)}]" for fact in _facts(card, provision, language)))
    if card.text_basis == "restatement":
        st.warning(label("not_the_text", language), icon=":material/warning:")


def _facts(card: Instrument, provision: Provision, language: str) -> list[str]:
    """Kind, force, number, dates and text basis, each a few words."""
    facts = [label(card.kind, language), label(card.legal_force, language), number_of(card, language)]
    facts.append(phrase("in_force", language, date=day(provision.effective, language)))
    if provision.until is not None:
        facts.append(label("until", language, date=day(provision.until, language)))
    facts.append(label(card.text_basis, language))
    return [fact for fact in facts if fact]


def _summary(provision: Provision, reading: Reading) -> None:
    place = provision.resolve(reading.locator) or provision.locator
    gist = provision.about(place).gist(reading.language) or provision.about().gist(reading.language)
    if gist:
        st.caption(f":material/summarize: {label('summary', reading.language)}")
        st.markdown(plain(gist))


def _source(card: Instrument, language: str) -> None:
    said = phrase("unofficial_abroad", language) if card.text_basis == "restatement" else caveat([card], language)
    st.caption(label("between", language).join((said, label("checked", language, what=plain(card.checked_against)))))
    if said := card.leads_to(language):
        st.caption(f":material/link_off: {plain(said)}")
    if card.official_url.startswith(("https://", "http://")):
        st.link_button(label("official", language), card.official_url, icon=":material/open_in_new:")


def _turn_pages(corpus: Corpus, provision: Provision, reading: Reading) -> None:
    before, after = neighbours(provision, corpus, reading.as_of or date.today())
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        for name, other, icon in (("previous", before, ":material/arrow_back:"), ("next", after, ":material/arrow_forward:")):
            st.button(
                _page_label(name, other, reading.language),
                key=f"page-{name}",
                icon=icon,
                icon_position="right" if name == "next" else "left",
                type="tertiary",
                disabled=other is None,
                on_click=_turn_to,
                args=(other, reading),
            )


def _page_label(name: str, other: Provision | None, language: str) -> str:
    name = label(name, language)
    return name if other is None else label("turn_to", language, name=name, where=_capital(loc.pinpoint(other.locator, language)))


def _turn_to(other: Provision | None, reading: Reading) -> None:
    if other is not None:
        show(Reading(other.instrument, other.locator, (), reading.language, reading.as_of))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
