"""A ledger that comes as a table in Excel or CSV: row by row, or in bulk where it is large."""

from __future__ import annotations

from pathlib import Path

from uppsikt.figures import UppsiktError
from uppsikt.ledger.balances import Row
from uppsikt.ledger.faults import LedgerError
from uppsikt.ledger.finish import frame
from uppsikt.ledger.model import LedgerFile, RowBlocks, Told
from uppsikt.ledger.table_bulk import TableBulk
from uppsikt.ledger.table_file import BALANCES, WHOLE, About, Kept, Memory, table_file
from uppsikt.ledger.table_rows import AMOUNTS, RowReader, needed
from uppsikt.ledger.table_usual import LedgerRows
from uppsikt.sheets import Book, Columns, columns_table, open_book, refuse_cells, table_rows
from uppsikt.sheets.body import Body


class NoRows(LedgerError):
    """A ledger table with heads and nothing below them."""


def read_ledger_table(
    path: Path,
    columns: Columns,
    book: Book | None = None,
    *,
    kept: Kept | None = None,
    told: Told = lambda *_: None,
) -> LedgerFile:
    """Reads a ledger in a table: all of it or nothing.

    ``book`` is the file where it has been opened already. Of a large table, blocks are kept in
    ``kept`` as they are read, and what is kept there is not read again; ``told`` hears how far it
    has come. Raises ``FileFault`` for a file that is no such table, with all cells that cannot be
    read.
    """
    book = book or open_book(path)
    body = columns_table(book, columns, required=needed(columns), amounts=AMOUNTS)
    if body.layout.sheet.blocks is None:
        return _file(path, columns, body, RowBlocks([frame(_plain(path, columns, body))]))
    kept = Memory() if kept is None else kept
    TableBulk(LedgerRows(columns), body).read(kept, told)
    file = _file(path, columns, body, RowBlocks(kept))
    _about(columns, body).end(kept)
    return file


def _plain(path: Path, columns: Columns, body: Body) -> list[Row]:
    reader = RowReader(columns)
    rows: list[Row] = []
    faults: list[str] = []
    for one in table_rows(body, columns.constants):
        try:
            rows.append(reader.row(one))
        except UppsiktError as fault:
            faults.append(str(fault))
    refuse_cells(path, faults)
    return rows


def _file(path: Path, columns: Columns, body: Body, blocks: RowBlocks) -> LedgerFile:
    """The file with its rows. Raises NoRows if there are none."""
    if not len(blocks):
        raise NoRows(
            "Tabellen har inga rader",
            where=path.name,
            why="Under rubrikerna finns inte en enda rad.",
            todo="Exportera filen på nytt.",
        )
    return table_file(path, _about(columns, body), blocks)


def _about(columns: Columns, body: Body) -> About:
    whole = columns.option("scope", "whole") == "whole"
    return About(WHOLE if whole else BALANCES, body.book.encoding, body.notes)
