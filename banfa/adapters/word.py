"""Word files by python-docx. Nothing else in the project knows python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterable

import docx

from banfa.export_blocks import Block, Heading, Line, Quote


def word_file(title: str, footer: str, blocks: Iterable[Block]) -> bytes:
    """A DOCX file of these blocks; the footer stands on every page."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.sections[0].footer.paragraphs[0].text = footer
    for block in blocks:
        if isinstance(block, Heading):
            document.add_heading(block.text, block.level)
        elif isinstance(block, Line):
            document.add_paragraph(block.text, style="List Bullet" if block.bullet else None)
        elif isinstance(block, Quote):
            document.add_paragraph(f"“{block.text}” [{block.cite}]", style="Intense Quote")
        else:
            table = document.add_table(rows=0, cols=len(block.header), style="Table Grid")
            for row in (block.header, *block.rows):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
