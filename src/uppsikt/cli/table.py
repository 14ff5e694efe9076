"""A report table as lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from uppsikt.documents import Row, Table
from uppsikt.documents.printed import cell_text, table_notes

_GAP = "  "


def lines(table: Table) -> list[str]:
    """The table with its caption, aligned columns, a rule above each sum, and its notes."""
    heads = [column.head.split("\n") for column in table.columns]
    depth = max(len(head) for head in heads)
    top = [
        [
            "" if level < depth - 1 else table.row_head,
            *(_level(head, depth, level) for head in heads),
        ]
        for level in range(depth)
    ]
    body = [_texts(table, row) for row in table.rows]
    widths = [max(len(line[place]) for line in [*top, *body]) for place in range(len(heads) + 1)]
    rule = "─" * (sum(widths) + len(_GAP) * len(heads))
    printed = [f"{table.caption}, {table.unit.symbol}", "", *(_line(line, widths) for line in top)]
    printed.append(rule)
    for row, texts in zip(table.rows, body, strict=True):
        if row.role == "sum":
            printed.append(rule)
        printed.append(_line(texts, widths))
    return [*printed, "", *table_notes(table)]


def _level(head: Sequence[str], depth: int, level: int) -> str:
    """The line of a head that stands on a level; short heads stand at the bottom."""
    place = level - (depth - len(head))
    return head[place] if place >= 0 else ""


def _texts(table: Table, row: Row) -> list[str]:
    indent = _GAP if row.role == "sub" else ""
    cells = [
        cell_text(cell, column) for cell, column in zip(row.cells, table.columns, strict=False)
    ]
    return [indent + row.text, *cells, *[""] * (len(table.columns) - len(cells))]


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(texts, widths, strict=True)
    return _GAP.join(
        [first[0].ljust(first[1]), *(text.rjust(width) for text, width in rest)]
    ).rstrip()
