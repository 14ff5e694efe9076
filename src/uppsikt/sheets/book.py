"""A file as sheets of cells: what is in which cell, told by row from 1 and column from 0."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from uppsikt.sheets.blocks import Blocks
from uppsikt.sheets.cells import Value

Area: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged area, each as (row from 1, column from 0)."""


@dataclass(frozen=True)
class Sheet:
    """One sheet; a CSV file is one sheet without a name.

    ``rows``: the rows with anything in them, with their numbers. ``hidden_rows`` from 1,
    ``hidden_columns`` from 0.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[Value]]]
    hidden: bool = False
    hidden_rows: Collection[int] = field(default=frozenset())
    hidden_columns: Collection[int] = field(default=frozenset())
    merged: Sequence[Area] = ()
    blocks: Blocks | None = field(default=None, compare=False, repr=False)
    """Of a large sheet: its rows as blocks of columns."""

    def place(self, row: int, column: int | None = None) -> str:
        """Where a row or a cell stands, as an error says it: ``rad 4``, ``Blad1!B4``."""
        if not self.name:
            return f"rad {row}"
        if column is None:
            return f"blad {self.name}, rad {row}"
        return f"blad {self.name}, cell {letters(column)}{row}"


@dataclass(frozen=True)
class Book:
    """A file of sheets. ``kind``: csv or xlsx. ``encoding``: cp437, cp1252, utf-8, utf-16."""

    path: Path
    kind: str
    encoding: str
    sheets: tuple[Sheet, ...]

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """The sheets that whoever opens the file sees."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)


def letters(column: int) -> str:
    """The name of a column in a workbook: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int | None:
    """The column, from 0, that letters stand for; None if they are none."""
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        return None
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
