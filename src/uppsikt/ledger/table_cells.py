"""Cells of a large table read a column at a time, where they have one of the usual shapes.

What has another shape comes out as null, for the plain reader to read or to refuse. Nothing here
guesses: a shape is usual only if ``sheets`` reads it in the same one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import polars as pl

from uppsikt.figures import Unit
from uppsikt.ledger.table_amounts import ore_of_doubles, ore_of_texts
from uppsikt.sheets.blocks import WHITE

_WHOLE = 10**15
_SUM = "(?i)sum|total|s:a"
"""In every label of a sum row, and in other texts too: those rows are read one by one."""
_DAY = "^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})$"
_MONTH = "^[0-9]{4}-?[0-9]{2}$"


class Cells:
    """One column of a block, by kind of cell. Each series is null where a cell is of another."""

    def __init__(self, column: pl.Series | Sequence[object]) -> None:
        if isinstance(column, pl.Series):
            self.texts, self.numbers, self.days = column, None, None
            return
        kinds = set(map(type, column))
        self.texts = pl.Series(
            [cell if type(cell) is str else None for cell in column], dtype=pl.String
        ).str.strip_chars(WHITE)
        self.numbers = self._of(column, kinds & {float, int}, pl.Float64)
        self.days = self._of(_days(column, kinds), kinds & {datetime, date}, pl.Date)

    @staticmethod
    def _of(
        column: Sequence[object], kinds: set[type], dtype: type[pl.DataType]
    ) -> pl.Series | None:
        if not kinds:
            return None
        return pl.Series([cell if type(cell) in kinds else None for cell in column], dtype=dtype)

    @property
    def empty(self) -> pl.Series:
        """Where nothing stands."""
        return (self.texts == "").fill_null(value=False)

    def written(self) -> pl.Series:
        """The cells as texts: codes, names. A day as text is left to the plain reader."""
        return _either(self.texts, None if self.numbers is None else _whole(self.numbers))

    def days_of(self) -> pl.Series:
        """Days as yyyymmdd."""
        written = self.written()
        digits = _kept(written, written.str.contains(_DAY)).str.replace_all("-", "", literal=True)
        known = digits.str.to_date("%Y%m%d", strict=False)
        numbers = _kept(digits, known.is_not_null() & (known.dt.year() > 0)).cast(pl.Int32)
        return _either(numbers, self._of_days(pl.Int32(), day=True))

    def months_of(self) -> pl.Series:
        """Months as yyyymm."""
        written = self.written()
        digits = _kept(written, written.str.contains(_MONTH)).str.replace("-", "", literal=True)
        numbers = digits.cast(pl.Int32)
        usual = (numbers % 100).is_between(1, 12) & (numbers // 100).is_between(1900, 2999)
        return _either(_kept(numbers, usual), self._of_days(pl.Int32(), day=False))

    def ore(self, unit: Unit) -> pl.Series:
        """Amounts in öre."""
        found = ore_of_texts(self.texts, unit)
        return _either(found, None if self.numbers is None else ore_of_doubles(self.numbers, unit))

    def _of_days(self, dtype: pl.DataType, *, day: bool) -> pl.Series | None:
        if self.days is None:
            return None
        months = self.days.dt.year() * 100 + self.days.dt.month().cast(pl.Int32)
        return (months * 100 + self.days.dt.day() if day else months).cast(dtype)


def _days(column: Sequence[object], kinds: set[type]) -> Sequence[object]:
    """The cells with no time of day."""
    if datetime not in kinds:
        return column
    kinds.add(date)
    return [cell.date() if isinstance(cell, datetime) else cell for cell in column]


def constant(text: str, rows: int) -> Cells:
    """A column with the same text on every row."""
    return Cells(pl.repeat(text, rows, dtype=pl.String, eager=True))


def says_sum(texts: pl.Series) -> pl.Series:
    """Where a text may be the label of a sum row."""
    return texts.str.contains(_SUM)


def _whole(numbers: pl.Series) -> pl.Series:
    """Whole numbers as their digits; minus zero, and what has decimals, is not usual."""
    usual = (numbers.abs() < _WHOLE) & (numbers == numbers.floor())
    usual &= (numbers != 0) | (numbers.cast(pl.String) != "-0.0")
    return _kept(numbers, usual).cast(pl.Int64).cast(pl.String)


def _kept(values: pl.Series, usual: pl.Series) -> pl.Series:
    return values.zip_with(usual.fill_null(value=False), pl.Series([None], dtype=values.dtype))


def _either(first: pl.Series, second: pl.Series | None) -> pl.Series:
    return first if second is None else first.zip_with(first.is_not_null(), second)
