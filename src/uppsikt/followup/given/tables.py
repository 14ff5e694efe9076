"""The tables and the sentence that say what has become different since a report was given out.

Amounts are exact, in kronor: a report is rounded to thousands, and a correction of a few hundred
kronor would vanish there.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.documents.model import RowRole
from uppsikt.figures import Absent, Unit, Value, join_words, value_text
from uppsikt.figures.swedish import HARD_SPACE, round_half_away
from uppsikt.followup.basis.value_columns import ValueColumn
from uppsikt.followup.given.since import ColumnDifference, Difference, Since
from uppsikt.followup.tables.layout import row_key

_ORE = 100
_FEW = 3


def difference_tables(found: Since) -> tuple[Table, ...]:
    """One table a value column, activity by activity."""
    return tuple(_column_table(found, column) for column in found.columns)


def others_table(found: Since) -> Table | None:
    """All other figures that have changed, under what and when they are; None if none has."""
    if not found.others:
        return None
    decimals = _decimals(found.others)
    rows: list[Row] = []
    ordered = sorted(found.others, key=lambda one: (one.name.what, one.name.when, one.name.of))
    for one in ordered:
        head = f"{one.name.what.text.capitalize()} {one.name.when.text}"
        if head not in {row.label for row in rows}:
            rows.append(Row(head, head, "head", (), f"{one.name.what}-{one.name.when}.rubrik"))
        rows.append(_row(found, one, decimals, "sub"))
    return _table("andrat-ovrigt", "Andra belopp som har ändrats", rows, decimals, "Belopp")


def difference_lead(found: Since) -> str:
    """What has changed in one sentence: the first value column, by how much and where."""
    if not found.columns:
        return "Ingen verksamhets nettokostnad har ändrats, men andra belopp har det."
    first = found.columns[0]
    what = column_text(first.column)
    places = [found.subject_text(one.name.of) for one in first.lines]
    where = join_words(places) if len(places) <= _FEW else f"{len(places)} verksamheter"
    amount = first.whole.amount
    if isinstance(amount, Absent):
        return f"{what} har ändrats på {where}; med hur mycket går inte att beräkna."
    if not amount:
        return f"{what} är oförändrat i summa, men har ändrats på {where}."
    return f"{what} har ändrats med {_signed(amount)} på {where}."


def column_text(column: ValueColumn) -> str:
    """A value column in words: Utfall januari–oktober 2022."""
    restated = f", omräknat till {column.organisation}" if column.organisation else ""
    return f"{column.what.text.capitalize()} {column.when.text}{restated}"


def _signed(amount: Value) -> str:
    text = value_text(amount, Unit.KR)
    return f"+{text}" if not isinstance(amount, Absent) and amount > 0 else text


def _column_table(found: Since, column: ColumnDifference) -> Table:
    at = column.column
    heading = column_text(at)
    key = f"andrat-{at.what.value.replace('_', '-')}-{at.when}"
    if at.organisation:
        key += f"-{at.organisation}"
    every = (*column.lines, column.whole)
    decimals = _decimals([*every], column.unchanged)
    rows = [_row(found, one, decimals) for one in column.lines]
    if column.unchanged is not None:
        rows.append(_unchanged(column.unchanged, decimals))
    parts = tuple(row.key for row in rows)
    cells = _cells(column.whole, decimals)
    rows.append(Row("Summa", "Summa", "sum", cells, "summa", parts))
    return _table(key, heading, rows, decimals, "Verksamhet")


def _row(found: Since, one: Difference, decimals: int, role: RowRole = "row") -> Row:
    label = found.subject_text(one.name.of)
    key = f"{one.name.what}-{one.name.when}-{row_key(one.name.of)}"
    return Row(label, label, role, _cells(one, decimals), key)


def _unchanged(amount: Value, decimals: int) -> Row:
    label = "Övriga, oförändrade"
    same = _cell(amount, decimals)
    return Row(label, label, "row", (same, same, _cell(0, decimals)), "oforandrade")


def _cells(one: Difference, decimals: int) -> tuple[Cell, ...]:
    shown = (one.then, one.now, one.amount)
    return tuple(Cell() if value is None else _cell(value, decimals) for value in shown)


def _cell(value: Value, decimals: int) -> Cell:
    if isinstance(value, Absent):
        return Cell(absent=value)
    return Cell(printed=round_half_away(Fraction(value * 10**decimals, _ORE)))


def _decimals(shown: Iterable[Difference], also: Value | None = None) -> int:
    """Two decimals as soon as any amount has öre, otherwise none."""
    every = [also, *(value for one in shown for value in (one.then, one.now))]
    amounts = [value for value in every if value is not None and not isinstance(value, Absent)]
    return 2 if any(amount % _ORE for amount in amounts) else 0


def _table(key: str, caption: str, rows: list[Row], decimals: int, head: str) -> Table:
    columns = (
        Column("I rapporten", f"I{HARD_SPACE}rapporten", "pale", 2, decimals),
        Column("Nu", "Nu", "normal", 1 if head == "Verksamhet" else 2, decimals),
        Column("Skillnad", "Skillnad", "variance", 1, decimals),
    )
    return Table(key, caption, caption, Unit.KR, columns, tuple(rows), row_head=head)
