"""What in a text its writer should see before a chat model on another machine reads it."""

from __future__ import annotations

from collections.abc import Iterable

from app.plain import plain
from app.wording import label
from banfa.confidential import Sensitive, sensitive
from banfa.outside import goes_outside
from banfa.settings import Settings


def found(text: str, model: str) -> tuple[Sensitive, ...]:
    """What should not leave the house in a text for ``model`` (as in ``BANFA_WRITER``); nothing where the text stays here."""
    return sensitive(text) if goes_outside(model, Settings.from_environment().writer_url) else ()


def listed(things: Iterable[Sensitive], language: str) -> str:
    """What was found, a line for each kind, each with enough of it to be known again."""
    kinds: dict[str, list[str]] = {}
    for one in things:
        kinds.setdefault(one.kind, []).append(plain(one.masked))
    return "\n".join(f"- {label(f'held_{kind}', language)}: {', '.join(dict.fromkeys(shown))}" for kind, shown in kinds.items())
