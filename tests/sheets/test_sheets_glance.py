"""The quick look at a sheet says what the careful one says, or nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from sheets.books import workbook
from uppsikt.sheets.glance import glance
from uppsikt.sheets.look import Scan
from uppsikt.sheets.scan import careful, scans

WIDTHS = {"3": 4, "12": 6}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROOT = f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}">'

_KINDS = st.sampled_from(["", ' t="n"', ' t="e"', ' t="s"', ' t="str"'])
_STYLES = st.sampled_from(["", ' s="3"', ' s="12"', ' s="1"'])
_INSIDE = st.sampled_from(
    [
        "", "<v>12</v>", "<v></v>", "<v/>", "<v>#REF!</v>", "<f>A1</f>", "<f>A1</f><v>1</v>",
        '<f t="shared" si="0"/>', '<f t="shared" si="0"/><v>0</v>', "<f>A1</f><v/>",
        '<f>IF(A1="e",1,\'Blad 2\'!B2)</f><v>1</v>', '<is><t>t="e" &amp; hidden="1"</t></is>',
        "<f>A1&amp;B1</f><v>å</v>", "<v>#N/A &amp;</v>",
    ]
)  # fmt: skip
_COLUMNS = ("A", "B", "Z", "AA", "BC", "XFD")
_HIDDEN = st.sampled_from(["", ' hidden="1"', ' hidden="0"', ' spans="1:3" hidden="true"'])


@st.composite
def _cell(draw: st.DrawFn, column: str, row: int) -> str:
    place = f'<c r="{column}{row}"{draw(_STYLES)}{draw(_KINDS)}'
    inside = draw(_INSIDE)
    return f"{place}>{inside}</c>" if inside else f"{place}/>"


@st.composite
def _row(draw: st.DrawFn, row: int) -> str:
    columns = draw(st.sets(st.sampled_from(_COLUMNS), max_size=4))
    cells = "".join(draw(_cell(name, row)) for name in _COLUMNS if name in columns)
    start = f'<row r="{row}"{draw(_HIDDEN)}'
    return f"{start}>{cells}</row>" if cells else f"{start}/>"


@st.composite
def sheet(draw: st.DrawFn) -> str:
    numbers = sorted(draw(st.sets(st.integers(1, 2000), max_size=5)))
    rows = "".join(draw(_row(number)) for number in numbers)
    columns = draw(
        st.sampled_from(["", '<cols><col min="2" max="3" width="9" hidden="1"/></cols>'])
    )
    data = f"<sheetData>{rows}</sheetData>" if rows else "<sheetData/>"
    return f"{ROOT}{columns}{data}</worksheet>"


def told(scan: Scan) -> tuple[object, ...]:
    return scan.hidden_rows, scan.hidden_columns, scan.broken, scan.padded


@given(xml=sheet())
def test_the_two_looks_say_the_same(xml: str) -> None:
    content = xml.encode()
    quick, plain = glance(io.BytesIO(content), WIDTHS), careful(io.BytesIO(content), WIDTHS)
    if quick is None:
        assert b"#N/A &amp;" in content, "only a coded error may be left to the careful look"
        return
    assert told(quick) == told(plain)
    assert quick.extent >= plain.extent
    if plain.rows[1]:
        assert quick.rows[0] <= plain.rows[0]
        assert quick.rows[1] >= plain.rows[1]
        assert quick.columns[1] >= plain.columns[1]


@pytest.mark.parametrize(
    "xml",
    [
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>',
        f"{ROOT}<sheetData><row r=\"1\"><c r=\"A1\" t='e'/></row></sheetData></worksheet>",
        f'{ROOT}<sheetData><row r="1"><c t="e" r="A1"/></row></sheetData></worksheet>',
        f'{ROOT}<sheetData><row><c r="A1"/></row></sheetData></worksheet>',
        f'{ROOT}<sheetData><row r="1"><c\nr="A1" t="e"/></row></sheetData></worksheet>',
        f'{ROOT}<sheetData><row r="1"><c r="A1" t = "e"/></row></sheetData></worksheet>',
        f'{ROOT}<sheetData><row r="1" hidden="&#49;"/></sheetData></worksheet>',
        f'{ROOT}<sheetData><!-- <row r="1"> --><row r="1"/></sheetData></worksheet>',
        f'{ROOT}<sheetData><row r="1"><![CDATA[ ]]></row></sheetData></worksheet>',
        f'{ROOT}<sheetData><row r="1"/>',
        f'{ROOT}<sheetData><row r="1"/></sheetData>',
        "",
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_left_to_the_careful_look(xml: str) -> None:
    assert glance(io.BytesIO(xml.encode()), WIDTHS) is None


def test_what_programs_write_is_looked_at_quickly(tmp_path: Path) -> None:
    def untidy(book: openpyxl.Workbook) -> None:
        sheet = book["Blad1"]
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    rows: list[list[object]] = [["Konto", "Belopp"], [4010, "=A2"], ["#REF!", 7]]
    ours = workbook(tmp_path / "a.xlsx", rows, untidy)
    other = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(other) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Konto", "Belopp"])
        sheet.write_number(1, 0, 810, book.add_format({"num_format": "0000"}))
        sheet.write_formula(2, 1, "=A2", value="")
    for path in (ours, other):
        with zipfile.ZipFile(path) as package:
            found = next(iter(scans(package).values()))
            styles = {"1": 4} if path == other else {}
            with package.open("xl/worksheets/sheet1.xml") as part:
                quick = glance(part, styles)
        assert quick is not None, path.name
        assert told(quick) == told(found)
        assert found.broken, path.name


def test_rows_are_looked_at_across_the_pieces_that_are_read() -> None:
    filler = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{"x" * 500}</t></is></c></row>'
        for row in range(1, 20_000)
    )
    last = '<row r="20000" hidden="1"><c r="AB20000" t="e"><v>#DIV/0!</v></c></row>'
    xml = f"{ROOT}<sheetData>{filler}{last}</sheetData></worksheet>"
    quick = glance(io.BytesIO(xml.encode()), {})
    assert quick is not None
    assert quick.broken == {(20_000, 27): "#DIV/0!"}
    assert quick.hidden_rows == {20_000}
    assert quick.extent == 20_000 * 28
