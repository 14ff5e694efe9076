"""What is read of accruals: which vouchers are some, and which belong together."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock

from uppsikt.figures import Period
from uppsikt.organisation import selectors as organisation
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand
from uppsikt.sources import models, voucher_sql
from uppsikt.sources.accrual_files import accruals_aside
from uppsikt.sources.accrual_rules import (
    Accrual,
    AccrualSigns,
    AccrualVoucher,
    Fate,
    VoucherKey,
    paired,
    turn_of,
)
from uppsikt.sources.accrual_sql import AccountRow, OwnRow, accrual_rows
from uppsikt.sources.voucher_selectors import VoucherQuery, every_way
from uppsikt.store import Store

_KEPT = 256
_known: OrderedDict[str, tuple[AccrualVoucher, ...]] = OrderedDict()
_lock = Lock()


def accrual_signs(*, reader: Reader, committee: str) -> AccrualSigns:
    """What makes a voucher an accrual for the committee; Kommun-Bas where set-up says nothing."""
    demand(reader, Verb.READ, Thing.ORGANISATION.of(committee))
    row = models.AccrualSetup.objects.seen_by(reader).filter(committee=committee).first()
    if row is None:
        return AccrualSigns()
    return AccrualSigns(
        tuple(row.series), tuple(row.accounts), tuple(row.words), next_month=row.next_month
    )


def accruals(
    *, reader: Reader, store: Store, committee: str, period: Period
) -> tuple[Accrual, ...]:
    """The committee's accruals and reversals from the year before the period's to its end.

    What is booked later is not known then. The year before is there because December's accruals
    are turned in January. Texts help to tell pairs apart, whoever reads; none is given out here.
    """
    return _paired(
        reader, store, committee, (Period.whole_year(period.year - 1), period.to_date_of())
    )


def accrual_marks(
    *, reader: Reader, store: Store, committee: str, year: int
) -> dict[VoucherKey, Accrual]:
    """The accruals and reversals of a year by voucher, held against the years on both sides."""
    years = (Period.whole_year(one) for one in (year - 1, year, year + 1))
    found = _paired(reader, store, committee, tuple(years))
    return {one.voucher.key: one for one in found if one.voucher.month // 100 == year}


def _paired(
    reader: Reader, store: Store, committee: str, parts: Sequence[Period]
) -> tuple[Accrual, ...]:
    demand(reader, Verb.READ, Thing.BALANCES.of(committee))
    organisation.committee(reader=reader, slug=committee)
    signs = accrual_signs(reader=reader, committee=committee)
    found: list[AccrualVoucher] = []
    for part in parts:
        found += _vouchers(reader, store, VoucherQuery(committee, part), signs)
    return paired(found, next_month=signs.next_month)


def _vouchers(
    reader: Reader, store: Store, query: VoucherQuery, signs: AccrualSigns
) -> Sequence[AccrualVoucher]:
    """The vouchers of a period that are accruals, as far as they are the committee's.

    Kept by the statement that finds them, which names the files: they never change.
    """
    ways = every_way(reader, store, query)
    if not ways or signs.is_empty:
        return ()
    few = accruals_aside(store, [one.rows for one in voucher_sql.distinct_sources(ways)], signs)
    if few is None:
        return ()
    mapping = organisation.mapping(reader=reader)
    own = voucher_sql.chosen_rows(ways, mapping, ("true", []), with_text=True)
    asked = hashlib.sha256(repr((store.root, own, signs)).encode()).hexdigest()
    with _lock:
        if asked in _known:
            _known.move_to_end(asked)
            return _known[asked]
    beside = {name: [file] for name, file in zip(own.tables, few, strict=True)}
    found = tuple(_found(store, replace(own, tables=beside), signs))
    with _lock:
        _known[asked] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def _found(store: Store, own: voucher_sql.Chosen, signs: AccrualSigns) -> Iterator[AccrualVoucher]:
    rows, accounts = accrual_rows(store, own, signs)
    beside: dict[tuple[object, ...], list[AccountRow]] = {}
    for account in accounts:
        beside.setdefault(account[:4], []).append(account)
    vouchers: dict[tuple[object, ...], list[OwnRow]] = {}
    for row in rows:
        vouchers.setdefault(row[:4], []).append(row)
    for key, its in vouchers.items():
        voucher = _voucher(its, beside.get(key, []))
        if voucher.legs:
            yield voucher


def _voucher(rows: Sequence[OwnRow], accounts: Sequence[AccountRow]) -> AccrualVoucher:
    legs: dict[tuple[str, str], int] = {}
    for row in rows:
        legs[row.account, row.unit] = legs.get((row.account, row.unit), 0) + row.amount
    first = rows[0]
    return AccrualVoucher(
        VoucherKey(first.date, first.series, first.number),
        first.month,
        tuple((*code, amount) for code, amount in sorted(legs.items()) if amount),
        tuple(sorted({one.account for one in accounts if one.amount})),
        turn_of((one.account, one.amount) for one in accounts),
        " ".join(sorted({row.text for row in rows})),
    )


def unmatched(found: Sequence[Accrual]) -> tuple[Accrual, ...]:
    """Those without their other half, and those of which that is not sure."""
    return tuple(one for one in found if one.fate is not Fate.PAIRED)
