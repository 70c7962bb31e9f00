"""The options by which a command narrows what may be found."""

from __future__ import annotations

from typing import Annotated

import typer

from banfa.filters import NAMES

FIELDS = ", ".join(f'"{name}"?' for name in NAMES)
"""The filters as fields of a line of a batch, each a name or a list of names."""

Instrument = Annotated[
    list[str] | None, typer.Option("--instrument", help="Only this instrument: an id or a name. Each filter can be repeated.")
]
Force = Annotated[
    list[str] | None,
    typer.Option("--legal-force", help="Only what is binding, recommended, policy; or law, standard, …"),
]
Actor = Annotated[list[str] | None, typer.Option("--actor", help="Only provisions that address: provider, platform, user, …")]
Topic = Annotated[list[str] | None, typer.Option("--topic", help="Only provisions on: labelling, minors, training_data, …")]
