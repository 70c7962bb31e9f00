"""How fast one session may go: questions, descriptions and memos share one allowance a minute (`BANFA_PAGE_RATE`)."""

from __future__ import annotations

import math

import streamlit as st

from banfa.adapters.http_api.limits import Rates
from banfa.settings import Settings

_RATES = "rates"


def wait() -> int:
    """Take one from the allowance of this session: 0 where there was one left, else the whole seconds until there is one."""
    per_minute = max(0, Settings.from_environment().page_rate)
    found = st.session_state.get(_RATES)
    if not isinstance(found, tuple) or found[0] != per_minute:
        found = st.session_state[_RATES] = (per_minute, Rates(per_minute))
    rates: Rates = found[1]
    return math.ceil(rates.wait("session"))
