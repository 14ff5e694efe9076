"""A large table gives the rows, refusals and notes that the plain reader of small ones gives."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sources.large_tables import large
from uppsikt.figures import Unit, UppsiktError
from uppsikt.ledger import read_balances_csv, read_ledger_table
from uppsikt.ledger.table_amounts import ore_of_doubles, ore_of_texts
from uppsikt.ledger.table_bulk import TableBulk
from uppsikt.ledger.table_cells import Cells
from uppsikt.ledger.table_file import Memory
from uppsikt.ledger.table_rows import needed
from uppsikt.ledger.table_usual import LedgerRows
from uppsikt.sheets import (
    CellFault,
    Columns,
    columns_table,
    day,
    month,
    open_book,
    ore,
    text,
)
from uppsikt.sheets.cells import from_excel

import polars as pl  # isort: skip

NOON = datetime(2022, 4, 1, 12)  # noqa: DTZ001 - a workbook knows no time zones
HEADS = ["Datum", "Ver", "Konto", "Ansvar", "Belopp", "Text"]
PLACES = {"date": 0, "number": 1, "account": 2, "unit": 3, "amount": 4, "text": 5}


def answer(path: Path, columns: Columns | None, kept: Memory | None = None) -> tuple[Any, ...]:
    """All that a reading gives, or the whole text of its refusal; without columns, of balances."""
    try:
        file = read_ledger_table(path, columns, kept=kept) if columns else read_balances_csv(path)
    except UppsiktError as fault:
        return type(fault), fault.what, fault.where, fault.values, fault.why, fault.todo
    return (file.rows.rows(), replace(file, blocks=None), *file.problems)  # type: ignore[arg-type]


def both(path: Path, columns: Columns | None) -> tuple[Any, ...]:
    """The answer, which is the same in bulk as plainly."""
    plain = answer(path, columns)
    with large():
        assert answer(path, columns) == plain
    return plain


_DATES = st.sampled_from(
    ["2022-01-31", "20220301", "31.10.2022", "2022-02-30", "", "okt 2022", "Datum", "2022-10"]
)
_USUAL_AMOUNTS = st.integers(-(10**7), 10**7).map(
    lambda one: f"{'-' if one < 0 else ''}{abs(one) // 100},{abs(one) % 100:02}"
)
_AMOUNTS = _USUAL_AMOUNTS | st.sampled_from(
    ["1 234,50", "1.234,5", "(12)", "−7", "12 tkr", "0,001", "x", "", "Belopp", "1,234", "1,234.5"]
)
_ACCOUNTS = st.sampled_from(["4010", "3011", "Summa", "Konto", "", "4010 Summer", "S:A"])
_ROW = st.tuples(
    _DATES,
    st.sampled_from(["1", "A 2", "", "Ver"]),
    _ACCOUNTS,
    st.sampled_from(["6120", "", " 07 ", "Ansvar"]),
    _AMOUNTS,
    st.sampled_from(["Hyra", "", "Summa", 'med "citat"', "två\nrader", "a;b", "åäö\r\nx", "Text"]),
)
_SURE = st.tuples(
    st.just("2022-05-01"), st.just("1"), st.just("4010"), st.just("6120"), _USUAL_AMOUNTS,
    st.just("Hyra"),
)  # fmt: skip
_HEAD_ROW = st.just(("Datum", "Ver", "Konto", "Ansvar", "Belopp", "Text"))
_BLANK = st.just(("", "", "", "", "", ""))
_ROWS = st.lists(_SURE | _SURE | _SURE | _ROW | _HEAD_ROW | _BLANK, max_size=14)
_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["kr", "tkr"]),
        "sign": st.sampled_from(["income_positive", "cost_positive"]),
        "dates": st.sampled_from(["iso", "dmy"]),
        "marks": st.sampled_from(["comma", "point"]),
        "scope": st.sampled_from(["whole", "balances"]),
    },
)


def with_sum(rows: Sequence[tuple[str, ...]], wrong: int) -> list[tuple[str, ...]]:
    """The rows and a sum row of those that are plain, one öre wrong if asked for."""
    total = wrong
    for row in rows:
        digits = row[4].replace(",", "")
        total += int(digits) if digits.lstrip("-").isdigit() and "," in row[4] else 0
    said = f"{'-' if total < 0 else ''}{abs(total) // 100},{abs(total) % 100:02}"
    return [*rows, ("", "", "Summa", "", said, "")]


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if set(cell) & set('";\n\r') else cell


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=_ROWS,
    sums=st.sampled_from([None, 0, 1]),
    options=_OPTIONS,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    more=st.sampled_from(["", "4;5;6\n", ";;;;;;\n", '2022-01-01;1;4010;"6120;1,00;Hyra\n']),
    title=st.sampled_from(["", "sep=;\n"]),
)
def test_csv_in_bulk_is_as_plainly(
    rows: list[tuple[str, ...]], sums: int | None, options: dict[str, str], encoding: str,
    end: str, more: str, title: str,
) -> None:  # fmt: skip
    told = rows if sums is None else with_sum(rows, sums)
    lines = [";".join(quoted(cell) for cell in row) for row in (HEADS, *told)]
    content = title + "\n".join(lines) + "\n" + more
    columns = Columns("", 2 if title else 1, PLACES, options)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "huvudbok.csv")
        path.write_bytes(content.replace("\n", end).encode(encoding, errors="replace"))
        both(path, columns)


_VALUES = (
    st.sampled_from([date(2022, 3, 1), NOON, 20220501, 44621.5, True, 0, -0.0])
    | st.sampled_from(["", " ", "2022-01-31", "=A2", "#N/A", "Summa", "12,5", "1 234", "Hyra"])
    | st.floats(-1e9, 1e9, allow_nan=False)
    | st.integers(-(10**6), 10**6).map(lambda one: one / 100)
    | st.integers(1000, 9999)
)
_PLAIN = st.tuples(
    st.sampled_from([date(2022, 3, 1), NOON, "2022-05-01", 20220601]),
    st.integers(1, 99), st.sampled_from([4010, "3011", 4010.0]), st.sampled_from(["6120", 7, ""]),
    st.integers(-(10**6), 10**6).map(lambda one: one / 100), st.sampled_from(["Hyra", ""]),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(_PLAIN | _PLAIN | _PLAIN | st.tuples(*[_VALUES] * 6), max_size=9),
    options=_OPTIONS,
    hidden=st.sampled_from([None, 3]),
    left=st.integers(0, 1),
)
def test_a_workbook_in_bulk_is_as_plainly(
    rows: list[tuple[Any, ...]], options: dict[str, str], hidden: int | None, left: int
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADS, *rows):
        sheet.append([None] * left + [None if cell == "" else cell for cell in row])
    if hidden:
        sheet.row_dimensions[hidden].hidden = True
    places = {name: place + left for name, place in PLACES.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "huvudbok.xlsx")
        book.save(path)
        both(path, Columns(sheet.title, 1, places, options))


_BALANCE_HEADS = ["Från", "Till", "Konto", "Ansvar", "Verksamhet", "Belopp (tkr)"]
_MONTHS = st.sampled_from(
    ["2022-01", "2022-02", "202203", "2022-12", "2023-01", "okt 2022", "", "x"]
)
_SURE_BALANCE = st.tuples(
    st.sampled_from(["2022-01", "202202"]), st.sampled_from(["2022-02", "2022-12"]),
    st.sampled_from(["4010", "3011"]), st.sampled_from(["6120", ""]), st.just("5750"),
    _USUAL_AMOUNTS,
)  # fmt: skip
_BALANCE = st.tuples(
    _MONTHS, _MONTHS, _ACCOUNTS, st.sampled_from(["6120", "", " 07 ", "Ansvar"]),
    st.just("5750"), _AMOUNTS,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(
        _SURE_BALANCE | _SURE_BALANCE | _SURE_BALANCE | _BALANCE | st.just(tuple(_BALANCE_HEADS)),
        max_size=12,
    ),
    wrong=st.sampled_from([None, 0, 1]),
    workbook=st.booleans(),
)
def test_balances_in_bulk_are_as_plainly(
    rows: list[tuple[str, ...]], wrong: int | None, workbook: bool
) -> None:
    if wrong is not None:
        total = with_sum([("",) * 4 + row[-1:] for row in rows], wrong)[-1][4]
        rows = [*rows, ("", "", "Summa", "", "", total)]
    told = [_BALANCE_HEADS, *rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "saldon.xlsx" if workbook else "saldon.csv")
        if workbook:
            book = openpyxl.Workbook()
            for row in told:
                book.worksheets[0].append([cell or None for cell in row])
            book.save(path)
        else:
            path.write_text("\n".join(";".join(row) for row in told), encoding="utf-8")
        both(path, None)


@pytest.mark.parametrize("heads", ["Från;Till;Konto", "Från;Till;Konto;Belopp (kr);Belopp (tkr)"])
def test_balances_in_bulk_need_one_column_of_amounts_and_a_row(tmp_path: Path, heads: str) -> None:
    path = tmp_path / "saldon.csv"
    row = "2022-01;2022-02;4010" + ";1" * heads.count("Belopp")
    path.write_text(f"{heads}\n{row}\n", encoding="utf-8")
    assert "kolumn med belopp" in str(both(path, None))
    path.write_text("Från;Till;Konto;Belopp (kr)\n", encoding="utf-8")
    assert "inga saldon" in str(both(path, None))


def test_of_a_file_full_of_faults_not_all_are_sought(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    row = "31.10.2022;1;4010;6120;1,00;Hyra\n"
    path.write_text(";".join(HEADS) + "\n" + row * 60, encoding="utf-8")
    columns, kept = Columns("", 1, PLACES), Memory()
    with large(piece=400):
        body = columns_table(open_book(path), columns, required=needed(columns), amounts=["amount"])
        bulk = TableBulk(LedgerRows(columns), body, enough=30)
        with pytest.raises(CellFault) as fault:
            bulk.read(kept, lambda *_: None)
    rest = len(bulk.faults) - 20
    assert 10 <= rest < 40
    assert fault.value.values[-1] == f"listan är kortad: minst {rest} till"
    assert not kept.frames


def test_debit_and_credit_constants_and_months_in_bulk(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text(
        "Konto;Debet;Kredit\n4010;12,50;\n3010;;7\n4010;1;2\n3010;;\n4010;x;1\n",
        encoding="utf-8",
    )
    places = {"account": 0, "debit": 1, "credit": 2}
    columns = Columns("", 1, places, {}, {"month": "2022-10", "unit": "6120"})
    assert "”x”" in str(both(path, columns))
    path.write_text("Konto;Debet;Kredit\n4010;12,50;\n3010;;7\n4010;1;2\n", encoding="utf-8")
    rows = both(path, columns)[0]
    assert [(row[4], row[8], row[11]) for row in rows] == [
        (202210, "6120", -1250), (202210, "6120", 700), (202210, "6120", 100),
    ]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    written=st.from_regex(r"[-−(]?[0-9]{0,7}([ .,][0-9]{1,3}){0,3}\)?", fullmatch=True),
    unit=st.sampled_from([Unit.KR, Unit.TKR, Unit.MNKR]),
    marks=st.sampled_from(["comma", "point"]),
)
def test_an_amount_as_text_is_the_plain_one_or_left_to_it(
    written: str, unit: Unit, marks: str
) -> None:
    found = ore_of_texts(pl.Series([written.strip()], dtype=pl.String), unit)[0]
    assert found is None or found == ore(written.strip(), unit, marks=marks)


@settings(max_examples=200, deadline=None)
@given(
    number=st.floats(allow_nan=True)
    | st.floats(-1e7, 1e7)
    | st.integers(-(10**15), 10**15).map(lambda one: one / 100),
    unit=st.sampled_from([Unit.KR, Unit.TKR, Unit.MNKR]),
)
@example(number=0.1 + 0.2, unit=Unit.KR)
@example(number=1.005, unit=Unit.KR)
@example(number=999999999999.99, unit=Unit.KR)
def test_an_amount_in_excel_is_the_plain_one_or_left_to_it(number: float, unit: Unit) -> None:
    found = ore_of_doubles(pl.Series([number], dtype=pl.Float64), unit)[0]
    assert found is None or found == ore(from_excel(number), unit)


@given(number=st.integers(-(10**11), 10**11))
def test_every_number_of_ore_is_read_in_bulk(number: int) -> None:
    assert ore_of_doubles(pl.Series([number / 100], dtype=pl.Float64), Unit.KR)[0] == number


@given(
    cell=st.sampled_from(["2022-01-31", "0000-01-01", "20220230", "202213", "2022-00", "1899-12"])
    | st.from_regex(r"[0-9]{4}-?[0-9]{2}(-?[0-9]{2})?", fullmatch=True)
    | st.dates()
    | st.integers(0, 30_000_000).map(float)
    | st.floats(-1e16, 1e16)
)
def test_days_months_and_codes_are_the_plain_ones_or_left_to_them(cell: object) -> None:
    cells, value = Cells([cell]), from_excel(cell)
    if (found := cells.days_of()[0]) is not None:
        plain = day(value)
        assert found == plain.year * 10_000 + plain.month * 100 + plain.day
    if (found := cells.months_of()[0]) is not None:
        assert found == month(value)
    if (code := cells.written()[0]) is not None:
        assert code == text(value)


class Broken(Exception):
    """The process was killed."""


class Breaking(Memory):
    """Keeps some blocks, and then is killed."""

    def __init__(self, blocks: int) -> None:
        super().__init__()
        self.blocks = blocks

    def keep(self, rows: pl.DataFrame, state: Mapping[str, Any]) -> None:
        if len(self.frames) == self.blocks:
            raise Broken
        super().keep(rows, state)


@pytest.mark.parametrize("kind", ["csv", "quoted", "xlsx"])
@pytest.mark.parametrize("blocks", range(7))
def test_a_reading_that_was_broken_off_goes_on_to_the_same_end(
    tmp_path: Path, kind: str, blocks: int
) -> None:
    rows = [["2022-01-31", str(n), "4010", "6120", f"{n},00", "Hyra"] for n in range(1, 13)]
    rows[5][4] = "x"
    rows.insert(4, HEADS)
    rows.insert(3, ["", "", "Summa", "", "6,00", ""])
    rows.insert(10, ["Fotnot", "", "", "", "", ""])
    if kind == "xlsx":
        path = tmp_path / "h.xlsx"
        book = openpyxl.Workbook()
        for row in (HEADS, *rows):
            book.worksheets[0].append(row)
        book.worksheets[0].title = "Blad1"
        book.save(path)
    else:
        path = tmp_path / "h.csv"
        if kind == "quoted":
            rows[1][5] = "två\nrader"
        lines = [";".join(quoted(cell) for cell in row) for row in (HEADS, *rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
    for faulty in (True, False):
        if not faulty and kind != "xlsx":
            path.write_text(path.read_text().replace("x;Hyra", "6,00;Hyra"), encoding="utf-8")
        columns = Columns("Blad1" if kind == "xlsx" else "", 1, PLACES)
        plain = answer(path, columns)
        with large(rows=2, piece=40):
            kept = Breaking(blocks)
            try:
                answer(path, columns, kept)
            except Broken:
                assert len(kept.frames) == blocks
            again = Memory(list(islice(kept.frames, blocks)), kept.state)
            assert answer(path, columns, again) == plain
