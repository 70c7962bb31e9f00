"""Spreadsheet files by openpyxl. Nothing else in the project knows openpyxl."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from banfa.export_sheets import Sheet

_WIDEST = 32_767
"""The most characters of a cell."""


def spreadsheet_file(sheets: Iterable[Sheet]) -> bytes:
    """An XLSX file of these sheets. Every cell is text, whatever it starts with; none is a formula."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        for number, row in enumerate((sheet.header, *sheet.rows), 1):
            for column, text in enumerate(row, 1):
                cell = page.cell(number, column)
                cell.value = text[:_WIDEST]
                cell.data_type = "s"
                cell.quotePrefix = True
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=number == 1)
        for column in page.columns:
            longest = max(len(cell.value or "") for cell in column)
            page.column_dimensions[column[0].column_letter].width = min(60, max(10, longest))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
