"""Known items in a report: what each is, what vouchers have reversed of it, and what remains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from uppsikt.figures import (
    Name,
    Period,
    Relation,
    Subject,
    What,
    known_left,
    month_name,
    total,
)
from uppsikt.followup.basis import names
from uppsikt.followup.basis.facts import Facts, KnownRow
from uppsikt.planning.known_item_selectors import FollowedItem, Places, known
from uppsikt.platform.access.rules import Reader
from uppsikt.sources.row_filter import RowFilter
from uppsikt.store import Store

MOST_IN_WORDS = 3
"""Known items that a report tells one by one in words; of more there is a table."""
_GIVEN = (What.KNOWN, What.REVERSED)
_ALL = {True: "=alla kända poster", False: "=alla åtaganden"}


def of_year(
    reader: Reader, store: Store, committee: str, month: Period, known_at: int | None
) -> dict[str, FollowedItem]:
    """The items of the month's year as they stand at its end, by key; not those withdrawn."""
    found = known(reader=reader, store=store, committee=committee, month=month, known_at=known_at)
    own = (one for one in found if one.item.month // 100 == month.year)
    return {one.item.key: one for one in own if not one.item.withdrawn}


def known_rows(found: Iterable[FollowedItem], places: Places) -> tuple[KnownRow, ...]:
    """The items as a report tells of them."""
    return tuple(
        KnownRow(
            key=one.item.key,
            name=one.item.name,
            where=places.line(one.item.activity),
            month=Period.month(*divmod(one.item.month, 100)),
            counts=one.item.kind.counts,
            is_reversed=bool(one.standing.reversed),
            age=one.age.value if one.is_open else "",
            booked_by=_booked_by(one),
            rivals=one.rivals,
        )
        for one in found
    )


def _booked_by(one: FollowedItem) -> RowFilter | None:
    """The rows of an item's only voucher, where the item says."""
    vouchers = {each.voucher for each in one.reversals}
    if len(vouchers) != 1:
        return None
    (voucher,) = vouchers
    item = one.item
    place = item.activity or None, item.group or None
    return RowFilter(place[0], group=place[1], voucher=(voucher.series, voucher.number))


def wanted(facts: Facts) -> Iterator[Name]:
    """What is read of each item; what remains of them follows."""
    for row in facts.known_items:
        for what in _GIVEN:
            yield item_name(facts, what, row.key)


def told(what: What, one: FollowedItem) -> tuple[int, str]:
    """What an item is, or what is reversed or remains of it, in öre, and where that comes from."""
    if what is What.KNOWN:
        return one.standing.amount, one.item.reason or "känd post"
    if what is What.REVERSED:
        return one.standing.reversed, _vouchers(one)
    return one.standing.remaining, f"ej bokfört: {one.item.reason}"


def _vouchers(one: FollowedItem) -> str:
    """The vouchers that reverse an item: verifikation A-117, november 2022."""
    texts = [
        f"{each.voucher.text}, {month_name(each.month % 100)} {each.month // 100}"
        for each in one.reversals
    ]
    if texts:
        return f"verifikation {'; '.join(texts)}"
    return "installationsfilen" if one.standing.reversed else "ingen verifikation"


def item_name(facts: Facts, what: What, key: str) -> Name:
    """The figure of one item."""
    return Name(what, Subject(facts.committee, group=f"={key}"), facts.to_date)


def left_name(facts: Facts, row: KnownRow) -> Name:
    """What remains of an item: beside the actual, or of a commitment."""
    if row.counts:
        return names.unbooked_item(facts, row.key)
    return item_name(facts, What.COMMITTED, row.key)


def total_names(facts: Facts, counts: bool) -> tuple[Name, Name, Name]:
    """All that count, or all commitments: their amounts, what is reversed, and what remains."""
    of = Subject(facts.committee, group=_ALL[counts])
    amount, reversed_ = (Name(what, of, facts.to_date) for what in _GIVEN)
    left = names.unbooked_total(facts) if counts else Name(What.COMMITTED, of, facts.to_date)
    return amount, reversed_, left


def relations(facts: Facts) -> Iterator[Relation]:
    """Remaining = amount − reversed, for each item and for all of a family together."""
    for counts in (True, False):
        rows = [row for row in facts.known_items if row.counts is counts]
        if not rows:
            continue
        *sums, left = total_names(facts, counts)
        for what, whole in zip(_GIVEN, sums, strict=True):
            yield total(whole, [item_name(facts, what, row.key) for row in rows])
        for row in rows:
            given = (item_name(facts, what, row.key) for what in _GIVEN)
            yield known_left(left_name(facts, row), *given)
        yield known_left(left, *sums)
