"""What a register is: its columns, and what each of them may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

Cells = Mapping[str, object]
"""A row that is read, by the columns' names in code."""


class Kind(StrEnum):
    """What a column holds."""

    IDENTITY = "identity"
    """A household or a person: kept as its seal alone."""
    MONTH = "month"
    """As yyyymm."""
    MONEY = "money"
    """In öre."""
    COUNT = "count"
    CHOICE = "choice"
    """The key of one of the choices; empty where none is told."""
    DAY = "day"
    """A day; None where none is told."""


DTYPES: Mapping[Kind, pl.DataType] = {
    Kind.IDENTITY: pl.String(),
    Kind.MONTH: pl.Int32(),
    Kind.MONEY: pl.Int64(),
    Kind.COUNT: pl.Int32(),
    Kind.CHOICE: pl.String(),
    Kind.DAY: pl.Date(),
}

MONTH = "month"
"""The column that tells the month of a row (yyyymm), in every register's kept rows."""

Span = tuple[int, int]
"""The first and last month (yyyymm) that an extract tells of."""


@dataclass(frozen=True)
class Column:
    """A column: its head, its name in code, and what a cell of it may hold.

    `least` and `most` bound counts, and money in öre. `choices` are keys by the words for them.
    `may_come` says that a day may be one that has not been, as when something is to end.
    """

    head: str
    name: str
    kind: Kind
    about: str
    example: str
    needed: bool = True
    least: int = 0
    most: int = 0
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    may_come: bool = False


@dataclass(frozen=True)
class Register:
    """A register that can be read in. `label` is what it is called, with a capital.

    `one_of` are the columns that tell rows apart: two rows alike in them are a fault, worded
    `twice`. `odd` words what cannot be true of a row as a whole, empty if nothing. Rows are kept
    for `kept_months` after they were read.

    `when` is the column by which rows belong to a month: a month, a day, or the first day of a
    spell whose last day is in the column `last`, where an empty cell is one that goes on. A spell
    belongs to every month that it touches. Two spells may not overlap where they are alike in the
    columns `alone`.

    `begins` is the number of the month in which every extract begins, where what is told later of
    a row would else never come in; 0 is any. `ages` are the least and the greatest age, in the year
    of `when`, that can be true of whoever has an identity number; None is any.
    """

    key: str
    label: str
    columns: tuple[Column, ...]
    one_of: tuple[str, ...]
    twice: str
    kept_months: int
    odd: Callable[[Cells], str]
    when: str = MONTH
    last: str = ""
    alone: tuple[str, ...] = ()
    begins: int = 0
    ages: tuple[int, int] | None = None

    @property
    def needs_span(self) -> bool:
        """Whether an extract must be said to tell of some months: of days one cannot see which."""
        return self.column(self.when).kind is Kind.DAY

    def column(self, name: str) -> Column:
        """A column by its name in code; KeyError is a fault in the program."""
        return {one.name: one for one in self.columns}[name]
