"""A ledger that comes as a table in Excel or CSV, read by a mapping of its columns.

This reader says what is right, cell by cell; one in bulk must give the same rows and words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from uppsikt.figures import Unit, UppsiktError
from uppsikt.ledger import problems
from uppsikt.ledger.balances import Row
from uppsikt.ledger.finish import frame
from uppsikt.ledger.model import LedgerFile, RowBlocks
from uppsikt.ledger.period_balances import BalanceFault, counted_twice
from uppsikt.sheets import (
    Book,
    Columns,
    TableRow,
    Value,
    day,
    month,
    ore,
    read_columns,
    refuse_cells,
)

AMOUNTS = ("amount", "debit", "credit")
KEYS = ("date", "month", "account")
"""What each row has, of what the mapping tells."""
LABELS = {
    "date": "Datum",
    "month": "Månad",
    "series": "Serie",
    "number": "Verifikation",
    "account": "Konto",
    "unit": "Ansvar",
    "activity": "Verksamhet",
    "project": "Projekt",
    "counterpart": "Motpart",
    "amount": "Belopp",
    "debit": "Debet",
    "credit": "Kredit",
    "text": "Text",
}
WHOLE, BALANCES = "table", "csv"
"""The kinds of file that a table is: all that was booked in its months, or balances of a part."""

T = TypeVar("T")


def read_ledger_table(path: Path, columns: Columns, book: Book | None = None) -> LedgerFile:
    """Reads a ledger in a table: all of it or nothing.

    ``book`` is the file where it has been opened already. Raises ``FileFault`` for a file that is
    no such table, with all cells that cannot be read.
    """
    table = read_columns(
        path, columns, required=(*_keys(columns), *AMOUNTS), amounts=AMOUNTS, book=book
    )
    reader = RowReader(columns)
    rows: list[Row] = []
    faults: list[str] = []
    for one in table:
        try:
            rows.append(reader.row(one))
        except UppsiktError as fault:
            faults.append(str(fault))
    refuse_cells(path, faults)
    if not rows:
        raise BalanceFault(
            "Tabellen har inga rader",
            where=path.name,
            why="Under rubrikerna finns inte en enda rad.",
            todo="Exportera filen på nytt.",
        )
    whole = columns.option("scope", "whole") == "whole"
    twice = () if whole else counted_twice(path, rows)
    return LedgerFile(
        kind=WHOLE if whole else BALANCES,
        company="",
        program="",
        encoding=table.encoding,
        years=(),
        blocks=RowBlocks([frame(rows)]),
        problems=problems.listed([*problems.table_notes(path, table.notes), *twice]),
        first_month=min(row[4] for row in rows),
        last_month=max(row[5] for row in rows),
    )


def _keys(columns: Columns) -> tuple[str, ...]:
    """What each row has; with a month, a row may lack its day."""
    return KEYS[1:] if "month" in columns.places else KEYS


@dataclass(frozen=True)
class RowReader:
    """Makes ledger rows of a table's rows, by the mapping's options."""

    columns: Columns

    def row(self, one: TableRow) -> Row:
        """One row. Raises UppsiktError, whose text names the cell."""
        date, month_ = self._when(one)
        texts = {name: self._text(one, name) for name in LABELS if name in one.cells}
        account = texts.get("account", "")
        if not account:
            raise _fault(one, "account", UppsiktError("Konto saknas."))
        codes = (texts.get(name, "") for name in ("activity", "unit", "project", "counterpart"))
        activity, unit, project, counterpart = codes
        return (
            one.number, texts.get("series", ""), texts.get("number", ""), date, month_, month_,
            account, activity, unit, project, counterpart, self._amount(one),
            texts.get("text", ""),
        )  # fmt: skip

    def _when(self, one: TableRow) -> tuple[int, int]:
        """The voucher's day (0 if none) and the month that it counts in."""
        dates = self.columns.option("dates", "iso")
        booked, told = 0, one.cells.get("month", "") != ""
        if one.cells.get("date", "") != "" or ("date" in one.cells and not told):
            found = _cell(one, "date", lambda value: day(value, dates=dates))
            booked = found.year * 10_000 + found.month * 100 + found.day
        if told or not booked:
            return booked, _cell(one, "month", lambda value: month(value, dates=dates))
        return booked, booked // 100

    def _text(self, one: TableRow, name: str) -> str:
        if name in AMOUNTS or name in {"date", "month"}:
            return ""
        try:
            return one.text(name)
        except UppsiktError as fault:
            raise _fault(one, name, fault) from fault

    def _amount(self, one: TableRow) -> int:
        """The amount in öre, income positive. Credit is income, debit is cost."""
        if "amount" in one.cells:
            booked = self._ore(one, "amount")
            turned = self.columns.option("sign", "income_positive") == "cost_positive"
            return -booked if turned else booked
        given = [name for name in ("debit", "credit") if one.cells.get(name, "") != ""]
        if not given:
            raise _fault(one, "debit", UppsiktError("Varken debet eller kredit har ett belopp."))
        sums = {name: self._ore(one, name) for name in given}
        return sums.get("credit", 0) - sums.get("debit", 0)

    def _ore(self, one: TableRow, name: str) -> int:
        unit = Unit.from_text(self.columns.option("unit", "kr"))
        assert unit is not None  # the mapping's options are among those that it may have
        marks = self.columns.option("marks", "comma")
        return _cell(one, name, lambda value: ore(value, unit, marks=marks))


def _cell(one: TableRow, name: str, read: Callable[[Value], T]) -> T:
    try:
        return read(one.cells[name])
    except UppsiktError as fault:
        raise _fault(one, name, fault) from fault


def _fault(one: TableRow, name: str, fault: UppsiktError) -> UppsiktError:
    """A fault told with its cell first, as a list of faults shows it."""
    where = one.place(name) if one.sheet.name else f"{one.place()}, {LABELS[name]}"
    return UppsiktError(
        f"{where}: {fault.what}", values=fault.values, why=fault.why, todo=fault.todo
    )
