"""Finding a report line's voucher rows among all rows of a city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from uppsikt.organisation.feeds import Feed, Mapping
from uppsikt.organisation.moves import EVERY_CODE, Codes
from uppsikt.organisation.rules import EARLIEST, LATEST, RESULT_CLASSES
from uppsikt.sources.cubes import codes_sql
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


@dataclass(frozen=True)
class Wanted:
    """Which rows: those of a report line, perhaps on one account only."""

    committee: str
    line: str
    account: str | None = None


@dataclass(frozen=True)
class Way:
    """Which rows of a file are shown on a line: those that `wanted` says, in the months `reach`
    (yyyymm) that meet `codes` and none of the codes `before`."""

    source: VoucherSource
    wanted: Wanted
    reach: tuple[int, int] = (EARLIEST, LATEST)
    codes: Codes = EVERY_CODE
    before: tuple[Codes, ...] = ()

    def condition(self, mapping: Mapping) -> tuple[str, list[object]]:
        """SQL for the rows, and its values."""
        months = ", ".join(str(int(month)) for month in self.source.months)
        line, values = line_condition(mapping, self.wanted)
        own, more = codes_sql(self.codes)
        condition = f"last in ({months}) and last between {self.reach[0]} and {self.reach[1]}"
        condition, values = f"{condition} and {line}{own}", [*values, *more]
        for codes in self.before:
            other, more = codes_sql(codes)
            condition, values = f"{condition} and not (true{other})", [*values, *more]
        return condition, values


def distinct_sources(ways: Sequence[Way]) -> tuple[VoucherSource, ...]:
    """The files that the ways read, each once, in order."""
    return tuple(dict.fromkeys(way.source for way in ways))


def read_page(
    store: Store, ways: Sequence[Way], mapping: Mapping, *, limit: int, offset: int
) -> Page:
    """The rows of all ways in date order, from `offset`, at most `limit`.

    The source number of a row is its place in `distinct_sources`.
    """
    sources = distinct_sources(ways)
    statements: list[str] = []
    parameters: list[object] = []
    for way in ways:
        number = sources.index(way.source)
        condition, values = way.condition(mapping)
        statements.append(
            f"select {_COLUMNS}, {number} as source, line from rows{number} where {condition}"
        )
        parameters += values
    chosen = " union all ".join(statements)
    tables = {f"rows{number}": [source.rows] for number, source in enumerate(sources)}
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


def line_condition(mapping: Mapping, wanted: Wanted) -> tuple[str, list[object]]:
    """SQL for the rows that the mapping leads to the line, and its values.

    A row is the line's when it meets one of the line's feeds and no other feed that wins over
    that one: where there is a winner it wins over all that the row meets.
    """
    own = [
        feed
        for feed in mapping.feeds
        if (feed.committee, feed.line) == (wanted.committee, wanted.line)
    ]
    parameters: list[object] = []
    ways = []
    for feed in own:
        way, values = _meets(feed)
        parameters += values
        for rival in mapping.winners_over(feed):
            other, values = _meets(rival)
            way += f" and not ({other})"
            parameters += values
        ways.append(f"({way})")
    classes = ", ".join(f"'{digit}'" for digit in RESULT_CLASSES)
    condition = f"left(account, 1) in ({classes}) and ({' or '.join(ways) or 'false'})"
    if wanted.account is not None:
        condition += " and account = ?"
        parameters.append(wanted.account)
    return condition, parameters


def _meets(feed: Feed) -> tuple[str, list[object]]:
    """SQL for the rows that meet a feed in its time."""
    condition, values = codes_sql(feed.prefixes)
    return f"last between {feed.first} and {feed.last}{condition}", values
