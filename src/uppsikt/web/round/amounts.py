"""Amounts in the tables of the round: whole tkr, and what stands where there is none."""

from __future__ import annotations

from uppsikt.documents import Cell, Column
from uppsikt.documents.printed import absent_words, cell_text, direction
from uppsikt.figures import MISSING, NOT_COMPUTABLE, Absent, Value
from uppsikt.rounds.outliers import in_tkr
from uppsikt.web.pages import ShownCell

Printed = int | Absent
"""A whole amount in tkr, or why there is none."""


def printed(value: Value) -> Printed:
    """Öre as whole tkr."""
    return value if isinstance(value, Absent) else in_tkr(value)


def less(value: Printed, other: Printed) -> Printed:
    """The difference of two amounts as they are printed, so that a reader can follow it."""
    if isinstance(value, Absent) or isinstance(other, Absent):
        return MISSING if MISSING in (value, other) else NOT_COMPUTABLE
    return value - other


def money(value: Printed) -> ShownCell:
    """An amount in a cell."""
    return _shown(value, Column("", ""))


def moved(value: Printed) -> ShownCell:
    """A difference in a cell, with its sign: better or worse."""
    return _shown(value, Column("", "", "variance"))


def _shown(value: Printed, column: Column) -> ShownCell:
    cell = Cell(absent=value) if isinstance(value, Absent) else Cell(value)
    words = "" if cell.absent is None else absent_words(cell.absent)
    return ShownCell(
        cell_text(cell, column), direction(cell, column) or ("absent" if words else ""), words
    )
