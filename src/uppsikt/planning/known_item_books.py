"""Which booked rows reverse known items, or may: read from the voucher rows in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db.models import Q

from uppsikt.figures import Period
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.rules import Group, group_of
from uppsikt.planning import known_item_rules as rules
from uppsikt.planning.known_item_models import KnownLink as StoredLink
from uppsikt.planning.known_item_rules import BookedRow, Claimed, KnownItem, Link, VoucherId
from uppsikt.platform.access.rules import OPERATOR
from uppsikt.sources.row_filter import RowFilter, Traces
from uppsikt.sources.voucher_selectors import (
    VoucherQuery,
    VoucherRow,
    row_files,
    voucher_blocks,
)
from uppsikt.store import Store

_YEARS_AFTER = 1
"""An item is reversed by vouchers of its own year and the next."""
_KEPT = 64


@dataclass(frozen=True)
class ItemBooks:
    """Where a committee's rows are read: now, or as they were at an import."""

    store: Store
    committee: str
    known_at: int | None

    def query(self, year: int, chosen: RowFilter) -> VoucherQuery:
        """The rows of a year that a filter leaves."""
        return VoucherQuery(self.committee, Period.whole_year(year), chosen, self.known_at)


def claimed(books: ItemBooks, items: Sequence[KnownItem]) -> dict[str, Claimed]:
    """Which booked rows reverse which item. Reads no books where nothing could."""
    links = tuple(_links(books.committee, books.known_at))
    references = tuple(sorted({item.reference for item in items if item.reference}))
    vouchers = {link.voucher for link in links if link.belongs}
    if not items or not (references or vouchers):
        return {}
    years = {item.month // 100 + after for item in items for after in range(_YEARS_AFTER + 1)}
    rows = [
        row
        for year in sorted(years | {voucher.year for voucher in vouchers})
        for row in _rows(books, year, RowFilter(traces=_traces(year, references, vouchers)))
    ]
    return rules.claims(items, rows, links)


def _traces(year: int, references: Sequence[str], vouchers: Iterable[VoucherId]) -> Traces:
    named = sorted((one.series, one.number) for one in vouchers if one.year == year)
    return Traces(tuple(references), tuple(named))


def candidates(books: ItemBooks, item: KnownItem, remaining: int, month: Period) -> list[BookedRow]:
    """The rows that may be what the item waits for: its words, or its amount where it says."""
    words = tuple(word for word in (item.reference, item.counterpart) if word)
    exact = RowFilter(
        activity=item.activity or None,
        group=item.group or None,
        least=abs(remaining),
        most=abs(remaining),
    )
    asked = [exact, *([RowFilter(traces=Traces(words))] if words else [])]
    years = range(item.month // 100, min(month.year, item.month // 100 + _YEARS_AFTER) + 1)
    found = [row for year in years for one in asked for row in _rows(books, year, one)]
    return [row for row in dict.fromkeys(found) if row.month <= month.last_month]


def _rows(books: ItemBooks, year: int, chosen: RowFilter) -> tuple[BookedRow, ...]:
    """The committee's rows of a year that a filter leaves; kept while the same files answer."""
    query = books.query(year, chosen)
    groups = organisation.groups(reader=OPERATOR, committee=books.committee)
    files = row_files(reader=OPERATOR, store=books.store, query=query)
    return _read(books.store.root, query, tuple(groups), files) if files else ()


@lru_cache(maxsize=_KEPT)
def _read(
    root: Path, query: VoucherQuery, groups: tuple[Group, ...], _files: object
) -> tuple[BookedRow, ...]:
    """The rows. `_files` is what they rest on, so that rows of other files are read anew."""
    blocks = voucher_blocks(reader=OPERATOR, store=Store(root), query=query)
    return tuple(_booked(row, groups) for block in blocks for row in block)


def _booked(row: VoucherRow, groups: Sequence[Group]) -> BookedRow:
    year, month = row.date // 10000, row.date // 100
    group = group_of(row.account, month, groups)
    return BookedRow(
        month=month,
        voucher=VoucherId(year, row.series, row.number),
        activity=row.report_line,
        group=group.key if group else "",
        amount=row.amount,
        text=row.text or "",
        place=(row.file, row.line),
    )


def rows_of(store: Store, committee: str, voucher: VoucherId) -> tuple[BookedRow, ...]:
    """A voucher's rows that are the committee's; for the room's own services."""
    chosen = RowFilter(traces=Traces(vouchers=((voucher.series, voucher.number),)))
    return _rows(ItemBooks(store, committee, None), voucher.year, chosen)


def _links(committee: str, known_at: int | None) -> Iterator[Link]:
    """What is said of items and vouchers now, or was when the import was the last one."""
    until = Q() if known_at is None else Q(known_at__lte=known_at)
    last: dict[tuple[str, VoucherId], bool | None] = {}
    for row in StoredLink.everything.filter(until, committee__slug=committee).order_by("id"):
        last[row.key, VoucherId(row.year, row.series, row.number)] = row.belongs
    for (key, voucher), belongs in last.items():
        if belongs is not None:
            yield Link(key, voucher, belongs)
