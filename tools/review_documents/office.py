"""An invented report as a Word document and as a workbook, the way an office makes them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from decimal import Decimal

import docx
import xlsxwriter
from docx.shared import Pt

from .source import Block, Heading, Items, Paragraph, Table

_NUMBER = re.compile(r"-?\d[\d ]*(,\d+)?( %)?$")


def word(blocks: Sequence[Block]) -> bytes:
    """A Word document: headings by style, lists by style, tables with a head row."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(10.5)
    for block in blocks:
        if isinstance(block, Heading):
            document.add_heading(block.text, block.level)
        elif isinstance(block, Paragraph):
            document.add_paragraph(block.text)
        elif isinstance(block, Items):
            for item in block.items:
                style = "List Number" if block.ordered else "List Bullet"
                document.add_paragraph(item, style)
        else:
            _word_table(document, block)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _word_table(document: docx.document.Document, table: Table) -> None:
    made = document.add_table(len(table.rows) + 1, len(table.head), "Table Grid")
    for row, printed in zip(made.rows, (table.head, *table.rows), strict=True):
        for cell, text in zip(row.cells, printed, strict=True):
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8)


def workbook(blocks: Sequence[Block]) -> bytes:
    """A workbook: one sheet for each table, with its heading above it and figures as numbers."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        heading, sheets = "", 0
        for block in blocks:
            if isinstance(block, Heading):
                heading = block.text
            elif isinstance(block, Table):
                sheets += 1
                sheet = book.add_worksheet(f"Tabell {sheets}")
                sheet.write_string(0, 0, heading)
                _fill(book, sheet, block)
    return made.getvalue()


def _fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table) -> None:
    for at, row in enumerate((table.head, *table.rows), 2):
        for column, text in enumerate(row):
            found = _NUMBER.match(text)
            if at == 2 or column == 0 or not found:
                sheet.write_string(at, column, text)
                continue
            value = Decimal(text.replace(" ", "").replace(",", ".").rstrip("%"))
            share, places = bool(found[2]), "." + "0" * (len(found[1]) - 1) if found[1] else ""
            shape = book.add_format({"num_format": f"0{places}%" if share else f"#,##0{places}"})
            sheet.write_number(at, column, value / 100 if share else value, shape)
