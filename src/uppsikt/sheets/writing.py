"""Rows out again, as CSV or an Excel workbook that ``read_table`` reads as they were."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from uppsikt.figures import UppsiktError
from uppsikt.sheets.cells import Value, displayed

MOST_ROWS = 1_048_575
"""Below a head of one row, in an Excel sheet. Source: Excel's own specification."""


class TooManyRows(UppsiktError):
    """More rows than a sheet has room for."""


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Semicolons and UTF-8 with its mark, which Excel in Swedish opens as it is."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


_RISKY = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Value) -> Value:
    """The value, with an apostrophe before a text that a spreadsheet would take for a formula.

    CSV has no types; so spreadsheets themselves write a text that looks like something else.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value


def xlsx_bytes(sheet: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A workbook of one sheet; see ``workbook_bytes``."""
    return workbook_bytes((sheet, heads, rows))


def workbook_bytes(*sheets: tuple[str, Sequence[str], Iterable[Sequence[Value]]]) -> bytes:
    """A workbook of sheets, each with its name, heads and rows.

    Texts are texts also where they look like formulas or numbers. Raises TooManyRows.
    """
    import xlsxwriter  # what only reads tables, as a review does, needs it not

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name, heads, rows in sheets:
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            page.set_column(0, len(heads) - 1, 16)
            for column, head in enumerate(heads):
                page.write_string(0, column, head, bold)
            _write_rows(page, rows, day)
    return content.getvalue()


def _write_rows(page: Any, rows: Iterable[Sequence[Value]], day: object) -> None:  # noqa: ANN401
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise TooManyRows(
                "Raderna får inte plats i ett Excel-blad.", todo="Välj CSV i stället."
            )
        for column, value in enumerate(row):
            _write(page, (number, column), value, day)


def _write(page: Any, place: tuple[int, int], value: Value, day: object) -> None:  # noqa: ANN401 — xlsxwriter has no types
    if isinstance(value, date):
        page.write_datetime(*place, value, day)
    elif isinstance(value, Decimal):
        page.write_number(*place, float(value))  # at most 15 digits, which a double tells apart
    elif value != "":
        page.write_string(*place, displayed(value) if not isinstance(value, str) else value)


def _plain(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)
