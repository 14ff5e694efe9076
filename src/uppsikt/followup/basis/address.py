"""The address of a cell: the one way to say which cell of which report is meant.

    arbetslivsnamnden/2022-10/monthly/netto/ekonomiskt-bistand/utfall-2022-10

Committee, month, form, table, row and column, each by the key that stays the same when a name is
changed. What is kept of a cell (a comment, say) and what leads to it (a page) use this address;
the figure that stands in the cell is `Cell.name`, and the same figure may stand in many cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.figures import Name, NothingThere, Period, PeriodError
from uppsikt.organisation.rules import nearest

PART = r"[a-z0-9=._-]+"
"""What a part of an address looks like, as a regular expression."""
_PARTS = 6


class UnknownCell(NothingThere):
    """There is no such cell in the report, or the text is no address of a cell."""


@dataclass(frozen=True, slots=True, order=True)
class CellAddress:
    """Where a cell stands. `month` is the last month of the report, `form` the key of its form.

    `table` and `row` are their keys, `column` is `column_key`. As text the parts stand in this
    order with a slash between them.
    """

    committee: str
    month: Period
    form: str
    table: str
    row: str
    column: str

    def __str__(self) -> str:
        parts = (self.committee, self.month, self.form, self.table, self.row, self.column)
        return "/".join(str(part) for part in parts)

    @classmethod
    def parse(cls, text: str) -> CellAddress:
        """Read the text form. Raises UnknownCell for anything else."""
        parts = text.split("/")
        if len(parts) != _PARTS or not all(re.fullmatch(PART, part) for part in parts):
            raise _no_address(text)
        committee, month, *rest = parts
        try:
            return cls(committee, Period.parse(month), *rest)
        except PeriodError as fault:
            raise _no_address(text) from fault


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell in its table, by its row and column."""

    table: Table
    row: Row
    column: Column
    cell: Cell

    @property
    def name(self) -> Name | None:
        """The name of the figure that stands in the cell, None where none does."""
        return self.cell.name


def column_key(column: Column) -> str:
    """A column's key: its name in JSON as a part of an address, `utfall-2022-10`."""
    return slugify(column.name)


def cells_of(tables: Iterable[Table]) -> Iterator[FoundCell]:
    """All cells of the tables, in order; the heads of groups have none."""
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=False):
                yield FoundCell(table, row, column, cell)


def find_cell(tables: Iterable[Table], address: CellAddress) -> FoundCell:
    """The cell at the address, among the tables of its report. Raises UnknownCell."""
    return cell_at(tables, (address.table, address.row, address.column), where=str(address))


def cell_at(tables: Iterable[Table], place: tuple[str, str, str], *, where: str) -> FoundCell:
    """The cell in the table, row and column with the keys of `place`; `where` says of what report.

    Raises UnknownCell, with the keys that are nearest.
    """
    found = list(cells_of(tables))
    steps: tuple[tuple[str, Callable[[FoundCell], str]], ...] = (
        ("Tabellen", lambda at: at.table.key),
        ("Raden", lambda at: at.row.key),
        ("Kolumnen", lambda at: column_key(at.column)),
    )
    for (what, key_of), wanted in zip(steps, place, strict=True):
        known = dict.fromkeys(key_of(at) for at in found)
        found = [at for at in found if key_of(at) == wanted]
        if not found:
            raise UnknownCell(
                f"{what} ”{wanted}” finns inte i rapporten.",
                where=where,
                todo=f"Närmast: {nearest(wanted, known)}.",
            )
    return found[0]


def address_of(found: FoundCell, committee: str, month: Period, form: str) -> CellAddress:
    """The address of a cell in a committee's report."""
    return CellAddress(
        committee, month, form, found.table.key, found.row.key, column_key(found.column)
    )


def _no_address(text: str) -> UnknownCell:
    return UnknownCell(
        "Texten är ingen adress till en cell.",
        values=[f"”{text[:120]}”"],
        todo="Skriv nämnd/månad/form/tabell/rad/kolumn, till exempel "
        "arbetslivsnamnden/2022-10/monthly/netto/ekonomiskt-bistand/utfall-2022-10.",
    )
