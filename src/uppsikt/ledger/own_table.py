"""The ledger as a table with our own heads: known without a mapping, and written from SIE."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import polars as pl

from uppsikt.ledger.model import LedgerFile
from uppsikt.sheets import Book, Columns, Value, heads

OWN_HEADS = {
    "Datum": "date",
    "Månad": "month",
    "Serie": "series",
    "Verifikation": "number",
    "Konto": "account",
    "Ansvar": "unit",
    "Verksamhet": "activity",
    "Projekt": "project",
    "Motpart": "counterpart",
    "Belopp (kr)": "amount",
    "Text": "text",
}
"""Our own heads of a ledger table, and the field under each."""
_NEEDED = ("konto", "belopp (kr)")
_WHEN = ("datum", "månad")
BALANCE_HEADS = {
    "Från": "first",
    "Till": "last",
    "Konto": "account",
    "Ansvar": "unit",
    "Verksamhet": "activity",
    "Projekt": "project",
    "Motpart": "counterpart",
    "Belopp (kr)": "amount",
}
_KEYS = [name for name in BALANCE_HEADS.values() if name != "amount"]


def own_columns(book: Book) -> Columns | None:
    """Where the fields stand in a file with our own heads of a ledger; None if it has others."""
    fields = {head.casefold(): field for head, field in OWN_HEADS.items()}
    found = []
    for sheet in book.visible:
        for head in heads(sheet):
            texts = [text.casefold() for text in head.texts]
            named = [text for text in texts if text]
            whole = all(text in named for text in _NEEDED) and set(_WHEN) & set(named)
            if whole and set(named) <= set(fields) and len(set(named)) == len(named):
                places = {fields[text]: place for place, text in enumerate(texts) if text}
                found.append(Columns(sheet.name, head.last, places))
                break
    return found[0] if len(found) == 1 else None


def table_of(file: LedgerFile) -> tuple[tuple[str, ...], Iterator[Sequence[Value]]]:
    """A ledger file's heads and rows: one per voucher row, or one per balance.

    Balances of the same codes and months are one row. Amounts are in kronor, income positive.
    """
    if file.kind.startswith("sie4") or file.kind == "table":
        return tuple(OWN_HEADS), _voucher_rows(file)
    return tuple(BALANCE_HEADS), _balance_rows(file)


def _voucher_rows(file: LedgerFile) -> Iterator[Sequence[Value]]:
    for block in file.blocks:
        for row in block.iter_rows(named=True):
            yield [_cell(row, field) for field in OWN_HEADS.values()]


def _balance_rows(file: LedgerFile) -> Iterator[Sequence[Value]]:
    rows = file.rows.group_by(_KEYS, maintain_order=True).agg(pl.col("amount").sum())
    for row in rows.iter_rows(named=True):
        yield [_cell(row, field) for field in BALANCE_HEADS.values()]


def _cell(row: dict[str, object], field: str) -> Value:
    value = row["first" if field == "month" else field]
    if field == "amount":
        return Decimal(str(value)).scaleb(-2)
    if field == "date":
        return _day(int(str(value)))
    if field in {"month", "first", "last"}:
        number = int(str(value))
        return f"{number // 100}-{number % 100:02}"
    return str(value).strip()


def _day(number: int) -> Value:
    if not number:
        return ""
    return date(number // 10_000, number // 100 % 100, number % 100)
