"""A table as JSON tells it together with what no report's file says: keys, states and notes."""

from __future__ import annotations

from typing import Any

from uppsikt.documents import Row, Table, table_data
from uppsikt.documents.printed import table_notes
from uppsikt.followup.basis.address import column_key


def keyed_table(table: Table) -> dict[str, Any]:
    """The table by the one writer of JSON that reports have, with the keys of rows and columns.

    `states` say why a value is null, cell by cell.
    """
    shown = [row for row in table.rows if row.cells]
    told: Any = table_data(table)
    return {
        **told,
        "rows": [
            {**its, "states": _states(row)} for row, its in zip(shown, told["rows"], strict=True)
        ],
        "row_keys": [row.key for row in shown],
        "column_keys": [column_key(column) for column in table.columns],
        "notes": list(table_notes(table)),
    }


def _states(row: Row) -> list[str | None]:
    return [None if cell.absent is None else cell.absent.text for cell in row.cells]
