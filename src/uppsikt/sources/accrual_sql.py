"""Finding the vouchers of a committee that are accruals among all rows of a city."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from uppsikt.sources.accrual_rules import AccrualSigns
from uppsikt.sources.voucher_sql import Chosen
from uppsikt.store import Store

_VOUCHER = ("source", "series", "number", "date")


class OwnRow(NamedTuple):
    """A committee's row of a voucher that is an accrual. `month` is yyyymm, `amount` öre."""

    source: int
    series: str
    number: str
    date: int
    month: int
    account: str
    unit: str
    amount: int
    text: str


class AccountRow(NamedTuple):
    """What a voucher has on an account for accruals, in öre."""

    source: int
    series: str
    number: str
    date: int
    account: str
    amount: int


def accrual_rows(
    store: Store, own: Chosen, signs: AccrualSigns
) -> tuple[list[OwnRow], list[AccountRow]]:
    """The committee's rows on accruals, and what those vouchers have on accounts for accruals.

    `own` are all rows of the committee, and at least one sign is given. A row without a number is
    on no voucher.
    """
    vouchers, values = marked(tuple(own.tables), signs)
    joined = " and ".join(f"own.{column} = marked.{column}" for column in _VOUCHER)
    rows = store.query(
        f"select own.source, own.series, own.number, own.date, own.last, own.account, own.unit, "
        f"own.amount, own.text from ({own.sql}) own join (select distinct source, series, number, "
        f"date from ({vouchers})) marked on {joined}",
        own.tables,
        [*own.parameters, *values],
    )
    found = [OwnRow._make(row) for row in rows]
    return found, list(_on_accounts(store, own, signs, found))


def _on_accounts(
    store: Store, own: Chosen, signs: AccrualSigns, found: Sequence[OwnRow]
) -> Iterator[AccountRow]:
    """The accounts for accruals of the vouchers that were found."""
    if not signs.accounts or not found:
        return
    wanted = {row[:4] for row in found}
    days = min(row.date for row in found), max(row.date for row in found)
    condition, values = _account_sql(signs)
    for number in range(len(own.tables)):
        rows = store.query(
            f"select series, number, date, account, sum(amount) from rows{number} "
            f"where {condition} and date between ? and ? group by series, number, date, account",
            {f"rows{number}": own.tables[f"rows{number}"]},
            [*values, *days],
        )
        for row in rows:
            if (number, *row[:3]) in wanted:
                yield AccountRow(number, *row)


def marked(tables: Sequence[str], signs: AccrualSigns) -> tuple[str, list[object]]:
    """SQL for the vouchers in the tables that have one of the signs (at least one), and its values.

    `source` is the place of a table among those given.
    """
    parts: list[str] = []
    values: list[object] = []
    if signs.accounts:
        sql, more = _account_sql(signs)
        parts, values = [*parts, sql], [*values, *more]
    if signs.series:
        parts.append(f"series in ({', '.join('?' for _ in signs.series)})")
        values += signs.series
    for word in signs.words:
        parts.append("contains(lower(text), lower(?))")
        values.append(word)
    condition = f"number <> '' and ({' or '.join(parts)})"
    files = [
        f"select {source} as source, series, number, date from {table} where {condition}"
        for source, table in enumerate(tables)
    ]
    return " union all ".join(files), values * len(files)


def _account_sql(signs: AccrualSigns) -> tuple[str, list[object]]:
    one = " or ".join(f"left(account, {len(account)}) = ?" for account in signs.accounts)
    return f"({one})", list(signs.accounts)
