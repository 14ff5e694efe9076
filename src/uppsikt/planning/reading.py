"""The rows of a budget or forecast file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from uppsikt.ledger import read_table
from uppsikt.planning.files import PlanFault, Row


def read_rows(path: Path, columns: Sequence[str], optional: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a CSV file with `columns`, and those of `optional` that it has.

    Raises LedgerError for a file that cannot be read or lacks a column, PlanFault for one without
    rows.
    """
    table = read_table(path, columns, optional)
    if not table:
        raise PlanFault(
            "Filen har inga rader.",
            where=path.name,
            why="Under rubrikerna finns ingenting.",
            todo="Exportera eller fyll i filen på nytt.",
        )
    return tuple(Row(path.name, row.number, row.cells) for row in table)


def fingerprint(path: Path) -> str:
    """The SHA-256 of the file's bytes; empty for one that cannot be opened, as reading it tells."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
