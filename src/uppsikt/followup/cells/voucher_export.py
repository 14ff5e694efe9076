"""Voucher rows as files: CSV and Excel with typed cells and sums, a block of rows at a time.

A voucher text is written by anybody who sends an invoice, and a spreadsheet takes a text that
begins with ``=`` for a formula. In Excel files texts are therefore cells of text; CSV has no
types, so such a text gets an apostrophe before it, as spreadsheets themselves write it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from uppsikt.followup.cells.accrual_words import mark_text, other_text
from uppsikt.followup.cells.row_words import filter_words
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader, Thing, Verb, may
from uppsikt.sources.accrual_rules import Accrual, VoucherKey
from uppsikt.sources.accruals import accrual_marks
from uppsikt.sources.selectors import account_names
from uppsikt.sources.voucher_selectors import (
    Order,
    VoucherPage,
    VoucherQuery,
    VoucherRow,
    shows_texts,
    voucher_blocks,
    voucher_rows,
)
from uppsikt.store import Store

Value = str | Decimal | date | int
_MOST_IN_SHEET = 1_048_575 - 1
"""Rows of a sheet in Excel, without the heads and the sum."""
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_TEXT = "Text"
_WIDTHS = {_TEXT: 40, "Rapportrad": 28, "Kontonamn": 28, "Belopp": 16, "Hör till": 28}


@dataclass(frozen=True)
class RowFile:
    """What is written: rows block by block, their columns, and what they are in words."""

    columns: tuple[tuple[str, Callable[[VoucherRow], Value]], ...]
    blocks: Iterator[tuple[VoucherRow, ...]]
    whole: VoucherPage
    words: tuple[tuple[str, str], ...]

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return [head for head, _ in self.columns]

    @property
    def has_texts(self) -> bool:
        """Whether texts of vouchers are written."""
        return _TEXT in self.heads and self.whole.total > 0


def row_file(
    *, reader: Reader, store: Store, query: VoucherQuery, order: Order = "date"
) -> RowFile:
    """All rows that a query asks for, ready to be written once.

    Texts and file names are left out for a reader without the right to them.
    Raises what `voucher_rows` raises.
    """
    whole = voucher_rows(reader=reader, store=store, query=query, limit=0)
    lines = {
        line.key: line.name
        for line in organisation.all_lines(reader=reader, committee=query.committee)
    }
    accounts = account_names(reader=reader, committee=query.committee)
    marks = accrual_marks(
        reader=reader, store=store, committee=query.committee, year=query.period.year
    )
    return RowFile(
        (
            *_columns(lines, accounts, marks),
            *_hidden_columns(reader, query, shows_texts(reader=reader, store=store, query=query)),
        ),
        voucher_blocks(reader=reader, store=store, query=query, order=order),
        whole,
        tuple(filter_words(reader=reader, query=query)),
    )


def _columns(
    lines: dict[str, str],
    accounts: dict[str, str],
    marks: Mapping[VoucherKey, Accrual],
) -> Iterator[tuple[str, Callable[[VoucherRow], Value]]]:
    yield "Datum", lambda row: _date(row.date)
    yield "Serie", lambda row: row.series
    yield "Nummer", lambda row: row.number
    yield "Rapportrad", lambda row: lines.get(row.report_line, row.report_line)
    yield "Konto", lambda row: row.account
    yield "Kontonamn", lambda row: accounts.get(row.account, "")
    yield "Ansvar", lambda row: row.unit
    yield "Verksamhet", lambda row: row.activity
    yield "Projekt", lambda row: row.project
    yield "Motpart", lambda row: row.counterpart
    yield "Belopp", lambda row: _kronor(row.amount)
    yield "Periodisering", lambda row: _of_mark(marks, row, mark_text)
    yield "Hör till", lambda row: _of_mark(marks, row, other_text)


def _hidden_columns(
    reader: Reader, query: VoucherQuery, with_text: bool
) -> Iterator[tuple[str, Callable[[VoucherRow], Value]]]:
    """The columns that not everybody may read."""
    if with_text:
        yield _TEXT, lambda row: row.text or ""
    if may(reader, Verb.READ, Thing.IMPORTS.of(query.committee)):
        yield "Fil", lambda row: row.file
        yield "Rad i filen", lambda row: row.line


def _of_mark(
    marks: Mapping[VoucherKey, Accrual], row: VoucherRow, text: Callable[[Accrual], str]
) -> str:
    """What a row's voucher is among accruals, empty for one that is none."""
    found = marks.get(VoucherKey(row.date, row.series, row.number))
    return "" if found is None else text(found)


