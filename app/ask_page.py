"""The page to ask on: the first screen, the conversation, the box to ask in. It draws; it computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import asking, conversation, engine, filter_box, history, language, room, since, threads_box, thumbs, wording
from app.conversation import Turn
from app.plain import plain
from app.view import ReplyView
from app.wording import label
from banfa.card_told import number_of
from banfa.corpus import Corpus
from banfa.errors import BanfaError
from banfa.phrases import phrase
from banfa.render import day

_LONGEST_SHOWN = 1200
_LONGEST_ASKED = 200_000
_IN_OTHER = 3
"""Suggestions in the language that is not that of the page."""
_SCALES = ":material/balance:"
_SCROLL = """{
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  document.querySelector(".st-key-turn-NUMBER")?.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
}"""


def page() -> None:
    """The page from top to bottom. The first screen and the box to ask in do not wait for the engine."""
    threads_box.follow_address()
    turns = conversation.turns()
    menu = _header(begun=bool(turns))
    threads_box.told(language.chosen())
    filters = _ask_box()
    holdings = _welcome() if not turns else None
    try:
        with st.spinner(label("opening", language.chosen()), show_time=True):
            assistant = engine.load()
    except BanfaError as error:
        _trouble(error)
        _threads(menu)
        return
    filter_box.draw(filters, assistant.corpus, language.chosen())
    if holdings is not None:
        _holdings(holdings, assistant.corpus)
    since.draw(turns, assistant.corpus, language.chosen())
    for number, turn in enumerate(turns):
        _turn(turn, number, assistant)
    history.keep(turns, assistant.corpus)
    _threads(menu)
    room.draw(assistant.corpus)


def _threads(menu: DeltaGenerator) -> None:
    """The list in the side bar and the menu of the open thread, last: a question just answered is a thread by then."""
    with st.sidebar:
        threads_box.draw(engine.library, language.chosen())
    with menu:
        threads_box.menu(language.chosen())


def _header(*, begun: bool) -> DeltaGenerator:
    """The heading. Returns the place of the menu of the open thread."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if begun:
            st.markdown("**Banfa 办法**", width="content")
            st.space("stretch")
            menu = st.container(width="content")
            words = label("new", language.chosen())
            st.button(words, key="new", icon=":material/add_comment:", type="tertiary", on_click=threads_box.start_over)
        else:
            st.title("Banfa 办法", anchor=False)
            menu = st.container(width="content")
    return menu


def _ask_box() -> DeltaGenerator:
    """The box to ask in. Returns the place above it for the filters, which need the corpus."""
    with st.bottom:
        asking.draw(language.chosen())
        filters = st.container()
        st.chat_input(
            label("ask_here", language.chosen()),
            key="question",
            max_chars=_LONGEST_ASKED,
            on_submit=lambda: asking.ask(st.session_state.question),
        )
        st.caption(phrase("unofficial", language.chosen()))
    return filters


def _welcome() -> DeltaGenerator:
    """The first screen, in the language chosen, and in short in the other, in which one may ask as well.

    Returns the place where the holdings are listed once they are known.
    """
    chosen, other = ("zh", "en") if language.chosen() == "zh" else ("en", "zh")
    st.markdown(label("about", chosen))
    st.caption(label("about", other))
    _suggest(label("try", chosen), wording.SUGGESTIONS[chosen], f"suggested-{chosen}")
    _suggest(label("try", other), wording.SUGGESTIONS[other][:_IN_OTHER], f"suggested-{other}")
    st.caption(phrase("as_of", chosen, date=day(date.today(), chosen)))
    return st.container()


def _suggest(title: str, questions: Sequence[str], key: str) -> None:
    def chosen() -> None:
        asking.ask(st.session_state[key])
        st.session_state[key] = None

    st.pills(title, questions, key=key, wrap=True, on_change=chosen)


def _holdings(place: DeltaGenerator, corpus: Corpus) -> None:
    chosen = language.chosen()
    with place.expander(label("holdings", chosen), icon=":material/library_books:", type="compact"):
        for card in corpus.instruments.values():
            basis = "" if card.text_basis == "translation" else f" · {label(card.text_basis, chosen)}"
            since = phrase("in_force", chosen, date=day(card.in_force, chosen))
            number = f"{plain(number_of(card, chosen))} · " if card.number else ""
            titles = [plain(card.title_en), f"《{plain(card.title_zh)}》"]
            first, second = titles[::-1] if chosen == "zh" else titles
            st.markdown(f"**{first}**  \n{second}  \n:small[{number}{since}{basis}]")


def _turn(turn: Turn, number: int, assistant: engine.Engine) -> None:
    fresh, turn.shown = not turn.shown, True
    with st.container(key=f"turn-{number}", gap="xsmall"):
        with st.chat_message("user", avatar=":material/person:"):
            st.text(turn.question[:_LONGEST_SHOWN])
            if len(turn.question) > _LONGEST_SHOWN:
                st.caption(label("asked_long", turn.language, n=len(turn.question)))
            if narrowed := filter_box.told(turn.filters, turn.as_of, assistant.corpus, turn.language):
                st.caption(plain(narrowed))
        aim = st.empty()  # always there, so that what follows keeps its place when the page is drawn again
        if fresh:
            _scroll_to(number, aim)
        with st.chat_message("assistant", avatar=_SCALES):
            if turn.open:
                with st.spinner(label("thinking", turn.language)):
                    conversation.answer(turn, assistant)
            conversation.revive(turn, assistant.corpus)
            if turn.reply is None:
                _without_reply(turn)
            else:
                ReplyView(turn.reply, assistant.corpus, number).draw(streamed=fresh)
                thumbs.draw(turn, number)


def _without_reply(turn: Turn) -> None:
    """What was said instead of a reply, or what a reply said that cannot be drawn any more."""
    if turn.stored and "reply" in turn.stored:
        st.caption(label("turn_as_text", turn.language))
        st.text(turn.trouble)
    else:
        st.info(plain(turn.trouble), icon=":material/info:")


def _scroll_to(number: int, place: DeltaGenerator) -> None:
    """Bring a new turn into view from its question on. Streamlit itself would leave the page where it is, or at its end."""
    place.html(f"<span hidden></span><script>{_SCROLL.replace('NUMBER', str(number))}</script>", unsafe_allow_javascript=True)


def _trouble(error: BanfaError) -> None:
    chosen = language.chosen()
    st.error(f"**{label('cannot_answer', chosen)}** {plain(str(error))}", icon=":material/build:")
    st.button(label("again", chosen), key="again", icon=":material/refresh:")


page()
