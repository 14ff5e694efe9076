"""Excel and CSV as typed cells with their places, and tables by their heads.

Knows files, sheets and cells alone: what the rows mean is told by whoever asks.
"""

from uppsikt.sheets.book import Book, Sheet, column_number, letters
from uppsikt.sheets.cells import Broken, Value, day, displayed, measured, month, ore, text
from uppsikt.sheets.faults import (
    CellFault,
    EmptyFile,
    FileFault,
    NotThisFormat,
    TableFault,
    UnsafePackage,
    refuse_cells,
)
from uppsikt.sheets.heads import Head, heads
from uppsikt.sheets.opened import is_table, open_book
from uppsikt.sheets.table import Table, TableRow, read_table

__all__ = [
    "Book",
    "Broken",
    "CellFault",
    "EmptyFile",
    "FileFault",
    "Head",
    "NotThisFormat",
    "Sheet",
    "Table",
    "TableFault",
    "TableRow",
    "UnsafePackage",
    "Value",
    "column_number",
    "day",
    "displayed",
    "heads",
    "is_table",
    "letters",
    "measured",
    "month",
    "open_book",
    "ore",
    "read_table",
    "refuse_cells",
    "text",
]
