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


DTYPES: Mapping[Kind, pl.DataType] = {
    Kind.IDENTITY: pl.String(),
    Kind.MONTH: pl.Int32(),
    Kind.MONEY: pl.Int64(),
    Kind.COUNT: pl.Int32(),
    Kind.CHOICE: pl.String(),
}


@dataclass(frozen=True)
class Column:
    """A column: its head, its name in code, and what a cell of it may hold.

    `least` and `most` bound counts, and money in öre. `choices` are keys by the words for them.
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


@dataclass(frozen=True)
class Register:
    """A register that can be read in. `label` is what it is called, with a capital.

    `one_of` are the columns that tell rows apart: two rows alike in them are a fault, worded
    `twice`. `month` is the column by which rows belong to a month. `odd` words what cannot be true
    of a row as a whole, empty if nothing. Rows are kept for `kept_months` after they were read.
    """

    key: str
    label: str
    columns: tuple[Column, ...]
    one_of: tuple[str, ...]
    twice: str
    kept_months: int
    odd: Callable[[Cells], str]
    month: str = "month"

    def column(self, name: str) -> Column:
        """A column by its name in code; KeyError is a fault in the program."""
        return {one.name: one for one in self.columns}[name]
