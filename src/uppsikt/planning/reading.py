"""The rows of a budget or forecast file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from uppsikt.planning.files import PlanFault, Row
from uppsikt.sheets import Table, read_table


@dataclass(frozen=True)
class ReadRows:
    """The rows of a file, and what its reader tells: sum rows left out, sheets not read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def read_rows(
    path: Path, columns: Sequence[str], optional: Sequence[str], amounts: Sequence[str]
) -> ReadRows:
    """The rows of a CSV or Excel file with `columns`, and those of `optional` that it has.

    `amounts` are the columns that sum rows sum. Raises FileFault for a file that cannot be read or
    lacks a column, PlanFault for one without rows.
    """
    return rows_of(read_table(path, columns, optional, amounts=amounts))


def rows_of(table: Table) -> ReadRows:
    """A table's rows. Raises PlanFault if there are none."""
    if not table.rows:
        raise PlanFault(
            "Filen har inga rader.",
            where=table.path.name,
            why="Under rubrikerna finns ingenting.",
            todo="Exportera eller fyll i filen på nytt.",
        )
    return ReadRows(tuple(Row(table.path.name, row) for row in table.rows), table.notes)


def fingerprint(path: Path) -> str:
    """The SHA-256 of the file's bytes; empty for one that cannot be opened, as reading it tells."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
