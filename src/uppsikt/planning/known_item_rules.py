"""Pure decisions about known items: which voucher rows reverse an item, and what then remains.

A known item is a cost or an income that is known but not booked, or a commitment. Amounts are whole
öre, income positive and cost negative; months are yyyymm. For every item and month
``amount = reversed + remaining``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from uppsikt.figures import Period

_WORD = re.compile(r"\w")


class KnownKind(StrEnum):
    """What a known item is. A commitment is shown and aged, but is no part of any actual."""

    COST = "cost"
    INCOME = "income"
    COMMITMENT = "commitment"

    @property
    def text(self) -> str:
        """The kind in Swedish, as files and pages call it."""
        return next(text for text, kind in KIND_TEXTS.items() if kind is self)

    @property
    def counts(self) -> bool:
        """Whether what remains of it stands beside the actual."""
        return self is not KnownKind.COMMITMENT

    @property
    def sign(self) -> int:
        """The sign of its amounts."""
        return 1 if self is KnownKind.INCOME else -1


KIND_TEXTS = {
    "känd kostnad": KnownKind.COST,
    "känd intäkt": KnownKind.INCOME,
    "åtagande": KnownKind.COMMITMENT,
}


@dataclass(frozen=True)
class KnownItem:
    """A known item as its version in force says.

    `month` is the month that it belongs to. `activity` and `group` are keys, empty for any.
    `reference` is what the voucher's text will hold. `planned` is the month in which the item is
    taken to be booked whatever the ledger says (0: only vouchers reverse it), as a set-up file has
    it. A withdrawn item counts for nothing.
    """

    key: str
    kind: KnownKind
    name: str
    activity: str
    group: str
    month: int
    amount: int
    counterpart: str = ""
    reference: str = ""
    reason: str = ""
    expected: str = ""
    planned: int = 0
    withdrawn: bool = False
    version: int = 1


@dataclass(frozen=True, order=True)
class VoucherId:
    """A voucher: its year, series and number."""

    year: int
    series: str
    number: str

    @property
    def text(self) -> str:
        """As people write it: ``A-117``."""
        return f"{self.series}-{self.number}" if self.series else self.number


@dataclass(frozen=True)
class BookedRow:
    """A booked row of a committee: where it stands and what its text says."""

    month: int
    voucher: VoucherId
    activity: str
    group: str
    amount: int
    text: str
    place: tuple[str, int]


@dataclass(frozen=True)
class Link:
    """What somebody has said of an item and a voucher: that it reverses the item, or does not."""

    key: str
    voucher: VoucherId
    belongs: bool


@dataclass(frozen=True)
class Claimed:
    """The rows that reverse an item, and the other items that some row might as well reverse."""

    rows: tuple[BookedRow, ...] = ()
    rivals: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """How an item stands at the end of a month: ``amount = reversed + remaining``.

    `booked` is all that its vouchers have booked; more than `reversed` where they are larger.
    """

    amount: int
    reversed: int
    booked: int

    @property
    def remaining(self) -> int:
        """What is still not booked."""
        return self.amount - self.reversed


def covers(item: KnownItem, row: BookedRow) -> bool:
    """Whether the row is booked where the item says that it will be."""
    return item.activity in {"", row.activity} and item.group in {"", row.group}


def names_reference(item: KnownItem, row: BookedRow) -> bool:
    """Whether the row's text holds the item's reference, whole: 117 is not in 2117 or 117B."""
    wanted, text = item.reference.casefold(), row.text.casefold()
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        before, after = text[:at][-1:], text[at + len(wanted) :][:1]
        if not _WORD.match(before) and not _WORD.match(after):
            return True
        at = text.find(wanted, at + 1)
    return False


def claims(
    items: Iterable[KnownItem], rows: Iterable[BookedRow], links: Iterable[Link]
) -> dict[str, Claimed]:
    """Which rows reverse which item. A row reverses at most one item that counts.

    What somebody has said decides; otherwise a row whose text holds an item's reference, where the
    item says, from its month on. A row that two items might have is given to neither, and both are
    told of the other. A commitment and what comes of it are two families: an invoice both fulfils
    the commitment and reverses the known cost.
    """
    known = [item for item in items if not item.withdrawn]
    said = {(link.key, link.voucher): link.belongs for link in links}
    owned: dict[str, list[BookedRow]] = {}
    rivals: dict[str, set[str]] = {}
    for row in rows:
        for family in (True, False):
            mine = [item for item in known if item.kind.counts is family and covers(item, row)]
            keys = _claimants(mine, row, said)
            if len(keys) == 1:
                owned.setdefault(keys[0], []).append(row)
            for key in keys if len(keys) > 1 else ():
                rivals.setdefault(key, set()).update(set(keys) - {key})
    return {
        item.key: Claimed(tuple(owned.get(item.key, ())), frozenset(rivals.get(item.key, ())))
        for item in known
    }


def _claimants(
    items: Sequence[KnownItem], row: BookedRow, said: Mapping[tuple[str, VoucherId], bool]
) -> list[str]:
    """The items, of one family and covering the row, that the row reverses or might."""
    told = [item.key for item in items if said.get((item.key, row.voucher))]
    return told or [
        item.key
        for item in items
        if (item.key, row.voucher) not in said
        and item.month <= row.month
        and names_reference(item, row)
    ]


def standing(item: KnownItem, rows: Iterable[BookedRow], month: int) -> Standing:
    """How the item stands at the end of the month, by the rows that reverse it.

    A credit note opens it again; more than its amount is never reversed.
    """
    amount = 0 if item.withdrawn else item.amount
    booked = sum(row.amount for row in rows if row.month <= month)
    if item.planned and item.planned <= month:
        return Standing(amount, amount, booked)
    limits = sorted((0, amount))
    return Standing(amount, min(max(booked, limits[0]), limits[1]), booked)


def counts_in(item: KnownItem, month: int) -> bool:
    """Whether what remains of the item stands beside the actual to date of the month.

    Only in its own year: after that the year's accounts are closed with or without it.
    """
    same_year = item.month // 100 == month // 100
    return item.kind.counts and same_year and item.month <= month


class Age(StrEnum):
    """How long an item has been open, from the end of its month."""

    TO_30 = "0–30 dagar"
    TO_60 = "31–60 dagar"
    TO_90 = "61–90 dagar"
    OVER_90 = "över 90 dagar"


def days_open(item: KnownItem, month: int) -> int:
    """Days from the end of the item's month to the end of the month; not below zero."""
    return max(0, (_last_day(month) - _last_day(item.month)).days)


