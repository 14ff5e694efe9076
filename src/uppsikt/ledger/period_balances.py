"""Period balances from a table (docs/saldofil.md), where there are no vouchers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from uppsikt.figures import Unit, UppsiktError
from uppsikt.ledger import problems
from uppsikt.ledger.balances import Row
from uppsikt.ledger.faults import LedgerError
from uppsikt.ledger.finish import frame
from uppsikt.ledger.model import LedgerFile, Problem, RowBlocks
from uppsikt.sheets import Table, TableRow, Value, month, ore, read_table, refuse_cells

REQUIRED = ("Från", "Till", "Konto")
CODES = ("Verksamhet", "Ansvar", "Projekt", "Motpart")
AMOUNTS = {"Belopp (kr)": Unit.KR, "Belopp (tkr)": Unit.TKR, "Belopp (mnkr)": Unit.MNKR}


class BalanceFault(LedgerError):
    """A file of period balances without balances, or without one column of amounts."""


def read_balances_csv(path: Path) -> LedgerFile:
    """Reads a CSV or Excel file of period balances: the change from a month to a month, our sign.

    A row that spans several months stays one row: it is never spread over them. Raises
    ``LedgerError`` for a file that is no such table, with all cells that cannot be read.
    """
    table = read_table(path, REQUIRED, (*CODES, *AMOUNTS), amounts=tuple(AMOUNTS))
    column = _amount_column(path, table)
    rows: list[Row] = []
    faults: list[str] = []
    for one in table:
        try:
            rows.append(_row(one, column))
        except UppsiktError as fault:
            faults.append(f"{one.place()}: {fault}")
    refuse_cells(path, faults)
    return LedgerFile(
        kind="csv",
        company="",
        program="",
        encoding=table.encoding,
        years=(),
        blocks=RowBlocks([frame(rows)]),
        problems=problems.listed(
            [*problems.table_notes(path, table.notes), *counted_twice(path, rows)]
        ),
        first_month=min((row[4] for row in rows), default=0),
        last_month=max((row[5] for row in rows), default=0),
    )


def _amount_column(path: Path, table: Table) -> str:
    """The one column of amounts; its head says the unit, which is never guessed."""
    if not table.rows:
        raise BalanceFault(
            "Filen har inga saldon",
            where=path.name,
            why="Under rubrikerna finns inte en enda rad.",
            todo="Exportera filen på nytt.",
        )
    found = [name for name in AMOUNTS if name in table.rows[0].cells]
    if len(found) != 1:
        raise BalanceFault(
            "Filen ska ha en kolumn med belopp",
            where=path.name,
            values=found or ["ingen"],
            why="Rubriken säger vilken enhet beloppen har.",
            todo=f"Ha en av kolumnerna {', '.join(AMOUNTS)}.",
        )
    return found[0]


def _row(one: TableRow, column: str) -> Row:
    """One balance. Raises UppsiktError that names the cell where a workbook has one."""
    first, last = (cell(one, name, month) for name in ("Från", "Till"))
    if last < first or first // 100 != last // 100:
        raise UppsiktError("Från och Till ska vara månader i ordning inom ett år")
    account = one.text("Konto")
    if not account:
        raise UppsiktError("Konto saknas")
    activity, unit, project, counterpart = (one.text(name) for name in CODES)
    sum_ = cell(one, column, lambda value: ore(value, AMOUNTS[column]))
    return (
        one.number, "", "", 0, first, last, account, activity, unit, project, counterpart, sum_, "",
    )  # fmt: skip


def cell(one: TableRow, name: str, read: Callable[[Value], int]) -> int:
    """A cell read by ``read``, whose error is told with the cell's head and place."""
    try:
        return read(one.cells[name])
    except UppsiktError as fault:
        where = f" ({one.place(name)})" if one.sheet.name else ""
        raise UppsiktError(
            f"{name}{where}: {fault.what}", values=fault.values, why=fault.why, todo=fault.todo
        ) from fault


def counted_twice(path: Path, rows: Sequence[Row]) -> Iterator[Problem]:
    """Rows of the same codes with a month in common."""
    ordered = sorted(rows, key=lambda row: (row[6:11], row[4], row[5], row[0]))
    for earlier, later in pairwise(ordered):
        if earlier[6:11] == later[6:11] and later[4] <= earlier[5]:
            yield problems.overlap(path, later[0], earlier[0], later[6])
