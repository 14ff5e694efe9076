"""What is read of known items: how each stands after a month, and which vouchers reverse it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from uppsikt.figures import Period, UppsiktError
from uppsikt.organisation import selectors as organisation
from uppsikt.organisation.rules import nearest
from uppsikt.planning import known_item_rules as rules
from uppsikt.planning import models
from uppsikt.planning.known_item_books import ItemBooks, candidates, claimed
from uppsikt.planning.known_item_models import KnownItem as StoredItem
from uppsikt.planning.known_item_rules import (
    Age,
    Claimed,
    KnownItem,
    KnownKind,
    Standing,
    VoucherId,
)
from uppsikt.platform.access.rules import Reader, Thing, Verb, demand, may, reach
from uppsikt.store import Store

_END = 299912
"""A month (yyyymm) that every voucher lies before."""


class UnknownItem(UppsiktError):
    """The committee has no known item of that key."""


@dataclass(frozen=True)
class Reversal:
    """What a voucher has booked where an item says, in a month (yyyymm); öre."""

    voucher: VoucherId
    month: int
    amount: int


@dataclass(frozen=True)
class FollowedItem:
    """A known item after a month: how it stands, what has reversed it, and how old it is.

    `rivals` are other items that the same rows might reverse; such rows reverse none.
    """

    item: KnownItem
    standing: Standing
    reversals: tuple[Reversal, ...]
    rivals: tuple[str, ...]
    days: int

    @property
    def is_open(self) -> bool:
        """Whether something of it is still not booked."""
        return self.standing.remaining != 0

    def stands_beside(self, month: Period) -> bool:
        """Whether it counts beside the actual to date of the month that it was asked for."""
        return self.is_open and rules.counts_in(self.item, month.last_month)

    @property
    def age(self) -> Age:
        """How long it has been known."""
        return rules.age_of(self.days)


@dataclass(frozen=True)
class Changed:
    """An item of a committee of which another amount (öre) remains than before."""

    committee: str
    item: KnownItem
    before: int
    after: int


@dataclass(frozen=True)
class KeptItem:
    """A version of an item: what was given, when and by whom."""

    item: KnownItem
    given_at: datetime
    actor: str
    file: str


@dataclass(frozen=True)
class Places:
    """The names of activities and account groups, by key."""

    lines: Mapping[str, str]
    groups: Mapping[str, str]

    def line(self, key: str) -> str:
        """The activity's name; empty for none."""
        return self.lines.get(key, key)

    def group(self, key: str) -> str:
        """The account group's name; empty for none."""
        return self.groups.get(key, key)


def known(
    *,
    reader: Reader,
    store: Store,
    committee: str,
    month: Period,
    known_at: int | None = None,
) -> tuple[FollowedItem, ...]:
    """The committee's items up to and including the month, as they stand at its end.

    `known_at` is the number of an import: the items and vouchers that counted when it was the last
    one. A reader without the right to voucher texts is not told counterpart and reference, and a
    manager those of the own activities alone. Raises UnknownCommittee.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    slug = organisation.committee(reader=reader, slug=committee).slug
    items = items_in_force(slug, known_at)
    owned = claimed(ItemBooks(store, slug, known_at), items)
    until = month.last_month
    return tuple(
        _known(_told_to(reader, slug, item), owned.get(item.key, Claimed()), until)
        for item in items
        if item.month <= until
    )


def changed_since(*, reader: Reader, store: Store, known_at: int) -> tuple[Changed, ...]:
    """The items of all committees of which ledgers read after the import have changed what remains.

    An item that was given or withdrawn since has not changed by that. Only the committees whose
    plans the reader may read are asked.
    """
    where = reach(reader, Verb.READ, Thing.PLANS)
    found: list[Changed] = []
    for committee in organisation.committees(reader=reader):
        if not where.covers(Thing.PLANS.of(committee.slug)):
            continue
        items = items_in_force(committee.slug, None)
        now = claimed(ItemBooks(store, committee.slug, None), items)
        then = claimed(ItemBooks(store, committee.slug, known_at), items)
        for item in items:
            before, after = (
                rules.standing(item, owned.get(item.key, Claimed()).rows, _END).remaining
                for owned in (then, now)
            )
            if before != after:
                told = _told_to(reader, committee.slug, item)
                found.append(Changed(committee.slug, told, before, after))
    return tuple(found)


def item_history(*, reader: Reader, committee: str, key: str) -> tuple[KeptItem, ...]:
    """Every version of an item that a file has given, oldest first.

    A reader who may not read which files were received is told neither file nor who read it in,
    and one without the right to voucher texts neither counterpart nor reference.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    rows = (
        StoredItem.objects.seen_by(reader)
        .filter(committee__slug=committee, key=key)
        .order_by("version")
    )
    with_files = may(reader, Verb.READ, Thing.IMPORTS.of(committee))
    return tuple(
        KeptItem(
            _told_to(reader, committee, version_of(row)),
            row.given_at,
            row.actor if with_files else "",
            row.file_name if with_files else "",
        )
        for row in rows
    )


