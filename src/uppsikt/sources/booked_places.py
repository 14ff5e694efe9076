"""What a committee has booked on the rows of its ledger that a set-up file points out by codes.

The month cube has the codes, so no voucher rows are opened. Which rows count is the same as in
`Balances`: a line counts in the months in which it exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from uppsikt.figures import Absent, Period, Value
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.balances import Span
from uppsikt.sources.counterparts import months_sql
from uppsikt.sources.cubes import Slice
from uppsikt.sources.selectors import balances
from uppsikt.store import Store

Codes = tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]
"""Beginnings of units, activities, accounts and counterparts; none of a kind leaves none out."""
_COLUMNS = ("unit", "activity", "account", "counterpart")


def booked_on(
    *, reader: Reader, store: Store, committee: str, codes: Codes, period: Period
) -> Value:
    """What is booked on the codes in a period of one year, in öre; income positive.

    The sum (0 if nothing is booked on them) when the committee's whole period is covered, MISSING
    when none of it is, NOT_COMPUTABLE when only a part is. Raises NotAllowed, UnknownCommittee and
    StoreError.
    """
    year = period.year
    book = balances(
        reader=reader, store=store, committee=committee, first_year=year, last_year=year
    )
    months = book.months_to_sum(period)
    if isinstance(months, Absent):
        return months
    slices = book.parts.slices if book.parts else ()
    parts = [_part(f"part{number}", part, months, codes) for number, part in enumerate(slices)]
    if not parts:
        return 0
    (row,) = store.query(
        f"select coalesce(sum(amount), 0) from ({' union all '.join(sql for sql, _ in parts)})",
        {f"part{number}": [part.cube] for number, part in enumerate(slices)},
        [value for _, values in parts for value in values],
    )
    return int(row[0])


def _part(
    name: str, part: Slice, months: Mapping[str, Span], codes: Codes
) -> tuple[str, list[object]]:
    """SQL for the amounts of one column file that count, and its values."""
    conditions = [part.condition(), months_sql(months)]
    for column, prefixes in zip(_COLUMNS, codes, strict=True):
        if prefixes:
            begins = " or ".join(f"left({column}, {len(prefix)}) = ?" for prefix in prefixes)
            conditions.append((begins, list(prefixes)))
    where = " and ".join(f"({condition})" for condition, _ in conditions)
    values = [value for _, values in conditions for value in values]
    return f"select amount from {name} where {where}", values
