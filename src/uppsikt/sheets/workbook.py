"""Excel workbooks (.xlsx): values by calamine, and what it leaves out by our own look."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import TypeVar

import python_calamine as calamine
from lxml import etree  # type: ignore[import-untyped]

from uppsikt.sheets import packages
from uppsikt.sheets.book import Area, Book, Sheet
from uppsikt.sheets.faults import UnsafePackage, cannot_open
from uppsikt.sheets.look import MOST_CELLS, Scan
from uppsikt.sheets.scan import scans
from uppsikt.sheets.streamed import Streamed
from uppsikt.sheets.workbook_rows import SheetSource

MOST_MEMBERS = 10_000
MOST_UNPACKED = 2_000_000_000
"""Bytes: a million rows of twenty columns are 1.5 GB of XML."""
T = TypeVar("T")
_BREAKS = (*packages.BROKEN, calamine.CalamineError, etree.LxmlError, SyntaxError, TypeError)


def read_workbook(path: Path, *, large: bool = False) -> Book:
    """All sheets of an .xlsx file. Raises UnsafePackage (damaged, locked, too large).

    With ``large`` the rows are made when asked for, from what calamine has unpacked.
    """
    with safe_package(path) as package:
        try:
            looked = scans(package)
            _refuse_vast(path, looked)
            sheets = _unpacked(lambda: tuple(_sheets(path, looked, large=large)))
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


def _unpacked(read: Callable[[], T]) -> T:
    """What ``read`` gives, from a thread: calamine hears no Ctrl+C for seconds on end.

    The thread lets go of Python's lock while it works, and dies with the process.
    """
    done: Future[T] = Future()

    def work() -> None:
        try:
            done.set_result(read())
        except BaseException as fault:  # noqa: BLE001 - raised again by whoever waits
            done.set_exception(fault)

    Thread(target=work, daemon=True).start()
    return done.result()


def _sheets(path: Path, looked: dict[str, Scan], *, large: bool) -> Iterator[Sheet]:
    with calamine.load_workbook(path) as book:
        for about in book.sheets_metadata:
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            read = book.get_sheet_by_name(about.name)
            scan = looked.get(about.name, Scan())
            source = SheetSource(read, scan)
            yield Sheet(
                name=about.name,
                rows=Streamed(source.rows) if large else tuple(source.rows()),
                hidden=about.visible is not calamine.SheetVisibleEnum.Visible,
                hidden_rows=frozenset(scan.hidden_rows),
                hidden_columns=frozenset(scan.hidden_columns),
                merged=tuple(_areas(read)),
                blocks=source.blocks if large else None,
            )


def _areas(sheet: calamine.CalamineSheet) -> Iterator[Area]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield (top + 1, left), (bottom + 1, right)