def proposals(
    *, reader: Reader, store: Store, committee: str, month: Period
) -> tuple[rules.Proposal, ...]:
    """For each item with something left, the vouchers up to the month that may reverse it.

    Raises NotAllowed for a reader who may not read voucher texts.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    demand(reader, Verb.READ, Thing.VOUCHER_TEXTS.of(committee))
    items = items_in_force(committee, None)
    books = ItemBooks(store, committee, None)
    owned = claimed(books, items)
    found: list[rules.Proposal] = []
    for item in items:
        own = owned.get(item.key, Claimed())
        remaining = rules.standing(item, own.rows, month.last_month).remaining
        if item.month <= month.last_month and remaining:
            taken = {
                row
                for key, one in owned.items()
                for row in one.rows
                if _family(items, key) is item.kind.counts
            }
            rows = candidates(books, item, remaining, month)
            found += rules.proposals(item, remaining, rows, taken)
    return tuple(found)


def item_named(*, reader: Reader, committee: str, key: str) -> KnownItem:
    """The item of that key that counts, whatever the case of its letters.

    Raises UnknownCommittee and UnknownItem.
    """
    demand(reader, Verb.READ, Thing.PLANS.of(committee))
    about = organisation.committee(reader=reader, slug=committee)
    items = {item.key: item for item in items_in_force(about.slug, None)}
    found = items.get(key.casefold())
    if found is None:
        raise UnknownItem(
            f"Posten ”{key}” finns inte hos {about.name}.",
            todo=f"Menade du någon av dessa: {nearest(key, list(items))}?"
            if items
            else "Nämnden har inga kända poster. Lämna dem med uppsikt import.",
        )
    return found


def places(*, reader: Reader, committee: str) -> Places:
    """What the committee's activities and account groups are called."""
    return Places(
        {one.key: one.name for one in organisation.all_lines(reader=reader, committee=committee)},
        {one.key: one.name for one in organisation.groups(reader=reader, committee=committee)},
    )


def items_in_force(committee: str, known_at: int | None) -> tuple[KnownItem, ...]:
    """The items that count now or counted at an import, those of the set-up file too, by month."""
    stored = (version_of(row) for row in _versions(committee, known_at))
    items = (*stored, *set_up_items(committee))
    return tuple(sorted(items, key=lambda item: (item.month, item.key)))


def set_up_items(committee: str) -> Iterator[KnownItem]:
    """The items of the set-up file; it says itself in which month each is booked."""
    for row in models.UnbookedItem.everything.filter(committee__slug=committee):
        yield KnownItem(
            key=row.key,
            kind=KnownKind.COST if row.amount < 0 else KnownKind.INCOME,
            name=row.name,
            activity=row.activity,
            group=row.group,
            month=row.month,
            amount=row.amount,
            reason=row.reason,
            planned=row.reversed_in or 0,
        )


def _known(item: KnownItem, own: Claimed, until: int) -> FollowedItem:
    sums: dict[tuple[VoucherId, int], int] = {}
    for row in own.rows:
        if row.month <= until:
            at = row.voucher, row.month
            sums[at] = sums.get(at, 0) + row.amount
    return FollowedItem(
        item=item,
        standing=rules.standing(item, own.rows, until),
        reversals=tuple(Reversal(*at, amount) for at, amount in sorted(sums.items())),
        rivals=tuple(sorted(own.rivals)),
        days=rules.days_open(item, until),
    )


def _told_to(reader: Reader, committee: str, item: KnownItem) -> KnownItem:
    """The item as far as the reader may see it: counterpart and reference are voucher texts."""
    if may(reader, Verb.READ, Thing.VOUCHER_TEXTS.of(committee, item.activity)):
        return item
    return replace(item, counterpart="", reference="")


def _family(items: Iterable[KnownItem], key: str) -> bool:
    return any(item.key == key and item.kind.counts for item in items)


def _versions(committee: str, known_at: int | None) -> Iterator[StoredItem]:
    """The version of each item that counts, or did when the import was the last one."""
    rows: QuerySet[StoredItem] = StoredItem.everything.filter(committee__slug=committee)
    if known_at is None:
        yield from rows.filter(replaced_at=None)
        return
    latest = {row.key: row for row in rows.filter(known_at__lte=known_at).order_by("version")}
    yield from latest.values()


def version_of(row: StoredItem, number: int | None = None) -> KnownItem:
    """A stored version as an item; with a number as if it were that version."""
    return KnownItem(
        key=row.key,
        kind=KnownKind(row.kind),
        name=row.name,
        activity=row.activity,
        group=row.group,
        month=row.month,
        amount=row.amount,
        counterpart=row.counterpart,
        reference=row.reference,
        reason=row.reason,
        expected=row.expected.isoformat() if row.expected else "",
        withdrawn=row.withdrawn,
        version=row.version if number is None else number,
    )
