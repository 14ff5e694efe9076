"""A document's figures as open data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from uppsikt.figures import SUPPRESSED

from .model import Cell, Column, Document, Row, Table

Json = str | int | Decimal | date | None | Sequence["Json"] | Mapping[str, "Json"]
"""What can be written: no floating-point number, so that no amount passes by one."""


def render_json(doc: Document) -> str:
    """Return the tables as JSON: printed numbers in the table's unit, null for none, and exact.

    `exact` is in the table's unit and written digit by digit from the decimal, never by way of a
    binary fraction. `comments` are what is said of a row's cells, where
    anything is. Heads without cells and tables that are not open data are left out. `history` is
    how the document came to be, where it tells that.
    """
    tables = [table_data(table) for table in (*doc.tables(), *doc.data) if table.part_of_json]
    told: Mapping[str, Json] = {"title": doc.title, "tables": tables}
    if doc.history:
        told = {**told, "history": doc.history}
    return json_text(told) + "\n"


def table_data(table: Table) -> Mapping[str, Json]:
    """One table as `render_json` tells it, with the cells that are not shown listed, if any are."""
    told: Mapping[str, Json] = {
        "key": table.key,
        "name": table.name,
        "unit": table.unit.symbol,
        "columns": [column.name for column in table.columns],
        "rows": [_row(row, table.columns) for row in table.rows if row.cells],
    }
    suppressed = [
        {"label": row.label, "column": column.name}
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=bool(row.cells))
        if cell.absent is SUPPRESSED
    ]
    return {**told, "suppressed": suppressed} if suppressed else told


def _row(row: Row, columns: Sequence[Column]) -> Mapping[str, Json]:
    pairs = zip(row.cells, columns, strict=True)
    told: Mapping[str, Json] = {
        "label": row.label,
        "values": [printed_number(cell, column) for cell, column in pairs],
        "exact": [cell.exact for cell in row.cells],
    }
    if not any(cell.comment for cell in row.cells):
        return told
    return {**told, "comments": [cell.comment or None for cell in row.cells]}


def printed_number(cell: Cell, column: Column) -> int | Decimal | None:
    """A cell's printed number in the table's unit; None where none is printed."""
    if cell.printed is None or not column.decimals:
        return cell.printed
    return Decimal(cell.printed).scaleb(-column.decimals)


def json_text(value: Json, indent: str = "\n") -> str:
    """The value as JSON, decimals digit by digit, and days and times as ISO 8601 has them.

    Raises TypeError for what is no such value, a floating-point number among them.
    """
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    if value is None or isinstance(value, str | int):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        inner = [
            f"{indent} {json.dumps(key)}: {json_text(item, indent + ' ')}"
            for key, item in value.items()
        ]
        return "{" + ",".join(inner) + indent + "}"
    if all(item is None or isinstance(item, str | int | Decimal | date) for item in value):
        return "[" + ", ".join(json_text(item) for item in value) + "]"
    return (
        "["
        + ",".join(indent + " " + json_text(item, indent + " ") for item in value)
        + indent
        + "]"
    )


def _decimal(value: Decimal) -> str:
    text = format(value, "f")
    shortened = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if shortened in ("-0", "") else shortened
