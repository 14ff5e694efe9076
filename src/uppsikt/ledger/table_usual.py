"""What the rows of a ledger table mean, many at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from uppsikt.figures import Unit
from uppsikt.ledger.balances import Row
from uppsikt.ledger.table_cells import Cells, constant
from uppsikt.ledger.table_rows import AMOUNTS, RowReader
from uppsikt.sheets import Columns
from uppsikt.sheets.table import TableRow

_TEXTS = ("series", "number", "account", "activity", "unit", "project", "counterpart", "text")


@dataclass(frozen=True)
class LedgerRows:
    """Rows with a day or a month each, by a mapping of their columns."""

    columns: Columns
    account = "account"

    @property
    def constants(self) -> Mapping[str, str]:
        """Fields that no column holds, with the text that is theirs on every row."""
        return self.columns.constants

    @property
    def unit(self) -> Unit:
        """The unit of the amounts that state none themselves."""
        unit = Unit.from_text(self.columns.option("unit", "kr"))
        assert unit is not None  # the mapping's options are among those that it may have
        return unit

    def usual(self, cells: Mapping[str, Cells], height: int) -> dict[str, pl.Series]:
        """ROW_SCHEMA's columns but the line, null where a cell is not of a usual shape."""
        texts = {
            name: cells[name].written() if name in cells else constant("", height).texts
            for name in _TEXTS
        }
        days = cells["date"].days_of() if "date" in cells else _same(0, height)
        months = cells["month"].months_of() if "month" in cells else days // 100
        when = {"date": days, "first": months, "last": months}
        whole = {name: series.cast(pl.Int32) for name, series in when.items()}
        return {**texts, **whole, **self._amounts(cells)}

    def row(self, one: TableRow) -> Row:
        """One row, read plainly. Raises UppsiktError, whose text names the cell."""
        return RowReader(self.columns).row(one)

    def _amounts(self, cells: Mapping[str, Cells]) -> dict[str, pl.Series]:
        ore = {name: cells[name].ore(self.unit) for name in AMOUNTS if name in cells}
        stated = {f"of_{name}": series for name, series in ore.items()}
        if "amount" in ore:
            turned = self.columns.option("sign", "income_positive") == "cost_positive"
            return {**stated, "amount": -ore["amount"] if turned else ore["amount"]}
        parts = {name: _or_zero(ore[name], cells[name].empty) for name in ore}
        given = [~cells[name].empty for name in ore]
        any_ = given[0] | given[1] if len(given) == 2 else given[0]
        zero = _same(0, any_.len())
        booked = parts.get("credit", zero) - parts.get("debit", zero)
        none = pl.Series([None], dtype=pl.Int64)
        return {**stated, "amount": booked.zip_with(any_, none)}


def _or_zero(ore: pl.Series, empty: pl.Series) -> pl.Series:
    return ore.zip_with(~empty, pl.Series([0], dtype=pl.Int64))


def _same(number: int, height: int) -> pl.Series:
    return pl.repeat(number, height, dtype=pl.Int64, eager=True)
