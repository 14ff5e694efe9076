"""Workbooks: each visible sheet is a page, each row a line; tables are parted by blank rows.

Numbers are read as they are shown. Formulas count with the value that was saved with them.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import openpyxl
from lxml import etree  # type: ignore[import-untyped]

from uppsikt.figures import Amount
from uppsikt.reading.assemble import Raw, RawGrid, RawHeading, RawParagraph, assembled
from uppsikt.reading.errors import Unreadable
from uppsikt.reading.grids.grid import HOLE, Grid, GridCell, rectangular
from uppsikt.reading.limits import LIMITS, Limits
from uppsikt.reading.model import EMPTY, Document
from uppsikt.reading.office.xlsx_numbers import shown_number
from uppsikt.reading.packages import damaged, opened_package
from uppsikt.reading.source import Source
from uppsikt.sheets.packages import BROKEN

Sheet: TypeAlias = Any  # a sheet of openpyxl, which has no types
Row: TypeAlias = dict[int, GridCell]

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_DEFAULT_NAME = re.compile(r"(?:blad|sheet|ark|tabell|table|diagram)\s*\d*", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_LAST_ROW = 1_048_576
_LAST_COLUMN = 200
_BREAKS = (
    *BROKEN, etree.LxmlError, SyntaxError, TypeError, AttributeError, IndexError, OverflowError,
    AssertionError,
)  # fmt: skip


def read_xlsx(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """Read a workbook. Raises ``Unreadable`` for one that is damaged, empty or too large."""
    package = opened_package(data, name, limits)
    source = Source(name, limits)
    raws: list[Raw] = []
    sheets = 0
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheets += 1
                raws.extend(_sheet(sheet, sheets, source, package))
    except _BREAKS as error:
        raise damaged(name) from error
    blocks = assembled(raws)
    if not blocks:
        raise Unreadable(
            "Arbetsboken är tom.",
            where=name,
            why="Inget synligt blad innehåller något.",
            todo="Visa bladen som ska granskas och spara om filen.",
        )
    return Document(name, "xlsx", tuple(source.lines), blocks, sheets)


def _sheet(sheet: Sheet, page: int, source: Source, package: zipfile.ZipFile) -> Iterator[Raw]:
    """The parts of one sheet: its name as a heading (line 0), then its tables and texts."""
    source.turn_to(page, -1)
    name = source.line(str(sheet.title))
    rows = list(_rows(sheet, page, source))
    _spread_merged(rows, _merged(sheet, package))
    if rows and not _DEFAULT_NAME.fullmatch(name.text):
        yield RawHeading(1, name)
    for group in _groups(rows):
        yield from _group_raws(group)


def _rows(sheet: Sheet, page: int, source: Source) -> Iterator[tuple[int, Row]]:
    """The rows of a sheet that hold something, with their numbers; each becomes a line."""
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_row=_LAST_ROW, max_col=_LAST_COLUMN):
        found = [
            (cell, *shown)
            for cell in cells
            if cell.value is not None and (shown := _shown(cell))[0]
        ]
        if not found:
            continue
        source.count_cells(len(found))
        number = found[0][0].row
        source.turn_to(page, number - 1)
        texts = source.row([text for _, text, _ in found])
        yield (
            number,
            {
                cell.column: GridCell(text, given=given)
                for (cell, _, given), text in zip(found, texts, strict=True)
            },
        )


def _shown(cell: Any) -> tuple[str, Amount | None]:  # noqa: ANN401 - openpyxl has no types
    """A cell's text as shown, and its number if it is one."""
    value = cell.value
    if isinstance(value, int | float):
        shown = shown_number(value, cell.number_format or "General")
        return shown if shown is not None else (str(value), None)
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10], None
    return _BLANKS.sub(" ", str(value)).strip(), None


def _merged(sheet: Sheet, package: zipfile.ZipFile) -> list[tuple[int, int, int, int]]:
    """The merged areas of a sheet as (first column, first row, last column, last row).

    A library that reads without keeping the whole sheet leaves them out.
    """
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    data = package.read(path) if path in package.namelist() else b""
    return [
        (_column(found[1]), int(found[2]), _column(found[3]), int(found[4]))
        for found in _MERGED.finditer(data, max(data.rfind(b"</sheetData>"), 0))
    ]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _spread_merged(
    rows: Sequence[tuple[int, Row]], areas: Sequence[tuple[int, int, int, int]]
) -> None:
    """Let a merged cell stand at all its places within the rows that hold something."""
    by_number = dict(rows)
    for left, top, right, bottom in areas:
        cell = by_number.get(top, {}).get(left)
        if cell is None or right > _LAST_COLUMN or bottom - top > 10_000:
            continue
        for number in range(top, bottom + 1):
            for column in range(left, right + 1):
                if number in by_number:
                    by_number[number].setdefault(column, cell)


def _groups(rows: Sequence[tuple[int, Row]]) -> Iterator[list[Row]]:
    """Rows that follow each other without a blank row between."""
    group: list[Row] = []
    last = 0
    for number, row in rows:
        if group and number > last + 1:
            yield group
            group = []
        group.append(row)
        last = number
    if group:
        yield group


def _group_raws(group: Sequence[Row]) -> Iterator[Raw]:
    """A group of rows as lines of text, or as a table with the lines right above it."""
    first = next((index for index, row in enumerate(group) if not _single(row)), len(group))
    if first == len(group) and not any(cell.given for row in group for cell in row.values()):
        for row in group:
            yield from (RawParagraph(cell.text) for cell in row.values())
        return
    grid: Grid = rectangular(group)
    yield RawGrid(grid if grid else [[HOLE]], EMPTY)


def _single(row: Row) -> bool:
    return len({id(cell) for cell in row.values()}) == 1
