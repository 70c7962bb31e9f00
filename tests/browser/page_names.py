"""The pages by name, with what follows the address of the server."""

from __future__ import annotations

from app.navigation import NAMES

PAGES = {name: "" if name == "ask" else f"/{name}" for name in NAMES}
