"""Voucher rows as they are read: a page of them, all of them in blocks, and sums by a code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from uppsikt.figures import Period
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Part, Reader, Thing, Verb, demand, demand_in, may
from uppsikt.sources import models, restated, voucher_sql
from uppsikt.sources.account_sql import group_sql
from uppsikt.sources.row_filter import RowFilter
from uppsikt.sources.selectors import VOUCHER_KINDS, balances, counting, restating_source
from uppsikt.store import Store

Order = Literal["date", "amount"]
Dimension = Literal["report_line", "group", "account", "unit", "counterpart", "project"]
EVERY_ROW = RowFilter()
_BLOCK = 20_000


class VoucherRow(NamedTuple):
    """A booked row. `date` is yyyymmdd, `amount` öre (income positive).

    `text` is None when the reader has no right to free text. `report_line` is the key of the
    line that the row is shown on, empty for the committee's own that feeds none.
    """

    date: int
    series: str
    number: str
    account: str
    unit: str
    activity: str
    project: str
    counterpart: str
    amount: int
    text: str | None
    file: str
    line: int
    report_line: str


@dataclass(frozen=True)
class VoucherPage:
    """A page of voucher rows: the rows, how many there are in all, and the sum of all (öre)."""

    rows: tuple[VoucherRow, ...]
    total: int
    amount: int


class CodeSum(NamedTuple):
    """The sum of the rows with a code, in öre."""

    code: str
    amount: int
    rows: int


@dataclass(frozen=True)
class VoucherQuery:
    """Which rows are asked for: a committee's of a period that a filter leaves.

    `known_at` is the number of the last import that counts, as in `balances`. `restated_to` is as
    there too: then rows that have come from other lines and committees are among them, and those
    that have gone are not.
    """

    committee: str
    period: Period
    chosen: RowFilter = EVERY_ROW
    known_at: int | None = None
    restated_to: int | None = None

    @property
    def texts(self) -> Part:
        """What must be readable for the texts of all the rows to be."""
        return Thing.VOUCHER_TEXTS.of(self.committee, self.chosen.activity or "")


def voucher_rows(
    *,
    reader: Reader,
    store: Store,
    query: VoucherQuery,
    order: Order = "date",
    limit: int = 100,
    offset: int = 0,
) -> VoucherPage:
    """A page of the rows behind an actual, by date and voucher or with the largest first.

    Only files with vouchers have them; where period balances answer there are none. A reader
    without the right to voucher texts gets the rows without them, and may not search in them:
    raises NotAllowed.
    """
    page, _ = voucher_sums(
        reader=reader, store=store, query=query, order=order, limit=limit, offset=offset
    )
    return page


def voucher_sums(
    *,
    reader: Reader,
    store: Store,
    query: VoucherQuery,
    dimensions: Sequence[Dimension] = (),
    order: Order = "date",
    limit: int = 100,
    offset: int = 0,
) -> tuple[VoucherPage, tuple[tuple[CodeSum, ...], ...]]:
    """A page as `voucher_rows` gives it, and the sums of all the rows by each dimension.

    The sums are in the order of the codes. The files are read once for all of it.
    """
    rows, sources = _chosen(reader, store, query)
    if rows is None:
        return VoucherPage((), 0, 0), tuple(() for _ in dimensions)
    if not limit and not dimensions:
        return VoucherPage((), *rows.totals(store)), ()
    groups = organisation.groups(reader=reader, committee=query.committee)
    with rows.held(store) as held:
        found = held.page(voucher_sql.ORDERS[order], limit, offset) if limit else []
        page = VoucherPage(tuple(_rows(found, sources)), *held.totals())
        codes = (group_sql(groups) if one == "group" else (one, []) for one in dimensions)
        sums = tuple(tuple(CodeSum(*one) for one in held.sums(*code)) for code in codes)
    return page, sums


def voucher_blocks(
    *, reader: Reader, store: Store, query: VoucherQuery, order: Order = "date"
) -> Iterator[tuple[VoucherRow, ...]]:
    """All rows that `voucher_rows` pages through, some thousand at a time. Raises what it does."""
    rows, sources = _chosen(reader, store, query)
    if rows is None:
        return iter(())
    blocks = rows.blocks(store, voucher_sql.ORDERS[order], _BLOCK)
    return (tuple(_rows(block, sources)) for block in blocks)


def row_files(*, reader: Reader, store: Store, query: VoucherQuery) -> tuple[object, ...]:
    """What the rows of a query rest on: while it is the same, so are they. Empty for no rows."""
    demand(reader, Verb.READ, Thing.BALANCES.of(query.committee))
    sources = _sources(query.committee, query.period, query.known_at)
    if not sources:
        return ()
    year = query.period.year
    placed = balances(
        reader=reader,
        store=store,
        committee=query.committee,
        first_year=year,
        last_year=year,
        known_at=query.known_at,
    )
    return (*sources, placed.fingerprint)


def _chosen(
    reader: Reader, store: Store, query: VoucherQuery
) -> tuple[voucher_sql.Chosen | None, Sequence[voucher_sql.VoucherSource]]:
    """The rows asked for as a statement, None where there can be none, and the files."""
    demand(reader, Verb.READ, Thing.BALANCES.of(query.committee))
    ways = every_way(reader, store, query)
    if query.chosen.text is not None or (query.chosen.traces and query.chosen.traces.texts):
        demand(reader, Verb.READ, query.texts)
        demand_in(reader, Verb.READ, Thing.VOUCHER_TEXTS, _givers(query, ways))
    if not ways:
        return None, ()
    groups = organisation.groups(reader=reader, committee=query.committee)
    mapping = organisation.mapping(reader=reader)
    rows = voucher_sql.chosen_rows(
        ways,
        mapping,
        query.chosen.condition(groups),
        with_text=_shows_texts(reader, query, ways),
    )
    return rows, voucher_sql.distinct_sources(ways)


def shows_texts(*, reader: Reader, store: Store, query: VoucherQuery) -> bool:
    """Whether the rows of a query come with their texts to the reader.

    Rows that have come over from another committee are read with their texts only by whoever may
    read that one's too.
    """
    return _shows_texts(reader, query, every_way(reader, store, query))


def _shows_texts(reader: Reader, query: VoucherQuery, ways: Iterable[voucher_sql.Way]) -> bool:
    return may(reader, Verb.READ, query.texts) and all(
        may(reader, Verb.READ, Thing.VOUCHER_TEXTS.of(slug)) for slug in _givers(query, ways)
    )


def _givers(query: VoucherQuery, ways: Iterable[voucher_sql.Way]) -> set[str]:
    """The other committees that rows have come from."""
    return {way.wanted.committee for way in ways} - {query.committee}


def every_way(reader: Reader, store: Store, query: VoucherQuery) -> tuple[voucher_sql.Way, ...]:
    """Which rows of which files the query's period is made of, whatever narrows it down."""
    return tuple(_ways(reader, store, query))


