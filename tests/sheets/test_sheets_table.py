"""Tables in workbooks and CSV: what is read, what is told, and what is refused with its cell."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES

from sheets.books import Rows, csv_file, workbook
from uppsikt.figures import UppsiktError
from uppsikt.sheets import (
    Broken,
    NotThisFormat,
    Table,
    TableFault,
    UnsafePackage,
    open_book,
    read_table,
)

HEAD = ["Konto", "Text", "Belopp"]


def read(path: Path) -> Table:
    return read_table(path, ["Konto", "Belopp"], ["Text"], amounts=["Belopp"])


def amounts(table: Table) -> list[Any]:
    return [row.cells["Belopp"] for row in table]


def test_cells_of_a_workbook_have_types_and_places(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [HEAD, [4510, " hyra ", 0.1 + 0.2], [date(2022, 10, 1), True, 5]],
    )
    first, second = read(path)
    assert first.cells == {"Konto": Decimal(4510), "Text": "hyra", "Belopp": Decimal("0.3")}
    assert second.cells["Konto"] == date(2022, 10, 1)
    assert second.cells["Text"] == "SANT"
    assert first.text("Konto") == "4510"
    assert (first.place(), first.place("Belopp")) == ("blad Blad1, rad 2", "blad Blad1, cell C2")


def test_fifteen_digits_are_the_number(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD, ["1", "", 0], ["2", "", 1234567890123.45]])
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v>0</v>", b"<v>0.30000000000000004</v>")
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert amounts(read(path)) == [Decimal("0.3"), Decimal("1234567890123.45")]


def test_titles_above_blank_rows_repeated_heads_and_footnotes_are_told(tmp_path: Path) -> None:
    rows: Rows = [
        ["Budget 2022"], [], ["  konto", "TEXT", "belopp"], [1, "", 5], [], [2, "", 6],
        ["Konto", "Text", "Belopp"], [3, "", 7], ["Utskriven 2022-11-01"],
    ]  # fmt: skip
    table = read(workbook(tmp_path / "a.xlsx", rows))
    assert amounts(table) == [5, 6, 7]
    assert [row.number for row in table] == [4, 6, 8]
    assert table.notes == (
        "Rad 7 upprepar rubrikerna och är inte med.",
        "Rad 9 är bara text och är inte med.",
    )


@pytest.mark.parametrize(
    "sums",
    [
        [["Summa", "", 11]],
        [["", "", 11]],
        [["", "Totalt", 11]],
        [["2 Totalt:", "", "11,00"]],
        [["Delsumma", "", 11], [3, "", 4], ["Delsumma", "", 4], ["Summa", "", 15]],
    ],
)
def test_a_sum_row_that_is_the_sum_is_left_out(tmp_path: Path, sums: Rows) -> None:
    table = read(workbook(tmp_path / "a.xlsx", [HEAD, [1, "", 5], [2, "", 6], *sums]))
    assert amounts(table)[:2] == [5, 6]
    assert len(table) == 2 + sum(1 for row in sums if row[0] == 3)
    assert "summa" in table.notes[0] or "summor" in table.notes[0]


@pytest.mark.parametrize("last", [["Summa", "", 12], ["", "", 1], ["", "Totalt", 0]])
def test_a_sum_row_that_is_none_is_refused(tmp_path: Path, last: list[Any]) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD, [1, "", 5], [2, "", 6], last])
    with pytest.raises(TableFault, match=r"blad Blad1, cell C4.*Belopp: raden säger") as fault:
        read(path)
    assert "raderna ovanför ger 11" in str(fault.value)


def test_a_row_that_only_mentions_a_sum_is_a_row(tmp_path: Path) -> None:
    table = read(workbook(tmp_path / "a.xlsx", [HEAD, [1, "Summa faktura 7", 5], [2, "", 6]]))
    assert amounts(table) == [5, 6]
    assert table.notes == ()


def test_merged_heads_over_two_rows(tmp_path: Path) -> None:
    def untidy(book: Workbook) -> None:
        sheet = book["Blad1"]
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("A1:A2")

    path = workbook(
        tmp_path / "a.xlsx",
        [["Konto", "Utfall", None], [None, "Intäkt", "Kostnad"], [1, 2, 3]],
        untidy,
    )
    table = read_table(path, ["Konto", "Utfall Intäkt", "Utfall Kostnad"])
    assert [dict(row.cells) for row in table] == [
        {"Konto": 1, "Utfall Intäkt": 2, "Utfall Kostnad": 3}
    ]


def test_errors_and_formulas_without_value_are_no_empty_cells(tmp_path: Path) -> None:
    def untidy(book: Workbook) -> None:
        book["Blad1"]["C2"].value = "#REF!"
        book["Blad1"]["C3"].value = "=1+1"

    path = workbook(tmp_path / "a.xlsx", [HEAD, [1, "", ""], [2, "", ""]], untidy)
    assert amounts(read(path)) == [Broken("#REF!"), Broken("formel utan uträknat värde")]
    with pytest.raises(UppsiktError, match="#REF!"):
        next(iter(read(path))).text("Belopp")


def test_hidden_rows_are_refused_hidden_columns_and_sheets_told(tmp_path: Path) -> None:
    def columns(book: Workbook) -> None:
        book["Blad1"].column_dimensions["B"].hidden = True
        book["Gammal"].sheet_state = "hidden"

    sheets: dict[str, Rows] = {"Blad1": [HEAD, [1, "", 5]], "Gammal": [HEAD, [1, "", 6]]}
    table = read(workbook(tmp_path / "a.xlsx", sheets, columns))
    assert table.notes == (
        "Kolumn B är dold i filen men är läst.",
        "Dolt blad är inte läst: Gammal.",
    )

    def rows(book: Workbook) -> None:
        book["Blad1"].row_dimensions[3].hidden = True

    path = workbook(tmp_path / "b.xlsx", [HEAD, [1, "", 5], [2, "", 5]], rows)
    with pytest.raises(TableFault, match="blad Blad1, rad 3"):
        read(path)


def test_two_sheets_with_the_table_are_refused_and_another_sheet_is_told(tmp_path: Path) -> None:
    twice: dict[str, Rows] = {"Jan": [HEAD, [1, "", 5]], "Feb": [HEAD, [1, "", 6]]}
    with pytest.raises(TableFault, match="Jan; Feb"):
        read(workbook(tmp_path / "a.xlsx", twice))
    other: dict[str, Rows] = {"Info": [["Hej"]], "Feb": [HEAD, [1, "", 6]]}
    table = read(workbook(tmp_path / "b.xlsx", other))
    assert table.notes == ("Bladet Feb är läst. Andra blad är inte lästa: Info.",)


def test_numbers_shown_with_zeros_before_keep_them(tmp_path: Path) -> None:
    def untidy(book: Workbook) -> None:
        book["Blad1"]["A2"].number_format = "0000"

    (row,) = read(workbook(tmp_path / "a.xlsx", [HEAD, [123, "", 5]], untidy))
    assert row.text("Konto") == "0123"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp437"])
def test_separators_and_encodings_of_csv(tmp_path: Path, separator: str, encoding: str) -> None:
    lines = ["Konto;Text;Belopp", 'å;"en; två, tre|\tfyra";-1 200', 'ö;"";5']
    text = "\r\n".join(
        line.replace(";", separator) if '"en' not in line else line for line in lines
    )
    text = text.replace('å;"en; två, tre|\tfyra";-1 200', separator.join(
        ["å", '"en; två, tre|\tfyra"', "-1 200"]
    ))  # fmt: skip
    table = read(csv_file(tmp_path / "a.csv", text, encoding))
    assert [dict(row.cells) for row in table] == [
        {"Konto": "å", "Text": "en; två, tre|\tfyra", "Belopp": "-1 200"},
        {"Konto": "ö", "Text": "", "Belopp": "5"},
    ]


def test_a_line_that_says_the_separator(tmp_path: Path) -> None:
    table = read(csv_file(tmp_path / "a.csv", "sep=,\nKonto,Belopp\n1,5\n"))
    assert [(row.number, row.text("Belopp")) for row in table] == [(3, "5")]


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    old = tmp_path / "gammal.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(NotThisFormat, match=r"spara den som \.xlsx"):
        open_book(old)
    other = tmp_path / "annan.ods"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("content.xml", "<a/>")
    with pytest.raises(NotThisFormat, match="inte en Excel-bok"):
        open_book(other)
    cut = tmp_path / "trasig.xlsx"
    cut.write_bytes(workbook(tmp_path / "hel.xlsx", [HEAD]).read_bytes()[:900])
    with pytest.raises(UnsafePackage, match="trasig"):
        open_book(cut)


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEAD])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/a.bin", b"\0" * 60_000_000)
    with pytest.raises(UnsafePackage, match="gånger större"):
        open_book(path)


def test_a_cell_in_the_last_corner_does_not_fill_the_memory(tmp_path: Path) -> None:
    def untidy(book: Workbook) -> None:
        book["Blad1"]["XFD1048576"] = "x"

    with pytest.raises(UnsafePackage, match="blad Blad1"):
        open_book(workbook(tmp_path / "a.xlsx", [HEAD, [1, "", 2]], untidy))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300), packed=st.booleans())
def test_no_bytes_at_all_end_in_anything_but_words(
    tmp_path: Path, data: bytes, *, packed: bool
) -> None:
    path = tmp_path / "a.xlsx"
    made = io.BytesIO()
    if packed:
        with zipfile.ZipFile(made, "w") as package:
            package.writestr("xl/workbook.xml", data)
    path.write_bytes(made.getvalue() if packed else data)
    with contextlib.suppress(UppsiktError):
        read(path)


_CELLS = st.one_of(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=8),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.tuples(st.integers(1000, 9999), _CELLS), max_size=6))
@example(rows=[(1000, "#"), (1001, "="), (1002, "=1"), (1003, "#N/A"), (1004, " =1")])
def test_what_is_written_to_a_workbook_is_read_back(
    tmp_path: Path, rows: list[tuple[int, Any]]
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Nyckel", "Cell"], *rows])
    table = read_table(path, ["Nyckel", "Cell"])
    found = [(row.cells["Nyckel"], row.cells["Cell"]) for row in table]
    kept: list[Any] = [(key, cell.strip() if isinstance(cell, str) else cell) for key, cell in rows]
    expected = [one for one, (_, cell) in zip(kept, rows, strict=True) if not _is_no_text(cell)]
    assert [one for one in found if not isinstance(one[1], Broken)] == expected


def _is_no_text(cell: object) -> bool:
    """What openpyxl writes as a formula or an error and not as the text that it was given."""
    if not isinstance(cell, str):
        return False
    return cell in ERROR_CODES or (len(cell) > 1 and cell.startswith("="))
