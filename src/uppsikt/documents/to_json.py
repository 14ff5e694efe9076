"""A document's figures as open data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from .model import Cell, Column, Document, Row, Table

_Json = str | int | Decimal | None | Sequence["_Json"] | Mapping[str, "_Json"]


def render_json(doc: Document) -> str:
    """Return the tables as JSON: printed numbers in the table's unit, null for none, and exact.

    `exact` is in the table's unit and written digit by digit from the decimal, never by way of a
    binary fraction. `comments` are what is said of a row's cells, where
    anything is. Heads without cells and tables that are not open data are left out.
    """
    tables = [_table(table) for table in (*doc.tables(), *doc.data) if table.part_of_json]
    return _written({"title": doc.title, "tables": tables}) + "\n"


def _table(table: Table) -> Mapping[str, _Json]:
    return {
        "key": table.key,
        "name": table.name,
        "unit": table.unit.symbol,
        "columns": [column.name for column in table.columns],
        "rows": [_row(row, table.columns) for row in table.rows if row.cells],
    }


def _row(row: Row, columns: Sequence[Column]) -> Mapping[str, _Json]:
    pairs = zip(row.cells, columns, strict=True)
    told: Mapping[str, _Json] = {
        "label": row.label,
        "values": [_printed(cell, column) for cell, column in pairs],
        "exact": [cell.exact for cell in row.cells],
    }
    if not any(cell.comment for cell in row.cells):
        return told
    return {**told, "comments": [cell.comment or None for cell in row.cells]}


def _printed(cell: Cell, column: Column) -> int | Decimal | None:
    if cell.printed is None or not column.decimals:
        return cell.printed
    return Decimal(cell.printed).scaleb(-column.decimals)


def _written(value: _Json, indent: str = "\n") -> str:
    if isinstance(value, Decimal):
        return _decimal(value)
    if value is None or isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        inner = [
            f"{indent} {json.dumps(key)}: {_written(item, indent + ' ')}"
            for key, item in value.items()
        ]
        return "{" + ",".join(inner) + indent + "}"
    if all(item is None or isinstance(item, str | int | Decimal) for item in value):
        return "[" + ", ".join(_written(item) for item in value) + "]"
    return (
        "[" + ",".join(indent + " " + _written(item, indent + " ") for item in value) + indent + "]"
    )


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    shortened = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if shortened in ("-0", "") else shortened
