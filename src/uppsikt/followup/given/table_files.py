"""A table of a report that was given out, as a file of its own: CSV or JSON.

The same version gives the same file for ever: it is made of what was put aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from uppsikt.documents import Row, Table, json_text
from uppsikt.documents.printed import comments
from uppsikt.documents.to_json import printed_number
from uppsikt.followup.given.reports import Given
from uppsikt.followup.tables.keyed import keyed_table
from uppsikt.sheets import Value, csv_bytes, harmless


def table_json(given: Given, table: Table) -> bytes:
    """The table with the report that it is of."""
    told = {
        "report": given.title,
        "committee": given.committee,
        "month": str(given.month),
        "form": given.form,
        "version": given.version,
        "given_at": given.given_at.isoformat(),
        **keyed_table(table),
    }
    return (json_text(told) + "\n").encode()


def table_csv(table: Table) -> bytes:
    """The table as Swedish spreadsheets read it: printed values, then exact ones, then keys.

    An empty cell is blank in the report; what is absent says why. Texts that a spreadsheet would
    take for formulas get an apostrophe before them.
    """
    rows = [row for row in table.rows if row.cells]
    has_exact = any(cell.exact is not None for row in rows for cell in row.cells)
    unit = table.unit.symbol
    heads = [table.row_head, *(f"{one.name}, {unit}" for one in table.columns)]
    if has_exact:
        heads += [f"{one.name}, exakt {unit}" for one in table.columns]
    if table.has_comments:
        heads.append("Kommentar")
    heads.append("Radens nyckel")
    written = ([harmless(one) for one in _row(table, row, has_exact)] for row in rows)
    return csv_bytes([str(harmless(head)) for head in heads], written)


def _row(table: Table, row: Row, has_exact: bool) -> Iterator[Value]:
    yield row.label
    for cell, column in zip(row.cells, table.columns, strict=True):
        if cell.absent is not None:
            yield cell.absent.text
        else:
            number = printed_number(cell, column)
            yield "" if number is None else Decimal(number)
    if has_exact:
        yield from ("" if cell.exact is None else cell.exact for cell in row.cells)
    if table.has_comments:
        yield "; ".join(comments(row, table.columns))
    yield row.key


KINDS = ("csv", "json")
"""The kinds of files that a table is written as."""


def table_file(given: Given, table: Table, kind: str) -> bytes:
    """The table of the report as a file of one of the kinds."""
    return table_csv(table) if kind == "csv" else table_json(given, table)