def csv_pieces(file: RowFile) -> Iterator[bytes]:
    """The rows as CSV as Swedish spreadsheets read it: semicolons, decimal commas, UTF-8 marked.

    The last row is the sum.
    """
    yield "\ufeff".encode() + _csv([file.heads])
    for block in file.blocks:
        yield _csv([csv_text(of(row)) for _, of in file.columns] for row in block)
    amount = file.heads.index("Belopp")
    last = ["Summa", *([""] * (amount - 1)), csv_text(_kronor(file.whole.amount))]
    yield _csv([[*last, *([""] * (len(file.columns) - len(last)))]])


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def csv_text(value: Value) -> str:
    """A value as CSV has it: a decimal comma, and no text that a spreadsheet would compute."""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_RISKY) else text


def write_xlsx(file: RowFile, path: Path) -> None:
    """The rows as an Excel workbook at the path: what they are, then the rows with their sum.

    More rows than a sheet holds go on in the next one; each sheet ends with its own sum. One row
    at a time is in memory.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "Verifikationsrader"})
        _write_words(book, file)
        writer = _RowSheets(book, file)
        for block in file.blocks:
            for row in block:
                writer.write(row)
        writer.finish()


def _write_words(book: xlsxwriter.Workbook, file: RowFile) -> None:
    sheet = book.add_worksheet("Urval")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)
    for number, (head, text) in enumerate(file.words):
        sheet.write_string(number, 0, head)
        sheet.write_string(number, 1, text)
    at = len(file.words)
    sheet.write_string(at, 0, "Antal rader")
    sheet.write_number(at, 1, file.whole.total, book.add_format({"align": "left"}))
    money = book.add_format({"num_format": "# ##0.00", "align": "left"})
    sheet.write_string(at + 1, 0, "Summa, kronor")
    sheet.write_number(at + 1, 1, _kronor(file.whole.amount), money)


class _RowSheets:
    """Writes rows to a sheet until it is full, and then to the next."""

    def __init__(self, book: xlsxwriter.Workbook, file: RowFile) -> None:
        self._book, self._file = book, file
        self._bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._money = book.add_format({"num_format": "# ##0.00"})
        self._sum = book.add_format({"num_format": "# ##0.00", "bold": True})
        self._sheets = self._row = self._ore = 0
        self._begin()

    def write(self, row: VoucherRow) -> None:
        """One more row."""
        if self._row > _MOST_IN_SHEET:
            self.finish()
            self._begin()
        for column, (_, of) in enumerate(self._file.columns):
            self._cell(column, of(row))
        self._row += 1
        self._ore += row.amount

    def finish(self) -> None:
        """The sum of the sheet."""
        column = self._file.heads.index("Belopp")
        letter = chr(ord("A") + column)
        self._sheet.write_string(self._row, 0, "Summa", self._bold)
        formula = f"=SUM({letter}2:{letter}{self._row})" if self._row > 1 else "=0"
        self._sheet.write_formula(self._row, column, formula, self._sum, float(_kronor(self._ore)))

    def _begin(self) -> None:
        self._sheets += 1
        name = "Rader" if self._sheets == 1 else f"Rader {self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, head in enumerate(self._file.heads):
            self._sheet.set_column(column, column, _WIDTHS.get(head, 12))
            self._sheet.write_string(0, column, head, self._bold)
        self._row, self._ore = 1, 0

    def _cell(self, column: int, value: Value) -> None:
        match value:
            case date():
                self._sheet.write_datetime(self._row, column, value, self._day)
            case Decimal():
                self._sheet.write_number(self._row, column, value, self._money)
            case int():
                self._sheet.write_number(self._row, column, value)
            case _ if value:
                self._sheet.write_string(self._row, column, value)


def _date(day: int) -> date | str:
    """The day of yyyymmdd; a text for a row without one."""
    try:
        return date(day // 10_000, day // 100 % 100, day % 100)
    except ValueError:
        return ""


def _kronor(amount: int) -> Decimal:
    """Öre in kronor with two decimals."""
    return Decimal(amount).scaleb(-2)
