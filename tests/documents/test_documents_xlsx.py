"""The workbook, read back: numbers, live sums, text that stays text."""

from __future__ import annotations

import dataclasses
import io

import openpyxl

from documents.october import net_cost_table, october
from uppsikt.documents import Cell, Column, Document, Row, Table, render_xlsx
from uppsikt.documents.sums import ranges
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Unit


def opened(doc: Document, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(doc)), data_only=values)


def only(table: Table) -> Document:
    return dataclasses.replace(october(), blocks=(table,))


def test_numbers_are_numbers_and_the_unit_stands_in_the_caption() -> None:
    sheet = opened(october()).worksheets[1]
    assert sheet["A1"].value == "Verksamheternas nettokostnader,\u00a0tkr"
    assert [cell.value for cell in sheet[3]][1] == "Utfall\nokt 2021"
    assert sheet["A7"].value == "Ekonomiskt bistånd"
    assert [cell.value for cell in sheet[7]][1:] == [-50150, -57500, -47917, -49479, -60000, -2500]
    assert sheet["B7"].number_format == "#,##0;−#,##0;0"
    assert sheet["G7"].number_format == "+#,##0;−#,##0;0"


def test_sums_are_live_and_carry_the_printed_value() -> None:
    live, stored = opened(october()).worksheets[1], opened(october(), values=True).worksheets[1]
    assert live["B15"].value == "=SUM(B4:B14)"
    assert [cell.value for cell in stored[15]] == [
        "Summa", -219284, -252950, -223972, -217014, -258950, -6000,
    ]  # fmt: skip


def test_sums_of_named_rows() -> None:
    live, stored = opened(october()).worksheets[2], opened(october(), values=True).worksheets[2]
    assert live["C7"].value == "=SUM(C5:C6)"
    assert stored["C7"].value == -5000
    assert live["B7"].value == "går ej"


def test_absent_values_are_text_and_explained() -> None:
    sheet = opened(october()).worksheets[1]
    assert sheet["E14"].value == "–"
    assert any(str(row[0].value).startswith("– betyder") for row in sheet.iter_rows(min_row=16))


def test_heads_and_first_column_stay_in_sight() -> None:
    sheet = opened(october()).worksheets[1]
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"


def test_text_never_becomes_a_formula() -> None:
    for bad in ("=1+1", "+46 33", "-A1", "@SUM(A1)", "\t=1", "http://x.se", "0123", "{=1}"):
        column = Column(bad, bad)
        row = Row(bad, bad, "row", (Cell(1),), "a")
        table = Table("t", bad, bad, Unit.TKR, (column,), (row,), (bad,), row_head=bad)
        doc = Document(bad, bad, bad, bad, bad, (table,), bad)
        book = opened(doc)
        cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
        assert book.worksheets[1]["A4"].value == bad


def test_a_sum_that_its_parts_do_not_give_is_a_number_with_a_note() -> None:
    table = net_cost_table()
    absent = (Cell(absent=NOT_COMPUTABLE), *table.rows[0].cells[1:])
    rows = (dataclasses.replace(table.rows[0], cells=absent), *table.rows[1:])
    sheet = opened(only(dataclasses.replace(table, rows=rows))).worksheets[1]
    assert sheet["B15"].value == -219284
    assert sheet["C15"].value == "=SUM(C4:C14)"
    notes = [str(row[0].value) for row in sheet.iter_rows(min_row=16)]
    assert "Summa: Summan i Utfall 2021-10 är ett tal" in " ".join(notes)


def test_a_part_without_an_entry_adds_nothing() -> None:
    rows = (
        Row("a", "a", "row", (Cell(absent=MISSING),), "a"),
        Row("b", "b", "row", (Cell(5),), "b"),
        Row("Summa", "Summa", "sum", (Cell(5),), "s"),
    )
    table = Table("t", "T", "T", Unit.TKR, (Column("U", "U"),), rows)
    assert opened(only(table)).worksheets[1]["B6"].value == "=SUM(B4:B5)"


def test_sheets_have_names_of_their_own() -> None:
    name = "Verksamheternas nettokostnader: alla [nämnder]/år"
    tables = tuple(
        dataclasses.replace(net_cost_table(), caption=name, key=str(n)) for n in range(3)
    )
    book = opened(dataclasses.replace(october(), blocks=tables))
    assert book.sheetnames == [
        "Innehåll", "Verksamheternas nettokostnader", "Verksamheternas nettokostnade 2",
        "Verksamheternas nettokostnade 3",
    ]  # fmt: skip
    links = [
        cell.hyperlink.location for (cell,) in book.worksheets[0].iter_rows() if cell.hyperlink
    ]
    assert links[1] == "'Verksamheternas nettokostnade 2'!A1"


def test_unbroken_runs() -> None:
    assert ranges([5, 1, 2, 3, 9]) == [(1, 3), (5, 5), (9, 9)]


def test_same_document_same_bytes() -> None:
    assert render_xlsx(october()) == render_xlsx(october())
