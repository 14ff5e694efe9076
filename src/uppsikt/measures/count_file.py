"""Reading a file of counts (docs/antalsfil.md). A fault names file and cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from uppsikt.figures import Exact, Period, Unit, UppsiktError, join_words, month_name
from uppsikt.measures.definitions import Definition, Origin, Status, scaled
from uppsikt.organisation.faults import refuse
from uppsikt.organisation.rules import find_named, nearest
from uppsikt.sheets import Columns, Table, TableRow, measured, month, read_columns, read_table

COLUMNS = ("Månad", "Mått", "Antal")
OPTIONAL = ("Skäl", "Status")
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
    value: Exact
    decimals: int
    status: Status
    reason: str


@dataclass(frozen=True)
class ReadCounts:
    """The counts of a file, how many rows were blank, and what the reader tells."""

    counts: tuple[GivenCount, ...]
    blank: int
    notes: tuple[str, ...]


def read_counts(
    path: Path, measures: Sequence[Definition], today: Period, columns: Columns | None = None
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
    path: Path, row: TableRow, measures: Sequence[Definition], marks: str, dates: str
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
    _refuse_not_given(path, row, measure, when)
    return GivenCount(
        row, measure.key, measure.name, when, _number(path, row, measure, marks),
        measure.decimals, _status(path, row), _text(path, row, "Skäl"),
    )  # fmt: skip


def _refuse_not_given(path: Path, row: TableRow, measure: Definition, when: Period) -> None:
    """Refuses a value of what is computed, and one for months that no value ends with."""
    if measure.origin is not Origin.GIVEN:
        fault_in(
            path, row, "Mått", f"{measure.name} {measure.origin.value} och lämnas inte.",
            "Ta bort raden.",
        )  # fmt: skip
    if not measure.frequency.is_due(when.last):
        due = [month_name(month) for month in range(1, 13) if measure.frequency.is_due(month)]
        fault_in(
            path, row, "Månad",
            f"{measure.name} lämnas en gång per {measure.frequency}, inte för {when.text}.",
            f"Skriv månaden som det slutar med: {join_words(due)}.",
        )  # fmt: skip


def _status(path: Path, row: TableRow) -> Status:
    """Final where nothing is said. Raises CountFault for another word."""
    text = _text(path, row, "Status").strip().casefold()
    if text and text not in [one.value for one in Status]:
        fault_in(
            path, row, "Status", f"”{text}” är ingen status.",
            f"Skriv {Status.PRELIMINARY} eller {Status.FINAL}, eller lämna rutan tom.",
        )  # fmt: skip
    return Status(text) if text else Status.FINAL


def _text(path: Path, row: TableRow, column: str) -> str:
    try:
        return row.text(column)
    except UppsiktError as fault:
        fault_in(path, row, column, fault.what, fault.todo)


def _number(path: Path, row: TableRow, measure: Definition, marks: str) -> Exact:
    wanted = "ett heltal" if not measure.decimals else f"ett tal med {measure.decimals} decimaler"
    todo = f"Skriv {wanted} från 0 till {LARGEST}, eller lämna rutan tom."
    try:
        exact = measured(row.cells.get("Antal", ""), marks).exact(Unit.COUNT)
    except UppsiktError as fault:
        fault_in(path, row, "Antal", fault.what, todo)
    try:
        scaled(exact, measure.decimals)
    except ValueError:
        exact = -1
    if not 0 <= exact <= LARGEST:
        fault_in(path, row, "Antal", f"”{_text(path, row, 'Antal')}” är inget antal.", todo)
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
