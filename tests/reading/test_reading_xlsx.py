"""Workbooks: numbers as shown, tables parted by blank rows, merged heads, hidden sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from table_text import assert_places, prose, table_text

from documents.october import net_cost_table, october
from uppsikt.documents import render_xlsx
from uppsikt.figures import Unit
from uppsikt.reading import Document, Limits, Unreadable, read
from uppsikt.reading.office.xlsx_numbers import shown_number

Book = Any  # XlsxWriter has no types


def workbook(tmp_path: Path, build: Callable[[Book], None]) -> Document:
    path = tmp_path / "rapport.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        build(book)
    return read(path)


def fill(sheet: Book, rows: list[list[object]], look: Book = None) -> None:
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(index, column, value, *([look] if not isinstance(value, str) else []))


def test_our_own_workbook_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(render_xlsx(october()))
    document = read(path)
    net = document.tables[0]
    assert (net.title.text, net.unit) == ("Verksamheternas nettokostnader,\u00a0tkr", Unit.TKR)
    assert [
        None if cell.number is None else int(cell.number.amount.number)
        for row in net.rows
        for cell in row.cells
    ] == [cell.printed for row in net_cost_table().rows for cell in row.cells]
    assert assert_places(document) > 70
    number = net.rows[0].cells[0].number
    assert number is not None
    line = document.lines[number.spans[0].line]
    assert (line.page, line.number) == (2, 4)


@pytest.mark.parametrize(
    ("value", "code", "text", "number", "step"),
    [
        (-11149.33, "#,##0", "−11\u00a0149", "-11149", "1"),
        (-11149.33, "#,##0,", "−11", "-11", "1"),
        (0.16, "0%", "16\u00a0%", "16", "1"),
        (0.1567, "0.0 %", "15,7\u00a0%", "15.7", "0.1"),
        (12.5, "General", "12,5", "12.5", "0.1"),
        (0.1 + 0.2, "General", "0,3", "0.3", "0.1"),
        (2500, '# ##0 "tkr"', "2\u00a0500\u00a0tkr", "2500", "1"),
        (2.5, "#,##0.00;[Red]-#,##0.00", "2,50", "2.50", "0.01"),
        (0, '#,##0;-#,##0;"–"', "0", "0", "1"),
        (7, "General", "7", "7", "1"),
    ],
)
def test_a_number_is_read_as_it_is_shown(
    value: float, code: str, text: str, number: str, step: str
) -> None:
    shown = shown_number(value, code)
    assert shown is not None
    assert (shown[0], str(shown[1].number), str(shown[1].step)) == (text, number, step)


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "mmm yy", "[h]:mm", "åååå-MM-DD"])
def test_dates_are_no_numbers(code: str) -> None:
    assert shown_number(44865.0, code) is None


def test_two_tables_on_a_sheet_with_dates_and_merged_heads(tmp_path: Path) -> None:
    def build(book: Book) -> None:
        sheet = book.add_worksheet("Ekonomi")
        look = book.add_format({"num_format": "#,##0"})
        fill(sheet, [
            ["Nettokostnader, tkr"],
            ["Verksamhet", None, None, "Avvikelse"],
            [None, None, None],
            ["Bistånd", -49479.4, -50150.2, 671],
            ["Summa", -49479, -50150, 671],
            [],
            ["Enhet", "Antal"],
            ["Norr", 12],
        ], look)  # fmt: skip
        sheet.write_datetime(
            8,
            0,
            dt.date(2022, 10, 31),
            book.add_format({"num_format": "yyyy-mm-dd"}),
        )
        sheet.merge_range(1, 1, 1, 2, "Utfall")
        sheet.write(2, 1, 2022)
        sheet.write(2, 2, 2021)

    document = workbook(tmp_path, build)
    assert prose(document)[0] == "# Ekonomi"
    assert [table_text(one) for one in document.tables] == [
        [
            "Utfall / 2022 | Utfall / 2021 | Avvikelse",
            "Bistånd: -49479 | -50150 | 671",
            "Summa: -49479 | -50150 | 671",
        ],
        ["Antal", "Norr: 12"],
    ]
    assert document.tables[0].unit is Unit.TKR


def test_hidden_and_empty_sheets_are_skipped(tmp_path: Path) -> None:
    def build(book: Book) -> None:
        book.add_worksheet("Tomt")
        hidden = book.add_worksheet("Dolt")
        fill(hidden, [["Hemligt", 5]])
        hidden.hide()
        fill(book.add_worksheet("Synligt"), [["Bistånd", 7]])

    document = workbook(tmp_path, build)
    assert [table_text(one) for one in document.tables] == [["", "Bistånd: 7"]]


def test_a_workbook_with_nothing_in_it(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="Arbetsboken är tom"):
        workbook(tmp_path, lambda book: book.add_worksheet())


def test_formulas_count_with_their_saved_value(tmp_path: Path) -> None:
    def build(book: Book) -> None:
        sheet = book.add_worksheet()
        fill(sheet, [["Tkr", "Utfall"], ["A", 1], ["B", 2]])
        sheet.write(3, 0, "Summa")
        sheet.write_formula(3, 1, "=SUM(B2:B3)", None, 4)

    assert table_text(workbook(tmp_path, build).tables[0])[-1] == "Summa: 4"


def test_an_extract_from_a_system_is_refused(tmp_path: Path) -> None:
    def build(book: Book) -> None:
        fill(book.add_worksheet(), [["a", 1, 2]] * 500)

    workbook(tmp_path, build)
    with pytest.raises(Unreadable, match="tabeller är för stora"):
        read(tmp_path / "rapport.xlsx", Limits(cells=1000))
