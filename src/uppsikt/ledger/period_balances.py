"""Period balances from a table (docs/saldofil.md), where there are no vouchers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from uppsikt.figures import Unit, UppsiktError
from uppsikt.ledger.balances import Row
from uppsikt.ledger.faults import LedgerError
from uppsikt.ledger.finish import frame
from uppsikt.ledger.model import LedgerFile, RowBlocks, Told
from uppsikt.ledger.table_bulk import TableBulk
from uppsikt.ledger.table_cells import Cells, constant
from uppsikt.ledger.table_file import BALANCES, About, Kept, Memory, table_file
from uppsikt.sheets import (
    Book,
    TableRow,
    Value,
    month,
    open_book,
    ore,
    own_table,
    refuse_cells,
    table_rows,
)
from uppsikt.sheets.body import Body

REQUIRED = ("Från", "Till", "Konto")
CODES = ("Verksamhet", "Ansvar", "Projekt", "Motpart")
_TEXTS = {
    "account": "Konto",
    "activity": "Verksamhet",
    "unit": "Ansvar",
    "project": "Projekt",
    "counterpart": "Motpart",
}
AMOUNTS = {"Belopp (kr)": Unit.KR, "Belopp (tkr)": Unit.TKR, "Belopp (mnkr)": Unit.MNKR}


class BalanceFault(LedgerError):
    """A file of period balances without balances, or without one column of amounts."""


def read_balances_csv(
    path: Path,
    book: Book | None = None,
    *,
    kept: Kept | None = None,
    told: Told = lambda *_: None,
) -> LedgerFile:
    """Reads a CSV or Excel file of period balances: the change from a month to a month, our sign.

    A row that spans several months stays one row: it is never spread over them. ``book``, ``kept``
    and ``told`` as for ``read_ledger_table``. Raises ``LedgerError`` for a file that is no such
    table, with all cells that cannot be read.
    """
    book = book or open_book(path)
    body = own_table(book, REQUIRED, (*CODES, *AMOUNTS), amounts=tuple(AMOUNTS))
    if body.layout.sheet.blocks is None:
        blocks = RowBlocks([frame(_plain(path, body))])
        return table_file(path, _about(body), blocks)
    kept = Memory() if kept is None else kept
    TableBulk(BalanceRows(_amount_column(path, body.layout.places)), body).read(kept, told)
    if not len(kept):
        raise _nothing(path)
    file = table_file(path, _about(body), RowBlocks(kept))
    _about(body).end(kept)
    return file


def _about(body: Body) -> About:
    return About(BALANCES, body.book.encoding, body.notes)


def _plain(path: Path, body: Body) -> list[Row]:
    table = list(table_rows(body))
    if not table:
        raise _nothing(path)
    reader = BalanceRows(_amount_column(path, body.layout.places))
    rows: list[Row] = []
    faults: list[str] = []
    for one in table:
        try:
            rows.append(reader.row(one))
        except UppsiktError as fault:
            faults.append(str(fault))
    refuse_cells(path, faults)
    return rows


def _nothing(path: Path) -> BalanceFault:
    return BalanceFault(
        "Filen har inga saldon",
        where=path.name,
        why="Under rubrikerna finns inte en enda rad.",
        todo="Exportera filen på nytt.",
    )


def _amount_column(path: Path, heads: Collection[str]) -> str:
    """The one column of amounts; its head says the unit, which is never guessed."""
    found = [name for name in AMOUNTS if name in heads]
    if len(found) != 1:
        raise BalanceFault(
            "Filen ska ha en kolumn med belopp",
            where=path.name,
            values=found or ["ingen"],
            why="Rubriken säger vilken enhet beloppen har.",
            todo=f"Ha en av kolumnerna {', '.join(AMOUNTS)}.",
        )
    return found[0]


@dataclass(frozen=True)
class BalanceRows:
    """What the rows mean, one by one or many at a time. ``column``: the one of the amounts."""

    column: str
    account = "Konto"

    @property
    def constants(self) -> Mapping[str, str]:
        """None: under our own heads every field has its column."""
        return {}

    @property
    def unit(self) -> Unit:
        """The unit of the amounts that state none themselves."""
        return AMOUNTS[self.column]

    def usual(self, cells: Mapping[str, Cells], height: int) -> dict[str, pl.Series]:
        """ROW_SCHEMA's columns but the line, null where a cell is not of a usual shape."""
        nothing = constant("", height).texts
        codes = {
            name: cells[head].written() if head in cells else nothing
            for name, head in _TEXTS.items()
        }
        first, last = (cells[name].months_of().cast(pl.Int32) for name in ("Från", "Till"))
        ordered = (last >= first) & (last // 100 == first // 100)
        none = pl.Series([None], dtype=pl.Int32)
        amount = cells[self.column].ore(self.unit)
        return {
            **codes,
            **dict.fromkeys(("series", "number", "text"), nothing),
            "date": pl.repeat(0, height, dtype=pl.Int32, eager=True),
            "first": first,
            "last": last.zip_with(ordered.fill_null(value=False), none),
            "amount": amount,
            f"of_{self.column}": amount,
        }

    def row(self, one: TableRow) -> Row:
        """One balance. Raises UppsiktError that names the row, and the cell where it has one."""
        try:
            return _row(one, self.column)
        except UppsiktError as fault:
            raise UppsiktError(
                f"{one.place()}: {fault.what}", values=fault.values, why=fault.why, todo=fault.todo
            ) from fault


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
