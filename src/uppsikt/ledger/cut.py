"""Whether a ledger has lost vouchers at its end, by what the file itself says of its balances.

A file cut between two vouchers reads well. What one voucher dropped, doubled or moved can explain
is no more than a note: it is apart in one month, or in two that even out, and on no more accounts
than a voucher of the file has. Anything beyond that is told as a cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import polars as pl

from uppsikt.ledger.header import Header
from uppsikt.ledger.model import RowBlocks

Totals = Mapping[tuple[int, str], int]
"""Sums in öre, in the file's sign, by month (yyyymm) and account."""

_FEWEST_ACCOUNTS = 2
"""A voucher that balances has two accounts, also where no other in the file has more."""

_VOUCHER = ("series", "number", "date")


def lost_vouchers(
    header: Header, totals: Totals, blocks: RowBlocks
) -> tuple[int, list[int]] | None:
    """The first line that contradicts the vouchers, and all such months (yyyymm).

    None where one voucher explains it. Held against the vouchers are the whole accounts' period
    balances (``#PSALDO``) and the year's results (``#RES``).
    """
    apart = _balances_apart(header, totals)
    lines = {account: line for (_, account), (line, _) in apart.items()}
    lines |= _results_apart(header, totals)
    if not lines:
        return None
    differences = {key: difference for key, (_, difference) in apart.items()}
    if _in_one_place(differences, header, totals):
        told = {one.account for one in header.balances if not one.inside} | set(header.results)
        if len(lines) <= max(_FEWEST_ACCOUNTS, _most_accounts(blocks, told)):
            return None
    return min(lines.values()), sorted({month for month, _ in apart})


def _balances_apart(header: Header, totals: Totals) -> dict[tuple[int, str], tuple[int, int]]:
    """Line, and what is booked beyond the balance, by month and account where they differ."""
    return {
        (one.period, one.account): (one.line, booked - one.amount)
        for one in header.balances
        if not one.inside and (booked := totals.get((one.period, one.account), 0)) != one.amount
    }


def _results_apart(header: Header, totals: Totals) -> dict[str, int]:
    """The line of each account whose result for the year differs; no rows at all is zero."""
    years: defaultdict[str, int] = defaultdict(int)
    for (_, account), sum_ in totals.items():
        years[account] += sum_
    return {
        account: line
        for account, (line, stated) in header.results.items()
        if stated != years[account]
    }


def _in_one_place(differences: Totals, header: Header, totals: Totals) -> bool:
    """Whether they lie in one month at most, or in two where each account evens out.

    An account without a balance of its own in one of the two months had no change there.
    """
    months = sorted({month for month, _ in differences})
    if len(months) != 2:
        return len(months) < 2
    stated = {(one.period, one.account) for one in header.balances if not one.inside}

    def beyond(month: int, account: str) -> int:
        key = month, account
        return differences.get(key, 0) if key in stated else totals.get(key, 0)

    accounts = {account for _, account in differences}
    return all(sum(beyond(month, account) for month in months) == 0 for account in accounts)


def _most_accounts(blocks: RowBlocks, told: Collection[str]) -> int:
    """How many of the accounts the file's largest voucher has.

    Vouchers with the same number and day are taken as one.
    """
    wanted = pl.col("account").is_in(sorted(told))
    parts = [block.filter(wanted).select(*_VOUCHER, "account").unique() for block in blocks]
    counts = pl.concat(parts).unique().group_by(*_VOUCHER).len()["len"]
    return max(counts, default=0)
