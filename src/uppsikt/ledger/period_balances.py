"""Period balances from a CSV file (docs/saldofil.md), where there are no vouchers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from uppsikt.figures import Period, Unit, UppsiktError, amount
from uppsikt.ledger import problems
from uppsikt.ledger.balances import Row
from uppsikt.ledger.faults import LedgerError, place
from uppsikt.ledger.finish import frame
from uppsikt.ledger.model import LedgerFile, Problem, RowBlocks
from uppsikt.ledger.opening import examine
from uppsikt.ledger.table import TableRow, read_table

REQUIRED = ("Från", "Till", "Konto")
CODES = ("Verksamhet", "Ansvar", "Projekt", "Motpart")
AMOUNTS = {"Belopp (kr)": Unit.KR, "Belopp (tkr)": Unit.TKR, "Belopp (mnkr)": Unit.MNKR}
_LISTED = 20
_LARGEST = 10**14


class BalanceFault(LedgerError):
    """Cells in a file of period balances that cannot be read; ``values`` lists them."""


def read_balances_csv(path: Path) -> LedgerFile:
    """Reads a CSV file of period balances: the change from a month to a month, in our own sign.

    A row that spans several months stays one row: it is never spread over them. Raises
    ``LedgerError`` for a file that is no such table, with all cells that cannot be read.
    """
    table = read_table(path, REQUIRED, (*CODES, *AMOUNTS))
    column = _amount_column(path, table)
    rows: list[Row] = []
    faults: list[str] = []
    for one in table:
        try:
            rows.append(_row(one, column))
        except UppsiktError as fault:
            faults.append(f"rad {one.number}: {fault}")
    _refuse(path, faults)
    return LedgerFile(
        kind="csv",
        company="",
        program="",
        encoding=examine(path),
        years=(),
        blocks=RowBlocks([frame(rows)]),
        problems=problems.listed(_counted_twice(path, rows)),
        first_month=min((row[4] for row in rows), default=0),
        last_month=max((row[5] for row in rows), default=0),
    )


def _amount_column(path: Path, table: Sequence[TableRow]) -> str:
    """The one column of amounts; its head says the unit, which is never guessed."""
    if not table:
        raise BalanceFault(
            "Filen har inga saldon",
            where=path.name,
            why="Under rubrikerna finns inte en enda rad.",
            todo="Exportera filen på nytt.",
        )
    found = [name for name in AMOUNTS if name in table[0].cells]
    if len(found) != 1:
        raise BalanceFault(
            "Filen ska ha en kolumn med belopp",
            where=place(path, 1),
            values=found or ["ingen"],
            why="Rubriken säger vilken enhet beloppen har.",
            todo=f"Ha en av kolumnerna {', '.join(AMOUNTS)}.",
        )
    return found[0]


def _row(one: TableRow, column: str) -> Row:
    first, last = _month(one, "Från"), _month(one, "Till")
    if last < first or first // 100 != last // 100:
        raise UppsiktError("Från och Till ska vara månader i ordning inom ett år")
    account = one.cells["Konto"]
    if not account:
        raise UppsiktError("Konto saknas")
    codes = [one.cells.get(name, "") for name in CODES]
    activity, unit, project, counterpart = codes
    sum_ = _ore(one.cells[column], AMOUNTS[column])
    return (
        one.number, "", "", 0, first, last, account, activity, unit, project, counterpart, sum_, "",
    )  # fmt: skip


def _month(one: TableRow, column: str) -> int:
    text = one.cells[column]
    period = Period.parse(text)
    if period.first != period.last:
        raise UppsiktError(f"{column} ska vara en månad, som 2022-01", values=[text])
    return period.year * 100 + period.first


def _ore(text: str, unit: Unit) -> int:
    exact = amount(text, unit).exact(unit)
    if not isinstance(exact, int) or abs(exact) > _LARGEST:
        raise UppsiktError("Beloppet är orimligt stort eller inte i hela ören", values=[text])
    return exact


def _refuse(path: Path, faults: Sequence[str]) -> None:
    if not faults:
        return
    rest = len(faults) - _LISTED
    listed = [*faults[:_LISTED], f"listan är kortad: {rest} till"] if rest > 0 else list(faults)
    raise BalanceFault(
        "Celler i filen går inte att läsa",
        where=path.name,
        values=listed,
        todo="Rätta cellerna och försök igen. Ingenting har ändrats.",
    )


def _counted_twice(path: Path, rows: Sequence[Row]) -> Iterator[Problem]:
    """Rows of the same codes with a month in common."""
    ordered = sorted(rows, key=lambda row: (row[6:11], row[4], row[5], row[0]))
    for earlier, later in pairwise(ordered):
        if earlier[6:11] == later[6:11] and later[4] <= earlier[5]:
            yield problems.overlap(path, later[0], earlier[0], later[6])
