"""Small workbooks and CSV files for the tests, made as untidily as needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


def workbook(
    path: Path,
    sheets: Rows | Mapping[str, Rows],
    untidy: Callable[[Any], None] = lambda _: None,
) -> Path:
    """A workbook of one sheet (Blad1) or several; `untidy` is given it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    named = sheets if isinstance(sheets, Mapping) else {"Blad1": sheets}
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    untidy(book)
    book.save(path)
    return path


def csv_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path
