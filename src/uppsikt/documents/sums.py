"""Which rows a sum row is the sum of, and whether the printed figures bear it out."""

from __future__ import annotations

from collections.abc import Sequence

from uppsikt.figures import NOT_COMPUTABLE, SUPPRESSED, UNDECIDED

from .model import Row, Table


def parts_of(table: Table, row: Row) -> tuple[int, ...]:
    """Return the places of the rows that a row is the sum of; none if it is no sum.

    A row says so itself by `sum_of`. The only sum of a table without groups is the sum of all its
    ordinary rows. A table with cells that are not shown has no sums to follow: they would tell.
    """
    if any(cell.absent is SUPPRESSED for one in table.rows for cell in one.cells):
        return ()
    if row.sum_of:
        places = {one.key: index for index, one in enumerate(table.rows)}
        return tuple(places[key] for key in row.sum_of)
    roles = [one.role for one in table.rows]
    if row.role != "sum" or roles.count("sum") != 1 or {"head", "sub", "subtotal"} & set(roles):
        return ()
    return tuple(index for index, one in enumerate(table.rows) if one.role == "row")


def holds(table: Table, row: Row, parts: Sequence[int], column: int) -> bool:
    """Say whether the printed parts give the printed sum; a part without an entry adds nothing."""
    cells = [table.rows[index].cells[column] for index in parts if table.rows[index].cells]
    if not cells or any(cell.absent in (NOT_COMPUTABLE, UNDECIDED) for cell in cells):
        return False
    return sum(cell.printed or 0 for cell in cells) == row.cells[column].printed


def ranges(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the places as unbroken runs (first, last), in order."""
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
