"""The rows of a ledger that comes as a table, read one by one by a mapping of its columns.

This reader says what is right, cell by cell; the one in bulk gives the same rows and words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from uppsikt.figures import Unit, UppsiktError
from uppsikt.ledger.balances import Row
from uppsikt.sheets import Columns, TableRow, Value, day, month, ore

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
T = TypeVar("T")


def needed(columns: Columns) -> tuple[str, ...]:
    """What each row has; with a month, a row may lack its day."""
    return (*(KEYS[1:] if "month" in columns.places else KEYS), *AMOUNTS)


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
