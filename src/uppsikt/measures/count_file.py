"""Reading a file of counts (docs/antalsfil.md). A fault names file and cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from uppsikt.figures import Period, Unit, UppsiktError
from uppsikt.measures.models import Measure
from uppsikt.organisation.faults import refuse
from uppsikt.organisation.rules import find_named, nearest
from uppsikt.sheets import Columns, Table, TableRow, measured, month, read_columns, read_table

COLUMNS = ("Månad", "Mått", "Antal")
OPTIONAL = ("Skäl",)
LARGEST = 10**9
"""More than anything that a municipality counts: a larger number is a slip of the keys."""


class CountFault(UppsiktError):
    """Something in a file of counts is wrong; `where` names the file and the cell."""


class CountFaults(UppsiktError):
    """Several faults in one file of counts."""


@dataclass(frozen=True)
class GivenCount:
    """A count in a row of a file."""

    row: TableRow
    measure: str
    name: str
    month: Period
    value: int
    reason: str


@dataclass(frozen=True)
class ReadCounts:
    """The counts of a file, how many rows were blank, and what the reader tells."""

    counts: tuple[GivenCount, ...]
    blank: int
    notes: tuple[str, ...]


def read_counts(
    path: Path, measures: Sequence[Measure], today: Period, columns: Columns | None = None
) -> ReadCounts:
    """The counts of a CSV or Excel file; a row without a number gives none.

    With `columns` the file has other heads. `today` is the month of now: later ones are refused.
    Raises FileFault and CountFault(s).
    """
    table = _table(path, columns)
    marks, dates = ("comma", "iso")
    if columns is not None:
        marks, dates = columns.options.get("marks", marks), columns.options.get("dates", dates)
    faults: list[CountFault] = []
    found: dict[tuple[str, Period], GivenCount] = {}
    blank = 0
    for row in table:
        try:
            one = _count(path, row, measures, marks, dates)
            if one is None:
                blank += 1
                continue
            _refuse_impossible(path, one, found, today)
        except CountFault as fault:
            faults.append(fault)
        else:
            found[one.measure, one.month] = one
    refuse(path.name, faults, CountFaults)
    return ReadCounts(tuple(found.values()), blank, table.notes)


def _table(path: Path, columns: Columns | None) -> Table:
    if columns is None:
        return read_table(path, COLUMNS, OPTIONAL, amounts=("Antal",))
    return read_columns(path, columns, required=COLUMNS, amounts=("Antal",))


def _count(
    path: Path, row: TableRow, measures: Sequence[Measure], marks: str, dates: str
) -> GivenCount | None:
    """The count in a row, None for one whose number is blank. Raises CountFault."""
    measure = find_named(measures, _text(path, row, "Mått"))
    if measure is None:
        known = [one.name for one in measures]
        fault_in(
            path, row, "Mått", f"Måttet ”{_text(path, row, 'Mått')}” finns inte.",
            f"Närmast: {nearest(_text(path, row, 'Mått'), known)}."
            if known else "Lägg först upp det med [[matt]] i installationsfilen.",
        )  # fmt: skip
    try:
        when = Period.month(*divmod(month(row.cells.get("Månad", ""), dates=dates), 100))
    except UppsiktError as fault:
        fault_in(path, row, "Månad", fault.what, "Skriv månaden som 2022-10.")
    if not _text(path, row, "Antal").strip():
        return None
    value = _number(path, row, marks)
    return GivenCount(row, measure.key, measure.name, when, value, _text(path, row, "Skäl"))


def _text(path: Path, row: TableRow, column: str) -> str:
    try:
        return row.text(column)
    except UppsiktError as fault:
        fault_in(path, row, column, fault.what, fault.todo)


def _number(path: Path, row: TableRow, marks: str) -> int:
    try:
        exact = measured(row.cells.get("Antal", ""), marks).exact(Unit.COUNT)
    except UppsiktError as fault:
        fault_in(path, row, "Antal", fault.what, "Skriv ett heltal, eller lämna rutan tom.")
    if not isinstance(exact, int) or not 0 <= exact <= LARGEST:
        fault_in(
            path, row, "Antal", f"”{_text(path, row, 'Antal')}” är inget antal.",
            f"Skriv ett heltal från 0 till {LARGEST}, eller lämna rutan tom.",
        )  # fmt: skip
    return exact


def _refuse_impossible(
    path: Path, one: GivenCount, found: dict[tuple[str, Period], GivenCount], today: Period
) -> None:
    other = found.get((one.measure, one.month))
    if other is not None:
        fault_in(
            path, one.row, "Mått",
            f"{one.name} för {one.month.text} står två gånger; första gången {other.row.place()}.",
            "Ta bort den ena raden.",
        )  # fmt: skip
    if one.month > today:
        fault_in(
            path, one.row, "Månad", f"{one.month.text.capitalize()} har inte varit än.",
            "Kontrollera året.",
        )  # fmt: skip


def fault_in(path: Path, row: TableRow, column: str, what: str, todo: str) -> NoReturn:
    """Raises CountFault for a cell."""
    raise CountFault(what, where=f"{path.name}, {row.place(column)}", todo=todo)
