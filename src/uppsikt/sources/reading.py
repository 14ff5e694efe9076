"""From a file to rows: which reader it takes, and its month cube."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from uppsikt import ledger
from uppsikt.ledger import LedgerFile, Told
from uppsikt.organisation.dimensions import Dimensions
from uppsikt.sheets import Columns, is_table, open_book


def read_ledger(
    path: Path, dimensions: Dimensions, columns: Columns | None, told: Told
) -> LedgerFile:
    """Reads a SIE file, or a table with our own heads of a ledger or of period balances.

    With `columns` it is a table whose columns were chosen. `told` hears how far the reading of a
    large file has come. Raises LedgerError for a file that is
    none of these, or that cannot be read.
    """
    if columns is not None:
        return ledger.read_ledger_table(path, columns, told=told)
    if is_table(path):
        book = open_book(path)
        own = ledger.own_columns(book)
        if own is not None:
            return ledger.read_ledger_table(path, own, book, told=told)
        return ledger.read_balances_csv(path)
    return ledger.read_sie(
        path,
        ledger.Dimensions(
            activity=dimensions.activity,
            unit=dimensions.unit,
            project=dimensions.project,
            counterpart=dimensions.counterpart,
        ),
        told=told,
    )


def month_cube(file: LedgerFile) -> pl.DataFrame:
    """The sums of a file's rows by unit, activity, account, counterpart and span."""
    return ledger.cube(file.blocks, pl.lit(""))
