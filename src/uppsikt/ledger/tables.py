"""A ledger that comes as a table in Excel or CSV: row by row, or in bulk where it is large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from uppsikt.figures import UppsiktError
from uppsikt.ledger import problems
from uppsikt.ledger.balances import Row
from uppsikt.ledger.finish import frame
from uppsikt.ledger.model import LedgerFile, RowBlocks, Told
from uppsikt.ledger.period_balances import BalanceFault, counted_twice
from uppsikt.ledger.table_bulk import Kept, Memory, TableBulk
from uppsikt.ledger.table_rows import AMOUNTS, RowReader, needed
from uppsikt.sheets import Book, Columns, columns_table, open_book, refuse_cells, table_rows
from uppsikt.sheets.body import Body

WHOLE, BALANCES = "table", "csv"
"""The kinds of file that a table is: all that was booked in its months, or balances of a part."""
_CODES = ("account", "activity", "unit", "project", "counterpart")


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
        return _plain(_Reading(path, columns, book.encoding), body)
    bulk = TableBulk(columns, body)
    kept = Memory() if kept is None else kept
    bulk.read(kept, told)
    refuse_cells(path, bulk.faults)
    blocks = RowBlocks(kept)
    return _Reading(path, columns, book.encoding).file(blocks, body.notes)


@dataclass(frozen=True)
class _Reading:
    """What is known of a file beside its rows."""

    path: Path
    columns: Columns
    encoding: str

    def file(self, blocks: RowBlocks, notes: Sequence[str]) -> LedgerFile:
        """The file with its rows. Raises BalanceFault if there are none."""
        if not len(blocks):
            raise BalanceFault(
                "Tabellen har inga rader",
                where=self.path.name,
                why="Under rubrikerna finns inte en enda rad.",
                todo="Exportera filen på nytt.",
            )
        whole = self.columns.option("scope", "whole") == "whole"
        twice = () if whole else counted_twice(self.path, _sharing(blocks))
        spans = [
            block.select(pl.col("first").min(), pl.col("last").max()).row(0) for block in blocks
        ]
        return LedgerFile(
            kind=WHOLE if whole else BALANCES,
            company="",
            program="",
            encoding=self.encoding,
            years=(),
            blocks=blocks,
            problems=problems.listed([*problems.table_notes(self.path, notes), *twice]),
            first_month=min(first for first, _ in spans),
            last_month=max(last for _, last in spans),
        )


def _plain(reading: _Reading, body: Body) -> LedgerFile:
    reader = RowReader(reading.columns)
    rows: list[Row] = []
    faults: list[str] = []
    for one in table_rows(body, reading.columns.constants):
        try:
            rows.append(reader.row(one))
        except UppsiktError as fault:
            faults.append(str(fault))
    refuse_cells(reading.path, faults)
    return reading.file(RowBlocks([frame(rows)]), body.notes)


def _sharing(blocks: RowBlocks) -> list[Row]:
    """The rows whose codes some other row has too: only they can share a month."""
    rows = blocks.frame()
    return rows.filter(pl.struct(_CODES).is_duplicated()).rows()
