"""A ledger as a table with any heads: rows by a mapping of columns, or refused by cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from uppsikt.figures import UppsiktError
from uppsikt.ledger import read_ledger_table
from uppsikt.sheets import Columns

PLACES = {"date": 0, "number": 1, "account": 2, "unit": 3, "activity": 4, "amount": 5, "text": 6}
HEAD = "Bokf.datum;Vernr;Kto;Ansv;Vht;Summa;Fritext\n"


def table(folder: Path, rows: str, head: str = HEAD) -> Path:
    path = folder / "bok.csv"
    path.write_text(head + rows, encoding="utf-8")
    return path


def columns(
    places: Mapping[str, int] = PLACES,
    options: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
) -> Columns:
    return Columns("", 1, places, options or {}, constants or {})


def read(path: Path, columns: Columns) -> list[tuple[Any, ...]]:
    file = read_ledger_table(path, columns)
    names = ("line", "number", "date", "first", "account", "unit", "activity", "amount", "text")
    return file.rows.select(names).rows()


def test_rows_by_a_mapping(tmp_path: Path) -> None:
    path = table(tmp_path, "2022-10-14;A 17;4510;6120;5750;-12 500,50;Faktura\n")
    assert read(path, columns()) == [
        (2, "A 17", 20221014, 202210, "4510", "6120", "5750", -1250050, "Faktura")
    ]
    file = read_ledger_table(path, columns())
    assert (file.kind, file.first_month, file.last_month) == ("table", 202210, 202210)


def test_sign_unit_dates_and_marks_are_as_chosen(tmp_path: Path) -> None:
    path = table(tmp_path, '14.10.2022;1;4510;;;"1,234.5";\n')
    options = {"sign": "cost_positive", "unit": "tkr", "dates": "dmy", "marks": "point"}
    [row] = read(path, columns(options=options))
    assert row[2:4] == (20221014, 202210)
    assert row[7] == -123450000


def test_debit_and_credit_make_our_sign(tmp_path: Path) -> None:
    places = {"month": 0, "account": 1, "debit": 2, "credit": 3}
    path = table(tmp_path, "2022-10;4510;100;\n2022-10;3010;;40,5\n", "P;K;D;C\n")
    assert [row[7] for row in read(path, columns(places))] == [-10000, 4050]


def test_a_constant_stands_on_every_row(tmp_path: Path) -> None:
    places = {name: place for name, place in PLACES.items() if name != "unit"}
    path = table(tmp_path, "2022-10-14;1;4510;x;5750;1;\n")
    [row] = read(path, columns(places, constants={"unit": "6120"}))
    assert row[5] == "6120"


def test_balances_with_the_same_codes_and_month_stop(tmp_path: Path) -> None:
    path = table(tmp_path, "2022-10-14;;4510;61;57;1;\n2022-10-20;;4510;61;57;2;\n")
    file = read_ledger_table(path, columns(options={"scope": "balances"}))
    assert (file.kind, [problem.code for problem in file.stops]) == ("csv", ["overlap"])
    assert read_ledger_table(path, columns()).stops == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2022-10-14;1;;61;57;1;", "rad 2, Konto: Konto saknas."),
        ("14.10.2022;1;4510;61;57;1;", "rad 2, Datum: ”14.10.2022” är ingen dag."),
        (";1;4510;61;57;1;", "rad 2, Datum: ”” är ingen dag."),
        ("2022-10-14;1;4510;61;57;ett;", "rad 2, Belopp:"),
        ("2022-10-14;1;4510;61;57;1,005;", "rad 2, Belopp:"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(UppsiktError) as error:
        read_ledger_table(table(tmp_path, f"{row}\n"), columns())
    assert said in str(error.value)


def test_in_a_workbook_the_cell_is_named(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Okt"
    sheet.append(["Huvudbok oktober"])
    sheet.append(["Datum", "Vernr", "Konto", "Ansvar", "Vht", "Belopp", "Text"])
    sheet.append([date(2022, 10, 14), 17, 4510, 6120, 5750, -12500.5, "Faktura"])
    sheet.append([date(2022, 10, 15), 18, 4510, 6120, 5750, "ett", None])
    book.save(tmp_path / "bok.xlsx")
    chosen = Columns("Okt", 2, PLACES)
    with pytest.raises(UppsiktError, match="blad Okt, cell F4"):
        read_ledger_table(tmp_path / "bok.xlsx", chosen)
    sheet["F4"] = -1
    book.save(tmp_path / "bok.xlsx")
    assert [row[7] for row in read(tmp_path / "bok.xlsx", chosen)] == [-1250050, -100]


def test_a_sum_row_is_left_out_only_when_it_is_the_sum(tmp_path: Path) -> None:
    rows = "2022-10-14;1;4510;61;57;1;\n2022-10-14;1;4511;61;57;2;\nSumma;;;;;{};\n"
    assert len(read(table(tmp_path, rows.format(3)), columns())) == 2
    with pytest.raises(UppsiktError, match="summarad stämmer inte"):
        read(table(tmp_path, rows.format(4)), columns())


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UppsiktError, match="inga rader"):
        read(table(tmp_path, ""), columns())
