"""How a cell is printed: one place for all formats that show text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from uppsikt.figures import (
    MISSING,
    NOT_COMPUTABLE,
    SUPPRESSED,
    UNDECIDED,
    Absent,
    month_name,
    steps,
)

from .model import Cell, Column, Direction, Row, Table

COMMENT_HEAD = "Kommentar"
"""The head of the column of comments, which a table has where anything is said of its cells."""
MANY_COLUMNS = 4
"""With more value columns than this, a table with comments has no room on an upright page."""

MISSING_MARK = "–"
NOT_COMPUTABLE_MARK = "går ej"
MISSING_WORDS = "ingen post"
NOT_COMPUTABLE_WORDS = "går inte att beräkna"
MISSING_NOTE = "– betyder att ingen post finns. Det är inte samma sak som noll."
NOT_COMPUTABLE_NOTE = (
    "går ej betyder att värdet inte går att beräkna, eftersom en uppgift som behövs saknas."
)
UNDECIDED_NOTE = (
    "ej beslutat betyder att värdet väntar på ett beslut. Det är inte samma sak som noll."
)
SUPPRESSED_WORDS = "visas inte"
SUPPRESSED_NOTE = ".. betyder att antalet inte visas, eftersom det kunde peka ut någon."
MARKS = {
    MISSING: MISSING_MARK,
    NOT_COMPUTABLE: NOT_COMPUTABLE_MARK,
    UNDECIDED: UNDECIDED.text,
    SUPPRESSED: SUPPRESSED.text,
}
"""What stands in a cell without a number."""
_WORDS = {
    MISSING: MISSING_WORDS,
    NOT_COMPUTABLE: NOT_COMPUTABLE_WORDS,
    UNDECIDED: UNDECIDED.text,
    SUPPRESSED: SUPPRESSED_WORDS,
}
_MARK_NOTES = {
    MISSING: MISSING_NOTE,
    NOT_COMPUTABLE: NOT_COMPUTABLE_NOTE,
    UNDECIDED: UNDECIDED_NOTE,
    SUPPRESSED: SUPPRESSED_NOTE,
}
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNDATED = dt.date(2000, 1, 1)


def cell_text(cell: Cell, column: Column) -> str:
    """Return the text of a cell: 11 149 with a hard space, a true minus, + only for variances."""
    if cell.absent is not None:
        return MARKS[cell.absent]
    if cell.printed is None:
        return ""
    sign = "+" if column.tone == "variance" and cell.printed > 0 else ""
    return sign + steps(cell.printed, column.decimals)


def absent_words(absent: Absent) -> str:
    """Return what a screen reader says for the mark of an absent value."""
    return _WORDS[absent]


def direction(cell: Cell, column: Column) -> Direction:
    """Say whether a variance is better or worse than budget; nothing for other columns."""
    if column.tone != "variance" or not cell.printed:
        return ""
    return "better" if cell.printed > 0 else "worse"


def plain(text: str) -> str:
    """Return the text without line breaks and without characters that no file format allows."""
    return _FORBIDDEN.sub("", " ".join(text.split("\n")))


def head_text(column: Column) -> str:
    """Return the head of a column on one line, its words whole."""
    return plain(column.head.replace("-\n", ""))


def comments(row: Row, columns: Sequence[Column]) -> tuple[str, ...]:
    """Return what is said of a row's cells, each with the head of the column that it is about."""
    pairs = zip(row.cells, columns, strict=False)
    return tuple(
        f"{head_text(column)}: {plain(cell.comment)}" for cell, column in pairs if cell.comment
    )


def table_notes(table: Table) -> tuple[str, ...]:
    """Return the table's own notes and those that explain the marks that stand in it."""
    notes = [*table.notes, *mark_notes(cell for row in table.rows for cell in row.cells)]
    return tuple(dict.fromkeys(notes))


def mark_notes(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return what the marks mean that stand in some cells."""
    marks = {cell.absent for cell in cells}
    return tuple(note for mark, note in _MARK_NOTES.items() if mark in marks)


def lies_down(table: Table) -> bool:
    """Say whether a table has a lying page of its own on paper, to have room for its comments."""
    return table.has_comments and len(table.columns) > MANY_COLUMNS


def first_of_last_sums(table: Table) -> int:
    """Return the index of the first row of the sums that end the table (its length if none)."""
    index = len(table.rows)
    while index and table.rows[index - 1].role == "sum":
        index -= 1
    return index


def dated(text: str) -> dt.date:
    """Return the date that a text such as 2022-11-11 or "11 november 2022" holds.

    A text without a date gives 1 January 2000: files carry a date of their own, and it must not
    come from a clock.
    """
    if found := re.search(r"\b(\d{4})-(\d{2})-(\d{2})\b", text):
        return dt.date(*(int(part) for part in found.groups()))
    months = {month_name(number): number for number in range(1, 13)}
    if found := re.search(r"\b(\d{1,2}) (\w+) (\d{4})\b", text):
        day, month, year = found.groups()
        if month.lower() in months:
            return dt.date(int(year), months[month.lower()], int(day))
    return _UNDATED
