"""What many committees have booked on some counterparts, by one statement over their month cubes.

The cube has the counterpart, so no voucher rows are opened. Which rows count, and on which side
they are, is the same as in `Balances`: a line counts in the months in which it exists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from uppsikt.figures import Absent, Period, Side
from uppsikt.organisation.rules import longest_first
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.sources.account_sql import side_sql
from uppsikt.sources.balances import Balances, Span
from uppsikt.sources.cubes import Slice, cut_sql
from uppsikt.sources.selectors import balances
from uppsikt.store import Store


class CounterpartSum(NamedTuple):
    """What a committee has booked on a counterpart on one side, in öre; income positive.

    `prefix` is the longest of the prefixes asked for that the counterpart code begins with. `side`
    is None for accounts in no group whose class does not tell it.
    """

    prefix: str
    side: Side | None
    amount: int
    rows: int


def counterpart_sums(
    *,
    reader: Reader,
    store: Store,
    prefixes: Mapping[str, Sequence[str]],
    period: Period,
    years: tuple[int, int] | None = None,
) -> dict[str, tuple[CounterpartSum, ...] | Absent]:
    """For each committee what it has booked in the period on the counterparts asked for.

    `prefixes` are those of each committee; rows on other counterparts are left out. `years` are
    the first and last year that the reader has balances of already. A committee whose sum of the
    period is absent is absent here. Raises what `balances` raises.
    """
    demand(reader, Verb.READ, Thing.BALANCES)
    first, last = years or (period.year, period.year)
    found: dict[str, tuple[CounterpartSum, ...] | Absent] = {}
    asked: dict[tuple[str, ...], list[Balances]] = {}
    for committee, codes in prefixes.items():
        book = balances(
            reader=reader, store=store, committee=committee, first_year=first, last_year=last
        )
        months = book.months_to_sum(period)
        found[committee] = months if isinstance(months, Absent) else ()
        if not isinstance(months, Absent) and codes:
            asked.setdefault(longest_first(codes), []).append(book)
    for codes, books in asked.items():
        found.update(_sums(store, codes, books, period))
    return found


def _sums(
    store: Store, prefixes: tuple[str, ...], books: Sequence[Balances], period: Period
) -> dict[str, tuple[CounterpartSum, ...]]:
    sums: dict[str, list[CounterpartSum]] = {book.committee: [] for book in books}
    for committee, prefix, side, amount, rows in _rows(store, prefixes, books, period):
        known = Side(side) if side else None
        sums[committee].append(CounterpartSum(prefix, known, int(amount), int(rows)))
    return {committee: tuple(found) for committee, found in sums.items()}


def _rows(
    store: Store, prefixes: tuple[str, ...], books: Sequence[Balances], period: Period
) -> list[tuple[str, str, str, int, int]]:
    """Committee, prefix, side (empty where not known), öre and rows, in a fixed order."""
    statements: list[str] = []
    parameters: list[object] = []
    tables: dict[str, list[str]] = {}
    for book in books:
        months = book.months_to_sum(period)
        if book.parts is None or isinstance(months, Absent):
            continue
        for part in book.parts.slices:
            name = f"part{len(tables)}"
            tables[name] = [part.cube]
            statement, values = _part(name, part, book, months, prefixes)
            statements.append(statement)
            parameters += values
    if not statements:
        return []
    found = store.query(
        f"""
        with booked as ({" union all ".join(statements)})
        select committee, prefix, side, sum(amount), sum(rows)
        from booked where prefix <> '' group by committee, prefix, side
        order by committee, prefix, side
        """,
        tables,
        parameters,
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in found]


def _part(
    name: str, part: Slice, book: Balances, months: Mapping[str, Span], prefixes: tuple[str, ...]
) -> tuple[str, list[object]]:
    """SQL for the rows of one column file that count, each with its prefix and side."""
    prefix, values = cut_sql("counterpart", prefixes)
    side, side_values = side_sql(book.parts.groups if book.parts else ())
    counted, counted_values = part.condition()
    exists, exists_values = months_sql(months)
    statement = (
        f"select ? as committee, {prefix} as prefix, {side} as side, amount, rows "
        f"from {name} where ({counted}) and ({exists})"
    )
    return statement, [
        book.committee, *values, *side_values, *counted_values, *exists_values
    ]  # fmt: skip


def months_sql(months: Mapping[str, Span]) -> tuple[str, list[object]]:
    """SQL for the rows of each line in the months in which it exists, and its values."""
    lines: dict[Span, list[str]] = {}
    for line, span in months.items():
        lines.setdefault(span, []).append(line)
    conditions = [
        f"(line in ({', '.join('?' * len(keys))}) and first >= {int(first)} and last <= {int(end)})"
        for (first, end), keys in lines.items()
    ]
    return " or ".join(conditions), [key for keys in lines.values() for key in keys]