def age_of(days: int) -> Age:
    """The age that so many days belong to."""
    limits = ((30, Age.TO_30), (60, Age.TO_60), (90, Age.TO_90))
    return next((age for limit, age in limits if days <= limit), Age.OVER_90)


def _last_day(month: int) -> date:
    return Period.month(*divmod(month, 100)).last_day


@dataclass(frozen=True)
class Proposal:
    """A voucher that may reverse an item, what it has booked where the item says, and why."""

    key: str
    voucher: VoucherId
    month: int
    amount: int
    reasons: tuple[str, ...]


def proposals(
    item: KnownItem, remaining: int, rows: Iterable[BookedRow], taken: Collection[BookedRow]
) -> tuple[Proposal, ...]:
    """The vouchers from the item's month on that may reverse it, the likeliest first.

    A row that reverses another item is no part of it.
    """
    found: dict[VoucherId, list[BookedRow]] = {}
    for row in rows:
        if row.month >= item.month and row not in taken:
            found.setdefault(row.voucher, []).append(row)
    made = [_proposal(item, remaining, voucher, its) for voucher, its in found.items()]
    likely = [one for one in made if one is not None]
    return tuple(sorted(likely, key=lambda one: (-len(one.reasons), one.month, one.voucher)))


def _proposal(
    item: KnownItem, remaining: int, voucher: VoucherId, rows: Sequence[BookedRow]
) -> Proposal | None:
    own = [row for row in rows if covers(item, row)]
    amount = sum(row.amount for row in own)
    named = [row for row in rows if names_reference(item, row)]
    supplier = item.counterpart.casefold()
    reasons = []
    if named:
        reasons.append("samma referens" if own else "samma referens, men på annan plats")
    if own and amount == remaining:
        reasons.append("samma belopp")
    if own and supplier and any(supplier in row.text.casefold() for row in own):
        reasons.append("samma motpart")
    if not reasons:
        return None
    return Proposal(item.key, voucher, min(row.month for row in rows), amount, tuple(reasons))
