"""From a file to its sheets, by what is in it and not by its name."""

from __future__ import annotations

import codecs
import zipfile
from functools import lru_cache
from pathlib import Path

from uppsikt.sheets.book import Book
from uppsikt.sheets.csv_file import SEPARATORS, large_csv, read_csv
from uppsikt.sheets.faults import FileFault, NotThisFormat, cannot_open
from uppsikt.sheets.packages import BROKEN
from uppsikt.sheets.workbook import read_workbook

LARGE_CSV = 8_000_000
LARGE_XML = 40_000_000
"""Bytes, unpacked: some 100 000 rows of ten cells. Below that a few seconds are enough."""
_ZIP = b"PK\x03\x04"
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_book(path: Path) -> Book:
    """The sheets of a CSV file or an .xlsx workbook. Raises FileFault.

    Older and other workbooks are refused, since the reader gives their error cells as empty ones.
    The rows of a large file are read when asked for; the last such file that was opened is not
    unpacked twice.
    """
    if not is_large(path):
        return _opened(path, large=False)
    about = path.stat()
    return _kept(path, (about.st_mtime_ns, about.st_size, about.st_ino))


def is_large(path: Path) -> bool:
    """Whether a file has so many rows that they are not all made at once.

    One that cannot be opened is not: its reader words the fault.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return sum(one.file_size for one in package.infolist()) > LARGE_XML
    except BROKEN:
        try:
            return path.stat().st_size > LARGE_CSV
        except OSError:
            return False


@lru_cache(maxsize=1)
def _kept(path: Path, stamp: tuple[int, ...]) -> Book:
    del stamp  # only tells a changed file from the one that was opened
    return _opened(path, large=True)


def _opened(path: Path, *, large: bool) -> Book:
    start = _start(path)
    if start.startswith(_OLE):
        raise _other(path, "ett äldre Excel-format (.xls), eller skyddad med lösenord")
    if not start.startswith(_ZIP):
        return large_csv(path) if large else read_csv(path)
    if not is_workbook(path):
        raise _other(path, "inte en Excel-bok (.xlsx)")
    return read_workbook(path, large=large)


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
