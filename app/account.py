"""Who is at the page: somebody signed in (OIDC, as Streamlit's secrets file says), whoever sits at this machine, or a guest."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from app.plain import plain, short
from app.wording import label
from banfa.errors import UsageError
from banfa.outside import is_loopback
from banfa.settings import Settings
from banfa.threads import LOCAL, owner_of

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")


def configured() -> bool:
    """Whether the secrets file says how to sign in."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def signed_in() -> bool:
    """Whether the visitor is signed in."""
    return bool(st.user.get("is_logged_in", False))


def owner() -> str | None:
    """Whose threads the visitor sees; None for a guest, whose conversation is kept nowhere."""
    if signed_in():
        subject = str(st.user.get("sub") or "")
        return owner_of(str(st.user.get("iss") or ""), subject) if subject else None
    return LOCAL if _at_this_machine() else None


def barred(language: str) -> bool:
    """Whether the page is closed to the visitor; it then says why and how to get in."""
    try:
        wanted = Settings.from_environment().sign_in
    except UsageError as error:
        st.error(plain(str(error)), icon=":material/build:")
        return True
    if wanted != "required" or signed_in():
        return False
    st.title("Banfa 办法", anchor=False)
    if configured():
        st.markdown(label("sign_in_first", language))
        st.button(label("sign_in", language), key="sign-in", icon=":material/login:", type="primary", on_click=st.login)
    else:
        st.error(label("sign_in_missing", language), icon=":material/build:")
    return True


def draw(language: str) -> None:
    """The way in or out, where there is one."""
    if signed_in():
        name = str(st.user.get("name") or st.user.get("email") or label("you", language))
        st.caption(f":material/person: {plain(short(name, 60))}")
        st.button(label("sign_out", language), key="sign-out", icon=":material/logout:", type="tertiary", on_click=st.logout)
    elif configured():
        st.button(label("sign_in", language), key="sign-in-here", icon=":material/login:", type="tertiary", on_click=st.login)


def _at_this_machine() -> bool:
    """Whether the browser runs on this machine: it called it by a name of its own, straight and not through a proxy."""
    headers = st.context.headers
    if not len(headers):
        return True  # no server at all, as in tests
    if st.context.ip_address is not None or any(name in headers for name in _FORWARDED):
        return False
    host = urlsplit(f"//{headers.get('Host', '')}").hostname or ""
    origin = urlsplit(headers.get("Origin", "")).hostname or ""
    return is_loopback(host) and is_loopback(origin)
