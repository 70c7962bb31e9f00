"""The programs ``ingest`` and ``evals`` beside the library, found in a checkout; the library never imports them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from banfa.errors import UsageError


def program(name: str) -> Any:
    """The ``command`` module of a program.

    Raises:
        UsageError: it is not there.
    """
    root = str(Path(__file__).resolve().parent.parent)
    if root not in sys.path:
        sys.path.insert(0, root)
    try:
        return importlib.import_module(f"{name}.command")
    except ModuleNotFoundError as error:
        if error.name not in {name, f"{name}.command"}:
            raise
        raise UsageError(f"The program {name}/ is not beside the library. Run from a checkout of the repository.") from None
