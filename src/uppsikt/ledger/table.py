"""The one reader of our CSV files: heads, rows and row numbers, with faults in Swedish."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from uppsikt.ledger.faults import LedgerError, cannot_open, place, shown
from uppsikt.ledger.opening import examine


class TableFault(LedgerError):
    """A CSV file whose heads or rows are not as its description says."""


@dataclass(frozen=True)
class TableRow:
    """One row: its line in the file (the head is line 1) and its cells by column head.

    A column that the file lacks is not among the cells; blanks around a cell are gone.
    """

    number: int
    cells: Mapping[str, str]


def read_table(
    path: Path, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[TableRow, ...]:
    """The rows of a CSV file with semicolons, in the order of the file.

    UTF-8 (with or without a byte order mark), Windows-1252 and PC8 are told apart by content.
    Heads may stand in any order and in any case; a row of empty cells is passed over. Raises
    ``LedgerError`` (empty, binary, missing or unknown column, wrong count of cells).
    """
    lines = _lines(path)
    number, heads = next(lines, (1, []))
    columns = _columns(path, number, heads, required, optional)
    return tuple(_row(path, number, cells, columns) for number, cells in lines)


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row that is not empty."""
    encoding = examine(path)
    try:
        content = path.read_text(encoding=encoding, errors="replace").removeprefix("\ufeff")
    except OSError as fault:
        raise cannot_open(path, fault) from fault
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=";", strict=True)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]
            number = reader.line_num + 1
    except csv.Error as fault:
        raise TableFault(
            "Ett citattecken är inte avslutat",
            where=place(path, number),
            why="En cell som börjar med citattecken ska också sluta med ett.",
            todo="Rätta raden, eller spara filen på nytt från kalkylprogrammet.",
        ) from fault


def _columns(
    path: Path, number: int, heads: list[str], required: Sequence[str], optional: Sequence[str]
) -> list[str]:
    """The file's heads as we write them, in the file's order; an empty one is passed over."""
    known = {name.casefold(): name for name in (*required, *optional)}
    columns = [known.get(head.casefold(), "") for head in heads]
    missing = [name for name in required if name not in columns]
    unknown = [head for head, column in zip(heads, columns, strict=True) if head and not column]
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if not (missing or unknown or twice):
        return columns
    parts = [f"saknas: {', '.join(missing)}"] if missing else []
    parts += [_unknown(head, known) for head in unknown]
    parts += [f"står två gånger: {name}" for name in twice]
    raise TableFault(
        "Rubrikerna stämmer inte",
        where=place(path, number),
        values=parts,
        why="Den första raden ska vara kolumnernas rubriker, med semikolon emellan.",
        todo=f"Kolumnerna är: {'; '.join((*required, *optional))}.",
    )


def _unknown(head: str, known: Mapping[str, str]) -> str:
    near = get_close_matches(head.casefold(), known, n=1)
    hint = f" (menade du {known[near[0]]}?)" if near else ""
    return f"okänd: {shown(head)}{hint}"


def _row(path: Path, number: int, cells: list[str], columns: Sequence[str]) -> TableRow:
    """The cells by head. Spreadsheets leave empty cells at the end of a row, and outside it."""
    if len(cells) != len(columns) and any(cells[len(columns) :]) | (len(cells) < len(columns)):
        raise TableFault(
            "Raden har fel antal kolumner",
            where=place(path, number),
            values=[f"{len(cells)} i stället för {len(columns)}", shown(";".join(cells))],
            todo="Kontrollera semikolonen på raden.",
        )
    pairs = zip(columns, cells, strict=False)
    return TableRow(number, {column: cell for column, cell in pairs if column})
