"""SIE written as CSV and Excel by the plain reader, and read again: the same rows and balances."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from sie_files import DIMENSIONS, FILES, REAL

from uppsikt.figures import UppsiktError
from uppsikt.ledger import (
    LedgerFile,
    own_columns,
    read_balances_csv,
    read_ledger_table,
    read_sie_plain,
    table_of,
)
from uppsikt.sheets import csv_bytes, open_book, xlsx_bytes

OWN = ("vouchers.se", "vouchers-latin1.se", "type1.se", "type2.se", "type3.se")
CODES = ("first", "last", "account", "activity", "unit", "project", "counterpart")


def again(file: LedgerFile, path: Path) -> LedgerFile:
    heads, rows = table_of(file)
    content = csv_bytes(heads, rows) if path.suffix == ".csv" else xlsx_bytes("Bok", heads, rows)
    path.write_bytes(content)
    book = open_book(path)
    columns = own_columns(book)
    return read_balances_csv(path) if columns is None else read_ledger_table(path, columns, book)


def balances(file: LedgerFile) -> pl.DataFrame:
    """The sum of each set of codes and months. The reader strips blanks around a code."""
    rows = file.rows.with_columns(pl.col(pl.String).str.strip_chars())
    return rows.group_by(CODES).agg(pl.col("amount").sum()).sort(CODES)


def holds(path: Path, folder: Path, suffix: str) -> None:
    file = read_sie_plain(path, DIMENSIONS)
    target = folder / f"bok{suffix}"
    if not len(file.blocks):
        with pytest.raises(UppsiktError, match="inga"):
            again(file, target)
        return
    if (file.rows["first"] // 100 != file.rows["last"] // 100).any():
        with pytest.raises(UppsiktError, match="rad 2: Från och Till"):
            again(file, target)  # balances of a broken financial year belong to no calendar year
        return
    read = again(file, target)
    assert balances(read).equals(balances(file))
    if file.kind.startswith("sie4"):
        same = ["series", "number", "date", *CODES, "amount", "text"]
        texts = pl.col(pl.String).str.strip_chars()
        assert read.rows.select(same).equals(file.rows.select(same).with_columns(texts))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", OWN)
def test_a_file_of_ours_is_equal_when_it_comes_back(name: str, suffix: str, tmp_path: Path) -> None:
    holds(FILES / name, tmp_path, suffix)


@pytest.mark.skipif(not REAL.is_dir(), reason="no real files beside the project")
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    "path", sorted(REAL.glob("*.[sS]*")) if REAL.is_dir() else [], ids=lambda path: path.name
)
def test_a_real_file_is_equal_when_it_comes_back(path: Path, suffix: str, tmp_path: Path) -> None:
    if path.read_bytes().lstrip().startswith(b"<"):
        with pytest.raises(UppsiktError, match="webbsida"):
            read_sie_plain(path, DIMENSIONS)
    else:
        holds(path, tmp_path, suffix)


def test_our_own_heads_need_a_time_an_account_and_an_amount(tmp_path: Path) -> None:
    path = tmp_path / "bok.csv"
    for heads, known in (
        ("Datum;Konto;Belopp (kr)", True),
        ("månad;KONTO;Belopp (kr);Text", True),
        ("Konto;Belopp (kr)", False),
        ("Datum;Konto", False),
        ("Datum;Konto;Belopp (kr);Annat", False),
        ("Från;Till;Konto;Belopp (kr)", False),
    ):
        path.write_text(f"{heads}\n", encoding="utf-8")
        assert (own_columns(open_book(path)) is not None) is known


def test_a_row_without_its_day_counts_in_its_month(tmp_path: Path) -> None:
    path = tmp_path / "bok.csv"
    path.write_text("Datum;Månad;Konto;Belopp (kr)\n;2022-03;4510;-1\n2022-04-02;;4510;-2\n")
    columns = own_columns(open_book(path))
    assert columns is not None
    rows = read_ledger_table(path, columns).rows
    assert rows.select("date", "first", "amount").rows() == [
        (0, 202203, -100),
        (20220402, 202204, -200),
    ]
