"""Finding a report line's voucher rows among all rows of a city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from uppsikt.organisation.rules import RESULT_CLASSES, Feed, Mapping, Target
from uppsikt.sources.cubes import cut_sql
from uppsikt.store import Store

_COLUMNS = "date, series, number, account, unit, activity, project, counterpart, amount, text"


@dataclass(frozen=True)
class VoucherSource:
    """A row file, the name of the file that it was read from, and the months that it answers for.

    Months are yyyymm.
    """

    rows: str
    file: str
    months: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """Raw rows (the columns above, then source number and line), count and sum of all."""

    rows: list[tuple[Any, ...]]
    total: int
    amount: int


def read_page(
    store: Store,
    sources: Sequence[VoucherSource],
    mapping: Mapping,
    *,
    target: tuple[str, str],
    account: str | None,
    limit: int,
    offset: int,
) -> Page:
    """The rows of a line (committee, key) in date order, from `offset`, at most `limit`.

    Rows are first narrowed by the line's own feeds; of the code combinations that remain, those
    that a narrower feed takes elsewhere are then left out.
    """
    feeds = [feed for feed in mapping.feeds if (feed.committee, feed.line) == target]
    statement, parameters = _candidates(sources, mapping, feeds, account)
    tables = {f"rows{number}": [source.rows] for number, source in enumerate(sources)}
    combinations = [
        key
        for key in store.query(
            f"with candidate as ({statement}) select distinct u, a, k, month from candidate",
            tables,
            parameters,
        )
        if mapping.target(*key) == Target(*target)
    ]
    if not combinations:
        return Page([], 0, 0)
    wanted = ", ".join("(?, ?, ?, ?)" for _ in combinations)
    chosen = (
        f"with candidate as ({statement}) "
        f"select * from candidate where (u, a, k, month) in ({wanted})"
    )
    parameters += [code for key in combinations for code in key]
    ((total, amount),) = store.query(
        f"select count(*), coalesce(sum(amount), 0) from ({chosen})", tables, parameters
    )
    rows = store.query(
        f"select {_COLUMNS}, source, line from ({chosen}) "
        "order by date, series, number, source, line limit ? offset ?",
        tables,
        [*parameters, limit, offset],
    )
    return Page(rows, int(total), int(amount))


def _candidates(
    sources: Sequence[VoucherSource], mapping: Mapping, feeds: Sequence[Feed], account: str | None
) -> tuple[str, list[object]]:
    """A statement for the rows that meet any of the feeds, with codes cut to prefixes in use."""
    statements: list[str] = []
    parameters: list[object] = []
    for number, source in enumerate(sources):
        cuts = []
        for column, short, prefixes in (
            ("unit", "u", mapping.unit_prefixes),
            ("activity", "a", mapping.activity_prefixes),
            ("account", "k", mapping.account_prefixes),
        ):
            sql, values = cut_sql(column, prefixes)
            cuts.append(f"{sql} as {short}")
            parameters += values
        meets = []
        for feed in feeds:
            meets.append("(left(unit, ?) = ? and left(activity, ?) = ? and left(account, ?) = ?)")
            parameters += [part for prefix in feed.prefixes for part in (len(prefix), prefix)]
        months = ", ".join(str(int(month)) for month in source.months)
        classes = ", ".join(f"'{digit}'" for digit in RESULT_CLASSES)
        where = (
            f"last in ({months}) and left(account, 1) in ({classes}) "
            f"and ({' or '.join(meets) or 'false'})"
        )
        if account is not None:
            where += " and account = ?"
            parameters.append(account)
        statements.append(
            f"select {_COLUMNS}, {number} as source, line, {', '.join(cuts)}, last as month "
            f"from rows{number} where {where}"
        )
    return " union all ".join(statements), parameters
