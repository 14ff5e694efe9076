"""Excel and CSV as typed cells with their places, and which column holds which of our fields.

Knows files, sheets and cells alone: what the rows mean is told by whoever asks.
"""

from uppsikt.sheets.book import Book, Sheet, column_number, letters
from uppsikt.sheets.cells import Broken, Value, day, displayed, measured, month, ore, text
from uppsikt.sheets.columns import Columns
from uppsikt.sheets.faults import (
    CellFault,
    EmptyFile,
    FileFault,
    NotThisFormat,
    TableFault,
    UnsafePackage,
    refuse_cells,
)
from uppsikt.sheets.heads import Head, heads, likeliest
from uppsikt.sheets.opened import is_large, is_table, open_book
from uppsikt.sheets.scheme import (
    Field,
    HeadsDiffer,
    NoSuchColumn,
    Option,
    Scheme,
    chosen,
    head_at,
    head_of,
    sample,
    suggested,
)
from uppsikt.sheets.table import (
    Table,
    TableRow,
    columns_table,
    own_table,
    read_columns,
    read_table,
    table_rows,
)
from uppsikt.sheets.writing import TooManyRows, csv_bytes, harmless, workbook_bytes, xlsx_bytes

__all__ = [
    "Book",
    "Broken",
    "CellFault",
    "Columns",
    "EmptyFile",
    "Field",
    "FileFault",
    "Head",
    "HeadsDiffer",
    "NoSuchColumn",
    "NotThisFormat",
    "Option",
    "Scheme",
    "Sheet",
    "Table",
    "TableFault",
    "TableRow",
    "TooManyRows",
    "UnsafePackage",
    "Value",
    "chosen",
    "column_number",
    "columns_table",
    "csv_bytes",
    "day",
    "displayed",
    "harmless",
    "head_at",
    "head_of",
    "heads",
    "is_large",
    "is_table",
    "letters",
    "likeliest",
    "measured",
    "month",
    "open_book",
    "ore",
    "own_table",
    "read_columns",
    "read_table",
    "refuse_cells",
    "sample",
    "suggested",
    "table_rows",
    "text",
    "workbook_bytes",
    "xlsx_bytes",
]
