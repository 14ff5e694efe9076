"""From a file to rows: which reader it takes, and its month cube."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from uppsikt import ledger
from uppsikt.ledger import LedgerFile
from uppsikt.organisation.definition import Dimensions

_LOOKED_AT = 4096


def read_ledger(path: Path, dimensions: Dimensions) -> LedgerFile:
    """Reads a SIE file, or a CSV file of period balances: its first bytes tell which.

    Raises LedgerError for a file that is neither, or that cannot be read.
    """
    if _is_table(path):
        return ledger.read_balances_csv(path)
    return ledger.read_sie(
        path,
        ledger.Dimensions(
            activity=dimensions.activity,
            unit=dimensions.unit,
            project=dimensions.project,
            counterpart=dimensions.counterpart,
        ),
    )


def month_cube(file: LedgerFile) -> pl.DataFrame:
    """The sums of a file's rows by unit, activity, account, counterpart and span."""
    return ledger.cube(file.blocks, pl.lit(""))


def _is_table(path: Path) -> bool:
    """Whether the file begins with a line of heads between semicolons, not with a SIE label."""
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return False  # the SIE reader words the fault
    return not start.startswith((b"#", b"<")) and b";" in start.partition(b"\n")[0]
