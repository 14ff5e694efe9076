"""CSV: the separator and the encoding are seen from the content."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from uppsikt.sheets import faults
from uppsikt.sheets.book import Book, Sheet
from uppsikt.sheets.csv_blocks import CsvSource, unended
from uppsikt.sheets.opening import examine
from uppsikt.sheets.streamed import Streamed

SEPARATORS = ";\t|,"
"""In the order of preference where several part the lines equally well."""
_LOOKED_AT = 40
_SAMPLE = 64_000


def read_csv(path: Path) -> Book:
    """The one sheet of a CSV file. Raises FileFault (empty, binary, a quote without end)."""
    encoding = encoding_of(path)
    try:
        content = path.read_bytes().decode(encoding, errors="replace").removeprefix("\ufeff")
        content = content.replace("\r\n", "\n").replace("\r", "\n")
    except OSError as fault:
        raise faults.cannot_open(path, fault) from fault
    separator, skipped = separator_of(content)
    return Book(path, "csv", encoding, (Sheet("", _rows(path, content, separator, skipped)),))


def large_csv(path: Path) -> Book:
    """The one sheet of a large CSV file, whose rows are read when asked for. Raises FileFault."""
    encoding = encoding_of(path)
    try:
        with path.open(encoding=encoding, errors="replace", newline=None) as file:
            sample = file.read(_SAMPLE).removeprefix("\ufeff")
    except OSError as fault:
        raise faults.cannot_open(path, fault) from fault
    separator, skipped = separator_of(sample)
    source = CsvSource(path, encoding, separator, 1 if skipped else 0)
    return Book(path, "csv", encoding, (Sheet("", Streamed(source.rows), blocks=source.blocks),))


def encoding_of(path: Path) -> str:
    """The encoding of a text file: utf-16 if its mark says so, otherwise as ``examine`` finds."""
    try:
        with path.open("rb") as file:
            start = file.read(2)
    except OSError as fault:
        raise faults.cannot_open(path, fault) from fault
    return "utf-16" if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else examine(path)


def separator_of(content: str) -> tuple[str, int]:
    """What parts the cells, and how many characters at the start only say so (``sep=;``)."""
    first = content.partition("\n")[0].rstrip("\r")
    if first.casefold().startswith("sep=") and len(first) == 5:
        return first[4], len(content.partition("\n")[0]) + 1
    return max(SEPARATORS, key=lambda one: _evenness(content[:_SAMPLE], one)), 0


def _evenness(sample: str, separator: str) -> int:
    """How many of the first lines have the commonest number of cells, if it is more than one."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    try:
        counts = Counter(len(cells) for cells in islice(reader, _LOOKED_AT) if cells)
    except csv.Error:
        return 0
    several = [lines for cells, lines in counts.items() if cells > 1]
    return max(several, default=0)


def _rows(
    path: Path, content: str, separator: str, skipped: int
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Line number and cells of each row that is not empty."""
    source = io.StringIO(content[skipped:], newline="")
    reader = csv.reader(source, delimiter=separator, strict=True)
    before = 1 if skipped else 0
    rows = []
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((number + before, tuple(cell.strip() for cell in cells)))
            number = reader.line_num + 1
    except csv.Error as fault:
        raise unended(path, number + before) from fault
    return tuple(rows)
