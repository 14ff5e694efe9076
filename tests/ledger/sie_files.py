"""What the tests of the ledger share: our own small SIE files, and both readers held together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from uppsikt.figures import UppsiktError
from uppsikt.ledger import Dimensions, LedgerFile, read_sie, read_sie_plain

FILES = Path(__file__).parent / "files"
REAL = Path(__file__).parents[3] / "shared" / "sie"
"""Real files beside the project, where there are any."""
DIMENSIONS = Dimensions(activity=20, unit=21, project=6, counterpart=22)
PIECES = (1, 60, 1000, 1 << 22)
"""Sizes of pieces for the bulk reader, from one voucher in each to the whole file in one."""


def told(file: LedgerFile) -> dict[str, Any]:
    """All that a file says, in a form that can be compared."""
    return {
        "rows": file.rows.rows(),
        "schema": file.rows.schema,
        "problems": file.problems,
        "about": (file.kind, file.company, file.program, file.encoding, file.years),
        "months": (file.first_month, file.last_month),
    }


def plainly(path: Path, dimensions: Dimensions = DIMENSIONS) -> dict[str, Any] | str:
    """What the plain reader says: the file, or the text of its error."""
    try:
        return told(read_sie_plain(path, dimensions))
    except UppsiktError as error:
        return str(error)


def in_bulk(path: Path, size: int, dimensions: Dimensions = DIMENSIONS) -> dict[str, Any] | str:
    """What the bulk reader says, with pieces of ``size`` bytes."""
    try:
        return told(read_sie(path, dimensions, size=size))
    except UppsiktError as error:
        return str(error)


def read(name: str, dimensions: Dimensions = DIMENSIONS) -> LedgerFile:
    """One of our own files, read in bulk."""
    return read_sie(FILES / name, dimensions)


def codes(file: LedgerFile) -> list[tuple[str, int, bool]]:
    """The problems as code, line and whether they stop."""
    return [(one.code, one.line, one.stops) for one in file.problems]


def amounts(file: LedgerFile) -> list[tuple[Any, ...]]:
    """Rows as month, account, activity, unit, counterpart and öre."""
    columns = ("first", "account", "activity", "unit", "counterpart", "amount")
    return file.rows.select(columns).rows()
