"""A document's tables as a workbook: numbers that can be reckoned with, one table per sheet."""

from __future__ import annotations

import datetime as dt
import functools
import io
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from . import printed
from .look import Colours, Look
from .model import Cell, Column, Document, Lead, Table
from .packed import repacked
from .sums import holds, parts_of, ranges

_FAINT = "#ebe7de"
_HEAD_ROW = 2  # caption, empty row, head
_LONGEST_NAME = 31  # of a sheet
_COMMENT_WIDTH = 60
# Text is text: nothing a user wrote may become a formula, an address or a number.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NOT_A_FORMULA = "Summan i {columns} är ett tal och ingen formel, eftersom delarna inte ger den."


class _Book:
    """A workbook with the formats it has made so far, each made once."""

    def __init__(self, workbook: Workbook, look: Look) -> None:
        self.workbook = workbook
        self.colours, self.family = look.colours, look.family
        self.look = functools.cache(self._make)

    def _make(self, **properties: Any) -> Format:  # noqa: ANN401 - as XlsxWriter takes them
        base = {"font_name": self.family, "font_size": 11, "font_color": self.colours.ink,
                "valign": "vcenter"}  # fmt: skip
        return self.workbook.add_format({**base, **properties})


def render_xlsx(doc: Document) -> bytes:
    """Return the tables of the document as a workbook; the same bytes for the same document.

    Sums are live formulas that carry the printed value. Text that begins with =, +, - or @ stays
    text.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as workbook:
        book = _Book(workbook, doc.look)
        _properties(workbook, doc)
        names = _sheet_names(doc.tables())
        _front(book, doc, names)
        for table, name in zip(doc.tables(), names, strict=True):
            _sheet(book, table, name)
    return repacked(out.getvalue())


def _properties(workbook: Workbook, doc: Document) -> None:
    day = printed.dated(doc.date)
    workbook.set_properties({
        "title": printed.plain(doc.title),
        "subject": printed.plain(doc.subtitle),
        "author": printed.plain(doc.author),
        "comments": printed.plain(doc.identifier),
        "created": dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC),
    })  # fmt: skip


def _sheet_names(tables: tuple[Table, ...]) -> list[str]:
    names: list[str] = []
    taken = {"innehåll"}
    for table in tables:
        allowed = "".join(sign for sign in printed.plain(table.caption) if sign not in "[]:*?/\\")
        stem = allowed.strip("' ") or "Tabell"
        name, number = stem[:_LONGEST_NAME].strip("' "), 1
        while name.lower() in taken:
            number += 1
            ending = f" {number}"
            name = stem[: _LONGEST_NAME - len(ending)] + ending
        taken.add(name.lower())
        names.append(name)
    return names


def _front(book: _Book, doc: Document, names: list[str]) -> None:
    """The first sheet: what this is, its first sentence, where the tables are, its history."""
    sheet = book.workbook.add_worksheet("Innehåll")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 90)
    about = " · ".join(part for part in (doc.period_text, doc.author, doc.date) if part)
    quiet = book.look(font_color=book.colours.ink_2)
    sheet.write_string(0, 0, printed.plain(doc.subtitle), quiet)
    sheet.write_string(
        1,
        0,
        printed.plain(doc.title),
        book.look(bold=True, font_size=18, font_color=book.colours.heading),
    )
    sheet.write_string(2, 0, printed.plain(about), quiet)
    row = 4
    for lead in (block for block in doc.blocks if isinstance(block, Lead)):
        text = printed.plain("".join(run.text for run in lead.runs))
        sheet.write_string(row, 0, text, book.look(text_wrap=True, font_size=13, valign="top"))
        row += 2
    link = book.look(font_color=book.colours.accent, underline=1)
    for table, name in zip(doc.tables(), names, strict=True):
        place = "internal:'" + name.replace("'", "''") + "'!A1"
        text = f"{printed.plain(table.caption)}, {table.unit.symbol}"
        sheet.write_url(row, 0, place, link, text)
        row += 1
    for line in doc.history:
        row += 1
        sheet.write_string(row, 0, printed.plain(line), book.look(text_wrap=True, valign="top"))


def _sheet(book: _Book, table: Table, name: str) -> None:
    sheet = book.workbook.add_worksheet(name)
    caption = f"{printed.plain(table.caption)},\N{NO-BREAK SPACE}{table.unit.symbol}"
    sheet.write_string(
        0, 0, caption, book.look(bold=True, font_size=14, font_color=book.colours.heading)
    )
    _widths_and_print(sheet, table)
    look = book.look(
        font_color=book.colours.ink_2,
        text_wrap=True,
        valign="bottom",
        bottom=2,
        bottom_color=book.colours.ink,
    )
    sheet.write_string(_HEAD_ROW, 0, printed.plain(table.row_head), look)
    right = book.look(font_color=book.colours.ink_2, text_wrap=True, valign="bottom", bottom=2,
                      bottom_color=book.colours.ink, align="right")  # fmt: skip
    for index, column in enumerate(table.columns, 1):
        head = "\n".join(printed.plain(line) for line in column.head.split("\n"))
        sheet.write_string(_HEAD_ROW, index, head, right)
    if table.has_comments:
        sheet.write_string(_HEAD_ROW, _comment_column(table), printed.COMMENT_HEAD, look)
    for index in range(len(table.rows)):
        _row(book, sheet, table, index)
    quiet = book.look(font_color=book.colours.ink_2, font_size=10)
    below = _HEAD_ROW + len(table.rows) + 2
    for index, note in enumerate((*printed.table_notes(table), *_broken_sums(table))):
        sheet.write_string(below + index, 0, printed.plain(note), quiet)


def _widths_and_print(sheet: Worksheet, table: Table) -> None:
    sheet.hide_gridlines(2)
    longest = max((len(row.text) for row in table.rows), default=10)
    sheet.set_column(0, 0, min(max(longest, len(table.row_head)) + 3, 60))
    for index, column in enumerate(table.columns, 1):
        sheet.set_column(
            index, index, max(12, *(len(line) for line in column.head.split("\n"))) + 2
        )
    if table.has_comments:
        sheet.set_column(_comment_column(table), _comment_column(table), _COMMENT_WIDTH)
    sheet.set_row(_HEAD_ROW, 32)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&Rsida &P av &N")


def _row(book: _Book, sheet: Worksheet, table: Table, index: int) -> None:
    row = table.rows[index]
    line = _HEAD_ROW + 1 + index
    frame = _frame(table, index, book.colours)
    indent = 1 if row.role in ("sub", "subtotal") else 0
    bold = row.role in ("sum", "subtotal", "head")
    sheet.write_string(
        line, 0, printed.plain(row.text), book.look(bold=bold, indent=indent, **frame)
    )
    parts = parts_of(table, row) if row.cells else ()
    for number, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False)):
        look = book.look(
            bold=bold, align="right", font_color=_colour(cell, column, book.colours),
            num_format=_number_format(column), **frame,
        )  # fmt: skip
        place = xl_rowcol_to_cell(line, number + 1)
        if cell.printed is None:
            sheet.write_string(place, printed.cell_text(cell, column), look)
        elif parts and holds(table, row, parts, number):
            sheet.write_formula(place, _formula(parts, number), look, _in_unit(cell, column))
        else:
            sheet.write_number(place, _in_unit(cell, column), look)
    if table.has_comments:
        said = "\n".join(printed.comments(row, table.columns))
        wrapped = book.look(text_wrap=True, indent=1, font_color=book.colours.ink_2, **frame)
        sheet.write_string(line, _comment_column(table), said, wrapped)


def _comment_column(table: Table) -> int:
    """The column of the sheet after the last of the figures."""
    return len(table.columns) + 1


def _number_format(column: Column) -> str:
    digits = "0." + "0" * column.decimals if column.decimals else "0"
    plus = "+" if column.tone == "variance" else ""
    return f"{plus}#,##{digits};\N{MINUS SIGN}#,##{digits};{digits}"


def _in_unit(cell: Cell, column: Column) -> int | float:
    """A printed value in the table's unit: a workbook has no decimals but binary ones."""
    printed_value = cell.printed or 0
    return printed_value / 10**column.decimals if column.decimals else printed_value


