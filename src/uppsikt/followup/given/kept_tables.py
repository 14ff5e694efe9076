"""The tables of a report as they are put aside when it is given out, so that each has an address.

They stand in the file of its exact amounts, with the keys of rows and columns, what is shown, and
the figure in each cell by its name. Pure: from a report to what JSON can hold, and back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from uppsikt.documents import Cell, Column, Row, Table
from uppsikt.figures import Absent, Unit
from uppsikt.followup.given.frozen import name_of, name_parts
from uppsikt.followup.given.retold import Paragraphed
from uppsikt.followup.given.retold import read as read_texts
from uppsikt.followup.report import Report


@dataclass(frozen=True, slots=True)
class KeptTables:
    """The tables of a report that was given out, in its order.

    `shown` are the keys of those that stand in the report itself; it says the others in words.
    `texts` are its paragraphs, None for a report that was given out before they were kept.
    """

    tables: tuple[Table, ...]
    shown: frozenset[str]
    texts: tuple[Paragraphed, ...] | None = None


def written(report: Report) -> list[object]:
    """All tables of the report, for JSON."""
    shown = {table.key for table in report.document.tables()}
    return [_table(table, is_shown=table.key in shown) for table in report.tables]


def read(kept: Mapping[str, Any]) -> KeptTables:
    """The tables and texts of a file where they were put aside with the amounts."""
    committee, content = kept["committee"], kept["tables"]
    return KeptTables(
        tuple(_read_table(committee, one) for one in content),
        frozenset(one["key"] for one in content if one["shown"]),
        read_texts(kept["texts"]) if "texts" in kept else None,
    )


def read_open_data(content: Sequence[Mapping[str, Any]]) -> KeptTables:
    """The tables of a report's own JSON file, for one that was given out before tables were kept.

    That file has no keys of rows: each is made of its label, with a number where two are alike.
    It does not say why a value is null, which is a blank cell here.
    """
    tables = tuple(_open_table(one) for one in content)
    return KeptTables(tables, frozenset(table.key for table in tables))


def _table(table: Table, *, is_shown: bool) -> dict[str, object]:
    return {
        "key": table.key,
        "name": table.name,
        "caption": table.caption,
        "unit": table.unit.symbol,
        "row_head": table.row_head,
        "notes": table.notes,
        "open": table.part_of_json,
        "shown": is_shown,
        "columns": [
            [one.name, one.head, one.tone, one.priority, one.decimals] for one in table.columns
        ],
        "rows": [
            [row.key, row.label, row.text, row.role, row.sum_of, [*map(_cell, row.cells)]]
            for row in table.rows
        ],
    }


def _cell(cell: Cell) -> dict[str, object]:
    """What the cell has of all that a cell may have."""
    told = {
        "printed": cell.printed,
        "exact": None if cell.exact is None else str(cell.exact),
        "absent": None if cell.absent is None else cell.absent.name,
        "figure": None if cell.name is None else name_parts(cell.name),
        "comment": cell.comment or None,
    }
    return {key: value for key, value in told.items() if value is not None}


def _read_table(committee: str, told: Mapping[str, Any]) -> Table:
    return Table(
        key=told["key"],
        name=told["name"],
        caption=told["caption"],
        unit=Unit(told["unit"]),
        columns=tuple(Column(*one) for one in told["columns"]),
        rows=tuple(
            Row(label, text, role, tuple(_read_cell(committee, one) for one in cells), key, (*of,))
            for key, label, text, role, of, cells in told["rows"]
        ),
        notes=tuple(told["notes"]),
        part_of_json=told["open"],
        row_head=told["row_head"],
    )


def _read_cell(committee: str, told: Mapping[str, Any]) -> Cell:
    return Cell(
        printed=told.get("printed"),
        exact=Decimal(told["exact"]) if "exact" in told else None,
        absent=Absent[told["absent"]] if "absent" in told else None,
        name=name_of(committee, told["figure"]) if "figure" in told else None,
        comment=told.get("comment", ""),
    )


def _open_table(told: Mapping[str, Any]) -> Table:
    decimals = [_decimals(values) for values in zip(*_values(told), strict=True)]
    if not decimals:
        decimals = [0] * len(told["columns"])
    return Table(
        key=told["key"],
        name=told["name"],
        caption=told["name"],
        unit=Unit(told["unit"]),
        columns=tuple(
            Column(name, name, decimals=places)
            for name, places in zip(told["columns"], decimals, strict=True)
        ),
        rows=tuple(_open_rows(told["rows"], decimals)),
    )


def _values(told: Mapping[str, Any]) -> Iterator[Sequence[Decimal | int | None]]:
    return (row["values"] for row in told["rows"])


def _decimals(values: Sequence[Decimal | int | None]) -> int:
    """How many decimals a column was printed with."""
    found = (Decimal(value).as_tuple().exponent for value in values if value is not None)
    return max((-one for one in found if isinstance(one, int)), default=0)


def _open_rows(rows: Sequence[Mapping[str, Any]], decimals: Sequence[int]) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    for row in rows:
        key = slugify(row["label"]) or "rad"
        seen[key] += 1
        cells = tuple(
            _open_cell(value, exact, places)
            for value, exact, places in zip(row["values"], row["exact"], decimals, strict=True)
        )
        unique = key if seen[key] == 1 else f"{key}.{seen[key]}"
        yield Row(row["label"], row["label"], "row", cells, unique)


def _open_cell(value: Decimal | int | None, exact: Decimal | int | None, places: int) -> Cell:
    if value is None:
        return Cell()
    return Cell(
        printed=int(Decimal(value).scaleb(places)),
        exact=None if exact is None else Decimal(exact),
    )
