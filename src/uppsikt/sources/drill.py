"""From a booked sum down to its rows: the rows, what is only known as balances, and the parts.

The rows and the balances together are the sum, to the öre.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from uppsikt.figures import Absent, Side, Value
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.sources import models
from uppsikt.sources.balances import Balances, Cell, Span
from uppsikt.sources.selectors import VOUCHER_KINDS, balances, counting
from uppsikt.sources.voucher_selectors import (
    CodeSum,
    Dimension,
    Order,
    VoucherPage,
    VoucherQuery,
    voucher_sums,
)
from uppsikt.store import Store

DIMENSIONS: tuple[Dimension, ...] = ("report_line", "group", "account", "unit", "counterpart")


@dataclass(frozen=True)
class Breakdown:
    """A sum by the codes of a dimension; the parts are the whole, to the öre."""

    dimension: Dimension
    parts: tuple[CodeSum, ...]


@dataclass(frozen=True)
class OnlyBalances:
    """What is known as a sum of some months (yyyymm) and not row by row, in öre."""

    first: int
    last: int
    amount: int


@dataclass(frozen=True)
class Drill:
    """What is behind a booked sum.

    `booked` is the sum as reports show it (öre, or absent), None where the filter asks for what
    only single rows tell. `rows` are a page of the voucher rows. `balances` are the parts of it
    without rows; with a filter that only rows can answer they are those that may hide more, with
    the sums that they have without that filter.
    """

    query: VoucherQuery
    booked: Value | None
    rows: VoucherPage
    balances: tuple[OnlyBalances, ...]
    breakdowns: tuple[Breakdown, ...]

    @property
    def without_rows(self) -> int:
        """What of the booked sum has no rows, in öre; 0 where it is not known."""
        if not isinstance(self.booked, int):
            return 0
        return self.booked - self.rows.amount


def drill(
    *,
    reader: Reader,
    store: Store,
    query: VoucherQuery,
    order: Order = "date",
    limit: int = 100,
    offset: int = 0,
) -> Drill:
    """What is behind what a committee has booked in a period, narrowed down by a filter.

    Raises UnknownCommittee, and NotAllowed for a search in texts that the reader may not see.
    """
    demand(reader, Verb.READ, Thing.BALANCES.of(query.committee))
    opened = tuple(one for one in DIMENSIONS if _is_open(query, one))
    of_balances = query.chosen.is_of_balances
    rows, sums = voucher_sums(
        reader=reader,
        store=store,
        query=query,
        dimensions=() if of_balances else opened,
        order=order,
        limit=limit,
        offset=offset,
    )
    book = _book(reader, store, query)
    booked = _value(book, query) if of_balances else None
    parts = (
        tuple(_of_balances(book, query, opened))
        if of_balances
        else tuple(Breakdown(*one) for one in zip(opened, sums, strict=True))
    )
    return Drill(query, booked, rows, tuple(_only_balances(book, query)), parts)


def _book(reader: Reader, store: Store, query: VoucherQuery) -> Balances:
    year = query.period.year
    return balances(
        reader=reader,
        store=store,
        committee=query.committee,
        first_year=year,
        last_year=max(year, query.restated_to or year),
        known_at=query.known_at,
        restated_to=query.restated_to,
    )


def _value(book: Balances, query: VoucherQuery) -> Value:
    chosen = query.chosen
    return book.value(
        query.period,
        activity=chosen.activity,
        side=chosen.side,
        group=chosen.group,
        account=chosen.account,
        unit=chosen.unit,
        counterpart=chosen.counterpart,
    )


def _of_balances(
    book: Balances, query: VoucherQuery, opened: Iterable[Dimension]
) -> Iterator[Breakdown]:
    """The parts of the sum by each dimension that the filter leaves open."""
    spans = book.months_to_sum(query.period, query.chosen.activity)
    if isinstance(spans, Absent):
        spans = {}
    whole = list(_counted(book, query, book.detail(query.chosen.selection)))
    for dimension in opened:
        if dimension in ("report_line", "group"):
            field = "line" if dimension == "report_line" else dimension
            found = [(getattr(cell, field), cell) for cell in whole]
        else:
            by_code = book.by_code(dimension, spans, query.chosen.selection)
            found = [(code, cell) for code, cell in by_code if _is_asked(query, cell)]
        yield Breakdown(dimension, _added(found))


def _is_open(query: VoucherQuery, dimension: Dimension) -> bool:
    """Whether the filter leaves more than one code of the dimension, as far as it tells."""
    chosen = query.chosen
    if dimension == "report_line":
        return chosen.activity is None
    if dimension == "group":
        return chosen.group is None and chosen.account is None
    return getattr(chosen, dimension) is None


def _added(cells: Iterable[tuple[str, Cell]]) -> tuple[CodeSum, ...]:
    found: dict[str, tuple[int, int]] = {}
    for code, cell in cells:
        amount, rows = found.get(code, (0, 0))
        found[code] = (amount + cell.amount, rows + cell.rows)
    return tuple(CodeSum(code, *found[code]) for code in sorted(found))


def _counted(book: Balances, query: VoucherQuery, cells: Iterable[Cell]) -> Iterator[Cell]:
    """The cells that the sum is made of; none where there is no sum."""
    spans = book.months_to_sum(query.period, query.chosen.activity)
    if isinstance(spans, Absent):
        return
    for cell in cells:
        months = spans.get(cell.line)
        if months is None or cell.first < months[0] or months[1] < cell.last:
            continue
        if _is_asked(query, cell):
            yield cell


def _is_asked(query: VoucherQuery, cell: Cell) -> bool:
    """Whether the filter leaves the cell's account group and side."""
    side, group = query.chosen.side, query.chosen.group
    return group in (None, cell.group) and side in (None, Side.NET, cell.side)


def _only_balances(book: Balances, query: VoucherQuery) -> Iterator[OnlyBalances]:
    """The sums without rows, by their months. Restated ones are told by their difference alone."""
    if query.restated_to is not None and query.period.year < query.restated_to:
        return
    whole, lines = _spans_of_balances(query)
    wider = replace(query.chosen, project=None, least=None, most=None, text=None)
    query = replace(query, chosen=wider)
    found: dict[Span, int] = {}
    for cell in _counted(book, query, book.detail(wider.selection)):
        span = cell.first, cell.last
        if span in whole or (cell.line, span) in lines:
            found[span] = found.get(span, 0) + cell.amount
    yield from (OnlyBalances(*span, found[span]) for span in sorted(found))


def _spans_of_balances(query: VoucherQuery) -> tuple[set[Span], set[tuple[str, Span]]]:
    """The spans that a file without vouchers answers for: for all lines, and for single ones."""
    first, last = query.period.span
    rows = (
        models.Coverage.everything.filter(
            counting(query.known_at), committee=query.committee, first__gte=first, last__lte=last
        )
        .exclude(part__source__kind__in=VOUCHER_KINDS)
        .values_list("complete", "line", "first", "last")
    )
    whole = {(start, end) for complete, _, start, end in rows if complete}
    lines = {(line, (start, end)) for complete, line, start, end in rows if not complete}
    return whole, lines
