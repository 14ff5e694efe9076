"""The rows of a budget or forecast file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from uppsikt.planning.files import PlanFault, Row
from uppsikt.sheets import Columns, Table, read_columns, read_table


@dataclass(frozen=True)
class ReadRows:
    """The rows of a file, and what its reader tells: sum rows left out, sheets not read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def read_rows(
    path: Path,
    required: Sequence[str],
    optional: Sequence[str],
    amounts: Sequence[str],
    columns: Columns | None = None,
) -> ReadRows:
    """The rows of a CSV or Excel file with the heads `required`, and those of `optional` it has.

    `amounts` are the columns that sum rows sum. With `columns` the file has other heads, and they
    say where each of ours stands. Raises FileFault for a file that cannot be read or lacks a
    column, PlanFault for one without rows.
    """
    if columns is None:
        return _rows_of(read_table(path, required, optional, amounts=amounts), {})
    table = read_columns(path, columns, required=required, amounts=amounts)
    return _rows_of(table, columns.options)


def _rows_of(table: Table, options: Mapping[str, str]) -> ReadRows:
    if not table.rows:
        raise PlanFault(
            "Filen har inga rader.",
            where=table.path.name,
            why="Under rubrikerna finns ingenting.",
            todo="Exportera eller fyll i filen på nytt.",
        )
    dates, marks = options.get("dates", "iso"), options.get("marks", "comma")
    turned = options.get("sign") == "cost_positive"
    rows = tuple(Row(table.path.name, row, dates, marks, turned) for row in table.rows)
    return ReadRows(rows, table.notes)


def fingerprint(path: Path) -> str:
    """The SHA-256 of the file's bytes; empty for one that cannot be opened, as reading it tells."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
