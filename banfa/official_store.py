"""The official texts on the user's own machine: one JSON file for each wording, replaced in one step, the old one kept beside it.

<data>/official/<instrument>/<effective date>.json              the text that serves
<data>/official/<instrument>/<effective date>.until-<time>.json  a text that was replaced then
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from banfa.errors import OfficialTextError
from banfa.official import OfficialArticle, Officials, OfficialText

_LAYOUT = 1


def file_of(data: Path, instrument: str, effective: date) -> Path:
    """Where the official text of a wording is kept."""
    return data / "official" / instrument / f"{effective}.json"


def read_official(data: Path, instrument: str, effective: date) -> OfficialText | None:
    """The official text of a wording, or None where none was fetched.

    Raises:
        OfficialTextError: the file is damaged.
    """
    file = file_of(data, instrument, effective)
    try:
        content = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(file, instrument, str(error)) from error
    try:
        table = json.loads(content)
        text = OfficialText(
            instrument=instrument,
            effective=effective,
            language=str(table["language"]),
            address=str(table["address"]),
            fetched=datetime.fromisoformat(table["fetched"]),
            articles=tuple(OfficialArticle(str(a["locator"]), tuple(map(str, a["lines"]))) for a in table["articles"]),
        )
        said = str(table["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(file, instrument, f"{type(error).__name__} {error}") from error
    if text.sha256 != said:
        raise _damaged(file, instrument, "its text does not have the SHA-256 that stands in it")
    return text


def read_officials(data: Path, wordings: Iterable[tuple[str, date]]) -> Officials:
    """The official texts that are at hand for some wordings.

    Raises:
        OfficialTextError: a file is damaged.
    """
    found = {(name, day): read_official(data, name, day) for name, day in wordings}
    return {key: text for key, text in found.items() if text is not None}


def write_official(data: Path, text: OfficialText) -> Path | None:
    """Keep a text; returns where the one that it replaced is kept now, or None where it is the first.

    Raises:
        OfficialTextError: it cannot be written.
    """
    file = file_of(data, text.instrument, text.effective)
    table = {
        "layout": _LAYOUT,
        "instrument": text.instrument,
        "effective": text.effective.isoformat(),
        "language": text.language,
        "address": text.address,
        "fetched": text.fetched.isoformat(timespec="seconds"),
        "sha256": text.sha256,
        "articles": [{"locator": article.locator, "lines": list(article.lines)} for article in text.articles],
    }
    kept = file.with_name(f"{text.effective}.until-{text.fetched:%Y%m%dT%H%M%SZ}.json") if file.exists() else None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if kept is not None:
            _put(kept, file.read_bytes())
        _put(file, (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise OfficialTextError(f"{file} cannot be written: {error}. Free space there, or set BANFA_DATA elsewhere.") from error
    return kept


def _put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _damaged(file: Path, instrument: str, why: str) -> OfficialTextError:
    remedy = f"Run `banfa fetch {instrument}` to have it anew, or delete it."
    return OfficialTextError(f"The official text in {file} is damaged: {why}. {remedy}")
