"""The one reader of tables in CSV and Excel: heads, rows and places, with faults in Swedish."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from uppsikt.sheets.body import Body, Layout
from uppsikt.sheets.book import Book, Sheet
from uppsikt.sheets.cells import Value, text
from uppsikt.sheets.columns import Columns
from uppsikt.sheets.faults import TableFault, shown
from uppsikt.sheets.heads import Head, heads
from uppsikt.sheets.opened import open_book


@dataclass(frozen=True)
class TableRow:
    """One row: its number in the file and its cells by field.

    A field that the file lacks is not among the cells.
    """

    number: int
    cells: Mapping[str, Value]
    sheet: Sheet = field(compare=False, repr=False)
    places: Mapping[str, int] = field(compare=False, repr=False)

    def text(self, name: str) -> str:
        """A cell's text; empty if there is none. Raises UppsiktError for a broken cell."""
        return text(self.cells.get(name, ""))

    def place(self, name: str = "") -> str:
        """Where the row stands, or with a field its cell."""
        return self.sheet.place(self.number, self.places.get(name))


@dataclass(frozen=True)
class Table:
    """The rows of a file's one table. ``notes``: what was left out, and what to know of."""

    path: Path
    encoding: str
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[TableRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def read_table(
    path: Path,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    amounts: Collection[str] = (),
) -> Table:
    """The table of a CSV file or an Excel workbook whose heads are ours.

    Heads may stand in any order and case, below titles, and in a workbook on any visible sheet.
    ``amounts`` are the columns that sum rows sum. Raises ``FileFault`` (unreadable, missing or
    unknown column, two tables, hidden rows, a sum row that is wrong).
    """
    return _table(own_table(open_book(path), required, optional, amounts=amounts))


def own_table(
    book: Book,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    amounts: Collection[str] = (),
) -> Body:
    """The table of a file whose heads are ours; as ``read_table``, but no row is read yet."""
    sheet, head = _found(book, required, optional)
    known = {name.casefold(): name for name in (*required, *optional)}
    places = {
        known[one.casefold()]: index
        for index, one in enumerate(head.texts)
        if one.casefold() in known
    }
    layout = Layout(sheet, head.first, head.last, places, tuple(required), tuple(amounts))
    return Body(book, layout)


def columns_table(
    book: Book, columns: Columns, *, required: Sequence[str], amounts: Collection[str]
) -> Body:
    """The table that a mapping tells of.

    ``required`` are the fields that every row has, ``amounts`` those that hold money.
    """
    sheet = next(one for one in book.sheets if one.name == columns.sheet)
    layout = Layout(
        sheet,
        columns.head_row,
        columns.head_row,
        columns.places,
        tuple(name for name in required if name in columns.places),
        tuple(name for name in amounts if name in columns.places),
        columns.option("marks", "comma"),
    )
    return Body(book, layout)


def table_rows(body: Body, constants: Mapping[str, str] | None = None) -> Iterator[TableRow]:
    """The rows of a table; a field without a column has its constant on every row.

    Raises ``FileFault``.
    """
    for number, cells in body.rows():
        yield TableRow(
            number, {**(constants or {}), **cells}, body.layout.sheet, body.layout.places
        )


def read_columns(
    path: Path,
    columns: Columns,
    *,
    required: Sequence[str],
    amounts: Collection[str],
    book: Book | None = None,
) -> Table:
    """All rows of the table that a mapping tells of. Raises ``FileFault``."""
    body = columns_table(book or open_book(path), columns, required=required, amounts=amounts)
    return _table(body, columns.constants)


def _table(body: Body, constants: Mapping[str, str] | None = None) -> Table:
    rows = tuple(table_rows(body, constants))
    return Table(body.book.path, body.book.encoding, rows, tuple(body.notes))


def _found(book: Book, required: Sequence[str], optional: Sequence[str]) -> tuple[Sheet, Head]:
    """The sheet and head that have all required columns, and no other head than ours."""
    wanted = {name.casefold() for name in required}
    found: list[tuple[Sheet, Head]] = []
    for sheet in book.visible:
        match = next((head for head in heads(sheet) if wanted <= _keys(head)), None)
        if match:
            found.append((sheet, match))
    if len(found) > 1:
        raise TableFault(
            "Flera blad har samma tabell",
            where=book.path.name,
            values=[sheet.name for sheet, _ in found],
            why="Det framgår inte vilket som gäller.",
            todo="Ta bort eller dölj de andra bladen, eller ge rubrikerna andra namn där.",
        )
    sheet, head = found[0] if found else _nearest(book, wanted)
    _refuse_heads(book, sheet, head, required, optional)
    return sheet, head


def _keys(head: Head) -> set[str]:
    return {one.casefold() for one in head.texts if one}


def _nearest(book: Book, wanted: set[str]) -> tuple[Sheet, Head]:
    """The head that has most of what is wanted, to tell what it lacks."""
    pairs = [(sheet, head) for sheet in book.visible for head in heads(sheet)]
    if not pairs:
        raise TableFault(
            "Filen är tom",
            where=book.path.name,
            why="Inget synligt blad innehåller något.",
            todo="Visa bladet med tabellen och spara om filen.",
        )
    return max(pairs, key=lambda pair: len(wanted & _keys(pair[1])))


def _refuse_heads(
    book: Book, sheet: Sheet, head: Head, required: Sequence[str], optional: Sequence[str]
) -> None:
    """Raises TableFault for heads that are missing, unknown, or there twice."""
    known = {name.casefold(): name for name in (*required, *optional)}
    columns = [known.get(one.casefold(), "") for one in head.texts]
    missing = [name for name in required if name not in columns]
    unknown = [one for one, column in zip(head.texts, columns, strict=True) if one and not column]
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if not (missing or unknown or twice):
        return
    parts = [f"saknas: {', '.join(missing)}"] if missing else []
    parts += [_unknown(one, known) for one in unknown]
    parts += [f"står två gånger: {name}" for name in twice]
    raise TableFault(
        "Rubrikerna stämmer inte",
        where=f"{book.path.name}, {sheet.place(head.last)}",
        values=parts,
        why="Kolumnerna ska ha de rubriker som filens beskrivning har, eller vara kopplade.",
        todo=f"Kolumnerna är: {'; '.join((*required, *optional))}. Har filen egna rubriker, koppla "
        "dem en gång med «uppsikt columns» och läs in med --source.",
    )


def _unknown(head: str, known: Mapping[str, str]) -> str:
    near = get_close_matches(head.casefold(), known, n=1)
    hint = f" (menade du {known[near[0]]}?)" if near else ""
    return f"okänd: {shown(head)}{hint}"
