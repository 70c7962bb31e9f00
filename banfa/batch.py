"""A batch: a file with one JSON object per line in, each with an ``id``, and one per line out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from banfa.errors import UsageError

T = TypeVar("T")
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def read_batch(batch: Path, fields: str, read: Callable[[Mapping[str, Any]], T]) -> Iterator[tuple[str, T]]:
    """What ``read`` makes of each object, behind where it stands (``file, line n``).

    Args:
        fields: the fields of an object, for the message on one that does not have them.

    Raises:
        UsageError: the file or a line of it cannot be read, or ``read`` refuses one; the message names file and line.
    """
    try:
        content = batch.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{batch} cannot be read: {error}.") from error
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{batch}, line {number}"
        try:
            yield where, read(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(f"{where}: not {{{fields}}} as JSON ({error}).") from error
        except UsageError as error:
            raise UsageError(f"{where}: {error}") from error


def json_line(value: object, indent: int | None = None) -> str:
    """JSON in which no character inside a string ends a line, for readers that split lines as Python does."""
    return _LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))
