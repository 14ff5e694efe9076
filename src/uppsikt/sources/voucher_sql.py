"""Finding a report line's voucher rows among all rows of a city."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from uppsikt.organisation.feeds import Feed, Mapping
from uppsikt.organisation.moves import EVERY_CODE, Codes
from uppsikt.organisation.rules import EARLIEST, LATEST, RESULT_CLASSES
from uppsikt.sources.cubes import codes_sql
from uppsikt.store import Query, Store

_COLUMNS = "date, series, number, account, unit, activity, project, counterpart, amount"


@dataclass(frozen=True)
class VoucherSource:
    """A row file, the name of the file that it was read from, and the months that it answers for.

    Months are yyyymm.
    """

    rows: str
    file: str
    months: tuple[int, ...]


@dataclass(frozen=True)
class Wanted:
    """Which rows: those of a committee's report line, empty for its own that feed no line."""

    committee: str
    line: str


@dataclass(frozen=True)
class Way:
    """Which rows of a file are shown on the line `shown_on`: those that `wanted` says, in the
    months `reach` (yyyymm) that meet `codes` and none of the codes `before`."""

    source: VoucherSource
    wanted: Wanted
    shown_on: str
    reach: tuple[int, int] = (EARLIEST, LATEST)
    codes: Codes = EVERY_CODE
    before: tuple[Codes, ...] = ()

    def condition(self, mapping: Mapping) -> tuple[str, list[object]]:
        """SQL for the rows among those of the file's months, and its values."""
        line, values = line_condition(mapping, self.wanted)
        own, more = codes_sql(self.codes)
        condition, values = f"{_lasting(*self.reach)}{line}{own}", [*values, *more]
        for codes in self.before:
            other, more = codes_sql(codes)
            condition, values = f"{condition} and not (true{other})", [*values, *more]
        return condition, values


ORDERS = {
    "date": "date, series, number, source, line",
    "amount": "abs(amount) desc, date, series, number, source, line",
}
"""The ways to sort rows, each without ties."""


def distinct_sources(ways: Sequence[Way]) -> tuple[VoucherSource, ...]:
    """The files that the ways read, each once, in order."""
    return tuple(dict.fromkeys(way.source for way in ways))


@dataclass(frozen=True)
class HeldRows:
    """The rows of a `Chosen` in memory, so that the files are read once for all that is asked."""

    query: Query

    def totals(self) -> tuple[int, int]:
        """How many rows there are, and their sum in öre."""
        ((total, amount),) = self.query("select count(*), coalesce(sum(amount), 0) from held")
        return int(total), int(amount)

    def page(self, order: str, limit: int, offset: int) -> list[tuple[Any, ...]]:
        """Raw rows from `offset`, at most `limit`."""
        return self.query(f"{_ordered('held', order)} limit ? offset ?", [limit, offset])

    def sums(self, code: str, values: Sequence[object]) -> list[tuple[str, int, int]]:
        """Öre and rows by what the SQL `code` (with its values) gives."""
        asked = f"select {code} as code, sum(amount), count(*) from held group by code"
        found = self.query(asked, values)
        return sorted((str(one), int(amount), int(rows)) for one, amount, rows in found)


@dataclass(frozen=True)
class Chosen:
    """The rows of all ways that a filter leaves, as one statement with its tables and values."""

    sql: str
    tables: dict[str, list[str]]
    parameters: list[object]

    def totals(self, store: Store) -> tuple[int, int]:
        """How many rows there are, and their sum in öre."""
        asked = f"select count(*), coalesce(sum(amount), 0) from ({self.sql})"
        ((total, amount),) = store.query(asked, self.tables, self.parameters)
        return int(total), int(amount)

    @contextmanager
    def held(self, store: Store) -> Iterator[HeldRows]:
        """The rows in memory."""
        with store.held(self.sql, self.tables, self.parameters) as query:
            yield HeldRows(query)

    def blocks(self, store: Store, order: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """All rows, at most `size` at a time."""
        asked = _ordered(f"({self.sql})", order)
        yield from store.blocks(asked, self.tables, self.parameters, size=size)


def _ordered(rows: str, order: str) -> str:
    return f"select {_COLUMNS}, text, source, line, report_line from {rows} order by {order}"


def chosen_rows(
    ways: Sequence[Way], mapping: Mapping, wanted: tuple[str, list[object]], *, with_text: bool
) -> Chosen:
    """The rows of the ways (at least one) that meet the condition `wanted`.

    Each file is read once, however many lines are asked for; no row meets two of them. Texts are
    null where they are not wanted, and then not read.
    """
    statements: list[str] = []
    parameters: list[object] = []
    sources = distinct_sources(ways)
    text = "text" if with_text else "null as text"
    for number, source in enumerate(sources):
        own = [way for way in ways if way.source == source]
        line, values = _line_sql(own, mapping)
        near, met = _near_sql(own, mapping)
        months = ", ".join(str(int(month)) for month in source.months)
        statements.append(
            f"select {_COLUMNS}, {text}, last, {number} as source, line, {line} as report_line "
            f"from rows{number} where last in ({months}){near} and {wanted[0]}"
        )
        parameters += [*values, *met, *wanted[1]]
    every = " union all ".join(statements)
    return Chosen(
        f"select * from ({every}) where report_line is not null",
        {f"rows{number}": [source.rows] for number, source in enumerate(sources)},
        parameters,
    )


def _near_sql(ways: Sequence[Way], mapping: Mapping) -> tuple[str, list[object]]:
    """SQL, after an "and", for codes without which no row can be on any of the lines.

    A committee's rows are few among a city's, and this finds them before anything else is asked.
    """
    lines = {way.wanted for way in ways}
    feeds = [one for one in mapping.feeds if Wanted(one.committee, one.line) in lines]
    sql, values = "", list[object]()
    for column in ("unit", "activity"):
        prefixes = sorted({getattr(feed, column) for feed in feeds})
        if prefixes and "" not in prefixes:
            near = " or ".join(f"left({column}, {len(prefix)}) = ?" for prefix in prefixes)
            sql, values = f"{sql} and ({near})", [*values, *prefixes]
    return sql, values


def _line_sql(ways: Sequence[Way], mapping: Mapping) -> tuple[str, list[object]]:
    """SQL for the line that a row is shown on, null for none, and its values."""
    cases: list[str] = []
    values: list[object] = []
    for way in ways:
        condition, met = way.condition(mapping)
        cases.append(f"when {condition} then ?")
        values += [*met, way.shown_on]
    return f"case {' '.join(cases)} end", values


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
    return condition, parameters


def _meets(feed: Feed) -> tuple[str, list[object]]:
    """SQL for the rows that meet a feed in its time."""
    condition, values = codes_sql(feed.prefixes)
    return f"{_lasting(feed.first, feed.last)}true{condition}", values


def _lasting(first: int, last: int) -> str:
    """SQL before another condition: that a row's month is within these; nothing for all time."""
    if (first, last) == (EARLIEST, LATEST):
        return ""
    return f"last between {int(first)} and {int(last)} and "
