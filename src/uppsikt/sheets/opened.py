"""From a file to its sheets, by what is in it and not by its name."""

from __future__ import annotations

import codecs
import zipfile
from pathlib import Path

from uppsikt.sheets.book import Book
from uppsikt.sheets.csv_file import SEPARATORS, read_csv
from uppsikt.sheets.faults import FileFault, NotThisFormat, cannot_open
from uppsikt.sheets.packages import BROKEN
from uppsikt.sheets.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_book(path: Path) -> Book:
    """The sheets of a CSV file or an .xlsx workbook. Raises FileFault.

    Older and other workbooks are refused, since the reader gives their error cells as empty ones.
    """
    start = _start(path)
    if start.startswith(_OLE):
        raise _other(path, "ett äldre Excel-format (.xls), eller skyddad med lösenord")
    if not start.startswith(_ZIP):
        return read_csv(path)
    if not is_workbook(path):
        raise _other(path, "inte en Excel-bok (.xlsx)")
    return read_workbook(path)


def is_table(path: Path) -> bool:
    """Whether a file is a package of any kind, or begins with a line of cells and not of SIE.

    One that cannot be opened is none: its reader words the fault.
    """
    try:
        start = _start(path)
    except FileFault:
        return False
    if start.startswith((_ZIP, _OLE, *_MARKS)):
        return True
    first = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    line = first.partition(b"\n")[0]
    return not first.startswith((b"#", b"<")) and any(one.encode() in line for one in SEPARATORS)


def is_workbook(path: Path) -> bool:
    """Whether a package holds a workbook. A damaged one counts, so that its reader words it."""
    try:
        with zipfile.ZipFile(path) as package:
            return "xl/workbook.xml" in package.namelist()
    except BROKEN:
        return True


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as fault:
        raise cannot_open(path, fault) from fault


def _other(path: Path, what: str) -> NotThisFormat:
    return NotThisFormat(
        "Filen går inte att läsa som tabell",
        where=path.name,
        values=[what],
        todo="Öppna den i Excel eller LibreOffice och spara den som .xlsx eller CSV.",
    )