def _ways(reader: Reader, store: Store, query: VoucherQuery) -> Iterator[voucher_sql.Way]:
    """Which rows of which files are shown on the line, or on any of the committee's lines."""
    own = _sources(query.committee, query.period, query.known_at)
    moved = query.restated_to is not None and query.period.year < query.restated_to
    for line in _lines(reader, store, query):
        if moved and line:
            yield from _moved_ways(reader, store, query, line)
        else:
            wanted = voucher_sql.Wanted(query.committee, line)
            yield from (voucher_sql.Way(one, wanted, line) for one in own)


def _lines(reader: Reader, store: Store, query: VoucherQuery) -> Iterable[str]:
    """The line that is asked for, or all of the committee's; empty for what feeds none."""
    if query.chosen.activity is not None:
        return (query.chosen.activity,)
    if query.restated_to is None:
        lines = organisation.all_lines(reader=reader, committee=query.committee)
        return dict.fromkeys((*(one.key for one in lines if not one.is_contingency), ""))
    year = query.period.year
    found = balances(
        reader=reader,
        store=store,
        committee=query.committee,
        first_year=year,
        last_year=max(year, query.restated_to),
        known_at=query.known_at,
        restated_to=query.restated_to,
    )
    return dict.fromkeys((*(one.key for one in found.times if not one.is_contingency), ""))


def _moved_ways(
    reader: Reader, store: Store, query: VoucherQuery, line: str
) -> Iterator[voucher_sql.Way]:
    year = query.restated_to or query.period.year
    source = restating_source(reader, store, (query.period.year, year), query.known_at)
    for origin, reach, codes, before in restated.origins(source, (query.committee, line), year):
        wanted = voucher_sql.Wanted(*origin)
        for one in _sources(origin.committee, query.period, query.known_at):
            yield voucher_sql.Way(one, wanted, line, reach, codes, before)


def _rows(
    rows: Iterable[tuple[Any, ...]], sources: Sequence[voucher_sql.VoucherSource]
) -> Iterator[VoucherRow]:
    for *booked, source, place, line in rows:
        yield VoucherRow._make([*booked, sources[source].file, place, line])


def _sources(
    committee: str, period: Period, known_at: int | None
) -> tuple[voucher_sql.VoucherSource, ...]:
    """The row files that answer for months of the period, and for which."""
    first, last = period.span
    rows = models.Coverage.everything.filter(
        counting(known_at),
        committee=committee,
        part__source__kind__in=VOUCHER_KINDS,
        complete=True,
        first__gte=first,
        last__lte=last,
    ).values_list("part__source__rows", "part__source__file_name", "first")
    months: dict[tuple[str, str], list[int]] = {}
    for fingerprint, file, month in rows:
        months.setdefault((fingerprint, file), []).append(month)
    return tuple(
        voucher_sql.VoucherSource(fingerprint, file, tuple(sorted(its)))
        for (fingerprint, file), its in sorted(months.items(), key=lambda item: min(item[1]))
    )
