"""Excel workbooks (.xlsx): values by calamine, and what it leaves out by our own look."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import python_calamine as calamine
from lxml import etree  # type: ignore[import-untyped]

from uppsikt.sheets import packages
from uppsikt.sheets.book import Area, Book, Sheet
from uppsikt.sheets.cells import Broken, Value, from_excel
from uppsikt.sheets.faults import UnsafePackage, cannot_open
from uppsikt.sheets.look import MOST_CELLS, Scan
from uppsikt.sheets.scan import scans

MOST_MEMBERS = 10_000
MOST_UNPACKED = 2_000_000_000
"""Bytes: a million rows of twenty columns are 1.5 GB of XML."""
_BREAKS = (*packages.BROKEN, calamine.CalamineError, etree.LxmlError, SyntaxError, TypeError)


def read_workbook(path: Path) -> Book:
    """All sheets of an .xlsx file. Raises UnsafePackage (damaged, locked, too large)."""
    with safe_package(path) as package:
        try:
            looked = scans(package)
            _refuse_vast(path, looked)
            with calamine.load_workbook(path) as book:
                sheets = tuple(_sheets(book, looked))
        except _BREAKS as error:
            raise _damaged(path) from error
    return Book(path, "xlsx", "utf-8", sheets)


def safe_package(path: Path) -> zipfile.ZipFile:
    """The workbook's package, when unpacking it is safe. Raises UnsafePackage, FileFault."""
    try:
        size = path.stat().st_size
        return packages.opened(path, size, members=MOST_MEMBERS, unpacked_bytes=MOST_UNPACKED)
    except packages.Damaged as error:
        raise _damaged(path) from error
    except packages.Locked as error:
        raise UnsafePackage(
            "Filen är skyddad med lösenord.",
            where=path.name,
            todo="Spara en kopia utan lösenord.",
        ) from error
    except packages.TooLarge as error:
        raise UnsafePackage(
            "Filen är för stor när den packas upp.",
            where=path.name,
            values=[str(error)],
            why="Den kan vara gjord för att stoppa datorn.",
            todo="Spara bara bladet med tabellen i en ny fil.",
        ) from error
    except OSError as fault:
        raise cannot_open(path, fault) from fault


def _refuse_vast(path: Path, looked: dict[str, Scan]) -> None:
    """A single cell in the last corner of a sheet would fill the memory with empty ones."""
    for name, scan in looked.items():
        if scan.extent > MOST_CELLS:
            raise UnsafePackage(
                "Bladet är för stort.",
                where=f"{path.name}, blad {name}",
                values=[f"{scan.extent} celler, gräns: {MOST_CELLS}"],
                why="Något står långt till höger om eller nedanför tabellen.",
                todo="Ta bort det som står utanför tabellen och spara filen på nytt.",
            )


def _damaged(path: Path) -> UnsafePackage:
    return UnsafePackage(
        "Filen är trasig.",
        where=path.name,
        why="Innehållet är avbrutet eller skadat.",
        todo="Hämta filen på nytt, eller öppna den i Excel och spara om den.",
    )


def _sheets(book: calamine.CalamineWorkbook, looked: dict[str, Scan]) -> Iterator[Sheet]:
    for about in book.sheets_metadata:
        if about.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        read = book.get_sheet_by_name(about.name)
        scan = looked.get(about.name, Scan())
        yield Sheet(
            name=about.name,
            rows=tuple(_rows(read, scan)),
            hidden=about.visible is not calamine.SheetVisibleEnum.Visible,
            hidden_rows=frozenset(scan.hidden_rows),
            hidden_columns=frozenset(scan.hidden_columns),
            merged=tuple(_areas(read)),
        )


def _areas(sheet: calamine.CalamineSheet) -> Iterator[Area]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield (top + 1, left), (bottom + 1, right)


def _rows(sheet: calamine.CalamineSheet, scan: Scan) -> Iterator[tuple[int, tuple[Value, ...]]]:
    special: dict[int, set[int]] = {}
    for row, column in (*scan.broken, *scan.padded):
        special.setdefault(row, set()).add(column)
    seen = 0
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
        values = [from_excel(cell) for cell in cells]
        seen = number
        for column in special.get(number, ()):
            values.extend([""] * (column + 1 - len(values)))
            values[column] = _special(values[column], (number, column), scan)
        if any(value != "" for value in values):
            yield number, tuple(values)
    for number in sorted(row for row in special if row > seen):  # errors below all values
        last = max(special[number])
        yield (
            number,
            tuple(
                Broken(scan.broken[number, column]) if (number, column) in scan.broken else ""
                for column in range(last + 1)
            ),
        )


def _special(value: Value, place: tuple[int, int], scan: Scan) -> Value:
    if place in scan.broken:
        return Broken(scan.broken[place])
    if isinstance(value, Decimal) and value == value.to_integral_value() and value >= 0:
        return f"{int(value):0{scan.padded[place]}d}"
    return value