def _formula(parts: tuple[int, ...], column: int) -> str:
    first = _HEAD_ROW + 1
    areas = [
        xl_range(first + start, column + 1, first + end, column + 1) for start, end in ranges(parts)
    ]
    return f"=SUM({','.join(areas)})"


def _broken_sums(table: Table) -> list[str]:
    """Return a note for each sum that had to be written as a number."""
    notes = []
    for row in table.rows:
        parts = parts_of(table, row) if row.cells else ()
        columns = [
            column.name
            for number, column in enumerate(table.columns)
            if parts
            and row.cells[number].printed is not None
            and not holds(table, row, parts, number)
        ]
        if columns:
            notes.append(f"{row.text}: " + _NOT_A_FORMULA.format(columns=", ".join(columns)))
    return notes


def _frame(table: Table, index: int, colours: Colours) -> dict[str, Any]:
    foot = printed.first_of_last_sums(table)
    if index == foot:
        return {"top": 2, "top_color": colours.ink}
    if table.rows[index].role == "sum":
        return {"top": 1, "top_color": colours.ink_2}
    if index == foot - 1:
        return {}
    return {"bottom": 1, "bottom_color": _FAINT}


def _colour(cell: Cell, column: Column, colours: Colours) -> str:
    if kind := printed.direction(cell, column):
        return colours.good if kind == "better" else colours.bad
    return colours.ink_3 if column.tone == "pale" or cell.absent is not None else colours.ink
