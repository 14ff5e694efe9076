"""Finding a cell by what people call its row and column, instead of by its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from uppsikt.documents import Column, Row, Table
from uppsikt.documents.printed import head_text
from uppsikt.figures import UppsiktError
from uppsikt.followup.basis.address import FoundCell, cells_of, column_key
from uppsikt.organisation.rules import nearest


class NoSuchPlace(UppsiktError):
    """No row, column or table of the report is called that, or several are."""


class NoSuchTable(NoSuchPlace):
    """No table of the report is called that."""


class NoSuchRow(NoSuchPlace):
    """No row of the tables is called that, or several are."""


class NoSuchColumn(NoSuchPlace):
    """No column of the row's table is called that."""


def named_cell(tables: Sequence[Table], row: str, column: str, table: str = "") -> FoundCell:
    """The cell whose row and column are called so, by key, name or head, whatever the case.

    Without `table` it is the first table that has both. Raises NoSuchPlace, with what there is.
    """
    among = _tables(tables, table) if table else list(tables)
    found = list(cells_of(among))
    in_row = [at for at in found if _is_called(row, _row_names(at.row))]
    if not in_row:
        raise _unknown(NoSuchRow, "Raden", row, (at.row.label for at in found))
    whole = [at for at in in_row if _is_called(column, _column_names(at.column))]
    if not whole:
        raise _unknown(NoSuchColumn, "Kolumnen", column, (head_text(at.column) for at in in_row))
    first = [at for at in whole if at.table is whole[0].table]
    if len({at.row.key for at in first}) > 1:
        raise NoSuchRow(
            f"Flera rader i tabellen {first[0].table.caption} heter ”{row}”.",
            todo=f"Skriv en av: {'; '.join(dict.fromkeys(at.row.label for at in first))}.",
        )
    return first[0]


def place_text(found: FoundCell) -> str:
    """A cell by what people call its table, row and column."""
    return f"{found.table.caption}: {found.row.label}, {head_text(found.column)}"


def _tables(tables: Sequence[Table], name: str) -> list[Table]:
    found = [one for one in tables if _is_called(name, (one.key, one.name, one.caption))]
    if not found:
        raise _unknown(NoSuchTable, "Tabellen", name, (one.caption for one in tables))
    return found


def _row_names(row: Row) -> Iterator[str]:
    yield from (row.key, row.label, row.text)


def _column_names(column: Column) -> Iterator[str]:
    yield from (column_key(column), column.name, head_text(column))


def _is_called(text: str, names: Iterable[str]) -> bool:
    wanted = _plain(text)
    return any(_plain(name) == wanted for name in names)


def _plain(text: str) -> str:
    return " ".join(text.replace("–", "-").split()).casefold()


def _unknown(fault: type[NoSuchPlace], what: str, text: str, known: Iterable[str]) -> NoSuchPlace:
    close = nearest(text, dict.fromkeys(known))
    return fault(f"{what} ”{text[:80]}” finns inte i rapporten.", todo=f"Närmast: {close}.")
