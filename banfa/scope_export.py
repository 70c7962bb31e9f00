"""Write a scope check to a file whose suffix chooses the format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from banfa.errors import UsageError
from banfa.export_blocks import about, blocks
from banfa.export_sheets import sheets
from banfa.export_text import jira_csv, json_record, markdown
from banfa.phrases import phrase
from banfa.scope_record import Record


def _docx(record: Record) -> bytes:
    from banfa.adapters.word import word_file

    return word_file(phrase("export_title", record.language), about(record), blocks(record))


def _xlsx(record: Record) -> bytes:
    from banfa.adapters.spreadsheet import spreadsheet_file

    return spreadsheet_file(sheets(record))


def _ics(record: Record) -> bytes:
    from banfa.adapters.calendar import calendar_file

    if not record.dates:
        raise UsageError(
            "There is no date to write: no duty that applies runs from a day that was given. Give one: "
            "--date 2027-01-04 (start of the service), or --date change=2027-01-04."
        )
    return calendar_file(record, about(record), phrase("export_title", record.language))


FORMATS: dict[str, Callable[[Record], bytes]] = {
    ".md": markdown,
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".csv": jira_csv,
    ".ics": _ics,
    ".json": json_record,
}


def exported(record: Record, suffix: str) -> bytes:
    """The record in the format of a suffix (``.md``, ``.docx``, ``.xlsx``, ``.csv``, ``.ics``, ``.json``).

    Raises:
        UsageError: no such format, or a calendar without a date.
    """
    check_suffix(Path(f"export{suffix}"))
    return FORMATS[suffix.lower()](record)


def check_suffix(file: Path) -> None:
    """Refuse a file before anybody is asked ten questions for it.

    Raises:
        UsageError: there is no format of its suffix.
    """
    if file.suffix.lower() not in FORMATS:
        raise UsageError(f"{file}: there is no export of that suffix. Use {', '.join(FORMATS)}.")


def export(record: Record, file: Path) -> None:
    """Write the record to a file, in the format of its suffix.

    Raises:
        UsageError: no such format, a calendar without a date, or a file that cannot be written.
    """
    content = exported(record, file.suffix)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error}.") from error
